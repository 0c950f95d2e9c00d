/// What every module's error can say: a code and the offending values; the words live in Reports.
package protocol CodedError: Error, Sendable {
  /// Stable, dotted: `import.unknownColumn`.
  var code: String { get }
  /// The values the message needs, by name: `["column": "refundz", "line": "7"]`.
  var values: [String: String] { get }
  /// What kind of failure it is, hence the exit code.
  var kind: FailureKind { get }
}

/// Kinds of failure with the exit code a command answers.
package enum FailureKind: Int32, Sendable, Codable {
  case failure = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case notInstalled = 69
  case inputOutput = 74
  case busy = 75
  case configuration = 78
}

/// A place in a file a person gave us; lines and columns count from 1.
package struct FilePlace: Hashable, Sendable, Codable {
  package let file: String
  package let line: Int?
  package let column: String?
  package init(file: String, line: Int? = nil, column: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// One refusal of one cell of one file, or of one value typed by hand.
package struct Refusal: Hashable, Sendable, Codable {
  package let place: FilePlace?
  /// The same dotted codes as errors; words and remedies come from Reports.
  package let code: String
  package let value: String?
  package let values: [String: String]
  package init(
    place: FilePlace?,
    code: String,
    value: String? = nil,
    values: [String: String] = [:]
  ) {
    self.place = place
    self.code = code
    self.value = value
    self.values = values
  }
}

/// Errors of the model and of every store, thrown with the offending values.
package enum ModelError: CodedError, Hashable {
  case refused([Refusal])
  case unknownHypothesis(String)
  case hypothesisExists(String)
  case caseUnknown(Int)
  case notDraft(String)
  case notRunning(String)
  case unknownArm(hypothesis: String, arm: String)
  case unknownCounter(String)
  case wrongGrain(counter: String, expected: String, day: String)
  case storeExists(path: String)
  case storeMissing(path: String)
  case notAStore(path: String)
  case storeTooNew(path: String, version: Int, supported: Int)
  case storeBusy(path: String)
  case diskFull(path: String)
  case inputOutput(path: String, detail: String)
  case appendOnly(table: String)
  case batchUnknown(Int)
  case batchUndone(Int)
  /// An undo is final: the file is imported again instead.
  case batchIsUndo(Int)
  case undoBlocked(batch: Int, rows: [String])
  case reviewPublished(period: String)
  case damaged(detail: String)

  package var code: String {
    switch self {
    case .refused: "rows.refused"
    case .unknownHypothesis: "hypothesis.unknown"
    case .hypothesisExists: "hypothesis.exists"
    case .caseUnknown: "case.unknown"
    case .notDraft: "hypothesis.notDraft"
    case .notRunning: "hypothesis.notRunning"
    case .unknownArm: "hypothesis.unknownArm"
    case .unknownCounter: "funnel.unknownCounter"
    case .wrongGrain: "funnel.wrongGrain"
    case .storeExists: "store.exists"
    case .storeMissing: "store.missing"
    case .notAStore: "store.notAStore"
    case .storeTooNew: "store.tooNew"
    case .storeBusy: "store.busy"
    case .diskFull: "store.diskFull"
    case .inputOutput: "store.inputOutput"
    case .appendOnly: "store.appendOnly"
    case .batchUnknown: "batch.unknown"
    case .batchUndone: "batch.undone"
    case .batchIsUndo: "batch.isUndo"
    case .undoBlocked: "batch.undoBlocked"
    case .reviewPublished: "review.published"
    case .damaged: "store.damaged"
    }
  }

  package var values: [String: String] {
    switch self {
    case .refused(let refusals): ["count": String(refusals.count)]
    case .unknownHypothesis(let key), .hypothesisExists(let key), .notDraft(let key),
      .notRunning(let key):
      ["hypothesis": key]
    case .unknownArm(let hypothesis, let arm): ["hypothesis": hypothesis, "arm": arm]
    case .unknownCounter(let counter): ["counter": counter]
    case .caseUnknown(let id): ["case": String(id)]
    case .wrongGrain(let counter, let expected, let day):
      ["counter": counter, "expected": expected, "day": day]
    case .storeExists(let path), .storeMissing(let path), .notAStore(let path),
      .storeBusy(let path), .diskFull(let path):
      ["path": path]
    case .storeTooNew(let path, let version, let supported):
      ["path": path, "version": String(version), "supported": String(supported)]
    case .inputOutput(let path, let detail): ["path": path, "detail": detail]
    case .appendOnly(let table): ["table": table]
    case .batchUnknown(let batch), .batchUndone(let batch), .batchIsUndo(let batch):
      ["batch": String(batch)]
    case .undoBlocked(let batch, let rows):
      ["batch": String(batch), "rows": rows.joined(separator: "; ")]
    case .reviewPublished(let period): ["period": period]
    case .damaged(let detail): ["detail": detail]
    }
  }

  package var kind: FailureKind {
    switch self {
    case .storeMissing: .noInput
    case .storeBusy: .busy
    case .diskFull, .inputOutput: .inputOutput
    case .notAStore, .refused, .wrongGrain, .unknownCounter, .unknownArm, .damaged: .badData
    case .storeTooNew: .configuration
    default: .failure
    }
  }
}
