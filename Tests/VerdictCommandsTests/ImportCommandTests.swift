import Foundation
import Testing

@Suite("import and undo")
struct ImportCommandTests {
  @Test("A preview says what would come and writes nothing")
  func preview() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("table.csv", SampleFiles.table)
    let before = try place.bytes()
    let answer = try place.run("import", "table.csv", "--dry-run", "--json")
    #expect(answer.code == 0)
    #expect(answer.json["schemaVersion"] as? Int == 1)
    #expect(answer.body["kind"] as? String == "funnel")
    #expect(answer.body["new"] as? Int == 3)
    #expect(answer.body["preview"] as? Bool == true)
    let totals = answer.body["totals"] as? [String: Int]
    #expect(totals == ["leads": 22, "spend": 100_050])
    #expect(try place.run("import", "table.csv", "--preview").err.contains("nothing was written"))
    #expect(try place.bytes() == before)
  }

  @Test("The same file twice changes nothing, and says when it came", arguments: ["en", "ru"])
  func twice(language: String) throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("table.csv", SampleFiles.table)
    let first = try place.run("import", "table.csv", lang: language)
    #expect(first.code == 0)
    #expect(first.err.contains("verdict undo 1"))
    let second = try place.run("import", "table.csv", "--json", lang: language)
    #expect(second.code == 0)
    #expect(
      second.err.contains(language == "ru" ? "уже загружен 16 ноября" : "imported on 16 November")
    )
    #expect(second.body["alreadyImported"] as? Int == 1)
    for count in ["new", "changed", "same"] { #expect(second.body[count] as? Int == 0) }
    #expect(try place.isSound())
  }

  @Test("A corrected file counts what is new, changed and the same")
  func corrected() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("table.csv", SampleFiles.table)
    try place.run("import", "table.csv")
    try place.write(
      "table2.csv",
      "date,source,leads,spend\n2026-11-02,ads,11,1000.50\n2026-11-03,ads,12,5\n"
    )
    let body = try place.run("import", "table2.csv", "--json").body
    #expect(body["new"] as? Int == 1)
    #expect(body["changed"] as? Int == 1)
    #expect(body["same"] as? Int == 2)
  }

  @Test("undo takes a batch back, once; the file can then come again")
  func undo() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("table.csv", SampleFiles.table)
    try place.run("import", "table.csv")
    #expect(try place.run("undo", "1").code == 0)
    let again = try place.run("undo", "1", lang: "ru")
    #expect(again.code == 1)
    #expect(again.err.contains("уже отменена"))
    #expect(try place.run("import", "table.csv", "--json").body["new"] as? Int == 3)
    let unknown = try place.run("undo", "77")
    #expect(unknown.code == 1)
    #expect(unknown.err.contains("77"))
    #expect(try place.isSound())
  }

  @Test("undo is refused while a later batch stands on the same rows")
  func undoBlocked() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("table.csv", SampleFiles.table)
    try place.write("later.csv", "date,source,leads\n2026-11-02,ads,11\n")
    try place.run("import", "table.csv")
    try place.run("import", "later.csv")
    let before = try place.bytes()
    let answer = try place.run("undo", "1")
    #expect(answer.code == 1)
    #expect(answer.err.contains("Undo the later one first"))
    #expect(try place.bytes() == before)
    #expect(try place.run("undo", "2").code == 0)
    #expect(try place.run("undo", "1").code == 0)
  }

  @Test(
    "An export of another program says what it is, its sums, and how to take it back",
    arguments: ["ru", "en"]
  )
  func foreign(language: String) throws {
    let place = try Workplace()
    try place.run("init")
    let text =
      "Дата;Кампания;Показы;Клики;Расход (руб.);CTR (%)\n"
      + "14.11.2026;Бренд;1 200;31;1550,50;2,58\n15.11.2026;Бренд;100;—;0,00;—\nИтого;;1 300;31;1550,50;—\n"
    try place.write("direct.csv", text)
    let preview = try place.run("import", "direct.csv", "--dry-run", "--json", lang: language)
    #expect(preview.code == 0)
    #expect(
      (preview.body["recognition"] as? [String: Any])?["preset"] as? String == "direct.cabinet"
    )
    let checks = preview.body["checks"] as? [[String: Any]] ?? []
    #expect(checks.count == 3)
    #expect(checks.allSatisfy { $0["ours"] as? Int == $0["theirs"] as? Int })
    let done = try place.run("import", "direct.csv", lang: language)
    #expect(done.code == 0)
    #expect(done.out.isEmpty)
    for part in language == "ru"
      ? ["Директ, кабинет", "14–15 ноября 2026", "новых 5", "как в «Итого»", "verdict undo 1"]
      : ["Yandex Direct, cabinet", "5 new", "as in the file's total", "verdict undo 1"]
    {
      #expect(done.err.contains(part), "\(done.err)")
    }
    #expect(try place.run("undo", "1").code == 0)
    #expect(try place.isSound())
  }

  @Test("An unknown table is proposed, refused with 65, and kept once accepted")
  func unknown() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("x.csv", "Дата;Переходы;Деньги\n14.11.2026;40;1000,50\n")
    let asked = try place.run("import", "x.csv", "--json")
    #expect(asked.code == 65)
    #expect((asked.body["proposal"] as? [String: Any]) != nil)
    #expect(asked.err.contains("--accept-layout"))
    let taken = try place.run(
      "import",
      "x.csv",
      "--accept-layout",
      "--source",
      "Avito",
      "--column",
      "Деньги=spend",
      "--json"
    )
    #expect(taken.code == 0)
    #expect(taken.body["totals"] as? [String: Int] == ["clicks": 40, "spend": 100_050])
    try place.write("y.csv", "Дата;Переходы;Деньги\n15.11.2026;41;1000,50\n")
    #expect(try place.run("import", "y.csv").code == 0)
    #expect(try place.run("aliases").out.contains("Avito"))
  }

  @Test("- reads standard input")
  func standardInput() throws {
    let place = try Workplace()
    try place.run("init")
    let answer = try place.run("import", "-", "--json", input: SampleFiles.table)
    #expect(answer.code == 0)
    #expect(answer.body["new"] as? Int == 3)
    let refused = try place.run("import", "-", input: "date,source,leads\n2026-11-02,ads,x\n")
    #expect(refused.code == 65)
    #expect(refused.err.hasPrefix("stdin, line 2, column leads: "))
  }

  @Test("Outcomes and tallies go to a running hypothesis")
  func outcomesAndTallies() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.write("outcomes.csv", SampleFiles.outcomes)
    try place.write("tallies.csv", SampleFiles.tallies)
    let outcomes = try place.run(
      "import",
      "outcomes.csv",
      "--hypothesis",
      "screen-share",
      "--json"
    )
    #expect(outcomes.body["kind"] as? String == "outcomes")
    #expect(outcomes.body["new"] as? Int == 4)
    let tallies = try place.run("import", "tallies.csv", "--hypothesis", "screen-share", "--json")
    #expect(tallies.body["kind"] as? String == "tallies")
    #expect(tallies.body["new"] as? Int == 2)
    let card = try place.run("evaluate", "screen-share", "--json").json
    let arms = try #require(card["arms"] as? [[String: Any]])
    // Two units and twelve trials in either arm.
    #expect(arms.map { $0["exposed"] as? Int } == [14, 14])
  }

  @Test("Without a hypothesis rows with an arm are refused and rows without one go to the register")
  func register() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.write("outcomes.csv", SampleFiles.outcomes)
    let refused = try place.run("import", "outcomes.csv")
    #expect(refused.code == 65)
    #expect(refused.err.contains("line 2, column arm"))
    #expect(refused.err.contains("--hypothesis"))
    try place.write("register.csv", "unit,date,manager,meetings_held\n9,2026-11-02,Anna,yes\n")
    #expect(try place.run("import", "register.csv", "--json").body["new"] as? Int == 1)
  }

  @Test("A skipped stage is filled in, not refused")
  func skippedStage() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.write(
      "paid.csv",
      "unit,arm,date,payments,revenue\n1,now,2026-11-03,2026-11-05,600000\n"
    )
    let answer = try place.run("import", "paid.csv", "--hypothesis", "screen-share", "--json")
    #expect(answer.code == 0)
    #expect(try place.isSound())
  }

  @Test(
    "The same unit in two arms keeps the first, and must be confirmed",
    arguments: ["en", "ru"]
  )
  func crossover(language: String) throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.write("outcomes.csv", SampleFiles.outcomes)
    try place.write("crossed.csv", "unit,arm,date,meetings_held\n1,now,2026-11-03,2026-11-05\n")
    try place.run("import", "outcomes.csv", "--hypothesis", "screen-share")
    let before = try place.bytes()
    let refused = try place.run(
      "import",
      "crossed.csv",
      "--hypothesis",
      "screen-share",
      lang: language
    )
    #expect(refused.code == 65)
    #expect(
      refused.err.contains(language == "ru" ? "другой группе (1): 1." : "another arm (1): 1.")
    )
    #expect(refused.err.contains("--accept-crossovers"))
    #expect(try place.bytes() == before)

    let kept = try place.run(
      "import",
      "crossed.csv",
      "--hypothesis",
      "screen-share",
      "--accept-crossovers",
      "--json"
    )
    #expect(kept.code == 0)
    #expect(kept.body["crossovers"] as? [String] == ["1"])
    let drawn = try place.run("draw", "screen-share", "1", "--json")
    #expect(drawn.items.first?["arm"] as? String == "usual")
    #expect(try place.isSound())
  }
}
