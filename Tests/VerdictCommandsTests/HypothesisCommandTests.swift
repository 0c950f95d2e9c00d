import Foundation
import Testing

@Suite("hypothesis: add, start, list, show, amend, stop, bet")
struct HypothesisCommandTests {
  @Test("A draft says before its start what the test can show", arguments: ["en", "ru"])
  func add(language: String) throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("h.yaml", SampleFiles.hypothesis())
    let answer = try place.run("hypothesis", "add", "h.yaml", now: "2026-11-01", lang: language)
    #expect(answer.code == 0)
    #expect(answer.out.contains(language == "ru" ? "Экран сейчас" : "Screen share now"))
    #expect(answer.out.contains("20"))
    #expect(answer.err.contains("verdict hypothesis start screen-share"))
    let json = try place.run("hypothesis", "add", "h.yaml", "--json", now: "2026-11-01")
    #expect(json.code == 0)
    #expect(!json.body.isEmpty)
  }

  @Test("The example in the help is a whole file that can be added as it stands")
  func helpExample() throws {
    let place = try Workplace()
    try place.run("init")
    let help = try place.run("help", "hypothesis", "add").out
    let start = try #require(help.range(of: "Example file:\n"))
    let end = try #require(help.range(of: "\nUSAGE:"))
    try place.write("example.yaml", String(help[start.upperBound..<end.lowerBound]))
    let added = try place.run("hypothesis", "add", "example.yaml", now: "2026-10-30")
    #expect(added.code == 0, "\(added.err)")
    #expect(
      try place.run("hypothesis", "show", "screen-share-now").out.contains(
        "May I share my screen now?"
      )
    )
  }

  @Test("A draft is edited by adding it again; a running one is frozen")
  func startFreezes() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("h.yaml", SampleFiles.hypothesis())
    try place.write("h2.yaml", SampleFiles.hypothesis(owner: "Olga"))
    try place.run("hypothesis", "add", "h.yaml", now: "2026-11-01")
    let draft = try place.run("draw", "screen-share", "1")
    #expect(draft.code == 1)
    #expect(draft.err.contains("verdict hypothesis start screen-share"))
    #expect(try place.run("hypothesis", "add", "h2.yaml", now: "2026-11-01").code == 0)
    let started = try place.run("hypothesis", "start", "screen-share", now: "2026-11-01")
    #expect(started.code == 0)
    #expect(started.err.contains("SHA-256"))
    #expect(try place.run("hypothesis", "show", "screen-share").out.contains("owner: Olga"))
    let before = try place.bytes()
    let again = try place.run("hypothesis", "start", "screen-share", lang: "ru")
    #expect(again.code == 1)
    #expect(again.err.contains("verdict hypothesis amend"))
    #expect(try place.run("hypothesis", "add", "h.yaml").code == 1)
    #expect(try place.bytes() == before)
  }

  @Test("A start after the first day is said aloud")
  func lateStart() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("h.yaml", SampleFiles.hypothesis())
    try place.run("hypothesis", "add", "h.yaml", now: "2026-11-05")
    let answer = try place.run("hypothesis", "start", "screen-share", now: "2026-11-05")
    #expect(answer.err.contains("2 November 2026"))
    #expect(answer.err.contains("say so in the review"))
  }

  @Test("list gives a line each, with its state; an empty store says what to do")
  func list() throws {
    let place = try Workplace()
    try place.run("init")
    let empty = try place.run("hypothesis", "list")
    #expect(empty.code == 0)
    #expect(empty.out.isEmpty)
    #expect(empty.err.contains("verdict hypothesis add"))
    try place.write("a.yaml", SampleFiles.hypothesis(id: "first"))
    try place.write("b.yaml", SampleFiles.hypothesis(id: "second"))
    for words in [
      ["add", "a.yaml"], ["add", "b.yaml"], ["start", "first"],
      ["stop", "first", "--reason", "ended"],
    ] {
      #expect(try place.start(["hypothesis"] + words, now: "2026-11-03").answer().code == 0)
    }
    let english = try place.run("hypothesis", "list").out.split(separator: "\n")
    #expect(english.count == 2)
    #expect(english.first?.hasPrefix("first  stopped 3 November") == true)
    #expect(english.last?.hasPrefix("second  draft") == true)
    let russian = try place.run("hypothesis", "list", lang: "ru").out
    #expect(russian.contains("остановлена 3 ноября"))
    #expect(russian.contains("черновик"))
  }

  @Test("What show prints can be added to another store and is the same there")
  func showRoundTrip() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    let shown = try place.run("hypothesis", "show", "screen-share").out
    let other = try Workplace()
    try other.run("init")
    try other.write("shown.yaml", shown)
    #expect(try other.run("hypothesis", "add", "shown.yaml").code == 0)
    #expect(try other.run("hypothesis", "show", "screen-share").out == shown)
  }

  @Test("An amendment needs a reason, changes words, and not what the test rests on")
  func amend() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.write("words.yaml", SampleFiles.hypothesis(owner: "Olga"))
    try place.write("goal.yaml", SampleFiles.hypothesis(goal: "prove"))
    let amend = ["hypothesis", "amend", "screen-share"]
    #expect(try place.start(amend + ["words.yaml"]).answer().code == 64)
    let empty = try place.start(amend + ["words.yaml", "--reason", ""], lang: "ru").answer()
    #expect(empty.code == 64)
    #expect(empty.err.contains("Нужна причина"))
    let before = try place.bytes()
    let goal = try place.start(amend + ["goal.yaml", "--reason", "we like proofs"]).answer()
    #expect(goal.code == 1)
    #expect(goal.err.contains("goal"))
    #expect(goal.err.contains("verdict hypothesis stop screen-share"))
    #expect(try place.bytes() == before)
    #expect(try place.start(amend + ["words.yaml", "--reason", "Anna is away"]).answer().code == 0)
    #expect(try place.run("hypothesis", "show", "screen-share").out.contains("owner: Olga"))
  }

  @Test("A stop needs a reason, happens once, and ends the draw")
  func stop() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.run("draw", "screen-share", "1", "--manager", "Anna", now: "2026-11-03")
    let stop = ["hypothesis", "stop", "screen-share", "--reason", "the script confuses clients"]
    #expect(try place.start(stop, now: "2026-11-04").answer().code == 0)
    let again = try place.start(stop, now: "2026-11-05", lang: "ru").answer()
    #expect(again.code == 1)
    #expect(again.err.contains("уже остановлена"))
    let draw = try place.run("draw", "screen-share", "2", now: "2026-11-05")
    #expect(draw.code == 1)
    #expect(draw.err.contains("stopped"))
    // A unit drawn before keeps its arm and its outcomes.
    #expect(try place.run("draw", "screen-share", "1", now: "2026-11-05").code == 0)
    let log = try place.run(
      "log",
      "screen-share",
      "1",
      "--stage",
      "meetings_held",
      now: "2026-11-05"
    )
    #expect(log.code == 0)
  }

  @Test("A bet is recorded, and says so")
  func bet() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    let bet = ["hypothesis", "bet", "screen-share", "--person", "Anna", "--direction"]
    let made = try place.start(bet + ["up", "--size", "10"], now: "2026-11-01").answer()
    #expect(made.code == 0)
    #expect(made.err.contains("Anna"))
    #expect(try place.start(bet + ["sideways"]).answer().code == 64)
    let unknown = try place.run("hypothesis", "bet", "nosuch", "--person", "A", "--direction", "up")
    #expect(unknown.code == 1)
    #expect(unknown.err.contains("verdict hypothesis list"))
  }

  struct BadForm: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let yaml: String
    let en: [String]
    let ru: [String]

    static let all = [
      BadForm(
        testDescription: "a metric that does not exist",
        yaml: SampleFiles.hypothesis(id: "bad", metric: "meetings_hold"),
        en: ["line 7", "no stage “meetings_hold”", "Did you mean “meetings_held”?"],
        ru: ["строка 7", "«meetings_hold» в воронке нет", "Похоже на «meetings_held»"]
      ),
      BadForm(
        testDescription: "end before start",
        yaml: SampleFiles.hypothesis(id: "bad", end: "2026-10-13"),
        en: ["line 16", "2026-10-13 is before the start 2026-11-02", "Change the dates"],
        ru: ["строка 16", "2026-10-13 раньше начала 2026-11-02", "Поменяйте даты"]
      ),
      BadForm(
        testDescription: "two controls",
        yaml: SampleFiles.hypothesis(id: "bad", secondArm: "control: true"),
        en: ["line 13", "2 arms are marked as control", "Keep control: true on one"],
        ru: ["строка 13", "старых сторон 2", "Оставьте control: true у одной"]
      ),
      BadForm(
        testDescription: "an unknown key",
        yaml: SampleFiles.hypothesis(id: "bad", more: "ownr: Olga"),
        en: ["line 19", "“ownr” is unknown", "Did you mean “owner”?"],
        ru: ["строка 19", "«ownr» неизвестен", "Похоже на «owner»"]
      ),
      BadForm(
        testDescription: "no YAML at all",
        yaml: "id: [bad",
        en: ["YAML cannot be read", "Check"],
        ru: ["YAML не читается", "Проверьте"]
      ),
    ]
  }

  @Test("A bad form is refused with place and remedy, in both languages", arguments: BadForm.all)
  func badForm(_ bad: BadForm) throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("bad.yaml", bad.yaml)
    let before = try place.bytes()
    let english = try place.run("hypothesis", "add", "bad.yaml")
    #expect(english.code == 65)
    #expect(english.err.hasPrefix("bad.yaml, line "))
    for part in bad.en { #expect(english.err.contains(part)) }
    let russian = try place.run("hypothesis", "add", "bad.yaml", lang: "ru")
    #expect(russian.code == 65)
    for part in bad.ru { #expect(russian.err.contains(part)) }
    #expect(try place.bytes() == before)
    #expect(try place.run("hypothesis", "list").out.isEmpty)
  }
}
