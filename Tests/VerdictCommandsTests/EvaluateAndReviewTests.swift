import Testing

@Suite("evaluate, review, decide")
struct EvaluateAndReviewTests {
  /// Twenty-four drawn units whose meetings are over; the exposure goes on until the end of the month.
  private func runningTest() throws -> Workplace {
    let place = try Workplace()
    try place.openWithRunningTest(end: "2026-11-27")
    let units = (1...24).map(String.init)
    let draw = ["draw", "screen-share", "--manager", "Anna"] + units
    #expect(try place.start(draw, now: "2026-11-02").answer().code == 0)
    for unit in units {
      let stage = "meetings_held" + (Int(unit).map { $0 % 3 == 0 } == true ? "=no" : "")
      let log = ["log", "screen-share", unit, "--stage", stage]
      #expect(try place.start(log, now: "2026-11-04").answer().code == 0)
    }
    return place
  }

  @Test("Before the final look no direction is shown, in any language or format")
  func blind() throws {
    let place = try runningTest()
    let english = try place.run("evaluate", "screen-share", now: "2026-11-10")
    #expect(english.code == 0)
    #expect(english.out.contains("TOO EARLY"))
    #expect(english.out.contains("24 of 40"))
    #expect(english.out.contains("1 December"))
    #expect(!english.out.contains("the data allow"))
    let russian = try place.run("evaluate", "screen-share", now: "2026-11-10", lang: "ru")
    #expect(russian.out.contains("РАНО"))
    #expect(russian.out.contains("1 декабря"))
    let json = try place.run("evaluate", "screen-share", "--json", now: "2026-11-10").json
    #expect(json["verdict"] as? String == "tooEarly")
    #expect(json["effect"] == nil)
    #expect(json["preview"] == nil)
    let arms = try #require(json["arms"] as? [[String: Any]])
    for arm in arms { #expect(arm["reached"] == nil) }
  }

  @Test("A preview needs a reason, and the card then says who looked, when and why")
  func preview() throws {
    let place = try runningTest()
    let empty = try place.run("evaluate", "screen-share", "--preview-reason", "", now: "2026-11-10")
    #expect(empty.code == 64)
    let asked = try place.run(
      "evaluate",
      "screen-share",
      "--preview-reason",
      "the board asks",
      "--by",
      "Olga",
      now: "2026-11-10"
    )
    #expect(asked.code == 0)
    #expect(asked.out.contains("the data allow from"))
    let later = try place.run("evaluate", "screen-share", now: "2026-11-12")
    #expect(later.out.contains("Olga, 10 November: the board asks"))
    #expect(!later.out.contains("the data allow from"))
    // Nor in JSON: the name stays, the interval is not given to who does not ask.
    let json = try place.run("evaluate", "screen-share", "--json", now: "2026-11-12").json
    let noted = try #require(json["preview"] as? [String: Any])
    #expect((noted["glances"] as? [Any])?.count == 1)
    #expect(noted["interval"] == nil)
    let review = try place.run("review", "2026-11-H1", now: "2026-11-16", lang: "ru")
    #expect(review.out.contains("Olga, 10 ноября: the board asks"))
  }

  @Test("A review comes as text, Markdown, HTML, JSON and chat, in both languages")
  func formats() throws {
    let place = try runningTest()
    let formats = [
      ("text", "TOO EARLY", "РАНО"), ("markdown", "Too early", "Рано"),
      ("html", "Too early", "Рано"), ("chat", "Too early", "Рано"),
    ]
    for (format, english, russian) in formats {
      let one = try place.run("review", "2026-11-H1", "--format", format)
      #expect(one.code == 0)
      #expect(one.err.isEmpty)
      #expect(one.out.contains(english), "\(format)")
      let two = try place.run("review", "2026-11-H1", "--format", format, lang: "ru")
      #expect(two.out.contains(russian), "\(format)")
    }
    let html = try place.run("review", "2026-11-H1", "--format", "html").out
    #expect(html.hasPrefix("<!DOCTYPE html>") || html.hasPrefix("<!doctype html>"))
    #expect(!html.contains("<script"))
    #expect(!html.contains("http://") || html.contains("http://www.w3.org"))
    #expect(try place.run("review", "2026-11-H1", "--format", "chat").out.count <= 701)
    let json = try place.run("review", "2026-11-H1", "--json").json
    #expect(json["schemaVersion"] != nil)
    #expect((json["watch"] as? [[String: Any]])?.count == 1)
    #expect((json["decide"] as? [[String: Any]])?.isEmpty == true)
  }

  @Test("A review goes to a file whole, or says why not")
  func output() throws {
    let place = try runningTest()
    let made = try place.run("review", "2026-11-H1", "--output", "review.html")
    #expect(made.code == 0)
    #expect(made.out.isEmpty)
    #expect(made.err.contains("review.html"))
    #expect(try place.text("review.html").contains("</html>"))
    let refused = try place.run("review", "2026-11-H1", "--output", "nowhere/review.html")
    #expect(refused.code == 74)
    #expect(refused.err.contains("nowhere/review.html"))
    #expect(!refused.err.contains(".."))
  }

  @Test("The default period is the last whose meeting day has come")
  func defaultPeriod() throws {
    let place = try runningTest()
    // 16 November is a Monday and the meeting of the first half; the day before is not yet.
    #expect(
      try place.run("review", "--json", now: "2026-11-16").json["period"] as? String == "2026-11-H1"
    )
    #expect(
      try place.run("review", "--json", now: "2026-11-15").json["period"] as? String == "2026-10-H2"
    )
  }

  @Test("A review is published once; its bytes do not change when data do")
  func publish() throws {
    let place = try runningTest()
    let open = try place.run("review", "2026-11-H2", "--publish", now: "2026-11-16")
    #expect(open.code == 1)
    #expect(open.err.contains("2026-12-01"))
    let early = try place.run("decide", "screen-share", "continue", "--owner", "Anna")
    #expect(early.code == 1)
    #expect(early.err.contains("verdict review 2026-11-H1 --publish"))
    let published = try place.run("review", "2026-11-H1", "--publish", "--json")
    #expect(published.code == 0)
    #expect(published.err.contains("1–15 November 2026"))
    let before = try place.bytes()
    for language in ["en", "ru"] {
      let twice = try place.run("review", "2026-11-H1", "--publish", lang: language)
      #expect(twice.code == 1)
      #expect(twice.out.isEmpty)
      #expect(twice.err.contains("2026-11-H1"))
    }
    #expect(try place.bytes() == before)
    try place.run(
      "log",
      "screen-share",
      "3",
      "--stage",
      "meetings_held=2026-11-05",
      now: "2026-11-17"
    )
    let read = try place.run("review", "2026-11-H1", "--json", now: "2026-11-20")
    #expect(read.out == published.out)
    #expect(try place.isSound())
  }

  @Test("A decision needs an owner and one of the choices")
  func decide() throws {
    let place = try runningTest()
    try place.run("review", "2026-11-H1", "--publish")
    #expect(try place.run("decide", "screen-share", "continue").code == 64)
    let wrong = try place.run("decide", "screen-share", "celebrate", "--owner", "Anna")
    #expect(wrong.code == 64)
    #expect(wrong.err.contains("rollBack"))
    let made = try place.run(
      "decide",
      "screen-share",
      "continue",
      "--owner",
      "Anna",
      "--json",
      lang: "ru"
    )
    #expect(made.code == 0)
    #expect(made.body["period"] as? String == "2026-11-H1")
    #expect(made.err.contains("записано"))
  }

  @Test("Talk is in the company's language where nobody asks for another, errors too")
  func companyLanguage() throws {
    let place = try Workplace()
    try place.run("init", "--lang", "en", lang: nil)
    #expect(try place.run("undo", "77", lang: nil).err.contains("There is no batch 77"))
    #expect(try place.run("undo", "77", "--lang=ru", lang: nil).err.contains("Загрузки № 77 нет"))
    #expect(try place.run("undo", "77", lang: "ru").err.contains("Загрузки № 77 нет"))
    #expect(try place.run("backup", "copy.sqlite", lang: nil).err.contains("Wrote"))
    let other = try Workplace()
    #expect(try other.run("undo", "77", lang: nil).err.contains("Хранилища verdict.sqlite нет"))
    let english = try other.start(["undo", "77"], lang: nil, locale: "en_US.UTF-8").answer()
    #expect(english.err.contains("There is no store"))
  }

  @Test("VERDICT_NOW that is no moment is refused, not guessed")
  func badClock() throws {
    let place = try Workplace()
    try place.run("init")
    let answer = try place.run("review", now: "yesterday")
    #expect(answer.code == 64)
    #expect(answer.err.contains("yesterday"))
    #expect(answer.err.contains("2026-11-30T09:00:00Z"))
  }
}
