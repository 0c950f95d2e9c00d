import Foundation
import Testing
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictSQLite
import VerdictTestSupport
import VerdictWorkflow

@Suite("An archive and the store it came from")
struct ArchiveTests {
  private let folder: ThrowawayFolder
  init() throws { folder = try ThrowawayFolder() }

  private func desk(_ store: any Store) -> Desk {
    Desk(
      store: store,
      author: "head",
      now: Timestamp(microseconds: 1_790_000_000_123_456),
      program: "verdict test"
    )
  }

  private func make(_ name: String) throws -> SQLiteStore {
    try SQLiteStore.create(at: folder.file(name), settings: [:], funnel: .standard)
  }

  /// Every file's text by its path, without the page and the list of hashes, which tell of themselves.
  private func files(_ path: String) throws -> [String: Data] {
    let names = try #require(FileManager.default.enumerator(atPath: path))
    var found: [String: Data] = [:]
    for case let name as String in names where name.contains("/") {
      let place = URL(fileURLWithPath: path + "/" + name)
      guard try place.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      found[name] = try Data(contentsOf: place)
    }
    return found
  }

  /// A store with something in every table, texts a spreadsheet or a separator could spoil included.
  private func fill(_ store: any Store, seed: UInt64) async throws {
    try await Sample.startTwo(in: store)
    var random = RandomRows(seed: seed)
    for round in 0..<6 {
      let batch = try await StoreLaws.put(random.rows(30), in: store, at: Int64(round))
      if round == 3 {
        _ = try await store.write(Sample.act("undo"), .commit) { try $0.undo(batch) }
      }
    }
    let nasty = ["=1+1", "'", "''-a", "a,b;\"c\"", " two\nlines\r\n", "—", "+7 900", "é", "@x"]
    try await store.write(Sample.act("=act", at: 9), .commit) { writer in
      _ = try writer.beginBatch(kind: "import", file: "=a.csv", sha256: "f00", preset: "direct")
      for (index, text) in nasty.enumerated() {
        _ = try writer.put(
          UnitRecord(
            hypothesis: nil,
            exposure: Exposure(
              unit: text,
              arm: nil,
              day: Sample.firstDay - 20_000 + index,
              manager: text,
              source: text,
              segment: text
            ),
            events: [
              UnitEvent(
                unit: text,
                stage: "payments",
                reached: true,
                day: Sample.firstDay,
                amount: Money(minor: Int64(index) * 100 + 5),
                packageName: index == 0 ? "" : text
              )
            ]
          )
        )
        try writer.set("note." + String(index), text)
      }
      try writer.keep(
        AdRow(
          account: "'",
          campaign: "-1",
          day: Sample.firstDay,
          source: "search",
          counter: nil,
          value: 0
        )
      )
      try writer.set(
        Norm(metric: "show_rate", manager: "Anna", from: Sample.firstDay, low: 0.1, high: nil)
      )
      _ = try writer.plan(
        [
          MonthPlan(
            month: Month(containing: Sample.firstDay),
            lines: [PlanLine(what: "show_rate", value: 1.0 / 3)]
          )
        ],
        reason: "-why"
      )
      let form = Sample.form("price", stage: "payments", guardrails: [], segments: [])
      let (bytes, sha256) = try Sample.bytes(form)
      try writer.amend(form, bytes: bytes, sha256: sha256, reason: "")
      try writer.draw(
        "screen",
        AllocationEntry(
          stratum: "Anna",
          position: 0,
          arm: "offer",
          unit: "=u",
          author: "head",
          at: Timestamp(microseconds: -1)
        )
      )
      try writer.bet(
        Bet(
          hypothesis: "screen",
          person: "Igor",
          direction: "up",
          size: 0.1,
          at: Timestamp(microseconds: 5)
        )
      )
      try writer.glance(
        Glance(
          hypothesis: "screen",
          who: "Anna",
          at: Timestamp(microseconds: 6),
          reason: "curious"
        )
      )
      let period = HalfMonth(containing: Sample.firstDay)
      try writer.publish(
        PublishedReview(
          period: period,
          asOf: Sample.firstDay,
          at: Timestamp(microseconds: 7),
          author: "head",
          program: "p",
          schema: 1,
          json: Array("{}".utf8),
          wallRu: Array("<p>стена\r\n".utf8),
          wallEn: Array("<p>wall".utf8),
          headRu: [],
          headEn: [0, 255, 13, 10],
          sha256: "h"
        ),
        looks: [
          LookRecord(
            hypothesis: "screen",
            number: 1,
            period: period,
            asOf: Sample.firstDay,
            information: 0.1 + 0.2,
            planned: 1,
            spent: 1e-17,
            boundary: nil,
            statistic: -2.5,
            verdict: .tooEarly,
            evaluation: Array("{\"a\": 1}".utf8),
            sha256: "e"
          )
        ]
      )
      _ = try writer.add(
        Account(id: 0, name: "Анна", role: .head, manager: nil, password: "$argon2id$secret")
      )
    }
  }

  @Test(
    "Put back, it gives an equal store: rows, cells, answers, and the next archive",
    arguments: [1, 2, 3] as [UInt64]
  )
  func equal(seed: UInt64) async throws {
    let store = try make("a.sqlite")
    try await fill(store, seed: seed)
    _ = try await desk(store).archive(to: folder.file("first"), language: .ru)
    let copy = try make("b.sqlite")
    _ = try await desk(copy).restore(from: folder.file("first"))
    let before = try await store.read { try StoreImage($0) }
    let after = try await copy.read { try StoreImage($0) }
    #expect(after == before)
    let health = try await copy.health()
    #expect(health.differingCells == 0)
    #expect(health.auditHolds && health.integrity)

    _ = try await desk(copy).archive(to: folder.file("second"), language: .en)
    var first = try files(folder.file("first"))
    var second = try files(folder.file("second"))
    // The restoring itself is one line more of the audit.
    let audits = (
      first.removeValue(forKey: "data/audit.csv"), second.removeValue(forKey: "data/audit.csv")
    )
    let lines = try #require(audits.1).split(separator: 0x0A)
    #expect(try #require(audits.0).split(separator: 0x0A) == Array(lines.dropLast()))
    #expect(String(decoding: try #require(lines.last), as: UTF8.self).contains(",restore,"))
    #expect(first == second)
    #expect(first.count > ArchiveTable.all.count)
  }

  @Test("What the store can still take back, its copy can take back too")
  func undo() async throws {
    let store = try make("a.sqlite")
    try await Sample.startTwo(in: store)
    var random = RandomRows(seed: 7)
    _ = try await StoreLaws.put(random.rows(40), in: store)
    let before = try await store.read { try StoreImage($0) }
    let batch = try await StoreLaws.put(random.rows(40), in: store)
    _ = try await desk(store).archive(to: folder.file("archive"), language: .ru)
    let copy = try make("b.sqlite")
    _ = try await desk(copy).restore(from: folder.file("archive"))
    _ = try await copy.write(Sample.act("undo"), .commit) { try $0.undo(batch) }
    #expect(try await copy.read { try StoreImage($0) } == before)
  }

  @Test("No password leaves the store, and a restored person has none")
  func passwords() async throws {
    let store = try make("a.sqlite")
    try await fill(store, seed: 1)
    _ = try await desk(store).archive(to: folder.file("archive"), language: .ru)
    for (name, data) in try files(folder.file("archive")) {
      #expect(!String(decoding: data, as: UTF8.self).contains("argon2"), "\(name)")
    }
    let copy = try make("b.sqlite")
    _ = try await desk(copy).restore(from: folder.file("archive"))
    #expect(try await copy.read { try $0.accounts().map(\.password) } == [""])
  }

  @Test("A cell a spreadsheet would run is written with an apostrophe")
  func formulas() async throws {
    let store = try make("a.sqlite")
    try await fill(store, seed: 1)
    _ = try await desk(store).archive(to: folder.file("archive"), dialect: .excel, language: .ru)
    for (name, data) in try files(folder.file("archive")) where name.hasSuffix(".csv") {
      let text = String(decoding: data, as: UTF8.self)
      for start in [",=", "\n=", ";=", ",@", ";@", ",+", "\"=", ",-a"] {
        #expect(!text.contains(start), "\(name) has \(start)")
      }
    }
  }

  @Test("A changed file is named and refused, unless the change is one's own")
  func changed() async throws {
    let store = try make("a.sqlite")
    try await fill(store, seed: 2)
    _ = try await desk(store).archive(to: folder.file("archive"), language: .ru)
    let place = folder.file("archive/data/bets.csv")
    let text = try String(contentsOfFile: place, encoding: .utf8)
    try text.replacing("Igor", with: "Oleg").write(toFile: place, atomically: true, encoding: .utf8)
    let copy = try make("b.sqlite")
    await #expect(throws: WorkflowError.archiveChanged(["data/bets.csv"])) {
      _ = try await desk(copy).restore(from: folder.file("archive"))
    }
    _ = try await desk(copy).restore(from: folder.file("archive"), acceptChanged: true)
    #expect(try await copy.read { try $0.bets("screen").map(\.person) } == ["Oleg"])
  }

  @Test(
    "A spoiled row is refused with file, line and column, and nothing is half there",
    arguments: [
      ("units.csv", "screen,control", "screen,nobody", "archive.unknownName"),
      ("bets.csv", "screen,Igor", "moon,Igor", "archive.unknownHypothesis"),
      ("bets.csv", ",0.1,", ",much,", "archive.value"),
      ("bets.csv", "hypothesis,person", "hypothesis,persona", "archive.unknownColumn"),
      ("bets.csv", ",0.1,", ",0.1", "import.fieldCount"),
    ]
  )
  func spoiled(file: String, old: String, new: String, code: String) async throws {
    let store = try make("a.sqlite")
    try await fill(store, seed: 3)
    _ = try await desk(store).archive(to: folder.file("archive"), language: .ru)
    let place = folder.file("archive/data/" + file)
    let text = try String(contentsOfFile: place, encoding: .utf8)
    #expect(text.contains(old))
    try text.replacing(old, with: new).write(toFile: place, atomically: true, encoding: .utf8)
    let copy = try make("b.sqlite")
    do {
      _ = try await desk(copy).restore(from: folder.file("archive"), acceptChanged: true)
      Issue.record("taken")
    } catch let error as ExchangeError {
      #expect(error.refusals.map(\.code).contains(code))
      #expect(
        error.refusals.allSatisfy { $0.place?.file == "data/" + file && $0.place?.line != nil }
      )
    }
    #expect(try await copy.read { reader in try reader.hypotheses().isEmpty })
  }

  @Test("It never writes over anything, and a folder that is no archive is not one")
  func occupied() async throws {
    let store = try make("a.sqlite")
    let taken = folder.file("taken")
    try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: taken + "/mine.txt"))
    await #expect(throws: WorkflowError.folderOccupied(taken)) {
      _ = try await desk(store).archive(to: taken, language: .ru)
    }
    await #expect(throws: WorkflowError.notAnArchive(taken)) {
      _ = try await desk(store).restore(from: taken)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: taken) == ["mine.txt"])
  }

  @Test("What it says for people, import takes: the same table and the same outcomes")
  func forPeople() async throws {
    let store = try make("a.sqlite")
    try await Sample.startTwo(in: store)
    var random = RandomRows(seed: 11)
    let rows = random.rows(150).filter { row in
      switch row {
      case .unit(let record): record.events.allSatisfy(\.ref.isEmpty)
      case .event(let event): event.ref.isEmpty
      default: true
      }
    }
    _ = try await StoreLaws.put(rows, in: store)
    for dialect in [CanonicalWriter(), .excel] {
      let name = dialect.hasByteOrderMark ? "excel" : "plain"
      _ = try await desk(store).archive(to: folder.file(name), dialect: dialect, language: .ru)
      let copy = try make(name + ".sqlite")
      let bytes = try Data(
        contentsOf: URL(fileURLWithPath: folder.file(name + "/for-people/table.csv"))
      )
      let late = Desk(
        store: copy,
        author: "head",
        now: Timestamp(microseconds: Int64(Sample.firstDay.number + 300) * 86_400_000_000),
        program: "p"
      )
      let report = try await late.importFile([UInt8](bytes), name: "table.csv", mode: .commit)
      #expect(report.new > 0)
      let sums = try await store.read(Self.sums)
      #expect(try await copy.read(Self.sums) == sums)
      #expect(!sums.isEmpty)
    }
  }

  @Sendable
  private static func sums(_ reader: any StoreReader) throws -> [FunnelSum] {
    let days = Sample.firstDay...(Sample.firstDay + 200)
    return try [Cut.all, .source, .manager].flatMap { cut in
      try reader.funnel(FunnelQuery(days: days, span: .day, cut: cut))
    }
  }
}
