import Foundation
import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports

/// What a department can bring that a report has to bear: each in every form and language.
@Suite struct BadInputTests {
  private func forms(_ review: Review, _ language: Language) throws -> [String] {
    [
      HTMLReview.render(review, language: language, copy: .head),
      HTMLReview.render(review, language: language, copy: .wall),
      MarkdownReview.render(review, language: language, copy: .head),
      TerminalReview.render(review, language: language, copy: .head),
      ChatReview.render(review, language: language),
      String(decoding: try JSONReview.encode(review), as: UTF8.self),
      AgendaWords(MeetingAgenda(review), language: language).page(company: review.company).text(),
      CalendarFile(
        MeetingDate.dates(of: review, calendar: .russia),
        company: review.company,
        copy: .head,
        language: language,
        stamp: review.createdAt
      ).text(),
    ]
  }

  /// No form prints a number that is none, nor an empty place of a template.
  private func expectSound(_ review: Review, _ language: Language) throws {
    for form in try forms(review, language) {
      #expect(!form.isEmpty)
      for bad in ["nan", "NaN", "inf ", "Optional(", "{{", "nil"] {
        #expect(!form.contains(bad), "\(bad)")
      }
    }
  }

  @Test(arguments: Language.allCases) func noDataAtAll(_ language: Language) throws {
    let review = try Sample.empty()
    try expectSound(review, language)
    let text = TerminalReview.render(review, language: language, copy: .wall)
    #expect(text.contains(language == .ru ? "данных ещё нет" : "no data yet"))
    #expect(MeetingAgenda(review).items.reduce(0) { $0 + $1.minutes } == 25)
  }

  @Test(arguments: Language.allCases) func oneDayOfData(_ language: Language) throws {
    let review = try Sample.full { values in
      let point: [String: Any] = [
        "start": "2026-12-31", "end": "2026-12-31", "numerator": 1, "denominator": 1,
      ]
      var card = try Sample.card(try Sample.undecided(), hasSeries: true)
      card["series"] = [point]
      values["decide"] = [card]
      values["funnel"] = try Sample.object(
        FunnelSection(
          counters: [],
          metrics: [],
          steps: FunnelStep.steps(.standard, now: ["leads": 1], before: [:])
        )
      )
    }
    try expectSound(review, language)
    // One point is no line, one stage no funnel.
    let page = HTMLReview.render(review, language: language, copy: .head)
    #expect(!page.contains("class=\"chart series\""))
    #expect(!page.contains("class=\"chart stages\""))
  }

  @Test(arguments: Language.allCases) func aHypothesisWithoutOutcomes(_ language: Language) throws {
    let review = try Sample.full { values in
      values["decide"] = [
        try Sample.card(
          try Sample.evaluation(
            .undecided,
            reasons: [.inconclusive],
            control: Sample.Counts(exposed: 40, matured: 40, reached: 0, missing: 40),
            variant: Sample.Counts(exposed: 41, matured: 41, reached: 0, missing: 41),
            estimate: 0,
            interval: [-0.09, 0.09]
          )
        ),
        try Sample.card(
          try Sample.evaluation(
            .undecided,
            form: Sample.form("nobody", goal: .prove),
            reasons: [.inconclusive],
            control: Sample.Counts(exposed: 0, matured: 0),
            variant: Sample.Counts(exposed: 0, matured: 0),
            interval: [nil, nil],
            extra: ["spreadsheet": NSNull(), "uptake": NSNull(), "strata": [], "segments": []]
          )
        ),
      ]
    }
    try expectSound(review, language)
  }

  @Test(arguments: Language.allCases) func fiftyHypotheses(_ language: Language) throws {
    let review = try ChatTests.fifty()
    try expectSound(review, language)
    let agenda = MeetingAgenda(review)
    #expect(agenda.items.reduce(0) { $0 + $1.minutes } == 25)
    #expect(agenda.items.count { $0.kind == .decide } == 8)
    #expect(agenda.items.first { $0.kind == .moreDecisions }?.count == 22)
  }

  @Test(arguments: Language.allCases) func longTitlesKeepEightyColumns(_ language: Language) throws
  {
    let text = TerminalReview.render(try ChatTests.fifty(), language: language, copy: .head)
    for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    let charts = TerminalReview.render(try Sample.charted(), language: language, copy: .head)
    for line in charts.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test(arguments: Language.allCases) func billionsAndCurrenciesWithoutCents(_ language: Language)
    throws
  {
    for (currency, sign) in [("RUB", "₽"), ("JPY", "¥"), ("KRW", "₩"), ("CHF", "CHF")] {
      let review = try Sample.full { values in
        values["currency"] = currency
        values["funnel"] = [
          "counters": [try Sample.counter("revenue", 987_654_321_012_345_00, 1_234_567_890_00)],
          "metrics": [Any](),
        ]
        values["decide"] = [
          try Sample.card(
            try Sample.evaluation(
              .undecided,
              reasons: [.inconclusive],
              extra: [
                "money": [
                  "unitsPerMonth": 1.0, "perSuccess": 1e9, "monthly": 3.2e9, "lower": -4.1e9,
                  "upper": 9.9e10,
                ]
              ]
            )
          )
        ]
      }
      try expectSound(review, language)
      let page = HTMLReview.render(review, language: language, copy: .head)
      #expect(page.contains(sign))
      #expect(
        page.contains(
          language == .ru ? "987\u{A0}654\u{A0}321\u{A0}012\u{A0}345" : "987,654,321,012,345"
        )
      )
      #expect(!page.contains(".00"))
    }
  }

  @Test(arguments: Language.allCases) func aLeapDayAndTheFirstOfJanuary(_ language: Language) throws
  {
    let leap = try Sample.full { values in
      values["period"] = "2028-02-H2"
      values["asOf"] = "2028-02-29"
      values["meeting"] = "2028-03-01"
    }
    try expectSound(leap, language)
    let page = MarkdownReview.render(leap, language: language, copy: .wall)
    #expect(
      page.contains(
        language == .ru ? "16–29\u{A0}февраля\u{A0}2028" : "16–29\u{A0}February\u{A0}2028"
      )
    )
    // A company that works on holidays reads December on 1 January.
    let first = try Sample.full { values in values["meeting"] = "2027-01-01" }
    try expectSound(first, language)
    let dates = MeetingDate.dates(
      of: first,
      calendar: WorkingCalendar.russia.adding(off: [], worked: [Sample.day("2027-01-01")])
    )
    #expect(dates.first?.day == Sample.day("2027-01-01"))
  }

  @Test(arguments: Language.allCases) func namesOfQuotesMarkupAndEmoji(_ language: Language) throws
  {
    let name = "«Рога» & \"копыта\" <b>'O’Brien'</b> 👩‍👩‍👧 `x` | ; , \\ {{x"
    let review = try Sample.charted()
    var named = review
    named.company = name
    for index in named.decide.indices {
      named.decide[index].evaluation.form.title = Title(ru: name, en: name)
      named.decide[index].evaluation.hypothesis = "a\" onload=\"x"
    }
    let page = HTMLReview.render(named, language: language, copy: .head)
    #expect(!page.contains("<b>'O"))
    #expect(!page.contains("onload=\"x"))
    #expect(page.contains("👩‍👩‍👧"))
    for chart in try ChartTests.charts(page) { #expect(chart.contains("</svg>")) }
    let markdown = MarkdownReview.render(named, language: language, copy: .head)
    #expect(!markdown.contains("<b>"))
  }
}
