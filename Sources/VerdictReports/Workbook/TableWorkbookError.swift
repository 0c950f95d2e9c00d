package import VerdictModel

/// Why the table did not become a workbook.
package enum TableWorkbookError: CodedError, Hashable {
  /// This program was built without workbooks.
  case notBuilt
  case tooManyRows(Int, most: Int)
  case notWritten(path: String, detail: String)

  package var code: String {
    switch self {
    case .notBuilt: "workbook.notBuilt"
    case .tooManyRows: "workbook.tooManyRows"
    case .notWritten: "workbook.notWritten"
    }
  }

  package var values: [String: String] {
    switch self {
    case .notBuilt: [:]
    case .tooManyRows(let rows, let most): ["rows": String(rows), "most": String(most)]
    case .notWritten(let path, let detail): ["path": path, "detail": detail]
    }
  }

  package var kind: FailureKind {
    switch self {
    case .notBuilt: .notInstalled
    case .tooManyRows: .usage
    case .notWritten: .inputOutput
    }
  }
}
