/// The calculations of this module.
public enum Calculations {
  /// All methods of this module; other modules extend it with ``CalculationRegistry/adding(_:)``.
  public static let all = CalculationRegistry([
    OneProportionCalculation.self,
    TwoProportionsCalculation.self,
    ChooseCalculation.self,
    BoundariesCalculation.self,
    SequentialEstimateCalculation.self,
    ConditionalPowerCalculation.self,
    AnytimeCalculation.self,
    MultiplicityCalculation.self,
    StratifiedCalculation.self,
    SurvivalCalculation.self,
    ControlChartCalculation.self,
    ClaimCalculation.self,
  ])
}
