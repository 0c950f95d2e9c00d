import Foundation
package import VerdictAnalysis
import VerdictInference
package import VerdictModel

extension Desk {
  /// Evaluates as of a day (today by default, and at the latest).
  ///
  /// What a published look has settled stays as it was published. A look is read once its last day
  /// has passed: on that day itself the data of the day before are shown.
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
    if let look = try settling(hypothesis.key, by: asOf, reader) {
      var evaluation = try JSONDecoder().decode(Evaluation.self, from: Data(look.evaluation))
      evaluation.latchedIn = look.period
      return evaluation
    }
    return try judge(hypothesis, asOf: asOf, reader, calendar)
  }

  /// The evaluation from the rows as they are, whatever has been published.
  func judge(
    _ hypothesis: RegisteredHypothesis,
    asOf: Day,
    _ reader: any StoreReader,
    _ calendar: WorkingCalendar
  ) throws -> Evaluation {
    if let design = hypothesis.form.allocation.slices {
      return try evaluate(hypothesis, design, asOf: asOf, reader, calendar)
    }
    let today = try today(reader)
    let passed = HalfMonth(containing: today).end == today ? today - 1 : today
    var pairs: [Evaluation] = []
    for pair in SeveralVariants.pairs(of: hypothesis) {
      let facts = try Gatherer(reader, calendar: calendar).facts(pair, asOf: min(asOf, passed))
      do {
        pairs.append(try Evaluator.evaluate(facts))
      } catch {
        throw WorkflowError(error)
      }
    }
    guard let evaluation = SeveralVariants.merged(pairs, form: hypothesis.form) else {
      throw ModelError.notRunning(hypothesis.key)
    }
    return evaluation
  }

  private func evaluate(
    _ hypothesis: RegisteredHypothesis,
    _ design: SliceDesign,
    asOf: Day,
    _ reader: any StoreReader,
    _ calendar: WorkingCalendar
  ) throws -> Evaluation {
    let facts = try Gatherer(reader, calendar: calendar).slices(
      hypothesis,
      design,
      // Today's numbers are not in the table yet.
      asOf: min(asOf, try today(reader) - 1)
    )
    do {
      return try SliceEvaluator.evaluate(facts)
    } catch {
      throw WorkflowError(error)
    }
  }

  /// The published look that said the last word: the first whose verdict latches, or the final one.
  ///
  /// Data mended or entered after it change nothing: after the final look nothing is confirmed.
  func settling(_ key: String, by day: Day, _ reader: any StoreReader) throws -> LookRecord? {
    try reader.looks(key).first { try $0.asOf <= day && isLastWord($0) }
  }

  func isLastWord(_ look: LookRecord) throws -> Bool {
    switch look.verdict {
    case .tooEarly: false
    case .undecided, .invalidData:
      try JSONDecoder().decode(Evaluation.self, from: Data(look.evaluation)).look.isFinal
    default: look.verdict.latches
    }
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
