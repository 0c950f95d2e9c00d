import VerdictModel

/// A metric over time as SVG, with the test's start and end marked and labelled in place.
enum SeriesLine {
  static func svg(_ series: SeriesChart, id: String, language: Language) -> String {
    guard let firstDay = series.points.first?.start, let lastDay = series.points.last?.end,
      lastDay > firstDay
    else { return "" }
    let spans = (series.limits + [series.norm]).compactMap { $0 }
    let values =
      series.points.compactMap(\.value) + spans.flatMap { [$0.lower, $0.upper].compactMap { $0 } }
      + [series.usual].compactMap { $0 }
    let (low, high) = axis(values)
    let figures = Figures(language)
    let calendar = CalendarWords(language)
    let (top, bottom) = (42.0, 132.0)
    let (left, span) = (0.06, 0.86)
    func x(_ day: Double) -> Double {
      left + span * (day - Double(firstDay.number)) / Double(lastDay - firstDay + 1)
    }
    func y(_ value: Double) -> Double { bottom - (bottom - top) * (value - low) / (high - low) }
    var body: [String] = []
    for value in [low, (low + high) / 2, high] {
      body.append(SVG.line(left, y(value), left + span, y(value), "grid"))
      body.append(SVG.text(left, y(value) + 4, "end", "tick", figures.decimal(value), dx: -6))
    }
    let start = x(Double(series.testStart.number))
    let end = x(Double(series.testEnd.number + 1))
    if start >= left, start <= left + span {
      body.append(SVG.line(start, top - 24, start, bottom, "mark"))
      body.append(
        SVG.text(start, top - 28, start > 0.6 ? "end" : "start", "note", series.startLabel)
      )
    }
    if end >= left, end <= left + span + 1e-9 {
      body.append(SVG.line(end, top - 8, end, bottom, "mark"))
      body.append(
        SVG.text(end, top - 12, end < 0.3 ? "start" : "end", "note", series.endLabel, dx: -3)
      )
    }
    let levels = levels(series, y: y, left: left, span: span)
    func share(_ day: Double) -> Double {
      (day - Double(firstDay.number)) / Double(lastDay - firstDay + 1)
    }
    func height(_ value: Double) -> Double { 1 - (value - low) / (high - low) }
    let places = series.points.map { point -> (x: Double, y: Double)? in
      point.value.map {
        (share(Double(point.start.number + point.end.number + 1) / 2), height($0))
      }
    }
    let limits = zip(series.points, series.limits).flatMap { point, limits in
      [limits?.lower, limits?.upper].compactMap { $0 }.map { edge in
        (
          from: share(Double(point.start.number)), to: share(Double(point.end.number + 1)),
          y: height(edge)
        )
      }
    }
    body.append(
      SVG.frame(
        left: left,
        top: top,
        width: span,
        height: bottom - top,
        [
          SVG.Shape(levels: limits, "limit"), SVG.Shape(line: places, "line"),
          SVG.Shape(dots: places.compactMap { $0 }, "pen"),
        ]
      )
    )
    body += levels
    for index in series.outside.sorted() {
      guard let value = series.points[index].value else { continue }
      let point = series.points[index]
      let place = x(Double(point.start.number + point.end.number + 1) / 2)
      let isHigh = value > (series.usual ?? value)
      body.append(SVG.dot(place, y(value), 4.5, "dot out"))
      body.append(
        SVG.text(place, y(value) + (isHigh ? -9 : 17), "middle", "note", isHigh ? "▲" : "▼")
      )
    }
    if let value = series.points.last?.value {
      body.append(
        SVG.text(
          left + span,
          y(value) + 4,
          "start",
          "value",
          figures.decimal(value),
          dx: 8
        )
      )
    }
    body.append(SVG.text(left, bottom + 18, "start", "tick", calendar.day(firstDay)))
    body.append(SVG.text(left + span, bottom + 18, "end", "tick", calendar.day(lastDay)))
    return SVG.chart(
      id: id,
      title: series.title,
      description: series.description,
      height: 156,
      style: "series",
      body
    )
  }

  /// The usual level and the norm.
  private static func levels(
    _ series: SeriesChart,
    y: (Double) -> Double,
    left: Double,
    span: Double
  ) -> [String] {
    var body: [String] = []
    if let norm = series.norm {
      for (index, edge) in [norm.lower, norm.upper].enumerated() {
        guard let edge else { continue }
        body.append(SVG.line(left, y(edge), left + span, y(edge), "norm"))
        if index == 0 || norm.lower == nil {
          body.append(SVG.text(left + span, y(edge) - 4, "end", "note", series.normLabel, dx: -4))
        }
      }
    }
    if let usual = series.usual {
      body.append(SVG.line(left, y(usual), left + span, y(usual), "usual"))
      body.append(SVG.text(left, y(usual) + 15, "start", "note", series.usualLabel, dx: 4))
    }
    return body
  }

  /// Round bounds that hold the values, at least ten points apart.
  static func axis(_ values: [Double]) -> (Double, Double) {
    let least = values.min() ?? 0
    let most = values.max() ?? 100
    let step = most - least > 40 ? 20.0 : most < 10 ? 2.0 : 10.0
    let low = max(0, (least / step).rounded(.down) * step)
    let high = max(low + step, (most / step).rounded(.up) * step)
    return (low, min(max(high, low + step), max(100, low + step)))
  }
}
