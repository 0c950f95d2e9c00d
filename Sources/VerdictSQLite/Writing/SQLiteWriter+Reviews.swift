import Foundation
import GRDB
import VerdictModel

extension SQLiteWriter {
  func publish(_ review: PublishedReview, looks: [LookRecord]) throws {
    let period = review.period.description
    if try self.review(review.period) != nil { throw ModelError.reviewPublished(period: period) }
    try database.execute(
      sql: """
        INSERT INTO review(period, as_of, at, author, program, schema, json, wall_ru, wall_en,
          head_ru, head_en, sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        period, review.asOf.number, review.at.microseconds, review.author, review.program,
        review.schema, Data(review.json), Data(review.wallRu), Data(review.wallEn),
        Data(review.headRu), Data(review.headEn), review.sha256,
      ]
    )
    for look in looks { try record(look) }
  }

  private func record(_ look: LookRecord) throws {
    let id = try entry(look.hypothesis).id
    let isTaken = try Bool.fetchOne(
      database,
      sql: "SELECT EXISTS(SELECT 1 FROM look WHERE hypothesis = ? AND number = ?)",
      arguments: [id, look.number]
    )
    if isTaken == true { throw ModelError.appendOnly(table: "look") }
    try database.execute(
      sql: """
        INSERT INTO look(hypothesis, number, period, as_of, information, planned, spent, boundary,
          statistic, verdict, evaluation, sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, look.number, look.period.description, look.asOf.number, look.information, look.planned,
        look.spent, look.boundary, look.statistic, look.verdict.rawValue, Data(look.evaluation),
        look.sha256,
      ]
    )
  }

  func decide(_ decision: Decision) throws {
    try database.execute(
      sql: """
        INSERT INTO decision(hypothesis, period, choice, why, lesson, owner, due, check_on, author,
          at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        try entry(decision.hypothesis).id, decision.period.description, decision.choice.rawValue,
        decision.why, decision.lesson, decision.owner, decision.due?.number,
        decision.checkOn?.number, decision.author, decision.at.microseconds,
      ]
    )
  }
}
