import Foundation
import GRDB
import VerdictModel

extension SQLiteWriter {
  func register(_ form: HypothesisForm, bytes: [UInt8], sha256: String) throws {
    let known = try catalogue().first { $0.key == form.id }
    if known?.state == .started { throw ModelError.hypothesisExists(form.id) }
    try database.execute(
      sql: """
        INSERT INTO hypothesis(key, state, form, sha256, author, at)
        VALUES (?, 'draft', ?, ?, ?, ?)
        ON CONFLICT(key) DO UPDATE SET form = excluded.form, sha256 = excluded.sha256,
          author = excluded.author, at = excluded.at
        """,
      arguments: [form.id, Data(bytes), sha256, act.author, act.at.microseconds]
    )
    forgetCatalogue()
  }

  func start(_ form: HypothesisForm, bytes: [UInt8], sha256: String, seal: [UInt8]?) throws {
    let known = try entry(form.id)
    guard known.state == .draft else { throw ModelError.notDraft(form.id) }
    try database.execute(
      sql: """
        UPDATE hypothesis SET state = 'started', form = ?, sha256 = ?, seal = ?, author = ?, at = ?
        WHERE id = ?
        """,
      arguments: [
        Data(bytes), sha256, seal.map { Data($0) }, act.author, act.at.microseconds, known.id,
      ]
    )
    forgetCatalogue()
  }

  func amend(_ form: HypothesisForm, bytes: [UInt8], sha256: String, reason: String) throws {
    let known = try entry(form.id)
    guard known.state == .started else { throw ModelError.notRunning(form.id) }
    let number =
      try Int.fetchOne(
        database,
        sql: "SELECT coalesce(max(number), 0) + 1 FROM amendment WHERE hypothesis = ?",
        arguments: [known.id]
      ) ?? 1
    try database.execute(
      sql: """
        INSERT INTO amendment(hypothesis, number, form, sha256, reason, author, at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        known.id, number, Data(bytes), sha256, reason, act.author, act.at.microseconds,
      ]
    )
    forgetCatalogue()
    let new = try entry(form.id).form
    if new.watchedStages != known.form.watchedStages || new.cuts != known.form.cuts
      || new.arms.map(\.key) != known.form.arms.map(\.key)
    {
      try rebuildCells(of: known.id, key: form.id)
    }
  }

  func draw(_ hypothesis: String, _ entry: AllocationEntry) throws {
    let known = try self.entry(hypothesis)
    guard known.state == .started else { throw ModelError.notRunning(hypothesis) }
    guard known.form.arms.contains(where: { $0.key == entry.arm }) else {
      throw ModelError.unknownArm(hypothesis: hypothesis, arm: entry.arm)
    }
    let isTaken = try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS(SELECT 1 FROM allocation
          WHERE hypothesis = ?1 AND (unit = ?2 OR (stratum = ?3 AND position = ?4)))
        """,
      arguments: [known.id, entry.unit, entry.stratum, entry.position]
    )
    if isTaken == true { throw ModelError.appendOnly(table: "allocation") }
    try database.execute(
      sql: """
        INSERT INTO allocation(hypothesis, stratum, position, arm, unit, author, at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        known.id, entry.stratum, entry.position, entry.arm, entry.unit, entry.author,
        entry.at.microseconds,
      ]
    )
  }

  func bet(_ bet: Bet) throws {
    let id = try entry(bet.hypothesis).id
    let isPlaced = try Bool.fetchOne(
      database,
      sql: "SELECT EXISTS(SELECT 1 FROM bet WHERE hypothesis = ? AND person = ?)",
      arguments: [id, bet.person]
    )
    if isPlaced == true { throw ModelError.appendOnly(table: "bet") }
    try database.execute(
      sql: "INSERT INTO bet(hypothesis, person, direction, size, at) VALUES (?, ?, ?, ?, ?)",
      arguments: [id, bet.person, bet.direction, bet.size, bet.at.microseconds]
    )
  }

  func glance(_ glance: Glance) throws {
    try database.execute(
      sql: "INSERT INTO glance(hypothesis, who, at, reason) VALUES (?, ?, ?, ?)",
      arguments: [
        try entry(glance.hypothesis).id, glance.who, glance.at.microseconds, glance.reason,
      ]
    )
  }
}
