import Foundation
import Testing
import VerdictInference

@Suite("Values")
struct ValueTests {
  @Test("a count cannot be invalid, not even when read")
  func counts() throws {
    #expect(throws: InferenceError.negative(field: "trials", value: -1)) {
      try BinomialCount(successes: 0, trials: -1)
    }
    #expect(
      throws: InferenceError.successesAboveTrials(field: "successes", successes: 3, trials: 2)
    ) {
      try BinomialCount(successes: 3, trials: 2)
    }
    #expect(throws: InferenceError.self) {
      try JSONDecoder().decode(
        BinomialCount.self,
        from: Data("{\"successes\":3,\"trials\":2}".utf8)
      )
    }
    #expect(throws: InferenceError.self) { try EffectiveCount(successes: .nan, trials: 2) }
    #expect(throws: InferenceError.self) { try EffectiveCount(successes: 1, trials: .infinity) }
  }

  @Test("merging counts does not depend on the order")
  func merging() throws {
    let parts = try [[1, 4], [0, 7], [9, 9]].map { try $0.count() }
    #expect(parts[0] + parts[1] + parts[2] == parts[2] + (parts[1] + parts[0]))
    #expect(try (parts[0] + parts[2]) == BinomialCount(successes: 10, trials: 13))
  }

  @Test("an interval is written as two ends, null where it is unbounded")
  func intervals() throws {
    let half = Interval(lower: 0.5, upper: nil)
    let text = String(decoding: try JSONEncoder().encode(half), as: UTF8.self)
    #expect(text == "[0.5,null]")
    #expect(try JSONDecoder().decode(Interval.self, from: Data(text.utf8)) == half)
    #expect(half.contains(1e9) && !half.contains(0.4))
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Interval.self, from: Data("[2,1]".utf8))
    }
    #expect(half.hull(Interval(lower: -1, upper: 3)) == Interval(lower: -1, upper: nil))
  }

  @Test("an error says which field, with which values")
  func errors() {
    let error = InferenceError.successesAboveTrials(field: "successes", successes: 3, trials: 2)
    #expect(error.inside("control").field == "control.successes")
    #expect(error.values == ["3", "2"])
    #expect(error.code == "successesAboveTrials")
  }
}
