import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("Writes of a server committed together")
struct GroupCommitTests {
  let folder: ThrowawayFolder
  let path: String

  init() throws {
    folder = try ThrowawayFolder()
    path = folder.file("verdict.sqlite")
    try SQLiteStore.create(at: path, settings: [:], funnel: .standard).close()
  }

  private struct Refused: Error {}

  private func act(_ number: Int, _ action: String = "log") -> Act {
    Act(
      author: "тест",
      at: Timestamp(microseconds: Int64(number)),
      action: action,
      subject: String(number)
    )
  }

  @Test("each of many at once is kept or refused alone, and the audit has a line of each kept")
  func manyAtOnce() async throws {
    let store = try SQLiteStore.open(at: path, mode: .server)
    let count = 300
    let refused = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<count {
        group.addTask {
          do {
            // Every seventh throws after it has written; every eleventh is only rehearsed.
            try await store.write(
              act(number, number % 13 == 0 ? "import" : "log"),
              number % 11 == 0 ? .rehearse : .commit
            ) { writer in
              try writer.set("key\(number)", "value")
              if number % 7 == 0 { throw Refused() }
            }
            return false
          } catch {
            return true
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(refused == (0..<count).count { $0 % 7 == 0 })
    let (settings, audit) = try await store.read { (try $0.settings(), try $0.audit()) }
    let kept = (0..<count).filter { $0 % 7 != 0 && $0 % 11 != 0 }
    #expect(Set(settings.keys.filter { $0.hasPrefix("key") }) == Set(kept.map { "key\($0)" }))
    #expect(Set(audit.map(\.subject)).isSuperset(of: kept.map { String($0) }))
    #expect(audit.count { ["log", "import"].contains($0.action) } == kept.count)
    #expect(try await store.health().auditHolds)
    try store.close()
  }

  @Test("a disk that fills up refuses those that do not fit and keeps the rest")
  func fullDisk() async throws {
    let store = try SQLiteStore.open(at: path, mode: .server)
    try await store.limit(morePages: 40)
    let text = String(repeating: "x", count: 3_000)
    let answers = await withTaskGroup(of: (Int, Bool).self) { group in
      for number in 0..<100 {
        group.addTask {
          do {
            try await store.write(act(number), .commit) { try $0.set("key\(number)", text) }
            return (number, true)
          } catch {
            return (number, false)
          }
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    let kept = try await store.read { try $0.settings() }.keys.filter { $0.hasPrefix("key") }
    #expect(Set(kept) == Set(answers.filter(\.value).keys.map { "key\($0)" }))
    #expect(answers.values.contains(true) && answers.values.contains(false))
    #expect(try await store.health().auditHolds)
    try store.close()
  }
}
