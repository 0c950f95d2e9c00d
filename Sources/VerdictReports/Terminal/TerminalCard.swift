import VerdictAnalysis
import VerdictModel

/// Blocks and cards as terminal lines.
enum TerminalCard {
  static func style(_ verdict: Verdict) -> TerminalPage.Style {
    switch Tone(verdict) {
    case .good: .good
    case .bad, .broken: .bad
    case .calm, .waiting: .bold
    }
  }

  static func write(_ block: Block, to page: inout TerminalPage) {
    switch block {
    case .paragraph(let text): page.write(text)
    case .subtitle(let text):
      page.blank()
      page.write(text, .bold)
    case .list(let lines): for line in lines { page.write("· " + line, indent: 0, hanging: 2) }
    case .numbered(let lines):
      for (index, line) in lines.enumerated() {
        page.write(String(index + 1) + ". " + line, indent: 0, hanging: 3)
      }
    case .facts(let facts):
      for fact in facts { page.write(fact.label + ": " + fact.text, indent: 0, hanging: 2) }
    case .table(let table):
      page.blank()
      page.table(table)
    case .figure(let chart):
      write(chart, to: &page)
    case .calls(let calls):
      for call in calls { page.write(call, indent: 2, hanging: 4, .faint) }
    case .card(let card): write(card, to: &page)
    }
  }

  static func write(_ card: CardContent, to page: inout TerminalPage) {
    page.blank()
    page.ends(
      card.mark + " " + card.word.uppercased() + ": " + card.title,
      card.aside.joined(separator: " · "),
      style(card.verdict)
    )
    if let progress = card.progress {
      page.write(bar(progress.fraction) + "  " + progress.label)
    }
    for line in card.lead { page.write(line) }
    if !card.figures.isEmpty {
      page.write(
        card.figures.map { tile in
          tile.isResult
            ? tile.label + " " + tile.value + "; " + tile.detail : tile.label + " " + tile.detail
        }.joined(separator: ", ") + "."
      )
    }
    if let forest = card.forest {
      for line in ForestText.lines(forest, width: page.width) { page.raw(line) }
    }
    for line in card.preview { page.write(line, .bad) }
    for fact in card.facts {
      page.write(fact.label + ": " + fact.text, indent: 2, hanging: 4)
    }
    if let series = card.series {
      page.write(
        series.title + ": " + Sparkline.text(series),
        indent: 2,
        hanging: 4
      )
    }
    if let path = card.path {
      write(path, to: &page)
      page.blank()
    }
    for line in card.decision { page.write(line, .bold) }
  }

  /// A chart as a picture of characters, else as its table; nothing where the table stands beside it.
  private static func write(_ chart: ChartContent, to page: inout TerminalPage) {
    guard !chart.isTableBeside || !chart.lines.isEmpty else { return }
    page.blank()
    page.write(chart.title, .bold)
    page.write(chart.noteInText)
    page.blank()
    if chart.lines.isEmpty { return page.table(chart.table) }
    for line in chart.lines { page.raw(line) }
    page.blank()
  }

  static func bar(_ fraction: Double) -> String {
    let filled = Int((fraction * 10).rounded(.down))
    return String(repeating: "▓", count: filled) + String(repeating: "░", count: 10 - filled)
  }
}

/// A series in one line of blocks.
enum Sparkline {
  private static let steps = Array("▁▂▃▄▅▆▇█")

  private static func block(_ value: Double, from low: Double, to high: Double) -> Character {
    steps[high > low ? min(7, max(0, Int(((value - low) / (high - low) * 7).rounded()))) : 3]
  }

  /// One block a value between two ends; nothing where there is no value.
  static func blocks(_ values: [Double?], from low: Double, to high: Double) -> String {
    String(values.map { $0.map { block($0, from: low, to: high) } ?? " " })
  }

  static func text(_ series: SeriesChart) -> String {
    let values = series.points.compactMap(\.value)
    guard let low = values.min(), let high = values.max() else { return "" }
    var text = ""
    for point in series.points {
      if point.start <= series.testStart, series.testStart <= point.end { text += "|" }
      if let value = point.value {
        text.append(block(value, from: low, to: high))
      } else {
        text += "·"
      }
      if point.start <= series.testEnd, series.testEnd <= point.end { text += "|" }
    }
    return text
  }
}
