import GSLKit
import Testing
import VerdictInference

@Suite("OnlineDiscovery")
struct OnlineDiscoveryTests {
  @Test("levels and rejections agree with online-fdr", arguments: MultiplicityOracle.loaded.streams)
  func oracle(_ oracle: MultiplicityOracle.Stream) throws {
    for (rule, expected) in oracle.rules {
      let stream = try OnlineDiscovery(
        oracle.pValues,
        rule: rule,
        level: oracle.alpha,
        wealth: oracle.w0
      )
      #expect(stream.rejected == expected.rejected)
      // Sums of at most 200 terms of like sign.
      #expect(agreeAll(stream.levels, expected.levels, relative: 1e-12))
    }
  }

  @Test("two tests by hand")
  func byHand() throws {
    // γ = ½, ¼, ⅛; α = .4, w₀ = .2.
    let gamma = OnlineSpending.listed([0.5, 0.25, 0.125])
    let lord = try OnlineDiscovery(
      [0.01, 0.3, 0.02],
      rule: .lordPlusPlus,
      level: 0.4,
      wealth: 0.2,
      spending: gamma
    )
    // .2·½; then .2·¼ + .2·½ = .15, not rejected; then .2·⅛ + .2·¼ = .075.
    #expect(agreeAll(lord.levels, [0.1, 0.15, 0.075], relative: 1e-15))
    #expect(lord.rejected == [true, false, true])
    let saffron = try OnlineDiscovery(
      [0.01, 0.3, 0.02],
      rule: .saffron(lambda: 0.25),
      level: 0.4,
      wealth: 0.2,
      spending: gamma
    )
    // .75·.2·½; the first is a candidate, so .75(.2·½ + .2·½) = .15; the second ticks: .75(.05 +
    // .05).
    #expect(agreeAll(saffron.levels, [0.075, 0.15, 0.075], relative: 1e-15))
    let addis = try OnlineDiscovery(
      [0.01, 0.9, 0.02],
      rule: .addis(lambda: 0.25, tau: 0.5),
      level: 0.4,
      wealth: 0.2,
      spending: gamma
    )
    // .25·.1; .25(.1 + .1), and p = .9 is discarded, so the same again.
    #expect(agreeAll(addis.levels, [0.025, 0.05, 0.05], relative: 1e-15))
  }

  @Test("a sum over tiles is the sum over all pairs")
  func tiles() throws {
    let random = RandomGenerator(seed: 8)
    let p = (0..<700).map { _ in random.happens(0.5) ? random.uniform() * 1e-4 : random.uniform() }
    let stream = try OnlineDiscovery(p, rule: .lordPlusPlus, level: 0.05)
    var times: [Int] = []
    for t in 0..<p.count {
      func gamma(_ lag: Int) -> Double {
        let j = Double(lag)
        let root = Elementary.log(j).squareRoot()
        return 0.077_208_38 * Elementary.log(max(j, 2)) / j / Elementary.exp(root)
      }
      var level = 0.005 * gamma(t + 1)
      for (index, time) in times.enumerated() {
        level += (index == 0 ? 0.045 : 0.05) * gamma(t - time)
      }
      #expect(agrees(stream.levels[t], level, relative: 1e-11))
      if p[t] <= level { times.append(t) }
    }
    #expect(times.count > 200)
  }

  @Test("the future does not change the past")
  func online() throws {
    let random = RandomGenerator(seed: 2)
    let p = (0..<120).map { _ in random.uniform() * random.uniform() * random.uniform() }
    for rule in [
      OnlineDiscovery.Rule.lordPlusPlus, .saffron(lambda: 0.5), .addis(lambda: 0.25, tau: 0.5),
    ] {
      let whole = try OnlineDiscovery(p, rule: rule, level: 0.1)
      for count in [0, 1, 15, 16, 17, 33, 90] {
        let part = try OnlineDiscovery(Array(p.prefix(count)), rule: rule, level: 0.1)
        #expect(part.levels == Array(whole.levels.prefix(count)))
      }
    }
  }

  @Test("among nulls few are rejected, and the promised share of false ones is kept")
  func discoveryRate() throws {
    let random = RandomGenerator(seed: 40)
    for rule in [
      OnlineDiscovery.Rule.lordPlusPlus, .saffron(lambda: 0.5), .addis(lambda: 0.25, tau: 0.5),
    ] {
      var shares: [Double] = []
      for _ in 0..<400 {
        let isNull = (0..<150).map { _ in random.happens(0.7) }
        let p = isNull.map { null in
          null
            ? random.uniform()
            : NormalDistribution.upperTail(random.normal(mean: 3, standardDeviation: 1))
        }
        let stream = try OnlineDiscovery(p, rule: rule, level: 0.1)
        let found = stream.rejected.count { $0 }
        let wrong = zip(stream.rejected, isNull).count { $0 && $1 }
        shares.append(found == 0 ? 0 : Double(wrong) / Double(found))
      }
      // The rate is at most .1; the mean of 400 has an error below .005: five of them above fails
      // less than once in 10⁶.
      #expect(shares.reduce(0, +) / 400 < 0.125, "\(rule)")
    }
  }

  @Test("parameters outside their ranges are refused by name")
  func refusals() {
    func run(
      _ rule: OnlineDiscovery.Rule,
      level: Double = 0.05,
      wealth: Double? = nil,
      spending: OnlineSpending? = nil
    ) throws(InferenceError) {
      _ = try OnlineDiscovery([0.1], rule: rule, level: level, wealth: wealth, spending: spending)
    }
    #expect(throws: InferenceError.outsideRange(field: "alpha", value: 0, allowed: "(0, 1)")) {
      try run(.lordPlusPlus, level: 0)
    }
    #expect(throws: InferenceError.outsideRange(field: "w0", value: 0.06, allowed: "[0, 0.05]")) {
      try run(.lordPlusPlus, wealth: 0.06)
    }
    #expect(throws: InferenceError.outsideRange(field: "lambda", value: 1, allowed: "(0, 1)")) {
      try run(.saffron(lambda: 1))
    }
    #expect(throws: InferenceError.outsideRange(field: "lambda", value: 0.6, allowed: "(0, 0.5)")) {
      try run(.addis(lambda: 0.6, tau: 0.5))
    }
    #expect(throws: InferenceError.outsideRange(field: "tau", value: 1.2, allowed: "(0, 1]")) {
      try run(.addis(lambda: 0.6, tau: 1.2))
    }
    #expect(throws: InferenceError.outsideRange(field: "gamma", value: 1.25, allowed: "[0, 1]")) {
      try run(.lordPlusPlus, spending: .listed([0.75, 0.5]))
    }
    #expect(
      throws: InferenceError.outsideRange(field: "gamma[1]", value: 0.5, allowed: "[0, 0.25]")
    ) { try run(.lordPlusPlus, spending: .listed([0.25, 0.5])) }
    #expect(throws: InferenceError.negative(field: "gamma[0]", value: -1)) {
      try run(.lordPlusPlus, spending: .listed([-1]))
    }
  }

  @Test("10⁵ tests, all or half of them rejected, take no more than a moment")
  func large() throws {
    let random = RandomGenerator(seed: 1)
    let all = Array(repeating: 0.0, count: 100_000)
    let half = all.map { _ in random.happens(0.5) ? 0 : 0.4 }
    for p in [all, half] {
      let clock = ContinuousClock()
      let elapsed = try clock.measure {
        for rule in [
          OnlineDiscovery.Rule.lordPlusPlus, .saffron(lambda: 0.25), .addis(lambda: 0.25, tau: 0.5),
        ] {
          let stream = try OnlineDiscovery(p, rule: rule, level: 0.05)
          #expect(stream.rejected.count == 100_000)
        }
      }
      #expect(elapsed < .seconds(120), "\(elapsed)")
    }
  }
}
