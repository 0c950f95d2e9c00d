import ArgumentParser
import VerdictAnalysis
import VerdictReports

/// `simulate signals`: how often the page of signals is wrong, and how late it is.
struct SimulateSignals: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals",
    abstract:
      "False alarms in departments where nothing happens, and delays where a manager slumps.",
    discussion: """
      Without --slump: quiet departments of the usual size, 78 weeks each; every signal of their last four \
      weeks is false. With --slump N: six managers of N meetings a month each, one of whom slides from 18 \
      to 12 of 100 within three months and sells the smallest package ever more often; asked at the end of \
      each week when each rule raises it first, and whether it raises one who did not change.
      One JSON line; the same command and seed give the same numbers.
      Examples: verdict simulate signals --departments 1000 --seed 20261129
                verdict simulate signals --slump 60 --departments 200 --weeks 78 --seed 20261129
      """
  )

  @Option(help: "Departments to play.") var departments = 1_000
  @Option(help: "Meetings of one manager in a month, 1 to 400.") var slump: Double?
  @Option(help: "Weeks watched from the beginning of the slump, 4 to 104.") var weeks = 78
  @Option(help: "Any whole number.") var seed: UInt64 = 20_261_129
  @Option(help: .hidden) var lang: Language?

  func validate() throws {
    guard (2...1_000_000).contains(departments) else {
      throw ValidationError("--departments must lie from 2 to 1000000.")
    }
    guard slump.map({ $0 >= 1 && $0 <= 400 }) ?? true else {
      throw ValidationError("--slump must lie from 1 to 400.")
    }
    guard (4...104).contains(weeks) else {
      throw ValidationError("--weeks must lie from 4 to 104.")
    }
  }

  func run() async throws {
    if let slump {
      let delays = await SlumpDelays.play(
        meetings: slump,
        weeks: weeks,
        departments: departments,
        seed: seed
      )
      return try Output.json(DelayAnswer(delays, seed: seed), inOneLine: true)
    }
    let quiet = await QuietSignals.play(departments: departments, seed: seed)
    try Output.json(QuietAnswer(quiet, seed: seed), inOneLine: true)
  }
}

private struct QuietAnswer: Encodable {
  struct Family: Encodable {
    let budget: Double
    let perMonth: Double
    let error: Double
  }
  let seed: UInt64
  let departments: Int
  let families: [String: Family]
  /// Share of departments with any false signal in four weeks.
  let withAny: Double

  init(_ quiet: QuietSignals, seed: UInt64) {
    self.seed = seed
    departments = quiet.departments
    let budgets = SignalFinder.Budgets()
    let stated = [
      (SignalRule.slump, budgets.slump), (.jump, budgets.jump), (.value, budgets.value),
    ]
    families = Dictionary(
      uniqueKeysWithValues: stated.map { rule, budget in
        let found = quiet.perMonth(rule)
        return (
          rule.rawValue, Family(budget: budget, perMonth: found.mean, error: found.error)
        )
      }
    )
    withAny = Double(quiet.departmentsWithAny) / Double(max(1, quiet.departments))
  }
}

private struct DelayAnswer: Encodable {
  struct Rule: Encodable {
    /// Weeks after the beginning by which so many of 100 slumps were raised; null: not within the weeks.
    let quarter: Int?
    let median: Int?
    let threeQuarters: Int?
    let raisedWithin13: Double
    let raisedWithin26: Double
    let raisedWithin52: Double
    /// Share of steady managers raised within all the weeks.
    let criedWolf: Double
  }
  let seed: UInt64
  let departments: Int
  let meetings: Double
  let weeks: Int
  let rules: [String: Rule]

  init(_ delays: SlumpDelays, seed: UInt64) {
    self.seed = seed
    departments = delays.departments
    meetings = delays.meetings
    weeks = delays.weeks
    rules = Dictionary(
      uniqueKeysWithValues: SlumpDelays.Rule.allCases.map { rule in
        (
          rule.rawValue,
          Rule(
            quarter: delays.quantile(0.25, rule),
            median: delays.quantile(0.5, rule),
            threeQuarters: delays.quantile(0.75, rule),
            raisedWithin13: delays.raised(within: 13, rule),
            raisedWithin26: delays.raised(within: 26, rule),
            raisedWithin52: delays.raised(within: 52, rule),
            criedWolf: Double(delays.falseAlarms[rule.rawValue] ?? 0)
              / Double(max(1, delays.departments))
          )
        )
      }
    )
  }
}
