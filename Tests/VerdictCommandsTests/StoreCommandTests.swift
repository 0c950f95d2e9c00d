import Foundation
import Testing

@Suite("The store's commands: init, doctor, backup, restore")
struct StoreCommandTests {
  @Test("init makes a store once, and says what comes next")
  func initMakesAStore() throws {
    let place = try Workplace()
    let made = try place.run("init", "--company", "ACME", "--time-zone", "Europe/Moscow")
    #expect(made.code == 0)
    #expect(made.out.isEmpty)
    #expect(made.err.contains("verdict.sqlite"))
    #expect(made.err.contains("verdict import"))
    let before = try place.bytes()
    let again = try place.run("init", lang: "ru")
    #expect(again.code == 1)
    #expect(again.err.contains("verdict.sqlite уже есть, и он не тронут"))
    #expect(try place.bytes() == before)
    #expect(try place.isSound())
  }

  @Test("init refuses a time zone that does not exist and leaves no file")
  func initRefusesATimeZone() throws {
    let place = try Workplace()
    let answer = try place.run("init", "--time-zone", "Mars/Olympus")
    #expect(answer.code == 78)
    #expect(answer.err.contains("Mars/Olympus"))
    #expect(answer.err.contains("+03:00"))
    #expect(!place.has("verdict.sqlite"))
  }

  @Test(
    "A missing store names the remedy and is not made",
    arguments: [
      ["review"], ["import", "x.csv"], ["draw", "t", "1"], ["log", "t", "1"], ["doctor"],
      ["hypothesis", "list"], ["evaluate", "t"], ["backup", "b.sqlite"],
      ["decide", "t", "adopt", "--owner", "A"], ["undo", "1"],
    ]
  )
  func missingStore(words: [String]) throws {
    let place = try Workplace()
    try place.write("x.csv", SampleFiles.table)
    let english = try place.start(words).answer()
    #expect(english.code == 66)
    #expect(english.out.isEmpty)
    #expect(english.err.contains("verdict init"))
    let russian = try place.start(words, lang: "ru").answer()
    #expect(russian.err.contains("Хранилища verdict.sqlite нет"))
    #expect(!place.has("verdict.sqlite"))
  }

  @Test("The store is the one --store names, or verdict.sqlite, and none is looked for elsewhere")
  func storeByFlag() throws {
    let place = try Workplace()
    #expect(try place.run("init", "--store", "other.sqlite").code == 0)
    #expect(place.has("other.sqlite"))
    #expect(try place.run("hypothesis", "list", "--store", "other.sqlite").code == 0)
    #expect(try place.run("hypothesis", "list").code == 66)
  }

  @Test("doctor reads the durability back and says all is well in both languages")
  func doctorIsContent() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    let english = try place.run("doctor")
    #expect(english.code == 0)
    #expect(english.out.contains("synchronous=full"))
    #expect(english.out.hasSuffix("All is well.\n"))
    #expect(try place.run("doctor", lang: "ru").out.hasSuffix("Всё в порядке.\n"))
    let health = try place.run("doctor", "--json").body
    #expect(health["integrity"] as? Bool == true)
    #expect(health["differingCells"] as? Int == 0)
    #expect(health["auditHolds"] as? Bool == true)
  }

  @Test("doctor --exit-code answers 10 for a damaged store, and names the remedy")
  func doctorFindsDamage() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    let size = try place.bytes().count
    // Every page but the first few, so that whatever is read, something is broken.
    let noise = [UInt8](repeating: 0xA5, count: size - 8 * 4096)
    try place.overwrite("verdict.sqlite", at: 8 * 4096, with: noise)
    let answer = try place.run("doctor", "--exit-code")
    #expect(answer.code == 10)
    #expect((answer.out + answer.err).contains("verdict restore"))
  }

  @Test("A file that is no database is refused and not touched", arguments: ["en", "ru"])
  func notADatabase(language: String) throws {
    let place = try Workplace()
    try place.write("verdict.sqlite", "date,leads\n2026-11-02,1\n")
    let before = try place.bytes()
    for words in [["review"], ["doctor"], ["import", "verdict.sqlite"]] {
      let answer = try place.start(words, lang: language).answer()
      #expect(answer.code == 65)
      #expect(answer.err.contains("verdict.sqlite"))
      #expect(answer.err.contains(language == "ru" ? "не хранилище" : "is not a verdict store"))
      #expect(answer.err.contains("verdict init"))
    }
    #expect(try place.bytes() == before)
  }

  @Test("A store from a newer version is refused and not touched", arguments: ["en", "ru"])
  func newerStore(language: String) throws {
    let place = try Workplace()
    try place.run("init")
    // The database header keeps user_version big-endian at byte 60.
    try place.overwrite("verdict.sqlite", at: 60, with: [0, 0, 3, 231])
    let before = try place.bytes()
    let answer = try place.run("review", lang: language)
    #expect(answer.code == 78)
    #expect(answer.err.contains("999"))
    #expect(answer.err.contains(language == "ru" ? "Обновите verdict" : "Update verdict"))
    #expect(try place.bytes() == before)
  }

  @Test("A backup holds what was there, overwrites nothing, and comes back by restore")
  func backupAndRestore() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("table.csv", SampleFiles.table)
    try place.run("import", "table.csv")
    #expect(try place.run("backup", "copy.sqlite").code == 0)
    let copy = try place.bytes("copy.sqlite")
    let refused = try place.run("backup", "copy.sqlite")
    #expect(refused.code == 1)
    #expect(refused.err.contains("copy.sqlite"))
    #expect(try place.bytes("copy.sqlite") == copy)

    try place.run("undo", "1")
    let restored = try place.run("restore", "copy.sqlite")
    #expect(restored.code == 0)
    #expect(restored.err.contains("before-restore"))
    #expect(try place.isSound())
    // The import is there again, and so is known.
    #expect(try place.run("import", "table.csv", "--json").body["alreadyImported"] as? Int == 1)
    let kept = try FileManager.default.contentsOfDirectory(atPath: place.folder)
    #expect(kept.contains { $0.hasPrefix("verdict.sqlite.before-restore") })
  }

  @Test("restore refuses a file that is no store and keeps the present one")
  func restoreRefuses() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("copy.sqlite", "hello")
    let before = try place.bytes()
    let answer = try place.run("restore", "copy.sqlite", lang: "ru")
    #expect(answer.code == 65)
    #expect(answer.err.contains("copy.sqlite — не хранилище verdict"))
    #expect(try place.bytes() == before)
  }
}
