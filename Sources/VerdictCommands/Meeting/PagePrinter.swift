import Foundation
import VerdictModel

/// A page as PDF, by a Chromium that is on the machine: the same engine that shows it.
///
/// The page is self-contained; the browser gets an empty profile of its own and no network.
enum PagePrinter {
  /// Longer than any page takes; a browser that hangs is ended.
  static let limit: TimeInterval = 60

  private static let names = [
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
  ]
  private static let places = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ]

  /// The bytes of the PDF.
  ///
  /// Throws ``PrintError``: no browser on the machine (how to print by hand), or one that failed.
  static func pdf(_ html: [UInt8], environment: [String: String]) throws -> [UInt8] {
    guard let browser = browser(environment) else { throw PrintError.noBrowser }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("verdict-print-" + UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    defer { try? FileManager.default.removeItem(at: folder) }
    let (page, target) = (
      folder.appendingPathComponent("page.html"), folder.appendingPathComponent("page.pdf")
    )
    try Data(html).write(to: page)
    var arguments = [
      "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
      "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
      "--user-data-dir=" + folder.appendingPathComponent("profile").path,
      "--no-pdf-header-footer", "--print-to-pdf=" + target.path, page.absoluteString,
    ]
    // Chromium refuses its sandbox to root; the page is ours and has no script.
    if geteuid() == 0 { arguments.insert("--no-sandbox", at: 0) }
    try run(browser, arguments)
    guard let bytes = try? Data(contentsOf: target), bytes.starts(with: Array("%PDF-".utf8)) else {
      throw PrintError.failed(browser: browser)
    }
    return Array(bytes)
  }

  /// VERDICT_BROWSER, else the first of the usual names on the path.
  static func browser(_ environment: [String: String]) -> String? {
    if let named = environment["VERDICT_BROWSER"], !named.isEmpty {
      return access(named, X_OK) == 0 ? named : nil
    }
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let found = names.flatMap { name in folders.map { $0 + "/" + name } } + places
    return found.first { access($0, X_OK) == 0 }
  }

  private static func run(_ browser: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: browser)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { throw PrintError.failed(browser: browser) }
    let end = Date().addingTimeInterval(limit)
    while process.isRunning {
      if Date() > end {
        process.terminate()
        throw PrintError.tooSlow(browser: browser, seconds: Int(limit))
      }
      usleep(20_000)
    }
    guard process.terminationStatus == 0 else { throw PrintError.failed(browser: browser) }
  }
}

/// Why there is no PDF.
enum PrintError: CodedError, Hashable {
  case noBrowser
  case failed(browser: String)
  case tooSlow(browser: String, seconds: Int)
  /// A PDF does not go to a terminal.
  case toTerminal

  var code: String {
    switch self {
    case .noBrowser: "print.noBrowser"
    case .failed: "print.failed"
    case .tooSlow: "print.tooSlow"
    case .toTerminal: "print.toTerminal"
    }
  }
  var values: [String: String] {
    switch self {
    case .noBrowser, .toTerminal: [:]
    case .failed(let browser): ["browser": browser]
    case .tooSlow(let browser, let seconds): ["browser": browser, "seconds": String(seconds)]
    }
  }
  var kind: FailureKind {
    switch self {
    case .noBrowser: .notInstalled
    case .failed, .tooSlow: .failure
    case .toTerminal: .usage
    }
  }
}
