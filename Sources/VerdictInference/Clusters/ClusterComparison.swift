import GSLKit

/// Two arms whose units come in clusters: one rate for each manager, shop or city.
///
/// When the lot falls on managers, the managers are the sample: two hundred meetings of six managers are
/// six observations with some noise on each. The deciding test permutes the managers
/// (``permutationTest(effort:)``); beside it stand an interval for the difference of the arms' rates with
/// errors that respect the clusters (``robust``), and how much the clustering costs
/// (``intraclassCorrelation``, ``designEffect``).
///
/// Clusters without trials have no rate and are left out; ``emptyClusters`` counts them.
public struct ClusterComparison: Hashable, Sendable {
  /// Clusters of the reference arm that have trials.
  public let control: [BinomialCount]
  /// Clusters of the other arm that have trials.
  public let variant: [BinomialCount]
  /// Clusters that were given without trials.
  public let emptyClusters: Int

  /// A comparison of the clusters of two arms; an arm may be empty.
  public init(control: [BinomialCount], variant: [BinomialCount]) {
    self.control = control.filter { $0.trials > 0 }
    self.variant = variant.filter { $0.trials > 0 }
    emptyClusters = control.count + variant.count - self.control.count - self.variant.count
  }

  /// Clusters that count.
  public var clusters: Int { control.count + variant.count }

  /// What an arm adds to the analysis of variance and to the robust errors.
  struct Arm {
    let clusters: Int
    let trials: Double
    let rate: Double
    /// Σ n², Σ n(p − p̄)², Σ n p(1 − p).
    let squaredTrials, between, within: Double
    let counts: [BinomialCount]

    init?(_ counts: [BinomialCount]) {
      guard !counts.isEmpty else { return nil }
      // Summed in an order that does not depend on the caller's, in doubles that do not overflow.
      let counts = counts.sorted { ($0.trials, $0.successes) < ($1.trials, $1.successes) }
      let trials = counts.reduce(0.0) { $0 + Double($1.trials) }
      let rate = counts.reduce(0.0) { $0 + Double($1.successes) } / trials
      var (squares, between, within) = (0.0, 0.0, 0.0)
      for count in counts {
        let (n, x) = (Double(count.trials), Double(count.successes))
        squares += n * n
        between += n * (x / n - rate) * (x / n - rate)
        within += x / n * Double(count.failures)
      }
      self.counts = counts
      self.trials = trials
      self.rate = rate
      clusters = counts.count
      squaredTrials = squares
      self.between = between
      self.within = within
    }
  }

  /// The intraclass correlation of units of one cluster, by the analysis of variance within arms.
  ///
  /// (MSB − MSW)/(MSB + (n₀ − 1)MSW), with the mean squares between and within clusters, both taken
  /// within arms, on K − A and N − K degrees of freedom for K clusters in A arms, and
  /// n₀ = (N − Σ_arms Σn²/N_arm)/(K − A). Taken within arms, the effect of the variant does not count as
  /// a difference between clusters.
  ///
  /// Reported as it comes out: below 0 when clusters differ less than chance alone would make them,
  /// which with a handful of clusters is common and means "none seen". nil when every arm has one
  /// cluster, every cluster has one trial, or no outcome varies.
  ///
  /// Source: Donner & Koval (1980), Biometrics 36:19; Donner & Klar (2000), Design and Analysis of
  /// Cluster Randomization Trials, sec. 6.2. Checked against R `anova(lm(y ~ arm + cluster))`.
  public var intraclassCorrelation: Double? {
    let arms = [Arm(control), Arm(variant)].compactMap { $0 }
    let trials = arms.reduce(0) { $0 + $1.trials }
    let clusters = Double(self.clusters)
    let free = clusters - Double(arms.count)
    guard free > 0, trials > clusters else { return nil }
    let between = arms.reduce(0) { $0 + $1.between } / free
    let within = arms.reduce(0) { $0 + $1.within } / (trials - clusters)
    let size = (trials - arms.reduce(0) { $0 + $1.squaredTrials / $1.trials }) / free
    let spread = between + (size - 1) * within
    guard spread > 0 else { return nil }
    let value = (between - within) / spread
    return value.isFinite ? value : nil
  }

  /// How many times more units are needed than without clusters: 1 + (m − 1)ρ.
  ///
  /// m = Σn²/Σn is the mean cluster size as a unit sees it, so that unequal clusters are allowed for; ρ
  /// is the ``intraclassCorrelation``, taken as 0 when it is negative, so the result is never below 1.
  /// nil where that is.
  ///
  /// Source: Kish (1965), Survey Sampling, sec. 5.4; Kerry & Bland (2001), Stat Med 20:377 (unequal
  /// sizes).
  public var designEffect: Double? {
    guard let correlation = intraclassCorrelation else { return nil }
    let arms = [Arm(control), Arm(variant)].compactMap { $0 }
    let size = arms.reduce(0) { $0 + $1.squaredTrials } / arms.reduce(0) { $0 + $1.trials }
    return 1 + (size - 1) * max(correlation, 0)
  }

  /// The comparison with its arms exchanged.
  public var swapped: ClusterComparison {
    ClusterComparison(control: variant, variant: control)
  }
}
