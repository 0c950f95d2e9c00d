import VerdictInference
import VerdictModel

/// What a change touches further down the funnel in a month, by the company's own usual conversions.
///
/// Lost at a step × (sum of a later step ÷ sum of this one), sums of the weeks that say what is usual. A
/// point estimate of what happens *if it stays so*, not a forecast.
struct Downstream {
  private let table: WatchedTable
  private let window: WatchWindow

  init(_ table: WatchedTable, _ window: WatchWindow) {
    self.table = table
    self.window = window
  }

  func of(_ rate: WeeklyRates, value: Double, usual: Double) -> [DownstreamEffect] {
    let trials = rate.trialsPerWeek(window.baseline) * SignalFinder.weeksPerMonth
    let lost = (value - usual) * trials
    if rate.subject.key == SignalSubject.fullSale {
      // The smaller sales are still sales: only their money is lost, and it is not known how much of it.
      return [
        DownstreamEffect(
          counter: SignalSubject.fullSale,
          title: Title(
            ru: "Продажи больше минимального пакета",
            en: "Sales above the smallest package"
          ),
          isMoney: false,
          perMonth: lost
        )
      ]
    }
    return from(rate.metric.numerator, lost)
  }

  func of(_ subject: SignalSubject, value: Double, usual: Double) -> [DownstreamEffect] {
    let change = value - usual
    if let counter = table.funnel.counter(subject.key) {
      let perMonth = change * SignalFinder.weeksPerMonth
      return counter.isMoney
        ? effect(counter.key, perMonth).map { [$0] } ?? [] : from(counter.key, perMonth)
    }
    // A price: at as many units as usual, so much more or less money.
    guard let metric = table.funnel.metric(subject.key) else { return [] }
    let units = perMonth(metric.denominator, subject) * change
    return effect(metric.numerator, units).map { [$0] } ?? []
  }

  private func from(_ key: String, _ lost: Double) -> [DownstreamEffect] {
    let counters = table.funnel.counters
    guard let place = counters.firstIndex(where: { $0.key == key }) else { return [] }
    var effects = [effect(key, lost)].compactMap { $0 }
    let base = sum(key)
    guard base > 0 else { return effects }
    for counter in counters[(place + 1)...]
    where counter.isStage || (counter.isMoney && counter.key == "revenue") {
      let later = sum(counter.key)
      guard later > 0, let one = effect(counter.key, lost * later / base) else { continue }
      effects.append(one)
    }
    return effects
  }

  private func effect(_ key: String, _ perMonth: Double) -> DownstreamEffect? {
    guard let counter = table.funnel.counter(key), perMonth.isFinite else { return nil }
    return DownstreamEffect(
      counter: key,
      title: counter.title,
      isMoney: counter.isMoney,
      perMonth: perMonth
    )
  }

  /// The usual sum of the company, in major units.
  private func sum(_ key: String) -> Double {
    guard let series = table.series(key, .all, "") else { return 0 }
    let scale = table.funnel.counter(key)?.isMoney == true ? 0.01 : 1
    return window.baseline.reduce(0) { $0 + Double(series.values[$1]) } * scale
  }

  private func perMonth(_ key: String, _ subject: SignalSubject) -> Double {
    guard let series = table.series(key, subject.cut, subject.member) else { return 0 }
    let kept = table.kept(key, subject.cut, subject.member)
    let weeks = window.baseline.filter { kept[$0] != 0 }
    guard !weeks.isEmpty else { return 0 }
    return weeks.reduce(0) { $0 + Double(series.values[$1]) } / Double(weeks.count)
      * SignalFinder.weeksPerMonth
  }
}
