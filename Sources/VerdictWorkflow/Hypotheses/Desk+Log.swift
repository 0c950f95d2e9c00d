package import VerdictModel

/// What the team logs about one unit: nil means "nothing new about this".
package struct LogEntry: Hashable, Sendable {
  package var unit: String
  package var uptakeDay: Day?
  package var events: [UnitEvent]
  package init(unit: String, uptakeDay: Day? = nil, events: [UnitEvent]) {
    self.unit = unit
    self.uptakeDay = uptakeDay
    self.events = events
  }
}

extension Desk {
  /// Logs outcomes of an exposed unit; returns once they are on the disk.
  package func log(_ key: String, _ entry: LogEntry) async throws -> UnitRecord {
    try await logged(key, entry).record
  }

  /// The same, with the number of the batch that an undo takes back.
  func logged(
    _ key: String,
    _ entry: LogEntry
  ) async throws -> (record: UnitRecord, batch: Int) {
    try await store.write(act("log", key, detail: entry.unit), .commit) { writer in
      let form = try running(key, writer).form
      guard let known = try writer.unit(entry.unit, hypothesis: key) else {
        throw WorkflowError.unitUnknown(hypothesis: key, unit: entry.unit)
      }
      let stages = try writer.funnelDefinition().stages.map(\.key)
      let today = try today(writer)
      let exposure = known.exposure
      for event in entry.events {
        guard stages.contains(event.stage) else { throw WorkflowError.stageUnknown(event.stage) }
        if let day = event.day {
          guard day <= today else { throw WorkflowError.dayInFuture(day) }
          guard day >= exposure.day else {
            throw WorkflowError.beforeExposure(
              unit: entry.unit,
              day: day,
              exposure: exposure.day
            )
          }
        }
      }
      if let day = entry.uptakeDay {
        guard day <= today else { throw WorkflowError.dayInFuture(day) }
        guard day >= exposure.day else {
          throw WorkflowError.beforeExposure(unit: entry.unit, day: day, exposure: exposure.day)
        }
      }
      let batch = try writer.beginBatch(kind: "log", file: "", sha256: "", preset: "")
      _ = try writer.put(
        UnitRecord(
          hypothesis: form.id,
          exposure: Exposure(
            unit: exposure.unit,
            arm: exposure.arm,
            day: exposure.day,
            manager: exposure.manager,
            source: exposure.source,
            segment: exposure.segment,
            traits: exposure.traits,
            uptakeDay: entry.uptakeDay ?? exposure.uptakeDay
          ),
          events: entry.events
        )
      )
      return (try writer.unit(entry.unit, hypothesis: key) ?? known, batch)
    }
  }
}
