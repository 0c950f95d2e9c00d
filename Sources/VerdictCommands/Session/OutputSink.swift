import Foundation
import VerdictModel

/// Bytes on their way to a file or to standard output, in pieces; a file has its name when it is
/// whole.
final class OutputSink: Sendable {
  private let path: String?
  private let draft: String
  private let handle: FileHandle

  /// Nil and `-` are standard output.
  init(_ output: String?) throws {
    guard let output, output != "-" else {
      (path, draft, handle) = (nil, "", .standardOutput)
      return
    }
    path = output
    draft = output + ".\(ProcessInfo.processInfo.processIdentifier).part"
    guard FileManager.default.createFile(atPath: draft, contents: nil),
      let opened = FileHandle(forWritingAtPath: draft)
    else {
      throw ModelError.inputOutput(path: output, detail: String(cString: strerror(errno)))
    }
    handle = opened
  }

  func write(_ bytes: [UInt8]) throws {
    do {
      try handle.write(contentsOf: bytes)
    } catch {
      throw ModelError.inputOutput(path: path ?? "stdout", detail: String(cString: strerror(errno)))
    }
  }

  func finish() throws {
    guard let path else { return }
    do { try handle.close() } catch {
      throw ModelError.inputOutput(path: path, detail: error.localizedDescription)
    }
    guard rename(draft, path) == 0 else {
      throw ModelError.inputOutput(path: path, detail: String(cString: strerror(errno)))
    }
  }

  func discard() {
    guard path != nil else { return }
    try? handle.close()
    unlink(draft)
  }
}
