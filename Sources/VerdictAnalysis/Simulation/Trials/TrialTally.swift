import GSLKit
import VerdictInference
package import VerdictModel

/// Outcomes of many simulated tests of one truth, summed.
package struct TrialTally: Hashable, Sendable {
  package let truth: TrialTruth
  package private(set) var runs = 0
  package private(set) var verdicts: [Verdict: Int] = [:]
  package private(set) var looks = 0
  package private(set) var everExcluded = 0
  package private(set) var fixedExcluded = 0
  package private(set) var peekedBetter = 0
  package private(set) var peekedWorse = 0
  package private(set) var liftBetter = 0
  package private(set) var liftWorse = 0
  package private(set) var anyConfirmed = 0
  package private(set) var anyHarmful = 0

  package init(_ truth: TrialTruth) { self.truth = truth }

  package mutating func add(_ outcome: TrialOutcome) {
    runs += 1
    verdicts[outcome.verdict, default: 0] += 1
    looks += outcome.look
    everExcluded += outcome.everExcluded ? 1 : 0
    fixedExcluded += outcome.fixedExcluded ? 1 : 0
    peekedBetter += outcome.peekedBetter ? 1 : 0
    peekedWorse += outcome.peekedWorse ? 1 : 0
    liftBetter += outcome.liftBetter ? 1 : 0
    liftWorse += outcome.liftWorse ? 1 : 0
    anyConfirmed += outcome.isAnyConfirmed ? 1 : 0
    anyHarmful += outcome.isAnyHarmful ? 1 : 0
  }

  package static func + (left: TrialTally, right: TrialTally) -> TrialTally {
    var sum = left
    sum.runs += right.runs
    sum.verdicts.merge(right.verdicts, uniquingKeysWith: +)
    sum.looks += right.looks
    sum.everExcluded += right.everExcluded
    sum.fixedExcluded += right.fixedExcluded
    sum.peekedBetter += right.peekedBetter
    sum.peekedWorse += right.peekedWorse
    sum.liftBetter += right.liftBetter
    sum.liftWorse += right.liftWorse
    sum.anyConfirmed += right.anyConfirmed
    sum.anyHarmful += right.anyHarmful
    return sum
  }

  /// The share of tests (0…1) that ended in any of these verdicts; nil before the first run.
  package func share(_ verdicts: Verdict...) -> Double? {
    rate(verdicts.reduce(0) { $0 + (self.verdicts[$1] ?? 0) })
  }
  /// Reviews until the verdict, on average.
  package var meanLook: Double? { runs > 0 ? Double(looks) / Double(runs) : nil }
  /// Share of tests whose repeated interval held the truth at every look.
  package var coverage: Double? { rate(runs - everExcluded) }
  /// The same of the plain 95 % interval at the last look.
  package var fixedCoverage: Double? { rate(runs - fixedExcluded) }

  package func rate(_ count: Int) -> Double? { runs > 0 ? Double(count) / Double(runs) : nil }

  /// Two Monte-Carlo errors of a rate.
  package func twoErrors(_ rate: Double) -> Double {
    runs > 0 ? 2 * (rate * (1 - rate) / Double(runs)).squareRoot() : 1
  }

  // MARK: running

  /// Tests of one seed; the next thousand takes the next seed, so the sum does not depend on who
  /// computes which part.
  package static let chunk = 1_000

  /// Plays `runs` tests on as many cores as there are.
  ///
  /// - Parameters:
  ///   - truth: the department and its test.
  ///   - runs: at least 1.
  ///   - seed: of the first thousand.
  /// - Returns: the sum over all of them.
  /// - Throws: what the statistics throw.
  package static func play(_ truth: TrialTruth, runs: Int, seed: UInt64) async throws -> TrialTally
  {
    let chunks = (max(1, runs) + chunk - 1) / chunk
    return try await withThrowingTaskGroup(of: TrialTally.self) { group in
      for index in 0..<chunks {
        group.addTask {
          try play(
            truth,
            runs: min(chunk, runs - index * chunk),
            generator: RandomGenerator(seed: mixed(seed, index))
          )
        }
      }
      return try await group.reduce(TrialTally(truth)) { $0 + $1 }
    }
  }

  private static func play(_ truth: TrialTruth, runs: Int, generator: RandomGenerator)
    throws(InferenceError) -> TrialTally
  {
    var tally = TrialTally(truth)
    for _ in 0..<runs { tally.add(try TrialOutcome.play(Trial(truth, random: generator))) }
    return tally
  }

  /// SplitMix64's finaliser (Steele, Lea & Flood 2014): neighbouring chunks get unrelated seeds.
  static func mixed(_ seed: UInt64, _ index: Int) -> UInt64 {
    var value = seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
