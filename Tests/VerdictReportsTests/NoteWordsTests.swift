import Testing
import VerdictInference
import VerdictReports

@Suite("Words of notes")
struct NoteWordsTests {
  @Test("every reason has a sentence in both languages", arguments: NoteReason.allCases)
  func complete(_ reason: NoteReason) {
    var said: [String] = []
    for language in Language.allCases {
      let text = Messages(language: language).note(
        reason.rawValue,
        values: ["12", "0.00034", "7"]
      )
      #expect(text.hasSuffix(".") && text != reason.rawValue)
      #expect(!text.contains("{") && !text.contains("["))
      said.append(text)
    }
    #expect(Set(said).count == 2)
  }

  @Test(
    "values are said in the figures of the language, arms by name, parts without values left out"
  )
  func values() {
    let russian = Messages(language: .ru)
    #expect(
      russian.note("monteCarlo", values: ["20000", "0.00034", "1"])
        == "Посчитано по 20\u{a0}000 случайным перестановкам (ошибка 0,00034, зерно 1)."
    )
    #expect(russian.note("emptyArm") == "В одной из групп пока никого нет.")
    #expect(
      Messages(language: .en).note("emptyArm", values: ["variant"])
        == "One arm has no units yet: variant."
    )
  }
}
