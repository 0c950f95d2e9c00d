import VerdictModel

/// Finds where the table begins to be kept otherwise: no news of sales, whatever the numbers do.
struct RecordingChanges {
  let table: WatchedTable

  init(_ table: WatchedTable) { self.table = table }

  /// Days after the table's own beginning before a beginning is a change.
  private static let leastDelay = 28
  /// A source is silent after so many days without an entry.
  private static let leastSilence = 14
  /// A new name follows an old one within so many days, either way.
  private static let longestHandover = 7

  func found() -> [RecordingChange] {
    (counters() + sources() + names()).sorted {
      ($0.since, $0.kind.rawValue, $0.member) < ($1.since, $1.kind.rawValue, $1.member)
    }
  }

  private func counters() -> [RecordingChange] {
    table.funnel.counters.compactMap { counter in
      guard !counter.isMoney, let since = table.recordingBegan(counter.key) else { return nil }
      return RecordingChange(
        kind: .counterBegan,
        cut: .all,
        counter: counter.key,
        title: counter.title,
        since: since
      )
    }
  }

  private func sources() -> [RecordingChange] {
    table.members(.source).compactMap { source in
      guard let first = table.firstEntry(.source, source),
        let last = table.lastEntry(.source, source)
      else { return nil }
      if table.known.upperBound - last >= Self.leastSilence, last - first >= Self.leastDelay {
        return RecordingChange(
          kind: .sourceSilent,
          cut: .source,
          member: source,
          since: last + 1
        )
      }
      guard first > table.start + 6, first - table.known.lowerBound >= Self.leastDelay,
        table.known.upperBound - first < 7 * 26
      else { return nil }
      return RecordingChange(kind: .sourceBegan, cut: .source, member: source, since: first)
    }
  }

  /// Someone begins within a week of someone else's end: one person under two names, or a handover.
  private func names() -> [RecordingChange] {
    let people = table.members(.manager).compactMap {
      name -> (name: String, first: Day, last: Day)? in
      guard let first = table.firstEntry(.manager, name),
        let last = table.lastEntry(.manager, name)
      else { return nil }
      return (name, first, last)
    }
    return people.compactMap { later in
      guard later.first > table.start + 6,
        let earlier = people.first(where: {
          $0.name != later.name && $0.last < later.first
            && later.first - $0.last <= Self.longestHandover
            && table.known.upperBound - $0.last >= Self.leastSilence
        })
      else { return nil }
      return RecordingChange(
        kind: .perhapsRenamed,
        cut: .manager,
        member: later.name,
        other: earlier.name,
        since: later.first
      )
    }
  }
}
