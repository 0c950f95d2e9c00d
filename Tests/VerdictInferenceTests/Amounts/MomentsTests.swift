import Foundation
import Testing
import VerdictInference

@Suite("Moments")
struct MomentsTests {
  /// Values whose variance is 8.26 to the printed digits, moved by a thousand million.
  private let spread = [1.0, 4, 7, 2, 8, 5, 3, 9, 6, 10, 4.5, 0.5]

  @Test("near 1e9 no digit of the variance is lost, where raw sums have none left")
  func nearBillion() throws {
    let near = try Moments(spread)
    let far = try Moments(spread.map { $0 + 1e9 })
    let variance = try #require(near.variance)
    // Halves are exact at 1e9, so the variance is the same to rounding.
    #expect(agrees(far.variance, variance, relative: 1e-14))
    let n = Double(spread.count)
    let moved = spread.map { $0 + 1e9 }
    let (sum, squares) = (moved.reduce(0, +), moved.reduce(0) { $0 + $1 * $1 })
    let raw = (squares - sum * sum / n) / (n - 1)
    #expect(abs(raw - variance) > variance / 2)
    #expect(agrees(far.mean, 1e9 + spread.reduce(0, +) / n, relative: 1e-15))
  }

  @Test("merging in any order and any cut gives the same moments")
  func merging() throws {
    var numbers = SystemlessNumbers(seed: 1)
    for height in [0.0, 1e6, -1e9] {
      let values = numbers.amounts(500).map { $0 + height }
      let whole = try Moments(values)
      var parts: [Moments] = []
      for start in stride(from: 0, to: 500, by: 125) {
        parts.append(try Moments(Array(values[start..<(start + 125)])))
      }
      let forward = parts.reduce(try Moments([]), +)
      let backward = parts.reversed().reduce(try Moments([]), +)
      for merged in [forward, backward] {
        #expect(merged.count == whole.count)
        #expect(agrees(merged.mean, whole.mean ?? .nan, relative: 1e-14))
        #expect(agrees(merged.squares, whole.squares, relative: 1e-9))
      }
      #expect(parts[0] + parts[1] == parts[1] + parts[0])
      #expect(try parts[2] + Moments([]) == parts[2])
    }
  }

  @Test("a summary is the moments of its values, and back")
  func summary() throws {
    let whole = try Moments(spread)
    let again = try Moments(
      count: whole.count,
      mean: try #require(whole.mean),
      standardDeviation: try #require(whole.standardDeviation)
    )
    #expect(agrees(again.variance, try #require(whole.variance), relative: 1e-15))
    let read = try JSONDecoder().decode(Moments.self, from: JSONEncoder().encode(whole))
    #expect(read == whole)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        Moments.self,
        from: Data(#"{"count":1,"mean":2,"squares":3}"#.utf8)
      )
    }
  }

  @Test("nothing, one value and equal values have what exists and no more")
  func edges() throws {
    #expect(try Moments([]).mean == nil)
    #expect(try Moments([]).variance == nil)
    #expect(try Moments([7]).mean == 7)
    #expect(try Moments([7]).variance == nil)
    #expect(try Moments([0.1, 0.1, 0.1]).variance == 0)
    #expect(try Moments(count: 1, mean: 7, standardDeviation: 0).squares == 0)
    #expect(try Moments(count: 1_000_000_000, mean: 5, standardDeviation: 2).variance == 4)
  }

  @Test("what cannot be squared is refused by its place")
  func refusals() {
    #expect(throws: InferenceError.notFinite(field: "values[1]", value: .infinity)) {
      try Moments([1, .infinity])
    }
    let large = InferenceError.outsideRange(
      field: "values[0]",
      value: 1e300,
      allowed: "[-1e140, 1e140]"
    )
    #expect(throws: large) { try Moments([1e300, 1]) }
    let small = InferenceError.outsideRange(
      field: "values",
      value: 1e-300,
      allowed: "0, [1e-140, 1e140]"
    )
    #expect(throws: small) { try Moments([0, 1e-300]) }
    #expect(throws: InferenceError.negative(field: "standardDeviation", value: -1)) {
      try Moments(count: 3, mean: 0, standardDeviation: -1)
    }
    #expect(throws: InferenceError.negative(field: "count", value: -1)) {
      try Moments(count: -1, mean: 0, standardDeviation: 1)
    }
    #expect(throws: InferenceError.self) {
      try Moments(count: 3, mean: 0, standardDeviation: .nan)
    }
  }
}

@Suite("PairMoments")
struct PairMomentsTests {
  private let x = [1.0, 4, 2, 6, 3, 5, 8]
  private let y = [20.0, 75, 50, 110, 52, 95, 170]

  private func sums(_ x: [Double], _ y: [Double]) -> [Double] {
    let pairs = zip(x, y)
    return [
      x.reduce(0, +), y.reduce(0, +), x.reduce(0) { $0 + $1 * $1 }, y.reduce(0) { $0 + $1 * $1 },
      pairs.reduce(0) { $0 + $1.0 * $1.1 },
    ]
  }

  private func moments(_ count: Int, _ sums: [Double]) throws -> PairMoments {
    try PairMoments(
      count: count,
      sumX: sums[0],
      sumY: sums[1],
      sumXX: sums[2],
      sumYY: sums[3],
      sumXY: sums[4]
    )
  }

  @Test("raw sums of whole numbers give the moments of the pairs, to the last digit")
  func rawSums() throws {
    for height in [0.0, 1e3, 1e6] {
      let (far, high) = (x.map { $0 + height }, y.map { $0 + height })
      let (raw, plain) = (try moments(7, sums(far, high)), try PairMoments(x: far, y: high))
      #expect(agrees(raw.squaresX, plain.squaresX, relative: 1e-14))
      #expect(agrees(raw.squaresY, plain.squaresY, relative: 1e-14))
      #expect(agrees(raw.products, plain.products, relative: 1e-14))
      #expect(raw.errorXX == 0 && raw.errorXY == 0)
    }
  }

  @Test("raw sums that were rounded say by how much they can be wrong")
  func rounded() throws {
    let (far, high) = (x.map { $0 + 1e9 }, y.map { $0 + 1e9 })
    let (raw, plain) = (try moments(7, sums(far, high)), try PairMoments(x: far, y: high))
    #expect(plain.errorXX == 0)
    #expect(abs(raw.squaresX - plain.squaresX) <= 7 * raw.errorXX)
    #expect(raw.errorXX > plain.squaresX)
  }

  @Test("merging is the same from either side and equals the whole")
  func merging() throws {
    let whole = try PairMoments(x: x, y: y)
    let left = try PairMoments(x: Array(x[..<3]), y: Array(y[..<3]))
    let right = try PairMoments(x: Array(x[3...]), y: Array(y[3...]))
    #expect(left + right == right + left)
    #expect(agrees((left + right).products, whole.products, relative: 1e-14))
    #expect(agrees((left + right).squaresY, whole.squaresY, relative: 1e-14))
    #expect(try whole + PairMoments(x: [], y: []) == whole)
  }

  @Test("sums that no numbers have are refused")
  func impossible() throws {
    func code(_ body: () throws -> PairMoments) -> String? {
      do {
        _ = try body()
        return nil
      } catch { return (error as? InferenceError).flatMap { "\($0.code) \($0.field ?? "")" } }
    }
    let right = sums(x, y)
    var wrong = right
    wrong[2] = 3
    #expect(code { try moments(7, wrong) } == "outsideRange sumXX")
    wrong = right
    wrong[4] = 9_999
    #expect(code { try moments(7, wrong) } == "outsideRange sumXY")
    wrong = right
    wrong[3] = -1
    #expect(code { try moments(7, wrong) } == "negative sumYY")
    #expect(code { try PairMoments(x: [1, 2], y: [1]) } == "unequalLengths y")
    #expect(code { try PairMoments(x: [1, .nan], y: [1, 2]) } == "notFinite x[1]")
    #expect(code { try PairMoments(x: [1, 2], y: [1e200, 2]) } == "outsideRange y[0]")
    #expect(code { try moments(-7, right) } == "negative count")
  }
}
