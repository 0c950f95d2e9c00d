package import VerdictInference
package import VerdictModel

/// Why a use case did not happen, with the offending values.
package enum WorkflowError: CodedError, Hashable {
  case unknownTimeZone(String)
  case fileMissing(String)
  case notDrawable(hypothesis: String, reason: String)
  case outsideDates(hypothesis: String, day: Day, start: Day, end: Day)
  case unitUnknown(hypothesis: String, unit: String)
  case parityNeedsNumber(unit: String)
  /// Arms of the test are slices of the table: nothing is drawn or logged unit by unit.
  case readFromTable(hypothesis: String)
  case baseRateMissing(hypothesis: String, stage: String)
  case crossovers(units: [String])
  case allocatedElsewhere(unit: String, arm: String)
  case periodOpen(period: HalfMonth, end: Day)
  case reviewMissing(HalfMonth)
  case amendmentCloses(hypothesis: String, fields: [String])
  case alreadyStopped(hypothesis: String, day: Day)
  case dayInFuture(Day)
  case samePeriod(HalfMonth)
  case daysReversed(from: Day, to: Day)
  /// A source or manager the table does not know.
  case memberUnknown(String, known: [String])
  case stageUnknown(String)
  case beforeExposure(unit: String, day: Day, exposure: Day)
  case choiceUnknown(String)
  case inference(code: String, field: String, values: [String])
  case reasonMissing
  case tooLateToTakeBack
  case cellsMoved([MovedCell])
  case impossibleRows([ImpossibleRow])
  case paymentKnown(unit: String, day: Day)
  case betsClosed(String)
  case repeatsAnother(hypothesis: String, repeats: String, fields: [String])
  /// Nobody has said what the columns of such a file hold.
  case layoutUnknown(file: String, LayoutProposal)
  /// Two programs would tell of the same money.
  case adsTwice(source: String, preset: String, other: String)
  /// The file names no account, and none of the campaigns known so far is in it.
  case accountUnclear(source: String, known: [String])
  case caseIncomplete
  case checkInPast(Day)
  /// There is something where an archive was to be written.
  case folderOccupied(String)
  case notAnArchive(String)
  case archiveTooNew(String, format: Int, supported: Int)
  /// Files of an archive are not what was written.
  case archiveChanged([String])

  package init(_ error: InferenceError) {
    self = .inference(code: error.code, field: error.field ?? "", values: error.values)
  }

  package var code: String {
    switch self {
    case .unknownTimeZone: "settings.timeZone"
    case .fileMissing: "file.missing"
    case .notDrawable: "draw.notRunning"
    case .outsideDates: "draw.outsideDates"
    case .unitUnknown: "unit.unknown"
    case .parityNeedsNumber: "draw.parityNeedsNumber"
    case .readFromTable: "draw.readFromTable"
    case .baseRateMissing: "start.baseRateMissing"
    case .crossovers: "import.crossovers"
    case .allocatedElsewhere: "import.allocatedElsewhere"
    case .periodOpen: "review.periodOpen"
    case .reviewMissing: "review.missing"
    case .amendmentCloses: "amend.closes"
    case .alreadyStopped: "hypothesis.alreadyStopped"
    case .dayInFuture: "day.inFuture"
    case .samePeriod: "review.samePeriod"
    case .daysReversed: "table.daysReversed"
    case .memberUnknown: "table.memberUnknown"
    case .stageUnknown: "stage.unknown"
    case .beforeExposure: "log.beforeExposure"
    case .choiceUnknown: "decide.choiceUnknown"
    case .inference(let code, _, _): "calc." + code
    case .reasonMissing: "reason.missing"
    case .tooLateToTakeBack: "call.tooLate"
    case .cellsMoved: "day.cellsMoved"
    case .impossibleRows: "day.impossible"
    case .paymentKnown: "day.paymentKnown"
    case .betsClosed: "bet.closed"
    case .repeatsAnother: "form.repeatsAnother"
    case .layoutUnknown: "import.unknownLayout"
    case .adsTwice: "import.adsTwice"
    case .accountUnclear: "import.accountUnclear"
    case .caseIncomplete: "case.incomplete"
    case .checkInPast: "case.checkInPast"
    case .folderOccupied: "archive.folderOccupied"
    case .notAnArchive: "archive.none"
    case .archiveTooNew: "archive.tooNew"
    case .archiveChanged: "archive.changed"
    }
  }

  package var values: [String: String] {
    switch self {
    case .unknownTimeZone(let zone): ["value": zone]
    case .fileMissing(let path): ["path": path]
    case .notDrawable(let hypothesis, let reason): ["hypothesis": hypothesis, "reason": reason]
    case .outsideDates(let hypothesis, let day, let start, let end):
      [
        "hypothesis": hypothesis, "day": day.description, "start": start.description,
        "end": end.description,
      ]
    case .unitUnknown(let hypothesis, let unit): ["hypothesis": hypothesis, "unit": unit]
    case .parityNeedsNumber(let unit): ["unit": unit]
    case .readFromTable(let hypothesis): ["hypothesis": hypothesis]
    case .baseRateMissing(let hypothesis, let stage): ["hypothesis": hypothesis, "stage": stage]
    case .crossovers(let units):
      ["count": String(units.count), "units": units.prefix(10).joined(separator: ", ")]
    case .allocatedElsewhere(let unit, let arm): ["unit": unit, "arm": arm]
    case .periodOpen(let period, let end):
      ["period": period.description, "end": end.description]
    case .reviewMissing(let period): ["period": period.description]
    case .amendmentCloses(let hypothesis, let fields):
      ["hypothesis": hypothesis, "fields": fields.joined(separator: ", ")]
    case .alreadyStopped(let hypothesis, let day):
      ["hypothesis": hypothesis, "day": day.description]
    case .dayInFuture(let day): ["day": day.description]
    case .samePeriod(let period): ["period": period.description]
    case .daysReversed(let from, let to): ["from": from.description, "to": to.description]
    case .memberUnknown(let name, let known):
      ["value": name, "allowed": known.joined(separator: ", ")]
    case .stageUnknown(let stage): ["stage": stage]
    case .beforeExposure(let unit, let day, let exposure):
      ["unit": unit, "day": day.description, "exposure": exposure.description]
    case .choiceUnknown(let choice): ["value": choice]
    case .inference(_, let field, let values):
      [
        "field": field, "values": values.joined(separator: ", "), "given": values.first ?? "",
        "allowed": values.dropFirst().joined(separator: ", "),
      ]
    case .cellsMoved(let cells): ["count": String(cells.count)]
    case .impossibleRows(let rows):
      ["rows": rows.map { "\($0.manager) \($0.day)" }.joined(separator: ", ")]
    case .paymentKnown(let unit, let day): ["unit": unit, "day": day.description]
    case .betsClosed(let hypothesis): ["hypothesis": hypothesis]
    case .repeatsAnother(let hypothesis, let repeats, let fields):
      [
        "hypothesis": hypothesis, "repeats": repeats, "fields": fields.joined(separator: ", "),
      ]
    case .layoutUnknown(let file, let proposal):
      ["file": file, "columns": proposal.columns.map(\.name).joined(separator: ", ")]
    case .adsTwice(let source, let preset, let other):
      ["source": source, "preset": preset, "other": other]
    case .accountUnclear(let source, let known):
      ["source": source, "known": known.prefix(3).joined(separator: ", ")]
    case .checkInPast(let day): ["day": day.description]
    case .folderOccupied(let path), .notAnArchive(let path): ["path": path]
    case .archiveTooNew(let path, let format, let supported):
      ["path": path, "format": String(format), "supported": String(supported)]
    case .archiveChanged(let files):
      ["count": String(files.count), "files": files.prefix(10).joined(separator: ", ")]
    case .reasonMissing, .tooLateToTakeBack, .caseIncomplete: [:]
    }
  }

  package var kind: FailureKind {
    switch self {
    case .unknownTimeZone, .archiveTooNew: .configuration
    case .fileMissing, .notAnArchive: .noInput
    case .folderOccupied: .inputOutput
    case .choiceUnknown, .inference, .reasonMissing, .daysReversed, .memberUnknown,
      .caseIncomplete, .checkInPast, .samePeriod:
      .usage
    case .cellsMoved, .impossibleRows, .paymentKnown, .crossovers, .stageUnknown, .beforeExposure,
      .parityNeedsNumber, .readFromTable, .dayInFuture, .repeatsAnother,
      .outsideDates, .unitUnknown, .allocatedElsewhere, .layoutUnknown, .adsTwice,
      .accountUnclear, .archiveChanged:
      .badData
    default: .failure
    }
  }
}
