import Foundation
import Testing
import VerdictAnalysis
import VerdictModel

/// The table of the article on the rule.
///
/// Largest error of one side over base rates .01 … .50 (the other half mirrors it). A snapshot of the
/// enumeration, so that the article cannot go stale.
@Suite struct PublishedTableTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let perArm: Int
    let looks: Int
    let exact: String
    let score: String
    let wald: String
    var testDescription: String { "\(perArm) per arm, \(looks) looks" }
  }

  static let rows = [
    Row(perArm: 20, looks: 1, exact: "0.0249", score: "0.0267", wald: "0.0404"),
    Row(perArm: 20, looks: 2, exact: "0.0244", score: "0.0249", wald: "0.0429"),
    Row(perArm: 20, looks: 4, exact: "0.0221", score: "0.0272", wald: "0.0388"),
    Row(perArm: 60, looks: 1, exact: "0.0245", score: "0.0274", wald: "0.0314"),
    Row(perArm: 60, looks: 2, exact: "0.0250", score: "0.0278", wald: "0.0313"),
    Row(perArm: 60, looks: 4, exact: "0.0242", score: "0.0259", wald: "0.0322"),
    Row(perArm: 120, looks: 1, exact: "0.0249", score: "0.0259", wald: "0.0279"),
    Row(perArm: 120, looks: 2, exact: "0.0249", score: "0.0259", wald: "0.0275"),
    Row(perArm: 120, looks: 4, exact: "0.0246", score: "0.0260", wald: "0.0270"),
  ]

  @Test("The article's figures come out", arguments: rows)
  func row(_ row: Row) throws {
    let bases = (1...50).map { Double($0) / 100 }
    let exact = try plan(row, .exact)
    let score = try plan(row, .score)
    #expect(Self.text(bases.map(exact.everAboveZero).max()) == row.exact)
    #expect(Self.text(bases.map(score.everAboveZero).max()) == row.score)
    #expect(Self.text(bases.map { Self.wald(score, base: $0) }.max()) == row.wald)
  }

  private func plan(_ row: Row, _ mode: TestMode) throws -> EnumeratedPlan {
    try EnumeratedPlan(perArm: row.perArm, looks: row.looks, mode: mode, worthwhile: 0.1)
  }

  /// The same looks and levels with (p_v − p_c)/√(p_v q_v/n + p_c q_c/n).
  private static func wald(_ plan: EnumeratedPlan, base: Double) -> Double {
    PathEnumeration(sizes: plan.looks.map(\.size), controlRate: base, variantRate: base)
      .probabilities { look, a, b -> Bool? in
        guard plan.looks[look].tail > 0, b > a else { return nil }
        let n = Double(plan.looks[look].size)
        let (p, q) = (Double(a) / n, Double(b) / n)
        let error = ((p * (1 - p) + q * (1 - q)) / n).squareRoot()
        let z = error > 0 ? (q - p) / error : .infinity
        return erfc(z / 2.0.squareRoot()) / 2 <= plan.looks[look].tail ? true : nil
      }[true] ?? 0
  }

  private static func text(_ value: Double?) -> String {
    let scaled = Int(((value ?? 0) * 10_000).rounded())
    return "0." + String(repeating: "0", count: 4 - String(scaled).count) + String(scaled)
  }
}
