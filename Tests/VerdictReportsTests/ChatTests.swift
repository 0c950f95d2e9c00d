import Foundation
import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports

@Suite struct ChatTests {
  /// Fifty hypotheses with very long names, some decided and some too early.
  static func fifty() throws -> Review {
    try Sample.full { values in
      let name = String(repeating: "Очень длинное название гипотезы, ", count: 12)
      func form(_ index: Int) -> HypothesisForm {
        Sample.form("h\(index)", title: Title(ru: name, en: name), goal: .prove)
      }
      values["decide"] = try (0..<30).map { index in
        try Sample.card(
          try Sample.evaluation(.undecided, form: form(index), reasons: [.inconclusive])
        )
      }
      values["watch"] = try (30..<50).map { index in
        let looks: [String: Any] = [
          "look": Sample.look(review: 2, isFinal: false, fraction: 0.41), "effect": NSNull(),
        ]
        return try Sample.card(
          try Sample.evaluation(
            .tooEarly,
            form: form(index),
            reasons: [.collecting],
            control: Sample.Counts(exposed: 21, matured: 19),
            variant: Sample.Counts(exposed: 22, matured: 20),
            extra: looks
          ),
          chance: true
        )
      }
      values["company"] = String(repeating: "Компания ", count: 40)
    }
  }

  @Test(arguments: Language.allCases) func sevenHundredCharactersWhateverThereIs(
    _ language: Language
  ) throws {
    let reviews = [
      try Self.fifty(), try Sample.full(), try Sample.everyVerdict(), try Sample.empty(),
      try Sample.charted(),
    ]
    for review in reviews {
      let text = ChatReview.render(review, language: language)
      #expect(text.count <= 700, "\(text.count)")
      #expect(text.hasSuffix("\n"))
      #expect(!text.hasSuffix("\n\n"))
    }
    // What does not fit is counted: fifty less the lines that are there.
    let text = ChatReview.render(try Self.fifty(), language: language)
    let lines = text.split(separator: "\n")
    let shown = lines.count - 3
    #expect(shown >= 1)
    #expect(lines.last.map(String.init) == language.rest(50 - shown))
  }

  /// One person of 21 is one line: letters that are several code points count once.
  @Test func aTitleOfFlagsAndAccentsIsCutBetweenLetters() throws {
    let title = String(repeating: "🇷🇺é", count: 80)
    let review = try Sample.full { values in
      values["decide"] = [
        try Sample.card(
          try Sample.evaluation(
            .undecided,
            form: Sample.form(title: Title(ru: title, en: title), goal: .prove),
            reasons: [.inconclusive]
          )
        )
      ]
    }
    let text = ChatReview.render(review, language: .ru)
    #expect(text.count <= 700)
    #expect(text.contains("🇷🇺é🇷🇺"))
    #expect(text.contains("…"))
  }
}

extension Language {
  fileprivate func rest(_ count: Int) -> String {
    self == .ru ? "И ещё: \(count)" : "And more: \(count)"
  }
}
