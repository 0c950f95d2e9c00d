/// Files a small department could bring; every number was typed by hand.
enum SampleFiles {
  /// A test of the screen share, 2–13 November 2026, ripe in two days.
  static func hypothesis(
    id: String = "screen-share",
    metric: String = "meetings_held",
    goal: String = "choose",
    end: String = "2026-11-13",
    owner: String = "Anna",
    secondArm: String = "script: {ru: \"Давайте сейчас?\", en: \"May I share now?\"}",
    more: String = ""
  ) -> String {
    """
    id: \(id)
    title: {ru: Экран сейчас, en: Screen share now}
    if: the manager offers to share the screen during the call
    then: more of those who agreed to meet will come
    because: a meeting that has begun cannot be forgotten
    owner: \(owner)
    metric: \(metric)
    goal: \(goal)
    smallest_worthwhile_effect: 5 points
    reversible: true
    arms:
      - {key: usual, title: {ru: По-старому, en: As before}, control: true}
      - {key: now, title: {ru: По-новому, en: The new way}, \(secondArm)}
    allocation: {method: blocks, within: manager}
    start: 2026-11-02
    end: \(end)
    maturity_days: 2
    planned_per_arm: 20
    \(more)
    """
  }

  /// Three cells by source: the second day's spend is not known.
  static let table = """
    date,source,leads,spend
    2026-11-02,ads,10,1000.50
    2026-11-03,ads,12,

    """

  /// Four units in two arms, one of them without an outcome yet.
  static let outcomes = """
    unit,arm,date,manager,meetings_held
    1,usual,2026-11-02,Anna,yes
    2,now,2026-11-03,Anna,2026-11-04
    3,now,2026-11-03,Boris,no
    4,usual,2026-11-04,Boris,

    """

  /// A day of each arm; the variant's has not matured.
  static let tallies = """
    date,arm,trials,successes
    2026-11-05,usual,12,9
    2026-11-05,now,12,

    """
}

extension Workplace {
  /// A store with the sample hypothesis running; nothing has been drawn yet.
  ///
  /// `seal` makes the sealed list repeatable.
  func openWithRunningTest(
    end: String = "2026-11-13",
    seal: String = "seal",
    more: String = ""
  ) throws {
    try write("hypothesis.yaml", SampleFiles.hypothesis(end: end, more: more))
    for words in [
      ["init"], ["hypothesis", "add", "hypothesis.yaml"],
      ["hypothesis", "start", "screen-share", "--seal", seal],
    ] {
      let answer = try start(words, now: "2026-11-01").answer()
      guard answer.code == 0 else { throw Unprepared(words: words, answer: answer) }
    }
  }

  struct Unprepared: Error {
    let words: [String]
    let answer: Answer
  }

  /// Whether `doctor` finds the store sound.
  func isSound() throws -> Bool { try run("doctor", "--exit-code").code == 0 }
}
