import VerdictModel

/// A page's words as the values its templates ask for.
struct PageValues {
  let content: ReviewContent

  func review() -> [String: Any] {
    var anchors = 0
    let sections = content.sections.map { section -> [String: Any] in
      [
        "sectionID": section.id, "kind": section.isQuiet ? "quiet" : "", "heading": section.title,
        "blocks": section.blocks.map { block($0, &anchors) },
      ]
    }
    return [
      "lang": content.language.rawValue, "css": Pages.style,
      "pageTitle": (content.company.map { clean($0) + " · " } ?? "") + content.title + ", "
        + content.period,
      "eyebrow": (content.company.map { clean($0) + " · " } ?? "") + content.title,
      "period": content.period, "dateline": content.dateline,
      "openingLabel": content.language("Коротко", "In short"), "bottomLine": content.bottomLine,
      "hasHeadlines": !content.headlines.isEmpty,
      "headlines": content.headlines.enumerated().map { index, headline -> [String: Any] in
        [
          "anchor": "card-" + String(index + 1), "mark": headline.mark, "word": headline.word,
          "title": clean(headline.title), "note": clean(headline.note),
          "tone": Tone(headline.verdict).rawValue,
        ]
      },
      "hasHealth": !content.health.isEmpty, "health": clean(content.health),
      "healthMark": content.healthIsGreen ? "✓" : "!",
      "healthClass": content.healthIsGreen ? "fine" : "attention", "sections": sections,
      "colophon": content.colophon.map(clean),
    ]
  }

  /// Safe characters only, and no line break inside "по-старому".
  private func clean(_ text: String) -> String {
    let safe = TerminalPage.safe(text)
    guard safe.utf8.contains(UInt8(ascii: "-")) else { return safe }
    return safe.replacing("по-старому", with: "по\u{2011}старому")
      .replacing("по-новому", with: "по\u{2011}новому")
  }

  private func block(_ block: Block, _ anchors: inout Int) -> [String: Any] {
    switch block {
    case .paragraph(let text): return ["paragraph": clean(text)]
    case .subtitle(let text): return ["subtitle": clean(text)]
    case .list(let items): return ["list": ["items": items.map(clean)]]
    case .numbered(let items): return ["numbered": ["items": items.map(clean)]]
    case .facts(let facts): return ["facts": ["rows": facts.map(values)]]
    case .table(let table): return ["table": values(table)]
    case .figure(let chart): return ["figure": values(chart)]
    case .calls(let calls):
      return ["calls": ["items": calls.map { Markup.escaped($0, inAttribute: false) }]]
    case .card(let card):
      anchors += 1
      return ["card": values(card, anchor: "card-" + String(anchors))]
    }
  }

  private func values(_ chart: ChartContent) -> [String: Any] {
    [
      "chartTitle": clean(chart.title), "chartNote": clean(chart.note), "svg": chart.svg,
      "hasChart": !chart.svg.isEmpty, "hasTwin": !chart.isTableBeside,
      "twin": chart.isTableBeside ? [:] : values(chart.table),
      "twinLabel": content.language("Числа этого рисунка", "The numbers of this chart"),
    ]
  }

  private func values(_ fact: Fact) -> [String: Any] {
    var values: [String: Any] = ["label": clean(fact.label), "text": clean(fact.text)]
    if let anchor = fact.anchor { values["anchor"] = anchor }
    return values
  }

  /// A fact of a card: its label leads to the glossary, which names the method and the `calc` call.
  private func footnoted(_ fact: Fact) -> [String: Any] {
    var values = values(fact)
    if hasGlossary, let quantity = PhraseBook(content.language).quantity(labelled: fact.label) {
      values["note"] = quantity.anchor
    }
    return values
  }

  private var hasGlossary: Bool { content.sections.contains { $0.id == "glossary" } }

  private func note(_ label: String) -> String? {
    guard hasGlossary else { return nil }
    return PhraseBook(content.language).quantity(labelled: label)?.anchor
  }

  private func values(_ table: TableContent) -> [String: Any] {
    // On a phone a table of many columns becomes a list of rows.
    let isStacked = table.header.count > 3
    let isWordy = isStacked && table.rows.contains { ($0.last?.count ?? 0) > 12 }
    return [
      "hasCaption": table.caption != nil, "caption": table.caption ?? "", "header": table.header,
      "style": isWordy ? "stack wordy" : isStacked ? "stack" : "narrow",
      "rows": Markup.rows(
        table.rows.map { $0.map(clean) },
        labels: isStacked ? table.header : nil
      ),
    ]
  }

  private func values(_ card: CardContent, anchor: String) -> [String: Any] {
    var values: [String: Any] = [
      "anchor": anchor, "tone": Tone(card.verdict).rawValue, "name": clean(card.title),
      "mark": card.mark, "word": card.word, "aside": card.aside,
      "lead": (card.lead + card.preview).map(clean), "hasTiles": !card.figures.isEmpty,
      "tiles": card.figures.map { tile -> [String: Any] in
        var values: [String: Any] = [
          "label": clean(tile.label), "value": tile.value, "unit": tile.unit, "detail": tile.detail,
          "kind": tile.isResult ? "result" : "side",
        ]
        // A side's number is a rate, whatever the side is called.
        values["note"] =
          tile.isResult ? note(tile.label) : note(PhraseBook(content.language).label(.rate))
        return values
      },
      "hasFacts": !card.facts.isEmpty, "cardFacts": card.facts.map(footnoted),
      "decision": card.decision.map(clean),
      "decisionKind": card.verdict == .tooEarly && !card.isDecided ? "quiet" : "open",
    ]
    if let progress = card.progress {
      values["progress"] = [
        "width": SVG.number(progress.fraction * 100), "progressLabel": progress.label,
      ]
    }
    if let forest = card.forest {
      values["forest"] = ForestChart.svg(forest, id: anchor + "-forest")
    }
    if let series = card.series {
      values["series"] = [
        "seriesTitle": clean(series.title), "seriesNote": clean(series.note),
        "twinLabel": content.language("Числа этого ряда", "The numbers of this series"),
        "twin": self.values(series.table),
        "seriesSVG": SeriesLine.svg(
          series,
          id: anchor + "-series",
          language: content.language
        ),
      ]
    }
    if let path = card.path { values["path"] = self.values(path) }
    if let counts = card.counts { values["counts"] = self.values(counts) }
    return values
  }
}
