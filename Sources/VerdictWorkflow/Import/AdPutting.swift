import VerdictModel

/// Puts an ad report: rows as they came, and the table's cells as sums over all accounts.
///
/// The last file of an account speaks for each of its days; another account's numbers stay beside it.
struct AdPutting {
  private struct Key: Hashable {
    let day: Day
    let counter: String
  }

  let writer: any StoreWriter
  let preset: String
  /// The account the person named.
  let account: String?
  let days: ClosedRange<Day>

  func put(_ rows: [AdRow]) throws -> [PutOutcome] {
    var outcomes: [PutOutcome] = []
    for source in Set(rows.map(\.source)).sorted() {
      outcomes += try put(rows.filter { $0.source == source }, of: source)
    }
    return outcomes
  }

  private func put(_ rows: [AdRow], of source: String) throws -> [PutOutcome] {
    let before = try writer.adSums(source: source, days: days)
    let accounts = Set(rows.map(\.account)).sorted()
    try refuseTwice(source, accounts, before)
    for account in accounts { try refuseUnclear(source, account, rows) }
    for account in accounts {
      for day in days {
        let mark = AdRow(
          account: account,
          campaign: "",
          day: day,
          source: source,
          counter: nil,
          value: 0
        )
        try writer.keep(mark)
      }
    }
    for row in rows { try writer.keep(row) }
    let after = sums(try writer.adSums(source: source, days: days))
    let known = sums(before)
    return try Set(after.keys).union(known.keys)
      .sorted { ($0.day, $0.counter) < ($1.day, $1.counter) }
      .map { key in
        try writer.put(
          FunnelCell(
            day: key.day,
            source: source,
            manager: nil,
            counter: key.counter,
            // What no file gives any more is withdrawn, not zero.
            value: after[key]
          )
        )
      }
  }

  private func sums(_ rows: [AdSum]) -> [Key: Int64] {
    Dictionary(
      rows.map { (Key(day: $0.day, counter: $0.counter), $0.value) },
      uniquingKeysWith: +
    )
  }

  /// Metrica's expenses are the cabinets' own: both together would count the money twice.
  private func refuseTwice(_ source: String, _ accounts: [String], _ before: [AdSum]) throws {
    let other = before.first { row in
      row.preset != preset && (row.preset == "metrica" || preset == "metrica")
        && !accounts.contains(row.account)
    }
    guard let other else { return }
    throw WorkflowError.adsTwice(source: source, preset: preset, other: other.preset)
  }

  /// A file without an account's name and without any campaign known so far may be another account's.
  private func refuseUnclear(_ source: String, _ account: String, _ rows: [AdRow]) throws {
    guard account.isEmpty, self.account == nil else { return }
    let known = try writer.adCampaigns(source: source, account: account, days: days)
    let own = Set(rows.map(\.campaign)).subtracting([""])
    guard !known.isEmpty, !own.isEmpty, known.isDisjoint(with: own) else { return }
    throw WorkflowError.accountUnclear(source: source, known: known.sorted())
  }
}
