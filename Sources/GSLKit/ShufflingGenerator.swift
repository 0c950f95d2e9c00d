import CGSL

/// A seeded source of random places for resampling, where millions of draws are wanted.
///
/// L'Ecuyer's combined Tausworthe generator with the seeding of GSL's `taus2`: period 2⁸⁸, twice as fast
/// as the Mersenne Twister of ``RandomGenerator``, which everything else uses. The same seed and the
/// same calls give the same numbers on every machine and in every run.
///
/// One 64-bit word yields several places at once: the whole part of word × n/2⁶⁴ is a place, its
/// fraction the next word, and a batch is drawn anew when the last fraction shows that the ranges
/// were not equally full. No place is ever more likely than another.
///
/// Source: L'Ecuyer (1999), Math Comp 68:261; Lemire (2019), ACM TOMACS 29:3; Brackett-Rozinsky & Lemire
/// (2024), arXiv 2408.06213.
@safe public final class ShufflingGenerator {
  private let state: UnsafeMutablePointer<gsl_rng>
  /// The generator's own function and what it works on: `gsl_rng_get` looks both up anew each time,
  /// which takes as long as the number itself.
  private let draw: @convention(c) (UnsafeMutableRawPointer?) -> UInt
  private let inner: UnsafeMutableRawPointer?

  /// A generator that starts from the given seed.
  ///
  /// - Precondition: memory for the state is available.
  public init(seed: UInt64) {
    GSLLibrary.ready
    guard let type = unsafe Self.type, let state = unsafe gsl_rng_alloc(type) else {
      preconditionFailure("no memory for the state of a random generator")
    }
    unsafe self.state = unsafe state
    unsafe draw = unsafe state.pointee.type.pointee.get
    unsafe inner = unsafe state.pointee.state
    // The generator starts from 32 bits; RandomGenerator mixes all 64 of the seed into its first.
    let mixed = RandomGenerator(seed: seed).next() >> 32
    unsafe gsl_rng_set(state, UInt(mixed == 0 ? 1 : mixed))
  }

  deinit { unsafe gsl_rng_free(state) }

  // SAFETY: points at a constant of the library that is never changed or freed; the library fills its
  // list of generators here, once.
  private nonisolated(unsafe) static let type: UnsafePointer<gsl_rng_type>? = {
    var entry = unsafe gsl_rng_types_setup()
    while let list = unsafe entry, let type = unsafe list.pointee {
      if unsafe String(cString: type.pointee.name) == "taus2" { return unsafe type }
      unsafe entry = list.advanced(by: 1)
    }
    return nil
  }()

  /// 64 random bits.
  private func word() -> UInt64 {
    let high = unsafe UInt64(draw(inner))
    let low = unsafe UInt64(draw(inner))
    return high << 32 | low & 0xFFFF_FFFF
  }

  /// How many places below a bound one word yields.
  public struct Batch: Hashable, Sendable {
    let bound: UInt64
    let size: Int
    /// 2⁶⁴ mod boundˢⁱᶻᵉ: with a last fraction below it a batch is drawn anew.
    let remainder: UInt64

    /// Batches of places in 0..<count.
    ///
    /// - Precondition: count in 1…4,294,967,295.
    public init(below count: Int) {
      precondition(count >= 1 && count <= Int(UInt32.max), "a bound lies in 1…4,294,967,295")
      bound = UInt64(count)
      var (size, product) = (1, bound)
      // At most one batch in 2⁸ is drawn anew.
      while size < 16, product <= (1 << 56) / bound {
        product *= bound
        size += 1
      }
      self.size = size
      remainder = (0 &- product) % product
    }
  }

  /// The sum of as many values as there are, drawn with replacement.
  ///
  /// - Precondition: the batch is of places below the number of values.
  public func sumWithReplacement(of values: [Double], _ batch: Batch) -> Double {
    precondition(Int(batch.bound) == values.count, "a batch is of the places of the values")
    let (bound, size) = (batch.bound, batch.size)
    var sums = SIMD4<Double>()
    var left = values.count
    // Four words side by side: their multiplications and additions do not wait for each other.
    while left >= 4 * size {
      var words = (word(), word(), word(), word())
      var parts = SIMD4<Double>()
      for _ in 0..<size {
        let next = (
          words.0.multipliedFullWidth(by: bound), words.1.multipliedFullWidth(by: bound),
          words.2.multipliedFullWidth(by: bound), words.3.multipliedFullWidth(by: bound)
        )
        parts += SIMD4(
          values[Int(truncatingIfNeeded: next.0.high)],
          values[Int(truncatingIfNeeded: next.1.high)],
          values[Int(truncatingIfNeeded: next.2.high)],
          values[Int(truncatingIfNeeded: next.3.high)]
        )
        words = (next.0.low, next.1.low, next.2.low, next.3.low)
      }
      if min(words.0, words.1, words.2, words.3) < batch.remainder { continue }
      sums += parts
      left -= 4 * size
    }
    while left > 0 {
      let wanted = min(left, size)
      var word = word()
      var part = 0.0
      for place in 0..<size {
        let next = word.multipliedFullWidth(by: bound)
        if place < wanted { part += values[Int(truncatingIfNeeded: next.high)] }
        word = next.low
      }
      if word < batch.remainder { continue }
      sums[0] += part
      left -= wanted
    }
    return sums.sum()
  }

  /// Places drawn with replacement, into a list.
  public func placesWithReplacement(into places: inout [Int], _ batch: Batch) {
    var start = 0
    while start < places.count {
      let wanted = min(places.count - start, batch.size)
      var word = word()
      for offset in 0..<batch.size {
        let next = word.multipliedFullWidth(by: batch.bound)
        if offset < wanted { places[start + offset] = Int(truncatingIfNeeded: next.high) }
        word = next.low
      }
      if word < batch.remainder { continue }
      start += wanted
    }
  }

  /// The sum of some of the values, drawn without replacement; the values change their order.
  ///
  /// - Precondition: size in 0…number of values.
  public func sumOfSubset(_ size: Int, of values: inout [Double]) -> Double {
    precondition(size >= 0 && size <= values.count, "a subset is not larger than its set")
    var sum = 0.0
    var start = 0
    while start < size {
      // Places below falling bounds; their product decides how many one word yields.
      var (end, product) = (start + 1, UInt64(values.count - start))
      while end < size, product <= (1 << 56) / UInt64(values.count - end) {
        product *= UInt64(values.count - end)
        end += 1
      }
      let first = word()
      var word = first
      for place in start..<end { word = word &* UInt64(values.count - place) }
      // 2⁶⁴ mod product is below product, so a larger fraction needs no division.
      if word < product, word < (0 &- product) % product { continue }
      word = first
      for place in start..<end {
        let next = word.multipliedFullWidth(by: UInt64(values.count - place))
        values.swapAt(place, place + Int(truncatingIfNeeded: next.high))
        sum += values[place]
        word = next.low
      }
      start = end
    }
    return sum
  }
}
