import GSLKit

/// Random test data that is the same in every run.
struct SystemlessNumbers {
  private let generator: RandomGenerator

  init(seed: UInt64) { generator = RandomGenerator(seed: seed) }

  /// A number of either sign, its size spread evenly over 10^±decades.
  mutating func signed(_ decades: Double) -> Double {
    let size = Elementary.power(10, decades * (2 * generator.uniform() - 1))
    return generator.happens(0.5) ? size : -size
  }

  /// A skewed amount with two decimals.
  mutating func amount(_ scale: Double = 100) -> Double {
    (generator.lognormal(logMean: 0, logStandardDeviation: 1) * scale * 100).rounded() / 100
  }

  /// Skewed amounts, some of them 0.
  mutating func amounts(_ count: Int, paying: Double = 1, scale: Double = 100) -> [Double] {
    (0..<count).map { _ in generator.happens(paying) ? amount(scale) : 0 }
  }

  /// A whole number in 0..<bound.
  mutating func below(_ bound: Int) -> Int { generator.uniformInt(below: bound) }

  /// Values in another order.
  mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
    var generator = generator
    return values.shuffled(using: &generator)
  }
}
