import Foundation
import Testing

@Suite("verdict day: the terminal's yesterday")
struct DayCommandTests {
  /// Anna and Igor had meetings on Monday and Tuesday; Wednesday to Friday wait, then a weekend.
  private func department() throws -> Workplace {
    let place = try Workplace()
    #expect(try place.run("init").code == 0)
    try place.write(
      "table.csv",
      """
      date,source,manager,leads,spend,meetings_scheduled,meetings_due,meetings_moved,meetings_held
      2026-11-02,Direct,,5,1000,,,,
      2026-11-02,,Anna,,,2,2,0,1
      2026-11-02,,Igor,,,1,1,0,1
      2026-11-03,,Anna,,,1,1,0,1
      2026-11-03,,Igor,,,1,1,0,0

      """
    )
    #expect(try place.run("import", "table.csv").code == 0)
    return place
  }

  private func table(_ place: Workplace) throws -> String {
    try place.run("export", "table", "--from", "2026-11-05", "--to", "2026-11-08").out
  }

  @Test("It lists what is missing, and nothing else")
  func list() throws {
    let place = try department()
    let list = try place.run("day", "--list", "--day", "2026-11-03", "--day", "2026-11-05")
    #expect(list.code == 0)
    #expect(!list.out.contains("3 November"))
    #expect(list.out.contains("5 November: Anna"))
    #expect(list.out.contains("— meetings booked, meetings due"))
    let json = try place.run("day", "--list", "--day", "2026-11-05", "--json").items
    #expect(json.count == 8)
    #expect(json.first?["manager"] as? String == "Anna")
  }

  @Test("Answers come a line each; an impossible row is asked again; empty is asked at the end")
  func dialogue() throws {
    let place = try department()
    let answers = [
      "2", "2", "1", "5", "2", "2", "1", "1",  // Anna: 5 came and 1 moved of 2 due; once more
      "x", "1", "1", "?", "",  // Igor: a letter; moved is unknown; who came is left empty
      "41873; Anna; Direct; 600 000,50; full", "nonsense", "",  // one payment, no more
      "0",
    ].joined(separator: "\n")
    let done = try place.run("day", "--day", "2026-11-05", now: "2026-11-06", input: answers)
    #expect(done.code == 0, "\(done.err)")
    #expect(done.err.contains("Anna: 5 came and 1 moved, yet 2 were due."))
    #expect(done.err.contains("a whole number from 0 to 99,999"))
    #expect(done.err.contains("Empty cells: 1. Is it 0, or don't you know?"))
    let rows = try table(place).split(separator: "\n").map(String.init)
    #expect(rows[0].hasPrefix("date,source,manager,"))
    let names = rows[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    func value(_ prefix: String, _ counter: String) -> String? {
      guard let row = rows.first(where: { $0.hasPrefix(prefix) }),
        let index = names.firstIndex(of: counter)
      else { return nil }
      return row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)[index]
    }
    #expect(value("2026-11-05,,Anna", "meetings_due") == "2")
    #expect(value("2026-11-05,,Anna", "meetings_held") == "1")
    #expect(value("2026-11-05,,Anna", "meetings_moved") == "1")
    #expect(value("2026-11-05,,Igor", "meetings_due") == "1")
    #expect(value("2026-11-05,,Igor", "meetings_held") == "0")
    #expect(value("2026-11-05,,Igor", "meetings_moved") == "")
    #expect(value("2026-11-05,Direct,Anna", "revenue") == "600000.50")
    // Taken back, the day is as it was.
    let batch = try #require(done.err.firstMatch(of: /verdict undo (\d+)/)).1
    #expect(try place.run("undo", String(batch)).code == 0)
    #expect(try table(place).split(separator: "\n").count == 1)
  }

  @Test("Empty cells that cannot be zero are asked again, and nothing typed is lost")
  func impossibleZero() throws {
    let place = try department()
    let answers = ["1", "", "0", "1", "1", "1", "0", "1", "", "0", "?"].joined(separator: "\n")
    let done = try place.run("day", "--day", "2026-11-05", now: "2026-11-06", input: answers)
    #expect(done.code == 0, "\(done.err)")
    #expect(done.err.contains("Anna: 1 came of 0 due."))
    #expect(try table(place).contains("2026-11-05,,Anna,,,,,1,,0,1"))
  }

  @Test("An input that ends in the middle writes nothing")
  func ended() throws {
    let place = try department()
    let before = try place.bytes()
    let answer = try place.run("day", "--day", "2026-11-05", now: "2026-11-06", input: "2\n2\n")
    #expect(answer.code == 66)
    #expect(answer.err.contains("Nothing was written"))
    #expect(try place.bytes() == before)
  }

  @Test("Flags ask nothing, and say everything that is wrong at once")
  func flags() throws {
    let place = try department()
    let good = try place.run(
      "day",
      "--day",
      "2026-11-05",
      "--manager",
      "Igor",
      "meetings_due=2",
      "meetings_held=1",
      "Anna:meetings_due=1",
      "--empty",
      "zero",
      "--payment",
      "41873;Anna;Direct;600000",
      "--no-more-payments",
      "--json",
      now: "2026-11-06"
    )
    #expect(good.code == 0, "\(good.err)")
    #expect(good.body["batch"] as? Int != nil)
    #expect(try table(place).contains("2026-11-05,Direct,Anna,,,,,,,,,1,600000"))
    let bad = try place.run(
      "day",
      "--day",
      "2026-11-05",
      "meetings_due=2",
      "Anna:moon=1",
      "Anna:meetings_held=-1",
      "--payment",
      "1;2",
      now: "2026-11-06"
    )
    #expect(bad.code == 65)
    for part in ["Whose is", "moon", "-1", "1;2"] { #expect(bad.err.contains(part), "\(part)") }
    let many = try place.run("day", "--manager", "Anna", "meetings_due=1", now: "2026-11-10")
    #expect(many.code == 64 && many.err.contains("Which day?"))
    let impossible = try place.run(
      "day",
      "--day",
      "2026-11-06",
      "Anna:meetings_due=1",
      "Anna:meetings_held=2",
      now: "2026-11-07"
    )
    #expect(impossible.code == 65 && impossible.err.contains("Anna 2026-11-06"))
    let future = try place.run(
      "day",
      "--day",
      "2026-11-20",
      "Anna:meetings_due=1",
      now: "2026-11-07"
    )
    #expect(future.code == 65)
  }

  @Test("What is possible and rarely true is said first, and written with --yes")
  func doubts() throws {
    let place = try department()
    let before = try place.bytes()
    let words = [
      "day", "--day", "2026-11-03", "Direct:spend=500", "Direct:leads=2", "Anna:meetings_due=3",
      "Annna:meetings_due=1", "--payment", "1;Anna;Direct;10", "--payment", "2;Anna;Direct;10",
      "--payment", "3;Anna;Direct;10", "--payment", "4;Anna;Direct;10",
    ]
    let asked = try place.start(words, now: "2026-11-04").answer()
    #expect(asked.code == 65)
    for part in [
      "money was spent and nobody clicked", "never had the manager “Annna”",
      "it was 1, it becomes 3", "4 paid and 3 came", "--yes",
    ] {
      #expect(asked.err.contains(part), "\(part): \(asked.err)")
    }
    #expect(try place.bytes() == before)
    #expect(try place.start(words + ["--yes"], now: "2026-11-04").answer().code == 0)
    let russian = try place.start(
      ["day", "--day", "2026-11-02", "Direct:leads=6", "Direct:spend=0"],
      now: "2026-11-04",
      lang: "ru"
    ).answer()
    #expect(russian.err.contains("станет"))
  }

  @Test("A day off is marked, and is not asked for again")
  func off() throws {
    let place = try department()
    #expect(
      try place.run("day", "--off", "2026-11-05", "--off", "2026-11-06", now: "2026-11-07").code
        == 0
    )
    let list = try place.run("day", "--list", now: "2026-11-07").out
    #expect(list.contains("4 November") && !list.contains("5 November"))
  }

  @Test("At a terminal it asks as well", .enabled(if: hasPython))
  func terminal() throws {
    let place = try department()
    try place.write("typist.py", Self.script)
    let answer = try place.python("typist.py", now: "2026-11-06T12:00:00Z")
    #expect(answer.contains("Thu, 5 November") || answer.contains("5 November"), "\(answer)")
    #expect(answer.contains("verdict undo"), "\(answer)")
    #expect(try table(place).contains("2026-11-05,,Anna"))
  }

  /// Types answers at a pseudo-terminal, each after its question.
  private static let script = """
    (os, pty, sys) = map(__import__, ("os", "pty", "sys"))
    pid, fd = pty.fork()
    if pid == 0:
        os.execv(sys.argv[1], [sys.argv[1], "day", "--day", "2026-11-05"])
    answers = ["1", "1", "0", "1", "1", "1", "0", "1", ""]
    said = b""
    while True:
        try:
            piece = os.read(fd, 4096)
        except OSError:
            break
        if not piece:
            break
        said += piece
        if answers and said.rstrip().endswith((b":",)) and said.endswith(b" "):
            os.write(fd, (answers.pop(0) + "\\n").encode())
            said += b"\\n"
    sys.stdout.buffer.write(said)
    """

  private static var hasPython: Bool {
    ["/usr/bin/python3", "/usr/local/bin/python3"]
      .contains { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

extension Workplace {
  /// Runs a Python script with the program's path as its argument; answers what it printed.
  fileprivate func python(_ script: String, now: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", path(script), Self.program]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["VERDICT_NOW": now, "VERDICT_LANG": "en", "NO_COLOR": "1"],
      uniquingKeysWith: { $1 }
    )
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).replacing("\u{A0}", with: " ")
  }
}
