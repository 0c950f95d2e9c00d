import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports

/// A "too early" card must not let anyone infer who leads.
@Suite struct BlindCardTests {
  private func review(leak: Double) throws -> Review {
    try Sample.full { values in
      values["decide"] = [Any]()
      values["watch"] = [
        try Sample.card(try Sample.tooEarly(leak: leak), bets: 4, chance: true, hasSeries: true)
      ]
    }
  }

  @Test(arguments: Language.allCases, ReviewCopy.allCases)
  func reviewsThatDifferOnlyInResultsReadTheSame(_ language: Language, _ copy: ReviewCopy) throws {
    let (low, high) = (try review(leak: 0.1), try review(leak: 0.8))
    #expect(low != high)
    #expect(
      HTMLReview.render(low, language: language, copy: copy)
        == HTMLReview.render(high, language: language, copy: copy)
    )
    #expect(
      MarkdownReview.render(low, language: language, copy: copy)
        == MarkdownReview.render(high, language: language, copy: copy)
    )
    #expect(
      TerminalReview.render(low, language: language, copy: copy)
        == TerminalReview.render(high, language: language, copy: copy)
    )
    #expect(
      ChatReview.render(low, language: language) == ChatReview.render(high, language: language)
    )
  }

  @Test func unusableDataPrintNoEffectEither() throws {
    func card(_ reached: Int) throws -> String {
      CardText.render(
        try Sample.evaluation(
          .invalidData,
          reasons: [.gate(.coverage(ratio: 0.8))],
          control: Sample.Counts(exposed: 43, matured: 43, reached: reached),
          estimate: Double(reached) / 43,
          interval: [Double(reached) / 43 - 0.1, 1]
        ),
        language: .ru
      )
    }
    #expect(try card(3) == card(40))
  }

  @Test func betsOpenOnlyWithAVerdict() throws {
    let early = TerminalReview.render(try review(leak: 0.5), language: .ru, copy: .head)
    #expect(!early.contains("До старта ждали: роста"))
    let full = TerminalReview.render(try Sample.full(), language: .ru, copy: .head)
    #expect(full.contains("До старта ждали: роста 6\u{A0}из\u{A0}7"))
  }

  @Test func anIntervalAskedForEarlyIsShownToTheHeadOnlyAndOnRequest() throws {
    let evaluation = try Sample.tooEarly()
    let asked = CardText.render(evaluation, language: .en, copy: .head, showsPreview: true)
    #expect(asked.contains("from −20 to +90"))
    #expect(!CardText.render(evaluation, language: .en, copy: .head).contains("−20"))
    let wall = CardText.render(evaluation, language: .en, copy: .wall, showsPreview: true)
    #expect(!wall.contains("−20"))
    #expect(!wall.contains("Ольга"))
    #expect(wall.contains("Looked before its time: 1 time"))
  }
}
