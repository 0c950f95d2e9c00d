import GRDB
import VerdictModel

extension SQLiteWriter {
  func put(_ tally: Tally, hypothesis: String) throws -> PutOutcome {
    let entry = try entry(hypothesis)
    guard entry.state == .started else { throw ModelError.notRunning(hypothesis) }
    guard entry.form.arms.contains(where: { $0.key == tally.arm }) else {
      throw ModelError.unknownArm(hypothesis: hypothesis, arm: tally.arm)
    }
    try refuseUnits(tally, hypothesis: entry.id)
    let batch = try currentBatch()
    let key = [
      entry.id, try terms.assign(.measure, tally.measure), try terms.assign(.arm, tally.arm),
      tally.day.number, try terms.assign(.manager, tally.manager),
      try terms.assign(.source, tally.source), try terms.assign(.segment, tally.segment),
    ]
    let find = try statements(
      "SELECT trials, successes FROM tally WHERE \(BatchedTable.tally.keyCondition)"
    )
    for (index, value) in key.enumerated() { find.bind(Int32(index + 1), value) }
    let isKnown = try find.next()
    let isSame =
      isKnown && find.int64(0) == tally.trials && find.optionalInt64(1) == tally.successes
    find.rewind()
    let outcome: PutOutcome = isSame ? .same : isKnown ? .changed : .new
    try count(outcome)
    if isSame { return outcome }
    if isKnown { try keep(.tally, key.map { .number($0) }) }
    let write = try statements(
      """
      INSERT OR REPLACE INTO tally(
        hypothesis, measure, arm, day, manager, source, segment, trials, successes, batch)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    for (index, value) in key.enumerated() { write.bind(Int32(index + 1), value) }
    write.bind(8, tally.trials)
    write.bind(9, tally.successes)
    write.bind(10, batch)
    try write.run()
    forgetTallies()
    return outcome
  }

  private func refuseUnits(_ tally: Tally, hypothesis: Int) throws {
    try settle()
    guard let cut = try terms.find(.cut, Cut.all.key), let arm = try terms.find(.arm, tally.arm)
    else { return }
    let find = try statements(
      """
      SELECT 1 FROM exposed
      WHERE hypothesis = ? AND cut = ? AND arm = ? AND stratum = 0 AND day = ?
      """
    )
    for (index, value) in [hypothesis, cut, arm, tally.day.number].enumerated() {
      find.bind(Int32(index + 1), value)
    }
    defer { find.rewind() }
    guard try find.next() else { return }
    throw ModelError.refused([
      Refusal(
        place: nil,
        code: "tally.withUnits",
        value: tally.day.description,
        values: ["arm": tally.arm, "measure": tally.measure]
      )
    ])
  }
}
