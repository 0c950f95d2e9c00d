import Foundation
import Testing

@Suite("review: forms, agenda, two side by side")
struct ReviewFormsTests {
  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.openWithRunningTest(end: "2026-11-27")
    return place
  }

  @Test("The agenda is twenty-five minutes, in both languages and as JSON")
  func agenda() throws {
    let place = try place()
    let english = try place.run("review", "2026-11-H1", "--agenda")
    #expect(english.code == 0)
    #expect(english.out.replacing("\u{A0}", with: " ").contains("25 minutes"))
    let russian = try place.run("review", "2026-11-H1", "--agenda", lang: "ru")
    #expect(russian.out.replacing("\u{A0}", with: " ").contains("25 минут"))
    let json = try place.run("review", "2026-11-H1", "--agenda", "--json")
    let items = try #require(json.body["items"] as? [[String: Any]])
    #expect(items.compactMap { $0["minutes"] as? Int }.reduce(0, +) == 25)
  }

  @Test("A file's ending chooses the form; dates come as a calendar with CRLF")
  func endings() throws {
    let place = try place()
    for (name, start) in [
      ("page.html", "<!DOCTYPE html>"), ("page.md", "# "), ("page.json", "{"),
      ("dates.ics", "BEGIN:VCALENDAR\r\n"),
    ] {
      #expect(try place.run("review", "2026-11-H1", "--output", name).code == 0)
      #expect(try place.text(name).hasPrefix(start), "\(name)")
    }
    // The test ends on 27 November; 1 December is the review that decides it.
    #expect(try place.text("dates.ics").contains("DTSTART;VALUE=DATE:20261201"))
  }

  @Test("Two reviews side by side, named or the last; one twice, or three, are refused")
  func compare() throws {
    let place = try place()
    let both = try place.run("review", "--compare", "2026-10-H2", "2026-11-H1")
    #expect(both.code == 0)
    #expect(both.out.contains("SIDE BY SIDE") || both.out.contains("side by side"))
    let one = try place.run("review", "--compare", "2026-10-H2")
    #expect(one.out == both.out)
    #expect(try place.run("review", "--compare", "2026-11-H1", "2026-11-H1").code == 64)
    let three = try place.run("review", "--compare", "2026-10-H1", "2026-10-H2", "2026-11-H1")
    #expect(three.code == 64)
    #expect(try place.run("review", "--compare").code == 64)
    #expect(try place.run("review", "2026-10-H2", "2026-11-H1").code == 64)
    #expect(try place.run("review", "--compare", "2026-10-H2", "--publish").code == 64)
    let json = try place.run("review", "--compare", "2026-10-H2", "--json")
    #expect((json.body["tests"] as? [Any])?.count == 1)
  }

  @Test("The schema is printed without a store, and is JSON")
  func schema() throws {
    let place = try Workplace()
    let answer = try place.run("review", "--schema")
    #expect(answer.code == 0)
    #expect(answer.json["title"] as? String == "Verdict review")
  }

  @Test("Without a browser a PDF says how to print by hand, and writes nothing")
  func noBrowser() throws {
    let place = try place()
    let answer = try place.start(
      ["review", "2026-11-H1", "--output", "page.pdf"],
      now: "2026-11-16",
      environment: ["PATH": place.folder, "VERDICT_BROWSER": ""]
    ).answer()
    #expect(answer.code == 69)
    #expect(answer.err.contains("--output review.html"))
    #expect(!place.has("page.pdf"))
  }

  @Test("A browser that fails is named; one that prints is believed when it is a PDF")
  func browsers() throws {
    let place = try place()
    try place.write("bad", "#!/bin/sh\nexit 3\n")
    try place.write(
      "good",
      """
      #!/bin/sh
      for word in "$@"; do
        case $word in --print-to-pdf=*) printf '%%PDF-1.7 page' > "${word#--print-to-pdf=}";; esac
      done

      """
    )
    for name in ["bad", "good"] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755],
        ofItemAtPath: place.path(name)
      )
    }
    func run(_ browser: String) throws -> Answer {
      try place.start(
        ["review", "2026-11-H1", "--output", "page.pdf"],
        now: "2026-11-16",
        environment: ["VERDICT_BROWSER": place.path(browser)]
      ).answer()
    }
    let bad = try run("bad")
    #expect(bad.code == 1)
    #expect(bad.err.contains("/bad"))
    #expect(!place.has("page.pdf"))
    #expect(try run("good").code == 0)
    #expect(try place.text("page.pdf") == "%PDF-1.7 page")
    // Named, but not there: as if there were none.
    #expect(try run("nowhere").code == 69)
  }

  @Test("A missing store is said, and none is made")
  func missing() throws {
    let place = try Workplace()
    for words in [["--agenda"], ["--format", "ics"], ["--compare", "2026-10-H2"]] {
      let answer = try place.start(["review"] + words).answer()
      #expect(answer.code == 66)
    }
    #expect(!place.has("verdict.sqlite"))
  }
}
