import GSLKit

extension KaplanMeier {
  /// What the curve says at one horizon: how many have had their event, and what that is worth.
  ///
  /// F̂ = 1 − Ŝ(w). The units are worth ñ = F̂(1 − F̂)/Var F̂ fully followed ones, x̃ = F̂ñ of them
  /// with the event, so that any test of two rates can be used (methods of ``MaturationCurve``).
  public struct Reading: Hashable, Sendable {
    /// The last time that counts.
    public let horizon: Double
    /// Units in all.
    public let units: Int
    /// Units with the event by the horizon.
    public let reached: Int
    /// Units without the event whose follow-up ends before the horizon.
    public let maturing: Int
    /// F̂, 0…1; nil where nobody without the event has been followed that far.
    public let conversion: Double?
    /// Σ d/(n(n − d)) up to the horizon; nil where F̂ is undefined or 1.
    let greenwood: Double?

    /// Greenwood's variance of F̂, 0 at F̂ = 0 and F̂ = 1, where it tells nothing; nil without F̂.
    public var variance: Double? {
      guard let conversion else { return nil }
      guard let greenwood else { return 0 }
      return (1 - conversion) * (1 - conversion) * greenwood
    }

    /// What all units are worth in fully followed ones; nil where F̂ is 0, 1 or undefined.
    ///
    /// Equal to the plain counts when no follow-up ends before the horizon.
    public var effective: EffectiveCount? {
      guard let conversion, let greenwood, greenwood > 0, conversion > 0, conversion < 1 else {
        return nil
      }
      if maturing == 0 {
        return try? EffectiveCount(successes: Double(reached), trials: Double(units))
      }
      // F̂(1 − F̂)/((1 − F̂)² Σ): one factor 1 − F̂ cancels.
      let trials = conversion / ((1 - conversion) * greenwood)
      return try? EffectiveCount(successes: min(conversion * trials, trials), trials: trials)
    }

    /// The counts to test with: effective ones, or at F̂ = 0 and F̂ = 1 the fully followed units.
    ///
    /// There no variance says what the others are worth, so units whose follow-up ended early are
    /// left out. Nil where F̂ is undefined.
    public var counts: EffectiveCount? {
      if let effective { return effective }
      guard let conversion else { return nil }
      let trials = Double(units - maturing)
      return try? EffectiveCount(successes: conversion * trials, trials: trials)
    }

    /// The log–log interval of F̂; nil where F̂ is 0, 1 or undefined.
    ///
    /// - Parameter level: 0…1, ends excluded.
    /// - Returns: an interval within 0…1, or nil.
    /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for the level.
    public func interval(level: Double) throws(InferenceError) -> Interval? {
      let z = try KaplanMeier.critical(level)
      guard let conversion, let greenwood, greenwood > 0, conversion > 0, conversion < 1 else {
        return nil
      }
      let log = Elementary.log(onePlus: -conversion)
      let spread = z * greenwood.squareRoot() / -log
      return Interval(
        lower: 0 - Elementary.expMinusOne(log * Elementary.exp(-spread)),
        upper: 0 - Elementary.expMinusOne(log * Elementary.exp(spread))
      )
    }
  }

  /// The curve at a horizon.
  ///
  /// A unit last seen exactly at the horizon was followed to it; an event exactly at it counts.
  ///
  /// - Parameter horizon: 0 or more, finite.
  /// - Returns: the reading; its conversion is nil where nobody has been followed that far.
  /// - Throws: ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/negative(field:value:)``.
  public func reading(at horizon: Double) throws(InferenceError) -> Reading {
    guard horizon.isFinite else { throw .notFinite(field: "horizon", value: horizon) }
    guard horizon >= 0 else { throw .negative(field: "horizon", value: horizon) }
    let last = index(at: horizon)
    let early = steps[..<(last.map { $0 + 1 } ?? 0)]
    let isKnown = reaches(horizon)
    return Reading(
      horizon: horizon,
      units: sample.units,
      reached: early.reduce(0) { $0 + $1.events },
      maturing: early.reduce(0) { $0 + ($1.time < horizon ? $1.censored : 0) },
      conversion: isKnown ? 1 - (last.map { steps[$0].survival } ?? 1) : nil,
      greenwood: isKnown ? last.map { steps[$0].greenwood } ?? 0 : nil
    )
  }
}
