import Testing
import VerdictInference

@Suite("TwoRates")
struct TwoRatesTests {
  @Test("closed-form intervals agree with statsmodels", arguments: RateOracles.loaded.twoRates)
  func intervals(_ oracle: RateOracles.Comparison) throws {
    let arms = TwoRates(control: try oracle.control.count(), variant: try oracle.variant.count())
    var ours: [String: Interval?] = [
      "newcombe": arms.newcombe(level: 0.95), "agrestiCaffo": arms.agrestiCaffo(level: 0.95),
      "wald": arms.wald(level: 0.95),
    ]
    var expected = oracle.intervals
    expected["miettinenNurminen"] = nil
    if let ratios = oracle.ratioIntervals {
      ours["koopman"] = try arms.koopman(level: 0.95)
      ours["score"] = try arms.ratioScore(level: 0.95)
      ours["katz"] = arms.katz(level: 0.95)
      expected.merge(ratios) { $1 }
    }
    if let odds = oracle.oddsRatioIntervals {
      ours["woolf"] = arms.woolf(level: 0.95)
      expected.merge(odds) { $1 }
    }
    for (name, ends) in expected {
      let interval = try #require(ours[name] ?? nil)
      // statsmodels stops its search for the ratio's score limits at about 1e-5.
      let tolerance = ["koopman", "score"].contains(name) ? 2e-5 : 1e-10
      #expect(agrees(interval.lower, ends[0], relative: tolerance, absolute: 1e-12), "\(name)")
      #expect(agrees(interval.upper, ends[1], relative: tolerance, absolute: 1e-12), "\(name)")
    }
  }

  @Test("pooled z and Yates agree with SciPy", arguments: RateOracles.loaded.twoRates)
  func pooled(_ oracle: RateOracles.Comparison) throws {
    let arms = TwoRates(control: try oracle.control.count(), variant: try oracle.variant.count())
    if let p = oracle.pValues["pooledZ"] { #expect(agrees(arms.pooledZPValue, p, relative: 1e-10)) }
    if let p = oracle.pValues["yates"] { #expect(agrees(arms.yatesPValue, p, relative: 1e-10)) }
  }

  @Test("Fisher's p-values agree with SciPy", arguments: RateOracles.loaded.twoRates)
  func fisher(_ oracle: RateOracles.Comparison) throws {
    let test = try FisherTest(control: oracle.control.count(), variant: oracle.variant.count())
    #expect(agrees(test.pValue, oracle.pValues["fisher"] ?? .nan, relative: 1e-10))
    #expect(agrees(test.pValueGreater, oracle.pValues["fisherGreater"] ?? .nan, relative: 1e-10))
    #expect(agrees(test.pValueLess, oracle.pValues["fisherLess"] ?? .nan, relative: 1e-10))
    #expect(agrees(test.midPValue, oracle.pValues["fisherMidP"] ?? .nan, relative: 1e-10))
  }

  @Test("Boschloo and Barnard agree with SciPy", arguments: RateOracles.loaded.twoRates)
  func unconditional(_ oracle: RateOracles.Comparison) throws {
    guard let greater = oracle.pValues["boschlooGreater"] else { return }
    let tests = try UnconditionalTests(
      control: oracle.control.count(),
      variant: oracle.variant.count()
    )
    // SciPy searches the nuisance rate by random sampling and a local minimiser.
    #expect(agrees(tests.boschlooGreater, greater, relative: 1e-6))
    #expect(agrees(tests.boschlooLess, oracle.pValues["boschlooLess"] ?? .nan, relative: 1e-6))
    #expect(
      agrees(tests.boschlooDoubled, oracle.pValues["boschlooDoubled"] ?? .nan, relative: 1e-6)
    )
    // It drops tables that tie with the observed one up to rounding, so its Barnard p can only be
    // smaller: 9/4096 for 5/5 against 1/7, where 0/5 against 6/7 ties and the answer is 16/4096.
    let barnard = try #require(oracle.pValues["barnard"])
    #expect(tests.barnard >= barnard * (1 - 1e-6))
    #expect(tests.barnard <= barnard * 2)
  }

  @Test("56/70 against 48/80 is Newcombe's printed example (1998, table II, column a)")
  func newcombePrinted() throws {
    let arms = TwoRates(
      control: try BinomialCount(successes: 48, trials: 80),
      variant: try BinomialCount(successes: 56, trials: 70)
    )
    let interval = try #require(arms.newcombe(level: 0.95))
    #expect(agrees(interval.lower, 0.0524, relative: 0, absolute: 5e-5))
    #expect(agrees(interval.upper, 0.3339, relative: 0, absolute: 5e-5))
  }

  @Test("6/30 against 0/30: Fisher .0237, Boschloo .0135, Newcombe .045 to .373")
  func zeroControl() throws {
    let control = try BinomialCount(successes: 0, trials: 30)
    let variant = try BinomialCount(successes: 6, trials: 30)
    let interval = try #require(TwoRates(control: control, variant: variant).newcombe(level: 0.95))
    #expect(agrees(interval.lower, 0.045, relative: 0, absolute: 5e-4))
    #expect(agrees(interval.upper, 0.373, relative: 0, absolute: 5e-4))
    #expect(
      agrees(
        try FisherTest(control: control, variant: variant).pValue,
        0.0237,
        relative: 0,
        absolute: 5e-5
      )
    )
    let tests = try UnconditionalTests(control: control, variant: variant)
    #expect(agrees(tests.boschloo, 0.0135, relative: 0, absolute: 5e-5))
    #expect(agrees(tests.boschlooDoubled, 0.0135, relative: 0, absolute: 5e-5))
  }

  @Test("5/5 against 1/7 ties with 0/5 against 6/7, so Barnard's p is 16/4096")
  func barnardTieByHand() throws {
    let tests = try UnconditionalTests(
      control: BinomialCount(successes: 5, trials: 5),
      variant: BinomialCount(successes: 1, trials: 7)
    )
    #expect(agrees(tests.barnard, 16.0 / 4096, relative: 1e-12))
  }

  @Test("Barnard keeps tables that are equal, by a direct sum over all tables")
  func barnardTies() throws {
    // Equal arms tie under exchange of the arms and of success and failure.
    for table in [[2, 9, 7, 9], [1, 8, 5, 9], [3, 10, 8, 11], [0, 6, 3, 4]] {
      let (a, m, b, n) = (table[0], table[1], table[2], table[3])
      var best = 0.0
      for step in 0...20_000 {
        let p = Double(step) / 20_000
        best = max(best, barnardTail(a, m, b, n, p))
      }
      let tests = try UnconditionalTests(
        control: BinomialCount(successes: a, trials: m),
        variant: BinomialCount(successes: b, trials: n)
      )
      #expect(tests.barnard >= best * (1 - 1e-12))
      #expect(tests.barnard <= best * (1 + 1e-6))
    }
  }

  private func barnardTail(_ a: Int, _ m: Int, _ b: Int, _ n: Int, _ p: Double) -> Double {
    func masses(_ n: Int) -> [Double] {
      (0...n).map { k in
        var mass = 1.0
        for i in 0..<k { mass *= Double(n - i) / Double(i + 1) * p }
        for _ in k..<n { mass *= 1 - p }
        return mass
      }
    }
    func key(_ a: Int, _ b: Int) -> (Int, Int) {
      let lead = b * m - a * n
      let spread = (a + b) * (m + n - a - b)
      return spread == 0 ? (0, 1) : (lead * lead, spread)
    }
    let (c, v) = (masses(m), masses(n))
    let observed = key(a, b)
    var sum = 0.0
    for i in 0...m {
      for j in 0...n {
        let other = key(i, j)
        if other.0 * observed.1 >= observed.0 * other.1 { sum += c[i] * v[j] }
      }
    }
    return sum
  }

  @Test("ratio limits solve the score equation and mirror exactly", arguments: edgeTables)
  func ratioMirror(_ table: [Int]) throws {
    let arms = TwoRates(
      control: try [table[0], table[1]].count(),
      variant: try [table[2], table[3]].count()
    )
    let interval = try #require(try arms.ratioScore(level: 0.95))
    let other = try #require(try arms.swapped.ratioScore(level: 0.95))
    let (lower, otherLower) = (try #require(interval.lower), try #require(other.lower))
    #expect(interval.upper == (otherLower > 0 ? 1 / otherLower : nil))
    #expect(other.upper == (lower > 0 ? 1 / lower : nil))
    if let ratio = arms.ratio { #expect(interval.contains(ratio)) }
  }
}
