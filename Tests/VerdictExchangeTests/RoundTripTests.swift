import Testing
import VerdictExchange
import VerdictModel

@Suite("Written and read")
struct RoundTripTests {
  private static let names = [
    "Анна", "Direct", "=1+1", "+7", "-5", "@cmd", "'quoted", "'=x", "a,b", "a;b", "say \"hi\"",
    "O'Neil", "no", "yes", "2026-11-06", "😀", "sep=;", "\"", "\"\"", "''",
  ]

  @Test(
    "Tables, outcomes and tallies come back equal",
    arguments: 1...20 as ClosedRange<UInt64>
  )
  func everything(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let writer = CanonicalWriter(
      separator: Separator.allCases.randomElement(using: &random) ?? .comma,
      hasByteOrderMark: Bool.random(using: &random)
    )

    let cells = table(&random)
    let readCells = try file(writer.funnel(cells, funnel: .standard), plain).rows.flatMap {
      row -> [FunnelCell] in
      if case .funnel(let cells) = row.content { cells } else { [] }
    }
    #expect(Set(readCells) == Set(cells) && readCells.count == cells.count)

    let context = ImportContext(funnel: .standard, segments: ["city"])
    let records = units(&random)
    let columns = OutcomeColumns(funnel: .standard, segments: ["city"])
    let outcomes = try file(writer.outcomes(records, columns: columns), context)
    #expect(outcomes.rows.map(\.content) == records.map(ImportContent.unit))

    let tallies = tallies(&random)
    let readTallies = try file(
      writer.tallies(tallies.map { ($0, "screen") }),
      ImportContext(funnel: .standard)
    )
    #expect(
      readTallies.rows.map(\.content) == tallies.map { .tally($0, hypothesis: "screen") }
    )
  }

  @Test("Only texts are guarded against formulas; the bytes are as expected")
  func bytes() {
    let cells = [
      FunnelCell(day: day("2026-11-06"), source: "=x", manager: nil, counter: "spend", value: 1550),
      FunnelCell(day: day("2026-11-06"), source: "=x", manager: nil, counter: "leads", value: 3),
      FunnelCell(day: day("2026-11-05"), source: "b,c", manager: nil, counter: "leads", value: 0),
      FunnelCell(day: day("2026-11-05"), source: "b,c", manager: nil, counter: "spend", value: nil),
    ]
    let text = String(
      decoding: CanonicalWriter().funnel(cells, funnel: .standard),
      as: UTF8.self
    )
    #expect(
      text == """
        date,source,manager,leads,spend
        2026-11-05,"b,c",,0,
        2026-11-06,'=x,,3,15.50

        """
    )
  }

  @Test("A second payment of a unit has no place in the file")
  func secondPayment() {
    let record = UnitRecord(
      hypothesis: nil,
      exposure: Exposure(unit: "7", arm: nil, day: day("2026-11-06")),
      events: [
        UnitEvent(
          unit: "7",
          stage: "payments",
          reached: true,
          day: day("2026-11-09"),
          amount: Money(minor: 100)
        ),
        UnitEvent(
          unit: "7",
          stage: "payments",
          ref: "2",
          reached: true,
          day: day("2026-11-10"),
          amount: Money(minor: 200)
        ),
      ]
    )
    let line = CanonicalWriter().outcome(record, columns: OutcomeColumns(funnel: .standard))
    #expect(String(decoding: line, as: UTF8.self) == ",7,,2026-11-06,,,,,,,,2026-11-09,1,\n")
  }

  private func file(_ bytes: [UInt8], _ context: ImportContext) throws -> ImportFile {
    let file = try CanonicalReader.read(.bytes(bytes, chunk: 11), file: "f.csv", context: context)
    #expect(file.refusals == [])
    return file
  }

  private func name(_ random: inout SeededGenerator) -> String? {
    Bool.random(using: &random) ? Self.names.randomElement(using: &random) : nil
  }

  private func table(_ random: inout SeededGenerator) -> [FunnelCell] {
    var cells: [FunnelCell] = []
    for offset in 0..<20 {
      for counter in FunnelDefinition.standard.counters where Bool.random(using: &random) {
        cells.append(
          FunnelCell(
            day: day("2026-11-01") + offset,
            source: counter.grain.hasSource ? Self.names.randomElement(using: &random) : nil,
            manager: counter.grain.hasManager ? Self.names.randomElement(using: &random) : nil,
            counter: counter.key,
            value: Int64.random(in: 0...100_000_000, using: &random)
          )
        )
      }
    }
    return cells
  }

  private func units(_ random: inout SeededGenerator) -> [UnitRecord] {
    (0..<40).map { index in
      let unit = (name(&random) ?? "") + String(index)
      let start = day("2026-11-01") + Int.random(in: 0..<60, using: &random)
      var latest = start
      var events: [UnitEvent] = []
      for stage in FunnelDefinition.standard.stages.map(\.key) {
        let isPaid = stage == "payments" && Bool.random(using: &random)
        let amount = isPaid ? Money(minor: Int64.random(in: 0...1_000_000, using: &random)) : nil
        let package = isPaid ? name(&random) : nil
        switch Int.random(in: 0..<4, using: &random) {
        case 0: events.append(UnitEvent(unit: unit, stage: stage, reached: false, day: nil))
        case 1:
          events.append(
            UnitEvent(
              unit: unit,
              stage: stage,
              reached: true,
              day: nil,
              amount: amount,
              packageName: package
            )
          )
        case 2:
          latest = latest + Int.random(in: 0..<9, using: &random)
          events.append(
            UnitEvent(
              unit: unit,
              stage: stage,
              reached: true,
              day: latest,
              amount: amount,
              packageName: package
            )
          )
        default: break
        }
      }
      let isTested = Bool.random(using: &random)
      let city = name(&random)
      return UnitRecord(
        hypothesis: isTested ? "screen" : nil,
        exposure: Exposure(
          unit: unit,
          arm: isTested ? "now" : nil,
          day: start,
          manager: name(&random),
          source: name(&random),
          segment: name(&random),
          traits: city.map { ["city": $0] } ?? [:],
          uptakeDay: Bool.random(using: &random) ? start : nil
        ),
        events: events
      )
    }
  }

  private func tallies(_ random: inout SeededGenerator) -> [Tally] {
    (0..<20).map { offset in
      let trials = Int64.random(in: 0...1000, using: &random)
      return Tally(
        measure: "payments",
        arm: "now",
        day: day("2026-11-01") + offset,
        manager: name(&random),
        source: name(&random),
        segment: name(&random),
        trials: trials,
        successes: Bool.random(using: &random)
          ? Int64.random(in: 0...trials, using: &random) : nil
      )
    }
  }
}

@Suite("Random bytes")
struct RandomBytesTests {
  private static let starts = [
    "", "date,source,manager,leads,spend\n", "unit,arm,date,uptake,payments,revenue,package\n",
    "date,arm,trials,successes,hypothesis,metric\n", "\u{FEFF}date;leads\n", "sep=;\n",
  ]

  @Test("Never end the process, and never change with the size of the pieces", arguments: 0..<40)
  func random(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let letters = Array("\",;\t\r\n 0123456789-.yesno'=Яж".utf8)
    for _ in 0..<100 {
      var bytes = Array((Self.starts.randomElement(using: &random) ?? "").utf8)
      let isWild = Int.random(in: 0..<4, using: &random) == 0
      for _ in 0..<Int.random(in: 0..<200, using: &random) {
        bytes.append(
          isWild
            ? UInt8.random(in: 0...255, using: &random) : letters.randomElement(using: &random) ?? 0
        )
      }
      let whole = outcome(bytes, chunk: 1 << 16)
      #expect(outcome(bytes, chunk: Int.random(in: 1...9, using: &random)) == whole)
    }
  }

  private func outcome(_ bytes: [UInt8], chunk: Int) -> Result<ImportFile, ExchangeError> {
    do throws(ExchangeError) {
      return .success(
        try CanonicalReader.read(.bytes(bytes, chunk: chunk), file: "f.csv", context: registered)
      )
    } catch {
      return .failure(error)
    }
  }
}

@Suite("JSON lines")
struct JSONLinesTests {
  private struct Named: Decodable, Equatable {
    let id: Int
  }

  @Test("Each line answers for itself", arguments: [1, 3, 1000])
  func values(chunk: Int) throws {
    let text = "\u{FEFF}{\"id\":1}\r\n\n{\"id\":\"x\"}\n{bad\n  \n{\"id\":6}"
    var found: [Int: Int] = [:]
    try JSONLines.forEachValue(of: Named.self, .bytes(Array(text.utf8), chunk: chunk), file: "-") {
      line,
      value in
      switch value {
      case .success(let named): found[line] = named.id
      case .failure(let error):
        #expect(error == .syntax(file: "-", line: line))
        found[line] = -1
      }
    }
    #expect(found == [1: 1, 3: -1, 4: -1, 6: 6])
  }

  @Test("A line too long or nested too deep is passed over")
  func limits() throws {
    let long = "\"" + String(repeating: "a", count: JSONLines.longestLine) + "\""
    let deep = String(repeating: "[", count: 100_000)
    var errors: [JSONLineError] = []
    var ids: [Int] = []
    try JSONLines.forEachValue(
      of: Named.self,
      .text(long + "\n" + deep + "\n{\"id\":3}\n"),
      file: "-"
    ) { _, value in
      switch value {
      case .success(let named): ids.append(named.id)
      case .failure(let error): errors.append(error)
      }
    }
    #expect(errors == [.tooLong(file: "-", line: 1), .syntax(file: "-", line: 2)])
    #expect(errors.map(\.code) == ["json.lineTooLong", "json.syntax"])
    #expect(ids == [3])
  }
}
