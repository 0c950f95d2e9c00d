import Foundation
import Testing

@Suite("One store, several writers, a full disk")
struct SharedStoreTests {
  @Test("Writers at once all succeed or answer 75, and what was acknowledged is there")
  func writersAtOnce() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    let units = (1...12).map { "u\($0)" }
    let running = try units.map {
      try place.start(
        ["draw", "screen-share", $0, "--manager", "Anna", "--json"],
        now: "2026-11-02"
      )
    }
    var arms: [String: String] = [:]
    for (unit, command) in zip(units, running) {
      let answer = try command.answer()
      #expect(answer.code == 0 || answer.code == 75)
      if answer.code == 0 { arms[unit] = answer.items.first?["arm"] as? String }
    }
    #expect(!arms.isEmpty)
    for (unit, arm) in arms {
      let again = try place.run("draw", "screen-share", unit, "--json", now: "2026-11-02")
      #expect(again.items.first?["new"] as? Bool == false)
      #expect(again.items.first?["arm"] as? String == arm)
    }
    #expect(try place.isSound())
  }

  @Test("Two imports of one file at once write it once")
  func sameFileAtOnce() throws {
    let place = try Workplace()
    try place.run("init")
    try place.write("table.csv", SampleFiles.table)
    let running = try (1...4).map { _ in try place.start(["import", "table.csv", "--json"]) }
    var new = 0
    for command in running {
      let answer = try command.answer()
      #expect(answer.code == 0 || answer.code == 75)
      new += answer.body["new"] as? Int ?? 0
    }
    #expect(new == 3)
    #expect(try place.isSound())
  }

  @Test("A store someone else keeps locked answers 75 and asks to try again")
  func busy() throws {
    let place = try Workplace()
    try place.openWithRunningTest()
    // An import that has opened the store and waits for more: a pipe holds 64 KiB, so these blank
    // lines are written only when it has begun to read them.
    let pipe = Pipe()
    let waiting = try place.start(["import", "-"], pipe: pipe)
    try pipe.fileHandleForWriting.write(contentsOf: Data(repeating: 0x0A, count: 200_000))
    let memory = try #require(fopen(place.path("verdict.sqlite-shm"), "r+"))
    // Byte 120 of the shared memory is the lock of the one writer (SQLite, WAL-mode file format).
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = 120
    lock.l_len = 1
    try #require(fcntl(fileno(memory), F_SETLK, &lock) == 0)
    let english = try place.start(["draw", "screen-share", "1"], now: "2026-11-02")
    let russian = try place.start(["draw", "screen-share", "2"], now: "2026-11-02", lang: "ru")
    for (command, words) in [(english, "Try again"), (russian, "Повторите")] {
      let answer = try command.answer()
      #expect(answer.code == 75)
      #expect(answer.out.isEmpty)
      #expect(answer.err.contains(words))
    }
    fclose(memory)
    try pipe.fileHandleForWriting.close()
    #expect(try waiting.answer().code == 65)
    let free = try place.run("draw", "screen-share", "1", "--json", now: "2026-11-02")
    #expect(free.items.first?["new"] as? Bool == true)
  }

  /// Whether this system lets a process mount a small file system of its own.
  private static let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "unshare -rm mount -t tmpfs -o size=1m none \(NSTemporaryDirectory()) >/dev/null 2>&1",
    ]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test(
    "A full disk is said so, and takes nothing with it",
    .enabled(if: canMount, "mounting a small file system needs user namespaces; none here")
  )
  func fullDisk() throws {
    let place = try Workplace()
    try FileManager.default.createDirectory(
      atPath: place.path("small"),
      withIntermediateDirectories: true
    )
    var text = "date,source,leads,spend\n"
    for source in 1...20_000 { text += "2026-11-02,source-number-\(source),10,1000.50\n" }
    try place.write("big.csv", text)
    try place.write("table.csv", SampleFiles.table)
    // All of it within one mount, which ends with the shell.
    let script = """
      mount -t tmpfs -o size=768k none small || exit 9
      export VERDICT_STORE=small/verdict.sqlite VERDICT_LANG=en NO_COLOR=1
      "$0" init 2>/dev/null || exit 8
      "$0" import table.csv 2>/dev/null || exit 7
      "$0" import big.csv 2>big.err; echo $? >big.code
      VERDICT_LANG=ru "$0" import big.csv 2>big.ru.err
      "$0" doctor --exit-code >doctor.out 2>&1; echo $? >doctor.code
      "$0" import table.csv --json >again.json 2>/dev/null; echo $? >again.code
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "exec unshare -rm /bin/sh -c \"$0\" \"$1\"", script, Workplace.program,
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: place.folder)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    #expect(try place.text("big.code") == "74\n")
    #expect(try place.text("big.err").contains("disk is full"))
    #expect(try place.text("big.ru.err").contains("нет места"))
    let doctor = try place.text("doctor.out")
    #expect(try place.text("doctor.code") == "0\n", "\(doctor)")
    #expect(try place.text("again.json").contains("\"alreadyImported\" : 1"))
  }
}
