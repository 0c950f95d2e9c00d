import VerdictAnalysis
import VerdictInference
import VerdictModel

/// The charts of a card that may show a direction.
extension CardWriter {
  /// The metric of the table over the test, with its usual level, limits and norm.
  func series() -> SeriesChart? {
    let points = card.series.map { point in
      SeriesChart.Point(
        start: point.start,
        end: point.end,
        value: point.denominator > 0
          ? Double(point.numerator) / Double(point.denominator) * 100 : nil,
        count: figures.count(point.numerator, of: point.denominator)
      )
    }
    guard points.count(where: { $0.value != nil }) >= 2 else { return nil }
    let limits = card.seriesLimits
    let spans = (limits?.limits ?? []).map { $0.map(span) }
    let end = form.stoppedOn ?? form.end
    var chart = SeriesChart(
      points: points,
      testStart: form.start,
      testEnd: end,
      title: seriesTitle(limits),
      description: language(
        "Ряд показывает весь отдел, обе стороны вместе: старт теста \(calendar.day(form.start, near: reference)), конец \(calendar.day(end, near: reference)). Вывод сделан не по нему.",
        "The series shows the whole department, both sides together: test start \(calendar.day(form.start, near: reference)), end \(calendar.day(end, near: reference)). The verdict does not come from it."
      ),
      table: seriesTable(points, spans),
      startLabel: language("старт ", "start ") + calendar.short(form.start),
      endLabel: language("конец ", "end ") + calendar.short(end)
    )
    chart.limits = spans
    chart.note = seriesNote(limits)
    if let limits {
      chart.usual = limits.usual * 100
      chart.outside = Set(limits.outside(card.series))
      chart.usualLabel = language("обычно ", "usual ") + figures.hundred(limits.usual, 0)
      chart.norm = limits.norm.map(span)
      chart.normLabel = language("норма", "norm")
    }
    return chart
  }

  private func span(_ interval: Interval) -> SeriesChart.Span {
    SeriesChart.Span(lower: interval.lower.map { $0 * 100 }, upper: interval.upper.map { $0 * 100 })
  }

  /// «Доходимость отдела: за границы случая не выходила».
  private func seriesTitle(_ limits: SeriesLimits?) -> String {
    let metric = language.text(
      card.seriesMetric.map { names.metric($0) } ?? names.counter(form.stage)
    )
    guard let limits else {
      return metric + language(" во всём отделе, из 100", " in the whole department, of 100")
    }
    let count = Int64(limits.outside(card.series).count)
    guard count > 0 else {
      return metric
        + language(
          " во всём отделе: за границы случая не выходила",
          " in the whole department: never outside what chance does"
        )
    }
    let weeks = CountedNoun("неделя", "недели", "недель", en: "week", "weeks")
    return metric
      + language(
        " во всём отделе: вне границ случая \(figures.whole(count)) \(weeks.form(count, .ru))",
        " in the whole department: \(figures.whole(count)) \(weeks.form(count, .en)) outside what chance does"
      )
  }

  private func seriesNote(_ limits: SeriesLimits?) -> String {
    guard let limits else { return "" }
    let count = Int64(limits.points)
    let weeks = CountedNoun("неделе", "неделям", "неделям", en: "week", "weeks")
    return language(
      "Из 100, по неделям. Сплошная серая — обычное до теста, \(figures.hundred(limits.usual, 0)), по \(figures.whole(count)) \(weeks.form(count, .ru)); точки — границы, в которых лежат 998 недель из 1000 без всякой причины.",
      "Of 100, by week. Solid grey is the usual before the test, \(figures.hundred(limits.usual, 0)), from \(figures.whole(count)) \(weeks.form(count, .en)); the dots are the limits that hold 998 of 1,000 weeks without any cause."
    )
  }

  private func seriesTable(_ points: [SeriesChart.Point], _ limits: [SeriesChart.Span?])
    -> TableContent
  {
    let hasLimits = limits.contains { $0 != nil }
    return TableContent(
      caption: nil,
      header: [
        language("Дни", "Days"), language("Из 100", "Of 100"), language("Сколько", "Count"),
      ] + (hasLimits ? [language("Границы случая", "Chance’s limits")] : []),
      rows: points.enumerated().map { index, point in
        let row = [
          calendar.days(point.start, point.end),
          point.value.map { figures.decimal($0, 0) } ?? Figures.nothing, point.count,
        ]
        guard hasLimits else { return row }
        let span = index < limits.count ? limits[index] : nil
        guard let low = span?.lower, let high = span?.upper else { return row + [Figures.nothing] }
        return row + [figures.decimal(low, 0) + "–" + figures.decimal(high, 0)]
      }
    )
  }

  /// The difference look by look; nil with one look, for then the bar above says it.
  func path() -> ChartContent? {
    guard let points = evaluation.path, let effect = evaluation.effect else { return nil }
    return PathChart(
      points: points,
      worthwhile: effect.smallestWorthwhileEffect,
      effects: effects,
      places: places,
      language: language,
      reference: reference
    )
    .content(id: "path-" + evaluation.hypothesis)
  }
}
