import Testing
import VerdictExchange
import VerdictModel
import VerdictSQLite
import VerdictWorkflow

@Suite("Imports")
struct ImportTests {
  private let table = """
    date,source,manager,leads,spend,meetings_scheduled
    2026-10-19,Direct,,9,1550.50,
    2026-10-19,,Anna,,,3

    """

  private func values(_ office: Office) async throws -> [String: Int64] {
    try await office.store.read { reader in
      let day = try Office.day("2026-10-19")
      return try reader.funnel(FunnelQuery(days: day...day, span: .day, cut: .all))
        .reduce(into: [:]) { $0[$1.counter] = $1.value }
    }
  }

  @Test(
    "A preview writes nothing, the import writes all, the same file again nothing, undo takes it back"
  )
  func life() async throws {
    let office = try Office()
    let desk = try office.desk("2026-10-20")
    let bytes = Array(table.utf8)
    let preview = try await desk.importFile(bytes, name: "table.csv", mode: .rehearse)
    #expect(preview.new == 3)
    #expect(preview.isPreview)
    #expect(try await values(office).isEmpty)
    let report = try await desk.importFile(bytes, name: "table.csv", mode: .commit)
    #expect(report.new == 3)
    #expect(try await values(office) == ["leads": 9, "spend": 155_050, "meetings_scheduled": 3])
    let again = try await desk.importFile(bytes, name: "copy.csv", mode: .commit)
    #expect(again.already?.id == report.batch)
    _ = try await desk.undo(try #require(report.batch))
    #expect(try await values(office).isEmpty)
    #expect(try await desk.importFile(bytes, name: "table.csv", mode: .commit).new == 3)
  }

  @Test("One bad cell refuses the whole file and names its place")
  func allOrNothing() async throws {
    let office = try Office()
    let text = table + "2026-10-20,Direct,,-4,10,\n"
    do {
      _ = try await office.desk("2026-10-21").importFile(
        Array(text.utf8),
        name: "table.csv",
        mode: .commit
      )
      Issue.record("a negative count was taken")
    } catch let error as ExchangeError {
      #expect(error.refusals.first?.place?.line == 4)
      #expect(error.refusals.first?.place?.column == "leads")
      #expect(error.refusals.first?.code == "import.negative")
    }
    #expect(try await values(office).isEmpty)
  }

  @Test("A unit in a second arm refuses the file, unless it is told to keep the first")
  func crossovers() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let desk = try office.desk("2026-11-02")
    func file(_ arm: String) -> [UInt8] {
      Array("unit,arm,date,manager,meetings_held\nD1,\(arm),2026-10-20,Anna,no\n".utf8)
    }
    _ = try await desk.importFile(
      file("usual"),
      name: "a.csv",
      hypothesis: "screen",
      mode: .commit
    )
    await #expect(throws: WorkflowError.crossovers(units: ["D1"])) {
      try await desk.importFile(file("now"), name: "b.csv", hypothesis: "screen", mode: .commit)
    }
    let report = try await desk.importFile(
      file("now"),
      name: "b.csv",
      hypothesis: "screen",
      mode: .commit,
      acceptCrossovers: true
    )
    #expect(report.crossovers == ["D1"])
    let unit = try #require(try await office.store.read { try $0.unit("D1", hypothesis: "screen") })
    #expect(unit.exposure.arm == "usual")
  }

  @Test("The same file for another hypothesis is another import")
  func twoHypotheses() async throws {
    let office = try Office()
    try await office.start(try Office.form("first"))
    try await office.start(try Office.form("second"))
    let desk = try office.desk("2026-11-02")
    let file = Array("unit,arm,date,manager,meetings_held\nD1,usual,2026-10-20,Anna,no\n".utf8)
    for key in ["first", "second"] {
      let report = try await desk.importFile(file, name: "a.csv", hypothesis: key, mode: .commit)
      #expect(report.already == nil)
      let unit = try await office.store.read { try $0.unit("D1", hypothesis: key) }
      #expect(unit?.exposure.arm == "usual")
      #expect(
        try await desk.importFile(file, name: "a.csv", hypothesis: key, mode: .commit).already
          != nil
      )
    }
    await #expect(throws: ModelError.unknownHypothesis("third")) {
      try await desk.importFile(file, name: "a.csv", hypothesis: "third", mode: .commit)
    }
  }

  @Test("Exposures outside the dates are refused; after a stop too")
  func dates() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    func file(_ day: String) -> [UInt8] {
      Array("unit,arm,date,manager,meetings_held\nD1,usual,\(day),Anna,\n".utf8)
    }
    try await office.desk("2026-11-02").stop("screen", on: nil, reason: "enough")
    for day in ["2026-10-18", "2026-11-03", "2026-12-18"] {
      await #expect(throws: ExchangeError.self) {
        try await office.desk("2026-12-20").importFile(
          file(day),
          name: "a.csv",
          hypothesis: "screen",
          mode: .commit
        )
      }
    }
    #expect(
      try await office.desk("2026-12-20").importFile(
        file("2026-11-02"),
        name: "a.csv",
        hypothesis: "screen",
        mode: .commit
      ).new == 1
    )
  }

  /// A file of outcomes longer than what is put together, in the order of its keys.
  private static func outcomes(_ count: Int, _ change: (Int, String) -> String = { $1 }) -> [UInt8]
  {
    var text = "unit,arm,date,manager,meetings_held,payments,revenue\n"
    for number in 0..<count {
      let arm = number.isMultiple(of: 2) ? "usual" : "now"
      text += change(number, "D\(10_000 + number),\(arm),2026-10-20,Anna,2026-10-21,,") + "\n"
    }
    return Array(text.utf8)
  }

  @Test("A long file is read ahead of what is put, and each line still answers for itself")
  func longFile() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let desk = try office.desk("2026-11-02")
    // Line 3502: more than a payment can be, which only the store knows.
    let dear = Self.outcomes(5000) { number, line in
      number == 3500 ? line.dropLast() + "2026-10-21,20000000000000" : line
    }
    do {
      _ = try await desk.importFile(dear, name: "d.csv", hypothesis: "screen", mode: .commit)
      Issue.record("an amount beyond all was taken")
    } catch let error as ExchangeError {
      #expect(error.refusals.map(\.place?.line) == [3502])
    }
    #expect(try await office.store.read { try $0.batches() }.isEmpty)
    // The last line is the first unit again: known, and not in order.
    let again = Self.outcomes(5000) { $0 == 4999 ? "D10000,usual,2026-10-20,,,," : $1 }
    let report = try await desk.importFile(
      again,
      name: "e.csv",
      hypothesis: "screen",
      mode: .commit
    )
    #expect((report.new, report.same, report.accepted) == (4999, 1, 5000))
    let evidence = try await office.store.read { reader in
      var units: [String] = []
      try reader.forEachUnit("screen") { units.append($0.exposure.unit) }
      return units
    }
    #expect(evidence == (0..<4999).map { "D\(10_000 + $0)" })
  }

  @Test("A disk that fills while a file is read ahead ends the reading, and the next import works")
  func fullDisk() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    let desk = try office.desk("2026-11-02")
    let store = try #require(office.store as? SQLiteStore)
    try await store.limit(morePages: 30)
    let bytes = Self.outcomes(60_000)
    await #expect {
      try await desk.importFile(bytes, name: "f.csv", hypothesis: "screen", mode: .commit)
    } throws: { error in
      if case .diskFull = error as? ModelError { true } else { false }
    }
    #expect(try await store.read { try $0.batches() }.isEmpty)
    try await store.limit(morePages: 100_000)
    let report = try await desk.importFile(
      bytes,
      name: "f.csv",
      hypothesis: "screen",
      mode: .commit
    )
    #expect(report.new == 60_000)
    #expect(try await store.health().differingCells == 0)
  }
}
