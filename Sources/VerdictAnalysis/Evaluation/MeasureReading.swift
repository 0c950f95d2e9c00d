package import VerdictInference
package import VerdictModel

/// Amounts, checks and days from evidence cells, and the test that decides on them.
extension ArmCounts {
  /// Money per matured unit, major units, those without any counted as zero; tallies have no money.
  func amounts() throws(InferenceError) -> VerdictInference.Moments { try money(of: matured) }

  /// Money per matured unit that reached, major units.
  func checks() throws(InferenceError) -> VerdictInference.Moments { try money(of: reached) }

  /// The money of so many units; those beyond the ones who paid had none.
  private func money(of units: Int64) throws(InferenceError) -> VerdictInference.Moments {
    let n = Double(units)
    guard units > 0 else { return try VerdictInference.Moments([]) }
    let mean = Double(amount) / n
    // Σ(x − x̄)² = (n Σx² − (Σx)²)/n, whole numbers until the last division.
    let squares = max(0, Double(Int128(units) * amountSquared - amount * amount)) / n
    let deviation = units > 1 ? (squares / (n - 1)).squareRoot() : 0
    return try VerdictInference.Moments(
      count: Int(units),
      mean: mean / 100,
      standardDeviation: deviation / 100
    )
  }

  /// Days to the stage, those not there within the window counted as the window.
  ///
  /// Without censoring the restricted mean is the mean of min(T, w); a unit reached at an unknown day
  /// says nothing of days and is left out.
  func days(horizon: Int) throws(InferenceError) -> VerdictInference.Moments {
    let reachedInTime = lags.filter { $0.lag < horizon }.reduce(0) { $0 + $1.reached }
    let late = max(0, matured - undated - reachedInTime)
    let groups = lags.filter { $0.lag < horizon }.map { ($0.lag, $0.reached) } + [(horizon, late)]
    let n = groups.reduce(0) { $0 + $1.1 }
    guard n > 0 else { return try VerdictInference.Moments([]) }
    let sum = groups.reduce(0) { $0 + Int64($1.0) * $1.1 }
    let squared = groups.reduce(0) { $0 + Int64($1.0 * $1.0) * $1.1 }
    let centred = Double(n * squared - sum * sum) / Double(n)
    return try VerdictInference.Moments(
      count: Int(n),
      mean: Double(sum) / Double(n),
      standardDeviation: n > 1 ? (centred / Double(n - 1)).squareRoot() : 0
    )
  }

  /// What an arm's number is: money per unit, money per payer, days.
  package func mean(of measure: Measure, horizon: Int) -> Double? {
    try? moments(measure, horizon: horizon).mean
  }
}

extension MetricEvidence {
  /// Whether each arm has ten who paid: with fewer the upper end of a skewed mean is not to be trusted.
  private var isPaidEnough: Bool {
    Double(min(control.reached, variant.reached)) >= LookTrack.leastUnits
  }

  /// The deciding test of a measure, its sign turned so that plus is good.
  package func test(of measure: Measure) throws(InferenceError) -> DecidingTest {
    var test: StudentisedEstimate?
    switch measure {
    case .check where !isPaidEnough, .amount where !isPaidEnough: test = nil
    case .check:
      // Without strata: their payers would often be one or none. By the residuals of a ratio of sums the
      // spread is that of all units, whose number has no part in it: with thirty payers an arm what does
      // nothing would be confirmed in 28 of 1,000.
      let payers = StratifiedMeans.Stratum(
        control: try control.checks(),
        variant: try variant.checks()
      )
      test = StratifiedMeans.difference([payers])
    case .amount, .duration:
      var means: [StratifiedMeans.Stratum] = []
      for stratum in strata {
        means.append(
          StratifiedMeans.Stratum(
            control: try stratum.control.moments(measure, horizon: horizon),
            variant: try stratum.variant.moments(measure, horizon: horizon)
          )
        )
      }
      test = StratifiedMeans.difference(means)
    }
    if direction == .down {
      test = test.flatMap {
        StudentisedEstimate(
          estimate: 0 - $0.estimate,
          standardError: $0.standardError,
          degreesOfFreedom: $0.degreesOfFreedom
        )
      }
    }
    return .mean(test, shortEnd: measure.shortEnd(direction))
  }

  /// The call of `verdict calc` that reproduces the comparison, both arms without strata.
  func call(of measure: Measure) -> String? {
    func means(_ arm: ArmCounts) -> String? {
      guard let moments = try? arm.moments(measure, horizon: horizon), let mean = moments.mean,
        let deviation = moments.standardDeviation
      else { return nil }
      return "{\"count\":\(moments.count),\"mean\":\(mean),\"standardDeviation\":\(deviation)}"
    }
    guard let left = means(control), let right = means(variant) else { return nil }
    return "echo '{\"method\":\"means\",\"control\":\(left),\"variant\":\(right)}'"
      + " | verdict calc --batch"
  }
}

extension ArmCounts {
  fileprivate func moments(_ measure: Measure, horizon: Int) throws(InferenceError)
    -> VerdictInference.Moments
  {
    switch measure {
    case .amount: try amounts()
    case .check: try checks()
    case .duration: try days(horizon: horizon)
    }
  }
}
