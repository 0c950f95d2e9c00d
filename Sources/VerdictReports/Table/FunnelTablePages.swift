internal import Foundation
package import VerdictAnalysis

/// The table in every form people and programs take it.
package enum FunnelTablePages {
  package static func text(
    _ table: FunnelTable,
    language: Language,
    width: Int = 80,
    colour: Bool = false
  ) -> String {
    let content = TableWriter(table: table, language: language).content()
    return TerminalReview.render(content, width: width, colour: colour)
  }

  package static func markdown(_ table: FunnelTable, language: Language) -> String {
    MarkdownReview.render(TableWriter(table: table, language: language).content())
  }

  /// A self-contained page.
  package static func html(_ table: FunnelTable, language: Language) -> String {
    HTMLReview.render(TableWriter(table: table, language: language).content())
  }

  /// What is news, in sentences.
  package static func summary(_ table: FunnelTable, language: Language) -> [String] {
    TableWriter(table: table, language: language).content().bottomLine
  }

  /// The tables and notes as a piece of HTML, escaped, for a page of the site.
  package static func fragment(_ table: FunnelTable, language: Language) -> String {
    let content = TableWriter(table: table, language: language).content()
    return Pages.parts(PageValues(content: content).review())
  }

  /// UTF-8 with sorted keys; `schemaVersion` says how to read it.
  package static func json(_ table: FunnelTable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(table)) + [0x0A]
  }
}
