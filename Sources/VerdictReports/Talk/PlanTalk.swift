package import VerdictModel

/// What is said when a plan was set, taken back or listed.
package struct PlanTalk: Sendable {
  private let language: Language
  private let funnel: FunnelDefinition
  private let amounts: PlanFigures
  private let calendar: CalendarWords

  package init(_ language: Language, funnel: FunnelDefinition, currency: String) {
    self.language = language
    self.funnel = funnel
    amounts = PlanFigures(language: language, currency: currency)
    calendar = CalendarWords(language)
  }

  /// One line a place: `ноябрь 2026, встречи проведены: 20 → 24`.
  package func changed(_ change: PlanChange, before: Double?) -> String {
    let place = [change.manager, change.source].compactMap(\.self).joined(separator: ", ")
    return calendar.month(change.month) + ", " + title(change.what).lowercased()
      + (place.isEmpty ? "" : " (" + place + ")") + ": "
      + (before.map { show($0, change.what) } ?? language("не было", "none")) + " → "
      + (change.value.map { show($0, change.what) } ?? language("нет", "none"))
  }

  package func done(_ version: PlanVersion, changes: Int, isPreview: Bool) -> String {
    if changes == 0 {
      return language(
        "План и так такой: ничего не записано.",
        "The plan is so already: nothing was written."
      )
    }
    return isPreview
      ? language("Это просмотр: ничего не записано.", "A preview: nothing was written.")
      : language(
        "Версия плана \(version.id). Посмотреть: verdict plan show; вернуть прежнюю: verdict plan undo.",
        "Version \(version.id) of the plan. To see it: verdict plan show; to take it back: verdict plan undo."
      )
  }

  /// One line a version.
  package func line(_ version: PlanVersion, offsetSeconds: Int) -> String {
    let day = calendar.dayAndYear(version.at.day(offsetSeconds: offsetSeconds))
    let months = version.months.map { calendar.month($0) }.joined(separator: ", ")
    return "\(version.id)  \(day)  \(version.author)  \(months)"
      + (version.reason.isEmpty ? "" : "  " + version.reason)
  }

  package var noVersions: String {
    language("План ещё не ставили.", "No plan was ever set.")
  }

  private func title(_ what: String) -> String {
    (funnel.counter(what)?.title ?? funnel.metric(what)?.title).map(language.text) ?? what
  }

  private func show(_ value: Double, _ what: String) -> String {
    if let metric = funnel.metric(what) { return amounts.metric(value, isShare: metric.isShare) }
    return amounts.amount(value, isMoney: funnel.counter(what)?.isMoney ?? false)
  }
}
