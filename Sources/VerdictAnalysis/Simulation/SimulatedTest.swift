import GSLKit
package import VerdictModel

/// A test that runs inside a simulated company.
package struct SimulatedTest: Hashable, Sendable {
  /// As registered: its dates, arms and strata are those of the simulation.
  package let form: HypothesisForm
  /// The arm in which the screen is offered at once.
  package let offeredArm: String
  /// What is recorded as each client's segment.
  package let segment: RecordedSegment
  /// Share of the offered arm's clients who did not come that are recorded as such; below 1 a team
  /// logs its successes rather.
  package var recordedAbsences: Double = 1

  package enum RecordedSegment: Hashable, Sendable {
    /// `yes` or `no`.
    case firstBusiness
    /// The manager's office.
    case office
  }

  /// The stratum whose sealed list gives the arm.
  func stratum(of exposure: Exposure) -> String {
    switch form.allocation {
    case .blocks(let cut): exposure.member(of: cut)
    case .parity, .slices: ""
    }
  }
}

/// Arms by random permuted blocks within each stratum, from a seed of one's own.
///
/// Blocks hold two or three units of each arm, at random, so that nobody who counts can tell the
/// last arm of a block.
package struct SeededBlocks {
  private let arms: [String]
  private let random: RandomGenerator
  private var lists: [String: [String]] = [:]

  package init(arms: [String], seed: UInt64) {
    self.arms = arms
    random = RandomGenerator(seed: seed)
  }

  /// The arm at a place of a stratum's list, counted from 0.
  package mutating func arm(_ stratum: String, _ position: Int) -> String {
    var list = lists[stratum, default: []]
    while list.count <= position {
      let size = 2 + random.uniformInt(below: 2)
      var generator = random
      list += arms.flatMap { Array(repeating: $0, count: size) }.shuffled(using: &generator)
    }
    lists[stratum] = list
    return list[position]
  }
}
