import ArgumentParser
import Foundation
import VerdictAnalysis
import VerdictModel
import VerdictReports

/// `simulate trials`: how often the rule errs in departments whose truth is known.
struct SimulateTrials: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trials",
    abstract: "Play many tests of a chosen truth through the rule and count its verdicts.",
    discussion: """
      Each test runs in a department of six managers: units arrive evenly, arms are drawn in blocks, \
      and every review is judged as a real one is. Beside it the same numbers are read the way others \
      read them: a pooled z at 5 % looked at every time, and a relative-lift test.
      One JSON line each difference; the same command and seed give the same numbers.

      Example: verdict simulate trials --per-arm 60 --difference 0,0.1,0.2 --runs 100000 --seed 1
      """
  )

  @Option(help: "Units per arm, 5 to 5000.") var perArm = 60
  @Option(help: "The control's rate, 0 to 1.") var base = 0.45
  @Option(help: "True differences, comma-separated.") var difference = "0,0.1,0.2"
  @Option(help: "Smallest worthwhile effect, a fraction.") var worthwhile = 0.1
  @Option(help: "Reviews, 1 to 8.") var looks = 4
  @Option(help: "score or exact.") var mode = "score"
  @Option(help: "prove or choose.") var goal = "prove"
  @Option(help: "Managers' rates lie within ± this.") var skill = 0.0
  @Option(help: "The rate swings by ± this over the week.") var weekday = 0.0
  @Option(help: "The rate moves by this over the test.") var drift = 0.0
  @Option(help: "Share of the variant's failures nobody records.") var unlogged = 0.0
  @Option(help: "Publish only where the pooled |z| has passed this.") var publishAbove = 0.0
  @Flag(help: "Successes come up to 13 days later.") var delayed = false
  @Option(help: "Tests each.") var runs = 10_000
  @Option(help: "Any whole number.") var seed: UInt64 = 1
  @Option(help: .hidden) var lang: Language?

  func validate() throws {
    func demand(_ isFine: Bool, _ text: String) throws {
      if !isFine { throw ValidationError(text) }
    }
    try demand((5...5_000).contains(perArm), "--per-arm must lie from 5 to 5000.")
    try demand((1...8).contains(looks), "--looks must lie from 1 to 8.")
    try demand(base >= 0 && base <= 1, "--base must lie from 0 to 1.")
    try demand(worthwhile > 0 && worthwhile < 1, "--worthwhile must lie between 0 and 1.")
    try demand(unlogged >= 0 && unlogged <= 1, "--unlogged must lie from 0 to 1.")
    try demand((1...100_000_000).contains(runs), "--runs must lie from 1 to 100000000.")
    try demand(TestMode(rawValue: mode) != nil, "--mode is score or exact.")
    try demand(Goal(rawValue: goal) != nil, "--goal is prove or choose.")
    for number in difference.split(separator: ",") {
      let value = Double(number)
      try demand(
        value.map { abs($0) <= 1 } ?? false,
        "--difference holds numbers from -1 to 1, comma-separated: \(number)."
      )
    }
  }

  func run() async throws {
    var truth = TrialTruth()
    truth.perArm = perArm
    truth.base = base
    truth.worthwhile = worthwhile
    truth.looks = looks
    truth.mode = TestMode(rawValue: mode) ?? .score
    truth.goal = Goal(rawValue: goal) ?? .prove
    truth.skill = skill
    truth.weekday = weekday
    truth.drift = drift
    truth.unlogged = unlogged
    truth.publishesAbove = publishAbove
    truth.delayed = delayed
    for text in difference.split(separator: ",") {
      truth.difference = Double(text) ?? 0
      let tally = try await TrialTally.play(truth, runs: runs, seed: seed)
      try Output.json(TrialAnswer(tally, seed: seed), inOneLine: true)
    }
  }
}

/// The answer of `simulate trials`, a line each truth; shares are fractions of one.
private struct TrialAnswer: Encodable {
  let truth: TrialTruth
  let runs: Int
  let seed: UInt64
  let verdicts: [String: Double]
  let meanLook: Double?
  let repeatedCoverage: Double?
  let fixedCoverage: Double?
  let peekedZ: Sides
  let relativeLift: Sides

  struct Sides: Encodable {
    let better: Double?
    let worse: Double?
  }

  init(_ tally: TrialTally, seed: UInt64) {
    truth = tally.truth
    runs = tally.runs
    self.seed = seed
    verdicts = Dictionary(
      uniqueKeysWithValues: Verdict.allCases.compactMap { verdict in
        tally.share(verdict).map { (verdict.rawValue, $0) }
      }
    )
    meanLook = tally.meanLook
    repeatedCoverage = tally.coverage
    fixedCoverage = tally.fixedCoverage
    peekedZ = Sides(better: tally.rate(tally.peekedBetter), worse: tally.rate(tally.peekedWorse))
    relativeLift = Sides(better: tally.rate(tally.liftBetter), worse: tally.rate(tally.liftWorse))
  }
}
