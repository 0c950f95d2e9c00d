import VerdictInference
import VerdictModel

extension SignalFinder {
  /// What lay outside the company's norms over the last four weeks.
  ///
  /// A norm is a wish, so there is nothing to be wrong about; the chance beside it says how often a rate
  /// just at the norm's edge would look like this.
  func leftNorms() -> [SignalReading] {
    table.norms.compactMap { norm -> SignalReading? in
      guard let metric = table.funnel.metric(norm.metric), metric.isCharted(on: table.closing)
      else {
        return nil
      }
      let cut: Cut = norm.manager == nil ? .all : .manager
      let member = norm.manager ?? ""
      let end = window.watched.upperBound
      let recent = max(window.watched.lowerBound, end - 4)..<end
      guard metric.isShare else { return price(metric, norm, cut, member, recent) }
      guard let rate = WeeklyRates(table, metric, cut, member), let count = rate.sum(recent),
        let value = count.rate, let side = Self.outside(value, norm)
      else { return nil }
      let usual = rate.sum(window.baseline)?.rate ?? value
      let edge = try? UsualResult(count, usualRate: min(1, max(0, side.edge)))
      return SignalReading(
        subject: rate.subject,
        title: metric.title,
        rule: .norm,
        kind: .share,
        isUp: side.isUp,
        isGood: side.isUp == (metric.good == .up),
        since: table.weekStart(recent.lowerBound),
        seen: lastDay(recent.upperBound - 1),
        value: value,
        usual: usual,
        counts: CountReading(successes: count.successes, trials: count.trials),
        chance: side.isUp ? edge?.atLeast : edge?.atMost,
        normLow: norm.low,
        normHigh: norm.high,
        downstream: Downstream(table, window).of(rate, value: value, usual: side.edge)
      )
    }
  }

  private func price(
    _ metric: Metric,
    _ norm: CompanyNorm,
    _ cut: Cut,
    _ member: String,
    _ recent: Range<Int>
  ) -> SignalReading? {
    guard let series = WeeklyValues(table, metric, cut, member),
      let point = series.points(recent, span: recent.count).last,
      let side = Self.outside(point.value, norm)
    else { return nil }
    return SignalReading(
      subject: series.subject,
      title: metric.title,
      rule: .norm,
      kind: series.kind,
      isUp: side.isUp,
      isGood: side.isUp == (metric.good == .up),
      since: table.weekStart(recent.lowerBound),
      seen: lastDay(recent.upperBound - 1),
      value: point.value,
      usual: series.points(window.baseline, span: window.baseline.count).last?.value ?? point.value,
      normLow: norm.low,
      normHigh: norm.high,
      downstream: Downstream(table, window).of(
        series.subject,
        value: point.value,
        usual: side.edge
      )
    )
  }

  private static func outside(_ value: Double, _ norm: CompanyNorm) -> (isUp: Bool, edge: Double)? {
    if let low = norm.low, value < low { return (false, low) }
    if let high = norm.high, value > high { return (true, high) }
    return nil
  }
}
