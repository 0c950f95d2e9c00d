import Synchronization
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Forecasts already made: each plays thousands of tests, and the same question has the same answer.
enum ForecastMemo {
  struct Question: Hashable, Sendable {
    let form: HypothesisForm
    let unitsPerArm: Int
    let unitsPerMonth: Double?
    let base: Double
    let baseIsOwn: Bool
    /// Of a measure: the standard deviation of one unit's number.
    let spread: Double?
    /// Days on which people work, as far as a test on slices depends on them.
    let calendar: WorkingCalendar
  }

  /// Questions remembered; beyond them all are forgotten and asked anew.
  private static let largest = 200
  private static let known = Mutex<[Question: RegistrationForecast]>([:])

  static func answer(
    _ question: Question
  ) throws(InferenceError) -> RegistrationForecast {
    if let answer = known.withLock({ $0[question] }) { return answer }
    let answer =
      if let design = question.form.allocation.slices {
        try SliceForecaster.forecast(
          form: question.form,
          design: design,
          unitsPerMonth: question.unitsPerMonth,
          base: question.base,
          baseIsOwn: question.baseIsOwn,
          calendar: question.calendar
        )
      } else {
        try Forecaster.forecast(
          form: question.form,
          unitsPerArm: question.unitsPerArm,
          unitsPerMonth: question.unitsPerMonth,
          base: question.base,
          baseIsOwn: question.baseIsOwn,
          spread: question.spread
        )
      }
    known.withLock { known in
      if known.count >= largest { known = [:] }
      known[question] = answer
    }
    return answer
  }
}
