import Testing
import VerdictAnalysis
import VerdictModel
import VerdictWorkflow

@Suite("Tests that went wrong") struct BadSituationTests {
  private let office: Office
  init() throws { office = try Office() }

  private func final(_ form: HypothesisForm, _ clients: [Clients]) async throws -> Evaluation {
    try await office.start(form)
    try await office.bring(clients, day: "2026-10-20", hypothesis: form.id)
    return try await office.desk("2027-01-11").evaluate(form.id)
  }

  @Test("all units in one arm: the data are unfit, and no effect is printed")
  func oneArm() async throws {
    let evaluation = try await final(
      try Office.form(),
      [Clients(arm: "now", held: 25, absent: 15)]
    )
    #expect(evaluation.verdict == .invalidData)
    #expect(evaluation.effect == nil)
    #expect(
      evaluation.gates.contains {
        $0.gate == .tooFewUnits(arm: "usual", units: 0) && $0.state == .failed
      }
    )
  }

  @Test("one manager only: strata of one give the plain test")
  func oneManager() async throws {
    var stratified = try Office.form(stratum: .manager)
    stratified.mode = .score
    var plain = try Office.form("plain", stratum: .all)
    plain.mode = .score
    let clients = [
      Clients(arm: "usual", held: 15, absent: 25), Clients(arm: "now", held: 27, absent: 13),
    ]
    let one = try await final(stratified, clients)
    let other = try await final(plain, clients)
    #expect(one.effect?.interval == other.effect?.interval)
    #expect(one.verdict == other.verdict)
  }

  @Test("a guardrail at whose stage nothing was recorded is open, not held")
  func silentGuardrail() async throws {
    var form = try Office.form(plannedPerArm: 400)
    form.guardrails = [Guardrail(stage: "payments", margin: 0.05, policy: .mustHold)]
    let evaluation = try await final(
      form,
      [Clients(arm: "usual", held: 150, absent: 250), Clients(arm: "now", held: 270, absent: 130)]
    )
    let guardrail = try #require(evaluation.guardrails.first)
    #expect(guardrail.state == .open)
    #expect(guardrail.hasData == false)
    #expect(evaluation.verdict == .undecided)
    #expect(evaluation.reasons.contains(.guardrailOpen(stage: "payments")))
  }

  @Test("a clock that went back is found by the doctor")
  func clock() async throws {
    try await office.start(try Office.form())
    #expect(try await office.store.health().clockSteps == 0)
    _ = try await office.desk("2026-10-10").add(try Office.form("second"))
    #expect(try await office.store.health().clockSteps == 1)
  }
}
