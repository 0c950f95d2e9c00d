/// The tests of one meeting on one scale: each with its interval, its point and its δ*.
struct ForestPlot {
  struct Row: Sendable, Hashable {
    let name: String
    let word: String
    let forest: ForestRow
  }
  let rows: [Row]
  let language: Language

  private static let (left, span) = (0.09, 0.82)
  private static let row = 50.0

  private var figures: Figures { Figures(language) }

  /// Nil below two tests: one has its row on its card.
  func content(id: String) -> ChartContent? {
    guard rows.count >= 2 else { return nil }
    return ChartContent(
      title: title,
      note: note,
      svg: svg(id),
      table: table,
      plainNote: language("Новое минус старое, на 100.", "New minus old, per 100.")
    )
  }

  private var title: String {
    let clear = rows.count { row in
      (row.forest.lower ?? -1) > 0 || (row.forest.upper ?? 1) < 0
    }
    let (some, all) = (figures.whole(clear), figures.whole(rows.count))
    return clear == 0
      ? language(
        "Ноль внутри каждого отрезка: знак разницы ни один тест не доказал",
        "Zero is inside every bar: no test has proved the sign of its difference"
      )
      : language(
        "Разница видна в \(some) из \(all): эти отрезки не задевают ноль",
        "A difference is seen in \(some) of \(all): these bars do not touch zero"
      )
  }

  private var note: String {
    language(
      "Разница новое минус старое на 100 и всё, что допускают данные; ┊ — сколько стоит хлопот.",
      "New minus old per 100, and everything the data allow; ┊ is what is worth the trouble."
    )
  }

  private func svg(_ id: String) -> String {
    let values = rows.flatMap { row in
      [row.forest.estimate, row.forest.lower, row.forest.upper, row.forest.worthwhile]
        .compactMap { $0 }
    }
    let axis = Axis(values, from: 0)
    func x(_ value: Double) -> Double { Self.left + Self.span * axis.position(value) }
    let bottom = Double(rows.count) * Self.row
    var body = axis.ticks.flatMap { tick in
      [
        SVG.line(x(tick), 0, x(tick), bottom, "grid"),
        SVG.text(x(tick), bottom + 16, "middle", "tick", figures.signed(tick, axis.places)),
      ]
    }
    body.append(SVG.line(x(0), 0, x(0), bottom, "zero"))
    for (index, row) in rows.enumerated() {
      let top = Double(index) * Self.row
      let middle = top + 34
      let forest = row.forest
      body.append(SVG.text(0, top + 16, "start", "name", SVG.short(row.name, 42)))
      body.append(SVG.text(1, top + 16, "end", "value", row.word))
      let first = forest.lower.map(x) ?? Self.left
      let last = forest.upper.map(x) ?? Self.left + Self.span
      body.append(SVG.line(first, middle, last, middle, "interval"))
      for (edge, place) in [(forest.lower, first), (forest.upper, last)] where edge != nil {
        body.append(SVG.line(place, middle - 6, place, middle + 6, "interval"))
      }
      let worth = x(forest.worthwhile)
      body.append(SVG.line(worth, middle - 10, worth, middle + 10, "worth"))
      if let estimate = forest.estimate {
        body.append(SVG.dot(x(estimate), middle, 5.5, "point"))
      }
    }
    return SVG.chart(
      id: id,
      title: title,
      description: note,
      height: bottom + 24,
      style: "forest",
      body
    )
  }

  private var table: TableContent {
    TableContent(
      caption: nil,
      header: [
        language("Гипотеза", "Hypothesis"), language("Вывод", "Verdict"),
        language("Разница на 100", "Difference per 100"),
        language("Данные допускают", "The data allow"),
        language("Стоит хлопот", "Worth the trouble"),
      ],
      rows: rows.map { row in
        let forest = row.forest
        return [
          row.name, row.word, forest.estimate.map(forest.label) ?? Figures.nothing,
          figures.range(forest.lower, forest.upper, forest.places),
          forest.label(forest.worthwhile),
        ]
      }
    )
  }
}
