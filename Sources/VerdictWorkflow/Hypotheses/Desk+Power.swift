package import VerdictAnalysis
import VerdictInference
package import VerdictModel

extension Desk {
  /// What tests of several lengths could show, from the table's last 90 days.
  ///
  /// - Throws: `stageUnknown` for a key that is no counter of the funnel.
  package func power(
    stage: String,
    drawnAt: String,
    direction: Direction,
    effect: RegisteredEffect,
    base given: Double?,
    unitsPerMonth: Double?,
    weeks: [Int],
    maturityDays: Int
  ) async throws -> PowerReading {
    try await store.read { reader in
      let funnel = try reader.funnelDefinition()
      for key in [stage, drawnAt] where funnel.counter(key) == nil {
        throw WorkflowError.stageUnknown(key)
      }
      let history = try TableHistory(reader, before: try today(reader))
      let own = try history.rate(of: stage, at: drawnAt)?.rate
      let base = given ?? own ?? 0.5
      guard let size = effect.absolute(baseRate: base), size > 0 else {
        throw WorkflowError.baseRateMissing(hypothesis: "power", stage: stage)
      }
      do {
        return try PowerReading(
          PowerReading.Question(
            stage: stage,
            drawnAt: drawnAt,
            base: base,
            baseIsOwn: given != nil || own != nil,
            direction: direction,
            effect: size,
            unitsPerMonth: try unitsPerMonth ?? history.perMonth(drawnAt),
            weeks: weeks,
            managers: try reader.managers().count,
            maturityDays: maturityDays
          )
        )
      } catch let error as InferenceError {
        throw WorkflowError(error)
      }
    }
  }
}
