import CGSL

/// A seeded source of random numbers: the Mersenne Twister MT19937.
///
/// The same seed and the same calls give the same numbers on every machine and in every run: nothing
/// is taken from the clock or the system. The twister is started from 32 bits, so the 64 bits of the
/// seed are first mixed (SplitMix64's finaliser) and folded: neighbouring seeds give unrelated
/// streams, and two seeds share a stream with a chance of one in 2³². Not for secrets.
///
/// A reference type, because a generator that is copied repeats itself. It is not `Sendable`: give
/// every task its own, with a seed of its own.
///
/// Source: Matsumoto & Nishimura (1998), GSL `gsl_rng_mt19937`.
@safe public final class RandomGenerator: RandomNumberGenerator {
  private let state: UnsafeMutablePointer<gsl_rng>

  /// The seed the generator was started with.
  public let seed: UInt64

  /// A generator that starts from the given seed.
  ///
  /// - Precondition: memory for 5 kB of state is available.
  public init(seed: UInt64) {
    GSLLibrary.ready
    guard let state = unsafe gsl_rng_alloc(verdict_gsl_rng_mt19937()) else {
      preconditionFailure("no memory for the state of a random generator")
    }
    unsafe self.state = unsafe state
    self.seed = seed
    unsafe gsl_rng_set(state, UInt(Self.folded(seed)))
  }

  deinit { unsafe gsl_rng_free(state) }

  /// 32 bits made of all 64, never 0, which the library would replace by its own default seed.
  private static func folded(_ seed: UInt64) -> UInt32 {
    var bits = seed &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    let folded = UInt32(truncatingIfNeeded: bits ^ (bits >> 32))
    return folded == 0 ? 1 : folded
  }

  /// 64 random bits, so that the standard library's `shuffled(using:)` and the like can be used.
  public func next() -> UInt64 {
    let high = unsafe UInt64(gsl_rng_get(state))
    let low = unsafe UInt64(gsl_rng_get(state))
    return high << 32 | low & 0xFFFF_FFFF
  }

  /// A number in 0..<1, in steps of 2⁻³².
  public func uniform() -> Double { unsafe gsl_rng_uniform(state) }

  /// A whole number in 0..<bound, each equally likely.
  ///
  /// - Precondition: bound in 1…4,294,967,295.
  public func uniformInt(below bound: Int) -> Int {
    precondition(bound >= 1 && bound <= Int(UInt32.max), "a bound lies in 1…4,294,967,295")
    return unsafe Int(gsl_rng_uniform_int(state, UInt(bound)))
  }

  /// Whether something of the given chance happens.
  ///
  /// - Precondition: chance in 0…1.
  public func happens(_ chance: Double) -> Bool {
    precondition(chance >= 0 && chance <= 1, "a chance lies in 0…1")
    return uniform() < chance
  }

  /// A normal number.
  ///
  /// - Precondition: standard deviation 0 or more, both finite.
  public func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    precondition(standardDeviation >= 0 && standardDeviation.isFinite && mean.isFinite)
    return unsafe mean + standardDeviation * gsl_ran_gaussian_ziggurat(state, 1)
  }

  /// The number of successes in trials of one chance.
  ///
  /// - Precondition: trials in 0…4,294,967,295, rate in 0…1.
  public func binomial(trials: Int, rate: Double) -> Int {
    precondition(trials >= 0 && trials <= Int(UInt32.max) && rate >= 0 && rate <= 1)
    return unsafe Int(gsl_ran_binomial(state, rate, UInt32(trials)))
  }

  /// The number of events where the given number is expected.
  ///
  /// - Precondition: mean in 0…10⁹.
  public func poisson(mean: Double) -> Int {
    precondition(mean >= 0 && mean <= 1e9, "a mean lies in 0…10⁹")
    return mean == 0 ? 0 : unsafe Int(gsl_ran_poisson(state, mean))
  }

  /// A gamma number with mean shape × scale.
  ///
  /// - Precondition: both above 0 and finite.
  public func gamma(shape: Double, scale: Double) -> Double {
    precondition(shape > 0 && scale > 0 && shape.isFinite && scale.isFinite)
    return unsafe gsl_ran_gamma(state, shape, scale)
  }

  /// A number whose logarithm is normal.
  ///
  /// - Precondition: `logStandardDeviation` 0 or more, both finite.
  public func lognormal(logMean: Double, logStandardDeviation: Double) -> Double {
    Elementary.exp(normal(mean: logMean, standardDeviation: logStandardDeviation))
  }

  /// An exponential number, such as a waiting time, with the given mean.
  ///
  /// - Precondition: mean above 0 and finite.
  public func exponential(mean: Double) -> Double {
    precondition(mean > 0 && mean.isFinite)
    return unsafe gsl_ran_exponential(state, mean)
  }
}
