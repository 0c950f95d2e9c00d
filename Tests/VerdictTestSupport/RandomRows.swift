package import VerdictModel

/// A row of any kind, as a history of puts needs it.
package enum AnyRow: Sendable, Hashable {
  case unit(UnitRecord)
  case event(UnitEvent)
  case cell(FunnelCell)
  case tally(Tally)

  /// Puts the row; a refusal by the model is an answer too, and changes nothing.
  package func put(with writer: any StoreWriter) throws {
    do {
      switch self {
      case .unit(let record): _ = try writer.put(record)
      case .event(let event): _ = try writer.put(event)
      case .cell(let cell): _ = try writer.put(cell)
      case .tally(let tally): _ = try writer.put(tally, hypothesis: "price")
      }
    } catch ModelError.refused {
      return
    }
  }
}

/// Random rows over a small world, so that they meet, repeat and contradict each other.
package struct RandomRows: Sendable {
  package var generator: SeededGenerator
  /// Days on which units of `price` are tallied; others have unit rows.
  private static let tallyDays = 50...55

  package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  package mutating func rows(_ count: Int) -> [AnyRow] { (0..<count).map { _ in row() } }

  package mutating func row() -> AnyRow {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0..<5: .unit(unit())
    case 5..<7: .event(event(of: unitKey()))
    case 7..<9: .cell(cell())
    default: .tally(tally())
    }
  }

  private mutating func unitKey() -> String {
    "D-" + String(Int.random(in: 1...60, using: &generator))
  }

  package mutating func unit() -> UnitRecord {
    let key = unitKey()
    let hypothesis = generator.pick(["screen", "screen", "price", nil])
    // Now and then a unit comes back in its other arm.
    let arm =
      generator.chance(0.1) ? "control" : (key.utf8.last ?? 0) % 2 == 0 ? "control" : "offer"
    let day = Int.random(in: 0...40, using: &generator)
    let events = (0..<Int.random(in: 0...3, using: &generator)).map { _ in event(of: key) }
    return Sample.unit(
      key,
      hypothesis == nil ? nil : arm,
      hypothesis: hypothesis,
      day: day,
      manager: generator.pick(["Anna", "Boris", "Вера", nil]),
      source: generator.pick(["search", "social", nil]),
      segment: generator.pick(["new", "old", nil]),
      traits: generator.chance(0.5) ? ["city": generator.pick(["Kazan", "Omsk"])] : [:],
      uptakeDay: generator.chance(0.2) ? day + Int.random(in: 0...2, using: &generator) : nil,
      events: events
    )
  }

  package mutating func event(of unit: String) -> UnitEvent {
    let stage = generator.pick(["meetings_scheduled", "meetings_held", "payments"])
    let reached = generator.chance(0.75)
    // Payments are always dated here: an amount without a day has no place among running totals.
    let isDated = stage == "payments" || generator.chance(0.85)
    let day = isDated ? Int.random(in: 0...90, using: &generator) : nil
    return Sample.event(
      unit,
      stage,
      day: day,
      reached: reached,
      amount: reached && stage == "payments"
        ? Int64.random(in: 1...90_000_000, using: &generator) : nil,
      ref: stage == "payments" ? generator.pick(["", "2", "3"]) : ""
    )
  }

  package mutating func cell() -> FunnelCell {
    let counter = generator.pick(Sample.funnel.counters)
    return FunnelCell(
      day: Sample.firstDay + Int.random(in: 0...40, using: &generator),
      source: counter.grain.hasSource ? generator.pick(["search", "social"]) : nil,
      manager: counter.grain.hasManager ? generator.pick(["Anna", "Boris"]) : nil,
      counter: counter.key,
      value: generator.chance(0.15) ? nil : Int64.random(in: 0...5_000, using: &generator)
    )
  }

  package mutating func tally() -> Tally {
    let trials = Int64.random(in: 1...40, using: &generator)
    return Tally(
      measure: "payments",
      arm: generator.pick(["control", "offer"]),
      day: Sample.firstDay + Int.random(in: Self.tallyDays, using: &generator),
      manager: generator.pick(["Anna", nil]),
      trials: trials,
      successes: generator.chance(0.2) ? nil : Int64.random(in: 0...trials, using: &generator)
    )
  }
}
