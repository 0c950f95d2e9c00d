/// The calculations of this module.
public enum Calculations {
  /// All methods of this module; other modules extend it with ``CalculationRegistry/adding(_:)``.
  public static let all = CalculationRegistry([
    OneProportionCalculation.self,
    TwoProportionsCalculation.self,
    MeansCalculation.self,
    RatioCalculation.self,
    CountsCalculation.self,
    PowerProportionsCalculation.self,
    PowerMeansCalculation.self,
    BayesProportionsCalculation.self,
    ChooseCalculation.self,
    BoundariesCalculation.self,
    SequentialEstimateCalculation.self,
    ConditionalPowerCalculation.self,
    AnytimeCalculation.self,
    AllocationCalculation.self,
    MultiplicityCalculation.self,
    StratifiedCalculation.self,
    SurvivalCalculation.self,
    InterruptedSeriesCalculation.self,
    DifferenceInDifferencesCalculation.self,
    ControlChartCalculation.self,
    NoncomplianceCalculation.self,
    ClustersCalculation.self,
    WinnersCurseCalculation.self,
    MoneyCalculation.self,
    PlanNeedsCalculation.self,
    ClaimCalculation.self,
  ])
}
