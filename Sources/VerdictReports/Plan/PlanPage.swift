package import VerdictAnalysis
import VerdictModel

/// A month's plan against its fact, as a page.
package enum PlanPage {
  /// The page; without names where others may look on.
  package static func page(
    _ fact: PlanFact,
    company: String?,
    currency: String,
    language: Language,
    names: Bool = true
  ) -> WordPage {
    let words = PlanWords(fact: fact, language: language, currency: currency)
    let calendar = CalendarWords(language)
    let data = fact.asOf.map {
      language("данные по ", "data to ") + calendar.day($0, near: fact.today)
    }
    let days = Figures(language).count(fact.elapsed, of: fact.workingDays)
    return WordPage(
      language: language,
      company: company,
      title: language("План и темп", "Plan and pace"),
      period: calendar.month(fact.month),
      dateline: [
        data ?? language("данных ещё нет", "no data yet"),
        language("прошло рабочих дней: \(days)", "working days gone: \(days)"),
      ],
      bottomLine: [words.headline()],
      sections: [
        Section(
          id: "plan",
          title: language("План и факт", "Plan and fact"),
          blocks: words.blocks(names: names)
        )
      ]
    )
  }

  /// One line for the morning and the week.
  package static func headline(_ fact: PlanFact, currency: String, language: Language) -> String {
    PlanWords(fact: fact, language: language, currency: currency).headline()
  }
}

extension ReviewWriter {
  /// Plan and pace, second in the review after data health; nothing in reviews of before it was kept.
  func planSection() -> [Section] {
    guard let plan = review.plan else { return [] }
    let title = language("План и темп", "Plan and pace")
    guard let fact = plan.fact else {
      let month = calendar.month(plan.month)
      return [
        Section(
          id: "plan",
          title: title,
          blocks: [
            .paragraph(
              language(
                "Плана на \(month) нет: сравнивать факт не с чем.",
                "There is no plan for \(month): nothing to hold the fact against."
              )
            )
          ]
        )
      ]
    }
    let words = PlanWords(fact: fact, language: language, currency: review.currency)
    return [
      Section(
        id: "plan",
        title: title,
        blocks: [.paragraph(words.headline())] + words.blocks(names: copy == .head)
      )
    ]
  }
}
