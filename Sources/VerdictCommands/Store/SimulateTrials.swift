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

      --design takes a test off the units: whole days, managers, a rollout to some or to all, or a new \
      source, each member with --per-day units on a working day for --weeks weeks.

      Example: verdict simulate trials --per-arm 60 --difference 0,0.1,0.2 --runs 100000 --seed 1
      """
  )

  @Option(help: "unit, day, manager, some, all or source.") var design = "unit"
  @Option(help: "Units per arm, 5 to 5000; of --design unit.") var perArm = 60
  @Option(
    help: "A worked experiment on slices, as it is; only --runs and --seed are read beside it."
  )
  var scenario: String?
  @Option(help: "Weeks of the test, 1 to 52; of the other designs, like all that follow.")
  var weeks = 5
  @Option(help: "Weeks of the table before it.") var weeksBefore = 12
  @Option(help: "Managers or sources, 2 to 40.") var members = 6
  @Option(help: "Units a member has on a working day.") var perDay = 1.2
  @Option(help: "Standard deviation of a whole day's rate.") var dayNoise = 0.0
  @Flag(help: "Who gets the rollout to some is not drawn by lot.") var withoutLot = false
  @Option(help: "The control's rate, 0 to 1.") var base = 0.45
  @Option(help: "True differences, comma-separated.") var difference = "0,0.1,0.2"
  @Option(help: "Smallest worthwhile effect, a fraction.") var worthwhile = 0.1
  @Option(help: "Reviews, 1 to 8.") var looks = 4
  @Option(help: "Variants beside the control, 1 to 4; the difference is the first one's.")
  var variants = 1
  @Option(help: "score or exact.") var mode = "score"
  @Option(help: "prove or choose.") var goal = "prove"
  @Option(help: "Managers' rates lie within ± this.") var skill = 0.0
  @Option(help: "The rate swings by ± this over the week.") var weekday = 0.0
  @Option(help: "The rate moves by this over the test.") var drift = 0.0
  @Option(help: "Share of the variant's failures nobody records.") var unlogged = 0.0
  @Option(help: "Publish only where the pooled |z| has passed this.") var publishAbove = 0.0
  @Flag(help: "Successes come up to 13 days later.") var delayed = false
  @Flag(help: "The metric is money per client; differences are in checks. Of --design unit.")
  var money = false
  @Flag(help: "The metric is the average check; differences are in checks. Of --design unit.")
  var check = false
  @Flag(
    help: "The metric is days to the stage within 14; base and differences are parts of the 14."
  )
  var days = false
  @Option(help: "Tests each.") var runs = 10_000
  @Option(help: "Any whole number.") var seed: UInt64 = 1
  @Option(help: .hidden) var lang: Language?

  func validate() throws {
    func demand(_ isFine: Bool, _ text: String) throws {
      if !isFine { throw ValidationError(text) }
    }
    try demand(
      design == "unit" || SliceDesign.Kind(rawValue: design) != nil,
      "--design is unit, day, manager, some, all or source."
    )
    for (name, value) in [
      ("--skill", skill), ("--weekday", weekday), ("--drift", drift),
    ] { try demand(abs(value) <= 1, "\(name) must lie from -1 to 1.") }
    try demand(
      publishAbove >= 0 && publishAbove <= 100,
      "--publish-above must lie from 0 to 100."
    )
    try demand((1...52).contains(weeks), "--weeks must lie from 1 to 52.")
    try demand((2...104).contains(weeksBefore), "--weeks-before must lie from 2 to 104.")
    try demand((2...40).contains(members), "--members must lie from 2 to 40.")
    try demand(perDay > 0 && perDay <= 10_000, "--per-day must lie between 0 and 10000.")
    try demand(dayNoise >= 0 && dayNoise < 1, "--day-noise must lie from 0 to 1.")
    try demand((5...5_000).contains(perArm), "--per-arm must lie from 5 to 5000.")
    try demand((1...4).contains(variants), "--variants must lie from 1 to 4.")
    try demand((1...8).contains(looks), "--looks must lie from 1 to 8.")
    try demand(base >= 0 && base <= 1, "--base must lie from 0 to 1.")
    try demand(worthwhile > 0 && worthwhile < 1, "--worthwhile must lie between 0 and 1.")
    try demand(unlogged >= 0 && unlogged <= 1, "--unlogged must lie from 0 to 1.")
    try demand((1...100_000_000).contains(runs), "--runs must lie from 1 to 100000000.")
    try demand(
      [money, check, days].count { $0 } <= 1,
      "--money, --check and --days are metrics: choose one."
    )
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
    if let scenario {
      guard let found = SliceScenario.named(scenario) else {
        throw SimulationError.unknown(scenario)
      }
      let tally = try await SliceTally.play(
        found.truth,
        form: found.form,
        runs: runs,
        seed: seed
      )
      return try Output.json(SliceAnswer(tally, found.truth, seed: seed), inOneLine: true)
    }
    if let kind = SliceDesign.Kind(rawValue: design) { return try await playSlices(kind) }
    var truth = TrialTruth()
    truth.perArm = perArm
    truth.variants = variants
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
    truth.measure = money ? .amount : check ? .check : days ? .duration : nil
    for text in difference.split(separator: ",") {
      truth.difference = Double(text) ?? 0
      let tally = try await TrialTally.play(truth, runs: runs, seed: seed)
      try Output.json(TrialAnswer(tally, seed: seed), inOneLine: true)
    }
  }
}

extension SimulateTrials {
  private func playSlices(_ kind: SliceDesign.Kind) async throws {
    // A Monday.
    let start = Day(number: 20_731)
    var truth = SliceTruth(start: start, end: start + 7 * weeks - 1)
    truth.kind = kind
    truth.members = (1...members).map { "m\($0)" }
    truth.isDrawn = kind == .day || kind == .manager || (kind == .some && !withoutLot)
    if kind == .source { truth.chosen = Array(truth.members.suffix(1)) }
    if kind == .some, withoutLot { truth.chosen = Array(truth.members.suffix(members / 2)) }
    truth.daysBefore = kind == .some || kind == .all ? 7 * weeksBefore : 0
    truth.base = base
    truth.worthwhile = worthwhile
    truth.perDay = perDay
    truth.skill = skill
    truth.dayNoise = dayNoise
    truth.weekday = weekday
    truth.drift = drift
    let both = Title(ru: "trial", en: "trial")
    let form = SliceScenario.form(
      "trial",
      both,
      change: both,
      reason: both,
      truth,
      perArm: perArm,
      goal: Goal(rawValue: goal) ?? .prove
    )
    for text in difference.split(separator: ",") {
      truth.difference = Double(text) ?? 0
      let tally = try await SliceTally.play(truth, form: form, runs: runs, seed: seed)
      try Output.json(SliceAnswer(tally, truth, seed: seed), inOneLine: true)
    }
  }
}

/// The answer about a test on slices; shares are fractions of one.
private struct SliceAnswer: Encodable {
  let truth: SliceTruth
  let runs: Int
  let seed: UInt64
  let verdicts: [String: Double]
  let coverage: Double?
  let pooledZ: Sides

  struct Sides: Encodable {
    let better: Double?
    let worse: Double?
  }

  init(_ tally: SliceTally, _ truth: SliceTruth, seed: UInt64) {
    self.truth = truth
    runs = tally.runs
    self.seed = seed
    verdicts = Dictionary(
      uniqueKeysWithValues: Verdict.allCases.compactMap { verdict in
        tally.rate(tally.verdicts[verdict] ?? 0).map { (verdict.rawValue, $0) }
      }
    )
    coverage = tally.rate(tally.holds)
    pooledZ = Sides(better: tally.rate(tally.naiveBetter), worse: tally.rate(tally.naiveWorse))
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
  /// Shares of tests in which any variant was confirmed, or called harmful.
  let anyConfirmed: Double?
  let anyHarmful: Double?

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
    anyConfirmed = tally.rate(tally.anyConfirmed)
    anyHarmful = tally.rate(tally.anyHarmful)
  }
}
