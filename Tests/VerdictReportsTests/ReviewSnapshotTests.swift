import Testing
import VerdictReports
import VerdictTestSupport

@Suite struct ReviewSnapshotTests {
  @Test(arguments: Language.allCases) func everyVerdictHasItsCard(_ language: Language) throws {
    for (name, evaluation) in try Sample.every() {
      let text = CardText.render(
        evaluation,
        language: language,
        reference: Sample.day("2027-01-11")
      )
      try expectSnapshot(text, "card-\(name).\(language.rawValue).txt")
    }
  }

  @Test(arguments: Language.allCases) func theWholeReviewInEveryForm(_ language: Language) throws {
    let review = try Sample.full()
    let tail = language.rawValue
    for copy in ReviewCopy.allCases {
      try expectSnapshot(
        TerminalReview.render(review, language: language, copy: copy),
        "review-\(copy.rawValue).\(tail).txt"
      )
      try expectSnapshot(
        MarkdownReview.render(review, language: language, copy: copy),
        "review-\(copy.rawValue).\(tail).md"
      )
      try expectSnapshot(
        HTMLReview.render(review, language: language, copy: copy),
        "review-\(copy.rawValue).\(tail).html"
      )
    }
    try expectSnapshot(ChatReview.render(review, language: language), "chat.\(tail).txt")
  }

  @Test(arguments: Language.allCases) func everyVerdictOnOnePage(_ language: Language) throws {
    try expectSnapshot(
      HTMLReview.render(try Sample.everyVerdict(), language: language, copy: .wall),
      "verdicts.\(language.rawValue).html"
    )
  }

  @Test(arguments: Language.allCases) func anEmptyCompanyStillGetsAPage(_ language: Language) throws
  {
    let review = try Sample.empty()
    try expectSnapshot(
      HTMLReview.render(review, language: language, copy: .wall),
      "empty.\(language.rawValue).html"
    )
    try expectSnapshot(
      TerminalReview.render(review, language: language, copy: .wall),
      "empty.\(language.rawValue).txt"
    )
  }
}
