import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel
import VerdictWorkflow

/// Those who accept an offer are not like those who decline it.
///
/// Only the arms may be compared.
@Suite("Offered against not offered")
struct FairComparisonTests {
  private func final(_ clients: [Clients]) async throws -> Evaluation {
    let office = try Office()
    try await office.start(try Office.form(plannedPerArm: 60))
    try await office.bring(clients, day: "2026-10-20")
    return try await office.desk("2027-01-11").evaluate(
      "screen",
      asOf: try Office.day("2026-12-31")
    )
  }

  @Test("All who accept come, few who decline do, and the offer does nothing: nothing is found")
  func useless() async throws {
    let evaluation = try await final([
      Clients(arm: "usual", held: 30, absent: 30),
      Clients(arm: "now", held: 30, absent: 30, acceptedAndHeld: 20),
    ])
    // Accepted 20 of 20, declined 10 of 40: a difference of 75 points that is nobody's effect.
    #expect(evaluation.uptake?.accepted == CountReading(successes: 20, trials: 60))
    let effect = try #require(evaluation.effect)
    #expect(abs(try #require(effect.estimate)) < 1e-12)
    #expect(abs(try #require(effect.interval.lower) + (try #require(effect.interval.upper))) < 1e-6)
    #expect(evaluation.verdict == .undecided)
    #expect(evaluation.arms.map(\.reached) == [30, 30])
  }

  @Test("Who accepted changes nothing that is said of the effect")
  func uptakeIsNoOutcome() async throws {
    var spoken: [Evaluation] = []
    for (held, absent) in [(0, 0), (18, 0), (0, 18), (36, 24)] {
      var evaluation = try await final([
        Clients(arm: "usual", held: 24, absent: 36),
        Clients(
          arm: "now",
          held: 36,
          absent: 24,
          acceptedAndHeld: held,
          acceptedAndAbsent: absent
        ),
      ])
      #expect(evaluation.uptake?.accepted == CountReading(successes: held + absent, trials: 60))
      #expect(abs(try #require(evaluation.effect?.estimate) - 0.2) < 1e-12)
      // The effect on those who accepted is a reading of its own, with its own call.
      evaluation.uptake = nil
      evaluation.compliers = nil
      evaluation.calls.removeAll { $0.contains("noncompliance") }
      spoken.append(evaluation)
    }
    #expect(spoken.allSatisfy { $0 == spoken[0] })
  }

  @Test("Control clients who got the new way all the same stay control, and are counted as a leak")
  func leaked() async throws {
    let evaluation = try await final([
      Clients(arm: "usual", held: 30, absent: 30, acceptedAndHeld: 15),
      Clients(arm: "now", held: 33, absent: 27, acceptedAndHeld: 12),
    ])
    #expect(evaluation.uptake?.leaked == 15)
    #expect(abs(try #require(evaluation.effect?.estimate) - 0.05) < 1e-12)
  }

  @Test("Managers of different strength in lopsided arms are compared each with himself")
  func strata() async throws {
    let office = try Office()
    try await office.start(try Office.form(plannedPerArm: 60, stratum: .manager))
    // Anna brings 80 of 100 in both arms, Oleg 20 of 100; Anna has more of the new way.
    try await office.bring(
      [Clients(arm: "usual", held: 16, absent: 4), Clients(arm: "now", held: 32, absent: 8)],
      day: "2026-10-20",
      prefix: "A",
      manager: "Anna"
    )
    try await office.bring(
      [Clients(arm: "usual", held: 8, absent: 32), Clients(arm: "now", held: 4, absent: 16)],
      day: "2026-10-20",
      prefix: "O",
      manager: "Oleg"
    )
    let evaluation = try await office.desk("2027-01-11").evaluate(
      "screen",
      asOf: try Office.day("2026-12-31")
    )
    // Put together it would be 36 of 60 against 24 of 60: twenty points out of nothing.
    #expect(evaluation.look.mode == .score)
    #expect(!evaluation.look.collapsed)
    #expect(abs(try #require(evaluation.effect?.estimate)) < 1e-12)
    #expect(evaluation.verdict != .confirmed)
  }
}
