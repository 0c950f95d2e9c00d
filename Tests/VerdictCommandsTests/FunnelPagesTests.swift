import Foundation
import Testing
import VerdictTestSupport

/// The pages of the funnel as the simulated department shows them, by the built program.
@Suite("The funnel's pages on the demo")
struct FunnelPagesTests {
  private static let morning = "2027-01-12T09:00:00Z"

  /// One page: the name of its snapshot, and the words after `verdict`.
  private static let pages: [(name: String, words: [String])] = [
    ("table", ["table"]),
    ("table-by-manager", ["table", "--by", "half-month", "--split", "manager"]),
    ("week", ["week"]), ("today", ["today"]), ("plan", ["plan", "show", "2027-01"]),
    ("needs", ["plan", "needs", "2027-01", "--revenue", "2600000"]), ("signals", ["signals"]),
    ("managers", ["managers"]),
    ("funnel", ["funnel"]), ("bridge", ["bridge", "2026-11", "2026-12"]),
  ]

  private func demo(_ language: String) throws -> Workplace {
    let place = try Workplace()
    let answer = try place.run("demo", "--lang", language, now: Self.morning, lang: nil)
    #expect(answer.code == 0, "\(answer.err)")
    return place
  }

  private func page(_ place: Workplace, _ words: [String], _ language: String) throws -> Answer {
    try place.start(
      words + ["--store", "demo/verdict.sqlite"],
      now: Self.morning,
      lang: language
    )
    .answer()
  }

  @Test(
    "Every page reads as it was read and found good, in both languages",
    arguments: ["ru", "en"]
  )
  func pages(_ language: String) throws {
    let place = try demo(language)
    for (name, words) in Self.pages {
      let answer = try page(place, words, language)
      #expect(answer.code == 0, "\(name): \(answer.err)")
      // The five lines of a morning and the list of counters are for pasting: they are not wrapped.
      for line in answer.out.split(separator: "\n")
      where line.count > 80 && name != "today" && name != "funnel" {
        // A command to copy stays on its line.
        #expect(line.contains("verdict "), "\(name): \(line)")
      }
      for bad in ["nan", "inf ", "Optional(", "-H1", "-H2", "2027-W"] {
        #expect(!answer.out.contains(bad), "\(name) says \(bad)")
      }
      try expectSnapshot(answer.out, name + "." + language + ".txt")
    }
  }

  @Test("Markdown, HTML and JSON of a page hold what its text says")
  func forms() throws {
    let place = try demo("en")
    for words in [["week"], ["signals"], ["managers"], ["plan", "show", "2027-01"], ["table"]] {
      let html = try page(place, words + ["--format", "html"], "en")
      #expect(html.code == 0, "\(words): \(html.err)")
      #expect(html.out.contains("<!DOCTYPE html>"))
      #expect(!html.out.contains("http://") && !html.out.contains("src=\"https"))
      let markdown = try page(place, words + ["--format", "markdown"], "en")
      #expect(markdown.out.contains("# "))
      let json = try page(place, words + ["--json"], "en")
      #expect(!json.json.isEmpty, "\(words): \(json.err)")
    }
  }

  @Test("The week's anomalies are the page of signals': one rule, one budget of false alarms")
  func oneRule() throws {
    let place = try demo("en")
    let week = try page(place, ["week", "--json"], "en")
    let signals = try page(place, ["signals", "--json", "--as-of", "2027-01-11"], "en")
    func subjects(_ answer: Answer) -> [String] {
      let list = (answer.body["signals"] ?? answer.json["signals"]) as? [[String: Any]] ?? []
      return list.compactMap { ($0["subject"] as? [String: Any])?["key"] as? String }
    }
    #expect(!subjects(signals).isEmpty)
    #expect(subjects(week) == subjects(signals))
  }

  @Test("A plan set before the month stands under the table's rows, divided over its days")
  func plannedRows() throws {
    let place = try demo("en")
    let answer = try page(place, ["table", "--by", "month", "--json"], "en")
    let table = answer.body.isEmpty ? answer.json : answer.body
    let rows = table["rows"] as? [[String: Any]] ?? []
    let held = rows.first { $0["key"] as? String == "meetings_held" }
    let planned = held?["planned"] as? [Any] ?? []
    // The demo's plans: 24 in November, 26 in December, 18 in January.
    let plans = planned.compactMap { ($0 as? [String: Any])?["plan"] as? Double }
    #expect(plans.suffix(3) == [24, 26, 18])
    let january = planned.last as? [String: Any]
    let toDate = january?["toDate"] as? Double ?? 0
    #expect(toDate > 0 && toDate < 18)
    let december = planned.dropLast().last as? [String: Any]
    let values = (held?["readings"] as? [[String: Any]])?.compactMap { $0["value"] as? Double }
    // January has no meetings yet: the last number is December's.
    let fact = values?.last ?? 0
    #expect(abs((december?["attainment"] as? Double ?? 0) - fact / 26) < 1e-12)
  }

  @Test("What cannot be: no store, a bad month, a plan for nothing, a day to come")
  func refusals() throws {
    let place = try Workplace()
    for words in [["week"], ["today"], ["plan", "show"], ["signals"], ["managers"]] {
      let answer = try place.start(words).answer()
      #expect(answer.code == 66, "\(words)")
      #expect(answer.err.contains("verdict init"))
    }
    try place.run("init")
    #expect(try place.run("week").code == 0)
    #expect(try place.run("today").out.split(separator: "\n").count == 5)
    #expect(try place.run("week", "2027-W20").code == 65)
    #expect(try place.run("week", "2026-02-30").code == 64)
    #expect(try place.run("plan", "show", "2026-13").code == 64)
    #expect(try place.run("plan", "show", "2026-11").code != 0)
    #expect(try place.run("plan", "set", "2026-11", "show_rate=60%", "nothing=3").code != 0)
    #expect(try place.run("plan", "set", "2026-11", "meetings_held=many").code != 0)
    #expect(try place.run("plan", "set", "2026-12", "meetings_held=24").code == 0)
    #expect(try place.run("plan", "show", "2026-12").out.contains("24"))
  }

  @Test("A day to come is refused with its line and column, and nothing is kept")
  func dayToCome() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write(
      "table.csv",
      "date,source,manager,leads\n2026-11-15,ads,,3\n2026-11-17,ads,,4\n"
    )
    let answer = try place.run("import", "table.csv", now: "2026-11-16")
    #expect(answer.code == 65)
    #expect(answer.err.contains("table.csv, line 3, column date"), "\(answer.err)")
    #expect(try place.run("table", now: "2026-11-16").out.contains("no number yet"))
  }

  @Test("A leap day and a week over New Year are days like others")
  func oddDays() throws {
    let place = try Workplace()
    try place.run("init")
    var lines = ["date,source,manager,leads"]
    for day in ["2027-12-27", "2027-12-31", "2028-01-01", "2028-01-02", "2028-02-28", "2028-02-29"]
    {
      lines.append(day + ",ads,,2")
    }
    try place.write("table.csv", lines.joined(separator: "\n") + "\n")
    #expect(try place.run("import", "table.csv", now: "2028-03-01").code == 0)
    func leads(_ span: String, _ from: String, _ to: String) throws -> [Double?] {
      let answer = try place.run(
        "table",
        "--by",
        span,
        "--from",
        from,
        "--to",
        to,
        "--json",
        now: "2028-03-01"
      )
      let rows = (answer.body["rows"] ?? answer.json["rows"]) as? [[String: Any]] ?? []
      let row = rows.first { $0["key"] as? String == "leads" }
      return (row?["readings"] as? [[String: Any]] ?? []).map { $0["value"] as? Double }
    }
    // ISO week 52 of 2027 runs from 27 December to 2 January.
    #expect(try leads("week", "2027-12-27", "2028-01-02") == [8])
    #expect(try leads("month", "2028-02-01", "2028-02-29") == [4])
    #expect(try leads("half-month", "2028-02-16", "2028-02-29") == [4])
    #expect(try leads("day", "2028-02-29", "2028-02-29") == [2])
  }
}
