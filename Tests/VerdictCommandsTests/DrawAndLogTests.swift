import Testing

@Suite("draw and log")
struct DrawAndLogTests {
  @Test("The same unit always has the same arm, whatever is drawn between")
  func sameUnitSameArm() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    let first = try place.run(
      "draw",
      "screen-share",
      "41901",
      "--manager",
      "Anna",
      "--json",
      now: "2026-11-02"
    )
    #expect(first.code == 0)
    let arm = try #require(first.items.first?["arm"] as? String)
    #expect(first.items.first?["new"] as? Bool == true)
    try place.run("draw", "screen-share", "41902", "41903", "--manager", "Anna", now: "2026-11-02")
    let again = try place.run("draw", "screen-share", "41901", "--json", now: "2026-11-09")
    #expect(again.items.first?["arm"] as? String == arm)
    #expect(again.items.first?["new"] as? Bool == false)
    let said = try place.run("draw", "screen-share", "41901", now: "2026-11-09", lang: "ru")
    #expect(said.out.contains("выпало раньше"))
  }

  @Test("The arm comes with the words to say, in the person's language")
  func script() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    let units = (1...8).map(String.init)
    let draw = ["draw", "screen-share", "--manager", "Anna"] + units
    let english = try place.start(draw, now: "2026-11-02").answer()
    #expect(english.out.contains("As before"))
    #expect(english.out.contains("The new way\nMay I share now?"))
    let russian = try place.start(draw, now: "2026-11-02", lang: "ru").answer()
    #expect(russian.out.contains("По-новому\nДавайте сейчас?"))
  }

  @Test("Blocks keep the arms of each manager balanced, from the sealed list alone")
  func balanced() throws {
    let units = (1...24).map(String.init)
    var lists: [[String]] = []
    for seal in ["one", "one", "two"] {
      let place = try Workplace()
      try place.openWithRunningTest(seal: seal)
      let draw = ["draw", "screen-share", "--manager", "Anna", "--json"] + units
      let arms = try place.start(draw, now: "2026-11-02").answer().items.compactMap {
        $0["arm"] as? String
      }
      #expect(arms.count == 24)
      // Blocks of at most six: never more than three apart.
      #expect(abs(arms.count { $0 == "now" } - 12) <= 3)
      lists.append(arms)
    }
    #expect(lists[0] == lists[1])
    #expect(lists[0] != lists[2])
  }

  @Test("Several units are one transaction: one that fails takes none")
  func severalUnits() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write(
      "h.yaml",
      SampleFiles.hypothesis().replacing(
        "allocation: {method: blocks, within: manager}",
        with: "allocation: {method: parity}"
      )
    )
    try place.run("hypothesis", "add", "h.yaml", now: "2026-11-01")
    #expect(try place.run("hypothesis", "start", "screen-share", now: "2026-11-01").code == 0)
    let before = try place.bytes()
    let refused = try place.run("draw", "screen-share", "11", "12", "none", now: "2026-11-02")
    #expect(refused.code == 65)
    #expect(refused.out.isEmpty)
    #expect(refused.err.contains("none"))
    #expect(try place.bytes() == before)
    let drawn = try place.run("draw", "screen-share", "11", "12", "--json", now: "2026-11-02")
    // Odd numbers are the control.
    #expect(drawn.items.compactMap { $0["arm"] as? String } == ["usual", "now"])
  }

  @Test(
    "Outside the dates there is no draw, and nothing is written",
    arguments: [
      ("2026-11-01", "2026-11-01", "2026-11-02"), ("2026-11-14", "2026-11-14", "2026-11-13"),
    ]
  )
  func outsideDates(now: String, day: String, bound: String) throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    let before = try place.bytes()
    let english = try place.run("draw", "screen-share", "1", now: now)
    #expect(english.code == 65)
    #expect(english.out.isEmpty)
    #expect(english.err.contains(day))
    #expect(english.err.contains(bound))
    let russian = try place.run("draw", "screen-share", "1", now: now, lang: "ru")
    #expect(russian.err.contains("вне дат теста"))
    #expect(try place.bytes() == before)
    let future = try place.run(
      "draw",
      "screen-share",
      "1",
      "--date",
      "2026-11-05",
      now: "2026-11-03"
    )
    #expect(future.code == 65)
    #expect(future.err.contains("has not come yet"))
    #expect(try place.isSound())
  }

  @Test("log records stages, uptake and money, and answers the whole unit")
  func log() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.run("draw", "screen-share", "7", "--manager", "Anna", now: "2026-11-03")
    let answer = try place.run(
      "log",
      "screen-share",
      "7",
      "--uptake",
      "yes",
      "--stage",
      "meetings_held=2026-11-04",
      "--stage",
      "payments=2026-11-05",
      "--amount",
      "600000.50",
      "--json",
      now: "2026-11-06"
    )
    #expect(answer.code == 0)
    let exposure = try #require(answer.body["exposure"] as? [String: Any])
    #expect(exposure["uptakeDay"] as? String == "2026-11-03")
    let events = try #require(answer.body["events"] as? [[String: Any]])
    #expect(
      Set(events.compactMap { $0["stage"] as? String }).isSuperset(of: [
        "meetings_held", "payments",
      ])
    )
    let talk = try place.run(
      "log",
      "screen-share",
      "7",
      "--uptake",
      "no",
      now: "2026-11-06",
      lang: "ru"
    )
    #expect(talk.err.contains("7"))
  }

  @Test(
    "A log that cannot be is refused with its value and what is allowed",
    arguments: [
      (["99", "--stage", "meetings_held"], Int32(65), "verdict draw screen-share 99"),
      (["7", "--stage", "metings_held"], 65, "metings_held"),
      (["7", "--stage", "meetings_held=2026-11-30"], 65, "2026-11-30"),
      (["7", "--stage", "meetings_held=2026-11-02"], 65, "2026-11-02"),
      (["7", "--stage", "meetings_held=4.11"], 64, "4.11"),
      (["7", "--uptake", "maybe"], 64, "maybe"),
      (["7", "--stage", "payments", "--amount", "12,5"], 64, "12,5"),
    ]
  )
  func refusedLog(words: [String], code: Int32, said: String) throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.run("draw", "screen-share", "7", "--manager", "Anna", now: "2026-11-03")
    let before = try place.bytes()
    for language in ["en", "ru"] {
      let answer = try place.start(
        ["log", "screen-share"] + words,
        now: "2026-11-06",
        lang: language
      ).answer()
      #expect(answer.code == code)
      #expect(answer.err.contains(said))
    }
    #expect(try place.bytes() == before)
    #expect(try place.isSound())
  }

  @Test("An unknown hypothesis names the command that lists them")
  func unknownHypothesis() throws {
    let place = try Workplace()
    try place.run("init")
    for words in [
      ["draw", "nosuch", "1"], ["log", "nosuch", "1"], ["evaluate", "nosuch"],
      ["hypothesis", "show", "nosuch"], ["hypothesis", "stop", "nosuch", "--reason", "x"],
    ] {
      let answer = try place.start(words).answer()
      #expect(answer.code == 1)
      #expect(answer.err.contains("verdict hypothesis list"))
    }
  }
}
