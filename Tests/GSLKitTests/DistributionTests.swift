import GSLKit
import Testing

/// Expected values: mpmath 1.3.0 at 40 digits, from the incomplete gamma and beta functions and from
/// sums of exact masses; typed with 17 digits.
@Suite("Distributions")
struct DistributionTests {
  private func agrees(_ value: Double, _ expected: Double, _ relative: Double = 1e-12) -> Bool {
    abs(value - expected) <= relative * abs(expected)
  }

  @Test(
    "normal tails keep their digits",
    arguments: [
      (-1.959963984540054, 0.025000000000000011, 0.97499999999999999),
      (0.5, 0.6914624612740131, 0.3085375387259869),
      (3, 0.99865010196836991, 0.0013498980316300945), (10, 1, 7.6198530241605261e-24),
      (37, 1, 5.7255712225245768e-300),
    ]
  )
  func normal(_ z: Double, _ lower: Double, _ upper: Double) {
    #expect(agrees(NormalDistribution.cdf(z), lower))
    #expect(agrees(NormalDistribution.upperTail(z), upper))
    #expect(agrees(NormalDistribution.upperQuantile(upper), z, 1e-10))
  }

  @Test("normal limits are answered, not refused")
  func normalLimits() {
    #expect(NormalDistribution.cdf(-.infinity) == 0)
    #expect(NormalDistribution.upperTail(.infinity) == 0)
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.upperQuantile(0) == .infinity)
    #expect(NormalDistribution.quantile(0.5) == 0)
  }

  @Test(
    "beta tails",
    arguments: [
      [0.5, 0.5, 0.1, 0.20483276469913346, 0.79516723530086654],
      [3, 18, 0.25, 0.90873956753512175, 0.091260432464878249],
      [56.5, 14.5, 0.8, 0.51203913517845544, 0.48796086482154456],
      [400, 1.5, 0.999, 0.84925170173963976, 0.15074829826036024],
      [1000, 1000, 0.52, 0.96322051672136043, 0.036779483278639569],
      [0.5, 20.5, 1e-6, 0.0050778666564687968, 0.9949221333435312],
    ]
  )
  func beta(_ row: [Double]) throws {
    let law = try BetaDistribution(alpha: row[0], beta: row[1])
    // The library's continued fraction loses a few digits at large shapes.
    #expect(agrees(law.cdf(row[2]), row[3], 1e-11))
    #expect(agrees(law.upperTail(row[2]), row[4], 1e-11))
    #expect(agrees(law.quantile(row[3]), row[2], 1e-9))
    #expect(agrees(law.upperQuantile(row[4]), row[2], 1e-9))
  }

  @Test("beta quantiles are found where the shapes are small and the probability tiny")
  func betaQuantileExtremes() throws {
    // For β = 1 the distribution function is x^α.
    for (alpha, p) in [(0.1, 1e-12), (0.5, 1e-100), (5, 1e-30), (0.02, 1e-3)] {
      let law = try BetaDistribution(alpha: alpha, beta: 1)
      #expect(agrees(law.quantile(p), Elementary.power(p, 1 / alpha), 1e-9))
    }
  }

  @Test(
    "chi-squared upper tails",
    arguments: [
      (1, 3.841458820694124, 0.050000000000000057), (7, 20, 0.0055696830729455713),
      (0.5, 0.01, 0.70691910527898041), (30, 100, 1.8568023365102386e-9),
    ]
  )
  func chiSquared(_ degrees: Double, _ x: Double, _ upper: Double) throws {
    let law = try ChiSquaredDistribution(degreesOfFreedom: degrees)
    #expect(agrees(law.upperTail(x), upper))
    #expect(agrees(law.cdf(x) + law.upperTail(x), 1))
    #expect(agrees(try law.upperQuantile(upper), x, 1e-9))
  }

  @Test(
    "t upper tails",
    arguments: [
      (1, 1, 0.25), (4.5, 2.776, 0.021937810142539039), (30, -3, 0.99730501796717403),
      (200, 8, 4.9396004546653196e-14),
    ]
  )
  func studentT(_ degrees: Double, _ t: Double, _ upper: Double) throws {
    let law = try StudentT(degreesOfFreedom: degrees)
    #expect(agrees(law.upperTail(t), upper, 1e-11))
    #expect(agrees(law.cdf(-t), upper, 1e-11))
    #expect(agrees(try law.upperQuantile(upper), t, 1e-9))
  }

  @Test(
    "F upper tails",
    arguments: [
      [1, 10, 4.96, 0.05008765056646819], [3, 7.5, 2, 0.19738405504805025],
      [20, 40, 3, 0.0015222221730871102],
    ]
  )
  func fisherF(_ row: [Double]) throws {
    let law = try FDistribution(numerator: row[0], denominator: row[1])
    #expect(agrees(law.upperTail(row[2]), row[3], 1e-11))
  }

  @Test(
    "binomial masses and tails",
    arguments: [
      (20, 0.3, 3, [0.071603672205262326, 0.10708680450373102, 0.96451686770153131]),
      (400, 0.55, 250, [0.0004097168368877017, 0.99898299538740934, 0.0014267214494783592]),
      (1000, 0.001, 5, [0.003048807927758812, 0.99941192989823702, 0.0036368780295217905]),
    ]
  )
  func binomial(_ trials: Int, _ rate: Double, _ k: Int, _ expected: [Double]) throws {
    let law = try BinomialDistribution(trials: trials, rate: rate)
    #expect(agrees(law.pmf(k), expected[0], 1e-11))
    #expect(agrees(law.cdf(k), expected[1], 1e-11))
    #expect(agrees(law.upperTail(k), expected[2], 1e-11))
  }

  @Test("a binomial law without chance sits on one value")
  func binomialLimits() throws {
    #expect(try BinomialDistribution(trials: 4, rate: 0).pmf(0) == 1)
    #expect(try BinomialDistribution(trials: 4, rate: 1).upperTail(4) == 1)
    #expect(try BinomialDistribution(trials: 4, rate: 1).cdf(3) == 0)
    #expect(try BinomialDistribution(trials: 0, rate: 0.5).cdf(0) == 1)
    #expect(try BinomialDistribution(trials: 4, rate: 0.5).pmf(5) == 0)
  }

  @Test(
    "hypergeometric masses and tails",
    arguments: [
      ([6, 54, 30, 6], [0.011860351958478631, 1, 0.011860351958478631]),
      ([104, 46, 70, 56], [0.0041999795803440934, 0.99787526845044572, 0.0063247111298983704]),
      ([500, 1500, 300, 40], [4.2525826335834522e-8, 7.1323144471645214e-8, 0.99999997120268186]),
    ]
  )
  func hypergeometric(_ row: [Int], _ expected: [Double]) throws {
    let law = try HypergeometricDistribution(marked: row[0], unmarked: row[1], sample: row[2])
    #expect(agrees(law.pmf(row[3]), expected[0], 1e-10))
    #expect(agrees(law.cdf(row[3]), expected[1], 1e-10))
    #expect(agrees(law.upperTail(row[3]), expected[2], 1e-10))
  }

  @Test(
    "Poisson masses and tails",
    arguments: [
      (3.5, 2, [0.18495897346170082, 0.32084719886213407, 0.86411177459956675]),
      (100, 140, [2.7633877050188635e-5, 0.99993598736278509, 9.1646514265102914e-5]),
    ]
  )
  func poisson(_ mean: Double, _ k: Int, _ expected: [Double]) throws {
    let law = try PoissonDistribution(mean: mean)
    #expect(agrees(law.pmf(k), expected[0], 1e-11))
    #expect(agrees(law.cdf(k), expected[1], 1e-11))
    #expect(agrees(law.upperTail(k), expected[2], 1e-11))
  }

  @Test("parameters outside the domain are refused with name and value")
  func domains() {
    #expect(throws: GSLError.outsideDomain(routine: "beta", argument: "alpha", value: 0)) {
      try BetaDistribution(alpha: 0, beta: 1)
    }
    #expect(throws: GSLError.outsideDomain(routine: "binomial", argument: "rate", value: 1.5)) {
      try BinomialDistribution(trials: 3, rate: 1.5)
    }
    #expect(throws: GSLError.outsideDomain(routine: "hypergeometric", argument: "sample", value: 9))
    {
      try HypergeometricDistribution(marked: 3, unmarked: 5, sample: 9)
    }
    #expect(throws: GSLError.outsideDomain(routine: "studentT", argument: "p", value: 2)) {
      try StudentT(degreesOfFreedom: 3).quantile(2)
    }
  }
}
