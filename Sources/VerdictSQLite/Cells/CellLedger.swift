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

/// Narrow, so that a cell and its sums share a line of the processor's memory.
struct FollowedCell: CellKey, Comparable {
  let hypothesis: Int32
  let cut: Int32
  let arm: Int32
  let moment: Int32
  let stratum: Int32
  let day: Int32
  let lag: Int32

  /// A number that is too large stands only in a damaged store, where the cell is then found to differ.
  init(_ unit: ExposedCell, moment: Int, lag: Int) {
    hypothesis = Int32(truncatingIfNeeded: unit.hypothesis)
    cut = Int32(truncatingIfNeeded: unit.cut)
    arm = Int32(truncatingIfNeeded: unit.arm)
    self.moment = Int32(truncatingIfNeeded: moment)
    stratum = Int32(truncatingIfNeeded: unit.stratum)
    day = Int32(truncatingIfNeeded: unit.day)
    self.lag = Int32(truncatingIfNeeded: lag)
  }

  var mixed: UInt64 {
    CellMix.of(Int(hypothesis), Int(cut), Int(arm), Int(stratum), Int(day))
      ^ Self.mixed(moment: Int(moment), lag: Int(lag))
  }

  /// The part of a cell that is the same in every cut.
  static func mixed(moment: Int, lag: Int) -> UInt64 { CellMix.of(moment, lag, 0, 0, 0) }

  static func < (left: FollowedCell, right: FollowedCell) -> Bool {
    (left.hypothesis, left.cut, left.arm) != (right.hypothesis, right.cut, right.arm)
      ? (left.hypothesis, left.cut, left.arm) < (right.hypothesis, right.cut, right.arm)
      : (left.moment, left.stratum, left.day, left.lag)
        < (right.moment, right.stratum, right.day, right.lag)
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
  private(set) var followed = CellTable<FollowedCell, Moments>()
  private(set) var sums = CellTable<FunnelSumCell, FunnelSumValue>()

  var isEmpty: Bool { exposed.isEmpty && followed.isEmpty && sums.isEmpty }
  var count: Int { exposed.count + followed.count + sums.count }

  mutating func removeAll() {
    exposed.removeAll()
    followed.removeAll()
    sums.removeAll()
  }

  mutating func add(exposed cell: ExposedCell, _ units: Int64) {
    exposed.update(cell, from: 0) { $0 += units }
  }

  mutating func add(followed cell: FollowedCell, _ moments: Moments) {
    followed.update(cell, from: .zero) { $0 = $0 + moments }
  }

  /// Adds a unit met in these cells, one a cut, and what it reached: moments with their ids.
  mutating func add(unit cells: [ExposedCell], _ steps: [(moment: Int, step: StepPlan.Step)]) {
    for cell in cells {
      let mixed = cell.mixed
      exposed.update(cell, mixed: mixed, from: 0) { $0 += 1 }
      for (moment, step) in steps {
        followed.update(
          FollowedCell(cell, moment: moment, lag: step.lag),
          mixed: mixed ^ FollowedCell.mixed(moment: moment, lag: step.lag),
          from: .zero
        ) {
          $0.units += step.units
          $0.value += step.value
        }
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
        unit,
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
