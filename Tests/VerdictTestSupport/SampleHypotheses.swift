import Foundation
package import VerdictModel

/// Hypotheses, acts and days that store tests share.
package enum Sample {
  package static let firstDay = Day(number: 20_600)

  /// Three steps a client can reach, and a counter of each grain.
  package static let funnel = FunnelDefinition.standard

  package static func act(_ action: String = "test", at second: Int64 = 0) -> Act {
    Act(
      author: "tester",
      at: Timestamp(microseconds: (1_780_000_000 + second) * 1_000_000),
      action: action,
      subject: "sample"
    )
  }

  package static func form(
    _ key: String,
    stage: String = "meetings_held",
    guardrails: [String] = ["payments"],
    segments: [String] = ["experience", "city"],
    maturityDays: Int = 14
  ) -> HypothesisForm {
    HypothesisForm(
      id: key,
      title: Title(ru: "Показ экрана", en: "Screen share"),
      statement: Statement(condition: "if", expectation: "then", reason: "because"),
      owner: "head",
      arms: [
        Arm(key: "control", title: Title(ru: "Как раньше", en: "As before"), isControl: true),
        Arm(key: "offer", title: Title(ru: "Предложить", en: "Offer"), isControl: false),
      ],
      stage: stage,
      direction: .up,
      goal: .prove,
      effect: RegisteredEffect(scale: .points, value: 5),
      isReversible: true,
      allocation: .blocks(within: .manager),
      unit: Title(ru: "клиент", en: "client"),
      drawnAt: "meetings_scheduled",
      start: firstDay,
      end: firstDay + 60,
      maturityDays: maturityDays,
      plannedPerArm: 100,
      guardrails: guardrails.map { Guardrail(stage: $0, margin: 0.05) },
      segments: segments.map { Segment(key: $0, title: Title(ru: $0, en: $0)) }
    )
  }

  /// The bytes a store keeps of a form, and their stand-in for a hash.
  package static func bytes(_ form: HypothesisForm) throws -> (bytes: [UInt8], sha256: String) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (Array(try encoder.encode(form)), "sha-of-" + form.id)
  }

  package static func json(_ definition: FunnelDefinition) throws -> String {
    String(decoding: try JSONEncoder().encode(definition), as: UTF8.self)
  }

  /// Registers and starts a hypothesis.
  package static func start(_ form: HypothesisForm, in store: any Store) async throws {
    let (bytes, sha256) = try Sample.bytes(form)
    try await store.write(act("start"), .commit) { writer in
      try writer.register(form, bytes: bytes, sha256: sha256)
      try writer.start(form, bytes: bytes, sha256: sha256, seal: [1, 2, 3])
    }
  }

  /// Two started hypotheses that share units: `screen` with strata and traits, `price` without.
  package static func startTwo(in store: any Store) async throws {
    try await start(form("screen"), in: store)
    try await start(
      form("price", stage: "payments", guardrails: [], segments: [], maturityDays: 30),
      in: store
    )
  }

  package static func unit(
    _ key: String,
    _ arm: String?,
    hypothesis: String? = "screen",
    day: Int = 0,
    manager: String? = "Anna",
    source: String? = nil,
    segment: String? = nil,
    traits: [String: String] = [:],
    uptakeDay: Int? = nil,
    events: [UnitEvent] = []
  ) -> UnitRecord {
    UnitRecord(
      hypothesis: hypothesis,
      exposure: Exposure(
        unit: key,
        arm: arm,
        day: firstDay + day,
        manager: manager,
        source: source,
        segment: segment,
        traits: traits,
        uptakeDay: uptakeDay.map { firstDay + $0 }
      ),
      events: events
    )
  }

  package static func event(
    _ unit: String,
    _ stage: String = "meetings_held",
    day: Int?,
    reached: Bool = true,
    amount: Int64? = nil,
    ref: String = ""
  ) -> UnitEvent {
    UnitEvent(
      unit: unit,
      stage: stage,
      ref: ref,
      reached: reached,
      day: day.map { firstDay + $0 },
      amount: amount.map { Money(minor: $0) }
    )
  }
}
