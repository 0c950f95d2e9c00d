import Testing
import VerdictInference

@Suite("WelchTest and StudentTest")
struct WelchTestTests {
  private func check(
    _ found: StudentisedEstimate?,
    _ oracle: AmountOracles.Test,
    _ relative: Double
  ) throws {
    let test = try #require(found)
    #expect(agrees(test.statistic, oracle.t, relative: relative))
    #expect(agrees(test.pValue(), oracle.p, relative: 10 * relative))
    if let df = oracle.df { #expect(agrees(test.degreesOfFreedom, df, relative: relative)) }
    if let ends = oracle.interval {
      let interval = try test.interval(level: 0.95)
      let size = max(abs(ends[0]), abs(ends[1]))
      #expect(agrees(interval.lower, ends[0], relative: relative, absolute: relative * size))
      #expect(agrees(interval.upper, ends[1], relative: relative, absolute: relative * size))
    }
  }

  @Test("values agree with SciPy", arguments: AmountOracles.means.cases)
  func oracle(_ oracle: AmountOracles.Case) throws {
    let (control, variant) = (try Moments(oracle.control), try Moments(oracle.variant))
    // SciPy's own variance near 1e9 keeps some ten digits.
    let relative = oracle.name == "near1e9" ? 1e-8 : 1e-10
    let welch = WelchTest.difference(control: control, variant: variant)
    if let expected = oracle.welch {
      try check(welch, expected, relative)
    } else {
      #expect(welch == nil)
    }
    try check(
      StudentTest.difference(control: control, variant: variant),
      oracle.student,
      relative
    )
  }

  @Test("summaries agree with SciPy, up to 10⁹ units", arguments: AmountOracles.means.summaries)
  func summaries(_ oracle: AmountOracles.Summary) throws {
    func moments(_ arm: [Double]) throws -> Moments {
      try Moments(count: Int(arm[0]), mean: arm[1], standardDeviation: arm[2])
    }
    let (control, variant) = (try moments(oracle.control), try moments(oracle.variant))
    try check(WelchTest.difference(control: control, variant: variant), oracle.welch, 1e-8)
    try check(StudentTest.difference(control: control, variant: variant), oracle.student, 1e-8)
  }

  @Test("exchanged arms mirror the answer exactly", arguments: AmountOracles.means.cases)
  func mirrored(_ oracle: AmountOracles.Case) throws {
    let (control, variant) = (try Moments(oracle.control), try Moments(oracle.variant))
    for test in [WelchTest.difference, StudentTest.difference] {
      guard let one = test(control, variant), let other = test(variant, control) else { continue }
      #expect(one.estimate == -other.estimate)
      #expect(one.standardError == other.standardError)
      #expect(one.degreesOfFreedom == other.degreesOfFreedom)
      #expect(one.pValueGreater() == other.pValueLess())
      #expect(try one.interval() == other.interval().negated)
    }
  }

  @Test("scale by a power of two changes nothing, a shift only the height")
  func scaleAndShift() throws {
    var numbers = SystemlessNumbers(seed: 2)
    for _ in 0..<50 {
      let (c, v) = (numbers.amounts(12, paying: 0.6), numbers.amounts(9, paying: 0.6))
      let plain = WelchTest.difference(control: try Moments(c), variant: try Moments(v))
      let scaled = WelchTest.difference(
        control: try Moments(c.map { $0 * 0x1p40 }),
        variant: try Moments(v.map { $0 * 0x1p40 })
      )
      let shifted = WelchTest.difference(
        control: try Moments(c.map { $0 + 1_000 }),
        variant: try Moments(v.map { $0 + 1_000 })
      )
      #expect(plain?.pValue() == scaled?.pValue())
      #expect(agrees(shifted?.pValue(), plain?.pValue() ?? .nan, relative: 1e-9))
    }
  }

  @Test("the interval leaves 0 out exactly when p is below its error")
  func agreement() throws {
    var numbers = SystemlessNumbers(seed: 7)
    for _ in 0..<300 {
      let test = try #require(
        WelchTest.difference(
          control: try Moments(numbers.amounts(8)),
          variant: try Moments(numbers.amounts(7, scale: 180))
        )
      )
      for level in [0.5, 0.8, 0.95, 0.999] {
        let interval = try test.interval(level: level)
        #expect(interval.contains(0) == (test.pValue() > 1 - level))
      }
    }
  }

  @Test("too few, equal or extreme amounts have no test, not a wrong one")
  func edges() throws {
    let (none, one, equal) = (try Moments([]), try Moments([5]), try Moments([2, 2, 2]))
    let varied = try Moments([1, 4, 6])
    #expect(WelchTest.difference(control: none, variant: varied) == nil)
    #expect(WelchTest.difference(control: one, variant: varied) == nil)
    #expect(WelchTest.difference(control: equal, variant: equal) == nil)
    #expect(StudentTest.difference(control: one, variant: one) == nil)
    #expect(StudentTest.difference(control: none, variant: varied) == nil)
    #expect(StudentTest.difference(control: equal, variant: equal) == nil)
    // Only one arm varies: its degrees of freedom are all there are.
    #expect(WelchTest.difference(control: equal, variant: varied)?.degreesOfFreedom == 2)
    let huge = try Moments([1e139, -1e139, 3e139])
    let far = try #require(WelchTest.difference(control: huge, variant: varied))
    #expect(far.degreesOfFreedom == 2)
    #expect(far.pValue() > 0.1 && far.pValue() < 1)
    let tight = try Moments(count: 9, mean: 1e140, standardDeviation: 1e-140)
    #expect(WelchTest.difference(control: tight, variant: tight + tight)?.pValue() == 1)
    let p = try #require(WelchTest.difference(control: tight, variant: varied)).pValue()
    #expect(p >= 0 && p <= 1)
    for level in [0.0, 1, -1, .nan] {
      #expect(throws: InferenceError.self) {
        _ = try WelchTest.difference(control: varied, variant: varied)?.interval(level: level)
      }
    }
  }
}
