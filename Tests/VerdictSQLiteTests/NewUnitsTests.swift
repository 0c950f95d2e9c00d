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
    try await Sample.start(Sample.form("screen"), in: store)
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
}
