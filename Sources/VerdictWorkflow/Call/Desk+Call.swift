package import VerdictModel

/// What came of the words said to a client.
package enum CallOutcome: String, Sendable, CaseIterable {
  /// The client took the offer at once, on the call.
  case took
  /// A meeting was booked for another time.
  case booked
  /// The client changed their mind.
  case declined
}

/// A test that draws by unit today, as the call needs it.
package struct OpenTest: Hashable, Sendable {
  package let form: HypothesisForm
  package var key: String { form.id }
}

extension Desk {
  /// How long an outcome can be taken back, in microseconds: ten seconds to read, five for the network.
  package static let undoWindow: Int64 = 15_000_000

  /// Running tests whose dates hold today, in the order of their keys.
  package func openTests() async throws -> [OpenTest] {
    try await store.read { reader in
      let today = try today(reader)
      return try reader.hypotheses().compactMap { hypothesis in
        let form = hypothesis.form
        guard hypothesis.state == .started, form.stoppedOn == nil,
          form.allocation.slices?.countsUnits ?? true,
          (form.start...form.end).contains(today)
        else { return nil }
        return OpenTest(form: form)
      }
    }
  }

  /// Units drawn since yesterday of whom nothing is known yet, the newest first.
  ///
  /// - Parameters:
  ///   - manager: whose; nil for everybody's.
  ///   - limit: at most so many.
  /// - Returns: exposures with the key of their test.
  /// - Throws: what the store throws.
  package func waitingUnits(
    manager: String?,
    limit: Int = 12
  ) async throws -> [(test: String, exposure: Exposure)] {
    let tests = try await openTests()
    return try await store.read { reader in
      let today = try today(reader)
      var found: [(test: String, exposure: Exposure)] = []
      for test in tests {
        try reader.forEachUnit(test.key) { record in
          let exposure = record.exposure
          guard exposure.day >= Day(number: today.number - 1), record.events.isEmpty,
            exposure.uptakeDay == nil, manager == nil || exposure.manager == manager
          else { return }
          found.append((test.key, exposure))
        }
      }
      found.sort { ($1.exposure.day, $1.exposure.unit) < ($0.exposure.day, $0.exposure.unit) }
      return Array(found.prefix(limit))
    }
  }

  /// Records what came of a call; the answer is the batch that ``takeBack(_:)`` undoes.
  ///
  /// Taken at once: the uptake, and a meeting held today where the funnel has one. Booked: a meeting
  /// scheduled. Changed their mind: a known "no" to the meeting.
  package func record(
    _ outcome: CallOutcome,
    of unit: String,
    in key: String
  ) async throws -> Int {
    let today = try await store.read { reader in try self.today(reader) }
    let stages = try await store.read { try $0.funnelDefinition().stages.map(\.key) }
    func event(_ stage: String, reached: Bool = true) -> [UnitEvent] {
      guard stages.contains(stage) else { return [] }
      return [UnitEvent(unit: unit, stage: stage, reached: reached, day: reached ? today : nil)]
    }
    let entry =
      switch outcome {
      case .took: LogEntry(unit: unit, uptakeDay: today, events: event("meetings_held"))
      case .booked: LogEntry(unit: unit, events: event("meetings_scheduled"))
      case .declined: LogEntry(unit: unit, events: event("meetings_held", reached: false))
      }
    return try await logged(key, entry).batch
  }

  /// Takes an outcome back while it is fresh, by the one who recorded it.
  package func takeBack(_ batch: Int) async throws {
    let (author, now) = (author, now)
    try await store.write(act("undo", String(batch)), .commit) { writer in
      guard let known = try writer.batches().first(where: { $0.id == batch }),
        known.kind == "log", known.author == author
      else { throw ModelError.batchUnknown(batch) }
      guard now.microseconds - known.at.microseconds <= Self.undoWindow else {
        throw WorkflowError.tooLateToTakeBack
      }
      _ = try writer.undo(batch)
    }
  }

  /// Notes in the audit that other words were said than those drawn.
  package func noteDeviation(of unit: String, in key: String, said: String) async throws {
    guard try await store.read({ try $0.unit(unit, hypothesis: key) }) != nil else {
      throw WorkflowError.unitUnknown(hypothesis: key, unit: unit)
    }
    let detail = said.isEmpty ? unit : unit + ": " + said
    try await store.write(act("deviation", key, detail: detail), .commit) { _ in }
  }
}
