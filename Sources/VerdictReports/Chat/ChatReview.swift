package import VerdictAnalysis

/// A review for the team's chat: at most 700 characters, no names of managers.
package enum ChatReview {
  static let limit = 700

  /// Plain text; what does not fit is counted in the last line.
  package static func render(_ review: Review, language: Language) -> String {
    let content = ReviewWriter(review: review, language: language, copy: .wall).content()
    let figures = Figures(language)
    var lines = [
      content.title + ", " + content.period, content.bottomLine.joined(separator: " "),
    ]
    var entries: [String] = []
    for section in content.sections where section.id == "decide" || section.id == "watch" {
      for case .card(let card) in section.blocks {
        let title = card.title.count > 60 ? card.title.prefix(59) + "…" : card.title
        var entry = card.mark + " " + card.word + ": " + title
        let detail = section.id == "decide" ? card.lead.first : card.progress?.label
        if let detail { entry += ". " + detail }
        entries.append(TerminalPage.safe(entry))
      }
    }
    var left = entries.count
    for entry in entries {
      let tail = language("И ещё: ", "And more: ") + figures.whole(left)
      let size = (lines + [entry, tail]).joined(separator: "\n").count
      guard size <= limit else { break }
      lines.append(entry)
      left -= 1
    }
    if left > 0 { lines.append(language("И ещё: ", "And more: ") + figures.whole(left)) }
    return lines.joined(separator: "\n") + "\n"
  }
}
