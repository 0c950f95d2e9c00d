import Testing
import VerdictExchange
import VerdictModel

/// Expected numbers are added by hand from the fixtures' cells.
@Suite("Reports of ad cabinets")
struct AdLayoutTests {
  @Test("Direct's cabinet: titles, thousands, a comma for kopecks, dashes as missing, its total")
  func directCabinet() throws {
    let file = try layout(Fixture.directCabinet)
    #expect(file.refusals == [])
    #expect(file.recognition.preset == "direct.cabinet")
    #expect(file.recognition.headerLine == 5)
    #expect(file.recognition.account == "shop-one")
    #expect(
      file.sums == [
        "2026-11-01 Директ impressions": 11_200, "2026-11-01 Директ clicks": 131,
        "2026-11-01 Директ spend": 655_050, "2026-11-02 Директ impressions": 1_100,
      ]
    )
    #expect(
      file.totals == [
        TotalCheck(counter: "impressions", ours: 12_300, theirs: 12_300),
        TotalCheck(counter: "clicks", ours: 131, theirs: 131),
        TotalCheck(counter: "spend", ours: 655_050, theirs: 655_050),
      ]
    )
    guard case .ads(let lines, let days) = file.content else { return }
    // The titles say three days; the third has no row and is spoken for all the same.
    #expect(days == day("2026-11-01")...day("2026-11-03"))
    #expect(Set(lines.map(\.row.account)) == ["shop-one"])
    #expect(Set(lines.map(\.row.campaign)) == ["Бренд", "Поиск"])
    #expect(file.leftOut(.computed).contains("Цена цели (руб.)"))
  }

  @Test("A total that is not the sum of the rows is told with both numbers")
  func totalDiffers() throws {
    let text = Fixture.directCabinet.replacing("Итого;;;;12 300", with: "Итого;;;;12 400")
    let check = try #require(try layout(text).totals.first { $0.counter == "impressions" })
    #expect(check.differs)
    #expect(check == TotalCheck(counter: "impressions", ours: 12_300, theirs: 12_400))
  }

  @Test("Direct's reporting service: money in millionths, -- as missing, the closing line left out")
  func directAPI() throws {
    let file = try layout(Fixture.directAPI)
    #expect(file.refusals == [])
    #expect(file.recognition.preset == "direct.api")
    #expect(file.recognition.separator == "\t")
    #expect(
      file.sums == [
        "2026-11-01 Директ impressions": 1_200, "2026-11-01 Директ clicks": 31,
        "2026-11-01 Директ spend": 155_050, "2026-11-02 Директ impressions": 1_100,
      ]
    )
    #expect(file.totals.allSatisfy { $0.theirs == nil })
  }

  @Test("Money of the reporting service with a point is in whole units already")
  func directAPIUnits() throws {
    let file = try layout(Fixture.directAPI.replacing("1550500000", with: "1550.50"))
    #expect(file.sums["2026-11-01 Директ spend"] == 155_050)
  }

  @Test("Metrica's expenses go to their sources by tag, campaigns of a day added up")
  func metrica() throws {
    let file = try layout(Fixture.metrica)
    #expect(file.refusals == [])
    #expect(file.recognition.preset == "metrica")
    #expect(
      file.sums == [
        "2026-11-01 VK clicks": 40, "2026-11-01 VK spend": 100_025,
        "2026-11-01 Директ clicks": 51, "2026-11-01 Директ spend": 355_050,
      ]
    )
  }

  @Test("A source the table already has keeps the name it has there")
  func knownSource() throws {
    let file = try layout(Fixture.metrica, context(sources: ["Яндекс", "Вконтакте"]))
    #expect(file.sums["2026-11-01 Яндекс spend"] == 355_050)
    #expect(file.sums["2026-11-01 Вконтакте spend"] == 100_025)
  }

  @Test("Google: tabs, a comma for thousands, the account's total")
  func google() throws {
    let file = try layout(Fixture.google)
    #expect(file.refusals == [])
    #expect(file.recognition.preset == "google")
    #expect(
      file.sums == [
        "2026-11-01 Google spend": 155_050, "2026-11-01 Google impressions": 1_200,
        "2026-11-01 Google clicks": 31, "2026-11-02 Google spend": 80_000,
        "2026-11-02 Google impressions": 12_000, "2026-11-02 Google clicks": 10,
      ]
    )
    #expect(file.totals.allSatisfy { $0.theirs == $0.ours })
  }

  @Test("A Russian Google report calls spend «Цена»; one day in its title dates its rows")
  func googleRu() throws {
    let file = try layout(Fixture.googleRu)
    #expect(file.refusals == [])
    #expect(file.recognition.preset == "google.ru")
    #expect(
      file.sums == [
        "2026-11-01 Google spend": 155_050, "2026-11-01 Google impressions": 1_200,
        "2026-11-01 Google clicks": 31,
      ]
    )
    let month = Fixture.googleRu.replacing("- 1 ноября", with: "- 30 ноября")
    #expect(try layout(month).refusals.map(\.code) == ["import.noDays"])
  }

  @Test("Meta: the row of all campaigns is a total, and only clicks on the link count")
  func meta() throws {
    let file = try layout(Fixture.metaRu)
    #expect(file.refusals == [])
    #expect(file.recognition.preset == "meta")
    #expect(
      file.sums == [
        "2026-11-01 Meta spend": 155_050, "2026-11-01 Meta impressions": 24_800,
        "2026-11-01 Meta clicks": 310, "2026-11-02 Meta spend": 100_000,
        "2026-11-02 Meta impressions": 12_000, "2026-11-02 Meta clicks": 110,
      ]
    )
    #expect(file.totals.allSatisfy { $0.theirs == $0.ours })
  }

  @Test("A row for several days is refused with its line, and so is another currency")
  func metaRefusals() throws {
    let period = Fixture.metaRu.replacing(
      "2026-11-01;2026-11-01;Лиды",
      with: "2026-11-01;2026-11-07;Лиды"
    )
    let refusal = try #require(try layout(period).refusals.first)
    #expect(refusal.code == "import.wholePeriod")
    #expect(refusal.place == place(2, "Конец отчётного периода"))
    let sums = Fixture.metaRu.replacing("(RUB)", with: "(UZS)")
    #expect(
      try layout(sums).refusals == [
        Refusal(
          place: place(1, "Потраченная сумма (UZS)"),
          code: "import.currency",
          value: "Потраченная сумма (UZS)",
          values: ["expected": "RUB"]
        )
      ]
    )
  }

  @Test("VK's columns are each user's own: they are proposed first, and known afterwards")
  func vk() throws {
    guard case .unknown(let proposal) = try file(Array(Fixture.vk.utf8)) else {
      Issue.record("VK's file was taken without asking")
      return
    }
    #expect(proposal.source == "VK")
    #expect(
      proposal.columns.map(\.field) == ["date", "campaign", "impressions", "clicks", "spend", nil]
    )
    #expect(proposal.columns[4].examples == ["1 000,50", "900,00"])
    let own = Aliases().adding(proposal.layout(ImportOptions())).before(.builtIn)
    let known = try layout(Fixture.vk, context(aliases: own))
    #expect(known.refusals == [])
    #expect(known.recognition.preset == "layout")
    #expect(known.sums["2026-11-01 VK spend"] == 100_050)
    #expect(known.sums["2026-11-02 VK clicks"] == 40)
  }

  @Test("Dates that do not exist, negative and fractional counts are refused where they stand")
  func refusals() throws {
    let text = Fixture.directCabinet
      .replacing("02.11.2026;Бренд;700123;Все;1 100", with: "31.02.2026;Бренд;700123;Все;1 100")
      .replacing("1 200;31;2,58", with: "-5;3,5;2,58")
    let refusals = try layout(text).refusals
    #expect(
      refusals.map(\.code) == ["import.negative", "import.looseCount", "import.noSuchDate"]
    )
    #expect(refusals.map(\.place?.line) == [6, 6, 8])
    #expect(refusals.map(\.place?.column) == ["Показы", "Клики", "Дата"])
  }

  @Test("A report cut in the middle of a line is refused there")
  func cut() throws {
    let whole = Fixture.directCabinet
    let end = try #require(whole.firstRange(of: ";—;—;—\nИтого")).lowerBound
    let file = try layout(String(whole[..<end]))
    #expect(file.refusals.map(\.code) == ["import.fieldCount"])
    #expect(file.refusals.first?.place?.line == 8)
  }
}
