import GSLKit

extension DifferenceInDifferences {
  /// The same comparison at a date at which nothing started.
  public struct PlaceboDate: Hashable, Sendable {
    /// The first period that was called "after".
    public let start: Double
    /// The comparison of the rows before the rollout, cut at that date.
    public let comparison: DifferenceInDifferences
  }

  /// The comparison at every date before the rollout at which nothing started.
  ///
  /// Only rows before the start are used, cut between any two of their periods. Effects at placebo
  /// dates about as large as the real one say that the groups drift apart by themselves. Their absence
  /// proves nothing: few periods before the start see only large drifts.
  ///
  /// - Returns: one comparison for each date with all four cells, in order of dates; empty with fewer
  ///   than two periods before the start.
  /// - Throws: ``InferenceError/numerical(routine:detail:)``.
  public var placeboDates: [PlaceboDate] {
    get throws(InferenceError) {
      let before = rows.filter { !$0.post }
      var dates: [PlaceboDate] = []
      for start in Set(before.map(\.period)).sorted().dropFirst() {
        let cut = before.map {
          Row(
            unit: $0.unit,
            period: $0.period,
            treated: $0.treated,
            post: $0.period >= start,
            value: $0.value,
            weight: $0.weight
          )
        }
        let comparison = try DifferenceInDifferences(rows: cut)
        if comparison.emptyCell == nil {
          dates.append(PlaceboDate(start: start, comparison: comparison))
        }
      }
      return dates
    }
  }

  /// How much steeper the treated group rose than the others before the start, per unit of period.
  ///
  /// The difference of two straight lines fitted to the rows before the start, with errors that respect
  /// units; use CR2. A slope that is far from 0 contradicts parallel trends; one near 0 with a wide
  /// interval contradicts nothing, so look at the interval, not at p (Roth 2022, AER Insights 4:305).
  ///
  /// - Returns: nil when a group was seen in fewer than two periods before the start.
  /// - Throws: ``InferenceError/numerical(routine:detail:)``.
  public var trendDifference: ClusterContrast? {
    get throws(InferenceError) {
      let before = rows.filter { !$0.post }
      guard let first = before.map(\.period).min(), let last = before.map(\.period).max(),
        last > first
      else { return nil }
      let step = (last / 2 - first / 2).binade
      guard step > 0 else { return nil }
      let treated = try slope(before.filter(\.treated), from: first, step: step)
      let others = try slope(before.filter { !$0.treated }, from: first, step: step)
      guard let treated, let others else { return nil }
      return (treated - others).scaled(by: sides.unit / step)
    }
  }

  private func slope(
    _ group: [Row],
    from first: Double,
    step: Double
  ) throws(InferenceError) -> ClusterContrast? {
    guard Set(group.map(\.period)).count > 1 else { return nil }
    let isWeighted = group.contains { $0.weight != group[0].weight }
    let model = try LinearModel(
      design: Matrix(
        rows: group.count,
        columns: 2,
        elements: group.flatMap { [1, ($0.period / 2 - first / 2) / step * 2] }
      ),
      response: group.map(sides.value),
      weights: isWeighted ? group.map(sides.weight) : nil
    )
    return try model.clusterContrast([0, 1], by: group.map(\.unit))
  }
}
