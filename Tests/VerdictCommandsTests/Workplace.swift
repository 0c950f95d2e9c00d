import Foundation

/// What a command answered.
struct Answer: Sendable {
  let code: Int32
  let out: String
  let err: String

  /// Standard output as JSON; an empty dictionary when it is none.
  var json: [String: Any] {
    let value = try? JSONSerialization.jsonObject(with: Data(out.utf8))
    return value as? [String: Any] ?? [:]
  }

  /// The member `answer` of a `--json` reply, as an object.
  var body: [String: Any] { json["answer"] as? [String: Any] ?? [:] }

  /// The member `answer` of a `--json` reply, as a list of objects.
  var items: [[String: Any]] { json["answer"] as? [[String: Any]] ?? [] }
}

/// A throw-away folder in which the built program runs, with a fixed clock and nobody's settings.
final class Workplace: Sendable {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("verdict-commands-" + UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The program as built beside this test bundle.
  static var program: String {
    let bundles = [Bundle.main] + Bundle.allBundles
    for bundle in bundles {
      var folder = bundle.executableURL?.deletingLastPathComponent() ?? bundle.bundleURL
      for _ in 0..<5 {
        let candidate = folder.appendingPathComponent("verdict")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder),
          !isFolder.boolValue
        {
          return candidate.path
        }
        folder = folder.deletingLastPathComponent()
      }
    }
    return "verdict"
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
  }

  func bytes(_ name: String = "verdict.sqlite") throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// Replaces bytes of a file in place.
  func overwrite(_ name: String, at offset: Int, with patch: [UInt8]) throws {
    var data = try bytes(name)
    data.replaceSubrange(offset..<(offset + patch.count), with: patch)
    try data.write(to: URL(fileURLWithPath: path(name)))
  }

  /// Runs `verdict` and waits for its end.
  ///
  /// `now` is `VERDICT_NOW`, noon in UTC when only a day is given; `lang` is `VERDICT_LANG`, and nil
  /// leaves it to the store and the locale; `input` is standard input, nothing by default.
  @discardableResult
  func run(
    _ words: String...,
    now: String = "2026-11-16",
    lang: String? = "en",
    input: String? = nil
  ) throws -> Answer {
    try start(words, now: now, lang: lang, input: input).answer()
  }

  /// Starts `verdict` without waiting.
  func start(
    _ words: [String],
    now: String = "2026-11-16",
    lang: String? = "en",
    input: String? = nil,
    pipe: Pipe? = nil,
    locale: String = "C.UTF-8",
    environment more: [String: String] = [:]
  ) throws -> RunningCommand {
    var environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder, "USER": "tester", "NO_COLOR": "1", "LC_ALL": locale,
      "VERDICT_NOW": now.count == 10 ? now + "T12:00:00Z" : now,
    ]
    environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    environment["VERDICT_LANG"] = lang
    environment.merge(more) { _, given in given }
    return try RunningCommand(
      program: Self.program,
      words: words,
      environment: environment,
      folder: folder,
      input: input,
      pipe: pipe
    )
  }
}

/// A command on its way; its output goes to files, so that no pipe can fill up.
struct RunningCommand {
  private let process = Process()
  private let base: String

  init(
    program: String,
    words: [String],
    environment: [String: String],
    folder: String,
    input: String?,
    pipe: Pipe? = nil
  ) throws {
    base =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("verdict-answer-" + UUID().uuidString).path
    for ending in [".in", ".out", ".err"] {
      try Data().write(to: URL(fileURLWithPath: base + ending))
    }
    if let input { try Data(input.utf8).write(to: URL(fileURLWithPath: base + ".in")) }
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    if let pipe {
      process.standardInput = pipe
    } else {
      process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: base + ".in"))
    }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: base + ".out"))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: base + ".err"))
    try process.run()
  }

  func answer() throws -> Answer {
    process.waitUntilExit()
    defer {
      for ending in [".in", ".out", ".err"] {
        try? FileManager.default.removeItem(atPath: base + ending)
      }
    }
    func text(_ ending: String) throws -> String {
      // Unbreakable spaces read like spaces.
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: base + ending)), as: UTF8.self)
        .replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }
    return Answer(
      code: process.terminationReason == .exit ? process.terminationStatus : -1,
      out: try text(".out"),
      err: try text(".err")
    )
  }
}
