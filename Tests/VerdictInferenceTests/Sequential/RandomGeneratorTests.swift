import GSLKit
import Testing

@Suite("Random numbers from a seed")
struct RandomGeneratorTests {
  @Test("The same seed gives the same numbers, another seed others")
  func reproducible() {
    func draw(_ seed: UInt64) -> [Double] {
      let generator = RandomGenerator(seed: seed)
      return (0..<20).map { _ in generator.uniform() }
        + [generator.normal(), generator.gamma(shape: 2, scale: 3)]
        + [Double(generator.binomial(trials: 40, rate: 0.3)), Double(generator.poisson(mean: 5))]
    }
    #expect(draw(5) == draw(5))
    #expect(draw(5) != draw(6))
    #expect(draw(0) != draw(1))
    // The upper half of the seed counts.
    #expect(draw(5) != draw(5 + 1 << 32))
  }

  // Means of 100,000 draws; 5.3 standard errors are exceeded once in 10⁷.
  @Test("Means and variances are those of the named distributions")
  func moments() {
    let generator = RandomGenerator(seed: 42)
    let draws: [(mean: Double, variance: Double, draw: () -> Double)] = [
      (0.5, 1.0 / 12, { generator.uniform() }),
      (3, 4, { generator.normal(mean: 3, standardDeviation: 2) }),
      (12, 8.4, { Double(generator.binomial(trials: 40, rate: 0.3)) }),
      (5, 5, { Double(generator.poisson(mean: 5)) }),
      (6, 18, { generator.gamma(shape: 2, scale: 3) }),
      (7, 49, { generator.exponential(mean: 7) }),
      (4.5, 8.25, { Double(generator.uniformInt(below: 10)) }),
      (0.2, 0.16, { generator.happens(0.2) ? 1 : 0 }),
      // exp(μ + σ²/2), (exp(σ²) − 1) exp(2μ + σ²) at μ = .5, σ = .4.
      (1.786038, 0.553488, { generator.lognormal(logMean: 0.5, logStandardDeviation: 0.4) }),
    ]
    let count = 100_000
    for item in draws {
      let values = (0..<count).map { _ in item.draw() }
      let mean = values.reduce(0, +) / Double(count)
      #expect(abs(mean - item.mean) < 5.3 * (item.variance / Double(count)).squareRoot())
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
      // Kurtosis of all of these is below 40, so the variance's own error is below 2 %.
      #expect(abs(variance - item.variance) < 0.1 * item.variance)
    }
  }

  @Test("It serves the standard library's shuffles")
  func shuffles() {
    var left = RandomGenerator(seed: 9)
    var right = RandomGenerator(seed: 9)
    let first = Array(0..<50).shuffled(using: &left)
    #expect(first == Array(0..<50).shuffled(using: &right))
    #expect(first.sorted() == Array(0..<50))
  }
}
