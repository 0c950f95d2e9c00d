/// A page in words, ready to be shown in any form: terminal, Markdown, one HTML file, the site.
package struct WordPage: Sendable {
  let content: ReviewContent

  init(
    language: Language,
    company: String?,
    title: String,
    period: String,
    dateline: [String],
    bottomLine: [String],
    sections: [Section],
    colophon: [String] = []
  ) {
    content = ReviewContent(
      language: language,
      company: company,
      title: title,
      period: period,
      dateline: dateline,
      bottomLine: bottomLine,
      headlines: [],
      health: "",
      healthIsGreen: true,
      sections: sections,
      colophon: colophon
    )
  }

  package var title: String { content.title }
  package var period: String { content.period }
  package var dateline: [String] { content.dateline }
  /// The sentences that say it all.
  package var bottomLine: [String] { content.bottomLine }
  package var colophon: [String] { content.colophon }

  package func text(width: Int = 80, colour: Bool = false) -> String {
    TerminalReview.render(content, width: width, colour: colour)
  }
  package func markdown() -> String { MarkdownReview.render(content) }
  package func html() -> String { HTMLReview.render(content) }

  /// The sections as values of a site's template: heading, then blocks, each of one kind.
  package func values() -> [[String: any Sendable]] {
    content.sections.map { section in
      [
        "sectionID": section.id, "heading": section.title,
        "blocks": section.blocks.map(values),
      ]
    }
  }

  private func values(_ block: Block) -> [String: any Sendable] {
    switch block {
    case .paragraph(let text): return ["paragraph": text]
    case .subtitle(let text): return ["subtitle": text]
    case .list(let items), .numbered(let items), .calls(let items):
      return ["list": ["items": items] as [String: any Sendable]]
    case .facts(let facts):
      return ["list": ["items": facts.map { $0.label + ": " + $0.text }] as [String: any Sendable]]
    case .table(let table):
      return ["table": values(table)]
    case .figure(let chart):
      return [
        "figure": [
          "chartTitle": chart.title, "chartNote": chart.note, "svg": chart.svg,
          "hasTwin": !chart.isTableBeside, "twin": values(chart.table),
          "twinLabel": content.language("Числа этого рисунка", "The numbers of this chart"),
        ] as [String: any Sendable]
      ]
    case .card: return [:]
    }
  }

  private func values(_ table: TableContent) -> [String: any Sendable] {
    [
      "caption": table.caption ?? "", "hasCaption": table.caption != nil, "header": table.header,
      "rows": table.rows.map { row -> [String: any Sendable] in
        [
          "first": row.first ?? "",
          "cells": row.enumerated().dropFirst().map { index, cell -> [String: any Sendable] in
            ["cell": cell, "column": index < table.header.count ? table.header[index] : ""]
          },
        ]
      },
    ]
  }
}
