import Testing
import VerdictInference

/// Two counts over exposures, against R, statsmodels and 40-digit arithmetic.
@Suite("TwoCounts")
struct TwoCountsTests {
  struct Exact: Decodable {
    let events: [Int]
    let exposure: [Double]
    let level, less, greater: Double
    let interval: [Double?]
  }
  struct Intervals: Decodable {
    let events: [Int]
    let exposure: [Double]
    var counts: [EventCount] {
      get throws {
        try zip(events, exposure).map { try EventCount(events: $0, exposure: $1) }
      }
    }
  }
  struct Python: Decodable {
    let control, variant: [Double]
    let level: Double
    let scoreP: Double?
    let midP: [Double]?
    let midPInterval: [Double?]?
    let differenceInterval: [Double]?
  }

  private func counts(_ control: [Double], _ variant: [Double]) throws -> TwoCounts {
    try TwoCounts(
      control: EventCount(events: Int(control[0]), exposure: control[1]),
      variant: EventCount(events: Int(variant[0]), exposure: variant[1])
    )
  }

  /// Relative agreement; both may be unbounded.
  private func near(_ ours: Double?, _ theirs: Double?, within tolerance: Double) -> Bool {
    guard let theirs else { return ours == nil }
    return agrees(ours, theirs, relative: tolerance)
  }

  @Test("exact p of both sides and the exact interval of the ratio are R's poisson.test")
  func exact() throws {
    for oracle in try CommittedOracle<Exact>.cases("counts_r") {
      let ours = try counts(
        [Double(oracle.events[1]), oracle.exposure[1]],
        [Double(oracle.events[0]), oracle.exposure[0]]
      )
      let p = try #require(ours.pValues(.exact))
      // GSL's and R's incomplete beta part at the ninth digit where 800,000 events are summed.
      #expect(near(p.less, oracle.less, within: 1e-8))
      #expect(near(p.greater, oracle.greater, within: 1e-8))
      let interval = try #require(try ours.rateRatioInterval(level: oracle.level, .exact))
      #expect(near(interval.lower, oracle.interval[0], within: 1e-7))
      #expect(near(interval.upper, oracle.interval[1], within: 1e-7))
    }
  }

  @Test("the score p is statsmodels', mid-P and the interval of the difference those of 40 digits")
  func others() throws {
    for oracle in try CommittedOracle<Python>.cases("counts") {
      let ours = try counts(oracle.control, oracle.variant)
      if let p = oracle.scoreP {
        #expect(near(ours.score.twoSided, p, within: 1e-9))
      }
      if let midP = oracle.midP {
        let found = try #require(ours.pValues(.midP))
        #expect(near(found.less, midP[0], within: 1e-9))
        #expect(near(found.greater, midP[1], within: 1e-9))
      }
      if let ends = oracle.midPInterval {
        let interval = try #require(try ours.rateRatioInterval(level: oracle.level, .midP))
        #expect(near(interval.lower, ends[0], within: 1e-7))
        #expect(near(interval.upper, ends[1], within: 1e-7))
      }
      if let ends = oracle.differenceInterval {
        let interval = try ours.differenceInterval(level: oracle.level)
        #expect(near(interval.lower, ends[0], within: 1e-8))
        #expect(near(interval.upper, ends[1], within: 1e-8))
      }
    }
  }

  @Test("exchanging the arms mirrors everything")
  func mirror() throws {
    var numbers = SystemlessNumbers(seed: 11)
    for _ in 0..<60 {
      let control = [
        Double(numbers.below(41)), 0.5 + 0.1 * Double(numbers.below(86)),
      ]
      let variant = [
        Double(numbers.below(41)), 0.5 + 0.1 * Double(numbers.below(86)),
      ]
      let (there, back) = (try counts(control, variant), try counts(variant, control))
      for method in TwoCounts.Method.allCases {
        #expect(there.pValues(method)?.less == back.pValues(method)?.greater)
      }
      #expect(there.difference == -back.difference)
      let interval = try there.differenceInterval()
      let mirrored = try back.differenceInterval().negated
      #expect(near(interval.lower, mirrored.lower, within: 1e-9))
      #expect(near(interval.upper, mirrored.upper, within: 1e-9))
    }
  }

  @Test(
    "an interval leaves out equality exactly when its test rejects it; the unit of time is no matter"
  )
  func agreement() throws {
    var numbers = SystemlessNumbers(seed: 12)
    for _ in 0..<80 {
      let control = [Double(numbers.below(61)), 3.0]
      let variant = [Double(numbers.below(61)), 4.0]
      guard control[0] + variant[0] > 0 else { continue }
      let ours = try counts(control, variant)
      for method in TwoCounts.Method.allCases {
        let p = try #require(ours.pValues(method)?.twoSided)
        guard abs(p - 0.1) > 1e-6 else { continue }
        let interval = try #require(try ours.rateRatioInterval(level: 0.9, method))
        #expect(interval.contains(1) == (p > 0.1), "\(control) \(variant) \(method)")
      }
      let inHours = try counts([control[0], 72], [variant[0], 96])
      #expect(near(inHours.score.twoSided, ours.score.twoSided, within: 1e-12))
      #expect(near(inHours.difference * 24, ours.difference, within: 1e-12))
    }
  }

  @Test("the unit of exposure moves only what has it, also in the intervals")
  func scale() throws {
    for oracle in try CommittedOracle<Python>.cases("counts") {
      let (c, v) = (oracle.control, oracle.variant)
      let (one, other) = (
        try counts(c, v), try counts([c[0], c[1] * 0x1p60], [v[0], v[1] * 0x1p60])
      )
      for method in TwoCounts.Method.allCases {
        #expect(one.pValues(method) == other.pValues(method))
        let interval = try one.rateRatioInterval(method)
        #expect(try other.rateRatioInterval(method) == interval)
      }
      let (plain, scaled) = (try one.differenceInterval(), try other.differenceInterval())
      #expect(scaled.lower == plain.lower.map { $0 * 0x1p-60 })
      #expect(scaled.upper == plain.upper.map { $0 * 0x1p-60 })
    }
  }

  @Test("the score interval of the difference holds 0 exactly when the score p says so")
  func differenceAgreement() throws {
    var numbers = SystemlessNumbers(seed: 13)
    for _ in 0..<200 {
      let ours = try counts(
        [Double(numbers.below(40)), 2],
        [Double(numbers.below(40)), 3]
      )
      let p = ours.score.twoSided
      guard abs(p - 0.05) > 1e-9 else { continue }
      #expect(try ours.differenceInterval().contains(0) == (p > 0.05))
    }
  }

  @Test("counts merge in any order, and a list is its sum with a dispersion")
  func merging() throws {
    let parts = try [(3, 1.5), (0, 2), (7, 0.25), (0, 0)].map {
      try EventCount(events: $0.0, exposure: $0.1)
    }
    let forward = parts[1...].reduce(parts[0], +)
    let backward = parts.reversed()[1...].reduce(parts[3], +)
    #expect(forward == backward && forward.events == 10 && forward.exposure == 3.75)
    #expect(try EventCount(events: 0, exposure: 0).rate == nil)
    let variant = try [EventCount(events: 4, exposure: 3), EventCount(events: 9, exposure: 3)]
    let whole = try TwoCounts(control: parts, variant: variant)
    #expect(whole.control == forward && whole.variant == variant[0] + variant[1])
    // Five intervals have exposure: three degrees of freedom are left.
    #expect(whole.dispersion?.degreesOfFreedom == 3)
    let reordered = try TwoCounts(control: parts.reversed(), variant: variant.reversed())
    #expect(
      agrees(
        reordered.dispersion?.estimate,
        try #require(whole.dispersion).estimate,
        relative: 1e-14
      )
    )
    #expect(CountDispersion(control: [parts[0]], variant: [variant[0]]) == nil)
    #expect(CountDispersion(control: [], variant: variant) == nil)
  }

  @Test(
    "nothing happened, everything happened in one arm, a thousand million events, tiny exposures"
  )
  func edges() throws {
    let silent = try counts([0, 4], [0, 5])
    #expect(silent.rateRatio == nil && silent.differenceStandardError == nil)
    #expect(silent.pValues(.exact)?.twoSided == 1 && silent.score.twoSided == 1)
    let interval = try #require(try silent.rateRatioInterval(.exact))
    #expect(interval.lower == 0 && interval.upper == nil)
    let large = try counts([1e9, 1], [1_000_070_000, 1])
    #expect(!large.allowsExact && large.pValues(.exact) == nil)
    #expect(large.score.twoSided > 0.1 && large.score.twoSided < 0.13)
    let far = try large.differenceInterval()
    #expect(far.contains(0) && far.contains(70_000))
    let uneven = try counts([1, 1e140], [1, 1e-140])
    #expect(uneven.rateRatio?.isFinite != false)
    #expect(uneven.pValues(.exact)?.twoSided ?? 1 <= 1)
    for level in [0.0, 1, .nan] {
      #expect(throws: InferenceError.self) { try large.differenceInterval(level: level) }
      #expect(throws: InferenceError.self) { try silent.rateRatioInterval(level: level, .exact) }
    }
    #expect(throws: InferenceError.self) { try EventCount(events: 1, exposure: 1e300) }
    #expect(throws: InferenceError.self) { try EventCount(events: 1, exposure: 1e-300) }
    #expect(throws: InferenceError.notFinite(field: "exposure", value: .infinity)) {
      try EventCount(events: 1, exposure: .infinity)
    }
    let tiny = try counts([4, 1e-100], [9, 5e-100])
    #expect(tiny.score.twoSided.isFinite && tiny.rateRatio != nil)
    #expect(throws: InferenceError.self) { try counts([1, 0], [1, 1]) }
    #expect(throws: InferenceError.negative(field: "exposure", value: -1)) {
      try EventCount(events: 1, exposure: -1)
    }
  }
}
