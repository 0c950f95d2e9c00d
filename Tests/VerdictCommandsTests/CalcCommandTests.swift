import Foundation
import Testing

@Suite("calc")
struct CalcCommandTests {
  private func rounded(_ value: Any?) -> [Double] {
    (value as? [Double] ?? []).map { ($0 * 10_000).rounded() / 10_000 }
  }

  @Test("The contract's intervals: Newcombe and Miettinen–Nurminen for 48/80 against 56/70")
  func contract() throws {
    let place = try Workplace()
    let answer = try place.run(
      "calc",
      "two-proportions",
      "--control",
      "48/80",
      "--variant",
      "56/70",
      "--json"
    )
    #expect(answer.code == 0)
    #expect(answer.err.isEmpty)
    let intervals = try #require(answer.json["intervals"] as? [String: Any])
    // Issue of the contract; Newcombe (1998) table II lists the first pair for these counts.
    #expect(rounded(intervals["newcombe"]) == [0.0524, 0.3339])
    #expect(rounded(intervals["miettinenNurminen"]) == [0.0528, 0.3382])
    #expect(!place.has("verdict.sqlite"))
  }

  @Test("claim checks the practice's own sum: 72 = 18 + 82 · 65.9")
  func claim() throws {
    let place = try Workplace()
    let words = ["calc", "claim", "--total", "0.72", "--share", "0.18", "--base", "0.55"]
    let json = try place.start(words + ["--json"]).answer().json
    let rest = try #require(json["rest"] as? Double)
    // (0.72 − 0.18) ÷ 0.82
    #expect(abs(rest - 0.54 / 0.82) < 1e-12)
    #expect(try place.start(words).answer().out.contains("0.658537"))
  }

  @Test("A batch answers in order; a bad line in the middle is answered and stops nothing")
  func batch() throws {
    let place = try Workplace()
    let lines = """
      {"id":1,"method":"claim","total":0.72,"share":0.18,"base":0.55}
      not json
      {"id":3,"method":"nosuch"}
      {"id":4,"method":"two-proportions","control":{"successes":9,"trials":8},\
      "variant":{"successes":1,"trials":2}}
      {"id":5,"method":"two-proportions","control":{"successes":48,"trials":80},\
      "variant":{"successes":56,"trials":70},"only":["difference"]}

      """
    let answer = try place.run("calc", "--batch", input: lines)
    #expect(answer.code == 0)
    let answers = answer.out.split(separator: "\n").map { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any] ?? [:]
    }
    try #require(answers.count == 5)
    #expect(answers.map { $0["id"] as? Int } == [1, nil, 3, 4, 5])
    #expect(answers.map { $0["result"] != nil } == [true, false, false, false, true])
    let errors = answers.map { ($0["error"] as? [String: Any])?["code"] as? String }
    #expect(errors == [nil, "syntax", "unknown", "successesAboveTrials", nil])
    let last = answers[4]["result"] as? [String: Double]
    #expect(last?.keys.sorted() == ["difference"])
    #expect(abs((last?["difference"] ?? 0) - 0.2) < 1e-12)
  }

  @Test("Two thousand lines, slow and quick ones mixed, are answered in order on every core")
  func order() throws {
    let place = try Workplace()
    let lines = (1...2_000).map { id in
      let only = id % 97 == 0 ? "pValues.exact" : "difference"
      return """
        {"id":\(id),"method":"two-proportions","control":{"successes":\(id % 60),"trials":60},\
        "variant":{"successes":\(id % 40),"trials":60},"only":["\(only)"]}
        """
    }
    let whole = try place.run("calc", "--batch", input: lines.joined(separator: "\n"))
    let answers = whole.out.split(separator: "\n")
    try #require(answers.count == 2_000)
    for (index, answer) in answers.enumerated() {
      #expect(answer.hasPrefix("{\"id\":\(index + 1),\"result\""))
    }
    let alone = try place.run("calc", "--batch", input: lines[96])
    #expect(alone.out == answers[96] + "\n")
  }

  @Test("An answer comes before the next question is asked")
  func conversation() throws {
    let process = Process()
    let (questions, answers) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: Workplace.program)
    process.arguments = ["calc", "--batch"]
    process.standardInput = questions
    process.standardOutput = answers
    try process.run()
    defer { process.waitUntilExit() }
    for id in 1...3 {
      let line = "{\"id\":\(id),\"method\":\"claim\",\"total\":0.72,\"share\":0.18}\n"
      try questions.fileHandleForWriting.write(contentsOf: Data(line.utf8))
      let answer = String(decoding: answers.fileHandleForReading.availableData, as: UTF8.self)
      #expect(answer.hasPrefix("{\"id\":\(id),\"result\""))
    }
    try questions.fileHandleForWriting.close()
  }

  @Test("A batch says what was wrong in the language asked for, with line and byte")
  func words() throws {
    let place = try Workplace()
    let lines = """
      {"id":1,"method":"one-proportion","successes":5,"trials":2}
      {"id":2,
      \(String(repeating: "[", count: 100_000))
      """
    let english = try place.run("calc", "--batch", "--lang", "en", input: lines).out
    let russian = try place.run("calc", "--batch", "--lang", "ru", input: lines).out
    for (text, said) in [
      (english, ["5 successes of 2 trials", "Line 2, byte 9: not JSON", "Line 3, byte 65"]),
      (russian, ["успехов 5, а попыток 2", "Строка 2, знак 9", "Строка 3, знак 65"]),
    ] {
      let answers = text.split(separator: "\n")
      #expect(answers.count == 3)
      for (answer, part) in zip(answers, said) { #expect(answer.contains(part)) }
    }
  }

  @Test("--list names the methods, and each describes itself")
  func list() throws {
    let place = try Workplace()
    let names = try place.run("calc", "--list").out.split(separator: "\n")
      .filter { !$0.hasPrefix(" ") }.map(String.init)
    #expect(
      Set(names).isSuperset(of: [
        "one-proportion", "two-proportions", "boundaries", "look", "choose", "claim",
      ])
    )
    for name in names {
      let help = try place.run("calc", name, "--help")
      #expect(help.code == 0)
      #expect(help.out.hasPrefix(name))
      #expect(help.out.contains("Inputs:"))
      #expect(help.out.contains("Results:"))
    }
  }

  @Test(
    "What cannot be computed is refused with the field and the value",
    arguments: [
      (["two-proportions", "--control", "90/80", "--variant", "56/70"], ["control", "90"]),
      (["two-proportions", "--control", "9/80"], ["--variant"]),
      (["two-proportions", "--controll", "1/2", "--variant", "1/2"], ["controll", "--control"]),
      (["two-proportions", "--control", "abc", "--variant", "1/2"], ["control", "48/80"]),
      (["one-propotion", "--count", "1/2"], ["one-propotion", "one-proportion"]),
    ]
  )
  func refused(words: [String], said: [String]) throws {
    let place = try Workplace()
    for language in ["en", "ru"] {
      let answer = try place.start(["calc"] + words, lang: language).answer()
      #expect(answer.code == 64)
      #expect(answer.out.isEmpty)
      for part in said { #expect(answer.err.contains(part)) }
    }
  }

  @Test("for people, what is missing is a dash and the reason a sentence in their language")
  func notes() throws {
    let place = try Workplace()
    let words = ["calc", "two-proportions", "--control", "0/20", "--variant", "6/20"]
    let russian = try place.start(words + ["--lang", "ru"]).answer()
    #expect(russian.out.contains("ratio  ") && russian.out.contains("—"))
    #expect(russian.out.contains("В контроле нет ни одного успеха, делить не на что."))
    #expect(!russian.out.contains("notes") && !russian.out.contains("noControlSuccesses"))
    let english = try place.start(words + ["--lang", "en"]).answer()
    #expect(english.out.contains("Control has no successes"))
  }
}
