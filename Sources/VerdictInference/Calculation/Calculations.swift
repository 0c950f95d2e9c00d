/// The calculations of this module.
public enum Calculations {
  /// All methods of this module; other modules extend it with ``CalculationRegistry/adding(_:)``.
  public static let all = CalculationRegistry([
    OneProportionCalculation.self, TwoProportionsCalculation.self, ChooseCalculation.self,
    BoundariesCalculation.self, SequentialEstimateCalculation.self,
    ConditionalPowerCalculation.self,
    AnytimeCalculation.self, StratifiedCalculation.self, ClaimCalculation.self,
  ])
}
