import GSLKit
import VerdictInference
import VerdictModel

extension SignalFinder {
  /// Rates outside their limits at one point.
  ///
  /// A point holds one, two or four weeks, as few as make it large enough. Limits are exact binomial ones,
  /// and Laney's where those are wider: rates that vary more than chance for reasons of their own.
  func jumps(_ rates: [WeeklyRates]) -> (signals: [SignalReading], family: SignalFamily) {
    var watched: [Jump] = []
    var tooSmall: [SignalSubject] = []
    for rate in rates {
      guard let jump = Jump(rate, window) else {
        tooSmall.append(rate.subject)
        continue
      }
      watched.append(jump)
    }
    let pointsPerMonth = watched.reduce(0) { $0 + Self.weeksPerMonth / Double($1.span) }
    let family = SignalFamily(
      rule: .jump,
      budget: budgets.jump,
      series: watched.count,
      tooSmall: tooSmall
    )
    guard pointsPerMonth > budgets.jump,
      let budget = try? FalseAlarmBudget(
        signalsPerMonth: budgets.jump,
        pointsPerMonth: pointsPerMonth,
        series: 1
      )
    else { return ([], family) }
    return (watched.compactMap { signal($0, falseAlarm: budget.perPoint) }, family)
  }

  private struct Jump {
    let rate: WeeklyRates
    let span: Int
    let usual: BinomialCount
    let center: Double
    /// First weeks of the points before the watched ones, and of those.
    let before: [Int]
    let watched: [Int]

    init?(_ rate: WeeklyRates, _ window: WatchWindow) {
      guard let usual = rate.sum(window.baseline), let center = usual.rate, center > 0, center < 1
      else { return nil }
      let trials = rate.trialsPerWeek(window.baseline)
      let rarer = min(center, 1 - center)
      func isEnough(_ span: Int, _ events: Double) -> Bool {
        Double(span) * trials * rarer >= events
          && rate.weeksWithTrials(window.baseline) >= WatchWindow.leastBaseline
      }
      guard
        let span = isEnough(1, 4) ? 1 : isEnough(2, 4) ? 2 : isEnough(4, 2) ? 4 : nil,
        window.watched.count >= span
      else { return nil }
      self.rate = rate
      self.span = span
      self.usual = usual
      self.center = center
      watched = stride(
        from: window.watched.upperBound - span,
        through: window.watched.lowerBound,
        by: -span
      ).reversed()
      let end = watched.first ?? window.watched.lowerBound
      before = stride(from: end - span, through: window.baseline.lowerBound, by: -span).reversed()
    }

    func count(_ first: Int) -> BinomialCount? { rate.sum(first..<(first + span)) }

    /// How much more the rates varied than chance allows, at least 1, and from how many points.
    var dispersion: (value: Double, points: Int) {
      let points = before.compactMap { count($0) }
      guard points.count >= WatchWindow.leastBaseline,
        let chart = try? RateChart(series: points, center: center),
        let laney = try? chart.laney()
      else { return (1, 0) }
      return (max(1, laney.dispersion), points.count)
    }
  }

  private func signal(_ jump: Jump, falseAlarm: Double) -> SignalReading? {
    // The latest point that is outside and still shown.
    let shown = jump.watched.reversed().filter { isShown($0 + jump.span - 1, Self.shownWeeks) }
    let dispersion = jump.dispersion
    let width = Self.predictionWidth(falseAlarm: falseAlarm, points: dispersion.points)
    for first in shown {
      guard let count = jump.count(first), let value = count.rate,
        let limits = try? BinomialLimits(
          trials: count.trials,
          rate: jump.center,
          tail: falseAlarm / 2
        ), count.successes < limits.lower || count.successes > limits.upper
      else { continue }
      let isUp = count.successes > limits.upper
      let error = (jump.center * (1 - jump.center) / Double(count.trials)).squareRoot()
      let reach = dispersion.value > 1 ? width * dispersion.value * error : 0
      guard abs(value - jump.center) > reach else { continue }
      let exact = isUp ? limits.upperRate ?? 1 : limits.lowerRate ?? 0
      let z = abs(value - jump.center) / (error * dispersion.value)
      let result = try? UsualResult(count, usualRate: jump.center)
      let tail = isUp ? result?.atLeast : result?.atMost
      return SignalReading(
        subject: jump.rate.subject,
        title: jump.rate.metric.title,
        rule: .jump,
        kind: .share,
        isUp: isUp,
        isGood: isUp == (jump.rate.metric.good == .up),
        since: table.weekStart(began(jump, isUp: isUp, last: first)),
        seen: lastDay(first + jump.span - 1),
        value: value,
        usual: jump.center,
        counts: CountReading(successes: count.successes, trials: count.trials),
        limit: isUp ? max(exact, jump.center + reach) : min(exact, jump.center - reach),
        chance: dispersion.value > 1
          ? max(NormalDistribution.upperTail(z), tail ?? 0) : tail,
        monthsBetweenFalse: Double(jump.span) / Self.weeksPerMonth / falseAlarm,
        downstream: Downstream(table, window).of(jump.rate, value: value, usual: jump.center)
      )
    }
    return nil
  }

  /// The first point of the run on the same side that ends with this one.
  private func began(_ jump: Jump, isUp: Bool, last: Int) -> Int {
    var began = last
    for first in jump.watched.reversed() where first < last {
      guard let rate = jump.count(first)?.rate, isUp ? rate > jump.center : rate < jump.center,
        began - first == jump.span
      else { break }
      // Merely on the same side is common; only what is itself unlikely belongs to it.
      guard let count = jump.count(first),
        let result = try? UsualResult(count, usualRate: jump.center),
        (isUp ? result.atLeast : result.atMost) < 0.1
      else { break }
      began = first
    }
    return began
  }

  /// Distance of limits for one more point, in standard deviations learned from so many points.
  ///
  /// Student's t on .62(k − 1) degrees of freedom, those of a mean moving range, widened for the centre's
  /// own error √(1 + 1/k); never below the customary 3 for values.
  static func predictionWidth(falseAlarm: Double, points: Int) -> Double {
    guard points > 2, let law = try? StudentT(degreesOfFreedom: 0.62 * Double(points - 1)),
      let quantile = try? law.upperQuantile(falseAlarm / 2)
    else { return NormalDistribution.upperQuantile(falseAlarm / 2) }
    return quantile * (1 + 1 / Double(points)).squareRoot()
  }
}
