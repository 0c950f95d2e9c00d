extension ClusterComparison {
  /// The smallest p that any outcome can reach on one side: 1/C(M, m), known before the start.
  ///
  /// Of M clusters m get the variant. Three against three give .05, four against four 1/70 = .0143: at
  /// .025 a side, three against three can never confirm anything. nil when an arm is empty.
  public var smallestPossibleP: Double? { try? mechanism?.smallestPossibleP }

  private var mechanism: AllocationMechanism? {
    get throws(InferenceError) {
      guard !control.isEmpty, !variant.isEmpty else { return nil }
      return try .complete(units: clusters, variant: variant.count)
    }
  }

  /// The permutation test over clusters of the difference of the unweighted mean rates.
  ///
  /// Every cluster counts alike, whatever its size. If the variant changed nothing, any m of the M
  /// clusters could as well have been the ones with these rates; see ``RandomisationTest`` for p, the
  /// interval of constant effects by inversion, and when assignments are enumerated.
  ///
  /// - Parameter effort: when to enumerate, and how much to draw otherwise.
  /// - Returns: the test; nil when an arm is empty.
  /// - Throws: ``InferenceError/tooLarge(field:value:limit:)`` for more than ten million clusters.
  ///
  /// Assumes that the clusters were placed by lot, m of M at random; for balanced blocks or another lot
  /// give its mechanism to ``RandomisationTest`` itself.
  ///
  /// Source: Fisher (1935); Gail, Mark, Carroll, Green & Pee (1996), Stat Med 15:1069 (permutation in
  /// cluster-randomised trials). Checked against full enumeration in R.
  public func permutationTest(
    effort: RandomisationEffort = RandomisationEffort()
  ) throws(InferenceError) -> RandomisationTest? {
    guard let mechanism = try mechanism else { return nil }
    // In an order that does not depend on the arms, so that exchanging them draws the same clusters.
    let all =
      (control.map { (count: $0, arm: false) } + variant.map { (count: $0, arm: true) }).sorted {
        left,
        right in
        (left.count.rate ?? 0, left.count.trials) < (right.count.rate ?? 0, right.count.trials)
      }
    return try RandomisationTest(
      RandomisationOutcomes(values: all.map { $0.count.rate ?? 0 }),
      assignment: all.map(\.arm),
      mechanism: mechanism,
      effort: effort
    )
  }
}
