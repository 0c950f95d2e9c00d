import GSLKit

extension StratifiedTables {
  /// Cochran's Q: whether the differences of the strata vary more than chance, K − 1 degrees of freedom.
  ///
  /// Weights are one over the unpooled variances; nil with fewer than two strata or where a stratum has
  /// no variance (all or none succeeded in both arms).
  ///
  /// Source: Cochran (1954), Biometrics 10:101–129.
  public var heterogeneity: ChiSquare? {
    let tables = strata.map(Table.init)
    guard tables.count > 1, tables.allSatisfy({ $0.variance > 0 }) else { return nil }
    let weights = tables.map { 1 / $0.variance }
    let mean =
      zip(weights, tables).reduce(0) { $0 + $1.0 * $1.1.difference } / weights.reduce(0, +)
    let q = zip(weights, tables).reduce(0) { sum, pair in
      sum + pair.0 * (pair.1.difference - mean) * (pair.1.difference - mean)
    }
    return ChiSquare(q, tables.count - 1)
  }

  /// p of Gail and Simon: whether the effect changes its sign between strata.
  ///
  /// The smaller of Σ d²/Var over positive and over negative differences, against
  /// Σ_h C(K − 1, h) 2^{1−K} P(χ²_h > that). Nil where ``heterogeneity`` is.
  ///
  /// Source: Gail & Simon (1985), Biometrics 41:361–372.
  public var gailSimonPValue: Double? {
    let tables = strata.map(Table.init)
    guard tables.count > 1, tables.allSatisfy({ $0.variance > 0 }) else { return nil }
    var (above, below) = (0.0, 0.0)
    for table in tables {
      let square = table.difference * table.difference / table.variance
      if table.difference > 0 { above += square } else { below += square }
    }
    let smaller = min(above, below)
    if smaller == 0 { return 1 }
    let others = tables.count - 1
    guard let coin = try? BinomialDistribution(trials: others, rate: 0.5) else { return nil }
    var p = 0.0
    for h in 1...others {
      guard let tail = ChiSquare(smaller, h) else { return nil }
      p += coin.pmf(h) * tail.pValue
    }
    return p
  }

  /// Breslow and Day's test that the odds ratio is the same in all strata, K − 1 degrees of freedom.
  ///
  /// - Parameter tarone: with Tarone's correction for the estimated common odds ratio.
  /// - Returns: the statistic; nil with one stratum, or where an expected cell is not positive.
  ///
  /// Source: Breslow & Day (1980), p. 142; Tarone (1985), Biometrika 72:91–95.
  public func breslowDay(tarone: Bool) -> ChiSquare? {
    guard strata.count > 1, let common = oddsRatio?.value else { return nil }
    var (sum, lead, spread) = (0.0, 0.0, 0.0)
    for table in strata.map(Table.init) {
      let expected = Self.expected(table, common)
      let cells = [
        expected, table.nV - expected, table.s - expected, table.nC - table.s + expected,
      ]
      guard cells.allSatisfy({ $0 > 0 }) else { return nil }
      let variance = 1 / cells.reduce(0) { $0 + 1 / $1 }
      let excess = table.xV - expected
      sum += excess * excess / variance
      lead += excess
      spread += variance
    }
    return ChiSquare(tarone ? sum - lead * lead / spread : sum, strata.count - 1)
  }

  /// The variant successes expected at an odds ratio, given the margins.
  ///
  /// The root of A(n_c − s + A) = ω (s − A)(n_v − A), a quadratic in A, written without cancellation.
  private static func expected(_ table: Table, _ odds: Double) -> Double {
    let constant = odds * table.s * table.nV
    let linear = table.nC - table.s + odds * (table.s + table.nV)
    let square = 1 - odds
    // square·A² + linear·A − constant = 0, linear > 0 where it matters.
    let root = max(linear * linear + 4 * square * constant, 0).squareRoot()
    return 2 * constant / (linear + root)
  }
}
