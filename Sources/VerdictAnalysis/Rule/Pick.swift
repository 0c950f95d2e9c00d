package import VerdictInference

/// What goal `choose` would pick and what either mistake costs, whichever posterior said it.
package struct Pick: Hashable, Sendable {
  package let picksVariant: Bool
  package let probabilityVariantBetter: Double
  package let probabilityWrong: Double
  /// Expected losses of choosing that arm, in units of the metric per unit.
  package let lossIfVariant: Double
  package let lossIfControl: Double
  package let interval: Interval

  package init(_ reading: ChoiceReading) {
    picksVariant = reading.pick == .variant
    probabilityVariantBetter = reading.probabilityVariantBetter
    probabilityWrong = reading.probabilityWrong
    lossIfVariant = reading.expectedLoss.variant
    lossIfControl = reading.expectedLoss.control
    interval = reading.interval
  }

  package init(_ reading: NormalChoice) {
    picksVariant = reading.pick == .variant
    probabilityVariantBetter = reading.probabilityVariantBetter
    probabilityWrong = reading.probabilityWrong
    lossIfVariant = reading.expectedLoss.variant
    lossIfControl = reading.expectedLoss.control
    interval = reading.interval
  }
}
