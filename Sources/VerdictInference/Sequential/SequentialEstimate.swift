import GSLKit

/// What a test with planned looks says once it has stopped: p, estimate and interval.
///
/// Stopping early favours large effects, so the plain estimate and p are biased. The stage-wise
/// ordering calls an outcome more extreme upwards when the upper boundary was crossed earlier, or at
/// the same look with a larger statistic; crossing the lower boundary mirrors this. With
/// P_δ(k, z) = Σ_{j<k} P_δ(upper boundary crossed first at look j) + P_δ(not stopped before k, Z_k ≥ z),
/// the p is P_0, the estimate solves P_δ = ½ (median unbiased) and the interval P_δ = (1 ∓ level)/2.
///
/// What happened at planned looks after the stop does not enter. With one look all is the plain z
/// test; with the closure form, the plain test whose z(δ) is given. Exchanging the arms (z → −z)
/// mirrors the answer exactly in the plain form.
///
/// Source: Tsiatis, Rosner & Mehta (1984), Biometrics 40:797; Jennison & Turnbull (2000), §8.4–8.5.
public struct SequentialEstimate: Sendable, Hashable, Codable {
  /// The look whose statistic is read, counted from 0.
  public let look: Int
  /// Whether that look crossed a boundary.
  public let crossed: Bool
  /// One-sided p of "no difference" against a positive one.
  public let pValueGreater: Double
  /// One-sided p of "no difference" against a negative one.
  public let pValueLess: Double
  /// The median-unbiased estimate; nil when no value in the allowed range has P_δ = ½.
  public let estimate: Double?
  /// The interval of the given level; an end is nil when it lies outside the allowed range.
  public let interval: Interval
  /// Level of the interval.
  public let level: Double

  /// Two-sided p: twice the smaller one-sided p, at most 1.
  public var pValue: Double { min(1, 2 * min(pValueGreater, pValueLess)) }

  /// The estimate from standardised statistics of a quantity with normal errors.
  ///
  /// The test is read at the first look with |z| at or above its boundary, else at the last look.
  ///
  /// - Parameters:
  ///   - information: I_1 < I_2 < …, 1/variance of the estimate at each look; not fractions.
  ///   - z: the statistic of "no difference" at each look so far, estimate·√I.
  ///   - boundaries: z at which each look stops, above 0, +∞ where it cannot; the lower boundary is
  ///     the mirror. One for each statistic; more are left unread.
  ///   - level: of the interval, 0…1, ends excluded.
  /// - Throws: `tooFew`, `unequalLengths`, `notIncreasing`, `notFinite`, `outsideRange`, `tooLarge`.
  public init(
    information: [Double],
    z: [Double],
    boundaries: [Double],
    level: Double = 0.95
  ) throws(InferenceError) {
    guard !z.isEmpty else { throw .tooFew(field: "z", value: 0, needed: 1) }
    guard information.count >= z.count else {
      throw .unequalLengths(field: "information", count: information.count, expected: z.count)
    }
    let information = Array(information.prefix(z.count))
    try GroupSequential.check(information: information)
    for value in z where !value.isFinite { throw .notFinite(field: "z", value: value) }
    try Self.check(boundaries, count: z.count)
    let first = z.indices.first { abs(z[$0]) >= boundaries[$0] }
    let stop = first ?? z.count - 1
    let observed = z[stop]
    // One computation for both signs, so that exchanging the arms mirrors every digit.
    let mirrored = observed < 0
    let upward = abs(observed)
    let here = Array(information[...stop])
    let centre = upward / here[stop].squareRoot()
    let scale = 1 / here[stop].squareRoot()
    let law = StageWiseLaw(
      boundaries: Array(boundaries[..<stop]),
      information: { _ in here },
      observed: { delta in upward - delta * here[stop].squareRoot() }
    )
    let read = try Self.read(
      law,
      level: level,
      search: .unbounded(start: centre, scale: scale)
    )
    self.init(
      look: stop,
      crossed: first != nil,
      reading: mirrored ? read.mirrored : read,
      level: level
    )
  }

  /// The estimate where the statistic and its variance depend on the tested difference.
  ///
  /// For a score test: `statistic` is z_k(δ) and `information` I_j(δ) = 1/Ṽ_j(δ), the inverse of the
  /// variance of the estimate at look j if the difference is δ. One look then reproduces the p and
  /// the interval of the plain test.
  ///
  /// - Parameters:
  ///   - earlierBoundaries: z at which the looks before this one would have stopped; empty for one look.
  ///   - crossed: whether this look crossed its boundary; kept for the reader only.
  ///   - differences: the differences that are possible, such as −1…1; asked at its ends too.
  ///   - level: of the interval, 0…1, ends excluded.
  ///   - information: I_1(δ) < … < I_k(δ) for a difference, above 0 and finite; one more than
  ///     `earlierBoundaries`. Where an estimated variance makes it fall from look to look, the
  ///     earlier value counts as just below the later one.
  ///   - statistic: z_k(δ), falling in δ.
  /// - Throws: `unequalLengths`, `outsideRange`.
  public init(
    earlierBoundaries: [Double],
    crossed: Bool,
    differences: ClosedRange<Double>,
    level: Double = 0.95,
    information: (Double) -> [Double],
    statistic: (Double) -> Double
  ) throws(InferenceError) {
    try Self.check(earlierBoundaries, count: earlierBoundaries.count)
    for delta in [0, differences.lowerBound, differences.upperBound] {
      let values = information(delta)
      guard values.count == earlierBoundaries.count + 1 else {
        throw .unequalLengths(
          field: "information",
          count: values.count,
          expected: earlierBoundaries.count + 1
        )
      }
      for value in values where !(value > 0 && value.isFinite) {
        throw .outsideRange(field: "information", value: value, allowed: "(0, ∞)")
      }
    }
    let outcome: Result<Reading, InferenceError> = withoutActuallyEscaping(information) {
      information in
      withoutActuallyEscaping(statistic) { statistic in
        let law = StageWiseLaw(
          boundaries: earlierBoundaries,
          information: information,
          observed: statistic
        )
        do throws(InferenceError) {
          return .success(try Self.read(law, level: level, search: .within(differences)))
        } catch {
          return .failure(error)
        }
      }
    }
    self.init(
      look: earlierBoundaries.count,
      crossed: crossed,
      reading: try outcome.get(),
      level: level
    )
  }

  private init(look: Int, crossed: Bool, reading: Reading, level: Double) {
    self.look = look
    self.crossed = crossed
    self.level = level
    pValueGreater = reading.greater
    pValueLess = reading.less
    estimate = reading.estimate
    interval = Interval(lower: reading.lower, upper: reading.upper)
  }

  /// The same with the arms exchanged.
  var mirrored: SequentialEstimate {
    SequentialEstimate(
      look: look,
      crossed: crossed,
      reading: Reading(
        greater: pValueGreater,
        less: pValueLess,
        estimate: estimate,
        lower: interval.lower,
        upper: interval.upper
      ).mirrored,
      level: level
    )
  }

  /// The same, of a statistic that is not below 0, with what is missing put at the ends of what is
  /// possible: an estimate that is nowhere inside is the upper end.
  func bounded(by range: ClosedRange<Double>) -> SequentialEstimate {
    SequentialEstimate(
      look: look,
      crossed: crossed,
      reading: Reading(
        greater: pValueGreater,
        less: pValueLess,
        estimate: estimate ?? range.upperBound,
        lower: interval.lower ?? range.lowerBound,
        upper: interval.upper ?? range.upperBound
      ),
      level: level
    )
  }

  private static func check(_ boundaries: [Double], count: Int) throws(InferenceError) {
    guard boundaries.count >= count else {
      throw .unequalLengths(field: "boundaries", count: boundaries.count, expected: count)
    }
    for boundary in boundaries {
      guard boundary > 0 else {
        throw .outsideRange(field: "boundaries", value: boundary, allowed: "(0, ∞]")
      }
    }
  }
}

extension SequentialEstimate {
  /// What one ordering says, before it is put on the reader's side.
  private struct Reading {
    var greater: Double
    var less: Double
    var estimate: Double?
    var lower: Double?
    var upper: Double?

    /// The same with the arms exchanged.
    var mirrored: Reading {
      Reading(
        greater: less,
        less: greater,
        estimate: estimate.map { 0 - $0 },
        lower: upper.map { 0 - $0 },
        upper: lower.map { 0 - $0 }
      )
    }
  }

  /// Where the ends and the estimate are looked for.
  private enum Search {
    case unbounded(start: Double, scale: Double)
    case within(ClosedRange<Double>)
  }

  private static func read(
    _ law: StageWiseLaw,
    level: Double,
    search: Search
  ) throws(InferenceError) -> Reading {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "level", value: level, allowed: "(0, 1)")
    }
    let tail = (1 - level) / 2
    return Reading(
      greater: law.upward(0),
      less: law.downward(0),
      estimate: try root(search) { law.upward($0) - law.downward($0) },
      lower: try root(search) { law.upward($0) - tail },
      upper: try root(search) { tail - law.downward($0) }
    )
  }

  /// Where a rising function is 0; nil when it is not within the allowed range.
  private static func root(
    _ search: Search,
    _ function: (Double) -> Double
  ) throws(InferenceError) -> Double? {
    var lower: Double
    var upper: Double
    switch search {
    case .within(let range):
      lower = range.lowerBound
      upper = range.upperBound
      if function(lower) >= 0 || function(upper) <= 0 { return nil }
    case .unbounded(let start, let scale):
      lower = start - scale
      upper = start + scale
      // Steps double, so forty of them leave any range that a double can hold.
      var step = scale
      var steps = 0
      while function(lower) >= 0, steps < 40 {
        (upper, lower) = (lower, lower - 2 * step)
        step *= 2
        steps += 1
      }
      step = scale
      while function(upper) <= 0, steps < 40 {
        (lower, upper) = (upper, upper + 2 * step)
        step *= 2
        steps += 1
      }
    }
    do {
      return try BrentRoot.find(in: lower...upper, tolerance: 1e-10 * (upper - lower), function)
    } catch {
      throw InferenceError(error)
    }
  }
}

/// P_δ of an outcome at least as extreme, upwards and downwards, in the stage-wise ordering.
private struct StageWiseLaw {
  /// Boundaries of the looks before the one that is read.
  let boundaries: [Double]
  /// I_1(δ) … I_k(δ).
  let information: (Double) -> [Double]
  /// z_k(δ): what the statistic at the look exceeds its mean under δ by.
  let observed: (Double) -> Double

  /// Growth of information between looks that is always assumed, relative.
  private static let leastGrowth = 1e-4

  func upward(_ delta: Double) -> Double {
    probability(information(delta), delta, observed(delta))
  }

  func downward(_ delta: Double) -> Double {
    probability(information(delta), 0 - delta, 0 - observed(delta))
  }

  private func probability(_ given: [Double], _ drift: Double, _ excess: Double) -> Double {
    var information = given
    for look in information.indices.dropLast().reversed() {
      information[look] = min(information[look], information[look + 1] * (1 - Self.leastGrowth))
    }
    let mean = drift * (information.last ?? 0).squareRoot()
    return GroupSequential.crossings(
      boundaries + [mean + excess],
      information,
      drift,
      .symmetrical
    ).reduce(0, +)
  }
}
