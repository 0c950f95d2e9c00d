import GSLKit
import Testing
import VerdictInference

@Suite("MeanBootstrap and RatioBootstrap")
struct BootstrapTests {
  private func acceleration(_ samples: [[Double]]) -> Double {
    var (cubes, squares) = (0.0, 0.0)
    for (sample, sign) in zip(samples, [1.0, -1]) {
      let n = Double(sample.count)
      let mean = sample.reduce(0, +) / n
      for value in sample {
        let u = sign * (value - mean)
        cubes += u * u * u / (n * n * n)
        squares += u * u / (n * n)
      }
    }
    return cubes / (6 * Elementary.power(squares, 1.5))
  }

  @Test("BCa from given replicates agrees with SciPy", arguments: AmountOracles.bootstraps.cases)
  func replicates(_ oracle: AmountOracles.Replicates) throws {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let law = BootstrapDistribution(
      replicates: oracle.replicates,
      estimate: mean(oracle.variant) - mean(oracle.control),
      acceleration: acceleration([oracle.variant, oracle.control])
    )
    let interval = try #require(try law.bca(level: oracle.level))
    #expect(agrees(interval.lower, oracle.interval[0], relative: 1e-10, absolute: 1e-10))
    #expect(agrees(interval.upper, oracle.interval[1], relative: 1e-10, absolute: 1e-10))
  }

  @Test(
    "both intervals come near 200,000 resamples of SciPy",
    arguments: AmountOracles.bootstraps.means
  )
  func means(_ oracle: AmountOracles.BootstrapMeans) throws {
    let bootstrap = try MeanBootstrap(
      control: oracle.control,
      variant: oracle.variant,
      resamples: 20_000,
      seed: 5
    )
    let bca = try #require(try bootstrap.interval())
    let studentised = try #require(try bootstrap.interval(method: .studentised))
    // An end is a 2.5 % quantile of 20,000: its error is some 0.03 standard errors of the estimate;
    // of the longer tail of a studentised interval twice that and more. Five of them.
    let error = oracle.standardError
    #expect(agrees(bca.lower, oracle.bca[0], relative: 0, absolute: 0.15 * error))
    #expect(agrees(bca.upper, oracle.bca[1], relative: 0, absolute: 0.25 * error))
    for (end, expected) in zip([studentised.lower, studentised.upper], oracle.studentised) {
      #expect(agrees(end, expected, relative: 0, absolute: 0.3 * error))
    }
  }

  @Test("ratios come near 200,000 resamples of SciPy", arguments: AmountOracles.bootstraps.ratios)
  func ratios(_ oracle: AmountOracles.BootstrapRatios) throws {
    func arm(_ pairs: [[Double]]) -> (x: [Double], y: [Double]) {
      (pairs.map { $0[0] }, pairs.map { $0[1] })
    }
    let bootstrap = try RatioBootstrap(
      control: arm(oracle.control),
      variant: arm(oracle.variant),
      resamples: 20_000,
      seed: 6
    )
    let difference = try #require(try bootstrap.interval())
    let relative = try #require(try bootstrap.interval(.relative))
    for (end, expected) in zip([difference.lower, difference.upper], oracle.difference) {
      #expect(agrees(end, expected, relative: 0, absolute: 0.25 * oracle.differenceError))
    }
    // Ours is made for the logarithm, SciPy's for the ratio: BCa is the same for both but for the
    // interpolation and the jackknife's curvature.
    for (end, expected) in zip([relative.lower, relative.upper], oracle.relative) {
      #expect(agrees(end, expected, relative: 0, absolute: 0.3 * oracle.relativeError))
    }
    let studentised = try #require(try bootstrap.interval(method: .studentised))
    #expect(studentised.contains((difference.lower ?? 0) / 2 + (difference.upper ?? 0) / 2))
    #expect(try bootstrap.interval(.relative, method: .studentised)?.width != nil)
  }

  @Test("exchanged arms and another order of rows give the mirrored interval exactly")
  func mirrored() throws {
    var numbers = SystemlessNumbers(seed: 31)
    for (n, m) in [(12, 12), (9, 30), (30, 9)] {
      let (c, v) = (numbers.amounts(n, paying: 0.7), numbers.amounts(m, paying: 0.7))
      for method in BootstrapMethod.allCases {
        let one = try MeanBootstrap(control: c, variant: v, resamples: 400)
        let other = try MeanBootstrap(
          control: numbers.shuffled(v),
          variant: numbers.shuffled(c),
          resamples: 400
        )
        #expect(
          try one.interval(method: method) == other.interval(method: method)?.negated
        )
      }
    }
    let same = numbers.amounts(15)
    let equal = try #require(
      try MeanBootstrap(control: same, variant: same, resamples: 400).interval()
    )
    #expect(equal == equal.negated)
  }

  @Test("exchanged arms invert the relative interval and mirror the difference")
  func mirroredRatios() throws {
    var numbers = SystemlessNumbers(seed: 32)
    func arm(_ n: Int) -> (x: [Double], y: [Double]) {
      (Array(0..<n).map { _ in Double(1 + numbers.below(5)) }, numbers.amounts(n))
    }
    let (c, v) = (arm(14), arm(11))
    for method in BootstrapMethod.allCases {
      let one = try RatioBootstrap(control: c, variant: v, resamples: 400)
      let other = try RatioBootstrap(control: v, variant: c, resamples: 400)
      #expect(try one.interval(method: method) == other.interval(method: method)?.negated)
      let lower = try one.interval(.relative, method: method)?.lower
      let upper = try other.interval(.relative, method: method)?.upper
      #expect(agrees((lower ?? 0) + 1, 1 / ((upper ?? 0) + 1), relative: 1e-12))
    }
  }

  @Test("the same seed gives the same interval, shift and scale move it")
  func seeded() throws {
    var numbers = SystemlessNumbers(seed: 33)
    let (c, v) = (numbers.amounts(20), numbers.amounts(25))
    func interval(_ seed: UInt64, _ factor: Double = 1, _ shift: Double = 0) throws -> Interval {
      try #require(
        try MeanBootstrap(
          control: c.map { $0 * factor },
          variant: v.map { $0 * factor + shift },
          resamples: 500,
          seed: seed
        ).interval()
      )
    }
    let one = try interval(4)
    #expect(try interval(4) == one)
    #expect(try interval(5) != one)
    let scaled = try interval(4, 8)
    #expect(scaled.lower == one.lower.map { 8 * $0 } && scaled.upper == one.upper.map { 8 * $0 })
    let shifted = try interval(4, 1, 1_000)
    #expect(agrees(shifted.lower, 1_000 + (one.lower ?? .nan), relative: 1e-12))
  }

  @Test(
    "BCa covers skewed means as often as SciPy's, which is too seldom",
    arguments: AmountOracles.bootstraps.coverage
  )
  func coverage(_ oracle: AmountOracles.Coverage) throws {
    // Log-normal, true difference 0, level .95. Five standard errors of both shares.
    let (trials, expected) = (1_000, Double(oracle.bca) / Double(oracle.trials))
    let error = expected * (1 - expected) * (1 / Double(trials) + 1 / Double(oracle.trials))
    var numbers = SystemlessNumbers(seed: 34)
    var (bca, welch) = (0, 0)
    for trial in 0..<trials {
      let (c, v) = (numbers.amounts(oracle.size), numbers.amounts(oracle.size))
      let interval = try MeanBootstrap(
        control: c,
        variant: v,
        resamples: oracle.resamples,
        seed: UInt64(trial)
      ).interval()
      if interval?.contains(0) == true { bca += 1 }
      let test = WelchTest.difference(control: try Moments(c), variant: try Moments(v))
      if try test?.interval().contains(0) == true { welch += 1 }
    }
    #expect(abs(Double(bca) / Double(trials) - expected) < 5 * error.squareRoot())
    // Where the arms are alike, Welch keeps its level: the comparison that decides is not this one.
    #expect(welch > bca && oracle.welch > oracle.bca)
  }

  @Test("few, equal and absurd amounts have no interval, or a finite one")
  func edges() throws {
    #expect(throws: InferenceError.tooFew(field: "variant", value: 1, needed: 2)) {
      try MeanBootstrap(control: [1, 2], variant: [1])
    }
    #expect(throws: InferenceError.self) {
      try MeanBootstrap(control: [1, 2], variant: [1, 2], resamples: 99)
    }
    let many = [Double](repeating: 1, count: 19_999)
    #expect(throws: InferenceError.tooLarge(field: "values", value: 20_001, limit: 20_000)) {
      try MeanBootstrap(control: [1, 2], variant: many)
    }
    for method in BootstrapMethod.allCases {
      #expect(
        try MeanBootstrap(control: [3, 3], variant: [4, 4, 4]).interval(method: method) == nil
      )
      let absurd = try MeanBootstrap(control: [1e139, 0, 3], variant: [-1e139, 1e-139, 5])
      if let interval = try absurd.interval(method: method) {
        #expect(interval.contains(0) || interval.width?.isFinite == true)
      }
      #expect(throws: InferenceError.self) {
        try MeanBootstrap(control: [1, 2], variant: [1, 2]).interval(level: 1, method: method)
      }
    }
    // Two amounts an arm: half of all resamples repeat one, so the studentised ends are not known.
    let few = try MeanBootstrap(control: [1, 2], variant: [5, 9])
    #expect(try few.interval(method: .studentised) == Interval(lower: nil, upper: nil))
    // A resample without denominators has no ratio.
    let empty = try RatioBootstrap(control: ([0, 0, 4], [1, 2, 3]), variant: ([1, 2], [1, 3]))
    #expect(try empty.interval() == nil)
    let negative = try RatioBootstrap(control: ([1, 2], [-1, 3]), variant: ([1, 2], [1, 3]))
    #expect(try negative.interval(.relative) == nil)
  }
}

@Suite("ShufflingGenerator")
struct ShufflingGeneratorTests {
  @Test("every place is drawn equally often, by every batch size")
  func uniform() {
    for count in [1, 2, 3, 7, 400, 12_345] {
      let generator = ShufflingGenerator(seed: 8)
      let batch = ShufflingGenerator.Batch(below: count)
      var places = [Int](repeating: 0, count: 100_000)
      generator.placesWithReplacement(into: &places, batch)
      #expect(places.allSatisfy { 0..<count ~= $0 })
      var seen = [Int](repeating: 0, count: min(count, 20))
      for place in places { seen[place * seen.count / count] += 1 }
      let expected = seen.indices.map { group in
        let first = (group * count + seen.count - 1) / seen.count
        let next = ((group + 1) * count + seen.count - 1) / seen.count
        return Double(next - first) / Double(count) * 100_000
      }
      let chiSquare = zip(seen, expected).reduce(0) {
        $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) / $1.1
      }
      // Fails by chance once in 10⁷ per size.
      if seen.count > 1,
        let law = try? ChiSquaredDistribution(degreesOfFreedom: Double(seen.count - 1))
      {
        #expect(law.upperTail(chiSquare) > 1e-7)
      }
    }
  }

  @Test("neighbouring draws know nothing of each other")
  func independent() {
    let generator = ShufflingGenerator(seed: 9)
    var places = [Int](repeating: 0, count: 200_000)
    generator.placesWithReplacement(into: &places, ShufflingGenerator.Batch(below: 11))
    for lag in [1, 2, 5, 6] {
      var table = [Double](repeating: 0, count: 121)
      for index in lag..<places.count { table[places[index - lag] * 11 + places[index]] += 1 }
      let expected = Double(places.count - lag) / 121
      let chiSquare = table.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
      if let law = try? ChiSquaredDistribution(degreesOfFreedom: 120) {
        #expect(law.upperTail(chiSquare) > 1e-7)
      }
    }
  }

  @Test("sums have the mean and the spread of what they sum")
  func sums() {
    let values = (0..<37).map { Double($0 * $0) }
    let mean = values.reduce(0, +) / 37
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 37
    let generator = ShufflingGenerator(seed: 10)
    let batch = ShufflingGenerator.Batch(below: 37)
    var pool = values
    var (with, without) = (0.0, 0.0)
    var (withSquares, withoutSquares) = (0.0, 0.0)
    let rounds = 40_000.0
    for _ in 0..<40_000 {
      let a = generator.sumWithReplacement(of: values, batch) - 37 * mean
      let b = generator.sumOfSubset(12, of: &pool) - 12 * mean
      with += a
      without += b
      withSquares += a * a
      withoutSquares += b * b
    }
    let (spread, subset) = (37 * variance, 12 * variance * (37 - 12) / 36)
    // Five standard errors of a mean and of a variance of nearly normal sums.
    #expect(abs(with / rounds) < 5 * (spread / rounds).squareRoot())
    #expect(abs(without / rounds) < 5 * (subset / rounds).squareRoot())
    #expect(agrees(withSquares / rounds, spread, relative: 5 * (2 / rounds).squareRoot()))
    #expect(agrees(withoutSquares / rounds, subset, relative: 5 * (2 / rounds).squareRoot()))
    #expect(pool.sorted() == values)
  }
}
