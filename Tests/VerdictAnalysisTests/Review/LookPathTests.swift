import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("The difference look by look")
struct LookPathTests {
  typealias Trial = HandmadeTrial

  @Test(
    "Four looks at quarters have O'Brien and Fleming's boundaries",
    arguments: [TestMode.exact, .score]
  )
  func boundaries(mode: TestMode) throws {
    let trial = Trial(Trial.quarters([6, 12, 18, 24], [9, 19, 29, 42]), mode: mode)
    let evaluation = try trial.evaluate()
    #expect(evaluation.verdict == .confirmed)
    let path = try #require(evaluation.path)
    #expect(path.map(\.asOf) == Trial.closes)
    // gsDesign 3.6, sfLDOF, one-sided .025 at t = .25, .5, .75, 1: 4.333, 2.963, 2.359, 2.014.
    for (point, wanted) in zip(path, [4.333, 2.963, 2.359, 2.014]) {
      #expect(abs((point.boundary ?? 0) - wanted) < 0.002)
    }
    for (point, wanted) in zip(path, [0.25, 0.5, 0.75, 1]) {
      #expect(abs(point.fraction - wanted) < 1e-12)
    }
    // Successes over trials, by hand: 9/15 − 6/15 … 42/60 − 24/60.
    for (point, wanted) in zip(path, [3.0 / 15, 7.0 / 30, 11.0 / 45, 18.0 / 60]) {
      #expect(abs((point.estimate ?? 9) - wanted) < 1e-12)
    }
    // The last point is what the card says.
    #expect(path.last?.interval == evaluation.effect?.interval)
    #expect(path.last?.estimate == evaluation.effect?.estimate)
    // The first look could not have excluded zero, the last one does.
    #expect((path[0].interval.lower ?? 0) < 0)
    #expect((path[3].interval.lower ?? 0) > 0)
  }

  @Test("A card that must be blind has no path, nor has one whose data are unusable")
  func blind() throws {
    let early = try Trial(Trial.quarters([6, 12], [9, 19])).evaluate()
    #expect(early.verdict == .tooEarly)
    #expect(early.path == nil)
    var broken = Trial(Trial.quarters([5, 10, 15, 20], [6, 15, 25, 40]))
    broken.differing = 20
    let invalid = try broken.evaluate()
    #expect(invalid.verdict == .invalidData)
    #expect(invalid.path == nil)
  }
}
