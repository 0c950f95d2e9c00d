import VerdictModel

/// The tallies of one hypothesis, read once and summed as of many days.
///
/// A review asks for them at the close of every look, in all and in each cut.
final class TallySheet {
  /// Whose a sum is.
  struct Place: Hashable {
    let arm: Int
    /// 0 in all.
    let member: Int
    let measure: Int
  }

  /// What a place comes to by a day.
  struct Sum {
    var trials: Int64 = 0
    var successes: Int64 = 0
    /// Trials of days whose successes are still empty.
    var pendingTrials: Int64 = 0
  }

  private struct Row {
    let day, arm, measure, manager, source, segment: Int
    let trials: Int64
    let successes: Int64?

    func place(in cut: Cut) -> Place {
      let member =
        switch cut {
        case .manager: manager
        case .source: source
        case .segment: segment
        case .all, .trait: 0
        }
      return Place(arm: arm, member: member, measure: measure)
    }
  }

  /// The places of a cut, and whose each row is.
  private struct Layout {
    let places: [Place]
    let owners: [Int]
  }

  /// In the order of days.
  private let rows: [Row]
  private var layouts: [Cut: Layout] = [:]

  init(hypothesis: Int, _ statements: PreparedStatements) throws {
    let read = try statements(
      """
      SELECT day, arm, measure, manager, source, segment, trials, successes
      FROM tally WHERE hypothesis = ? ORDER BY day
      """
    )
    read.bind(1, hypothesis)
    var rows: [Row] = []
    while try read.next() {
      rows.append(
        Row(
          day: read.int(0),
          arm: read.int(1),
          measure: read.int(2),
          manager: read.int(3),
          source: read.int(4),
          segment: read.int(5),
          trials: read.int64(6),
          successes: read.optionalInt64(7)
        )
      )
    }
    self.rows = rows
  }

  /// Sums of the days up to the last one, of places that have any.
  func sums(_ cut: Cut, until last: Int) -> [(place: Place, sum: Sum)] {
    let layout = layout(cut)
    var sums = [Sum?](repeating: nil, count: layout.places.count)
    for (row, owner) in zip(rows, layout.owners) {
      if row.day > last { break }
      var sum = sums[owner] ?? Sum()
      if let successes = row.successes {
        sum.trials += row.trials
        sum.successes += successes
      } else {
        sum.pendingTrials += row.trials
      }
      sums[owner] = sum
    }
    return zip(layout.places, sums).compactMap { place, sum in sum.map { (place, $0) } }
  }

  private func layout(_ cut: Cut) -> Layout {
    if let known = layouts[cut] { return known }
    var positions: [Place: Int] = [:]
    var places: [Place] = []
    let owners = rows.map { row in
      let place = row.place(in: cut)
      if let known = positions[place] { return known }
      positions[place] = places.count
      places.append(place)
      return places.count - 1
    }
    let made = Layout(places: places, owners: owners)
    layouts[cut] = made
    return made
  }
}
