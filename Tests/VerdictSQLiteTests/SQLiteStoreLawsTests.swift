import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("Laws of a store, on SQLite")
struct SQLiteStoreLawsTests {
  static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6]
  /// Held by the suite, which outlives every store opened in it.
  let place: Place
  let other: Place

  init() throws {
    place = try Place()
    other = try Place()
  }

  @Test("Any order of put, edit and undo equals a rebuild", arguments: seeds)
  func history(seed: UInt64) async throws {
    try await StoreLaws.historyEqualsRebuild(try place.create(), seed: seed)
  }

  @Test("The same on a server's pool")
  func historyOnPool() async throws {
    try place.create().close()
    try await StoreLaws.historyEqualsRebuild(try place.open(.server), seed: 77)
  }

  @Test("Everything undone is an empty store", arguments: seeds)
  func undone(seed: UInt64) async throws {
    try await StoreLaws.undoneToNothing(try place.create(), seed: seed)
  }

  @Test("The order of rows does not matter", arguments: seeds)
  func order(seed: UInt64) async throws {
    try await StoreLaws.orderDoesNotMatter(try place.create(), try other.create(), seed: seed)
  }

  @Test("The same rows again change nothing", arguments: seeds)
  func again(seed: UInt64) async throws {
    try await StoreLaws.againChangesNothing(try place.create(), seed: seed)
  }

  @Test("A rehearsal leaves nothing", arguments: seeds)
  func rehearsal(seed: UInt64) async throws {
    try await StoreLaws.rehearsalLeavesNothing(try place.create(), seed: seed)
  }

  @Test("A failure leaves nothing", arguments: seeds)
  func failure(seed: UInt64) async throws {
    try await StoreLaws.failureLeavesNothing(try place.create(), seed: seed)
  }

  @Test("Plans keep their versions")
  func plans() async throws { try await StoreLaws.plansKeepTheirVersions(try place.create()) }
}
