import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Managers in a funnel as SVG: rate against size, between the lines chance draws.
enum FunnelChart {
  private static let (top, bottom) = (14.0, 216.0)
  private static let (left, span) = (0.07, 0.88)

  static func svg(_ plot: ManagerPlot, id: String, language: Language) -> String {
    guard let end = plot.limits.last?.trials else { return "" }
    let figures = Figures(language)
    let shown = plot.limits.compactMap { $0.signal.upper } + plot.points.compactMap(\.count.rate)
    // The lines of the smallest sizes reach 100 and say nothing: the points decide the height.
    let need = max(plot.points.compactMap(\.count.rate).max() ?? 0, plot.target * 2.2)
    let high = min(1, max(need * 1.15, min(shown.max() ?? 1, 0.2)))
    func x(_ trials: Double) -> Double { left + span * trials / Double(end) }
    func y(_ rate: Double) -> Double { bottom - (bottom - top) * min(rate, high) / high }
    var body: [String] = []
    for step in 0...4 {
      let rate = high * Double(step) / 4
      body.append(SVG.line(left, y(rate), left + span, y(rate), "grid"))
      body.append(SVG.text(left, y(rate) + 4, "end", "tick", figures.hundred(rate, 0), dx: -6))
    }
    let edges: [((ManagerPlot.Limits) -> Double?, String)] = [
      ({ $0.signal.lower }, "outer"), ({ $0.signal.upper }, "outer"),
      ({ $0.warning.lower }, "inner"), ({ $0.warning.upper }, "inner"),
    ]
    let lines = edges.map { edge, style in
      SVG.Shape(
        line: plot.limits.map { limits in
          // What lies above the chart is left out, not drawn along its edge.
          edge(limits).flatMap { rate in
            rate <= high
              ? (x: Double(limits.trials) / Double(end), y: 1 - rate / high) : nil
          }
        },
        style
      )
    }
    body.append(SVG.frame(left: left, top: top, width: span, height: bottom - top, lines))
    body.append(SVG.line(left, y(plot.target), left + span, y(plot.target), "mark"))
    // A label that would lie on another one moves up or down until it does not.
    var labels: [(x: Double, y: Double)] = []
    for point in plot.points {
      guard let rate = point.count.rate else { continue }
      let place = x(Double(point.count.trials))
      let free = [-7.0, 17, -19, 29, -31, 41, -43].first { offset in
        labels.allSatisfy { abs($0.x - place) > 0.09 || abs($0.y - (y(rate) + offset)) > 11 }
      }
      let height = y(rate) + (free ?? -7)
      labels.append((place, height))
      body.append(SVG.dot(place, y(rate), 3.4, isOutside(point) ? "dot out" : "dot"))
      body.append(
        SVG.text(
          place,
          height,
          place > 0.85 ? "end" : "middle",
          "note",
          point.name
        )
      )
    }
    body.append(SVG.text(left, bottom + 18, "start", "tick", "0"))
    body.append(SVG.text(left + span, bottom + 18, "end", "tick", figures.whole(end)))
    return SVG.chart(
      id: id,
      title: title(plot, language),
      description: description(plot, language),
      height: 242,
      style: "series funnel",
      body
    )
  }

  private static func isOutside(_ point: ManagerPlot.Point) -> Bool {
    point.standing != .inside && point.standing != .empty
  }

  static func title(_ plot: ManagerPlot, _ language: Language) -> String {
    language.text(plot.title)
      + language(": сколько из 100, по числу случаев", ": of 100, by the number of cases")
  }

  /// «Доходимость: все внутри воронки, разница между людьми обычная».
  static func message(_ plot: ManagerPlot, _ language: Language) -> String {
    let outside = plot.points.filter(isOutside).map(\.name)
    let title = language.text(plot.title)
    guard !outside.isEmpty else {
      return title
        + language(
          ": все внутри воронки, таких различий хватает и у случая",
          ": all inside the funnel, chance makes differences like these"
        )
    }
    let names = outside.prefix(3).joined(separator: ", ") + (outside.count > 3 ? "…" : "")
    return title + language(": вне воронки \(names)", ": outside the funnel \(names)")
  }

  static func description(_ plot: ManagerPlot, _ language: Language) -> String {
    let usual = Figures(language).ofHundred(plot.target)
    return language(
      "Посередине обычное отдела, \(usual). Между тонкими линиями лежат 95 из 100 таких же менеджеров, между внешними 998 из 1000: внутри воронки различает только случай.",
      "In the middle the department's usual, \(usual). Between the thin lines lie 95 of 100 managers like the others, between the outer ones 998 of 1,000: inside the funnel only chance tells them apart."
    )
  }

  /// The same as a table: name, count, rate, place.
  static func table(_ plot: ManagerPlot, _ language: Language) -> TableContent {
    let figures = Figures(language)
    return TableContent(
      caption: nil,
      header: [
        language("Менеджер", "Manager"), language("Сколько", "Count"),
        language("Из 100", "Of 100"), language("Где", "Where"),
      ],
      rows: plot.points.map { point in
        [
          point.name, figures.count(point.count.successes, of: point.count.trials),
          point.count.rate.map { figures.hundred($0) } ?? language("нет данных", "no data"),
          ManagerWords(language).standing(point.standing),
        ]
      }
    )
  }
}
