import VerdictAnalysis
import VerdictInference
import VerdictModel

/// A month's running total against the plan's line, and the fan of where it leads.
struct PaceChart {
  let pace: PaceReading
  let language: Language

  private static let (top, bottom) = (20.0, 158.0)
  private static let (left, span) = (0.07, 0.76)

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }
  private var last: PaceDay? { pace.days.last { $0.fact != nil } }
  private var end: PaceDay? { pace.days.last { $0.likely != nil } }
  private var name: String { language.text(pace.title) }

  /// Nil where no day of the month has a number yet.
  func content(id: String) -> ChartContent? {
    guard last?.fact != nil, pace.days.count > 1 else { return nil }
    return ChartContent(
      title: title,
      note: note,
      svg: svg(id),
      table: table,
      lines: lines,
      plainNote: language(
        "Сумма с начала месяца, день за днём.",
        "The sum since the month began, day by day."
      )
    )
  }

  private var plan: String { figures.decimal(pace.plan, pace.plan == pace.plan.rounded() ? 0 : 1) }

  /// «Встречи проведены: 12, по плану к этому дню 15».
  private var title: String {
    guard let last, let fact = last.fact else { return name }
    let done = figures.whole(fact)
    if last.day == pace.days.last?.day {
      return language("\(name): \(done), план \(plan)", "\(name): \(done), the plan \(plan)")
    }
    let due = figures.decimal(last.planned, last.planned < 9.95 ? 1 : 0)
    return language(
      "\(name): \(done) к \(calendar.day(last.day)), план к этому дню \(due)",
      "\(name): \(done) by \(calendar.day(last.day)), the plan by then \(due)"
    )
  }

  private var note: String {
    guard let end, let likely = end.likely else {
      return language(
        "Сумма с начала месяца; пунктир — план по дням.",
        "The sum since the month began; dashed is the plan by day."
      )
    }
    let range = figures.decimal(likely.lower ?? 0) + "–" + figures.decimal(likely.upper ?? 0)
    return language(
      "Сумма с начала месяца; пунктир — план по дням. Веер — при темпе последних восьми недель: к концу \(range) в 8 месяцах из 10, тёмное — в каждом втором.",
      "The sum since the month began; dashed is the plan by day. The fan is the pace of the last eight weeks: \(range) at the end in 8 months of 10, the darker part in one of two."
    )
  }

  private func svg(_ id: String) -> String {
    let days = pace.days
    let values = days.flatMap { day in
      [day.planned, day.fact.map(Double.init), day.likely?.upper].compactMap { $0 }
    }
    let axis = Axis(values, from: 0)
    func share(_ index: Int) -> Double { Double(index + 1) / Double(days.count) }
    func x(_ index: Int) -> Double { Self.left + Self.span * share(index) }
    func y(_ value: Double) -> Double {
      Self.bottom - (Self.bottom - Self.top) * axis.position(value)
    }
    var body: [String] = []
    for tick in axis.ticks {
      body.append(SVG.line(Self.left, y(tick), Self.left + Self.span, y(tick), "grid"))
      body.append(
        SVG.text(Self.left, y(tick) + 4, "end", "tick", figures.decimal(tick, axis.places), dx: -6)
      )
    }
    func height(_ value: Double) -> Double { 1 - axis.position(value) }
    var shapes = fan(days, share: share, height: height)
    shapes.append(
      SVG.Shape(
        line: [(0, height(0))] + days.indices.map { (share($0), height(days[$0].planned)) },
        "plan"
      )
    )
    shapes.append(
      SVG.Shape(
        line: days.indices.map { index in
          days[index].fact.map { (share(index), height(Double($0))) }
        },
        "line"
      )
    )
    body.append(
      SVG.frame(
        left: Self.left,
        top: Self.top,
        width: Self.span,
        height: Self.bottom - Self.top,
        shapes
      )
    )
    if let index = days.lastIndex(where: { $0.fact != nil }), let fact = days[index].fact {
      body.append(SVG.dot(x(index), y(Double(fact)), 4, "dot"))
      body.append(SVG.text(x(index), y(Double(fact)) - 9, "end", "value", figures.whole(fact)))
    }
    for (height, style, text) in labels(y) {
      body.append(SVG.text(Self.left + Self.span, height + 4, "start", style, text, dx: 8))
    }
    if let first = days.first?.day, let end = days.last?.day {
      body.append(SVG.text(Self.left, Self.bottom + 18, "start", "tick", calendar.short(first)))
      body.append(
        SVG.text(Self.left + Self.span, Self.bottom + 18, "end", "tick", calendar.short(end))
      )
    }
    return SVG.chart(
      id: id,
      title: title,
      description: note + " "
        + language("Числа в таблице под рисунком.", "The numbers are in the table below."),
      height: 184,
      style: "pace",
      body
    )
  }

  /// Both bands from the last known day to the end.
  private func fan(
    _ days: [PaceDay],
    share: (Int) -> Double,
    height: (Double) -> Double
  ) -> [SVG.Shape] {
    guard let from = days.lastIndex(where: { $0.fact != nil }), let fact = days[from].fact else {
      return []
    }
    return [(\PaceDay.likely, "fan"), (\PaceDay.half, "fan half")].map { band, style in
      let start = (x: share(from), y: height(Double(fact)))
      let ends = days.indices.filter { $0 > from }.compactMap { index in
        days[index][keyPath: band].flatMap { interval in
          interval.lower.flatMap { low in interval.upper.map { (index, low, $0) } }
        }
      }
      return SVG.Shape(
        between: [start] + ends.map { (share($0.0), height($0.2)) },
        [start] + ends.map { (share($0.0), height($0.1)) },
        style
      )
    }
  }

  /// What stands at the right edge: the plan and the fan's ends, moved apart where they touch.
  private func labels(_ y: (Double) -> Double) -> [(Double, String, String)] {
    var labels = [(y(pace.plan), "tick", language("план ", "plan ") + plan)]
    if let likely = end?.likely, let low = likely.lower, let high = likely.upper {
      labels.append((y(high), "note", figures.decimal(high)))
      labels.append((y(low), "note", figures.decimal(low)))
    }
    labels.sort { $0.0 < $1.0 }
    for index in labels.indices.dropFirst() {
      labels[index].0 = max(labels[index].0, labels[index - 1].0 + 15)
    }
    return labels
  }

  private var table: TableContent {
    TableContent(
      caption: nil,
      header: [
        language("День", "Day"), language("Факт", "Fact"), language("План", "Plan"),
        language("В 8 из 10", "In 8 of 10"), language("В каждом втором", "In one of two"),
      ],
      rows: pace.days.map { day in
        [
          calendar.day(day.day), day.fact.map { figures.whole($0) } ?? Figures.nothing,
          figures.decimal(day.planned, day.planned < 9.95 ? 1 : 0),
          range(day.likely), range(day.half),
        ]
      }
    )
  }

  private func range(_ interval: Interval?) -> String {
    guard let low = interval?.lower, let high = interval?.upper else { return Figures.nothing }
    return low == high ? figures.decimal(low) : figures.decimal(low) + "–" + figures.decimal(high)
  }

  /// Running totals as blocks, plan above fact, a column a day.
  private var lines: [String] {
    let most = max(pace.days.map(\.planned).max() ?? 0, Double(last?.fact ?? 0), 1)
    let known =
      language("факт  ", "fact  ")
      + Sparkline.blocks(
        pace.days.map { $0.fact.map(Double.init) },
        from: 0,
        to: most
      )
    let planned =
      language("план  ", "plan  ")
      + Sparkline.blocks(pace.days.map { Optional($0.planned) }, from: 0, to: most)
    return [planned, TerminalPage.trimmed(known)]
  }
}
