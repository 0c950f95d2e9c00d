import VerdictModel
import VerdictReports
import VerdictWorkflow

/// The end of the morning: how long it took, how the month goes, what is missing, a line for the chat.
enum DonePage {
  static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = YesterdayWords(visit.language)
    let days = (visit.query["days"] ?? "").split(separator: ",").prefix(31)
      .compactMap { Day(iso: $0) }
    let (sheets, pace) = try await visit.desk.summary(of: days)
    let morning = try await visit.desk.morning(manager: visit.person.manager, only: days)
    let own = visit.person.manager
    let isWhole = own == nil
    let shown = sheets.filter { !visit.settings.daysOff.contains($0.day) }
    let missing = morning.days.filter { !visit.settings.daysOff.contains($0.day) }.compactMap {
      sheet -> String? in
      let lacking = (morning.salesCounters + (isWhole ? morning.adCounters : [])).filter {
        counter in
        !sheet.known.contains {
          $0.key.counter == counter.key && (own == nil || $0.key.manager == own)
        }
      }
      var names = lacking.map { visit.language.text($0.title) }
      if isWhole, sheet.payments == nil { names.append(words.payments) }
      return names.isEmpty ? nil : words.missingDay(sheet.day, names)
    }
    let lines = shown.map { words.line($0.day, $0.sums(of: own, in: morning)) }
    let paces = pace.map { words.pace($0.counter, $0.month, soFar: $0.soFar, usual: $0.usual) }
    let batch = Int(visit.query["batch"] ?? "")
    return Page(
      words.doneTitle,
      template: "done",
      [
        "heading": visit.query["time"].flatMap { Int($0) }.map { words.done(seconds: $0) }
          ?? words.doneTitle,
        "lines": lines, "paces": isWhole ? paces : [], "missingHeading": words.missing,
        "missing": missing, "hasMissing": !missing.isEmpty, "nothingMissing": words.nothingMissing,
        "chatHeading": words.chat, "copyHint": words.copyHint, "isWhole": isWhole,
        "hasChat": isWhole && !lines.isEmpty,
        "chat": (lines + paces).joined(separator: " "), "again": words.again,
        "canTakeBack": batch != nil && visit.query["undone"] == nil, "batch": String(batch ?? 0),
        "takeBack": words.takeBack,
        "hasOff": days.contains { visit.settings.daysOff.contains($0) }, "notOff": words.notOff,
      ],
      place: .yesterday,
      typed: typed,
      notice: visit.query["undone"] == nil ? "" : words.takenBack
    )
  }

  static func takeBack(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    guard let batch = Int(typed["batch"]) else { throw SiteProblem.badRequest }
    let answer = "/yesterday/done?undone=1"
    _ = try await visit.once(typed, answer: answer) { desk in try await desk.takeBackEntry(batch) }
    return .redirect(answer)
  }
}

extension DaySummary {
  /// Everybody's sums, or those of one manager's row: a manager never sees the department's.
  fileprivate func sums(of manager: String?, in morning: Morning) -> [String: Int64] {
    guard let manager else { return sums }
    let known = morning.days.first { $0.day == day }?.known ?? [:]
    return known.reduce(into: [:]) { own, cell in
      if cell.key.manager == manager { own[cell.key.counter] = cell.value }
    }
  }
}
