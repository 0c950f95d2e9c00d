import Foundation
import Testing
import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictTestSupport
import VerdictWeb
import VerdictWorkflow

/// What a page shows of a form and is sent back untouched is the same form.
@Suite("A form through its page") struct FormRoundTripTests {
  private let premises: Premises
  init() throws { premises = try Premises("2026-11-24") }

  /// Values of a page's fields as a browser would send them.
  private static func fields(_ page: String) -> [(String, String)] {
    func all(_ pattern: String) -> [[String]] {
      guard
        let expression = try? NSRegularExpression(
          pattern: pattern,
          options: [.dotMatchesLineSeparators]
        )
      else { return [] }
      let text = page as NSString
      return expression.matches(in: page, range: NSRange(location: 0, length: text.length)).map {
        match in
        (1..<match.numberOfRanges).map { text.substring(with: match.range(at: $0)) }
      }
    }
    func plain(_ text: String) -> String {
      text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
        .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
    var fields: [(String, String)] = []
    for found in all("<input ([^>]*)>") {
      func part(_ name: String) -> String? {
        found[0].range(of: name + "=\"[^\"]*\"", options: .regularExpression).map {
          plain(String(found[0][$0].dropFirst(name.count + 2).dropLast()))
        }
      }
      guard let name = part("name"), !name.hasPrefix("_") else { continue }
      if part("type") == "radio", !found[0].contains(" checked") { continue }
      fields.append((name, part("value") ?? ""))
    }
    for found in all("<textarea [^>]*name=\"([^\"]*)\"[^>]*>\n?(.*?)</textarea>") {
      fields.append((found[0], plain(found[1])))
    }
    for found in all("<select [^>]*name=\"([^\"]*)\"[^>]*>(.*?)</select>") {
      let chosen = found[1].range(
        of: "value=\"[^\"]*\" selected",
        options: .regularExpression
      )
      fields.append((found[0], chosen.map { String(found[1][$0].dropFirst(7).dropLast(10)) } ?? ""))
    }
    return fields
  }

  /// Percentages that no binary fraction holds, both languages, everything beyond the page's reach.
  private static var rich: HypothesisForm {
    var form = Sample.form("rich")
    form.title = Title(ru: "Экран «сейчас» & <быстро>", en: "Screen \"now\"")
    form.statement = Statement(
      condition: Title(ru: "если", en: "if so"),
      expectation: Title(ru: "то", en: "then so"),
      reason: Title(ru: "потому", en: "because so")
    )
    form.arms = [
      Arm(
        key: "a",
        title: Title(ru: "А", en: "A"),
        isControl: true,
        script: Title(ru: "Когда?", en: "When?")
      ),
      Arm(
        key: "b",
        title: Title(ru: "Б", en: "B"),
        isControl: false,
        script: Title(ru: "Сейчас?", en: "Now?")
      ),
      Arm(key: "c", title: Title(ru: "В", en: "C"), isControl: false),
    ]
    form.goal = .choose
    form.effect = RegisteredEffect(scale: .points, value: 5.5)
    form.costPerUnit = 0.011
    form.tau = 0.07
    form.start = Day(number: 20_790)
    form.end = form.start + 59
    form.guardrails = [
      Guardrail(
        stage: "payments",
        direction: .down,
        margin: 0.07,
        policy: .mustHold,
        maturityDays: 40
      ),
      Guardrail(stage: "leads", margin: 0.029),
    ]
    form.segments = [
      Segment(key: "first", title: Title(ru: "Первый бизнес", en: "First business")),
      Segment(key: "city", title: Title(ru: "Город", en: "City")),
    ]
    form.allocation = .blocks(within: .source)
    form.stratum = .source
    form.mode = .score
    form.significanceLevel = 0.1
    form.plannedPerArm = 77
    return form
  }

  private static var relative: HypothesisForm {
    var form = rich
    form.effect = RegisteredEffect(scale: .relative, value: 12.5)
    form.arms.removeLast()
    form.allocation = .parity
    form.stratum = .all
    form.mode = nil
    form.guardrails = []
    form.segments = []
    return form
  }

  private static var slices: HypothesisForm {
    var form = SliceScenario.everyOtherDay.form
    form.id = "rich"
    return form
  }

  @Test(
    "sent back with another owner, a form differs in its owner alone",
    arguments: [FormRoundTripTests.rich, relative, slices],
    ["ru", "en"]
  )
  func law(_ form: HypothesisForm, language: String) async throws {
    try await premises.account("head", .head)
    let bytes = FormCodec.bytes(of: form)
    try await premises.store.write(
      Act(author: "тест", at: premises.office.clock(), action: "hypothesis.add", subject: "rich"),
      .commit
    ) { writer in
      try writer.set(CompanySettings.Key.language, language)
      try writer.register(form, bytes: bytes, sha256: "1")
    }
    try await premises.browse { browser async throws in
      _ = try await browser.logIn("head")
      let page = try await browser.get("/hypotheses/rich/edit")
      var fields = Self.fields(page.body)
      #expect(fields.contains { $0.0 == "title" } && fields.contains { $0.0 == "drawnAt" })
      fields = fields.map { $0.0 == "owner" ? ("owner", "Другая") : $0 }
      let saved = try await browser.submit("/hypotheses/rich/edit", fields)
      #expect(saved.status == 303, "\(saved.text)")
      let shown = try await browser.get(saved.location)
      #expect(shown.status == 200)
      let limit = language == "ru" ? "Из 100 таких тестов" : "Of 100 such tests"
      #expect(shown.text.contains(limit))
    }
    var expected = form
    expected.owner = "Другая"
    let after = try await premises.store.read { try $0.hypothesis("rich")?.form }
    #expect(after == expected)
  }
}
