import Dispatch
import Synchronization

/// Pieces of a file read by a thread of its own, a few ahead of whoever takes them.
final class ReadAhead<Piece: Sendable, Answer: Sendable>: Sendable {
  private struct State: Sendable {
    var pieces: [Piece] = []
    var answer: Result<Answer, any Error>?
    var isGivenUp = false
  }

  /// Ends the reading of what nobody takes any more.
  private struct GivenUp: Error {}

  /// Pieces that may wait.
  private static var most: Int { 8 }

  private let state = Mutex(State())
  private let places = DispatchSemaphore(value: 0)
  private let ready = DispatchSemaphore(value: 0)

  /// Reads there, takes here, in the same order.
  ///
  /// - Parameters:
  ///   - read: hands each piece on.
  ///   - take: takes the next piece.
  /// - Returns: what `read` answers.
  /// - Throws: what `take` throws, which ends the reading; else what `read` throws.
  static func run(
    _ read: @escaping @Sendable (_ hand: (Piece) throws -> Void) throws -> Answer,
    taking take: (Piece) throws -> Void
  ) throws -> Answer {
    let belt = ReadAhead()
    for _ in 0..<most { belt.places.signal() }
    DispatchQueue(label: "verdict.reading").async {
      let answer = Result { try read(belt.put) }
      belt.state.withLock { $0.answer = answer }
      belt.ready.signal()
    }
    do {
      while let piece = belt.next() { try take(piece) }
    } catch {
      belt.giveUp()
      throw error
    }
    return try belt.answer()
  }

  private func put(_ piece: Piece) throws {
    places.wait()
    let isGivenUp = state.withLock { state in
      state.pieces.append(piece)
      return state.isGivenUp
    }
    ready.signal()
    if isGivenUp { throw GivenUp() }
  }

  /// Nil at the end.
  private func next() -> Piece? {
    ready.wait()
    defer { places.signal() }
    return state.withLock { $0.pieces.isEmpty ? nil : $0.pieces.removeFirst() }
  }

  /// Returns when nothing is read any more.
  private func giveUp() {
    state.withLock { $0.isGivenUp = true }
    places.signal()
    while next() != nil {}
  }

  private func answer() throws -> Answer {
    guard let answer = state.withLock({ $0.answer }) else {
      preconditionFailure("the last piece comes before the answer")
    }
    return try answer.get()
  }
}
