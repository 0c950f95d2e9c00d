/// p-values of one family, adjusted so that each can be compared with the level itself.
///
/// Bonferroni and Holm keep the chance of *any* false finding in the family at the level, whatever
/// the tests' dependence; Holm is never worse than Bonferroni. Benjamini–Hochberg keeps the
/// expected *share* of false ones among the findings, for independent or positively dependent
/// tests; Benjamini–Yekutieli for any. Adjusted values come in the order of the given ones; equal
/// p-values get equal adjusted ones.
///
/// Source: Holm (1979), Scand J Stat 6:65–70; Benjamini & Hochberg (1995), JRSS B 57:289–300;
/// Benjamini & Yekutieli (2001), Ann Stat 29:1165–1188; adjusted values as in Wright (1992),
/// Biometrics 48:1005–1013. Checked against statsmodels `multipletests`.
public struct AdjustedPValues: Hashable, Sendable {
  /// The p-values as they were given.
  public let pValues: [Double]
  /// Their places, from the smallest p-value to the largest.
  private let order: [Int]

  /// A family of p-values; an empty one has empty answers.
  ///
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` with the index of a value
  ///   outside 0…1, NaN included.
  public init(_ pValues: [Double]) throws(InferenceError) {
    for (index, p) in pValues.enumerated() where !(p >= 0 && p <= 1) {
      throw .outsideRange(field: "pValues[\(index)]", value: p, allowed: "[0, 1]")
    }
    self.pValues = pValues
    order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
  }

  /// m·p, at most 1.
  public var bonferroni: [Double] {
    let count = Double(pValues.count)
    return pValues.map { min(1, count * $0) }
  }

  /// The largest (m − k + 1)·p over all smaller p-values and this one, at most 1; k is the rank.
  public var holm: [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (rank, place) in order.enumerated() {
      largest = max(largest, Double(pValues.count - rank) * pValues[place])
      adjusted[place] = min(1, largest)
    }
    return adjusted
  }

  /// The smallest (m/k)·p over all larger p-values and this one, at most 1; k is the rank.
  public var benjaminiHochberg: [Double] { stepUp(1) }

  /// Benjamini–Hochberg's times 1 + ½ + … + 1/m, at most 1.
  public var benjaminiYekutieli: [Double] {
    stepUp(stride(from: pValues.count, to: 0, by: -1).reduce(0) { $0 + 1 / Double($1) })
  }

  private func stepUp(_ factor: Double) -> [Double] {
    var adjusted = pValues
    var smallest = 1.0
    for (rank, place) in order.enumerated().reversed() {
      smallest = min(smallest, factor * Double(pValues.count) / Double(rank + 1) * pValues[place])
      adjusted[place] = smallest
    }
    return adjusted
  }
}
