package import VerdictModel

/// Units by the day they came in: how many have reached each later stage by now.
///
/// The period reading divides this month's payments by this month's leads, whoever they were; this one
/// follows the same clients. A young cohort has not had its time yet, and says so.
package struct CohortTable: Hashable, Sendable, Codable {
  package let stages: [CohortStage]
  /// Oldest first.
  package let cohorts: [Cohort]

  package init(stages: [CohortStage], cohorts: [Cohort]) {
    self.stages = stages
    self.cohorts = cohorts
  }
}

/// A stage units reach, and how long they take.
package struct CohortStage: Hashable, Sendable, Codable {
  package let key: String
  package let title: Title
  /// Days after which nine in ten of those who will reach it have; nil without twenty that reached it.
  package let ripeAfter: Int?
}

/// The units that came in within one period.
package struct Cohort: Hashable, Sendable, Codable {
  package let key: String
  package let start: Day
  package let end: Day
  package let units: Int64
  /// One a stage: how many reached it by the table's day.
  package let reached: [Int64]
  /// One a stage: the youngest of the cohort have not had their time.
  package let isMaturing: [Bool]
}
