import Testing
import VerdictAnalysis
import VerdictModel

@Suite("The bridge between two periods")
struct BridgeTests {
  static func bridge(_ what: String, _ before: [String: Int64], _ after: [String: Int64]) throws
    -> Bridge
  {
    let (first, second) = (try #require(Month(iso: "2026-10")), try #require(Month(iso: "2026-11")))
    return Bridge(of: what, from: (first.days, before), to: (second.days, after), in: .standard)
  }

  /// The worked example of the practice: show-up 55 → 72 in lead to client 0.9 → 2.2.
  @Test("show-up explains 30 of 100 of 0.9 → 2.2: ln(72/55)/ln(2.2/0.9)")
  func workedExample() throws {
    let bridge = try Self.bridge(
      "lead_to_payment",
      ["leads": 10_000, "meetings_due": 2000, "meetings_held": 1100, "payments": 90],
      ["leads": 10_000, "meetings_due": 2000, "meetings_held": 1440, "payments": 220]
    )
    #expect(abs((bridge.from ?? 0) - 0.009) < 1e-12)
    #expect(abs((bridge.to ?? 0) - 0.022) < 1e-12)
    let show = try #require(bridge.steps.first { $0.metric == "show_rate" })
    #expect(abs((show.share ?? 0) - 0.301_329) < 1e-6)
    #expect(abs(bridge.steps.reduce(0) { $0 + ($1.share ?? 0) } - 1) < 1e-12)
    #expect(abs(bridge.steps.reduce(0) { $0 + $1.contribution } - 0.013) < 1e-12)
  }

  @Test("a counter's bridge starts with its volume and leaves nothing over")
  func counter() throws {
    let bridge = try Self.bridge(
      "revenue",
      [
        "leads": 200, "meetings_due": 44, "meetings_held": 24, "payments": 4,
        "revenue": 2_400_000_00,
      ],
      [
        "leads": 210, "meetings_due": 46, "meetings_held": 30, "payments": 5,
        "revenue": 2_500_000_00,
      ]
    )
    #expect(
      bridge.steps.map(\.numerator) == [
        "leads", "meetings_due", "meetings_held", "payments", "revenue",
      ]
    )
    #expect(abs(bridge.steps.reduce(0) { $0 + $1.contribution } - 100_000) < 1e-6)
    // 500 000 against 600 000 a payment: the check took money away.
    #expect((bridge.steps.last?.contribution ?? 0) < 0)
  }

  @Test("zero, missing and a number without a chain are said, not guessed")
  func undefined() throws {
    let whole: [String: Int64] = [
      "leads": 200, "meetings_due": 44, "meetings_held": 24, "payments": 4,
    ]
    var none = whole
    none["payments"] = 0
    #expect(try Self.bridge("payments", whole, none).undefined == .zero("payments"))
    none["payments"] = nil
    #expect(try Self.bridge("lead_to_payment", whole, none).undefined == .missing("payments"))
    #expect(try Self.bridge("cpl", whole, whole).undefined == .missing("spend"))
    let same = try Self.bridge("payments", whole, whole)
    #expect(same.steps.allSatisfy { $0.share == nil && $0.contribution == 0 })
  }
}
