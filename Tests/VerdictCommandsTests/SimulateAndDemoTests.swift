import Foundation
import Testing

@Suite("simulate, demo, and the program itself")
struct SimulateAndDemoTests {
  @Test("The same scenario and seed give the same bytes; another seed does not")
  func simulateTwice() throws {
    let place = try Workplace()
    for folder in ["a", "b"] {
      let answer = try place.run(
        "simulate",
        "screen-share-now",
        "--seed",
        "7",
        "--output",
        folder
      )
      #expect(answer.code == 0)
      #expect(answer.out.contains("outcomes.csv"))
    }
    try place.run("simulate", "screen-share-now", "--seed", "8", "--output", "c")
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path("a")).sorted()
    #expect(names.contains("hypothesis.yaml"))
    for name in names { #expect(try place.bytes("a/" + name) == place.bytes("b/" + name)) }
    #expect(try place.bytes("a/outcomes.csv") != place.bytes("c/outcomes.csv"))
  }

  @Test("An unknown scenario names those there are")
  func unknownScenario() throws {
    let place = try Workplace()
    let answer = try place.run("simulate", "moon", "--output", "x", lang: "ru")
    #expect(answer.code == 64)
    #expect(answer.err.contains("Сценария «moon» нет"))
    #expect(answer.err.contains("screen-share-now"))
    #expect(!place.has("x"))
  }

  @Test("Simulated files are what import and hypothesis add read")
  func simulatedFilesAreRead() throws {
    let place = try Workplace()
    try place.run("simulate", "screen-share-network", "--output", "s")
    try place.run("init")
    let add = try place.run("hypothesis", "add", "s/hypothesis.yaml", now: "2026-01-01")
    #expect(add.code == 0)
    for name in try FileManager.default.contentsOfDirectory(atPath: place.path("s"))
    where name.hasPrefix("funnel") {
      #expect(try place.run("import", "s/" + name, now: "2027-02-01").code == 0)
    }
    #expect(try place.isSound())
  }

  @Test("demo works in an empty folder: a store, two pages, and the verdicts")
  func demo() throws {
    let place = try Workplace()
    let english = try place.run("demo")
    #expect(english.code == 0)
    let lines = english.out.split(separator: "\n")
    #expect(lines.count >= 2)
    #expect(lines.contains { $0.hasPrefix("Screen share now: ") })
    #expect(english.err.contains("demo/review.en.html"))
    for (page, word) in [("ru", "Разбор"), ("en", "eview")] {
      let html = try place.text("demo/review.\(page).html")
      #expect(html.contains("</html>"))
      #expect(html.contains(word))
    }
    #expect(try place.run("doctor", "--exit-code", "--store", "demo/verdict.sqlite").code == 0)

    // Again, in the other language: made anew, the same verdicts.
    let page = try place.bytes("demo/review.en.html")
    let russian = try place.run("demo", lang: "ru")
    #expect(russian.code == 0)
    #expect(russian.out.split(separator: "\n").count == lines.count)
    #expect(russian.out.contains("Экран сейчас: "))
    #expect(try place.bytes("demo/review.en.html").count > page.count / 2)
  }

  @Test("Version, help and a wrong command answer as they should")
  func program() throws {
    let place = try Workplace()
    let version = try place.run("--version")
    #expect(version.code == 0)
    #expect(version.out.split(separator: ".").count == 3)
    let help = try place.run("help")
    #expect(help.code == 0)
    for name in ["import", "hypothesis", "draw", "review", "calc", "doctor"] {
      #expect(help.out.contains("  " + name))
      let one = try place.run("help", name)
      #expect(one.code == 0)
      #expect(one.out.contains("USAGE: verdict " + name))
    }
    let wrong = try place.run("revew")
    #expect(wrong.code == 64)
    #expect(wrong.out.isEmpty)
    #expect(wrong.err.contains("revew"))
  }
}
