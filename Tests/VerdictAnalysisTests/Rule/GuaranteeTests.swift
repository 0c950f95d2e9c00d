import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Verdict rule §9, held by enumeration: exact probabilities over all paths, nothing simulated.
///
/// Oracles are the promises themselves: a = .025 a side for the exact test, .028 for the score test.
@Suite struct GuaranteeTests {
  struct Design: CustomTestStringConvertible, Sendable {
    let mode: TestMode
    let perArm: Int
    let looks: Int
    var testDescription: String { "\(mode.rawValue), \(perArm) per arm, \(looks) looks" }
    var limit: Double { mode == .exact ? 0.025 : 0.028 }

    static let all: [Design] = [TestMode.exact, .score].flatMap { mode in
      [20, 60, 120].flatMap { perArm in
        [1, 2, 4].map { Design(mode: mode, perArm: perArm, looks: $0) }
      }
    }
  }

  /// .05 … .95 in steps of .05.
  static let bases = (1...19).map { Double($0) * 0.05 }
  static let worthwhile = 0.1

  @Test(
    "The repeated interval misses no difference on one side at most as often as promised",
    arguments: Design.all
  )
  func oneSide(design: Design) throws {
    let plan = try EnumeratedPlan(
      perArm: design.perArm,
      looks: design.looks,
      mode: design.mode,
      worthwhile: Self.worthwhile
    )
    for base in Self.bases {
      let ever = plan.everAboveZero(base: base)
      #expect(ever <= design.limit, "base \(base)")
      // A test that never speaks would keep the promise too.
      if design.perArm >= 60, base > 0.15, base < 0.85 { #expect(ever > 0.015, "base \(base)") }
    }
  }

  @Test("False verdicts are as rare as promised, each kind by itself", arguments: Design.all)
  func verdicts(design: Design) throws {
    let plan = try EnumeratedPlan(
      perArm: design.perArm,
      looks: design.looks,
      mode: design.mode,
      worthwhile: Self.worthwhile
    )
    for base in Self.bases {
      let none = plan.verdicts(base: base, difference: 0)
      #expect(none[.confirmed, default: 0] <= design.limit, "base \(base)")
      #expect(none[.harmful, default: 0] <= design.limit, "base \(base)")
      #expect(abs(none.values.reduce(0, +) - 1) < 1e-9, "every path ends with one verdict")
      guard base + Self.worthwhile <= 1 else { continue }
      let worth = plan.verdicts(base: base, difference: Self.worthwhile)
      let missed = worth[.noEffect, default: 0] + worth[.notWorthIt, default: 0]
      #expect(missed <= design.limit, "base \(base)")
      #expect(worth[.harmful, default: 0] <= design.limit, "base \(base)")
    }
  }

  @Test(
    "At a base of .45 and four looks the rates are those the rule states",
    arguments: [20, 60, 120]
  )
  func statedRates(perArm: Int) throws {
    let plan = try EnumeratedPlan(perArm: perArm, looks: 4, mode: .score, worthwhile: 0.1)
    let confirmed = plan.verdicts(base: 0.45, difference: 0)[.confirmed, default: 0]
    #expect((0.0215...0.0265).contains(confirmed))
    let worth = plan.verdicts(base: 0.45, difference: 0.1)
    let missed = worth[.noEffect, default: 0] + worth[.notWorthIt, default: 0]
    #expect((0.0145...0.0265).contains(missed))
  }

  @Test(
    "A spreadsheet's Wald test breaks the promise: .040 at 20 and .031 at 60 per arm",
    arguments: [
      // Computed once more in Python with exact binomial coefficients.
      (20, 0.040373), (60, 0.031511),
    ]
  )
  func wald(perArm: Int, independent: Double) {
    var worst = 0.0
    for base in stride(from: 0.02, through: 0.5, by: 0.005) {
      let error =
        PathEnumeration(sizes: [perArm], controlRate: base, variantRate: base)
        .probabilities { _, a, b -> Bool? in
          let n = Double(perArm)
          let (p, q) = (Double(a) / n, Double(b) / n)
          let variance = (p * (1 - p) + q * (1 - q)) / n
          return q > p && (q - p) * (q - p) >= 3.841_458_820_694_124 * variance ? true : nil
        }[true] ?? 0
      worst = max(worst, error)
    }
    #expect(abs(worst - independent) < 1e-6)
    #expect(worst > 0.028)
  }

  @Test("With two looks at 20 per arm Wald errs .043, the figure the rule states")
  func waldTwice() throws {
    let plan = try EnumeratedPlan(perArm: 20, looks: 2, mode: .score, worthwhile: 0.1)
    // z of the two looks as printed for K = 2 (Jennison & Turnbull 2000, by the same spending).
    let z = [2.963, 1.969]
    let error =
      PathEnumeration(
        sizes: plan.looks.map(\.size),
        controlRate: 0.5,
        variantRate: 0.5
      ).probabilities { look, a, b -> Bool? in
        let n = Double(plan.looks[look].size)
        let (p, q) = (Double(a) / n, Double(b) / n)
        let variance = (p * (1 - p) + q * (1 - q)) / n
        return q > p && (q - p) * (q - p) >= z[look] * z[look] * variance ? true : nil
      }[true] ?? 0
    #expect(abs(error - 0.042857) < 1e-6)
  }

  @Test("In exact mode the staircases say of every table what the rule says")
  func staircases() throws {
    let plan = try EnumeratedPlan(perArm: 20, looks: 2, mode: .exact, worthwhile: 0.4)
    var seen: Set<Verdict> = []
    for (index, look) in plan.looks.enumerated() {
      for a in 0...look.size {
        for b in 0...look.size {
          let verdict = try Rule.prove(
            test: EnumeratedPlan.test(a, b, look.size, .exact),
            tail: look.tail,
            worthwhile: 0.4,
            guardrails: [],
            moment: look.isFinal ? .final : .interim
          ).verdict
          #expect(verdict == plan.verdict(index, a, b), "look \(index + 1): \(a), \(b)")
          seen.insert(verdict)
        }
      }
    }
    #expect(
      seen.isSuperset(of: [.confirmed, .harmful, .noEffect, .notWorthIt, .tooEarly, .undecided])
    )
  }

  @Test(
    "Exchanging the arms mirrors harmful and better at every table",
    arguments: [
      TestMode.exact, .score,
    ]
  )
  func mirrored(mode: TestMode) throws {
    let plan = try EnumeratedPlan(perArm: 20, looks: 2, mode: mode, worthwhile: 0.1)
    for (index, look) in plan.looks.enumerated() {
      for a in 0...look.size {
        for b in 0...look.size {
          #expect((plan.verdict(index, a, b) == .harmful) == plan.isAboveZero(index, b, a))
        }
      }
    }
  }
}
