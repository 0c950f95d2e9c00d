import Testing
import VerdictReports

/// Forms checked against the CLDR plural rules for Russian (integers and decimals).
@Suite struct PluralFormTests {
  private let meeting = CountedNoun("встреча", "встречи", "встреч", en: "meeting", "meetings")

  @Test(
    arguments: [
      (0, "встреч"), (1, "встреча"), (2, "встречи"), (4, "встречи"), (5, "встреч"), (10, "встреч"),
      (11, "встреч"), (12, "встреч"), (14, "встреч"), (19, "встреч"), (20, "встреч"),
      (21, "встреча"), (22, "встречи"), (25, "встреч"), (100, "встреч"), (101, "встреча"),
      (111, "встреч"), (112, "встреч"), (121, "встреча"), (1_000_001, "встреча"), (-1, "встреча"),
      (-3, "встречи"), (-11, "встреч"),
    ] as [(Int64, String)]
  )
  func russianNounsFollowTheNumber(_ number: Int64, _ expected: String) {
    #expect(meeting.form(number, .ru) == expected)
  }

  @Test func englishHasTwoForms() {
    #expect(meeting.form(1, .en) == "meeting")
    for number in [0, 2, 11, 21, 101] as [Int64] {
      #expect(meeting.form(number, .en) == "meetings")
    }
  }

  @Test func afterAPrepositionTheGenitiveIsSingularOnlyForOnes() {
    #expect(meeting.ofTotal(1, .ru) == "встречи")
    #expect(meeting.ofTotal(21, .ru) == "встречи")
    #expect(meeting.ofTotal(11, .ru) == "встреч")
    #expect(meeting.ofTotal(3, .ru) == "встреч")
    #expect(meeting.ofTotal(88, .ru) == "встреч")
  }
}
