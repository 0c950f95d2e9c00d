import Testing
import VerdictExchange
import VerdictModel

@Suite("Deals of CRMs")
struct DealLayoutTests {
  @Test("amoCRM: number, day, stage, responsible and source are taken, nothing personal is")
  func amo() throws {
    let file = try layout(Fixture.amo)
    #expect(file.refusals == [])
    #expect(file.recognition.preset == "amocrm")
    #expect(file.deals.map(\.number) == ["41873", "41874", "41875", "41876", "41877"])
    #expect(
      file.deals.map(\.stage) == [
        .reached("meetings_scheduled"), .reached("leads"), .reached("payments"), .lost, .unmatched,
      ]
    )
    #expect(
      file.deals.map(\.created).map(\.description) == [
        "2026-11-05", "2026-11-05", "2026-10-20", "2026-10-21", "2026-11-01",
      ]
    )
    #expect(file.deals.map(\.closed) == [nil, nil, day("2026-11-06"), day("2026-11-02"), nil])
    // The tag of the visit comes before the column that people fill in.
    #expect(
      file.deals.map(\.source) == ["Директ", "VK", "Рекомендация", "Директ", "Без источника"]
    )
    #expect(
      file.deals.map(\.manager) == [
        "Анна Петрова", "Борис Сидоров", "Анна Петрова", "Борис Сидоров", "Борис Сидоров",
      ]
    )
    #expect(file.deals[0].amount == Money(minor: 60_000_000))
    #expect(file.deals[1].amount == nil)
    #expect(file.deals[0].tags == ["сайт", "показ экрана"])
    let personal = file.leftOut(.personal)
    for name in ["Название сделки", "Полное имя контакта", "Рабочий телефон"] {
      #expect(personal.contains(name))
    }
    #expect(file.notes == [ImportNote(.unknownStage, count: 1, examples: ["Замер сделан (1)"])])
    guard case .deals(_, let exportedOn) = file.content else { return }
    #expect(exportedOn == day("2026-11-06"))
  }

  @Test(
    "Whose a deal is: the responsible of the CRM, or the department's own field once it says so"
  )
  func owner() throws {
    let text = """
      ID,Название сделки,Ответственный,Дата создания сделки,Этап сделки,Менеджер ОП
      1,x,Анна,05.11.2026 10:00:00,Первичный контакт,Борис

      """
    #expect(try layout(text).deals.map(\.manager) == ["Анна"])
    let said = ImportContext(
      funnel: .standard,
      today: day("2026-11-29"),
      currency: "RUB",
      prefersManagerField: true
    )
    let file = try layout(text, said)
    #expect(file.deals.map(\.manager) == ["Борис"])
    #expect(file.leftOut(.repeated) == ["Ответственный"])
    // Where the file has no such field, the responsible is all there is.
    #expect(try layout(Fixture.amo, said).deals.first?.manager == "Анна Петрова")
  }

  @Test("A stage that the company names is known; a lost deal is not taken for a won one")
  func ownStage() throws {
    var own = Aliases()
    own.stages = ["meetings_held": ["замер СДЕЛАН"]]
    let file = try layout(Fixture.amo, context(aliases: own.before(.builtIn)))
    #expect(file.deals[4].stage == .reached("meetings_held"))
    #expect(file.notes == [])
  }

  @Test(
    "Bitrix24: a backslash before a quote, a deal's further rows, a planned closing that is none"
  )
  func bitrix() throws {
    let file = try layout(Fixture.bitrix)
    #expect(file.refusals == [])
    #expect(file.recognition.preset == "bitrix24")
    #expect(file.recognition.separator == ";")
    #expect(file.deals.map(\.number) == ["1204", "1205"])
    #expect(file.deals.map(\.closed) == [nil, nil])
    #expect(file.deals.map(\.amount) == [Money(minor: 60_000_000), Money(minor: 65_000_050)])
    #expect(file.deals.map(\.stage) == [.reached("meetings_held"), .reached("payments")])
    #expect(file.notes == [ImportNote(.repeatedDeal, count: 1, examples: ["1204"])])
  }

  @Test("Bitrix24's Excel, which is a page, gives the same deals")
  func page() throws {
    let csv = try layout(Fixture.bitrix)
    let file = try layout(Fixture.bitrixPage, name: "DEAL_20261106.xls")
    #expect(file.refusals == [])
    #expect(file.recognition.container == "page")
    #expect(file.deals.map(\.number) == csv.deals.map(\.number))
    #expect(file.deals.map(\.stage) == csv.deals.map(\.stage))
    #expect(file.deals.map(\.amount) == csv.deals.map(\.amount))
    #expect(file.deals.map(\.created) == csv.deals.map(\.created))
  }

  @Test("A number that a spreadsheet rounded, a missing day and a day to come are refused")
  func refusals() throws {
    let text = Fixture.amo.replacing("41874,", with: "\"1,23E+15\",")
      .replacing("20.10.2026 12:30:00", with: "").replacing(
        "21.10.2026 09:00:00",
        with: "01.12.2026"
      )
    let refusals = try layout(text).refusals
    #expect(
      refusals.map(\.code) == ["import.roundedNumber", "import.emptyCell", "import.inFuture"]
    )
    #expect(refusals.map(\.place?.line) == [3, 4, 5])
  }

  @Test("Deals in another currency are refused")
  func currency() throws {
    let text = Fixture.bitrix.replacing("650000.50;Российский рубль", with: "650000.50;Доллар США")
    #expect(try layout(text).refusals.map(\.code) == ["import.currency"])
  }

  @Test("A column may be named by the person")
  func named() throws {
    var options = ImportOptions()
    options.columns = ["Дата изменения": "created", "Дата создания": "-"]
    let file = try layout(Fixture.bitrix, context(options: options))
    #expect(file.deals.first?.created == day("2026-11-06"))
  }

  @Test("Names of managers are matched by words with those of the table")
  func matched() throws {
    let file = try layout(Fixture.amo, context(managers: ["Анна", "Борис", "Борис Сидоров"]))
    #expect(Set(file.deals.compactMap(\.manager)) == ["Анна", "Борис Сидоров"])
    #expect(
      file.notes.contains(
        ImportNote(.managerMatched, count: 1, examples: ["Анна Петрова → Анна"])
      )
    )
  }
}
