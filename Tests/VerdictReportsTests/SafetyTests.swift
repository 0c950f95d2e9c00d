import Foundation
import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports

@Suite struct SafetyTests {
  private static let nasty =
    "<script>alert(\"x\")</script> & 'Рога' 🦄 | *b* [a](http://x) `c`\u{1B}[31m\u{202E}"

  private func nasty() throws -> Review {
    try Sample.full { values in
      values["company"] = Self.nasty
      let title = Title(ru: Self.nasty, en: Self.nasty)
      values["decide"] = [
        try Sample.card(
          try Sample.evaluation(
            .undecided,
            form: Sample.form(title: title, goal: .prove),
            reasons: [.inconclusive]
          ),
          hasSeries: true
        )
      ]
      values["managers"] = [Sample.manager(Self.nasty, 1, 6, 0.7, 0.7)]
    }
  }

  @Test(arguments: Language.allCases) func namesNeverBecomeMarkup(_ language: Language) throws {
    let page = HTMLReview.render(try nasty(), language: language, copy: .head)
    #expect(!page.contains("<script"))
    #expect(!page.contains("alert(\""))
    #expect(page.contains("&lt;script&gt;alert(&quot;x&quot;)"))
    #expect(page.contains("🦄"))
    #expect(!page.unicodeScalars.contains("\u{1B}"))
    #expect(!page.unicodeScalars.contains("\u{202E}"))
    let markdown = MarkdownReview.render(try nasty(), language: language, copy: .head)
    #expect(!markdown.contains("<script"))
    #expect(markdown.contains("\\[a\\](http://x)"))
    #expect(markdown.contains("\\*b\\*"))
    let terminal = TerminalReview.render(try nasty(), language: language, copy: .head)
    #expect(!terminal.unicodeScalars.contains("\u{1B}"))
  }

  @Test(arguments: Language.allCases, ReviewCopy.allCases)
  func thePageStandsAlone(_ language: Language, _ copy: ReviewCopy) throws {
    // Stripes are pointed to inside the page.
    let page = HTMLReview.render(try Sample.charted(), language: language, copy: copy)
      .replacing("url(#", with: "")
    for forbidden in ["http:", "https:", "<script", "<link", "@import", "url(", "src=", "onload"] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
  }

  @Test(arguments: Language.allCases) func theWallNamesNoManager(_ language: Language) throws {
    let review = try Sample.full()
    let pages = [
      HTMLReview.render(review, language: language, copy: .wall),
      MarkdownReview.render(review, language: language, copy: .wall),
      TerminalReview.render(review, language: language, copy: .wall),
      ChatReview.render(review, language: language),
    ]
    for page in pages {
      for name in ["Анна", "Игорь", "Ольга", "Семён"] { #expect(!page.contains(name)) }
    }
    #expect(HTMLReview.render(review, language: language, copy: .head).contains("Игорь"))
  }

  @Test(arguments: Language.allCases) func peopleNeverReadFilesNamesOfPeriods(_ language: Language)
    throws
  {
    for review in [try Sample.full(), try Sample.everyVerdict(), try Sample.empty()] {
      for page in [
        MarkdownReview.render(review, language: language, copy: .head),
        TerminalReview.render(review, language: language, copy: .head),
        ChatReview.render(review, language: language),
      ] {
        #expect(!page.contains("-H1") && !page.contains("-H2"))
      }
      let page = HTMLReview.render(review, language: language, copy: .head)
      #expect(!page.contains("-H1") && !page.contains("-H2"))
    }
  }

  /// field.md-style wording: no jargon that claims more than the data do.
  @Test func theWordsClaimNothingTheDataDoNot() throws {
    let russian = MarkdownReview.render(try Sample.everyVerdict(), language: .ru, copy: .head)
      .lowercased()
    for phrase in [
      "статистически значим", "с вероятностью 95", "разницы нет:", "победил", "мощност",
    ] {
      #expect(!russian.contains(phrase), "\(phrase)")
    }
    let english = MarkdownReview.render(try Sample.everyVerdict(), language: .en, copy: .head)
      .lowercased()
    for phrase in ["significant", "95 % probability", "winner", "underpowered"] {
      #expect(!english.contains(phrase), "\(phrase)")
    }
  }

  @Test func theChatFitsSevenHundredCharacters() throws {
    for language in Language.allCases {
      let long = String(repeating: "Очень длинное название ", count: 20)
      let review = try Sample.full { values in
        values["decide"] = try (0..<30).map { _ in
          try Sample.card(
            try Sample.evaluation(
              .undecided,
              form: Sample.form(title: Title(ru: long, en: long), goal: .prove),
              reasons: [.inconclusive]
            )
          )
        }
      }
      let chat = ChatReview.render(review, language: language)
      #expect(chat.count <= 701)
      #expect(chat.contains(language == .ru ? "И ещё: " : "And more: "))
    }
  }

  @Test func terminalLinesKeepToTheWidth() throws {
    for width in [60, 80, 120] {
      for language in Language.allCases {
        let text = TerminalReview.render(
          try Sample.everyVerdict(),
          language: language,
          copy: .head,
          width: width
        )
        for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
      }
    }
  }

  @Test func colourIsAnsiAndNeverNeeded() throws {
    let plain = TerminalReview.render(try Sample.full(), language: .ru, copy: .wall)
    let colour = TerminalReview.render(try Sample.full(), language: .ru, copy: .wall, colour: true)
    let stripped = colour.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(stripped == plain)
    #expect(colour != plain)
  }

  @Test func jsonComesBackAsTheSameValueAndTheSameBytes() throws {
    let review = try Sample.full()
    let bytes = try JSONReview.encode(review)
    #expect(try JSONReview.decode(bytes) == review)
    #expect(try JSONReview.encode(JSONReview.decode(bytes)) == bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\"schemaVersion\" : 1"))
    #expect(bytes.last == 0x0A)
  }
}
