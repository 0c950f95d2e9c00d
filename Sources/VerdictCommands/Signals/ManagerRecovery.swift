import VerdictAnalysis
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// The worked experiment of a manager who slid and was talked back: its files, and its store.
enum ManagerRecovery {
  static let name = "manager-recovery"
  static let usualSeed: UInt64 = 6
  /// Meetings of one manager in a month, in the rendered pages.
  static let meetings = 60.0

  static func played(seed: UInt64) -> (slump: ManagerSlump, played: ManagerSlump.Played) {
    let slump = ManagerSlump.worked(meetings: meetings)
    return (slump, slump.play(seed: seed))
  }

  static func files(seed: UInt64) -> [(name: String, bytes: [UInt8])] {
    let cells = played(seed: seed).played.cells
    return [("funnel.csv", CanonicalWriter().funnel(cells, funnel: .standard))]
  }

  /// The eve of the talk, when signals and managers are looked at.
  static func eve(_ slump: ManagerSlump) -> Day { (slump.talk ?? slump.days.upperBound) - 1 }
}

extension DemoStore {
  /// Loads the table and the clients who paid, opens the case on the day of the talk, and answers the first
  /// review after it.
  func loadManagerRecovery(_ language: Language) async throws -> HalfMonth {
    let (slump, played) = ManagerRecovery.played(seed: ManagerRecovery.usualSeed)
    let talk = slump.talk ?? slump.days.upperBound
    let files = ManagerRecovery.files(seed: ManagerRecovery.usualSeed)
    for file in files {
      _ = try await desk(on: slump.days.upperBound + 1).importFile(
        file.bytes,
        name: "\(ManagerRecovery.name)/\(file.name)",
        mode: .commit
      )
    }
    let desk = desk(on: talk)
    let act = Act(author: "demo", at: desk.now, action: "import", subject: "deals")
    try await store.write(act, .commit) { writer in
      _ = try writer.beginBatch(kind: "import", file: "deals", sha256: "", preset: "")
      for unit in played.units { _ = try writer.put(unit) }
    }
    let subject = SignalSubject(
      key: SignalSubject.fullSale,
      cut: .manager,
      member: ManagerSlump.slumping
    )
    _ = try await desk.openCase(
      naming: subject.id,
      found: language == .ru
        ? "продаёт минимальный пакет, чтобы не спорить о цене"
        : "sells the smallest package so as not to argue about the price",
      agreed: language == .ru
        ? "две недели встречи вдвоём, сначала полный пакет"
        : "two weeks of meetings together, the full package first",
      owner: "Анна",
      checkOn: talk + 42,
      words: { SignalWords(language, currency: $0, reference: $1).headline($2) }
    )
    return HalfMonth(containing: talk)
  }

  /// Signals and managers as they stood on the eve of the talk, a page each.
  func writeManagerRecovery(to folder: String) async throws -> [String] {
    let slump = ManagerSlump.worked(meetings: ManagerRecovery.meetings)
    let eve = ManagerRecovery.eve(slump)
    let desk = desk(on: eve + 1)
    let signals = try await desk.signals(asOf: eve)
    let managers = try await desk.managers(to: eve)
    let settings = try await desk.settings()
    var names: [String] = []
    for language in Language.allCases {
      let signalsPage = SignalsPage(
        signals,
        language: language,
        company: settings.company,
        currency: settings.currency,
        today: eve + 1
      )
      let managersPage = ManagersPage(
        managers,
        language: language,
        company: settings.company,
        currency: settings.currency,
        today: eve + 1
      )
      for (name, page) in [
        ("signals.\(language.rawValue).html", signalsPage.html()),
        ("managers.\(language.rawValue).html", managersPage.html()),
      ] {
        try Output.file(Array(page.utf8), at: folder + "/" + name)
        names.append(name)
      }
    }
    return names
  }
}
