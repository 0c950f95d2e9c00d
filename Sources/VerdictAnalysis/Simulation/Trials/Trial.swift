package import GSLKit
import VerdictInference
package import VerdictModel

/// One simulated test: its units, and what a store would answer about them at each look.
package struct Trial {
  package let truth: TrialTruth
  package let units: [Unit]

  package struct Unit: Hashable, Sendable {
    package let day: Day
    package let manager: Int
    /// 0 is the control.
    package let arm: Int
    package var isVariant: Bool { arm > 0 }
    /// Day of the success; nil when there is none.
    package let success: Day?
    /// Whether a failure is recorded as a "no".
    package let isLogged: Bool
    /// Money of the success, minor units.
    package var amount: Int64 = 0
  }

  /// Units arrive evenly over the days of exposure; the arm is drawn in permuted blocks, within the
  /// manager where the test is stratified.
  package init(_ truth: TrialTruth, random: RandomGenerator) {
    self.truth = truth
    let (start, end, _) = truth.days
    let span = end - start + 1
    let total = (truth.variants + 1) * truth.perArm
    let isSplit = truth.mode == .score
    var lists = [[Int]](repeating: [], count: isSplit ? truth.managers : 1)
    var units: [Unit] = []
    units.reserveCapacity(total)
    let chances =
      truth.isDays ? [false, true].map { truth.dailyChance(isVariant: $0) } : []
    for index in 0..<total {
      let offset = index * span / total
      let day = start + offset
      let manager = random.uniformInt(below: truth.managers)
      let list = isSplit ? manager : 0
      if lists[list].isEmpty { lists[list] = Self.block(random, truth.variants) }
      let arm = lists[list].removeLast()
      // The difference is the first variant's.
      let isVariant = arm == 1
      var rate = truth.base + (isVariant && !truth.isMoney ? truth.difference : 0)
      if truth.managers > 1 {
        rate += truth.skill * (2 * Double(manager) / Double(truth.managers - 1) - 1)
      }
      if truth.weekday > 0 { rate += truth.weekday * (Double(day.weekday - 1) / 3 - 1) }
      if span > 1 { rate += truth.drift * (Double(offset) / Double(span - 1) - 0.5) }
      var isSuccess = truth.isDays || random.uniform() < min(1, max(0, rate))
      var success: Day?
      if truth.isDays {
        var lag = 0
        while lag < TrialTruth.window, !random.happens(chances[isVariant ? 1 : 0]) { lag += 1 }
        isSuccess = lag < TrialTruth.window
        if isSuccess { success = day + lag }
      } else if isSuccess {
        var lag = 0
        if truth.delayed { while lag < 13, !random.happens(0.25) { lag += 1 } }
        success = day + lag
      }
      let isLogged = isSuccess || arm == 0 || !random.happens(truth.unlogged)
      units.append(
        Unit(
          day: day,
          manager: manager,
          arm: arm,
          success: success,
          isLogged: isLogged,
          amount: truth.isMoney && isSuccess
            ? Self.check(truth, isVariant: isVariant, random) : 0
        )
      )
    }
    self.units = units
  }

  /// Log-normal with the mean that gives the variant its difference.
  private static func check(_ truth: TrialTruth, isVariant: Bool, _ random: RandomGenerator)
    -> Int64
  {
    let spread = TrialTruth.checkSpread
    let gain = isVariant ? truth.gain : 1
    let logMean = Elementary.log(TrialTruth.check * gain) - spread * spread / 2
    let major = random.lognormal(logMean: logMean, logStandardDeviation: spread)
    return Int64((major * 100).rounded())
  }

  /// Two or three of each arm in a random order.
  private static func block(_ random: RandomGenerator, _ variants: Int) -> [Int] {
    let size = 2 + random.uniformInt(below: 2)
    var block = (0...variants).reversed().flatMap { [Int](repeating: $0, count: size) }
    var generator = random
    block.shuffle(using: &generator)
    return block
  }

  /// Counts of each stratum as of a day, of the control and one variant, as the evidence cells give them.
  package func evidence(asOf: Day, of variant: Int = 1) -> LookEvidence {
    let (_, _, window) = truth.days
    let isSplit = truth.mode == .score
    let strata = isSplit ? truth.managers : 1
    var counts = [ArmCounts](repeating: ArmCounts(), count: 2 * strata)
    var lags = [[LagCount]](repeating: [], count: truth.hasLags ? 2 * strata : 0)
    if truth.hasLags {
      let none = (0...(asOf - truth.days.start)).map { LagCount(lag: $0, reached: 0, censored: 0) }
      for place in lags.indices { lags[place] = none }
    }
    for unit in units {
      if unit.day > asOf { break }
      guard unit.arm == 0 || unit.arm == variant else { continue }
      let place = 2 * (isSplit ? unit.manager : 0) + (unit.isVariant ? 1 : 0)
      let isMature = unit.day + window <= asOf
      let success = unit.success.flatMap { $0 <= asOf ? $0 - unit.day : nil }
      counts[place].exposed += 1
      if isMature {
        counts[place].matured += 1
        if success != nil {
          counts[place].reached += 1
          counts[place].amount += Int128(unit.amount)
          counts[place].amountSquared += Int128(unit.amount) * Int128(unit.amount)
        }
        if success != nil || unit.isLogged { counts[place].answered += 1 }
      }
      if truth.hasLags {
        if let success {
          lags[place][success].reached += 1
        } else {
          lags[place][asOf - unit.day].censored += 1
        }
      }
    }
    for place in lags.indices {
      counts[place].lags = lags[place].filter { $0.reached + $0.censored > 0 }
    }
    let primary = MetricEvidence(
      strata: (0..<strata).map { ("\($0)", counts[2 * $0], counts[2 * $0 + 1]) },
      direction: truth.isDays ? .down : .up,
      horizon: window,
      asOf: asOf
    )
    return LookEvidence(asOf: asOf, primary: primary, guardrails: [])
  }
}
