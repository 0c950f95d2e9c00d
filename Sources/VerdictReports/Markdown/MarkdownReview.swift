package import VerdictAnalysis

/// A review as Markdown (CommonMark with tables).
package enum MarkdownReview {
  package static func render(_ review: Review, language: Language, copy: ReviewCopy) -> String {
    render(ReviewWriter(review: review, language: language, copy: copy).content())
  }

  /// Any page in words.
  static func render(_ content: ReviewContent) -> String {
    var lines = [
      "# " + (content.company.map { escaped($0) + " · " } ?? "") + content.title + ", "
        + content.period, "",
    ]
    lines += [escaped(content.dateline.joined(separator: " · ")), ""]
    lines += ["**" + escaped(content.bottomLine.joined(separator: " ")) + "**", ""]
    for headline in content.headlines {
      lines.append("- " + headline.mark + " **" + headline.word + "**: " + escaped(headline.title))
    }
    if !content.headlines.isEmpty { lines.append("") }
    if !content.health.isEmpty {
      lines += [(content.healthIsGreen ? "✓ " : "! ") + escaped(content.health), ""]
    }
    for section in content.sections {
      lines += ["## " + section.title, ""]
      for block in section.blocks { lines += markdown(block) }
    }
    lines += ["---", ""]
    lines += content.colophon.flatMap { [escaped($0), ""] }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func markdown(_ block: Block) -> [String] {
    switch block {
    case .paragraph(let text): [escaped(text), ""]
    case .subtitle(let text): ["### " + escaped(text), ""]
    case .list(let items): items.map { "- " + escaped($0) } + [""]
    case .numbered(let items):
      items.enumerated().map { String($0.offset + 1) + ". " + escaped($0.element) } + [""]
    case .facts(let facts):
      facts.map { "- **" + escaped($0.label) + ":** " + escaped($0.text) } + [""]
    case .table(let content): table(content)
    case .figure(let chart):
      figure(chart)
    case .calls(let calls): ["```"] + calls.map { $0.replacing("```", with: "'''") } + ["```", ""]
    case .card(let content): card(content)
    }
  }

  private static func card(_ card: CardContent) -> [String] {
    var lines = ["### " + card.mark + " " + card.word + ": " + escaped(card.title), ""]
    lines += ["*" + escaped(card.aside.joined(separator: " · ")) + "*", ""]
    if let progress = card.progress {
      lines += [TerminalCard.bar(progress.fraction) + " " + escaped(progress.label), ""]
    }
    lines += [escaped(card.lead.joined(separator: " ")), ""]
    if !card.figures.isEmpty {
      lines +=
        card.figures.map { tile in
          "- " + escaped(tile.label) + ": **" + escaped(tile.value) + "** " + escaped(tile.unit)
            + " ("
            + escaped(tile.detail) + ")"
        } + [""]
    }
    if let forest = card.forest {
      lines += ["```"] + ForestText.lines(forest, width: 72) + ["```", ""]
    }
    if !card.facts.isEmpty { lines += markdown(.facts(card.facts)) }
    if let counts = card.counts { lines += table(counts) }
    if let series = card.series {
      lines += [escaped(series.title) + ": `" + Sparkline.text(series) + "`", ""]
    }
    if let path = card.path { lines += figure(path) }
    lines += card.decision.flatMap { ["> " + escaped($0), ""] }
    return lines
  }

  private static func figure(_ chart: ChartContent) -> [String] {
    guard !chart.isTableBeside || !chart.lines.isEmpty else { return [] }
    let head = ["**" + escaped(chart.title) + "** " + escaped(chart.noteInText), ""]
    return chart.lines.isEmpty
      ? head + table(chart.table) : head + ["```"] + chart.lines + ["```", ""]
  }

  private static func table(_ table: TableContent) -> [String] {
    var lines: [String] = []
    if let caption = table.caption { lines += ["**" + escaped(caption) + "**", ""] }
    lines.append("| " + table.header.map(escaped).joined(separator: " | ") + " |")
    lines.append(
      "|" + table.header.indices.map { $0 == 0 ? " --- " : " ---: " }.joined(separator: "|") + "|"
    )
    for row in table.rows { lines.append("| " + row.map(escaped).joined(separator: " | ") + " |") }
    return lines + [""]
  }

  /// Nothing a person typed may become markup, a link or HTML.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in TerminalPage.safe(text) {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~": result += "\\" + String(character)
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      default: result.append(character)
      }
    }
    return result
  }
}
