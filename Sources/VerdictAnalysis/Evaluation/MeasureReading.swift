package import VerdictInference
package import VerdictModel

/// Amounts, checks and days from evidence cells, and the test that decides on them.
extension ArmCounts {
  /// Money per matured unit, major units, those without any counted as zero; tallies have no money.
  func amounts() throws(InferenceError) -> VerdictInference.Moments {
    let n = Double(matured)
    guard matured > 0 else { return try VerdictInference.Moments([]) }
    let mean = Double(amount) / n
    // Σ(x − x̄)² = (n Σx² − (Σx)²)/n, whole numbers until the last division.
    let squares = max(0, Double(Int128(matured) * amountSquared - amount * amount)) / n
    let deviation = matured > 1 ? (squares / (n - 1)).squareRoot() : 0
    return try VerdictInference.Moments(
      count: Int(matured),
      mean: mean / 100,
      standardDeviation: deviation / 100
    )
  }

  /// Money over units that reached, both summed over the matured units.
  func checks() throws(InferenceError) -> SumRatio {
    let money = (Double(amount) / 100, Double(amountSquared) / 10_000)
    return SumRatio(
      try PairMoments(
        count: Int(matured),
        sumX: Double(reached),
        sumY: money.0,
        sumXX: Double(reached),
        sumYY: money.1,
        sumXY: money.0
      )
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
    switch measure {
    case .amount: try? amounts().mean
    case .check: (try? checks())?.estimate
    case .duration: try? days(horizon: horizon).mean
    }
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
      // The denominator arises after the draw; by strata it would often be empty.
      let (control, variant) = (try control.checks(), try variant.checks())
      test = TwoSumRatios(control: control.moments, variant: variant.moments).difference
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
    func sums(_ arm: ArmCounts) -> String {
      let (y, yy) = (Double(arm.amount) / 100, Double(arm.amountSquared) / 10_000)
      return "{\"count\":\(arm.matured),\"sumX\":\(arm.reached),\"sumY\":\(y),"
        + "\"sumXX\":\(arm.reached),\"sumYY\":\(yy),\"sumXY\":\(y)}"
    }
    let method = measure == .check ? "ratio" : "means"
    let arms =
      measure == .check ? (sums(control), sums(variant)) : (means(control), means(variant))
    guard let left = arms.0, let right = arms.1 else { return nil }
    return "echo '{\"method\":\"\(method)\",\"control\":\(left),\"variant\":\(right)}'"
      + " | verdict calc --batch"
  }
}

extension ArmCounts {
  fileprivate func moments(_ measure: Measure, horizon: Int) throws(InferenceError)
    -> VerdictInference.Moments
  {
    measure == .duration ? try days(horizon: horizon) : try amounts()
  }
}
