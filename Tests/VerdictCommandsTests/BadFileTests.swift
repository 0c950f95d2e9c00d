import Testing

/// A file with one mistake, and what must be said of it.
struct BadFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let place: (en: String, ru: String)
  let said: (en: [String], ru: [String])
  let options: [String]

  init(
    _ name: String,
    _ text: String,
    line: Int,
    column: String? = nil,
    en: [String],
    ru: [String],
    options: [String] = []
  ) {
    testDescription = name
    self.text = text
    place = (
      "bad.csv, line \(line)" + (column.map { ", column \($0)" } ?? "") + ": ",
      "bad.csv, строка \(line)" + (column.map { ", столбец \($0)" } ?? "") + ": "
    )
    said = (en, ru)
    self.options = options
  }

  private static let test = ["--hypothesis", "screen-share"]

  static let all = [
    BadFile(
      "unknown column",
      "date,source,leads,refundz\n2026-11-02,ads,1,1\n",
      line: 1,
      column: "refundz",
      en: ["“refundz” is unknown", "Did you mean “refunds”?", "Allowed: date, source"],
      ru: ["«refundz» неизвестен", "Похоже на «refunds»", "Можно: date, source"]
    ),
    BadFile(
      "date written as people write it",
      "date,source,leads\n2026-11-02,ads,1\n03.11.2026,ads,1\n",
      line: 3,
      column: "date",
      en: ["“03.11.2026” is not a date", "year-month-day", "2026-11-03"],
      ru: ["«03.11.2026» — не дата", "год-месяц-день", "2026-11-03"]
    ),
    BadFile(
      "date that is not in the calendar",
      "date,source,leads\n2026-02-30,ads,1\n",
      line: 2,
      column: "date",
      en: ["no such day as “2026-02-30”", "Check"],
      ru: ["«2026-02-30» нет в календаре", "Проверьте"]
    ),
    BadFile(
      "negative count",
      "date,source,manager,payments\n2026-11-02,ads,Anna,-1\n",
      line: 2,
      column: "payments",
      en: ["-1 is below zero", "refunds"],
      ru: ["-1 меньше нуля", "refunds"]
    ),
    BadFile(
      "negative money",
      "date,source,manager,revenue\n2026-11-02,ads,Anna,-500\n",
      line: 2,
      column: "revenue",
      en: ["-500 is below zero", "refunds"],
      ru: ["-500 меньше нуля", "refunds"]
    ),
    BadFile(
      "money with a comma",
      "date,source,spend\n2026-11-02,ads,\"1000,50\"\n",
      line: 2,
      column: "spend",
      en: ["1000,50"],
      ru: ["1000,50"]
    ),
    BadFile(
      "successes over trials",
      "date,arm,trials,successes\n2026-11-06,usual,5,6\n",
      line: 2,
      column: "successes",
      en: ["6 successes of 5 trials", "Check"],
      ru: ["успехов 6, а всего 5", "Проверьте"],
      options: test
    ),
    BadFile(
      "stages in a wrong order",
      "unit,arm,date,meetings_held,payments\n8,now,2026-11-03,2026-11-05,2026-11-04\n",
      line: 2,
      column: "payments",
      en: ["2026-11-04 comes before “meetings_held” on 2026-11-05", "check the dates"],
      ru: ["2026-11-04, раньше чем «meetings_held» 2026-11-05", "проверьте даты"],
      options: test
    ),
    BadFile(
      "unknown arm",
      "unit,arm,date,meetings_held\n8,new,2026-11-03,no\n",
      line: 2,
      column: "arm",
      en: ["no arm “new”", "Did you mean “now”?", "Allowed: usual, now"],
      ru: ["стороны «new» нет", "Похоже на «now»", "Можно: usual, now"],
      options: test
    ),
    BadFile(
      "exposure before the start",
      "unit,arm,date,meetings_held\n8,now,2026-11-01,no\n",
      line: 2,
      column: "date",
      en: ["2026-11-01 is before the start of “screen-share” (2026-11-02)", "Check the date"],
      ru: ["2026-11-01 раньше начала теста «screen-share» (2026-11-02)", "Проверьте дату"],
      options: test
    ),
    BadFile(
      "exposure after the end",
      "unit,arm,date,meetings_held\n8,now,2026-11-14,no\n",
      line: 2,
      column: "date",
      en: ["2026-11-14 is after the end of “screen-share” (2026-11-13)", "Check the date"],
      ru: ["2026-11-14 позже конца теста «screen-share» (2026-11-13)", "Проверьте дату"],
      options: test
    ),
    BadFile(
      "unknown metric",
      "date,arm,trials,successes,metric\n2026-11-06,usual,5,4,meetings_hold\n",
      line: 2,
      column: "metric",
      en: ["no metric “meetings_hold”", "Did you mean “meetings_held”?"],
      ru: ["показателя «meetings_hold» нет", "Похоже на «meetings_held»"],
      options: test
    ),
    BadFile(
      "row at another grain",
      "date,manager,leads\n2026-11-02,Anna,3\n",
      line: 2,
      column: "leads",
      en: ["“leads” is entered as a row for each source", "a row for each manager"],
      ru: ["«leads» вводят так: строка на источник", "строка на менеджера"]
    ),
    BadFile(
      "row with too many cells",
      "date,source,leads\n2026-11-02,ads,3,4\n",
      line: 2,
      en: ["4 cells, but 3 columns"],
      ru: ["ячеек 4, а столбцов 3"]
    ),
  ]
}

@Suite("Bad files are refused with place, value and remedy, and nothing is half written")
struct BadFileTests {
  @Test(arguments: BadFile.all)
  func isRefused(_ bad: BadFile) throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.write("bad.csv", bad.text)
    let before = try place.bytes()

    let english = try place.start(["import", "bad.csv"] + bad.options).answer()
    #expect(english.code == 65)
    #expect(english.out.isEmpty)
    #expect(english.err.contains(bad.place.en))
    for part in bad.said.en { #expect(english.err.contains(part)) }
    #expect(english.err.hasSuffix("Nothing was written.\n"))

    let russian = try place.start(["import", "bad.csv"] + bad.options, lang: "ru").answer()
    #expect(russian.code == 65)
    #expect(russian.err.contains(bad.place.ru))
    for part in bad.said.ru { #expect(russian.err.contains(part)) }
    #expect(russian.err.hasSuffix("Ничего не записано.\n"))

    #expect(try place.bytes() == before)
    #expect(try place.isSound())
  }

  @Test("One bad line in a thousand refuses them all; every mistake is counted")
  func allOrNothing() throws {
    let place = try Workplace()
    try place.run("init")
    var text = "date,source,leads\n"
    for source in 1...1000 { text += "2026-11-02,s\(source),\(source == 700 ? "many" : "1")\n" }
    try place.write("bad.csv", text)
    let before = try place.bytes()
    let one = try place.run("import", "bad.csv")
    #expect(one.code == 65)
    #expect(one.err.contains("bad.csv, line 701, column leads: "))
    #expect(one.err.contains("1 mistake."))
    #expect(try place.bytes() == before)

    try place.write("bad.csv", text.replacing(",1\n", with: ",x\n"))
    let many = try place.run("import", "bad.csv", lang: "ru")
    #expect(many.err.contains("1 000 ошибок"))
    #expect(try place.bytes() == before)
    #expect(try place.isSound())
  }

  @Test("Files that are no tables say what they are")
  func notATable() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("empty.csv", "")
    #expect(try place.run("import", "empty.csv").err.contains("the file is empty"))
    try place.write("page.csv", "<!DOCTYPE html><html></html>")
    #expect(try place.run("import", "page.csv").err.contains("web page"))
    let store = try place.run("import", "verdict.sqlite")
    #expect(store.code == 65)
    #expect(store.err.contains("database"))
    let missing = try place.run("import", "nowhere.csv")
    #expect(missing.code == 66)
    #expect(missing.err.contains("nowhere.csv"))
    let folder = try place.run("import", ".")
    #expect(folder.code == 66)
    #expect(folder.err.contains("folder"))
  }

  @Test("Events of units already in the test are taken after its end")
  func lateEvents() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.write("outcomes.csv", SampleFiles.outcomes)
    try place.run("import", "outcomes.csv", "--hypothesis", "screen-share")
    let late = try place.run("log", "screen-share", "4", "--stage", "payments=2026-11-16")
    #expect(late.code == 0)
  }
}
