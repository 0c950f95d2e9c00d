import GSLKit

extension DifferenceInDifferences {
  /// The estimate with errors for dependent rows of a unit; nil where ``emptyCell`` says why.
  ///
  /// CR0 and CR1 are judged on G − 1 degrees of freedom for G units, CR2 on Satterthwaite's. When one
  /// unit alone fills a cell of the table, ``ClusterContrast/selfDeterminedClusters`` is above 0 and none
  /// of the errors means anything: the spread between units of that cell was never seen.
  ///
  /// - Throws: ``InferenceError/numerical(routine:detail:)``.
  public var clustered: ClusterContrast? {
    get throws(InferenceError) {
      guard emptyCell == nil else { return nil }
      let treated = try change(treated: true)
      let others = try change(treated: false)
      return (treated.contrast - others.contrast).scaled(by: sides.unit)
    }
  }

  /// The test with rows taken as independent, t on n − 4 degrees of freedom.
  ///
  /// Shown because others print it: rows of one unit are not independent, and the error is then too
  /// small, often by half (Bertrand, Duflo & Mullainathan 2004).
  ///
  /// - Parameter kind: how the variance of a row is estimated.
  /// - Returns: the test; nil without an estimate, with four rows or fewer, or, for HC2 and HC3, when a
  ///   row alone fills a cell.
  /// - Throws: ``InferenceError/numerical(routine:detail:)``.
  public func rowTest(_ kind: LinearModel.RowCovariance) throws(InferenceError) -> CoefficientTest?
  {
    guard emptyCell == nil, rows.count > 4 else { return nil }
    let treated = try change(treated: true)
    let others = try change(treated: false)
    let (n, contrast) = (Double(rows.count), [-1.0, 1])
    let variance: Double
    switch kind {
    case .classical:
      let sum = treated.model.residualSumOfSquares + others.model.residualSumOfSquares
      variance =
        sum / (n - 4)
        * (treated.model.unscaledCovariance.form(contrast, contrast)
          + others.model.unscaledCovariance.form(contrast, contrast))
    case .hc0, .hc1, .hc2, .hc3:
      let each: LinearModel.RowCovariance = kind == .hc1 ? .hc0 : kind
      guard let one = treated.model.covariance(each), let other = others.model.covariance(each)
      else { return nil }
      let sum = one.form(contrast, contrast) + other.form(contrast, contrast)
      variance = kind == .hc1 ? n / (n - 4) * sum : sum
    }
    return CoefficientTest(
      estimate: (treated.contrast.estimate - others.contrast.estimate) * sides.unit,
      standardError: max(variance, 0).squareRoot() * sides.unit,
      degreesOfFreedom: n - 4
    )
  }

  /// One group: a mean before, a mean after, and the change between them.
  private func change(
    treated: Bool
  ) throws(InferenceError) -> (model: LinearModel, contrast: ClusterContrast) {
    let group = rows.filter { $0.treated == treated }
    let isWeighted = rows.contains { $0.weight != rows[0].weight }
    let model = try LinearModel(
      design: Matrix(
        rows: group.count,
        columns: 2,
        elements: group.flatMap { $0.post ? [0, 1] : [1, 0] }
      ),
      response: group.map(sides.value),
      weights: isWeighted ? group.map(sides.weight) : nil
    )
    return (model, try model.clusterContrast([-1, 1], by: group.map(\.unit)))
  }
}
