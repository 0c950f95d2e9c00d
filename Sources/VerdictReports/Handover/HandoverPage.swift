package import VerdictModel

/// The page for a successor, as Markdown that also reads as plain text.
package enum HandoverPage {
  /// Renders one page.
  ///
  /// - Parameters:
  ///   - handover: what was gathered.
  ///   - store: where the data are, as the reader would type it.
  ///   - language: Russian or English.
  /// - Returns: Markdown.
  package static func render(_ handover: Handover, store: String, language: Language) -> String {
    let writer = Writer(handover: handover, language: language)
    let company = handover.company.map { ": " + $0 } ?? ""
    var lines = ["# " + language("Передача дел", "Handover") + company, ""]
    lines += [
      language(
        "На \(writer.calendar.dayAndYear(handover.today)). Следующий разбор \(writer.calendar.day(handover.nextReview)).",
        "As of \(writer.calendar.dayAndYear(handover.today)). The next review is on \(writer.calendar.day(handover.nextReview))."
      ), "",
    ]
    lines += writer.section(language("Что идёт", "What runs"), writer.running())
    lines += writer.section(language("Что обещали", "What was promised"), writer.promises())
    lines += writer.section(language("Кто что вводит", "Who enters what"), writer.people())
    lines += writer.section(
      language("Что значит каждое число", "What each number means"),
      writer.numbers()
    )
    lines += writer.section(
      language("Где данные и копия", "Where the data and the copy are"),
      [
        language("Хранилище: `\(store)`.", "The store: `\(store)`."),
        language(
          "Копия: `verdict backup ФАЙЛ` раз в неделю, файл на другой диск; вернуть: `verdict restore ФАЙЛ`; проверить: `verdict doctor`.",
          "A copy: `verdict backup FILE` once a week, onto another disk; back: `verdict restore FILE`; check: `verdict doctor`."
        ),
      ]
    )
    return lines.joined(separator: "\n")
  }

  private struct Writer {
    let handover: Handover
    let language: Language
    var calendar: CalendarWords { CalendarWords(language) }

    /// A heading with its points, or a word that there are none.
    func section(_ title: String, _ points: [String]) -> [String] {
      let none = language("ничего", "nothing")
      return ["## " + title, ""] + (points.isEmpty ? [none] : points).map { "- " + $0 } + [""]
    }

    func running() -> [String] {
      let running = handover.running.map { running in
        let form = running.form
        let title = language.text(form.title)
        let until = calendar.day(form.stoppedOn ?? form.end)
        let decision = calendar.dayAndYear(running.decidedOn)
        return language(
          "**\(title)** (`\(form.id)`), ведёт \(form.owner): клиентов берём до \(until), последний взгляд на разборе \(decision).",
          "**\(title)** (`\(form.id)`), led by \(form.owner): takes clients until \(until), the last look at the review on \(decision)."
        )
      }
      let drafts = handover.drafts.map { form in
        language(
          "\(language.text(form.title)) (`\(form.id)`): черновик, ещё не начата.",
          "\(language.text(form.title)) (`\(form.id)`): a draft, not started."
        )
      }
      return running + drafts
    }

    func promises() -> [String] {
      handover.promises.map { decision in
        let title = handover.titles[decision.hypothesis].map(language.text) ?? decision.hypothesis
        var text = "**\(title)**: " + VerdictWords(language).choice(decision.choice)
        if !decision.owner.isEmpty { text += language(", кто: ", ", who: ") + decision.owner }
        if let due = decision.due { text += language(", до ", ", by ") + calendar.dayAndYear(due) }
        if let check = decision.checkOn {
          text += language(", проверить ", ", check on ") + calendar.dayAndYear(check)
        }
        if !decision.lesson.isEmpty {
          text += language(". Урок: ", ". Lesson: ") + decision.lesson
        }
        return text + "."
      }
    }

    func people() -> [String] {
      let site = SiteWords(language)
      let accounts = handover.accounts.map { account in
        var text = "**\(account.name)**: \(site.role(account.role)), \(site.duty(account.role))"
        if let manager = account.manager, manager != account.name {
          text += language("; в таблице: ", "; in the table: ") + manager
        }
        return text + "."
      }
      func titles(_ owner: CounterOwner) -> String {
        handover.funnel.counters.filter { $0.owner == owner }
          .map { language.text($0.title).lowercased() }.joined(separator: ", ")
      }
      return accounts + [
        language("Из файлов: \(titles(.files)).", "From files: \(titles(.files))."),
        language("Руками, утром: \(titles(.hand)).", "By hand, each morning: \(titles(.hand))."),
      ]
    }

    func numbers() -> [String] {
      handover.funnel.metrics.map { metric in
        func title(_ key: String) -> String {
          handover.funnel.counter(key).map { language.text($0.title).lowercased() } ?? key
        }
        return "**\(language.text(metric.title))** = \(title(metric.numerator)) / "
          + title(metric.denominator)
          + (metric.good == .up
            ? language(" (больше — лучше)", " (more is better)")
            : language(" (меньше — лучше)", " (less is better)"))
      }
    }
  }
}
