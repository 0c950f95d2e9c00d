import ArgumentParser
import Foundation
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct DayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "day",
    abstract: "Fill in yesterday: only the cells no file gave, all unfilled days at once.",
    discussion: """
      Without values it asks, a cell a line (from a terminal or from a pipe). With values it asks \
      nothing: COUNTER=NUMBER of the manager or source named, or NAME:COUNTER=NUMBER. A known number \
      is changed only with --yes; what is possible and rarely true is said, and needs --yes too. More \
      meetings held than due are refused.

      Examples: verdict day
                verdict day --list
                verdict day --day 2026-11-06 --manager Igor meetings_due=2 meetings_held=1
                verdict day --day 2026-11-06 Anna:meetings_due=1 Anna:meetings_held=1 --empty zero
                verdict day --day 2026-11-06 --payment "41873;Anna;Direct;600000" --no-more-payments
                verdict day --off 2026-11-07 --off 2026-11-08
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "COUNTER=NUMBER or NAME:COUNTER=NUMBER; ? takes a number out.")
  var values: [String] = []
  @Option(help: "The day. Default: every unfilled one, or the only one.") var day: [Day] = []
  @Option(help: "Whose row: of all values without a name.") var manager: String?
  @Option(help: "Which source: of all values without a name.") var source: String?
  @Option(
    help: ArgumentHelp(
      "A payment, \"deal;manager;source;amount;package\"; a refund has a minus.",
      valueName: "payment"
    )
  )
  var payment: [String] = []
  @Flag(help: "There were no payments but these.") var noMorePayments = false
  @Option(help: "A day nobody worked.") var off: [Day] = []
  @Option(help: "What empty cells of meetings are: zero or unknown.") var empty: Empty?
  @Flag(help: "Write what is possible and rarely true, and replace known numbers.") var yes = false
  @Flag(help: "Print the cells still to fill, and ask nothing.") var list = false

  enum Empty: String, ExpressibleByArgument, CaseIterable {
    case zero
    case unknown
  }

  private var isSaid: Bool {
    !values.isEmpty || !payment.isEmpty || !off.isEmpty || noMorePayments || empty != nil
  }

  func validate() throws {
    if manager != nil, source != nil {
      throw ValidationError("A value is of a --manager or of a --source, not of both.")
    }
    if list, isSaid { throw ValidationError("--list prints and takes no values.") }
  }

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    let morning = try await desk.morning(only: day.isEmpty ? nil : day.sorted())
    let talk = DayTalk(language, currency: settings.currency)
    if list { return try printMissing(morning, talk, language) }
    let entry: DayEntry
    let began = Date()
    if isSaid {
      let funnel = try await desk.store.read { try $0.funnelDefinition() }
      entry = try flags(settings.currency).entry(morning, funnel)
      let doubts = try await desk.doubts(about: entry)
      if !doubts.isEmpty {
        Output.talk(talk.doubtsHead)
        for doubt in doubts { Output.talk("  " + talk.text(doubt, morning)) }
        guard yes else {
          Output.talk(talk.confirmWithFlag)
          throw ExitCode(FailureKind.badData.rawValue)
        }
      }
    } else {
      if morning.days.isEmpty {
        return Output.talk(YesterdayWords(language).nothingToDo)
      }
      var dialogue = DayDialogue(morning: morning, language: language, talk: talk)
      entry = try dialogue.entry()
      let doubts = try await desk.doubts(about: entry)
      guard try dialogue.confirm(doubts) else { return Output.talk(talk.notWritten) }
    }
    let batch = try await desk.enter(entry)
    try await finish(
      desk,
      entry,
      batch,
      seconds: isSaid ? nil : Int(Date().timeIntervalSince(began)),
      session,
      talk,
      language
    )
  }

  private func flags(_ currency: String) -> DayFlags {
    DayFlags(
      values: values,
      days: day.sorted(),
      manager: manager,
      source: source,
      payments: payment,
      noMorePayments: noMorePayments,
      off: off,
      empty: empty
    )
  }

  // MARK: what is missing

  private func printMissing(
    _ morning: Morning,
    _ talk: DayTalk,
    _ language: Language
  ) throws {
    let cells = morning.days.flatMap { sheet in
      morning.missing(on: sheet).map { MissingCell(sheet.day, $0) }
    }
    if options.json { return try Output.json(cells) }
    guard !cells.isEmpty else { return Output.talk(YesterdayWords(language).nothingToDo) }
    for sheet in morning.days {
      let missing = morning.missing(on: sheet)
      guard !missing.isEmpty else { continue }
      Output.data(
        talk.missing(
          sheet.day,
          missing.map { (who: $0.0.manager ?? $0.0.source ?? "", counter: $0.1) }
        )
      )
    }
  }

  // MARK: the end

  private func finish(
    _ desk: Desk,
    _ entry: DayEntry,
    _ batch: Int,
    seconds: Int?,
    _ session: Session,
    _ talk: DayTalk,
    _ language: Language
  ) async throws {
    let days = Set(entry.cells.map(\.place.day) + entry.payments.map(\.day)).union(entry.paidOut)
      .union(entry.off).sorted()
    let (sheets, pace) = try await desk.summary(of: days)
    if options.json {
      try Output.json(DayAnswer(batch: batch, days: sheets))
    }
    let words = YesterdayWords(language)
    Output.talk(seconds.map { words.done(seconds: $0) } ?? words.doneTitle + ".")
    let shown = sheets.filter { !entry.off.contains($0.day) }
    for sheet in shown { Output.talk(words.line(sheet.day, sheet.sums)) }
    for pace in pace {
      Output.talk(words.pace(pace.counter, pace.month, soFar: pace.soFar, usual: pace.usual))
    }
    let after = try await desk.morning(only: shown.map(\.day))
    let today = session.now.day(offsetSeconds: try await desk.settings().offsetSeconds)
    let fresh = after.lastDays.sorted { $0.key < $1.key }
      .map { words.freshness($0.key, $0.value, today: today) }
    if !fresh.isEmpty { Output.talk(fresh.joined(separator: " · ")) }
    Output.talk(talk.takeBack(batch))
  }
}

private struct MissingCell: Encodable {
  let day: Day
  let counter: String
  let manager: String?
  let source: String?

  init(_ day: Day, _ cell: (CellPlace, Counter)) {
    self.day = day
    counter = cell.1.key
    manager = cell.0.manager
    source = cell.0.source
  }
}

private struct DayAnswer: Encodable {
  struct Sums: Encodable {
    let day: Day
    let sums: [String: Int64]
  }
  let batch: Int
  let days: [Sums]

  init(batch: Int, days: [DaySummary]) {
    self.batch = batch
    self.days = days.map { Sums(day: $0.day, sums: $0.sums) }
  }
}

extension Morning {
  /// Cells of a day that people enter and nobody has.
  func missing(on sheet: DaySheet) -> [(CellPlace, Counter)] {
    managers.flatMap { manager in
      salesCounters.map {
        (CellPlace(day: sheet.day, counter: $0.key, manager: manager), $0)
      }
    }
    .filter { sheet.known[$0.0] == nil && $0.1.isKept(on: sheet.day) }
  }
}

extension DayTalk {
  /// A doubt in words.
  func text(_ doubt: DayDoubt, _ morning: Morning) -> String {
    switch doubt {
    case .spendWithoutClicks(let day, let source): return spendWithoutClicks(day, source)
    case .leadsWithoutSpend(let day, let source): return leadsWithoutSpend(day, source)
    case .newSource(let name): return newSource(name)
    case .newManager(let name): return newManager(name)
    case .paymentsAboveHeld(let payments, let held): return paymentsAboveHeld(payments, held)
    case .fullDayOff(let day, let due): return fullDayOff(day, due)
    case .changed(let place, let from, let to):
      let counters = morning.salesCounters + morning.adCounters
      guard let counter = counters.first(where: { $0.key == place.counter }) else {
        return place.counter
      }
      return changed(place.manager ?? place.source ?? "", counter, place.day, from: from, to: to)
    }
  }
}
