import Foundation
import Synchronization

/// A count of rows on standard error, from half a second on; wiped before the answer.
final class Progress: Sendable {
  private let isShown: Bool
  private let started = Date()
  private let wrote = Mutex(false)

  /// Nothing is shown unless a person is looking at a terminal.
  init(isShown: Bool) {
    self.isShown = isShown
  }

  func show(_ rows: Int) {
    guard isShown, Date().timeIntervalSince(started) > 0.5 else { return }
    wrote.withLock { $0 = true }
    FileHandle.standardError.write(Data("\r\(rows) …".utf8))
  }

  func clear() {
    guard wrote.withLock({ $0 }) else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }
}
