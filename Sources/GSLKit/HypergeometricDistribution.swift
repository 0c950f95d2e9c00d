/// The number of marked items in a sample drawn without replacement.
public struct HypergeometricDistribution: Hashable, Sendable {
  /// Marked items in the population.
  public let marked: Int
  /// Unmarked items in the population.
  public let unmarked: Int
  /// Size of the sample.
  public let sample: Int

  /// A hypergeometric distribution.
  ///
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)`` for a negative count or a sample
  ///   larger than the population.
  public init(marked: Int, unmarked: Int, sample: Int) throws(GSLError) {
    let limit = Int(UInt32.max) / 2
    for (name, value) in [("marked", marked), ("unmarked", unmarked), ("sample", sample)]
    where value < 0 || value > limit {
      throw .outsideDomain(routine: "hypergeometric", argument: name, value: Double(value))
    }
    guard sample <= marked + unmarked else {
      throw .outsideDomain(routine: "hypergeometric", argument: "sample", value: Double(sample))
    }
    self.marked = marked
    self.unmarked = unmarked
    self.sample = sample
  }

  /// The values that can occur.
  public var support: ClosedRange<Int> {
    max(0, sample - unmarked)...min(sample, marked)
  }

  /// log P(X = k); −∞ outside the support.
  public func logPmf(_ k: Int) -> Double {
    guard support.contains(k) else { return -.infinity }
    return LogGamma.logChoose(marked, k) + LogGamma.logChoose(unmarked, sample - k)
      - LogGamma.logChoose(marked + unmarked, sample)
  }

  /// P(X = k); 0 outside the support.
  public func pmf(_ k: Int) -> Double { Elementary.exp(logPmf(k)) }

  /// Lower tail P(X ≤ k).
  public func cdf(_ k: Int) -> Double {
    if k < support.lowerBound { return 0 }
    if k >= support.upperBound { return 1 }
    return sum(from: support.lowerBound, through: k)
  }

  /// Upper tail P(X ≥ k); the value k itself is included.
  public func upperTail(_ k: Int) -> Double {
    if k <= support.lowerBound { return 1 }
    if k > support.upperBound { return 0 }
    return sum(from: k, through: support.upperBound)
  }

  /// Sum of probabilities, smallest first, each from the ratio to its neighbour.
  private func sum(from first: Int, through last: Int) -> Double {
    var masses: [Double] = []
    masses.reserveCapacity(last - first + 1)
    // Start from the largest term of the range so that no ratio chain starts at an underflow.
    let mode = (sample + 1) * (marked + 1) / (marked + unmarked + 2)
    let start = min(max(mode, first), last)
    let top = pmf(start)
    var term = top
    var k = start
    while k < last, term > 0 {
      term *= Double((marked - k) * (sample - k)) / Double((k + 1) * (unmarked - sample + k + 1))
      k += 1
      masses.append(term)
    }
    term = top
    k = start
    while k > first, term > 0 {
      term *= Double(k * (unmarked - sample + k)) / Double((marked - k + 1) * (sample - k + 1))
      k -= 1
      masses.append(term)
    }
    masses.append(top)
    return min(1, masses.sorted().reduce(0, +))
  }
}
