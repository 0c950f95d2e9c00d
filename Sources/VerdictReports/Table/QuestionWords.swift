package import VerdictModel

/// The six questions every company answers in its own way, and the answers.
package struct QuestionWords: Sendable {
  let language: Language
  package init(_ language: Language) { self.language = language }

  package func question(_ question: FunnelQuestion) -> String {
    switch question {
    case .reading:
      language(
        "Конверсию читаем по дню оплаты или по дню прихода клиента?",
        "Is a conversion read by the day of payment, or by the day the client came in?"
      )
    case .showRate:
      language(
        "Доходимость считаем от кого?",
        "Of whom is show-up counted?"
      )
    case .revenue:
      language(
        "Что такое выручка: подписано или оплачено, с НДС или без?",
        "What is revenue: signed or paid, with VAT or without?"
      )
    case .clientCost:
      language(
        "Входят ли зарплаты в цену клиента?",
        "Are salaries in the cost of a client?"
      )
    case .returnOn:
      language(
        "ROMI считаем от выручки или от маржи?",
        "Is the return on marketing counted of revenue, or of margin?"
      )
    case .dealOwner:
      language(
        "Чья сделка, если её передали?",
        "Whose is a deal that changed hands?"
      )
    }
  }

  /// One answer as it is offered.
  package func option(_ question: FunnelQuestion, _ answer: String) -> String {
    switch (question, answer) {
    case (.reading, "cohort"):
      language("по дню прихода (когорты)", "by the day of coming in (cohorts)")
    case (.reading, _): language("по дню события", "by the day of the event")
    case (.showRate, "due-less-moved"):
      language(
        "от назначенных на день без перенесённых",
        "of those due on the day, less the moved ones"
      )
    case (.showRate, "booked"):
      language("от записанных (по дню записи)", "of those booked (by the day of booking)")
    case (.showRate, _):
      language(
        "от назначенных на этот день, перенос не неявка",
        "of those due on the day; a moved one is no no-show"
      )
    case (.revenue, "signed-without-vat"): language("подписано, без НДС", "signed, without VAT")
    case (.revenue, "paid-with-vat"): language("оплачено, с НДС", "paid, with VAT")
    case (.revenue, "paid-without-vat"): language("оплачено, без НДС", "paid, without VAT")
    case (.revenue, _): language("подписано, с НДС", "signed, with VAT")
    case (.clientCost, "ads-and-salaries"):
      language("реклама и зарплаты", "ads and salaries")
    case (.clientCost, _): language("только реклама", "ads only")
    case (.returnOn, "margin"): language("от маржи", "of margin")
    case (.returnOn, _): language("от выручки", "of revenue")
    case (.dealOwner, "responsible"):
      language("нынешнего ответственного в CRM", "the present responsible in the CRM")
    case (.dealOwner, "field"):
      language("того, кто в поле «Менеджер»", "the one in the field “Manager”")
    case (.dealOwner, _):
      language("того, кто вёл её в день события", "the one who had it on the day of the event")
    }
  }

  private func topic(_ question: FunnelQuestion) -> String {
    switch question {
    case .reading: language("Конверсии", "Conversions")
    case .showRate: language("Доходимость", "Show-up")
    case .revenue: language("Выручка", "Revenue")
    case .clientCost: language("Цена клиента", "Cost per client")
    case .returnOn: "ROMI"
    case .dealOwner: language("Чья сделка", "Owner of a deal")
    }
  }

  /// The line under the table.
  package func line(_ answer: FunnelAnswer) -> String {
    topic(answer.question) + ": " + option(answer.question, answer.answer)
      + (answer.isGiven ? "." : language(" (по умолчанию).", " (by default)."))
  }
}
