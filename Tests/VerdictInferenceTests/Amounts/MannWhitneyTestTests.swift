import Testing
import VerdictInference

@Suite("MannWhitneyTest")
struct MannWhitneyTestTests {
  @Test("U and the normal tail agree with SciPy", arguments: AmountOracles.means.cases)
  func asymptotic(_ oracle: AmountOracles.Case) throws {
    let test = try MannWhitneyTest(control: oracle.control, variant: oracle.variant)
    #expect(test.u == oracle.u)
    let sides = try #require(test.asymptotic)
    #expect(agrees(sides.twoSided, oracle.pAsymptotic, relative: 1e-11))
    #expect(agrees(sides.less, oracle.asymptoticSides[0], relative: 1e-11))
    #expect(agrees(sides.greater, oracle.asymptoticSides[1], relative: 1e-11))
  }

  @Test("exact p agrees with SciPy, and with all ways where there are ties")
  func exact() throws {
    for oracle in AmountOracles.means.cases {
      let exact = try #require(
        try MannWhitneyTest(control: oracle.control, variant: oracle.variant).exact()
      )
      if let p = oracle.pExact { #expect(agrees(exact.twoSided, p, relative: 1e-12)) }
      if let ways = oracle.enumerated {
        #expect(agrees(exact.less, ways.rank[0], relative: 1e-12), "\(oracle.name)")
        #expect(agrees(exact.greater, ways.rank[1], relative: 1e-12), "\(oracle.name)")
      }
    }
  }

  @Test("exact p with ties agrees with coin", arguments: AmountOracles.regressions.ties)
  func tied(_ oracle: AmountOracles.Tied) throws {
    let test = try MannWhitneyTest(control: oracle.control, variant: oracle.variant)
    let exact = try #require(test.exact())
    #expect(test.hasTies)
    // coin counts in doubles and prints fifteen digits.
    #expect(agrees(exact.less, oracle.rank[0], relative: 1e-9))
    #expect(agrees(exact.greater, oracle.rank[1], relative: 1e-9))
  }

  @Test("exact p without ties at 200 in each arm agrees with SciPy's whole numbers")
  func large() throws {
    for oracle in AmountOracles.means.large {
      let test = try MannWhitneyTest(control: oracle.control, variant: oracle.variant)
      #expect(test.u == oracle.u)
      #expect(agrees(try #require(test.exact()).twoSided, oracle.pExact, relative: 1e-12))
    }
  }

  @Test("464 in each arm still have an exact p near the normal one")
  func largest() throws {
    let control = (0..<464).map { Double($0) }
    let variant = (0..<464).map { Double($0) + 30.5 }
    let test = try MannWhitneyTest(control: control, variant: variant)
    let (exact, normal) = (try #require(test.exact()), try #require(test.asymptotic))
    // The normal tail is two percent off at p of one in three thousand; the sides share a point.
    #expect(agrees(exact.greater, normal.greater, relative: 0.02))
    #expect(exact.less + exact.greater > 1 && exact.less + exact.greater < 1.0001)
    let more = try MannWhitneyTest(control: control + [0.5], variant: variant)
    #expect(more.exact() == nil)
  }

  @Test("shift and its interval agree with R", arguments: AmountOracles.regressions.shifts)
  func shift(_ oracle: AmountOracles.Shift) throws {
    let test = try MannWhitneyTest(control: oracle.control, variant: oracle.variant)
    #expect(agrees(test.shift, oracle.estimate, relative: 1e-13))
    let interval = try #require(try test.shiftInterval(level: oracle.level))
    #expect(agrees(interval.lower, oracle.interval[0], relative: 1e-13))
    #expect(agrees(interval.upper, oracle.interval[1], relative: 1e-13))
    #expect(agrees(test.exact()?.twoSided, oracle.p, relative: 1e-10))
  }

  @Test("the shift is the median of all differences, found without listing them")
  func shiftByList() throws {
    var numbers = SystemlessNumbers(seed: 12)
    for _ in 0..<60 {
      let c = (0...numbers.below(12)).map { _ in numbers.signed(3) }
      let v = (0...numbers.below(12)).map { _ in numbers.signed(3).rounded() }
      let all = v.flatMap { one in c.map { one - $0 } }.sorted()
      let median = (all[(all.count - 1) / 2] + all[all.count / 2]) / 2
      let test = try MannWhitneyTest(control: c, variant: v)
      #expect(agrees(test.shift, median, relative: 1e-14))
      let interval = try #require(try test.shiftInterval(level: 0.5))
      if let lower = interval.lower { #expect(all.contains(lower)) }
      let swapped = try MannWhitneyTest(control: v, variant: c)
      #expect(try swapped.shiftInterval(level: 0.5) == interval.negated)
    }
  }

  @Test("exchanged arms mirror every answer", arguments: AmountOracles.means.cases)
  func mirrored(_ oracle: AmountOracles.Case) throws {
    let one = try MannWhitneyTest(control: oracle.control, variant: oracle.variant)
    let other = try MannWhitneyTest(control: oracle.variant, variant: oracle.control)
    let pairs = Double(oracle.control.count * oracle.variant.count)
    #expect((one.u ?? .nan) + (other.u ?? .nan) == pairs)
    #expect(one.asymptotic == other.asymptotic?.swapped)
    let (exact, mirror) = (try #require(one.exact()), try #require(other.exact()?.swapped))
    #expect(agrees(exact.less, mirror.less, relative: 1e-14))
    #expect(agrees(exact.greater, mirror.greater, relative: 1e-14))
    #expect(one.shift == other.shift.map { -$0 })
  }

  @Test("any increasing change of the amounts leaves the order's p alone")
  func monotone() throws {
    var numbers = SystemlessNumbers(seed: 13)
    let (c, v) = (numbers.amounts(20, paying: 0.5), numbers.amounts(25, paying: 0.6))
    let plain = try MannWhitneyTest(control: c, variant: v)
    let bent = try MannWhitneyTest(
      control: c.map { $0 * $0 * $0 - 7 },
      variant: v.map { $0 * $0 * $0 - 7 }
    )
    #expect(plain.exact() == bent.exact())
    #expect(plain.asymptotic == bent.asymptotic)
  }

  @Test("empty arms, single and equal amounts have what exists")
  func edges() throws {
    let empty = try MannWhitneyTest(control: [], variant: [1, 2])
    #expect(empty.u == nil && empty.asymptotic == nil && empty.exact() == nil)
    #expect(empty.shift == nil)
    #expect(try empty.shiftInterval() == nil)
    let single = try MannWhitneyTest(control: [1], variant: [2])
    #expect(single.u == 1)
    #expect(single.exact()?.twoSided == 1)
    #expect(try single.shiftInterval() == Interval(lower: nil, upper: nil))
    let equal = try MannWhitneyTest(control: [3, 3], variant: [3, 3, 3])
    #expect(equal.u == 3 && equal.asymptotic == nil && equal.exact()?.twoSided == 1)
    #expect(equal.shift == 0)
    #expect(try MannWhitneyTest(control: [0, -0.0], variant: [-0.0, 5]).hasTies)
    let absurd = try MannWhitneyTest(control: [-1e308, 0], variant: [1e308, 1e-300])
    #expect(absurd.shift == nil)
    #expect(absurd.exact() != nil)
    #expect(throws: InferenceError.notFinite(field: "variant[0]", value: .infinity)) {
      try MannWhitneyTest(control: [1], variant: [.infinity])
    }
    #expect(throws: InferenceError.self) { try single.shiftInterval(level: 1) }
  }

  @Test("a hundred thousand in each arm take a moment")
  func many() throws {
    var numbers = SystemlessNumbers(seed: 14)
    let (c, v) = (numbers.amounts(100_000), numbers.amounts(100_000, scale: 101))
    let test = try MannWhitneyTest(control: c, variant: v)
    #expect(test.exact() == nil)
    let interval = try #require(try test.shiftInterval())
    #expect(interval.contains(try #require(test.shift)))
    #expect(interval.contains(0) == (try #require(test.asymptotic).twoSided > 0.05))
  }
}
