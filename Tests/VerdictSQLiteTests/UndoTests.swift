import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("Taking a batch back")
struct UndoTests {
  let place: Place
  let store: SQLiteStore

  init() async throws {
    place = try Place()
    store = try place.create()
    try await Sample.startTwo(in: store)
  }

  private func undo(_ batch: Int) async throws -> Batch {
    try await store.write(Sample.act("undo"), .commit) { try $0.undo(batch) }
  }

  private let day = Sample.firstDay

  private func spend(_ value: Int64?) -> AnyRow {
    .cell(FunnelCell(day: day, source: "search", manager: nil, counter: "spend", value: value))
  }

  private func spendNow() async throws -> Int64? {
    try await store.read { [day] in
      try $0.funnelCell(day: day, source: "search", manager: nil, counter: "spend")
    }
  }

  @Test("A changed, a withdrawn and a new cell come back as they were")
  func cells() async throws {
    _ = try await StoreLaws.put([spend(500)], in: store)
    let changed = try await StoreLaws.put([spend(700)], in: store)
    let withdrawn = try await StoreLaws.put([spend(nil)], in: store)
    #expect(try await spendNow() == nil)
    let undone = try await undo(withdrawn)
    #expect(undone.undoes == withdrawn)
    #expect(undone.kind == "undo")
    #expect((undone.new, undone.changed, undone.withdrawn) == (1, 0, 0))
    #expect(try await spendNow() == 700)
    let second = try await undo(changed)
    #expect((second.new, second.changed, second.withdrawn) == (0, 1, 0))
    #expect(try await spendNow() == 500)
    let listed = try await store.read { try $0.batches() }
    #expect(listed.first { $0.id == changed }?.undoneBy == second.id)
    #expect(try await store.health().differingCells == 0)
  }

  @Test("A batch is not undone twice, nor is an undo, nor what never was")
  func once() async throws {
    let batch = try await StoreLaws.put([spend(500)], in: store)
    let undone = try await undo(batch)
    await #expect(throws: ModelError.batchUndone(batch)) { _ = try await undo(batch) }
    await #expect(throws: ModelError.batchIsUndo(undone.id)) { _ = try await undo(undone.id) }
    await #expect(throws: ModelError.batchUnknown(404)) { _ = try await undo(404) }
  }

  @Test("A later batch that touched the rows stands in the way and is named, until it is undone")
  func blocked() async throws {
    let first = try await StoreLaws.put([spend(500)], in: store)
    let later = try await StoreLaws.put([spend(600)], in: store)
    await #expect(
      throws: ModelError.undoBlocked(
        batch: first,
        rows: ["funnel \(day) search spend #\(later)"]
      )
    ) { _ = try await undo(first) }
    #expect(try await spendNow() == 600)
    _ = try await undo(later)
    _ = try await undo(first)
    #expect(try await spendNow() == nil)
  }

  @Test("A withdrawn cell that a later batch gave anew stands in the way")
  func blockedByReturn() async throws {
    _ = try await StoreLaws.put([spend(500)], in: store)
    let withdrawn = try await StoreLaws.put([spend(nil)], in: store)
    let later = try await StoreLaws.put([spend(500)], in: store)
    await #expect(
      throws: ModelError.undoBlocked(
        batch: withdrawn,
        rows: ["funnel \(day) search spend #\(later)"]
      )
    ) { _ = try await undo(withdrawn) }
  }

  @Test("Exposures whose outcomes came later are not taken away from under them")
  func blockedByEvent() async throws {
    let exposures = try await StoreLaws.put([.unit(Sample.unit("D-1", "offer"))], in: store)
    let outcome = try await StoreLaws.put([.event(Sample.event("D-1", day: 3))], in: store)
    await #expect(
      throws: ModelError.undoBlocked(
        batch: exposures,
        rows: ["event D-1 meetings_held #\(outcome)"]
      )
    ) { _ = try await undo(exposures) }
    _ = try await undo(outcome)
    _ = try await undo(exposures)
    #expect(try await store.read { try $0.unit("D-1", hypothesis: "screen") } == nil)
  }

  @Test("A crossover that came later stands in the way too")
  func blockedByCrossover() async throws {
    let first = try await StoreLaws.put([.unit(Sample.unit("D-1", "offer"))], in: store)
    let second = try await StoreLaws.put([.unit(Sample.unit("D-1", "control"))], in: store)
    await #expect(
      throws: ModelError.undoBlocked(
        batch: first,
        rows: ["crossover D-1 screen control #\(second)"]
      )
    ) { _ = try await undo(first) }
    _ = try await undo(second)
    #expect(
      try await store.read { try $0.allocationAudit("screen", asOf: Sample.firstDay) }.crossovers
        == 0
    )
  }

  @Test("The same file can come again after its undo, and only then counts as new")
  func sameFile() async throws {
    let batch = try await StoreLaws.put([spend(500)], in: store, sha256: "f00d")
    #expect(try await store.read { try $0.batch(sha256: "f00d") }?.id == batch)
    _ = try await undo(batch)
    #expect(try await store.read { try $0.batch(sha256: "f00d") } == nil)
    let again = try await StoreLaws.put([spend(500)], in: store, sha256: "f00d")
    #expect(try await store.read { try $0.batch(sha256: "f00d") }?.id == again)
    #expect(try await store.read { try $0.batch(sha256: "") } == nil)
  }

  @Test("Names that only the undone rows used are no longer offered, and come back with new rows")
  func names() async throws {
    let batch = try await StoreLaws.put(
      [.unit(Sample.unit("D-1", "offer", manager: "Typo")), spend(5)],
      in: store
    )
    #expect(try await store.read { try $0.managers() } == ["Typo"])
    #expect(try await store.read { try $0.sources() } == ["search"])
    _ = try await undo(batch)
    #expect(try await store.read { try $0.managers() }.isEmpty)
    _ = try await StoreLaws.put([spend(6)], in: store)
    #expect(try await store.read { try $0.sources() } == ["search"])
  }
}
