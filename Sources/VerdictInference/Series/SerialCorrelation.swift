import GSLKit

/// Whether neighbouring residuals resemble each other.
///
/// Residuals that do make every standard error that ignores it too small. Gaps are skipped: a product of
/// two residuals counts where both are there.
public struct SerialCorrelation: Hashable, Sendable {
  /// Σ (e_t − e_{t−1})²/Σ e_t²: about 2 without correlation, towards 0 with positive correlation.
  ///
  /// nil for fewer than two neighbours or residuals that are all 0.
  public let durbinWatson: Double?
  /// Autocorrelations of lag 1, 2, …, around the residuals' mean.
  public let autocorrelations: [Double]
  /// Ljung and Box's test of all of them; nil where it does not exist.
  public let ljungBox: LjungBox?

  /// Q = n(n + 2) Σ r_l²/(n − l) against χ² with as many degrees of freedom as lags.
  public struct LjungBox: Hashable, Sendable {
    /// Q.
    public let statistic: Double
    /// Upper tail of χ².
    public let pValue: Double
    /// Number of lags and degrees of freedom.
    public let lags: Int
  }

  /// The lags that are used unless told otherwise: the smaller of 10 and n/5, at least 1.
  public static func defaultLags(points: Int) -> Int { max(min(10, points / 5), 1) }

  /// The correlation of a series of residuals.
  ///
  /// No degree of freedom is taken off for fitted coefficients (R `Box.test` and statsmodels
  /// `acorr_ljungbox` likewise).
  ///
  /// - Parameters:
  ///   - residuals: in time order; nil in a gap. They are scaled before they are squared.
  ///   - lags: lags of Ljung and Box's test, 1 or more; nil = ``defaultLags(points:)``.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for lags below 1 or not below the
  ///   number of residuals.
  ///
  /// Source: Durbin & Watson (1950), Biometrika 37:409; Ljung & Box (1978), Biometrika 65:297. Checked
  /// against statsmodels.
  public init(residuals: [Double?], lags: Int? = nil) throws(InferenceError) {
    let filled = residuals.compactMap { $0 }
    let largest = filled.reduce(0) { max($0, abs($1)) }
    let count = filled.count
    let wanted = lags ?? min(Self.defaultLags(points: count), max(count - 1, 0))
    if lags != nil {
      guard wanted >= 1, wanted < max(count, 1) else {
        throw .outsideRange(field: "lags", value: Double(wanted), allowed: "[1, \(count - 1)]")
      }
    }
    guard largest > 0, largest.isFinite, count >= 2 else {
      (durbinWatson, autocorrelations, ljungBox) = (nil, [], nil)
      return
    }
    let scaled = residuals.map { $0.map { $0 / largest } }
    let mean = scaled.reduce(0) { $0 + ($1 ?? 0) } / Double(count)
    var (square, centred, steps, neighbours) = (0.0, 0.0, 0.0, 0)
    for index in scaled.indices {
      guard let value = scaled[index] else { continue }
      square += value * value
      centred += (value - mean) * (value - mean)
      if index > 0, let before = scaled[index - 1] {
        steps += (value - before) * (value - before)
        neighbours += 1
      }
    }
    durbinWatson = neighbours > 0 ? steps / square : nil
    guard centred > 1e-28 * square, wanted >= 1 else {
      (autocorrelations, ljungBox) = ([], nil)
      return
    }
    var correlations: [Double] = []
    var q = 0.0
    for lag in 1...wanted {
      var sum = 0.0
      for index in lag..<max(scaled.count, lag) {
        if let one = scaled[index], let other = scaled[index - lag] {
          sum += (one - mean) * (other - mean)
        }
      }
      correlations.append(sum / centred)
      q += (sum / centred) * (sum / centred) / Double(count - lag)
    }
    autocorrelations = correlations
    q *= Double(count) * Double(count + 2)
    let law = try? ChiSquaredDistribution(degreesOfFreedom: Double(wanted))
    ljungBox = law.map { LjungBox(statistic: q, pValue: $0.upperTail(q), lags: wanted) }
  }
}
