import Foundation
import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictTestSupport

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What every chart of a page has, and what none may show.
@Suite struct ChartTests {
  /// The charts of a page, each as XML of its own.
  static func charts(_ page: String) throws -> [String] {
    page.components(separatedBy: "<svg class=\"chart ").dropFirst().map { part in
      let body = part.components(separatedBy: "</g></svg>")[0]
      return "<svg class=\"chart " + body + "</g></svg>"
    }
  }

  @Test(arguments: Language.allCases) func everyChartSaysWhatItShows(_ language: Language) throws {
    let page = HTMLReview.render(try Sample.charted(), language: language, copy: .head)
    let charts = try Self.charts(page)
    for kind in ["forest", "series", "path", "pace", "stages", "series funnel"] {
      #expect(charts.contains { $0.contains("class=\"chart \(kind)\"") }, "\(kind)")
    }
    var names: Set<String> = []
    for chart in charts {
      // A name and a description, both pointed to, and the drawing kept from screen readers.
      let parser = XMLParser(data: Data(chart.utf8))
      #expect(parser.parse(), "\(chart.prefix(200))")
      #expect(chart.contains("role=\"img\""))
      let title = chart.components(separatedBy: "<title id=\"").dropFirst().first ?? ""
      let name = String(title.prefix { $0 != "\"" })
      #expect(chart.contains("aria-labelledby=\"\(name) "))
      #expect(names.insert(name).inserted, "two charts are called \(name)")
      #expect(!title.contains("></title>"))
      #expect(chart.contains("<g aria-hidden=\"true\">"))
      #expect(!chart.contains("NaN") && !chart.contains("inf"))
    }
    // Each has its numbers as a table, beside it or behind a click.
    let figures = page.components(separatedBy: "<figure class=\"plot\">").dropFirst()
    for figure in figures {
      let whole = figure.components(separatedBy: "</figure>")[0]
      let isFunnel = whole.contains("series funnel")
      #expect(isFunnel || whole.contains("<table"))
    }
  }

  @Test(arguments: Language.allCases) func aBlindCardHasNoChart(_ language: Language) throws {
    for evaluation in [
      try Sample.tooEarly(), try Sample.tooEarly(leak: 0.7), try Sample.invalidData(),
    ] {
      let review = try Sample.full { values in
        var card = try Sample.card(evaluation, hasSeries: true)
        card["seriesLimits"] = Sample.limits
        values["decide"] = [Any]()
        values["watch"] = [card]
        values["settled"] = [Any]()
      }
      let page = HTMLReview.render(review, language: language, copy: .head)
      let cards = page.components(separatedBy: "<article").dropFirst()
        .map { $0.components(separatedBy: "</article>")[0] }
      #expect(!cards.isEmpty)
      for card in cards { #expect(!card.contains("<svg")) }
    }
  }

  @Test(arguments: Language.allCases) func thePathSaysWhetherTheCorridorWasLeft(
    _ language: Language
  )
    throws
  {
    let page = TerminalReview.render(try Sample.charted(), language: language, copy: .head)
    #expect(
      page.contains(
        language == .ru
          ? "На проверке 4 из 4 разница вышла из коридора случая вверх"
          : "At look 4 of 4 the difference left chance’s corridor upwards"
      )
    )
  }

  @Test(arguments: Language.allCases) func chartsInEveryForm(_ language: Language) throws {
    let tail = language.rawValue
    let review = try Sample.charted()
    try expectSnapshot(
      HTMLReview.render(review, language: language, copy: .head),
      "charted.\(tail).html"
    )
    try expectSnapshot(
      TerminalReview.render(review, language: language, copy: .head),
      "charted.\(tail).txt"
    )
    try expectSnapshot(
      MarkdownReview.render(review, language: language, copy: .head),
      "charted.\(tail).md"
    )
  }

  @Test func aBridgeDrawsGainsLossesAndScatterApart() throws {
    // 200 leads, 44 due, 24 held, 4 paid; a month later 300, 60, 36, 5: show-up hardly moves.
    let days = Sample.day("2026-10-01")...Sample.day("2026-10-31")
    let bridge = Bridge(
      of: "payments",
      from: (days, ["leads": 200, "meetings_due": 44, "meetings_held": 24, "payments": 4]),
      to: (
        Sample.day("2026-11-01")...Sample.day("2026-11-30"),
        ["leads": 4000, "meetings_due": 60, "meetings_held": 36, "payments": 5]
      ),
      in: .standard
    )
    let page = BridgePage(
      bridge,
      funnel: .standard,
      company: nil,
      currency: "RUB",
      language: .ru
    ).page().html()
    let chart = try #require(try Self.charts(page).first)
    #expect(XMLParser(data: Data(chart.utf8)).parse())
    #expect(chart.contains("class=\"bar loss\""))
    #expect(chart.contains("class=\"bar noise\""))
    #expect(chart.contains("fill=\"url(#bridge-payments-h)\""))
    #expect(chart.contains("▼"))
    #expect(page.contains("обычный разброс"))
  }
}
