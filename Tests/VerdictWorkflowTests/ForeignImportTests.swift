import Testing
import VerdictExchange
import VerdictModel
import VerdictWorkflow

/// Exports of other programs on their way into the store.
///
/// Numbers are added by hand from the files.
@Suite("Imports of other programs' files")
struct ForeignImportTests {
  private func sums(_ office: Office, _ cut: Cut = .source) async throws -> [String: Int64] {
    try await office.store.read { reader in
      let days = try Office.day("2026-10-01")...Office.day("2026-12-31")
      return try reader.funnel(FunnelQuery(days: days, span: .day, cut: cut))
        .reduce(into: [:]) { $0["\($1.start) \($1.member) \($1.counter)"] = $1.value }
    }
  }

  private func take(
    _ text: String,
    _ office: Office,
    on day: String,
    name: String = "f.csv",
    account: String? = nil,
    mode: WriteMode = .commit
  ) async throws -> ImportReport {
    var options = ImportOptions()
    options.account = account
    return try await office.desk(day).importFile(
      Array(text.utf8),
      name: name,
      mode: mode,
      options: options
    )
  }

  // MARK: ads

  private let header = "Дата;Кампания;Показы;Клики;Расход (руб.)\n"

  @Test("A cabinet restates its days: changed, new and withdrawn, and undo brings them back")
  func restated() async throws {
    let office = try Office()
    let first =
      header
      + "01.11.2026;Бренд;100;5;10,50\n02.11.2026;Бренд;90;4;9,00\n03.11.2026;Бренд;1;0;0,10\n"
    let report = try await take(first, office, on: "2026-11-04")
    #expect(report.new == 9)
    #expect(report.recognition?.preset == "direct.cabinet")
    let before = try await sums(office)
    #expect(before["2026-11-02 Директ spend"] == 900)
    // The second day is gone, the first has grown, the fourth is new.
    let second =
      header
      + "01.11.2026;Бренд;110;5;11,00\n03.11.2026;Бренд;1;0;0,10\n04.11.2026;Бренд;7;1;2,00\n"
    let preview = try await take(second, office, on: "2026-11-05", mode: .rehearse)
    let changed = try await take(second, office, on: "2026-11-05")
    #expect(changed.new == 3)
    #expect(changed.changed == 2)
    #expect(changed.same == 4)
    #expect(changed.withdrawn == 3)
    #expect(preview.withdrawn == 3)
    let after = try await sums(office)
    #expect(after["2026-11-01 Директ spend"] == 1_100)
    #expect(after["2026-11-02 Директ spend"] == nil)
    #expect(after["2026-11-04 Директ clicks"] == 1)
    _ = try await office.desk("2026-11-05").undo(try #require(changed.batch))
    #expect(try await sums(office) == before)
    // What was taken back speaks for nothing: the first file's rows are in force again.
    let third = header + "02.11.2026;Бренд;90;4;9,00\n"
    #expect(try await take(third, office, on: "2026-11-06").same == 3)
    #expect(try await office.store.health().differingCells == 0)
  }

  @Test("A second account adds to the first, and each is restated on its own")
  func accounts() async throws {
    let office = try Office()
    let one = "Логин: shop-one\n" + header + "01.11.2026;Бренд;100;5;10,00\n"
    let two = "Логин: shop-two\n" + header + "01.11.2026;Поиск;50;2;7,00\n"
    _ = try await take(one, office, on: "2026-11-02")
    let report = try await take(two, office, on: "2026-11-02")
    #expect(report.changed == 3)
    #expect(try await sums(office)["2026-11-01 Директ spend"] == 1_700)
    let again = one.replacing("10,00", with: "12,00")
    _ = try await take(again, office, on: "2026-11-03")
    #expect(try await sums(office)["2026-11-01 Директ spend"] == 1_900)
    #expect(try await sums(office)["2026-11-01 Директ impressions"] == 150)
  }

  @Test("A file without an account and with other campaigns is asked about; the answer decides")
  func unclear() async throws {
    let office = try Office()
    _ = try await take(header + "01.11.2026;Бренд;100;5;10,00\n", office, on: "2026-11-02")
    let other = header + "01.11.2026;Поиск;50;2;7,00\n"
    await #expect(throws: WorkflowError.accountUnclear(source: "Директ", known: ["Бренд"])) {
      try await take(other, office, on: "2026-11-02")
    }
    _ = try await take(other, office, on: "2026-11-02", account: "second")
    #expect(try await sums(office)["2026-11-01 Директ spend"] == 1_700)
    _ = try await take(other.replacing("7,00", with: "8,00"), office, on: "2026-11-02", account: "")
    #expect(try await sums(office)["2026-11-01 Директ spend"] == 1_500)
  }

  @Test("Metrica's expenses beside the cabinet's would count the money twice, and are refused")
  func twice() async throws {
    let office = try Office()
    _ = try await take(
      "Логин: shop-one\n" + header + "01.11.2026;Бренд;100;5;10,00\n",
      office,
      on: "2026-11-02"
    )
    let metrica = "Date,UTMSource,UTMCampaign,Expenses,Clicks\n2026-11-01,yandex,brand,10.00,5\n"
    await #expect(
      throws: WorkflowError.adsTwice(source: "Директ", preset: "metrica", other: "direct.cabinet")
    ) { try await take(metrica, office, on: "2026-11-02") }
    #expect(try await sums(office)["2026-11-01 Директ spend"] == 1_000)
  }

  // MARK: deals

  private let deals =
    "ID,Этап сделки,Ответственный,Дата создания,Дата редактирования,Дата закрытия,Бюджет,utm_source,Теги\n"

  private func event(_ office: Office, _ unit: String, _ stage: String) async throws -> UnitEvent? {
    try await office.store.read { reader in
      try reader.unit(unit, hypothesis: nil)?.events.first { $0.stage == stage }
    }
  }

  @Test("Daily exports are compared: the first sight of a stage is its date, and stays it")
  func firstSight() async throws {
    let office = try Office()
    let one =
      deals + """
        D1,Первичный контакт,Анна,01.11.2026,01.11.2026,,600000,yandex,
        D2,Встреча проведена,Борис,01.10.2026,20.10.2026,,600000,vk,

        """
    let report = try await take(one, office, on: "2026-11-02")
    #expect(report.new == 2)
    // Seen first when it was long past: the day of its meeting is not known.
    #expect(report.notes.contains(ImportNote(.undated, count: 1, examples: ["D2"])))
    let held = try #require(try await event(office, "D2", "meetings_held"))
    #expect(held.reached && held.day == nil)
    #expect(try await sums(office)["2026-11-01 Директ leads"] == 1)
    #expect(try await sums(office)["2026-10-01 VK leads"] == 1)

    let two =
      deals + """
        D1,Встреча назначена,Анна,01.11.2026,03.11.2026,,600000,yandex,
        D2,Встреча проведена,Борис,01.10.2026,20.10.2026,,600000,vk,

        """
    _ = try await take(two, office, on: "2026-11-03")
    #expect(try await event(office, "D1", "meetings_scheduled")?.day == Office.day("2026-11-03"))

    let three =
      deals + """
        D1,Успешно реализовано,Анна,01.11.2026,09.11.2026,08.11.2026,600000,yandex,
        D2,Закрыто и не реализовано,Борис,01.10.2026,09.11.2026,09.11.2026,600000,vk,

        """
    _ = try await take(three, office, on: "2026-11-09")
    #expect(try await event(office, "D1", "meetings_scheduled")?.day == Office.day("2026-11-03"))
    let paid = try #require(try await event(office, "D1", "payments"))
    #expect(paid.day == (try Office.day("2026-11-08")))
    #expect(paid.amount == Money(minor: 60_000_000))
    #expect(try await event(office, "D2", "payments")?.reached == false)
    #expect(try await office.store.health().differingCells == 0)
  }

  @Test("A changed responsible moves nothing in the past, and is listed")
  func responsible() async throws {
    let office = try Office()
    let row = "D1,Первичный контакт,Анна Петрова,01.11.2026,01.11.2026,,,yandex,\n"
    _ = try await take(deals + row, office, on: "2026-11-02")
    let moved = row.replacing("Анна Петрова", with: "Борис Сидоров").replacing(
      ",01.11.2026,,",
      with: ",02.11.2026,,"
    )
    let report = try await take(deals + moved, office, on: "2026-11-03")
    #expect(report.same == 1)
    #expect(
      report.notes.contains(
        ImportNote(.managerChanged, count: 1, examples: ["D1: Анна Петрова → Борис Сидоров"])
      )
    )
    let unit = try await office.store.read { try $0.unit("D1", hypothesis: nil) }
    #expect(unit?.exposure.manager == "Анна Петрова")
  }

  @Test("A payment written down by hand is not overwritten by the CRM's budget")
  func budget() async throws {
    let office = try Office()
    var entry = DayEntry()
    entry.payments = [
      PaymentEntry(
        day: try Office.day("2026-11-05"),
        unit: "D1",
        manager: "Анна",
        source: "Директ",
        amount: Money(minor: 55_000_000),
        packageName: nil
      )
    ]
    _ = try await office.desk("2026-11-06").enter(entry)
    let file =
      deals + "D1,Успешно реализовано,Анна,01.11.2026,05.11.2026,05.11.2026,600000,yandex,\n"
    _ = try await take(file, office, on: "2026-11-06")
    let paid = try #require(try await event(office, "D1", "payments"))
    #expect(paid.amount == Money(minor: 55_000_000))
    let unit = try await office.store.read { try $0.unit("D1", hypothesis: nil) }
    // The deal came on the first, whenever its payment was written down.
    #expect(unit?.exposure.day == (try Office.day("2026-11-01")))
  }

  @Test("Deals the file should have and does not are listed and kept; undo takes a file back")
  func gone() async throws {
    let office = try Office()
    let rows = [
      "D1,Первичный контакт,Анна,01.11.2026,01.11.2026,,,yandex,\n",
      "D2,Первичный контакт,Анна,02.11.2026,02.11.2026,,,yandex,\n",
      "D3,Первичный контакт,Анна,03.11.2026,03.11.2026,,,yandex,\n",
    ]
    let first = try await take(deals + rows.joined(), office, on: "2026-11-04")
    let report = try await take(deals + rows[0] + rows[2], office, on: "2026-11-05")
    #expect(report.notes.contains(ImportNote(.gone, count: 1, examples: ["D2"])))
    #expect(try await sums(office)["2026-11-02 Директ leads"] == 1)
    _ = try await office.desk("2026-11-05").undo(try #require(first.batch))
    #expect(try await sums(office).isEmpty)
    #expect(try await office.store.read { try $0.unit("D1", hypothesis: nil) } == nil)
  }

  @Test("A tag of the CRM says that the variant was really received")
  func uptake() async throws {
    let office = try Office()
    try await office.start(try Office.form())
    _ = try await office.desk("2026-10-20").importFile(
      Array("unit,arm,date,manager\nD1,now,2026-10-19,Anna\nD2,now,2026-10-19,Anna\n".utf8),
      name: "o.csv",
      hypothesis: "screen",
      mode: .commit
    )
    _ = try await office.desk("2026-10-20").setAliases(
      Array("uptake:\n  screen: [показ экрана]\n".utf8),
      file: "aliases.yaml"
    )
    let file =
      deals + """
        D1,Встреча назначена,Anna,18.10.2026,21.10.2026,,,yandex,"сайт,Показ экрана"
        D2,Встреча назначена,Anna,18.10.2026,21.10.2026,,,yandex,сайт

        """
    _ = try await take(file, office, on: "2026-10-22")
    let days = try await office.store.read { reader in
      try ["D1", "D2"].map { try reader.unit($0, hypothesis: "screen")?.exposure.uptakeDay }
    }
    #expect(days == [try Office.day("2026-10-21"), nil])
  }

  // MARK: layouts

  @Test("An unknown table is asked about; accepted, it is kept, and the next one needs no answer")
  func kept() async throws {
    let office = try Office()
    let text = "Дата;Переходы;Деньги;Прочее\n01.11.2026;40;1000,50;x\n"
    let desk = try office.desk("2026-11-02")
    do {
      _ = try await desk.importFile(Array(text.utf8), name: "a.csv", mode: .commit)
      Issue.record("taken without asking")
    } catch WorkflowError.layoutUnknown(_, let proposal) {
      #expect(proposal.columns.map(\.field) == ["date", "clicks", nil, nil])
    }
    var options = ImportOptions()
    options.acceptsLayout = true
    options.source = "Авито"
    options.columns = ["Деньги": "spend"]
    _ = try await desk.importFile(Array(text.utf8), name: "a.csv", mode: .commit, options: options)
    #expect(try await sums(office)["2026-11-01 Авито spend"] == 100_050)
    let next = text.replacing("01.11", with: "02.11")
    let report = try await office.desk("2026-11-03").importFile(
      Array(next.utf8),
      name: "b.csv",
      mode: .commit
    )
    #expect(report.recognition?.preset == "layout")
    #expect(try await sums(office)["2026-11-02 Авито clicks"] == 40)
  }

  @Test("Aliases a person edits are read back as they were written, and mistakes have their place")
  func aliases() async throws {
    let office = try Office()
    let desk = try office.desk("2026-11-02")
    let yaml = """
      columns:
        spend: [вложили]
      sources:
        Авито: [avito, "авито: объявления"]
      stages:
        lost: [слив]

      """
    let kept = try await desk.setAliases(Array(yaml.utf8), file: "a.yaml")
    #expect(kept.sources == ["Авито": ["avito", "авито: объявления"]])
    #expect(try await desk.aliases().own == kept)
    let text = AliasesYAML.write(kept)
    #expect(try await desk.setAliases(Array(text.utf8), file: "a.yaml") == kept)
    do {
      _ = try await desk.setAliases(Array("columns:\n  spendd: [x]\nfoo: 1\n".utf8), file: "a.yaml")
      Issue.record("mistakes were taken")
    } catch let error as ExchangeError {
      #expect(error.refusals.map(\.code) == ["form.unknownKey", "form.unknownKey"])
      #expect(error.refusals.map(\.place?.line) == [2, 3])
      #expect(error.refusals.first?.values["nearest"] == "spend")
    }
    #expect(try await desk.aliases().own == kept)
  }

  @Test("One bad row refuses the whole file and writes nothing")
  func allOrNothing() async throws {
    let office = try Office()
    let text = header + "01.11.2026;Бренд;100;5;10,00\n02.11.2026;Бренд;-1;5;10,00\n"
    await #expect(throws: ExchangeError.self) { try await take(text, office, on: "2026-11-03") }
    #expect(try await sums(office).isEmpty)
    #expect(try await office.store.read { try $0.batches() }.isEmpty)
  }
}
