import Testing
import VerdictExchange
import VerdictModel

/// Expected numbers are read by hand from the fixtures' cells.
@Suite("The department's own table")
struct TableLayoutTests {
  @Test("A row a source and day: ratios and weeks left out, a dash missing, zero a zero, its total")
  func long() throws {
    let file = try layout(Fixture.long)
    #expect(file.refusals == [])
    #expect(file.recognition.preset == "table")
    #expect(file.recognition.headerLine == 2)
    #expect(
      file.cells == [
        "2026-11-01 Директ impressions": 1_200, "2026-11-01 Директ clicks": 31,
        "2026-11-01 Директ leads": 9, "2026-11-01 Директ spend": 155_050,
        "2026-11-01 VK impressions": 800, "2026-11-01 VK clicks": 20,
        "2026-11-01 VK spend": 100_000, "2026-11-02 Директ impressions": 1_100,
        "2026-11-02 Директ clicks": 30, "2026-11-02 Директ leads": 0,
      ]
    )
    #expect(
      file.totals == [
        TotalCheck(counter: "impressions", ours: 3_100, theirs: 3_100),
        TotalCheck(counter: "clicks", ours: 81, theirs: 81),
        TotalCheck(counter: "leads", ours: 9, theirs: 9),
        TotalCheck(counter: "spend", ours: 255_050, theirs: 255_050),
      ]
    )
    #expect(file.leftOut(.computed) == ["CTR", "CPL"])
    // Meetings are kept by manager, and this table has none: said, not dropped in silence.
    #expect(file.leftOut(.noManager) == ["Встречи назначены"])
  }

  @Test(
    "Sources above the columns, days of a month, a plan's row, days to come with formulas' zeros"
  )
  func wide() throws {
    let file = try layout(Fixture.wide)
    #expect(file.refusals == [])
    #expect(
      file.cells == [
        "2026-11-01 Директ spend": 155_050, "2026-11-01 Директ clicks": 31,
        "2026-11-01 Директ leads": 9, "2026-11-01 VK spend": 100_000,
        "2026-11-01 VK clicks": 20, "2026-11-01 VK leads": 3, "2026-11-02 Директ spend": 120_000,
        "2026-11-02 Директ clicks": 30, "2026-11-02 Директ leads": 0,
        "2026-11-02 VK spend": 90_000, "2026-11-02 VK leads": 2,
      ]
    )
    #expect(file.leftOut(.total) == ["Лиды"])
  }

  @Test("Days without a month above them are refused, and so are numbers for days to come")
  func days() throws {
    let bare = Fixture.wide.replacing("Ноябрь 2026", with: "Отчёт")
    #expect(Set(try layout(bare).refusals.map(\.code)) == ["import.dayWithoutMonth"])
    let ahead = Fixture.wide.replacing("30;0;0;0", with: "30;0;0;5")
    let refusal = try #require(try layout(ahead, context(today: "2026-11-05")).refusals.first)
    #expect(refusal.code == "import.inFuture")
    #expect(refusal.place == place(7, "Дата"))
  }

  @Test("Meetings by manager, names matched; a namesake is asked about")
  func managers() throws {
    let file = try layout(Fixture.managers, context(managers: ["Анна Ковалёва", "Борис Сидоров"]))
    #expect(file.refusals == [])
    #expect(
      file.cells == [
        "2026-11-01 Анна Ковалёва meetings_scheduled": 4,
        "2026-11-01 Анна Ковалёва meetings_due": 5, "2026-11-01 Анна Ковалёва meetings_held": 3,
        "2026-11-01 Борис Сидоров meetings_scheduled": 3,
        "2026-11-01 Борис Сидоров meetings_due": 4, "2026-11-01 Борис Сидоров meetings_held": 2,
      ]
    )
    let two = context(managers: ["Анна Ковалёва", "Анна Белова"])
    let refusal = try #require(try layout(Fixture.managers, two).refusals.first)
    #expect(refusal.code == "import.ambiguousManager")
    #expect(refusal.values["allowed"] == "Анна Ковалёва, Анна Белова")
  }

  @Test("The same day and source twice is refused with the line of the first")
  func repeated() throws {
    let text = Fixture.long.replacing("02.11.2026;Директ", with: "01.11.2026;Директ")
    let refusals = try layout(text).refusals
    #expect(Set(refusals.map(\.code)) == ["import.repeated"])
    #expect(refusals.first?.values["line"] == "3")
    #expect(refusals.first?.place == place(6, "Показы"))
  }

  @Test("A source the file does not name is said by the person")
  func said() throws {
    let text = "Дата;Показы;Клики;Расход\n01.11.2026;100;5;10,50\n"
    #expect(try layout(text).refusals.map(\.code) == ["import.nothingToTake"])
    var options = ImportOptions()
    options.source = "Авито"
    let file = try layout(text, context(options: options))
    #expect(
      file.cells == [
        "2026-11-01 Авито impressions": 100, "2026-11-01 Авито clicks": 5,
        "2026-11-01 Авито spend": 1_050,
      ]
    )
  }

  @Test("An unknown table is proposed column by column, and taken as the person corrects it")
  func proposal() throws {
    let text = "Когда;Откуда;Переходы;Деньги;Кто вёл\n01.11.2026;Авито;40;1000,50;Анна\n"
    guard case .unknown(let proposal) = try file(Array(text.utf8)) else {
      Issue.record("an unknown table was taken without asking")
      return
    }
    #expect(proposal.columns.map(\.field) == [nil, nil, "clicks", nil, nil])
    #expect(proposal.columns[3].examples == ["1000,50"])
    var options = ImportOptions()
    options.columns = ["Когда": "date", "Откуда": "source", "Деньги": "spend"]
    let file = try layout(text, context(options: options))
    #expect(
      file.cells == ["2026-11-01 Авито clicks": 40, "2026-11-01 Авито spend": 100_050]
    )
  }
}
