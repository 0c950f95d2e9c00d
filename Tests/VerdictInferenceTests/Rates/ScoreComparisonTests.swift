import GSLKit
import Testing
import VerdictInference

@Suite("ScoreComparison")
struct ScoreComparisonTests {
  @Test(
    "a level is reached exactly when the statistic, worked out, reaches it",
    arguments: [(3, 3), (7, 15), (40, 12), (1, 30), (25, 31)]
  )
  func agreesWithStatistic(_ sizes: (Int, Int)) throws {
    let (m, n) = sizes
    for delta in [-0.95, -0.4, -1e-6, 1e-9, 0.01, 0.3, 0.8] {
      for level in [-30.0, -2.5, -0.3, 0, 1e-7, 0.9, 3, 40] {
        let comparison = ScoreComparison(
          level: level,
          difference: delta,
          controlTrials: Double(m),
          variantTrials: Double(n)
        )
        for a in 0...m {
          for b in 0...n {
            let test = try ScoreTest(
              control: EffectiveCount([a, m].count()),
              variant: EffectiveCount([b, n].count())
            )
            let z = test.statistic(at: delta)
            // Within rounding of the level either answer is right.
            if abs(z - level) < 1e-9 * (1 + abs(z)) { continue }
            #expect(
              comparison.isReached(control: Double(a), variant: Double(b)) == (z >= level),
              "\(a)/\(m) \(b)/\(n) at \(delta), z \(z), level \(level)"
            )
          }
        }
      }
    }
  }
}
