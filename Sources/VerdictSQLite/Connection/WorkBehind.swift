import Dispatch
import Synchronization

/// Pieces of work done by a second thread, one after the other.
final class WorkBehind {
  /// Pieces that may wait; more of them would only fill the memory.
  private static let most = 4

  // SAFETY: one thread makes a piece and hands it over whole; what it holds is the other's until
  // `wait` or `finish` return.
  private struct Piece: @unchecked Sendable {
    let work: () throws -> Void
  }

  /// What both threads see.
  private final class Line: Sendable {
    let failure = Mutex<(any Error)?>(nil)
    let places = DispatchSemaphore(value: 0)

    init() { for _ in 0..<WorkBehind.most { places.signal() } }

    /// Does a piece, unless one before it failed.
    func run(_ piece: Piece) {
      if failure.withLock({ $0 == nil }) {
        do { try piece.work() } catch { failure.withLock { $0 = error } }
      }
      places.signal()
    }
  }

  private let thread = DispatchQueue(label: "verdict.behind")
  private let busy = DispatchGroup()
  private let line = Line()
  private var isWaitedFor = false

  deinit { finish() }

  /// Adds a piece of work, after those that wait.
  /// - Throws: what an earlier piece threw; after that none is done any more.
  func start(_ work: @escaping () throws -> Void) throws {
    line.places.wait()
    isWaitedFor = true
    let (line, piece) = (line, Piece(work: work))
    thread.async(group: busy) { line.run(piece) }
    try throwFailure()
  }

  /// Returns when nothing is being done.
  /// - Throws: what the work threw, each time it is asked: an act that failed behind writes no more.
  func wait() throws {
    guard isWaitedFor else { return }
    busy.wait()
    try throwFailure()
    isWaitedFor = false
  }

  /// Returns when nothing is being done, whatever came of it.
  func finish() { busy.wait() }

  private func throwFailure() throws {
    if let failure = line.failure.withLock({ $0 }) { throw failure }
  }
}
