/// The p-values of both sides of a test, and of the two together.
///
/// Two-sided is twice the smaller side, at most 1: each side errs at most half of what is promised,
/// also where the distribution is not symmetric. (Software that adds all outcomes no more likely
/// than the observed one, or as far from the mean, differs there.)
public struct SidedPValues: Hashable, Sendable {
  /// p against a smaller variant: the probability of as little or less.
  public let less: Double
  /// p against a larger variant: the probability of as much or more.
  public let greater: Double

  /// Both sides; each includes the observed outcome.
  public init(less: Double, greater: Double) {
    self.less = min(less, 1)
    self.greater = min(greater, 1)
  }

  /// min(1, 2·min(less, greater)).
  public var twoSided: Double { min(1, 2 * min(less, greater)) }

  /// The same seen from the other arm.
  public var swapped: SidedPValues { SidedPValues(less: greater, greater: less) }
}
