import VerdictModel

struct ExposedCell: CellKey, Comparable {
  let hypothesis: Int
  let cut: Int
  let arm: Int
  let stratum: Int
  let day: Int

  var mixed: UInt64 { CellMix.of(hypothesis, cut, arm, stratum, day) }

  static func < (left: ExposedCell, right: ExposedCell) -> Bool {
    (left.hypothesis, left.cut, left.arm, left.stratum, left.day)
      < (right.hypothesis, right.cut, right.arm, right.stratum, right.day)
  }
}

/// An evidence cell in the order of the database's key.
struct FollowedCell: Comparable {
  let unit: ExposedCell
  let moment: Int
  let lag: Int

  static func < (left: FollowedCell, right: FollowedCell) -> Bool {
    let (one, other) = (left.unit, right.unit)
    return (one.hypothesis, one.cut, one.arm) != (other.hypothesis, other.cut, other.arm)
      ? (one.hypothesis, one.cut, one.arm) < (other.hypothesis, other.cut, other.arm)
      : (left.moment, one.stratum, one.day, left.lag)
        < (right.moment, other.stratum, other.day, right.lag)
  }
}

struct FunnelSumCell: CellKey {
  /// `FunnelQuery.Span`.
  let grain: Int
  let cut: Int
  let member: Int
  let counter: Int
  let start: Int

  var mixed: UInt64 { CellMix.of(grain, cut, member, counter, start) }
}

struct FunnelSumValue: Hashable {
  var value: Int64
  var rows: Int64
}

/// Increments of cells and sums, gathered in memory and written together.
struct CellLedger {
  private(set) var exposed = CellTable<ExposedCell, Int64>()
  private var followed = FollowedTable()
  private(set) var sums = CellTable<FunnelSumCell, FunnelSumValue>()

  var isEmpty: Bool { exposed.isEmpty && followed.isEmpty && sums.isEmpty }
  var count: Int { exposed.count + followed.count + sums.count }

  /// Increments of evidence cells that do not come to nothing, in no order.
  func followedCells() -> [(cell: FollowedCell, moments: Moments)] {
    var cells: [(cell: FollowedCell, moments: Moments)] = []
    cells.reserveCapacity(followed.count)
    followed.forEach { key, moments in
      let unit = exposed.entries[key.cell].key
      cells.append((FollowedCell(unit: unit, moment: key.moment, lag: key.lag), moments))
    }
    return cells
  }

  mutating func add(exposed cell: ExposedCell, _ units: Int64) {
    exposed.update(cell, from: 0) { $0 += units }
  }

  mutating func add(followed cell: FollowedCell, _ moments: Moments) {
    let unit = exposed.update(cell.unit, from: 0) { _ in }
    let key = FollowedTable.Key(cell: unit, moment: cell.moment, lag: cell.lag)
    followed.add(key, units: moments.units, value: moments.value)
  }

  /// Adds a unit met in these cells, one a cut, and what it reached: moments with their ids.
  mutating func add(unit cells: [ExposedCell], _ steps: [(moment: Int, step: StepPlan.Step)]) {
    for cell in cells {
      let unit = exposed.update(cell, from: 0) { $0 += 1 }
      for (moment, step) in steps {
        let key = FollowedTable.Key(cell: unit, moment: moment, lag: step.lag)
        followed.add(key, units: step.units, value: step.value)
      }
    }
  }

  mutating func add(sum cell: FunnelSumCell, value: Int64, rows: Int64) {
    sums.update(cell, from: FunnelSumValue(value: 0, rows: 0)) { sum in
      sum.value += value
      sum.rows += rows
    }
  }

  /// Adds what an exposure contributes; new names get ids.
  mutating func add(
    _ contributions: Contributions,
    hypothesis: Int,
    sign: Int64,
    terms: Terms
  ) throws {
    let arms = TermKind.arm
    for (key, units) in contributions.exposed {
      let cell = ExposedCell(
        hypothesis: hypothesis,
        cut: try terms.assign(.cut, key.cut.key),
        arm: try terms.assign(arms, key.arm),
        stratum: try stratum(key.cut, key.member, terms),
        day: key.day.number
      )
      add(exposed: cell, sign * units)
    }
    for (key, moments) in contributions.followed {
      let unit = ExposedCell(
        hypothesis: hypothesis,
        cut: try terms.assign(.cut, key.cut.key),
        arm: try terms.assign(arms, key.arm),
        stratum: try stratum(key.cut, key.member, terms),
        day: key.day.number
      )
      let cell = FollowedCell(
        unit: unit,
        moment: try terms.assign(.moment, key.moment.key),
        lag: key.lag
      )
      add(followed: cell, sign > 0 ? moments : .zero - moments)
    }
  }

  private func stratum(_ cut: Cut, _ member: String, _ terms: Terms) throws -> Int {
    guard let kind = TermKind.members(of: cut) else { return 0 }
    return try terms.assign(kind, member)
  }

  /// Adds one funnel cell to its day and half-month, in all, by source and by manager.
  mutating func add(
    day: Int,
    source: Int,
    manager: Int,
    counter: Int,
    value: Int64,
    rows: Int64,
    cuts: FunnelCuts
  ) {
    let half = HalfMonth(containing: Day(number: day)).start.number
    for (grain, start) in [(FunnelQuery.Span.day, day), (.halfMonth, half)] {
      for (cut, member) in [(cuts.all, 0), (cuts.source, source), (cuts.manager, manager)] {
        let cell = FunnelSumCell(
          grain: grain.rawValue,
          cut: cut,
          member: member,
          counter: counter,
          start: start
        )
        add(sum: cell, value: value, rows: rows)
      }
    }
  }
}

/// Ids of the cuts kept for the funnel table.
struct FunnelCuts {
  let all: Int
  let source: Int
  let manager: Int

  init(_ terms: Terms) throws {
    all = try terms.assign(.cut, Cut.all.key)
    source = try terms.assign(.cut, Cut.source.key)
    manager = try terms.assign(.cut, Cut.manager.key)
  }
}
