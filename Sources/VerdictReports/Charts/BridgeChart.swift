import VerdictAnalysis
import VerdictModel

/// From one level to another, stage by stage: each bar is what a stage gave.
///
/// Places, not lengths from zero, are compared, so the scale needs no zero. Gains are filled, losses
/// striped, and what chance explains is only outlined.
struct BridgeChart {
  let bridge: Bridge
  let language: Language
  /// A level, and a step, as the page prints them.
  let level: (Double) -> String
  let gave: (Double) -> String
  let title: String

  private static let (left, span) = (0.02, 0.96)
  private static let row = 42.0

  /// Nil where the change cannot be shared out, or there is none.
  func content(id: String) -> ChartContent? {
    guard bridge.undefined == nil, let from = bridge.from, let to = bridge.to,
      !bridge.steps.isEmpty, from != to
    else { return nil }
    return ChartContent(
      title: title,
      note: note,
      svg: svg(id, from: from, to: to),
      table: table(from: from, to: to),
      isTableBeside: true
    )
  }

  private var note: String {
    language(
      "Полоса — сколько дал этап: полная — прибавил, полосатая — убавил, пустая — обычный разброс.",
      "A bar is what a stage gave: filled, it added; striped, it took away; empty, it is ordinary scatter."
    )
  }

  private func svg(_ id: String, from: Double, to: Double) -> String {
    var levels = [from]
    for step in bridge.steps { levels.append((levels.last ?? from) + step.contribution) }
    let (least, most) = ((levels + [to]).min() ?? 0, (levels + [to]).max() ?? 1)
    let width = max(most - least, 1e-12)
    func x(_ value: Double) -> Double { Self.left + Self.span * (value - least) / width }
    var body = [SVG.hatch(id + "-h")]
    func name(_ top: Double, _ name: String, _ value: String, _ style: String) {
      body.append(SVG.text(0, top + 14, "start", style, name))
      body.append(SVG.text(1, top + 14, "end", "value", value))
    }
    func end(_ top: Double, _ label: String, _ value: Double) {
      name(top, label, level(value), "name")
      body.append(SVG.line(x(value), top + 20, x(value), top + 38, "end"))
      body.append(SVG.dot(x(value), top + 29, 4.5, "dot"))
    }
    end(0, language("Было", "Before"), from)
    for (index, step) in bridge.steps.enumerated() {
      let top = Double(index + 1) * Self.row
      let (before, after) = (levels[index], levels[index + 1])
      let amount = gave(step.contribution)
      let mark = amount.hasPrefix("+") ? "▲ " : amount.hasPrefix(Figures.minus) ? "▼ " : ""
      name(top, language.text(step.title), mark + amount, "note")
      body.append(SVG.line(x(before), top - 4, x(before), top + 22, "join"))
      let isLoss = after < before
      let style = step.isNoise == true ? "bar noise" : isLoss ? "bar loss" : "bar"
      body.append(
        SVG.bar(
          x(min(before, after)),
          top + 22,
          max(x(max(before, after)) - x(min(before, after)), 0.003),
          14,
          style,
          fill: isLoss && step.isNoise != true ? id + "-h" : nil
        )
      )
    }
    let top = Double(bridge.steps.count + 1) * Self.row
    body.append(SVG.line(x(to), top - 4, x(to), top + 20, "join"))
    end(top, language("Стало", "After"), to)
    return SVG.chart(
      id: id,
      title: title,
      description: note + " "
        + language("Числа в таблице под рисунком.", "The numbers are in the table below."),
      height: top + Self.row,
      style: "bridge",
      body
    )
  }

  private func table(from: Double, to: Double) -> TableContent {
    TableContent(
      caption: nil,
      header: [language("Этап", "Stage"), language("Дал", "Gave")],
      rows: [[language("Было", "Before"), level(from)]]
        + bridge.steps.map { [language.text($0.title), gave($0.contribution)] }
        + [[language("Стало", "After"), level(to)]]
    )
  }
}
