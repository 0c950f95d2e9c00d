import Foundation
import GSLKit
import Testing
import VerdictInference

/// Every table of two equal arms, enumerated: how often a method errs, covers and finds.
struct EnumeratedTables {
  enum Method: String, CaseIterable {
    case exact = "exact, one-sided"
    case score = "score (Miettinen–Nurminen)"
    case newcombe = "Newcombe"
    case wald = "Wald"
    case lift = "relative lift, normal theory"
  }

  let size: Int
  private let masses: [[Double]]
  static let rates = (1...99).map { Double($0) / 100 }

  init(size: Int) throws {
    self.size = size
    masses = try Self.rates.map { rate in
      let distribution = try BinomialDistribution(trials: size, rate: rate)
      return (0...size).map { distribution.pmf($0) }
    }
  }

  /// +1 where the method says "greater" at .025 a side, −1 where it says "less", 0 else.
  func answers(of method: Method) throws -> [[Int]] {
    let region = try ExactRejectionRegion(controlTrials: size, variantTrials: size, tail: 0.025)
    return try (0...size).map { a in
      try (0...size).map { b in
        let (control, variant) = (try [a, size].count(), try [b, size].count())
        let interval: Interval?
        switch method {
        case .exact:
          if region.contains(controlSuccesses: a, variantSuccesses: b) { return 1 }
          return region.contains(controlSuccesses: b, variantSuccesses: a) ? -1 : 0
        case .score:
          let test = try ScoreTest(
            control: EffectiveCount(control),
            variant: EffectiveCount(variant)
          )
          return test.pValueGreater() <= 0.025 ? 1 : test.pValueLess() <= 0.025 ? -1 : 0
        case .newcombe:
          interval = TwoRates(control: control, variant: variant).newcombe(level: 0.95)
        case .wald: interval = TwoRates(control: control, variant: variant).wald(level: 0.95)
        case .lift:
          let test = RelativeLiftTest(control: control, variant: variant)
          if let p = try test.pValueGreater(), p <= 0.025 { return 1 }
          if let p = try test.pValueLess(), p <= 0.025 { return -1 }
          return 0
        }
        guard let lower = interval?.lower, let upper = interval?.upper else { return 0 }
        return lower > 0 ? 1 : upper < 0 ? -1 : 0
      }
    }
  }

  /// Chance of one answer at two rates given in hundredths.
  func chance(of answer: Int, _ answers: [[Int]], control: Int, variant: Int) -> Double {
    var sum = 0.0
    for a in 0...size {
      var row = 0.0
      for b in 0...size where answers[a][b] == answer { row += masses[variant - 1][b] }
      sum += masses[control - 1][a] * row
    }
    return sum
  }

  /// The largest chance, over all base rates, to call an unchanged variant better, and worse.
  func errors(_ answers: [[Int]]) -> (better: Double, worse: Double) {
    var worst = (better: 0.0, worse: 0.0)
    for rate in 1...99 {
      worst.better = max(worst.better, chance(of: 1, answers, control: rate, variant: rate))
      worst.worse = max(worst.worse, chance(of: -1, answers, control: rate, variant: rate))
    }
    return worst
  }

  /// Smallest and mean chance that the interval holds the truth: base .05…95, difference 0, 5, 10, 20.
  func coverage(_ interval: (BinomialCount, BinomialCount) throws -> Interval?) throws -> (
    least: Double, mean: Double
  ) {
    let intervals = try (0...size).map { a in
      try (0...size).map { b in try interval([a, size].count(), [b, size].count()) }
    }
    var all: [Double] = []
    for base in stride(from: 5, through: 95, by: 5) {
      for gain in [0, 5, 10, 20] where base + gain <= 99 {
        var sum = 0.0
        for a in 0...size {
          for b in 0...size
          where intervals[a][b]?.contains(Double(gain) / 100) ?? true {
            sum += masses[base - 1][a] * masses[base + gain - 1][b]
          }
        }
        all.append(sum)
      }
    }
    return (all.min() ?? 0, all.reduce(0, +) / Double(all.count))
  }
}

@Suite("Error and coverage by enumeration")
struct ErrorAndCoverageTests {
  private static func article() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = "Sources/VerdictInference/VerdictInference.docc"
    return try String(
      contentsOf: root.appendingPathComponent("\(folder)/ErrorAndCoverage.md"),
      encoding: .utf8
    )
  }

  private static func fraction(_ value: Double, digits: Int = 4) -> String {
    let whole = Int((value * pow(10, Double(digits))).rounded())
    let text = String(whole)
    return "." + String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  @Test(
    "The deciding methods keep their promise at every base rate; the article has what was found",
    arguments: [20, 60, 120]
  )
  func errors(_ size: Int) throws {
    let tables = try EnumeratedTables(size: size)
    let article = try Self.article()
    for method in EnumeratedTables.Method.allCases {
      let found = tables.errors(try tables.answers(of: method))
      if method == .exact { #expect(found.better <= 0.025 && found.worse <= 0.025) }
      if method == .score { #expect(max(found.better, found.worse) <= 0.0278) }
      let row =
        "| \(size) | \(method.rawValue) | \(Self.fraction(found.better)) | \(Self.fraction(found.worse)) |"
      #expect(article.contains(row), "\(row)")
    }
  }

  @Test("A true gain is found as often as the article says", arguments: [(10, 30), (55, 72)])
  func power(_ rates: (Int, Int)) throws {
    let tables = try EnumeratedTables(size: 60)
    let article = try Self.article()
    for method in EnumeratedTables.Method.allCases {
      let answers = try tables.answers(of: method)
      let found = tables.chance(of: 1, answers, control: rates.0, variant: rates.1)
      let row =
        "| .\(rates.0) → .\(rates.1) | \(method.rawValue) | \(Self.fraction(found, digits: 3)) |"
      #expect(article.contains(row), "\(row)")
    }
  }

  @Test("Intervals hold the truth as often as the article says", arguments: [20, 60, 120])
  func coverage(_ size: Int) throws {
    let tables = try EnumeratedTables(size: size)
    let article = try Self.article()
    func row(_ name: String, _ found: (least: Double, mean: Double)) -> String {
      "| \(size) | \(name) | \(Self.fraction(found.least, digits: 3)) | \(Self.fraction(found.mean, digits: 3)) |"
    }
    let score = try tables.coverage {
      try ScoreTest(control: EffectiveCount($0), variant: EffectiveCount($1))
        .interval(tail: 0.025)
    }
    #expect(score.mean > 0.949 && score.mean < 0.962)
    var rows = [row("score (Miettinen–Nurminen)", score)]
    rows.append(
      row(
        "Newcombe",
        try tables.coverage { TwoRates(control: $0, variant: $1).newcombe(level: 0.95) }
      )
    )
    rows.append(
      row("Wald", try tables.coverage { TwoRates(control: $0, variant: $1).wald(level: 0.95) })
    )
    // Above 20 an arm a thousand exact intervals take longer than a test should.
    if size == 20 {
      let exact = try tables.coverage {
        try ExactUnconditionalTest(control: $0, variant: $1).interval(tail: 0.025)
      }
      #expect(exact.least >= 0.95)
      rows.append(row("exact, one-sided", exact))
    }
    for row in rows { #expect(article.contains(row), "\(row)") }
  }

  @Test("The same table seen from the other arm gives another p by the relative lift")
  func oneTableTwoAnswers() throws {
    let (many, few) = (try [9, 30].count(), try [3, 30].count())
    let there = try #require(try RelativeLiftTest(control: many, variant: few).pValue())
    let back = try #require(try RelativeLiftTest(control: few, variant: many).pValue())
    #expect(agrees(there, 0.0020, relative: 0.03))
    #expect(agrees(back, 0.283, relative: 0.003))
    #expect(try RelativeLiftTest(control: [0, 30].count(), variant: few).pValue() == nil)
  }
}
