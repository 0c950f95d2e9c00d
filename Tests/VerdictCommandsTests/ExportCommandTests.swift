import Foundation
import Testing

@Suite("What goes out, and comes back in")
struct ExportCommandTests {
  /// A month of two managers and two sources, with a running test.
  private func department() throws -> Workplace {
    let place = try Workplace()
    try place.openWithRunningTest(end: "2026-11-27")
    try place.write(
      "table.csv",
      """
      date,source,manager,clicks,leads,spend,meetings_due,meetings_held,payments,revenue
      2026-11-02,Директ,,31,9,1550.50,,,,
      2026-11-02,,Анна,,,,4,3,,
      2026-11-02,Директ,Анна,,,,,,1,600000
      2026-11-03,=VK,,20,0,1000,,,,
      2026-11-03,,Анна,,,,2,0,,

      """
    )
    #expect(try place.run("import", "table.csv").code == 0)
    try place.write("outcomes.csv", SampleFiles.outcomes)
    #expect(try place.run("import", "outcomes.csv", "--hypothesis", "screen-share").code == 0)
    return place
  }

  @Test("A hypothesis goes out as YAML that `hypothesis add` takes for the same form")
  func hypothesis() throws {
    let place = try department()
    #expect(try place.run("hypothesis", "export", "screen-share", "-o", "again.yaml").code == 0)
    let before = try place.run("hypothesis", "show", "screen-share", "--json").out
    #expect(try place.run("init", "--store", "other.sqlite").code == 0)
    #expect(try place.run("hypothesis", "add", "again.yaml", "--store", "other.sqlite").code == 0)
    let after = try place.run("hypothesis", "export", "screen-share", "--store", "other.sqlite").out
    #expect(after == (try place.text("again.yaml")))
    #expect(before.contains("screen-share"))
    #expect(try place.run("hypothesis", "export", "nobody").code == 1)
  }

  @Test("Everything goes out and comes back: doctor, table, evaluation and the next export agree")
  func all() throws {
    let place = try department()
    let out = try place.run("export", "--all", "-o", "archive", now: "2026-11-16")
    #expect(out.code == 0)
    #expect(out.err.contains("verdict restore archive"))
    #expect(try place.text("archive/README.md").contains("daily-table.csv"))
    #expect(try place.text("archive/for-people/screen-share.yaml").contains("screen-share"))
    let back = try place.run("restore", "archive", "--store", "copy.sqlite", now: "2026-11-16")
    #expect(back.code == 0)
    #expect(try place.run("doctor", "--store", "copy.sqlite", "--exit-code").code == 0)
    for words in [
      ["table", "--by", "day", "--format", "csv"], ["evaluate", "screen-share", "--json"],
      ["review", "--json"], ["export", "outcomes", "--hypothesis", "screen-share"],
    ] {
      let first = try place.start(words, now: "2026-11-20").answer()
      let second = try place.start(words + ["--store", "copy.sqlite"], now: "2026-11-20").answer()
      #expect(first.code == 0)
      #expect(first.out == second.out, "\(words)")
    }
    // Nothing is written over, and an archive is not a file to import.
    #expect(try place.run("export", "--all", "-o", "archive").code == 74)
    let imported = try place.run("import", "archive")
    #expect(imported.code == 64 && imported.err.contains("verdict restore archive"))
    let absent = try place.run("restore", "nothing-here")
    #expect(absent.code == 66 && absent.err.contains("There is no file nothing-here"))
    #expect(!absent.err.contains("verdict init"))
    let again = try place.run("restore", "archive", lang: "ru")
    #expect(again.code == 0 && again.err.contains("verdict.sqlite.before-restore-1"))
  }

  @Test("The table goes out for a Russian spreadsheet and comes back, formulas and all")
  func excel() throws {
    let place = try department()
    #expect(try place.run("export", "table", "-o", "t.csv", "--excel").code == 0)
    let text = try place.text("t.csv")
    #expect(text.hasPrefix("\u{FEFF}date;source;manager;"))
    #expect(text.contains(";\"1550,50\";"))
    #expect(text.contains(";'=VK;"))
    #expect(try place.run("init", "--store", "other.sqlite").code == 0)
    #expect(try place.run("import", "t.csv", "--store", "other.sqlite").code == 0)
    let words = ["table", "--by", "day", "--format", "csv"]
    let first = try place.start(words).answer().out
    #expect(try place.start(words + ["--store", "other.sqlite"]).answer().out == first)
    let days = try place.run("export", "table", "--from", "2026-11-03", "--to", "2026-11-03").out
    #expect(days.contains("2026-11-03") && !days.contains("2026-11-02"))
  }

  #if Workbooks
  @Test("The table as a workbook comes back as the same table")
  func workbook() throws {
    let place = try department()
    let out = try place.run("table", "--by", "month", "-o", "t.xlsx", lang: "ru")
    #expect(out.code == 0 && out.out.isEmpty)
    #expect(try place.run("init", "--store", "other.sqlite").code == 0)
    let back = try place.run("import", "t.xlsx", "--store", "other.sqlite")
    #expect(back.code == 0, "\(back.err)")
    let words = ["export", "table", "--from", "2026-11"]
    let first = try place.start(words).answer().out
    #expect(try place.start(words + ["--store", "other.sqlite"]).answer().out == first)
    #expect(try place.run("table", "--format", "xlsx").code == 64)
    // The same table gives the same bytes.
    #expect(try place.run("table", "--by", "month", "-o", "again.xlsx", lang: "ru").code == 0)
    #expect(try place.bytes("again.xlsx") == place.bytes("t.xlsx"))
  }
  #endif
}
