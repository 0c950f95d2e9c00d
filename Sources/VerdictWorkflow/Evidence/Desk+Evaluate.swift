import Foundation
package import VerdictAnalysis
import VerdictInference
package import VerdictModel

extension Desk {
  /// Evaluates as of a day (today by default).
  ///
  /// A latched verdict stays as it was published.
  package func evaluate(_ key: String, asOf: Day? = nil) async throws -> Evaluation {
    try await store.read { reader in
      let settings = try CompanySettings(reader.settings(), at: now)
      let day = try asOf ?? today(reader)
      return try evaluate(try running(key, reader), asOf: day, reader, settings.calendar)
    }
  }

  func evaluate(
    _ hypothesis: RegisteredHypothesis,
    asOf: Day,
    _ reader: any StoreReader,
    _ calendar: WorkingCalendar
  ) throws -> Evaluation {
    if let look = try latched(hypothesis.key, by: asOf, reader) {
      var evaluation = try JSONDecoder().decode(Evaluation.self, from: Data(look.evaluation))
      evaluation.latchedIn = look.period
      return evaluation
    }
    let facts = try Gatherer(reader, calendar: calendar).facts(hypothesis, asOf: asOf)
    do {
      return try Evaluator.evaluate(facts)
    } catch {
      throw WorkflowError(error)
    }
  }

  /// The first published look whose verdict stays.
  func latched(_ key: String, by day: Day, _ reader: any StoreReader) throws -> LookRecord? {
    try reader.looks(key).first { $0.verdict.latches && $0.asOf <= day }
  }

  /// Records that someone asks to see a running test's interval, and why; the card then says so.
  package func glance(_ key: String, reason: String) async throws {
    guard !reason.isEmpty else { throw WorkflowError.reasonMissing }
    try await store.write(act("hypothesis.glance", key, detail: reason), .commit) { writer in
      _ = try running(key, writer)
      try writer.glance(Glance(hypothesis: key, who: author, at: now, reason: reason))
    }
  }
}
