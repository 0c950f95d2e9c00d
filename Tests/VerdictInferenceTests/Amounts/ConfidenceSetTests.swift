import Testing
import VerdictInference

@Suite("ConfidenceSet")
struct ConfidenceSetTests {
  @Test("roots agree with 700 digits at any scale", arguments: AmountOracles.ratios.quadratics)
  func roots(_ oracle: AmountOracles.Quadratic) throws {
    let (a, b, c) = (oracle.coefficients[0], oracle.coefficients[1], oracle.coefficients[2])
    let set = try #require(ConfidenceSet.solutions(a: a, b: b, c: c))
    guard let roots = oracle.roots else {
      #expect(set == (a > 0 ? .empty : .line))
      return
    }
    // A few units in the last place; the discriminant is exact, so close roots keep theirs too.
    func close(_ value: Double?, _ expected: Double?) -> Bool {
      guard let expected else { return value == nil }
      return agrees(value, expected, relative: 1e-14)
    }
    switch set {
    case .interval(let interval):
      // Below the smallest coefficients the far root is no number: a half-line is left.
      #expect(a > 0 || roots[1] == nil && interval.lower == nil)
      #expect(
        a < 0
          ? close(interval.upper, roots[0])
          : close(interval.lower, roots[0]) && close(interval.upper, roots[1])
      )
    case .outside(let lower, let upper):
      #expect(a < 0)
      #expect(close(lower, roots[0]) && close(upper, roots[1]))
    case .line, .empty:
      // A double root of an opening below leaves no gap.
      #expect(a < 0 && set == .line && roots[0] == roots[1])
    }
  }

  @Test("what is no quadratic is a half-line, the line or nothing")
  func linear() {
    #expect(
      ConfidenceSet.solutions(a: 0, b: 2, c: -3)
        == .interval(Interval(lower: nil, upper: 1.5))
    )
    #expect(
      ConfidenceSet.solutions(a: 0, b: -2, c: -3) == .interval(Interval(lower: -1.5, upper: nil))
    )
    #expect(ConfidenceSet.solutions(a: 0, b: 0, c: 0) == .line)
    #expect(ConfidenceSet.solutions(a: 0, b: 0, c: 1e-300) == .empty)
    #expect(ConfidenceSet.solutions(a: 1, b: 0, c: 0) == .interval(Interval(lower: 0, upper: 0)))
    #expect(ConfidenceSet.solutions(a: -1, b: 0, c: 0) == .line)
    #expect(ConfidenceSet.solutions(a: .nan, b: 0, c: 0) == nil)
    #expect(ConfidenceSet.solutions(a: 1, b: .infinity, c: 0) == nil)
  }

  @Test("a set holds exactly the points where the quadratic is not positive")
  func membership() throws {
    var numbers = SystemlessNumbers(seed: 3)
    for _ in 0..<2_000 {
      let (a, b, c) = (numbers.signed(4), numbers.signed(4), numbers.signed(4))
      let set = try #require(ConfidenceSet.solutions(a: a, b: b, c: c))
      for _ in 0..<10 {
        let x = numbers.signed(6)
        let value = (a * x + b) * x + c
        let rounding = 1e-12 * (abs(a) * x * x + abs(b * x) + abs(c))
        if abs(value) > rounding { #expect(set.contains(x) == (value < 0), "\(a) \(b) \(c) \(x)") }
      }
    }
  }

  @Test("negating and shifting a set moves its points")
  func moved() {
    let sets: [ConfidenceSet] = [
      .interval(Interval(lower: -1, upper: 3)), .outside(lower: -1, upper: 3), .line, .empty,
      .interval(Interval(lower: 2, upper: nil)),
    ]
    for set in sets {
      for x in [-7.5, -3, -1, 0, 1, 2.5, 3, 9] {
        #expect(set.negated.contains(-x) == set.contains(x))
        #expect(set.shifted(by: 2).contains(x + 2) == set.contains(x))
      }
      #expect(!set.contains(.nan))
      #expect(set.negated.negated == set)
    }
    #expect(
      ConfidenceSet.interval(Interval(lower: 0, upper: 1e308)).shifted(by: 1e308).interval?.upper
        == nil
    )
    #expect(ConfidenceSet.line.interval == Interval(lower: nil, upper: nil))
    #expect(ConfidenceSet.outside(lower: 0, upper: 1).interval == nil)
    #expect(sets.map(\.isBounded) == [true, false, false, true, false])
  }

  @Test("a set is written with its kind and read back")
  func written() {
    let sets: [(ConfidenceSet, String)] = [
      (
        .interval(Interval(lower: 0.5, upper: nil)),
        "{\"kind\":\"interval\",\"lower\":0.5,\"upper\":null}"
      ),
      (.outside(lower: -1, upper: 2), "{\"kind\":\"outside\",\"lower\":-1,\"upper\":2}"),
      (.line, "{\"kind\":\"line\",\"lower\":null,\"upper\":null}"),
      (.empty, "{\"kind\":\"empty\",\"lower\":null,\"upper\":null}"),
    ]
    for (set, text) in sets {
      let value = CalculationValue(set)
      #expect(value.json == text)
      #expect(value.asConfidenceSet == set)
    }
    #expect(CalculationValue(ConfidenceSet?.none) == .null)
    #expect(CalculationValue.null.asConfidenceSet == nil)
  }
}
