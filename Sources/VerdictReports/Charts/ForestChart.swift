/// The forest row as SVG: zero line, worthwhile mark, interval, point.
enum ForestChart {
  private static let left = 0.12
  private static let span = 0.76

  static func svg(_ row: ForestRow, id: String) -> String {
    let scale = ForestScale(row)
    func x(_ value: Double) -> Double { left + span * scale.position(value) }
    let middle = 34.0
    let first = row.lower.map(x) ?? left
    let last = row.upper.map(x) ?? left + span
    let zero = x(0)
    let worth = x(row.worthwhile)
    let isCrowded = worth > 0.5
    var body: [String] = []
    body.append(SVG.line(left, middle, left + span, middle, "axis"))
    body.append(SVG.line(zero, 12, zero, 54, "zero"))
    body.append(SVG.line(worth, 16, worth, isCrowded ? 68 : 54, "worth"))
    body.append(SVG.line(first, middle, last, middle, "interval"))
    if let lower = row.lower {
      body.append(SVG.line(first, middle - 7, first, middle + 7, "interval"))
      body.append(
        SVG.text(first, middle + 4.5, "end", "end", row.label(lower), dx: -8)
      )
    } else {
      body.append(SVG.text(first, middle + 4.5, "end", "end", "←", dx: -4))
    }
    if let upper = row.upper {
      body.append(SVG.line(last, middle - 7, last, middle + 7, "interval"))
      body.append(
        SVG.text(last, middle + 4.5, "start", "end", row.label(upper), dx: 8)
      )
    } else {
      body.append(SVG.text(last, middle + 4.5, "start", "end", "→", dx: 4))
    }
    if let estimate = row.estimate {
      body.append(SVG.dot(x(estimate), middle, 6.5, "point"))
      body.append(
        SVG.text(x(estimate), 16, "middle", "value", row.label(estimate))
      )
    }
    body.append(
      SVG.text(zero, 66, isCrowded ? "middle" : "end", "tick", "0", dx: isCrowded ? 0 : 3)
    )
    body.append(
      SVG.text(
        worth,
        isCrowded ? 82 : 66,
        isCrowded ? "end" : "start",
        "tick",
        row.worthwhileLabel,
        dx: isCrowded ? 4 : -3
      )
    )
    return SVG.chart(
      id: id,
      title: row.title,
      description: row.description,
      height: isCrowded ? 88 : 72,
      style: "forest",
      body
    )
  }
}
