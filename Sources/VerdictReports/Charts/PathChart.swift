import VerdictAnalysis
import VerdictInference
import VerdictModel

/// The difference as it gathered, look by look, and the corridor it had to leave.
///
/// The corridor is the repeated interval laid round zero: a point is above it exactly when that look's
/// interval lay above zero, in either mode of the test.
struct PathChart {
  let points: [LookPoint]
  let worthwhile: Double
  let effects: EffectFigures
  let places: Int
  let language: Language
  /// The meeting's day: dates near it go without a year.
  let reference: Day

  private static let (top, bottom) = (18.0, 146.0)
  private static let (left, span) = (0.07, 0.88)
  /// Room on the axis for a corridor that opens too wide to be drawn whole, in times of the rest.
  private static let widest = 2.5

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }

  /// How far above zero the difference has to be, and how far below.
  private func corridor(_ point: LookPoint) -> (up: Double, down: Double)? {
    guard let estimate = point.estimate else { return nil }
    let up = point.interval.lower.map { estimate - $0 } ?? .infinity
    let down = point.interval.upper.map { estimate - $0 } ?? -.infinity
    return (up, down)
  }

  /// The first look whose point left the corridor.
  private var crossing: Int? {
    points.firstIndex { ($0.interval.lower ?? -1) > 0 || ($0.interval.upper ?? 1) < 0 }
  }

  func content(id: String) -> ChartContent? {
    guard points.count >= 2, points.contains(where: { $0.estimate != nil }) else { return nil }
    return ChartContent(
      title: title,
      note: note,
      svg: svg(id),
      table: table,
      plainNote: language(
        "Накопленная разница \(effects.unit) по проверкам. Доказана она там, где z дальше от нуля, чем граница.",
        "The difference so far, \(effects.unit), by look. It is proved where z is further from zero than the boundary."
      )
    )
  }

  private var title: String {
    guard let crossing else {
      return language(
        "Разница осталась в коридоре случая на всех проверках",
        "The difference stayed within chance’s corridor at every look"
      )
    }
    let (number, count) = (String(crossing + 1), String(points.count))
    return (points[crossing].estimate ?? 0) > 0
      ? language(
        "На проверке \(number) из \(count) разница вышла из коридора случая вверх",
        "At look \(number) of \(count) the difference left chance’s corridor upwards"
      )
      : language(
        "На проверке \(number) из \(count) разница вышла из коридора случая вниз",
        "At look \(number) of \(count) the difference left chance’s corridor downwards"
      )
  }

  private var note: String {
    language(
      "Накопленная разница \(effects.unit) по проверкам; серое — границы, записанные правилом до старта. Пока точка внутри, такую разницу даёт и случай.",
      "The difference so far, \(effects.unit), by look; grey are the boundaries the rule had before the start. Inside it chance gives as much."
    )
  }

  private func svg(_ id: String) -> String {
    let factor = effects.factor
    let known = points.compactMap { $0.estimate.map { $0 * factor } }
    let rest = known + [0, worthwhile * factor]
    let reach = max((rest.map(abs).max() ?? 1) * Self.widest, 1e-9)
    let edges = points.compactMap(corridor).flatMap { [$0.up * factor, $0.down * factor] }
      .map { min(reach, max(-reach, $0)) }
    let axis = Axis(rest + edges, from: 0)
    let end = max(1, points.map(\.fraction).max() ?? 1)
    func x(_ fraction: Double) -> Double { Self.left + Self.span * fraction / end }
    func y(_ value: Double) -> Double {
      Self.bottom - (Self.bottom - Self.top) * axis.position(value * factor)
    }
    var body: [String] = []
    for tick in axis.ticks {
      let height = y(tick / factor)
      body.append(SVG.line(Self.left, height, Self.left + Self.span, height, "grid"))
      body.append(
        SVG.text(Self.left, height + 4, "end", "tick", effects.tick(tick, axis.places), dx: -6)
      )
    }
    let sides = points.compactMap { point in corridor(point).map { (point.fraction / end, $0) } }
    func share(_ value: Double) -> Double { 1 - axis.position(value * factor) }
    body.append(
      SVG.frame(
        left: Self.left,
        top: Self.top,
        width: Self.span,
        height: Self.bottom - Self.top,
        [
          SVG.Shape(
            between: sides.map { ($0.0, share($0.1.up)) },
            sides.map { ($0.0, share($0.1.down)) },
            "corridor"
          )
        ]
      )
    )
    body.append(SVG.line(Self.left, y(0), Self.left + Self.span, y(0), "zero"))
    body.append(SVG.line(Self.left, y(worthwhile), Self.left + Self.span, y(worthwhile), "worth"))
    body.append(
      SVG.text(
        Self.left,
        y(worthwhile) - 4,
        "start",
        "note",
        language("стоит хлопот", "worth it"),
        dx: 4
      )
    )
    var labelled = -1.0
    var previous: (Double, Double)?
    for (index, point) in points.enumerated() {
      guard let estimate = point.estimate else { continue }
      let place = (x(point.fraction), y(estimate))
      if let previous { body.append(SVG.line(previous.0, previous.1, place.0, place.1, "line")) }
      let isOut = (point.interval.lower ?? -1) > 0 || (point.interval.upper ?? 1) < 0
      body.append(SVG.dot(place.0, place.1, 4, isOut ? "dot out" : "dot"))
      // Looks so close that their numbers would touch share one.
      if place.0 - labelled > 0.06 {
        let number = String(index + 1)
        let text = labelled < 0 ? language("проверка ", "look ") + number : number
        body.append(SVG.text(place.0, Self.bottom + 18, "middle", "tick", text))
        labelled = place.0
      }
      if index == points.count - 1 {
        body.append(
          SVG.text(
            place.0,
            place.1 - 9,
            place.0 > 0.8 ? "end" : "middle",
            "value",
            effects.number(estimate, places)
          )
        )
      }
      previous = place
    }
    return SVG.chart(
      id: id,
      title: title,
      description: note + " "
        + language("Числа в таблице под рисунком.", "The numbers are in the table below."),
      height: 172,
      style: "path",
      body
    )
  }

  private var table: TableContent {
    TableContent(
      caption: nil,
      header: [
        language("Проверка", "Look"), language("Собрано плана", "Of the plan"),
        language("По-старому", "The old way"), language("По-новому", "The new way"),
        language("Разница", "Difference"), "z", language("Граница z", "Boundary z"),
        language("Данные допускали", "The data allowed"),
      ],
      rows: points.enumerated().map { index, point in
        [
          String(index + 1) + ", " + calendar.day(point.asOf, near: reference),
          figures.ofHundred(min(1, point.fraction), 0),
          point.control.map { figures.count($0.successes, of: $0.trials) } ?? Figures.nothing,
          point.variant.map { figures.count($0.successes, of: $0.trials) } ?? Figures.nothing,
          point.estimate.map { effects.number($0, places) } ?? Figures.nothing,
          point.statistic.map { figures.signed($0, 2) } ?? Figures.nothing,
          point.boundary.map { figures.decimal($0, 2) } ?? Figures.nothing,
          effects.range(point.interval.lower, point.interval.upper, places),
        ]
      }
    )
  }
}
