import Foundation
import Synchronization
package import VerdictWorkflow

/// How far an import has come, on standard error from half a second on; wiped before the answer.
package final class Progress: Sendable {
  private struct Shown {
    var started = Date()
    var last: Date?
  }

  private let isShown: Bool
  private let shown = Mutex(Shown())

  /// Nothing is shown unless a person is looking at a terminal.
  init(isShown: Bool) {
    self.isShown = isShown
  }

  func show(_ progress: ImportProgress) {
    guard isShown else { return }
    let now = Date()
    let seconds: Double? = shown.withLock { shown in
      let seconds = now.timeIntervalSince(shown.started)
      let wait = shown.last.map { now.timeIntervalSince($0) } ?? .infinity
      guard seconds > 0.5, wait > 0.1 else { return nil }
      shown.last = now
      return seconds
    }
    guard let seconds else { return }
    let line = Self.line(progress, seconds: seconds)
    FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
  }

  /// `[#########-----------]  45 %  ≈ 0:12  450000`: the share of the bytes, the time left, rows.
  package static func line(_ progress: ImportProgress, seconds: Double) -> String {
    let rows = progress.rows > 0 ? "  \(progress.rows)" : ""
    guard let fraction = progress.fraction else { return (rows.isEmpty ? "" : rows + " ") + "…" }
    let done = Int(fraction * 20)
    let bar = String(repeating: "#", count: done) + String(repeating: "-", count: 20 - done)
    let percent = String(Int(fraction * 100))
    let pad = String(repeating: " ", count: 3 - percent.count)
    var line = "[\(bar)] \(pad)\(percent) %"
    if fraction > 0.02 {
      let left = Int((seconds * (1 - fraction) / fraction).rounded(.up))
      line += "  ≈ \(left / 60):" + (left % 60 < 10 ? "0" : "") + String(left % 60)
    }
    return line + rows
  }

  /// Wipes the line, and begins anew for the next file.
  func clear() {
    let wrote = shown.withLock { shown in
      defer { shown = Shown() }
      return shown.last != nil
    }
    if wrote { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
