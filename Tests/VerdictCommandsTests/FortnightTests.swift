import Testing

@Suite("A fortnight of a small department")
struct FortnightTests {
  private static let days = [
    "2026-11-02", "2026-11-03", "2026-11-05", "2026-11-06", "2026-11-09", "2026-11-10",
    "2026-11-11", "2026-11-12", "2026-11-13",
  ]
  private static let managers = ["Anna", "Boris"]

  /// Two clients a manager agree each day; of the control two in five come, of the variant four.
  private func live(_ place: Workplace) throws -> [String: [Int]] {
    var came: [String: [Int]] = ["usual": [], "now": []]
    var unit = 41_900
    for day in Self.days {
      var table = "date,manager,meetings_scheduled,meetings_due,meetings_held\n"
      for manager in Self.managers {
        let units = [unit + 1, unit + 2].map(String.init)
        unit += 2
        let draw = ["draw", "screen-share", "--manager", manager, "--json"] + units
        let drawn = try place.start(draw, now: day).answer()
        #expect(drawn.code == 0)
        var held = 0
        for item in drawn.items {
          let (name, arm) = (item["unit"] as? String ?? "", item["arm"] as? String ?? "")
          let turn = came[arm]?.count ?? 0
          let comes = turn % 5 < (arm == "now" ? 4 : 2)
          came[arm]?.append(comes ? 1 : 0)
          held += comes ? 1 : 0
          let stage = "meetings_held=" + (comes ? day : "no")
          let log = try place.run("log", "screen-share", name, "--stage", stage, now: day)
          #expect(log.code == 0)
        }
        table += "\(day),\(manager),2,2,\(held)\n"
      }
      try place.write("\(day).csv", table)
      #expect(try place.run("import", "\(day).csv", now: day).code == 0)
    }
    return came
  }

  @Test("Table, draws and logs become a verdict; the meeting decides; the next review remembers")
  func fortnight() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    try place.run(
      "hypothesis",
      "bet",
      "screen-share",
      "--person",
      "Anna",
      "--direction",
      "up",
      "--size",
      "10",
      now: "2026-11-01"
    )
    let came = try live(place)
    let arms = came.mapValues(\.count)
    #expect(arms.values.reduce(0, +) == 36)

    // The card on the day of the meeting.
    let card = try place.run("evaluate", "screen-share", "--period", "2026-11-H1", "--json").json
    #expect(card["verdict"] as? String == "preferVariant")
    let readings = try #require(card["arms"] as? [[String: Any]])
    for reading in readings {
      let key = try #require(reading["key"] as? String)
      #expect(reading["exposed"] as? Int == arms[key])
      #expect(reading["matured"] as? Int == arms[key])
      #expect(reading["reached"] as? Int == came[key]?.reduce(0, +))
    }

    // The review of the half-month, from the table's sums.
    let review = try place.run("review", "--json")
    let funnel = try #require(review.json["funnel"] as? [String: Any])
    let counters = try #require(funnel["counters"] as? [[String: Any]])
    let due = counters.first { $0["key"] as? String == "meetings_due" }
    let held = counters.first { $0["key"] as? String == "meetings_held" }
    #expect(due?["value"] as? Int == 36)
    #expect(held?["value"] as? Int == came.values.joined().reduce(0, +))
    let text = try place.run("review").out
    #expect(text.contains("CHOOSE THE NEW"))
    #expect(text.contains("Anna"))
    #expect(try place.run("review", lang: "ru").out.contains("ВЫБИРАЕМ НОВОЕ"))

    #expect(try place.run("review", "2026-11-H1", "--publish", "--output", "r.html").code == 0)
    let decided = try place.run(
      "decide",
      "screen-share",
      "adopt",
      "--owner",
      "Boris",
      "--due",
      "2026-11-20",
      "--lesson",
      "A meeting that has begun cannot be forgotten"
    )
    #expect(decided.code == 0)

    // A fortnight later: the decision, its owner and its lesson are there, and it is overdue.
    let next = try place.run("review", "2026-11-H2", now: "2026-12-01")
    #expect(next.code == 0)
    #expect(next.out.contains("Boris"))
    #expect(next.out.contains("cannot be"))
    let json = try place.run("review", "2026-11-H2", "--json", now: "2026-12-01").json
    #expect((json["decide"] as? [Any])?.isEmpty == true)
    #expect((json["settled"] as? [Any])?.count == 1)
    let decisions = try #require(json["lastDecisions"] as? [[String: Any]])
    let decision = decisions.first?["decision"] as? [String: Any]
    #expect(decision?["choice"] as? String == "adopt")
    #expect(decision?["owner"] as? String == "Boris")
    #expect(decisions.first?["isOverdue"] as? Bool == true)
    #expect(try place.isSound())
  }
}
