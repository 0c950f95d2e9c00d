import VerdictModel

extension SQLiteWriter {
  func keep(_ row: AdRow) throws {
    let batch = try currentBatch()
    let write = try statements(
      """
      INSERT INTO raw_row(batch, seq, account, campaign, day, source, counter, value)
      VALUES (?1, (SELECT ifnull(max(seq), 0) + 1 FROM raw_row WHERE batch = ?1), ?2, ?3, ?4, ?5, ?6, ?7)
      """
    )
    write.bind(1, batch)
    write.bind(2, row.account)
    write.bind(3, row.campaign)
    write.bind(4, row.day.number)
    write.bind(5, try terms.assign(.source, row.source))
    write.bind(6, try terms.assign(.counter, row.counter))
    write.bind(7, row.value)
    try write.run()
  }
}
