import Testing
import VerdictInference

@Suite("StratifiedMeans")
struct StratifiedMeansTests {
  private func stratum(_ control: [Double], _ variant: [Double]) throws -> StratifiedMeans.Stratum {
    StratifiedMeans.Stratum(control: try Moments(control), variant: try Moments(variant))
  }

  private func strata() throws -> [StratifiedMeans.Stratum] {
    [
      try stratum([0, 0, 300, 0, 520, 0], [0, 410, 0, 640, 0]),
      try stratum([0, 0, 0, 250], [700, 0, 0, 0, 380, 0, 0]),
      try stratum([90], [0, 120]),
    ]
  }

  /// The formula written once more in NumPy, p and interval by SciPy's t (NumPy 1.24, SciPy 1.10).
  @Test("three managers agree with NumPy and SciPy")
  func oracle() throws {
    let test = try #require(StratifiedMeans.difference(try strata()))
    #expect(agrees(test.estimate, 69.642_857_142_857_14, relative: 1e-13))
    #expect(agrees(test.standardError, 95.435_584_680_162_25, relative: 1e-13))
    #expect(agrees(test.degreesOfFreedom, 18.866_117_964_423_26, relative: 1e-12))
    #expect(agrees(test.pValueGreater(), 0.237_257_488_678_028_2, relative: 1e-9))
    let interval = try test.interval()
    #expect(agrees(interval.lower, -130.202_101_210_889_85, relative: 1e-9))
    #expect(agrees(interval.upper, 269.487_815_496_604_1, relative: 1e-9))
  }

  @Test("one stratum is Welch's test itself")
  func single() throws {
    let only = try stratum([0, 0, 300, 0, 520, 0], [0, 410, 0, 640, 0])
    let welch = try #require(WelchTest.difference(control: only.control, variant: only.variant))
    let test = try #require(StratifiedMeans.difference([only]))
    #expect(agrees(test.estimate, welch.estimate, relative: 1e-15))
    #expect(agrees(test.standardError, welch.standardError, relative: 1e-15))
    #expect(agrees(test.degreesOfFreedom, welch.degreesOfFreedom ?? 0, relative: 1e-14))
  }

  @Test("swapping the arms mirrors the answer, and order does not matter")
  func laws() throws {
    let test = try #require(StratifiedMeans.difference(try strata()))
    let swapped = try #require(
      StratifiedMeans.difference(
        try strata().map { StratifiedMeans.Stratum(control: $0.variant, variant: $0.control) }
      )
    )
    #expect(swapped.estimate == -test.estimate)
    #expect(agrees(swapped.standardError, test.standardError, relative: 1e-15))
    #expect(agrees(swapped.pValueLess(), test.pValueGreater(), relative: 1e-12))
    let turned = try #require(StratifiedMeans.difference(try strata().reversed()))
    #expect(agrees(turned.estimate, test.estimate, relative: 1e-14))
  }

  @Test("a stratum with one arm compares nothing; without spread there is no answer")
  func edges() throws {
    let more = try strata() + [try stratum([], [5, 6]), try stratum([700], [])]
    #expect(StratifiedMeans.difference(more) == StratifiedMeans.difference(try strata()))
    #expect(StratifiedMeans.difference([]) == nil)
    #expect(StratifiedMeans.difference([try stratum([1], [2])]) == nil)
    #expect(StratifiedMeans.difference([try stratum([0, 0], [0, 0])]) == nil)
  }
}
