package import VerdictModel

/// Why a file could not be read or written at all.
///
/// Carries no words. What is wrong inside a file is a list of ``Refusal``s, each with its place.
package enum ExchangeError: CodedError, Hashable {
  /// The file was read and not accepted; at most a limit of refusals is kept, `total` counts all.
  case refused(file: String, refusals: [Refusal], total: Int)
  /// There is no such file.
  case fileMissing(path: String)
  /// The path names a folder.
  case isFolder(path: String)
  /// The system refused to open or read the file.
  case notReadable(path: String, detail: String)
  /// A device, a pipe or a socket, which may never end.
  case notRegular(path: String)
  /// Somebody wrote to the file while it was read.
  case changedMeanwhile(path: String)
  /// The stored bytes of a form are not a form.
  case damagedForm(detail: String)

  package var code: String {
    switch self {
    case .refused: "file.refused"
    case .fileMissing: "file.missing"
    case .isFolder: "file.isFolder"
    case .notReadable: "file.notReadable"
    case .notRegular: "file.notRegular"
    case .changedMeanwhile: "file.changed"
    case .damagedForm: "form.damaged"
    }
  }

  package var values: [String: String] {
    switch self {
    case .refused(let file, _, let total): ["file": file, "count": String(total)]
    case .fileMissing(let path), .isFolder(let path), .notRegular(let path),
      .changedMeanwhile(let path):
      ["path": path]
    case .notReadable(let path, let detail): ["path": path, "detail": detail]
    case .damagedForm(let detail): ["detail": detail]
    }
  }

  package var kind: FailureKind {
    switch self {
    case .refused, .damagedForm: .badData
    case .fileMissing, .isFolder, .notRegular: .noInput
    case .notReadable, .changedMeanwhile: .inputOutput
    }
  }

  /// What was refused inside the file; empty for every other failure.
  package var refusals: [Refusal] {
    if case .refused(_, let refusals, _) = self { refusals } else { [] }
  }
}
