import Foundation
package import VerdictModel

/// A company's funnel as it is, with what is not part of its definition.
package struct FunnelCard: Hashable, Sendable, Codable {
  package let funnel: FunnelDefinition
  package let norms: [Norm]
  package let answers: [FunnelAnswer]
}

extension Desk {
  package func funnel() async throws -> FunnelCard {
    try await store.read { reader in
      FunnelCard(
        funnel: try reader.funnelDefinition(),
        norms: try reader.norms(),
        answers: FunnelAnswer.all(in: try reader.settings())
      )
    }
  }

  /// Makes changes, all or none; tests that run keep the stages they started with.
  ///
  /// - Throws: ``FunnelError`` with the first change that cannot be.
  package func changeFunnel(_ changes: [FunnelChange], mode: WriteMode = .commit) async throws
    -> FunnelDefinition
  {
    let subject = changes.map(\.subject).joined(separator: ", ")
    return try await store.write(act("funnel", subject), mode) { writer in
      let old = try writer.funnelDefinition()
      var funnel = old
      for change in changes {
        try refuseUnderTests(change, funnel, writer)
        funnel = try funnel.applying(change)
        if case .norm(let norm) = change { try writer.set(norm) }
      }
      try keepStages(of: old, before: funnel, writer)
      if funnel != old { try writer.set("funnel", try Self.text(of: funnel)) }
      return funnel
    }
  }

  /// Answers a question once; metrics follow the answer.
  package func answerFunnel(_ question: FunnelQuestion, _ answer: String) async throws {
    try await store.write(act("funnel", question.rawValue, detail: answer), .commit) { writer in
      let old = try writer.funnelDefinition()
      let funnel = try old.answering(question, answer)
      if funnel != old { try writer.set("funnel", try Self.text(of: funnel)) }
      try writer.set(question.setting, answer)
    }
  }

  /// Tests that have started keep the steps they started with, whatever is added between them.
  private func keepStages(
    of old: FunnelDefinition,
    before new: FunnelDefinition,
    _ writer: any StoreWriter
  ) throws {
    let stages = old.stages.map(\.key)
    guard stages != new.stages.map(\.key) else { return }
    for hypothesis in try writer.hypotheses() where hypothesis.state == .started {
      let key = FunnelDefinition.stagesSetting(of: hypothesis.key)
      if try writer.setting(key) == nil { try writer.set(key, stages.joined(separator: ",")) }
    }
  }

  /// A stage a running test counts cannot be retired under it.
  private func refuseUnderTests(
    _ change: FunnelChange,
    _ funnel: FunnelDefinition,
    _ reader: any StoreReader
  ) throws {
    guard case .retire(let key, let day) = change, funnel.counter(key) != nil else { return }
    let using = try reader.hypotheses().filter { hypothesis in
      let form = hypothesis.form
      let last = (form.stoppedOn ?? form.end) + form.maturityDays
      return hypothesis.state == .started && last >= day
        && (form.watchedStages + [form.drawnAt]).contains(key)
    }
    if !using.isEmpty { throw FunnelError.inUse(key, hypotheses: using.map(\.key)) }
  }

  private static func text(of funnel: FunnelDefinition) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(funnel), as: UTF8.self)
  }
}

extension FunnelChange {
  /// What the audit calls it.
  var subject: String {
    switch self {
    case .addCounter(let counter, _): "+" + counter.key
    case .addMetric(let metric): "+" + metric.key
    case .rename(let key, _, _): "=" + key
    case .retire(let key, _): "-" + key
    case .direct(let key, _): "~" + key
    case .norm(let norm): "norm " + norm.metric
    }
  }
}
