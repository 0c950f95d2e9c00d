import Testing
import VerdictExchange
import VerdictModel

@Suite("Canonical files")
struct CanonicalReaderTests {
  @Test("A table line gives a cell for each counter that is not empty")
  func funnelLine() throws {
    let file = try read(
      """
      date,source,manager,impressions,leads,spend
      2026-11-06,Direct,,1200,,1550.5
      2026-11-07,Direct,,0,9,600000
      """
    )
    #expect(file.kind == .funnel)
    #expect(file.refusals == [])
    #expect(file.rows.map(\.line) == [2, 3])
    func cell(_ date: String, _ counter: String, _ value: Int64) -> FunnelCell {
      FunnelCell(day: day(date), source: "Direct", manager: nil, counter: counter, value: value)
    }
    #expect(
      file.rows.map(\.content) == [
        .funnel([cell("2026-11-06", "impressions", 1200), cell("2026-11-06", "spend", 155_050)]),
        .funnel([
          cell("2026-11-07", "impressions", 0), cell("2026-11-07", "leads", 9),
          cell("2026-11-07", "spend", 60_000_000),
        ]),
      ]
    )
    #expect(file.totals == ["impressions": 1200, "leads": 9, "spend": 60_155_050])
    #expect(file.summary.days == day("2026-11-06")...day("2026-11-07"))
  }

  @Test("Counters of different grains are on lines of their own, in one file")
  func grains() throws {
    let file = try read(
      """
      date,source,manager,leads,meetings_held,payments,revenue
      2026-11-06,Direct,,9,,,
      2026-11-06,,Анна,,2,,
      2026-11-06,Direct,Анна,,,1,600000
      """
    )
    #expect(file.refusals == [])
    #expect(file.totals == ["leads": 9, "meetings_held": 2, "payments": 1, "revenue": 60_000_000])
  }

  @Test("One day's counters may be spread over lines")
  func spread() throws {
    let file = try read(
      "date,source,impressions,clicks\n2026-11-06,Direct,10,\n2026-11-06,Direct,,3\n"
    )
    #expect(file.refusals == [])
    #expect(file.totals == ["impressions": 10, "clicks": 3])
  }

  @Test("An outcome line gives the exposure and an event for each stage that says something")
  func outcomeLine() throws {
    let file = try read(
      """
      unit,arm,date,manager,source,segment,uptake,meetings_scheduled,meetings_held,payments,revenue,package
      41873,now,2026-11-06,Анна,Direct,first,yes,2026-11-06,2026-11-06,2026-11-20,600000,full
      41874,usual,2026-11-06,,,,no,yes,no,,,
      41875,usual,2026-11-07,,,,2026-11-09,,,,,
      """,
      ImportContext(funnel: .standard, hypothesis: "screen")
    )
    #expect(file.refusals == [])
    let paid = UnitRecord(
      hypothesis: "screen",
      exposure: Exposure(
        unit: "41873",
        arm: "now",
        day: day("2026-11-06"),
        manager: "Анна",
        source: "Direct",
        segment: "first",
        uptakeDay: day("2026-11-06")
      ),
      events: [
        UnitEvent(
          unit: "41873",
          stage: "meetings_scheduled",
          reached: true,
          day: day("2026-11-06")
        ),
        UnitEvent(unit: "41873", stage: "meetings_held", reached: true, day: day("2026-11-06")),
        UnitEvent(
          unit: "41873",
          stage: "payments",
          reached: true,
          day: day("2026-11-20"),
          amount: Money(minor: 60_000_000),
          packageName: "full"
        ),
      ]
    )
    let absent = UnitRecord(
      hypothesis: "screen",
      exposure: Exposure(unit: "41874", arm: "usual", day: day("2026-11-06")),
      events: [
        UnitEvent(unit: "41874", stage: "meetings_scheduled", reached: true, day: nil),
        UnitEvent(unit: "41874", stage: "meetings_held", reached: false, day: nil),
      ]
    )
    let unknown = UnitRecord(
      hypothesis: "screen",
      exposure: Exposure(
        unit: "41875",
        arm: "usual",
        day: day("2026-11-07"),
        uptakeDay: day("2026-11-09")
      ),
      events: []
    )
    #expect(file.rows.map(\.content) == [.unit(paid), .unit(absent), .unit(unknown)])
    #expect(
      file.totals == [
        "units": 3, "meetings_scheduled": 2, "meetings_held": 1, "payments": 1,
        "revenue": 60_000_000,
      ]
    )
  }

  @Test("A skipped stage is accepted, and a unit without an arm goes to the register")
  func register() throws {
    let file = try read("unit,date,leads,payments\n7,2026-11-01,2026-11-01,2026-11-09\n")
    #expect(file.refusals == [])
    guard case .unit(let record) = file.rows.first?.content else {
      Issue.record("a unit was expected")
      return
    }
    #expect(record.hypothesis == nil)
    #expect(record.exposure.arm == nil)
    #expect(record.events.map(\.stage) == ["leads", "payments"])
  }

  @Test("Further segments are columns when they are registered")
  func traits() throws {
    let segments = [
      Segment(key: "first", title: Title(ru: "a", en: "a")),
      Segment(key: "city", title: Title(ru: "b", en: "b")),
    ]
    let context = ImportContext(
      funnel: .standard,
      segments: ["office"],
      forms: [screenShare(segments: segments)]
    )
    let file = try read(
      "unit,arm,date,segment,city,office,hypothesis\n7,now,2026-11-03,x,Tula,2,screen\n",
      context
    )
    guard case .unit(let record) = file.rows.first?.content else {
      Issue.record("a unit was expected")
      return
    }
    #expect(record.exposure.segment == "x")
    #expect(record.exposure.traits == ["city": "Tula", "office": "2"])
  }

  @Test("A stage before the draw may be older than the exposure")
  func olderThanTheDraw() throws {
    let text = "unit,arm,date,leads,hypothesis\n7,now,2026-11-03,2026-10-20,screen\n"
    #expect(try read(text, registered).refusals == [])
  }

  @Test("A tally without successes has not matured; its measure is the hypothesis's metric")
  func tallies() throws {
    let file = try read(
      """
      date,arm,manager,source,segment,trials,successes,hypothesis,metric
      2026-11-03,usual,,Direct,,12,9,screen,
      2026-11-04,now,Анна,,,11,,screen,payments
      """,
      registered
    )
    #expect(file.kind == .tallies)
    #expect(file.refusals == [])
    #expect(
      file.rows.map(\.content) == [
        .tally(
          Tally(
            measure: "meetings_held",
            arm: "usual",
            day: day("2026-11-03"),
            source: "Direct",
            trials: 12,
            successes: 9
          ),
          hypothesis: "screen"
        ),
        .tally(
          Tally(
            measure: "payments",
            arm: "now",
            day: day("2026-11-04"),
            manager: "Анна",
            trials: 11,
            successes: nil
          ),
          hypothesis: "screen"
        ),
      ]
    )
    #expect(file.totals == ["trials": 23, "successes": 9])
  }

  @Test(
    "Separators, line ends, a byte order mark, quotes and the size of pieces change nothing",
    arguments: [1, 2, 3, 5, 64, 100_000]
  )
  func dialects(chunk: Int) throws {
    let lines = [
      "date,source,leads", "2026-11-06,\"A, \"\"B\"\"; C\"\"\",3", "2026-11-07,\"\",", "",
    ]
    let name = "A, \"B\"; C\""
    for end in ["\n", "\r\n", "\r"] {
      let text = "\u{FEFF}" + lines.joined(separator: end)
      let file = try read(text, chunk: chunk)
      #expect(file.refusals == [])
      #expect(file.rows.map(\.line) == [2, 3])
      #expect(
        file.rows.first?.content
          == .funnel([
            FunnelCell(
              day: day("2026-11-06"),
              source: name,
              manager: nil,
              counter: "leads",
              value: 3
            )
          ])
      )
    }
    for separator in [";", "\t"] {
      let text =
        ["date", "source", "leads"].joined(separator: separator) + "\r\n"
        + ["2026-11-06", " Direct ", "3"].joined(separator: separator)
      let file = try read(text, chunk: chunk)
      #expect(file.summary.separator.rawValue == separator.utf8.first)
      #expect(
        file.rows.first?.content
          == .funnel([
            FunnelCell(
              day: day("2026-11-06"),
              source: "Direct",
              manager: nil,
              counter: "leads",
              value: 3
            )
          ])
      )
    }
  }

  @Test("A spreadsheet's line that names the separator is understood")
  func namedSeparator() throws {
    let file = try read("sep=;\r\ndate;source;leads\r\n2026-11-06;a,b;x\r\n")
    #expect(file.summary.columns == ["date", "source", "leads"])
    #expect(file.refusals.map(\.place) == [place(3, "leads")])
  }

  @Test("Empty lines are passed over and still counted")
  func emptyLines() throws {
    let file = try read("\n\ndate,source,leads\n\n,,\n2026-11-06,Direct,3\n\n")
    #expect(file.rows.map(\.line) == [6])
  }

  @Test("A field with a line break keeps the lines after it in place")
  func lineBreakInField() throws {
    let file = try read("date,source,leads\n2026-11-06,\"a\nb\",1\n2026-11-07,c,x\n")
    #expect(file.refusals.map(\.place) == [place(2, "source"), place(4, "leads")])
    #expect(file.refusals.map(\.code) == ["import.controlCharacter", "import.count"])
  }

  @Test("Reading goes on after refusals; a limit of them is kept, all are counted")
  func limit() throws {
    let bad = (0..<120).map { _ in "2026-11-06,Direct,x\n" }.joined()
    let file = try read("date,source,leads\n" + bad + "2026-11-07,Direct,3\n")
    #expect(file.refusals.count == 50)
    #expect(file.refusalCount == 120)
    #expect(file.summary.refusedLines == 120)
    #expect(file.rows.count == 1)
  }

  @Test("Rows stream in the order of the file, and an error of the receiver comes through")
  func streaming() throws {
    struct Full: Error {}
    var lines: [Int] = []
    #expect(throws: Full.self) {
      _ = try CanonicalReader.forEachRow(
        .text("unit,date\n1,2026-11-01\n2,2026-11-01\n3,2026-11-01\n"),
        file: "-",
        context: plain
      ) { row in
        lines.append(row.line)
        if row.line == 3 { throw Full() }
      }
    }
    #expect(lines == [2, 3])
  }

  @Test("Totals stop at the largest number instead of overflowing")
  func totals() throws {
    let rows = (0..<100_000).map { index in
      "\(Day(number: index)),Direct,1000000000000\n"
    }.joined()
    let file = try read("date,source,spend\n" + rows, chunk: 65_536)
    #expect(file.refusals == [])
    #expect(file.totals["spend"] == .max)
  }
}
