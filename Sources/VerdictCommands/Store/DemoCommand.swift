import ArgumentParser
import Foundation
import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictSQLite
import VerdictWorkflow

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract:
      "Simulated departments whose truth is known: their files, the rule's errors, the signals'.",
    subcommands: [SimulateFiles.self, SimulateTrials.self, SimulateSignals.self],
    defaultSubcommand: SimulateFiles.self
  )
}

struct SimulateFiles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files",
    abstract: "Make the files of a simulated department whose truth is known.",
    discussion: """
      Scenarios: department, screen-share-now, screen-share-network, every-other-day, \
      three-against-three, first-four-of-eight, to-all-while-it-rises, new-channel, \
      shorter-deal-cycle, bigger-check, pay-in-parts, first-business, manager-recovery. The same scenario and seed give \
      the same bytes.
      Example: verdict simulate screen-share-now --seed 29 --output screen-share-now
      """
  )

  @Argument(help: "The scenario.") var scenario: String
  @Option(help: "Any whole number; the worked experiments' own by default.") var seed: UInt64?
  @Option(name: [.short, .long], help: "A folder, made when it is missing.") var output: String
  @Option(help: .hidden) var lang: Language?

  func run() async throws {
    let files: [(name: String, bytes: [UInt8])]
    if let found = SimulatedScenario.named(scenario) {
      files = SimulatedFiles.files(for: found, seed: seed ?? found.usualSeed)
    } else if let found = SliceScenario.named(scenario) {
      files = SimulatedFiles.files(for: found, seed: seed ?? found.usualSeed)
    } else if let found = UnitScenario.named(scenario) {
      files = SimulatedFiles.files(for: found, seed: seed ?? found.usualSeed)
    } else if scenario == ManagerRecovery.name {
      files = ManagerRecovery.files(seed: seed ?? ManagerRecovery.usualSeed)
    } else {
      throw SimulationError.unknown(scenario)
    }
    let folder = URL(fileURLWithPath: output, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw ModelError.inputOutput(path: output, detail: error.localizedDescription)
    }
    for file in files {
      let path = folder.appendingPathComponent(file.name).path
      try Output.file(file.bytes, at: path)
      Output.data(path)
    }
  }
}

/// Errors of `simulate`.
enum SimulationError: CodedError, Hashable {
  case unknown(String)
  var code: String { "command.scenario" }
  var values: [String: String] {
    switch self {
    case .unknown(let name):
      [
        "value": name,
        "allowed":
          (SimulatedScenario.all.map(\.name) + SliceScenario.all.map(\.name)
          + UnitScenario.all.map(\.name) + [ManagerRecovery.name])
          .joined(separator: ", "),
      ]
    }
  }
  var kind: FailureKind { .usage }
}

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Make demo/ with the worked experiments: a store, and a review to open.",
    discussion: """
      Writes demo/verdict.sqlite, the review and the table in both languages (demo/review.ru.html, \
      demo/table.ru.html and so on) in the present folder and prints the verdicts. The departments are simulated; their truth, seeds and commands stand in \
      experiments/. An earlier demo/verdict.sqlite is made anew.
      """
  )

  @OptionGroup var options: CommonOptions
  @Option(help: "The folder to write.") var folder = "demo"
  @Option(help: "Only one experiment, up to the review that decides it.") var experiment: String?

  func run() async throws {
    let session = try Session(options)
    let language = session.language()
    var scenarios = SimulatedScenario.all
    if let experiment, let slices = SliceScenario.named(experiment) {
      let store = try await DemoStore.make(of: [], in: folder, language: language)
      try await store.load(slices)
      return try write(try await store.publishReviews(of: slices.form), language)
    }
    if let experiment, let units = UnitScenario.named(experiment) {
      let store = try await DemoStore.make(of: [], in: folder, language: language)
      try await store.load(units)
      return try write(try await store.publishReviews(of: units.form), language)
    }
    if experiment == ManagerRecovery.name {
      let store = try await DemoStore.make(of: [], in: folder, language: language)
      let period = try await store.loadManagerRecovery(language)
      let review = try await store.desk(on: WorkingCalendar.russia.reviewDate(of: period))
        .publish(period)
      for name in try await store.writeManagerRecovery(to: folder) {
        Output.talk(Talk(language).wrote("\(folder)/\(name)"))
      }
      return try write(review, language)
    }
    if let experiment {
      guard let only = SimulatedScenario.named(experiment) else {
        throw SimulationError.unknown(experiment)
      }
      scenarios = [only]
    }
    let store = try await DemoStore.make(of: scenarios, in: folder, language: language)
    let review = try await store.publishReviews(untilDecided: experiment != nil)
    try write(review, language)
    try await writeTable(try await store.table(upTo: review.asOf, on: review.meeting), language)
  }

  /// The table as the head would open it on the day of the last review.
  private func writeTable(_ table: FunnelTable, _ language: Language) async throws {
    for each in Language.allCases {
      let name = "\(folder)/table.\(each.rawValue).html"
      try Output.file(Array(FunnelTablePages.html(table, language: each).utf8), at: name)
      Output.talk(Talk(language).wrote(name))
    }
  }

  private func write(_ review: Review, _ language: Language) throws {
    for language in Language.allCases {
      let page = HTMLReview.render(review, language: language, copy: .head)
      try Output.file(
        Array(page.utf8),
        at: "\(folder)/review.\(language.rawValue).html"
      )
    }
    if options.json {
      Output.data(try JSONReview.encode(review))
    } else {
      let talk = Talk(language)
      for card in review.decide + review.watch + review.settled {
        Output.data(talk.verdictLine(card.evaluation.form.title, card.evaluation.verdict))
      }
    }
    for name in ["review.ru.html", "review.en.html"] {
      Output.talk(Talk(language).wrote("\(folder)/\(name)"))
    }
  }
}

/// The worked experiments loaded as a company would have lived them: drawn from the sealed lists,
/// logged, and reviewed on every review date.
struct DemoStore {
  let store: any Store

  /// The company's last review: the one that decides.
  static let lastPeriod = "2026-12-H2"

  static func make(of scenarios: [SimulatedScenario], in folder: String, language: Language)
    async throws -> DemoStore
  {
    do {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true
      )
    } catch {
      throw ModelError.inputOutput(path: folder, detail: error.localizedDescription)
    }
    let path = folder + "/verdict.sqlite"
    for ending in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + ending) {
      try FileManager.default.removeItem(atPath: path + ending)
    }
    let settings = [
      CompanySettings.Key.currency: "RUB", CompanySettings.Key.timeZone: "+03:00",
      CompanySettings.Key.language: language.rawValue,
      CompanySettings.Key.company: language == .ru
        ? "Смоделированный отдел" : "A simulated department",
    ]
    let store = DemoStore(
      store: try SQLiteStore.create(at: path, settings: settings, funnel: .standard)
    )
    for scenario in scenarios { try await store.load(scenario) }
    try await store.bets()
    if scenarios.contains(where: { $0.filedTable != nil }) { try await store.plans() }
    return store
  }

  /// The department's plan of each month of its tests, set a few days before.
  private func plans() async throws {
    guard try await store.read({ try $0.funnelDays() }) != nil else { return }
    for (month, set, meetings, revenue) in [
      ("2026-11", "2026-10-29", 24.0, 2_600_000_00.0),
      ("2026-12", "2026-11-27", 26.0, 2_800_000_00.0),
      ("2027-01", "2026-12-28", 18.0, 2_000_000_00.0),
    ] {
      guard let month = Month(iso: month), let day = Day(iso: set) else { continue }
      let numbers = [
        ("leads", meetings * 8.5), ("meetings_held", meetings),
        ("payments", (meetings * 0.18).rounded()), ("revenue", revenue), ("show_rate", 0.6),
      ]
      _ = try await desk(on: day).setPlan(
        numbers.map { PlanChange(month: month, what: $0.0, value: $0.1) },
        reason: ""
      )
    }
  }

  func desk(on day: Day, hour: Int = 9) -> Desk {
    Desk(
      store: store,
      author: "demo",
      now: Timestamp(microseconds: Int64(day.number * 86_400 + hour * 3600) * 1_000_000),
      program: Session.program
    )
  }

  /// The table by month, each source beside the total.
  fileprivate func table(upTo day: Day, on meeting: Day) async throws -> FunnelTable {
    try await desk(on: meeting).table(TableRequest(span: .month, split: .source, to: day))
  }

  private func load(_ scenario: SimulatedScenario) async throws {
    let seed = scenario.usualSeed
    let department = SimulatedFiles.department(scenario, seed: seed)
    let last = scenario.company.days.upperBound
    if scenario.filesTest, let test = scenario.test {
      let before = desk(on: test.form.start - 3)
      _ = try await before.add(test.form)
      _ = try await before.start(
        test.form.id,
        seal: SimulatedFiles.seal(scenario, seed: seed)
      )
      _ = try await desk(on: last).draw(
        test.form.id,
        department.testUnits.map { record in
          DrawRequest(
            unit: record.exposure.unit,
            manager: record.exposure.manager,
            source: record.exposure.source,
            segment: record.exposure.segment,
            day: record.exposure.day
          )
        }
      )
    }
    for file in SimulatedFiles.files(of: department) where file.name.hasSuffix(".csv") {
      _ = try await desk(on: last).importFile(
        file.bytes,
        name: "\(scenario.name)/\(file.name)",
        mode: .commit
      )
    }
  }

  fileprivate func load(_ scenario: SliceScenario) async throws {
    let seed = scenario.usualSeed
    let before = desk(on: scenario.form.start - 3)
    _ = try await before.add(scenario.form)
    _ = try await before.start(
      scenario.form.id,
      seal: SimulatedFiles.seal(scenario, seed: seed)
    )
    for file in SimulatedFiles.files(for: scenario, seed: seed)
    where file.name.hasSuffix(".csv") {
      _ = try await desk(on: scenario.form.end + 1).importFile(
        file.bytes,
        name: "\(scenario.name)/\(file.name)",
        mode: .commit
      )
    }
  }

  fileprivate func load(_ scenario: UnitScenario) async throws {
    let (form, seed) = (scenario.form, scenario.usualSeed)
    _ = try await desk(on: form.start - 3).add(form)
    _ = try await desk(on: form.start - 3).start(
      form.id,
      seal: SimulatedFiles.seal(scenario, seed: seed)
    )
    let later = desk(on: scenario.lastDay + 1)
    _ = try await later.draw(
      form.id,
      SimulatedFiles.units(of: scenario, seed: seed).map { record in
        DrawRequest(
          unit: record.exposure.unit,
          manager: record.exposure.manager,
          segment: record.exposure.segment,
          day: record.exposure.day
        )
      }
    )
    for file in SimulatedFiles.files(for: scenario, seed: seed)
    where file.name.hasSuffix(".csv") {
      _ = try await later.importFile(
        file.bytes,
        name: "\(scenario.name)/\(file.name)",
        mode: .commit
      )
    }
  }

  /// Publishes each review of one experiment on its date and answers the last, or the first that asks
  /// for a decision.
  fileprivate func publishReviews(of form: HypothesisForm) async throws -> Review {
    var last: Review?
    for period in LookHistory.reviews(of: form) {
      last = try await desk(on: WorkingCalendar.russia.reviewDate(of: period)).publish(period)
      if last?.decide.isEmpty == false { break }
    }
    guard let last else { throw CommandError.badPeriod(form.id) }
    return last
  }

  /// What seven people expected of the first test.
  private func bets() async throws {
    let expectations: [(String, String, Double?)] = [
      ("Анна", "up", 15), ("Игорь", "up", 10), ("Мария", "up", 5), ("Олег", "same", nil),
      ("Светлана", "up", 20), ("Тимур", "up", 10), ("Вера", "up", 8),
    ]
    guard let form = SimulatedScenario.screenShareNow.test?.form,
      try await store.read({ try $0.hypothesis(form.id) }) != nil
    else { return }
    for (person, direction, size) in expectations {
      let desk = desk(on: form.start - 1)
      try await desk.bet(
        Bet(
          hypothesis: form.id,
          person: person,
          direction: direction,
          size: size,
          at: desk.now
        )
      )
    }
  }

  /// Publishes each review on its date and answers the last, or the first that asks for a decision.
  func publishReviews(untilDecided: Bool) async throws -> Review {
    guard let first = SimulatedScenario.screenShareNow.test?.form.start,
      let last = HalfMonth(iso: Self.lastPeriod)
    else { throw CommandError.badPeriod(Self.lastPeriod) }
    var period = HalfMonth(containing: first)
    while true {
      let day = WorkingCalendar.russia.reviewDate(of: period)
      let review = try await desk(on: day).publish(period)
      if period == last || (untilDecided && !review.decide.isEmpty) { return review }
      period = period.next
    }
  }
}

extension DemoStore {
  /// The example's last review as a page, from a store of its own that is gone afterwards.
  static func page(_ language: Language) async throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("verdict-demo-" + UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try await make(of: SimulatedScenario.all, in: folder, language: language)
    let review = try await store.publishReviews(untilDecided: false)
    return Array(HTMLReview.render(review, language: language, copy: .head).utf8)
  }
}
