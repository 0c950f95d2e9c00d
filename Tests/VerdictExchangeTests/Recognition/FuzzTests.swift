import Foundation
import Testing
import VerdictExchange
import VerdictModel

/// Each parser on inputs made from good ones by chance, for as long as `scripts/fuzz` asks.
///
/// Without VERDICT_FUZZ_SECONDS each runs a few hundred inputs. The input at work is kept in
/// VERDICT_FUZZ_FOLDER, so that one that crashes is there afterwards.
@Suite("Fuzzing", .serialized)
struct FuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["VERDICT_FUZZ_SECONDS"].flatMap { Double($0) }
  private static let seed = environment["VERDICT_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  /// Runs `parse` on mutations of the seeds until the time is over.
  private func fuzz(
    _ name: String,
    _ seeds: [[UInt8]],
    _ parse: ([UInt8]) throws -> Void
  ) throws {
    var random = SeededGenerator(seed: Self.seed)
    let end = Self.seconds.map { Date().addingTimeInterval($0) }
    let folder = Self.environment["VERDICT_FUZZ_FOLDER"]
    var corpus = seeds
    var runs = 0
    while end.map({ Date() < $0 }) ?? (runs < 200) {
      runs += 1
      let parent = corpus[Int.random(in: 0..<corpus.count, using: &random)]
      let input = Mutation.of(parent, &random)
      // Mutations of mutations go further; the good ones stay the most frequent.
      if corpus.count < 200, runs % 50 == 0, input.count < 1 << 16 { corpus.append(input) }
      if let folder {
        try Data(input).write(to: URL(filePath: folder).appending(path: name + ".input"))
      }
      let began = Date()
      do {
        try parse(input)
      } catch let error as any CodedError {
        #expect(!error.code.isEmpty)
      } catch {
        Issue.record("\(name): an error without a code: \(error)")
      }
      let took = Date().timeIntervalSince(began)
      #expect(took < 5, "\(name) took \(took) s on \(input.count) bytes")
    }
    print("fuzz \(name): \(runs) inputs")
  }

  @Test("Any text, page or encoding")
  func anyFile() throws {
    let seeds = [
      Array(Fixture.amo.utf8), Array(Fixture.bitrix.utf8), windows1251(Fixture.directCabinet),
      Array(Fixture.directAPI.utf8), utf16(Fixture.google, little: true),
      Array(Fixture.metaRu.utf8),
      Array(Fixture.long.utf8), Array(Fixture.wide.utf8), Array(Fixture.metrica.utf8),
      Array("date,source,leads,spend\n2026-11-01,Direct,3,10.50\n".utf8),
      Array("unit,arm,date,hypothesis,meetings_held\n1,now,2026-11-06,screen,yes\n".utf8),
    ]
    try fuzz("text", seeds) { bytes in
      let content = try file(bytes, context(today: "2026-11-29"))
      guard case .layout(let layout) = content else { return }
      #expect(layout.refusals.count <= 50)
      #expect(layout.refusalCount >= layout.refusals.count)
    }
  }

  @Test("Pages")
  func pages() throws {
    try fuzz("page", [Array(Fixture.bitrixPage.utf8)]) { _ = try file($0) }
  }

  #if Workbooks
  @Test("Workbooks")
  func workbooks() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let path = folder.appending(path: "Workbooks/department.xlsx")
    try fuzz("workbook", [Array(try Data(contentsOf: path))]) { _ = try file($0) }
  }
  #endif

  @Test("Aliases")
  func aliases() throws {
    let seed = """
      columns: {spend: [вложили, "деньги: все"]}
      sources:
        Авито: [avito]
      layouts:
        - header: "дата | клики"
          source: VK
          columns: {дата: date, клики: clicks}

      """
    try fuzz("aliases", [Array(seed.utf8), Array(AliasesYAML.write(.builtIn).utf8)]) { bytes in
      let read = try AliasesYAML.read(bytes, file: "a.yaml", funnel: .standard)
      let again = try AliasesYAML.read(
        Array(AliasesYAML.write(read).utf8),
        file: "a.yaml",
        funnel: .standard
      )
      #expect(again == read)
    }
  }

  @Test("Tables of an archive: what is read is written and read again as the same")
  func archive() throws {
    let seeds: [(String, String)] = [
      (
        "outcomes",
        """
        unit,stage,ref,reached,day,amount,package,manager,batch
        '=1,payments,,1,2026-11-06,600000.50,',Анна,3
        41873,meetings_held,,0,,,,,3

        """
      ),
      (
        "bets",
        "hypothesis,person,direction,size,at\nscreen,Анна,up,0.1,2026-11-06T09:00:00.000001Z\n"
      ),
      (
        "hypotheses",
        "id,key,state,form,sha256,seal,author,at\n1,a,draft,forms/a.json,f0,00ff,x,"
          + "2026-11-06T09:00:00.000000Z\n"
      ),
    ]
    for (name, seed) in seeds {
      let table = try #require(ArchiveTable.all.first { $0.name == name })
      let csv = ArchiveCSV(table)
      func rows(_ bytes: [UInt8]) throws -> [[ArchiveValue]] {
        var rows: [[ArchiveValue]] = []
        try csv.read(.bytes(bytes), file: name, content: { Array($0.utf8) }) { rows.append($1) }
        return rows
      }
      try fuzz("archive." + name, [Array(seed.utf8)]) { bytes in
        let read = try rows(bytes)
        guard name != "hypotheses" else { return }
        #expect(try rows(csv.header + read.flatMap { csv.line($0) }) == read)
      }
    }
  }

  @Test("Hypotheses in YAML")
  func hypotheses() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = folder.appending(path: "experiments/screen-share-now/hypothesis.yaml")
    try fuzz("hypothesis", [Array(try Data(contentsOf: path))]) { bytes in
      let form = try HypothesisYAML.read(bytes, file: "h.yaml", funnel: .standard)
      let text = HypothesisYAML.text(of: form)
      #expect(try HypothesisYAML.read(Array(text.utf8), file: "h.yaml", funnel: .standard) == form)
    }
  }
}
