import Foundation
import Synchronization
import VerdictExchange
import VerdictInference
import VerdictReports
import VerdictWorkflow

/// Standard input answered line by line: in order, in constant memory, on every core.
///
/// What is at hand is read, its whole lines are answered side by side, and the answers are written
/// before more is read. So a program that asks one thing at a time gets its answer at once, and a
/// long file never fills the memory.
final class CalcBatch {
  /// Longest request, in bytes: a hundred thousand strata, or a million values.
  static let longestLine = 1 << 26
  private static let readSize = 1 << 18

  private let registry: CalculationRegistry
  private let messages: Messages
  private var waiting: [(number: Int, bytes: [UInt8]?)] = []

  init(registry: CalculationRegistry, messages: Messages) {
    self.registry = registry
    self.messages = messages
  }

  func run() throws {
    var piece = [UInt8](repeating: 0, count: Self.readSize)
    let source = ByteSource { [self] () throws(ExchangeError) in
      answerWaiting()
      while true {
        let count = read(STDIN_FILENO, &piece, piece.count)
        if count >= 0 { return count == 0 ? nil : Array(piece[..<count]) }
        if errno != EINTR {
          throw .notReadable(path: "-", detail: String(cString: strerror(errno)))
        }
      }
    }
    try JSONLines.forEachLine(source, limit: Self.longestLine) { number, bytes in
      waiting.append((number, bytes))
    }
    answerWaiting()
  }

  private func answerWaiting() {
    guard !waiting.isEmpty else { return }
    let lines = waiting
    waiting.removeAll(keepingCapacity: true)
    let (registry, messages) = (registry, messages)
    // Shares small enough that one slow request does not leave the other cores idle.
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let share = max(1, lines.count / (16 * cores))
    let shares = (lines.count + share - 1) / share
    let answers = Answers(count: shares)
    DispatchQueue.concurrentPerform(iterations: shares) { index in
      var text = ""
      for line in lines[(index * share)..<min((index + 1) * share, lines.count)] {
        text += Self.answer(line.number, line.bytes, registry, messages).json
        text += "\n"
      }
      answers.put(text, at: index)
    }
    for text in answers.all() { Output.data(text) }
  }

  private static func answer(
    _ number: Int,
    _ bytes: [UInt8]?,
    _ registry: CalculationRegistry,
    _ messages: Messages
  ) -> CalculationValue {
    func refusal(_ code: String, _ values: [String: String]) -> CalculationValue {
      [
        "id": .null,
        "error": [
          "code": .string(code),
          "message": .string(messages.text(code: "calc." + code, values: values)), "field": .null,
        ],
      ]
    }
    let line = String(number)
    guard let bytes else {
      return refusal("lineTooLong", ["line": line, "limit": String(longestLine)])
    }
    do throws(JSONTextError) {
      let request = try CalculationValue(json: bytes)
      return registry.answer(request) { messages.text(for: WorkflowError($0)) }
    } catch {
      return refusal("syntax", ["line": line, "column": String(error.column)])
    }
  }
}

/// Texts put at their places from several threads, and read in order afterwards.
private final class Answers: Sendable {
  private let texts: Mutex<[String]>

  init(count: Int) { texts = Mutex(Array(repeating: "", count: count)) }

  func put(_ text: String, at index: Int) { texts.withLock { $0[index] = text } }

  func all() -> [String] { texts.withLock { $0 } }
}
