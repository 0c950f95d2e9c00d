extension ClusterComparison {
  /// The difference of the arms' pooled rates with errors that respect the clusters.
  ///
  /// The least-squares fit of 0/1 outcomes on the arm, one row for each unit, clustered by manager: the
  /// estimate is Σx/Σn of the variant less that of control. With r = x − n·p̂ and h = n/N of a cluster
  /// within its arm, the squared error of an arm is Σ(r/N)² (CR0), times K/(K − 1) with K clusters in
  /// both arms (CR1), or Σ(r/N)²/(1 − h) (CR2). Use CR2 with ``ClusterContrast/satterthwaite`` degrees
  /// of freedom. No row for a unit is ever made, so counts may be of any size.
  ///
  /// nil when an arm has fewer than two clusters: one cluster tells nothing of the spread of clusters.
  ///
  /// Weighs every unit alike, while the permutation test weighs every cluster alike: with clusters of
  /// very different size the two ask different questions, of units and of managers.
  ///
  /// Source: Bell & McCaffrey (2002), Survey Methodology 28:169; Pustejovsky & Tipton (2018), JBES
  /// 36:672. Checked against R clubSandwich 0.5.8 on one row for each unit.
  public var robust: ClusterContrast? {
    guard let treated = Arm(variant).flatMap(Self.contrast),
      let untreated = Arm(control).flatMap(Self.contrast)
    else { return nil }
    return treated - untreated
  }

  /// The rate of an arm, a mean of 0 and 1: the closed form of ``LinearModel`` with one column of ones.
  private static func contrast(_ arm: Arm) -> ClusterContrast? {
    guard arm.clusters > 1 else { return nil }
    var (plain, adjusted, squares, shared) = (0.0, 0.0, 0.0, 0.0)
    for count in arm.counts {
      let n = Double(count.trials)
      let share = n / arm.trials
      let rest = 1 - share
      let residual = share * (Double(count.successes) / n - arm.rate)
      plain += residual * residual
      adjusted += residual * residual / rest
      // The matrix of Satterthwaite's degrees of freedom is diagonal less a product of a column.
      squares += share * share * (1 - 2 * share) / (rest * rest)
      shared += share * share / rest
    }
    return ClusterContrast(
      estimate: arm.rate,
      clusters: arm.clusters,
      selfDeterminedClusters: 0,
      plainVariance: plain,
      adjustedVariance: adjusted,
      trace: 1 / arm.trials,
      traceOfSquare: (squares + shared * shared) / (arm.trials * arm.trials)
    )
  }
}
