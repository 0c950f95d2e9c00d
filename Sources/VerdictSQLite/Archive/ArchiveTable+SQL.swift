package import VerdictModel

extension ArchiveTable {
  /// The table that keeps it.
  var stored: String {
    switch name {
    case "settings": "setting"
    case "names": "term"
    case "other-names": "alias"
    case "batches": "batch"
    case "former-rows": "before"
    case "daily-table": "funnel"
    case "ad-rows": "raw_row"
    case "plan-versions": "plan_version"
    case "plans": "plan"
    case "norms": "norm"
    case "hypotheses": "hypothesis"
    case "amendments": "amendment"
    case "draws": "allocation"
    case "bets": "bet"
    case "glances": "glance"
    case "units": "exposure"
    case "segments": "trait"
    case "crossovers": "crossover"
    case "outcomes": "event"
    case "tallies": "tally"
    case "looks": "look"
    case "reviews": "review"
    case "decisions": "decision"
    case "cases": "signal_case"
    case "case-subjects": "case_subject"
    case "people": "account"
    case "audit": "audit"
    default: preconditionFailure("every archive table has its table: \(name)")
    }
  }

  var readSQL: String {
    let order =
      keys.isEmpty ? "rowid" : keys.map { "\"\($0)\"" }.joined(separator: ", ")
    return "SELECT \(names) FROM \(stored) ORDER BY \(order)"
  }

  var writeSQL: String {
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    switch name {
    // A new store has settings of its own.
    case "settings": return "INSERT OR REPLACE INTO setting(\(names)) VALUES (\(places))"
    // Nobody can log in with a password that is no hash.
    case "people": return "INSERT INTO account(\(names), password) VALUES (\(places), '')"
    default: return "INSERT INTO \(stored)(\(names)) VALUES (\(places))"
    }
  }

  private var names: String { columns.map { "\"\($0.name)\"" }.joined(separator: ", ") }
}

/// What an archive leaves behind, by table: it follows from the rows, or ends with a sign-in.
package enum NotArchived {
  package static let tables = [
    "exposed", "followed", "funnel_sum", "session", "invitation", "submission",
  ]
  package static let columns = ["account": ["password"]]

  /// The table that keeps an archive's.
  package static func stored(_ table: ArchiveTable) -> String { table.stored }
}
