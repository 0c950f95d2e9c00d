import Foundation
import GRDB
import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("Two writers, a full disk")
struct SharedUseTests {
  let place: Place
  init() throws { place = try Place() }

  /// Another program's connection, free to hold a transaction open.
  private func otherProgram() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: place.path, configuration: configuration)
  }

  @Test("A writer that cannot get in answers busy and leaves nothing")
  func busy() async throws {
    try place.create().close()
    let other = try otherProgram()
    let store = try place.open(busySeconds: 0.05)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    await #expect(throws: ModelError.storeBusy(path: place.path)) {
      try await store.write(Sample.act(), .commit) { try $0.set("a", "b") }
    }
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(try await store.read { try $0.setting("a") } == nil)
    try await store.write(Sample.act(), .commit) { try $0.set("a", "c") }
    #expect(try await store.read { try $0.setting("a") } == "c")
    try store.close()
    try other.close()
  }

  @Test("Readers are not kept out by a writer, and see what was committed")
  func readers() async throws {
    try place.create().close()
    let other = try otherProgram()
    try await other.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE; INSERT INTO setting VALUES ('half', 'done')")
    }
    let store = try place.open(busySeconds: 0.05)
    #expect(try await store.read { try $0.setting("half") } == nil)
    try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    #expect(try await store.read { try $0.setting("half") } == "done")
    try store.close()
    try other.close()
  }

  @Test("Two writers at once wait for each other, and nothing of either is lost")
  func both() async throws {
    let one = try place.create()
    try await Sample.startTwo(in: one)
    let two = try place.open(.server)
    let stores = [one, two]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, store) in stores.enumerated() {
        group.addTask {
          for number in 0..<20 {
            let unit = Sample.unit(
              "\(index)-\(number)",
              "offer",
              manager: "M\(index)-\(number % 3)"
            )
            _ = try await StoreLaws.put([.unit(unit)], in: store)
          }
        }
      }
      try await group.waitForAll()
    }
    let evidence = try await one.read {
      try $0.evidence(
        EvidenceQuery(
          hypothesis: "screen",
          cut: .manager,
          moments: [],
          asOf: Sample.firstDay,
          horizon: 0
        )
      )
    }
    #expect(evidence.cells.map(\.exposed).reduce(0, +) == 40)
    #expect(evidence.cells.count == 6)
    let health = try await two.health()
    #expect(health.differingCells == 0)
    #expect(health.auditHolds)
    try one.close()
    try two.close()
  }

  @Test("A full disk is said to be one, and the act leaves nothing")
  func full() async throws {
    let store = try place.create()
    try await Sample.startTwo(in: store)
    var random = RandomRows(seed: 5)
    _ = try await StoreLaws.put(random.rows(30), in: store)
    let before = try await store.read { try StoreImage($0) }
    let lines = try await store.read { try $0.audit() }
    try await store.limit(morePages: 4)
    await #expect(throws: ModelError.diskFull(path: place.path)) {
      try await store.write(Sample.act(), .commit) { writer in
        for number in 0..<5_000 { _ = try writer.put(Sample.unit("L-\(number)", "offer")) }
      }
    }
    #expect(try await store.read { try StoreImage($0) } == before)
    #expect(try await store.read { try $0.audit() } == lines)
    let health = try await store.health()
    #expect(health.integrity && health.auditHolds && health.differingCells == 0)
    try store.close()
  }
}
