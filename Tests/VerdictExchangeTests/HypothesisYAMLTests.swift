import Testing
import VerdictExchange
import VerdictModel

/// A complete file: every key, none at its default.
let completeYAML = """
  id: screen-share-now
  title: {ru: Экран сейчас, en: Screen share now}
  if: the manager offers to share the screen
  then: more will come
  because: "a meeting that has begun: cannot be forgotten"
  owner: Анна
  unit: {ru: сделка, en: deal}
  drawn_at: leads
  metric: payments
  direction: down
  goal: choose
  smallest_worthwhile_effect: 2,5 пункта
  reversible: true
  cost_per_unit: 1.5 points
  spread: 7
  arms:
    - key: usual
      title: По-старому
      control: true
      script: {ru: «Когда удобно?», en: When?}
    - key: now_1
      title: {ru: По-новому, en: New}
      script: |
        Первая строка
        вторая
    - key: later
  allocation: {method: blocks, within: source}
  start: 2026-11-02
  end: 2026-12-27
  maturity_days: 14
  significance_level: 0.1
  planned_per_arm: 44
  guardrails:
    - {metric: payments, direction: down, margin: 5 пунктов, policy: must_hold, maturity_days: 30}
    - metric: meetings_held
      margin: 0.5 points
  segments:
    - first_business
    - key: city
      title: {ru: Город, en: City}
  stratum: none
  mode: exact
  """

/// Only what has no default.
let smallestYAML = """
  id: a
  title: A
  if: b
  then: c
  because: d
  owner: e
  goal: prove
  smallest_worthwhile_effect: 10 %
  reversible: no
  arms: [{key: old, control: true}, {key: new}]
  allocation: {method: parity}
  start: 2026-11-02
  end: 2026-11-02
  maturity_days: 0
  planned_per_arm: 5
  """

func readForm(_ yaml: String) throws(ExchangeError) -> HypothesisForm {
  try HypothesisYAML.read(Array(yaml.utf8), file: "h.yaml", funnel: .standard)
}

@Suite("Hypothesis files")
struct HypothesisYAMLTests {
  @Test("Every key is read")
  func complete() throws {
    let expected = HypothesisForm(
      id: "screen-share-now",
      title: Title(ru: "Экран сейчас", en: "Screen share now"),
      statement: Statement(
        condition: "the manager offers to share the screen",
        expectation: "more will come",
        reason: "a meeting that has begun: cannot be forgotten"
      ),
      owner: "Анна",
      arms: [
        Arm(
          key: "usual",
          title: Title(ru: "По-старому", en: "По-старому"),
          isControl: true,
          script: Title(ru: "«Когда удобно?»", en: "When?")
        ),
        Arm(
          key: "now_1",
          title: Title(ru: "По-новому", en: "New"),
          isControl: false,
          script: Title(ru: "Первая строка\nвторая", en: "Первая строка\nвторая")
        ),
        Arm(key: "later", title: Title(ru: "later", en: "later"), isControl: false),
      ],
      stage: "payments",
      direction: .down,
      goal: .choose,
      effect: RegisteredEffect(scale: .points, value: 2.5),
      isReversible: true,
      costPerUnit: 0.015,
      tau: 0.07,
      allocation: .blocks(within: .source),
      unit: Title(ru: "сделка", en: "deal"),
      drawnAt: "leads",
      start: day("2026-11-02"),
      end: day("2026-12-27"),
      maturityDays: 14,
      significanceLevel: 0.1,
      plannedPerArm: 44,
      guardrails: [
        Guardrail(
          stage: "payments",
          direction: .down,
          margin: 0.05,
          policy: .mustHold,
          maturityDays: 30
        ),
        Guardrail(stage: "meetings_held", margin: 0.005),
      ],
      segments: [
        Segment(key: "first_business", title: Title(ru: "first_business", en: "first_business")),
        Segment(key: "city", title: Title(ru: "Город", en: "City")),
      ],
      stratum: .all,
      mode: .exact
    )
    #expect(try readForm(completeYAML) == expected)
  }

  @Test("What is left out takes its default")
  func defaults() throws {
    let form = try readForm(smallestYAML)
    #expect(form.unit == Title(ru: "клиент", en: "client"))
    #expect(form.drawnAt == "meetings_scheduled")
    #expect(form.stage == "meetings_held")
    #expect(form.direction == .up)
    #expect(form.effect == RegisteredEffect(scale: .relative, value: 10))
    #expect(form.costPerUnit == 0)
    #expect(form.tau == 0.08)
    #expect(form.significanceLevel == 0.05)
    #expect(form.stratum == .all)
    #expect(form.mode == nil)
    #expect(form.guardrails == [])
    #expect(form.frozen == nil)
  }

  @Test("The stratum is by default what the draw is blocked by, and blocks are by manager")
  func stratum() throws {
    let blocks = smallestYAML.replacing("{method: parity}", with: "{method: blocks}")
    #expect(try readForm(blocks).allocation == .blocks(within: .manager))
    #expect(try readForm(blocks).stratum == .manager)
    let source = smallestYAML.replacing(
      "{method: parity}",
      with: "{method: blocks, within: source}"
    )
    #expect(try readForm(source).stratum == .source)
  }

  @Test(
    "Effects are read as people write them",
    arguments: [
      ("5 points", .points, 5), ("1 point", .points, 1), ("5 пунктов", .points, 5),
      ("3 пункта", .points, 3), ("0.5 п.п.", .points, 0.5), ("10%", .relative, 10),
      ("10 %", .relative, 10), ("100 points", .points, 100),
    ] as [(String, RegisteredEffect.Scale, Double)]
  )
  func effects(_ text: String, _ scale: RegisteredEffect.Scale, _ value: Double) throws {
    let form = try readForm(smallestYAML.replacing("10 %", with: text))
    #expect(form.effect == RegisteredEffect(scale: scale, value: value))
  }

  @Test("The file may have a byte order mark and Windows line ends")
  func windows() throws {
    let text = "\u{FEFF}" + smallestYAML.replacing("\n", with: "\r\n")
    #expect(try readForm(text) == readForm(smallestYAML))
  }

  @Test("A written form reads back equal", arguments: [completeYAML, smallestYAML])
  func roundTrip(_ yaml: String) throws {
    let first = try readForm(yaml)
    #expect(try readForm(HypothesisYAML.text(of: first)) == first)
  }

  @Test("Any texts and decimals survive being written and read")
  func randomRoundTrip() throws {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      "a", "Я", "1", " ", ":", "#", "'", "\"", "\\", "-", "{", "}", "[", "]", ",", "&", "*", "!",
      "|", ">", "%", "@", "`", "\n", "\t", "null", "~", "true", "«", "»", "😀", "\u{7F}", "=", "?",
      "\u{85}", "\u{2028}", "\r", "---",
    ]
    func text() -> String {
      let middle = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }
      let end = middle.joined() + "."
      return ["x", "Ж", "-", "«", "&", "'", "\"", "%", "7", "null"].randomElement(using: &random)
        .map { $0 + end } ?? end
    }
    func decimal(_ largest: Int) -> Double {
      Double(Int.random(in: 1...largest, using: &random))
        / ([1, 10, 100, 1000].randomElement(using: &random) ?? 1)
    }
    for _ in 0..<300 {
      var form = try readForm(completeYAML)
      form.title = Title(ru: text(), en: text())
      form.statement = Statement(
        condition: Title(ru: text(), en: text()),
        expectation: Title(ru: text(), en: text()),
        reason: Title(ru: text(), en: text())
      )
      form.owner = text()
      form.effect = RegisteredEffect(scale: .points, value: decimal(100))
      form.costPerUnit = decimal(99) / 100
      form.tau = max(0.001, decimal(99) / 100)
      form.significanceLevel = decimal(499) / 1000
      let read = try readForm(HypothesisYAML.text(of: form))
      #expect(read.title == form.title)
      #expect(read.statement == form.statement)
      #expect(read.owner == form.owner)
      #expect(read.costPerUnit == form.costPerUnit)
      #expect(read.tau == form.tau)
      #expect(read.significanceLevel == form.significanceLevel)
      #expect(read == form)
    }
  }
}

@Suite("Form bytes")
struct FormCodecTests {
  @Test("A form comes back from its bytes, and equal forms have equal bytes")
  func codec() throws {
    var form = try readForm(completeYAML)
    form.frozen = FrozenTerms(
      smallestWorthwhileEffect: 0.025,
      baseRate: 0.55,
      mode: .exact,
      reviews: [],
      sealSHA256: "00"
    )
    let bytes = FormCodec.bytes(of: form)
    #expect(try FormCodec.form(from: bytes) == form)
    #expect(FormCodec.bytes(of: try FormCodec.form(from: bytes)) == bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix(#"{"allocation":{"blocks":{"within":"source"}},"arms":[{"isControl":"#))
    #expect(!text.contains(#"\/"#) && !text.contains("\n"))
  }

  @Test("Bytes that are no form say where they fail")
  func damaged() throws {
    #expect(throws: ExchangeError.damagedForm(detail: "")) {
      try FormCodec.form(from: Array("nonsense".utf8))
    }
    let text = String(decoding: FormCodec.bytes(of: try readForm(completeYAML)), as: UTF8.self)
    let damaged = text.replacing(#""key":"now_1","#, with: "")
    #expect(throws: ExchangeError.damagedForm(detail: "arms.1.key")) {
      try FormCodec.form(from: Array(damaged.utf8))
    }
  }
}
