import Foundation
package import VerdictAnalysis
import VerdictModel

extension Desk {
  /// Every test that has had its last word, beside the others and beside what was done.
  package func history() async throws -> History {
    try await store.read { reader in
      let settings = try CompanySettings(reader.settings(), at: now)
      return History(
        try pastTests(reader),
        company: settings.company,
        currency: settings.currency
      )
    }
  }

  /// Tests with a last word, in the order in which they had it.
  func pastTests(_ reader: any StoreReader) throws -> [PastTest] {
    let holds = HoldReader(
      reader,
      decisions: try reader.decisions(nil),
      asOf: try today(reader) - 1
    )
    var tests: [PastTest] = []
    for hypothesis in try reader.hypotheses() where hypothesis.state == .started {
      guard let look = try reader.looks(hypothesis.key).first(where: { try isLastWord($0) }) else {
        continue
      }
      var evaluation = try JSONDecoder().decode(Evaluation.self, from: Data(look.evaluation))
      evaluation.latchedIn = look.period
      let decision = try reader.decisions(hypothesis.key).last
      tests.append(
        PastTest(
          evaluation: evaluation,
          period: look.period,
          decision: decision,
          hold: try decision.flatMap { try holds.hold(of: $0, hypothesis.form) },
          bets: try reader.bets(hypothesis.key)
        )
      )
    }
    return tests.sorted {
      ($0.period, $0.evaluation.form.start, $0.evaluation.hypothesis)
        < ($1.period, $1.evaluation.form.start, $1.evaluation.hypothesis)
    }
  }

  /// Checks what a form says of earlier hypotheses, and asks past results for τ where it does so.
  func linked(_ form: HypothesisForm, _ reader: any StoreReader) throws -> HypothesisForm {
    for key in [form.instead, form.repeats].compactMap({ $0 }) {
      guard key != form.id, try reader.hypothesis(key) != nil else {
        throw ModelError.unknownHypothesis(key)
      }
    }
    if let key = form.repeats, let first = try reader.hypothesis(key)?.form {
      var fields: [String] = []
      if first.stage != form.stage { fields.append("metric") }
      if first.measure != form.measure { fields.append("measure") }
      if first.direction != form.direction { fields.append("direction") }
      if first.countedFrom != form.countedFrom { fields.append("drawn_at") }
      guard fields.isEmpty else {
        throw WorkflowError.repeatsAnother(hypothesis: form.id, repeats: key, fields: fields)
      }
    }
    guard form.tauResults == 0 else { return form }
    var form = form
    form.tauResults = nil
    if let shelf = Shelf(try pastTests(reader), for: form), shelf.tau > 0 {
      (form.tau, form.tauResults) = (shelf.tau, shelf.results)
    }
    return form
  }
}

/// "Does it hold?": the table's metric before a test and since its adoption.
struct HoldReader {
  private let reader: any StoreReader
  private let decisions: [Decision]
  private let asOf: Day

  init(_ reader: any StoreReader, decisions: [Decision], asOf: Day) {
    (self.reader, self.decisions, self.asOf) = (reader, decisions, asOf)
  }

  /// From the 30th day; the 90 days after the adoption are read and no more.
  ///
  /// Nil for what is not adopted (any more), sooner, or where the table has no such share.
  func hold(of decision: Decision, _ form: HypothesisForm) throws -> HoldReading? {
    // Taken back, or adopted anew since: this adoption is no longer the one to ask about.
    let last = decisions.last {
      $0.hypothesis == decision.hypothesis && [.adopt, .rollBack].contains($0.choice)
    }
    let funnel = try reader.funnelDefinition()
    guard decision.choice == .adopt, last == decision,
      let metric = funnel.metrics.first(where: { $0.numerator == form.stage && $0.isShare })
    else { return nil }
    let adopted = decision.due ?? decision.period.end + 1
    guard asOf - adopted >= 30 else { return nil }
    let table = FunnelReader(reader)
    guard let before = try table.count(metric, in: (form.start - 90)...(form.start - 1)),
      let since = try table.count(metric, in: adopted...min(asOf, adopted + 89))
    else { return nil }
    return HoldReading(
      hypothesis: form.id,
      title: form.title,
      adoptedOn: adopted,
      checkOn: decision.checkOn ?? adopted + (asOf - adopted < 90 ? 30 : 90),
      before: before,
      since: since,
      good: metric.good
    )
  }
}
