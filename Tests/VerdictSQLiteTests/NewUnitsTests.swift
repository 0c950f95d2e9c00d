import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

/// Units in the order of their keys are written many at a time; nobody may notice.
@Suite("Units written together")
struct NewUnitsTests {
  let place: Place
  let store: SQLiteStore

  init() async throws {
    place = try Place()
    store = try place.create()
    try await Sample.startTwo(in: store)
  }

  /// More than are written together, and some over.
  private static let units = 300

  private static func record(_ number: Int) -> UnitRecord {
    let key = "D-\(1000 + number)"
    return Sample.unit(
      key,
      number.isMultiple(of: 2) ? "offer" : "control",
      day: number % 7,
      events: [
        Sample.event(key, day: number % 7 + 1),
        Sample.event(key, "payments", day: 20, amount: Int64(number) * 100),
      ]
    )
  }

  private static let question = EvidenceQuery(
    hypothesis: "screen",
    cut: .all,
    moments: [.reached("meetings_held")],
    asOf: Sample.firstDay + 40,
    horizon: 14
  )

  @Test("Within the act each is read as soon as it is put, and counted as soon as it is asked")
  func readAtOnce() async throws {
    try await store.write(Sample.act(), .commit) { writer in
      for number in 0..<Self.units {
        let record = Self.record(number)
        #expect(try writer.put(record) == .new)
        if number.isMultiple(of: 50) || number == Self.units - 1 {
          let known = try writer.unit(record.exposure.unit, hypothesis: "screen")
          #expect(known == record)
        }
        if number.isMultiple(of: 70) {
          let cells = try writer.evidence(Self.question).cells
          #expect(cells.reduce(0) { $0 + $1.exposed } == Int64(number + 1))
          #expect(
            cells.reduce(0) {
              $0 + ($1.sums[.reached("meetings_held")]?.matured.units ?? 0)
            } == Int64(number + 1)
          )
        }
        // The usual way, to a unit that may still be waiting.
        if number.isMultiple(of: 90) { #expect(try writer.put(record) == .same) }
      }
      var seen = 0
      try writer.forEachUnit("screen") { record in
        #expect(record == Self.record(seen))
        seen += 1
      }
      #expect(seen == Self.units)
    }
    #expect(try await store.health().differingCells == 0)
  }

  /// Keys in the order of their numbers.
  private static func many(_ numbers: Range<Int>) -> [UnitRecord] {
    numbers.map { number in
      let key = "M-\(1_000_000 + number)"
      return Sample.unit(
        key,
        number.isMultiple(of: 2) ? "offer" : "control",
        day: number % 28,
        manager: "Manager \(number % 7)",
        events: [Sample.event(key, day: number % 28 + number % 5)]
      )
    }
  }

  @Test("Many at a time are what one by one they would be")
  func manyAtATime() async throws {
    let records = Self.many(0..<12_000)
    let other = try Place()
    let oneByOne = try other.create()
    try await Sample.startTwo(in: oneByOne)
    let taken = try await store.write(Sample.act(), .commit) { writer in
      try stride(from: 0, to: records.count, by: 1000).map {
        try writer.putNew(records[$0..<$0 + 1000])
      }
    }
    #expect(taken == [Int](repeating: 1000, count: 12))
    try await oneByOne.write(Sample.act(), .commit) { writer in
      for record in records { _ = try writer.put(record) }
    }
    let image = try await store.read { try StoreImage($0) }
    #expect(try await oneByOne.read { try StoreImage($0) } == image)
    #expect(try await store.health().differingCells == 0)
  }

  @Test("In any order, with repeats among them, they are what one by one they would be")
  func anyOrder() async throws {
    var generator = SeededGenerator(seed: 9)
    var records = Self.many(0..<3_000).shuffled(using: &generator)
    records += records[..<40]
    records.swapAt(500, 3_030)
    let shuffled = records
    let other = try Place()
    let oneByOne = try other.create()
    try await Sample.startTwo(in: oneByOne)
    let outcomes = try await store.write(Sample.act(), .commit) { writer in
      var (next, new, same) = (0, 0, 0)
      while next < shuffled.count {
        let end = min(next + 700, shuffled.count)
        let taken = try writer.putNew(shuffled[next..<end])
        (next, new) = (next + taken, new + taken)
        if taken > 0 { continue }
        #expect(try writer.put(shuffled[next]) == .same)
        (next, same) = (next + 1, same + 1)
      }
      return [new, same]
    }
    #expect(outcomes == [3_000, 40])
    // In their order, where none is ever out of it.
    let sorted = shuffled.sorted { $0.exposure.unit < $1.exposure.unit }
    try await oneByOne.write(Sample.act(), .commit) { writer in
      for record in sorted { _ = try writer.put(record) }
    }
    let image = try await store.read { try StoreImage($0) }
    #expect(try await oneByOne.read { try StoreImage($0) } == image)
    #expect(try await store.health().differingCells == 0)
  }

  @Test("Taken are those up to the first that is known, repeats an event or is of another test")
  func upToTheFirst() async throws {
    try await Sample.start(Sample.form("second"), in: store)
    let records = Self.many(0..<10)
    let known = Sample.unit("M-1", "offer")
    let twice = Sample.unit(
      "M-2000000",
      "offer",
      events: [
        Sample.event("M-2000000", "payments", day: 3, amount: 100),
        Sample.event("M-2000000", "payments", day: 4, amount: 100, ref: "2"),
      ]
    )
    let foreign = Sample.unit("M-2000001", "offer", hypothesis: "second")
    try await store.write(Sample.act(), .commit) { writer in
      #expect(try writer.put(known) == .new)
      for stranger in [known, twice, foreign] {
        let mixed = records + [stranger] + records
        let taken = try writer.putNew(mixed[...])
        #expect(taken == (stranger == known ? 10 : 0), "\(stranger.exposure.unit)")
        #expect(try writer.putNew([stranger]) == (stranger == foreign ? 1 : 0))
      }
      #expect(try writer.put(twice) == .new)
    }
    #expect(try await store.health().differingCells == 0)
  }

  @Test("What fails while the next units are got ready fails the act, and leaves nothing")
  func failureBehind() async throws {
    let before = try await store.read { try StoreImage($0) }
    try await store.limit(morePages: 40)
    let records = Self.many(0..<60_000)
    await #expect(throws: ModelError.diskFull(path: place.path)) {
      try await store.write(Sample.act(), .commit) { writer in
        for piece in stride(from: 0, to: records.count, by: 1000) {
          _ = try writer.putNew(records[piece..<piece + 1000])
        }
      }
    }
    #expect(try await store.read { try StoreImage($0) } == before)
    let health = try await store.health()
    #expect(health.integrity && health.auditHolds && health.differingCells == 0)
  }
}
