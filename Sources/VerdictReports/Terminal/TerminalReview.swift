package import VerdictAnalysis

/// A review for the terminal: plain lines, 80 columns unless told otherwise.
package enum TerminalReview {
  /// The whole review as text that ends with a line break.
  ///
  /// `width` is in columns, at least 40; with `colour` the marks and words carry ANSI colours and say
  /// the same without them.
  package static func render(
    _ review: Review,
    language: Language,
    copy: ReviewCopy,
    width: Int = 80,
    colour: Bool = false
  ) -> String {
    render(
      ReviewWriter(review: review, language: language, copy: copy).content(),
      width: width,
      colour: colour
    )
  }

  /// Any page in words; one without health says nothing of it.
  static func render(_ content: ReviewContent, width: Int = 80, colour: Bool = false) -> String {
    var page = TerminalPage(width: width, colour: colour)
    let company = content.company.map { $0 + " · " } ?? ""
    page.ends(company + content.title, content.period, .bold)
    page.write(content.dateline.joined(separator: " · "), .faint)
    page.blank()
    page.write(content.bottomLine.joined(separator: " "), .bold)
    for headline in content.headlines {
      page.write(
        headline.mark + " " + headline.word + ": " + headline.title,
        indent: 2,
        hanging: 4,
        TerminalCard.style(headline.verdict)
      )
    }
    if !content.health.isEmpty {
      page.write((content.healthIsGreen ? "✓ " : "! ") + content.health)
    }
    for section in content.sections {
      page.blank()
      page.rule()
      page.write(section.title.uppercased(), .bold)
      for block in section.blocks { TerminalCard.write(block, to: &page) }
    }
    page.blank()
    page.rule()
    for line in content.colophon { page.write(line, .faint) }
    return page.text()
  }
}
