import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport

@Suite("The archive's tables")
struct ArchiveCoverageTests {
  @Test("Every table and column of the schema is in the archive, or is named as left behind")
  func coverage() async throws {
    let place = try Place()
    let store = try place.create()
    try store.close()
    let present = Set(
      try await place.rawRows(
        """
        SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
        """
      )
    )
    let archived = Set(
      ArchiveTable.all.flatMap { table in
        table.columns.map { NotArchived.stored(table) + "." + $0.name }
      }
    )
    let left = present.subtracting(archived).filter { name in
      let parts = name.split(separator: ".").map(String.init)
      return !NotArchived.tables.contains(parts[0])
        && NotArchived.columns[parts[0]]?.contains(parts[1]) != true
    }
    #expect(left.isEmpty, "neither archived nor left behind")
    #expect(archived.isSubset(of: present), "archived without being there")
  }
}
