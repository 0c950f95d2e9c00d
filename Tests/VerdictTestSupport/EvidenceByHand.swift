import VerdictModel

/// The answer to an evidence question from single units, without cells: slow, and written from the
/// definitions in `Evidence`, so that it can disagree with the store.
struct EvidenceByHand {
  let query: EvidenceQuery
  let stages: [String]
  private var cells: [String: EvidenceCell] = [:]

  init(_ query: EvidenceQuery, stages: [String]) {
    self.query = query
    self.stages = stages
  }

  /// Sorted by arm and member.
  var sorted: [EvidenceCell] {
    cells.values.sorted { ($0.arm, $0.member) < ($1.arm, $1.member) }
  }

  mutating func add(_ record: UnitRecord) {
    let exposure = record.exposure
    guard let arm = exposure.arm, exposure.day <= query.asOf,
      exposure.day <= query.lastExposure ?? query.asOf
    else { return }
    let member: String
    switch query.cut {
    case .all: member = ""
    case .manager: member = exposure.manager ?? ""
    case .source: member = exposure.source ?? ""
    case .segment: member = exposure.segment ?? ""
    case .trait(let name): member = exposure.traits[name] ?? ""
    }
    let place = arm + "|" + member
    var cell =
      cells[place]
      ?? EvidenceCell(
        arm: arm,
        member: member,
        exposed: 0,
        matured: 0,
        sums: Dictionary(uniqueKeysWithValues: query.moments.map { ($0, MomentSums()) }),
        lags: []
      )
    let isMatured = exposure.day + query.horizon <= query.asOf
    cell.exposed += 1
    if isMatured { cell.matured += 1 }
    for moment in query.moments {
      let steps = self.steps(of: moment, record)
      let inTime = steps.filter { $0.lag.map { $0 <= query.horizon } ?? true }
      let sinceSeen = steps.filter { $0.lag.map { exposure.day + $0 <= query.asOf } ?? isMatured }
      cell.sums[moment]?.seen.add(moment, sinceSeen)
      if isMatured {
        cell.sums[moment]?.matured.add(moment, inTime)
        cell.sums[moment]?.maturedEver.add(moment, sinceSeen)
        cell.sums[moment]?.undated.add(moment, steps.filter { $0.lag == nil })
      }
    }
    if let moment = query.byLag { addLag(of: moment, record, to: &cell) }
    cells[place] = cell
  }

  private func addLag(of moment: EvidenceMoment, _ record: UnitRecord, to cell: inout EvidenceCell)
  {
    let followed = min(query.asOf - record.exposure.day, query.horizon)
    let first = steps(of: moment, record).first
    // Reached on an unknown day: in neither column.
    if let first, first.lag == nil { return }
    let reachedLag = first?.lag.flatMap { $0 <= followed ? $0 : nil }
    let lag = reachedLag ?? followed
    var lags = Dictionary(uniqueKeysWithValues: cell.lags.map { ($0.lag, $0) })
    var count = lags[lag] ?? LagCount(lag: lag, reached: 0, censored: 0)
    if reachedLag != nil { count.reached += 1 } else { count.censored += 1 }
    lags[lag] = count
    cell.lags = lags.values.sorted { $0.lag < $1.lag }
  }

  /// What a unit adds to a moment, in the order of days; `lag` nil: on an unknown day.
  struct Step {
    let lag: Int?
    let amount: Int64
  }

  private func steps(of moment: EvidenceMoment, _ record: UnitRecord) -> [Step] {
    let start = record.exposure.day
    func first(_ lags: [Int?]) -> [Step] {
      if let dated = lags.compactMap({ $0 }).min() { return [Step(lag: dated, amount: 1)] }
      return lags.isEmpty ? [] : [Step(lag: nil, amount: 1)]
    }
    switch moment {
    case .uptake:
      // An uptake before the exposure, left by a corrected date, is none.
      return [record.exposure.uptakeDay].compactMap { $0 }.map { $0 - start }.filter { $0 >= 0 }
        .map { Step(lag: $0, amount: 1) }
    case .reached(let stage):
      return first(reaches(stage, record).map { $0.day.map { $0 - start } })
    case .instant(let stage):
      let isInstant =
        record.exposure.uptakeDay == start && reaches(stage, record).contains { $0.day == start }
      return isInstant ? [Step(lag: 0, amount: 1)] : []
    case .taken(let stage):
      guard let uptake = record.exposure.uptakeDay, uptake >= start else { return [] }
      // Both have happened on the later of the two days; on an unknown one, nobody knows when.
      return first(reaches(stage, record).map { $0.day.map { $0 - start } })
        .map { Step(lag: $0.lag.map { max($0, uptake - start) }, amount: 1) }
    case .answered(let stage):
      // A "no" said before the exposure is still an outcome; a reach before it is not.
      let refusals = record.events.filter { $0.stage == stage && !$0.reached }
        .map { $0.day.map { max(0, $0 - start) } }
      return first(reaches(stage, record).map { $0.day.map { $0 - start } } + refusals)
    case .amount(let stage), .amountSquared(let stage):
      return reaches(stage, record).filter { $0.stage == stage && $0.amount != nil }
        .map { Step(lag: $0.day.map { $0 - start }, amount: $0.amount?.minor ?? 0) }
    }
  }

  /// Reaches of a stage or of a later one, not before the exposure.
  private func reaches(_ stage: String, _ record: UnitRecord) -> [UnitEvent] {
    let from = stages.firstIndex(of: stage) ?? 0
    return record.events.filter { event in
      guard event.reached, (stages.firstIndex(of: event.stage) ?? -1) >= from else { return false }
      return event.day.map { $0 >= record.exposure.day } ?? true
    }
  }
}

extension Moments {
  /// Adds one unit's steps: counts, a total, or the square of a total.
  fileprivate mutating func add(_ moment: EvidenceMoment, _ steps: [EvidenceByHand.Step]) {
    if steps.isEmpty { return }
    units += 1
    let total = steps.reduce(Int128(0)) { $0 + Int128($1.amount) }
    if case .amountSquared = moment { value += total * total } else { value += total }
  }
}
