/// Why a plan cannot be kept.
package enum PlanError: CodedError, Hashable {
  case unknown(what: String, allowed: [String])
  case repeated(PlanLine, month: Month)
  case badValue(PlanLine, month: Month)
  /// A share above 1.
  case notAShare(PlanLine, month: Month)
  /// The counter, or a counter of the metric, is not counted by source or manager.
  case notSplit(PlanLine, by: Cut, month: Month)
  /// Sums over managers and over sources differ, and the whole is not stated.
  case viewsDisagree(what: String, managers: Double, sources: Double, month: Month)
  /// A ratio has no sum over months or parts.
  case notSummable(what: String)
  case unknownName(String, kind: String, allowed: [String])
  case missing(Month)
  case nothingToUndo
  /// Neither a number nor a file.
  case nothingSaid
  /// `what=value` that cannot be read.
  case badPair(String)
  case badNumber(String, what: String, isShare: Bool)
  case versionUnknown(Int)
  case reasonMissing(Month)

  package var code: String {
    switch self {
    case .unknown: "plan.unknown"
    case .repeated: "plan.repeated"
    case .badValue: "plan.badValue"
    case .notAShare: "plan.notAShare"
    case .notSplit: "plan.notSplit"
    case .viewsDisagree: "plan.viewsDisagree"
    case .notSummable: "plan.notSummable"
    case .unknownName: "plan.unknownName"
    case .missing: "plan.missing"
    case .nothingToUndo: "plan.nothingToUndo"
    case .nothingSaid: "plan.nothingSaid"
    case .badPair: "plan.badPair"
    case .badNumber(_, _, let isShare): isShare ? "plan.badShare" : "plan.badNumber"
    case .versionUnknown: "plan.versionUnknown"
    case .reasonMissing: "plan.reasonMissing"
    }
  }

  package var values: [String: String] {
    func place(_ line: PlanLine, _ month: Month) -> [String: String] {
      [
        "what": line.what, "source": line.source ?? "", "manager": line.manager ?? "",
        "part": [line.manager, line.source].compactMap(\.self).joined(separator: ", "),
        "month": month.description, "value": String(line.value),
      ]
    }
    switch self {
    case .unknown(let what, let allowed):
      return ["what": what, "allowed": allowed.joined(separator: ", ")]
    case .repeated(let line, let month), .badValue(let line, let month),
      .notAShare(let line, let month):
      return place(line, month)
    case .notSplit(let line, let cut, let month):
      return place(line, month).merging(["cut": cut.key]) { $1 }
    case .viewsDisagree(let what, let managers, let sources, let month):
      return [
        "what": what, "managers": String(managers), "sources": String(sources),
        "month": month.description,
      ]
    case .notSummable(let what): return ["what": what]
    case .unknownName(let name, let kind, let allowed):
      return ["value": name, "cut": kind, "allowed": allowed.joined(separator: ", ")]
    case .missing(let month), .reasonMissing(let month): return ["month": month.description]
    case .nothingToUndo, .nothingSaid: return [:]
    case .badPair(let text): return ["value": text]
    case .badNumber(let text, let what, _): return ["value": text, "what": what]
    case .versionUnknown(let id): return ["version": String(id)]
    }
  }

  package var kind: FailureKind {
    switch self {
    case .missing, .nothingToUndo: .failure
    case .versionUnknown, .reasonMissing, .nothingSaid, .badPair, .badNumber: .usage
    default: .badData
    }
  }
}
