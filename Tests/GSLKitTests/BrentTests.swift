import GSLKit
import Testing

@Suite("Brent")
struct BrentTests {
  @Test("a root is found inside its bracket")
  func root() throws {
    let cubeRoot = try BrentRoot.find(in: 0...3, tolerance: 1e-14) { $0 * $0 * $0 - 2 }
    #expect(abs(cubeRoot - 1.2599210498948732) < 1e-13)
    let dottie = try BrentRoot.find(in: 0...1, tolerance: 1e-14) { Elementary.cosine($0) - $0 }
    #expect(abs(dottie - 0.7390851332151607) < 1e-13)
  }

  @Test("an end that is a root is the root")
  func rootAtEnd() throws {
    #expect(try BrentRoot.find(in: 2...5) { $0 - 2 } == 2)
    #expect(try BrentRoot.find(in: 2...5) { $0 - 5 } == 5)
  }

  @Test("without a change of sign nothing is promised")
  func noSignChange() {
    #expect(throws: GSLError.noSignChange(lower: 1, upper: 2, atLower: 1, atUpper: 4)) {
      try BrentRoot.find(in: 1...2) { $0 * $0 }
    }
  }

  @Test("a cap on iterations is an error, not an answer")
  func cap() {
    #expect(throws: GSLError.noConvergence(routine: "brentRoot", iterations: 2)) {
      try BrentRoot.find(in: 0...100, tolerance: 1e-14, maximumIterations: 2) { $0 * $0 * $0 - 2 }
    }
  }

  @Test("a minimum is found, and a guess that is not below the ends is refused")
  func minimum() throws {
    let found = try BrentMinimum.find(in: 0...4, guess: 1) { ($0 - 1.5) * ($0 - 1.5) + 3 }
    #expect(abs(found.point - 1.5) < 1e-6)
    #expect(abs(found.value - 3) < 1e-12)
    #expect(throws: GSLError.noInteriorMinimum(lower: 0, guess: 3.9, upper: 4)) {
      try BrentMinimum.find(in: 0...4, guess: 3.9) { -$0 }
    }
  }
}
