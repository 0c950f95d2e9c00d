package import VerdictModel

/// Words of the pages «План», «Неделя» and «Сходится ли?» beside their numbers.
package struct PlanPageWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }
  private var calendar: CalendarWords { CalendarWords(language) }

  package var plan: String { language("План", "Plan") }
  package var week: String { language("Неделя", "Week") }
  package var today: String { language("Сегодня", "Today") }
  package var claims: String { language("Сходится ли?", "Does it add up?") }

  package func month(_ month: Month) -> String { calendar.month(month).capitalisedFirst }
  package func earlier(_ month: Month) -> String { "← " + calendar.month(month) }
  package func later(_ month: Month) -> String { calendar.month(month) + " →" }
  package func earlierWeek(_ day: Day) -> String {
    language("← неделя с ", "← the week of ") + calendar.day(day)
  }
  package func laterWeek(_ day: Day) -> String {
    language("неделя с ", "the week of ") + calendar.day(day) + " →"
  }
  package func none(_ month: Month) -> String {
    language(
      "Плана на \(calendar.month(month)) ещё нет.",
      "There is no plan for \(calendar.month(month)) yet."
    )
  }
  package func set(_ month: Month) -> String {
    language(
      "Поставить план на \(calendar.month(month))",
      "Set the plan for \(calendar.month(month))"
    )
  }
  package var setHint: String {
    language(
      "Пустое поле — числа нет в плане. Деньги целиком или «2,6 млн», доли в процентах: 65 %.",
      "An empty field: the number is not in the plan. Money in full or “2.6m”, shares in per cent: 65 %."
    )
  }
  package var targets: String { language("Цели по показателям", "Targets of metrics") }
  package var reason: String { language("Почему меняем", "Why it changes") }
  package var reasonHint: String {
    language(
      "Нужно, если месяц уже идёт: прежний план останется рядом.",
      "Needed once the month has begun: the former plan stays beside it."
    )
  }
  package var save: String { language("Записать план", "Save the plan") }
  package var saved: String {
    language(
      "План записан, прежняя версия сохранена.",
      "The plan is saved; the former version is kept."
    )
  }
  package func bad(_ label: String, isShare: Bool) -> String {
    isShare
      ? language("«\(label)»: доля, пишите 65 %.", "“\(label)”: a share, write 65 %.")
      : language("«\(label)»: нужно число, 24 или 2,6 млн.", "“\(label)”: a number, 24 or 2.6m.")
  }
  package var needs: String { language("Что для этого нужно", "What it takes") }

  package var needsLead: String {
    language(
      "От выручки назад: оплаты, встречи, лиды, бюджет. Ставки — ваши, за последние 90 дней; впишите свои, чтобы примерить.",
      "Backwards from revenue: payments, meetings, leads, budget. The rates are yours of the last 90 days; write others to try them."
    )
  }
  package func revenueOf(_ month: Month) -> String {
    language(
      "Выручка (пусто: план на \(calendar.month(month)))",
      "Revenue (empty: the plan for \(calendar.month(month)))"
    )
  }
  package func tried(_ title: String) -> String {
    language("Примерить: \(title)", "Try: \(title)")
  }
  package var count: String { language("Посчитать", "Work it out") }

  package var bridge: String { language("Откуда разница", "Where a change came from") }
  package var bridgeLead: String {
    language(
      "Сколько дал каждый этап воронки между двумя месяцами.",
      "How much each stage of the funnel gave between two months."
    )
  }
  package var bridgeOf: String { language("Что изменилось", "What changed") }
  package var bridgeBefore: String { language("Было", "Before") }
  package var bridgeAfter: String { language("Стало", "After") }

  // MARK: claims

  package var claimsLead: String {
    language(
      "Чужой успех или свой отчёт: впишите числа и посмотрите, что должно быть правдой.",
      "Another's success or one's own report: fill in the numbers and see what must be true."
    )
  }
  package var shareHeading: String {
    language("Часть согласилась сразу", "A part accepted at once")
  }
  package var costHeading: String {
    language("Конверсия и цена клиента", "Conversion and cost per client")
  }
  package var checkHeading: String { language("Клиенты и выручка", "Clients and revenue") }
  package var base: String { language("Было, из 100", "Before, of 100") }
  package var total: String { language("Стало, из 100", "After, of 100") }
  package var share: String { language("Согласились сразу, из 100", "Accepted at once, of 100") }
  package var claimed: String {
    language("Цена клиента изменилась, %", "Cost per client changed, %")
  }
  package var revenue: String { language("Выручка", "Revenue") }
  package var clients: String { language("Клиентов", "Clients") }
  package var check: String {
    language("Заявленный средний чек", "The claimed average deal")
  }
  package var ask: String { language("Проверить", "Check") }
  package func badNumber(_ label: String) -> String {
    language(
      "«\(label)»: нужно число от 0 до 100.",
      "“\(label)”: a number from 0 to 100 is needed."
    )
  }
  package var impossible: String {
    language(
      "С такими числами не посчитать: проверьте, что доли от 0 до 100, а деньги и клиенты больше нуля.",
      "These numbers cannot be worked with: shares are 0 to 100, money and clients above zero."
    )
  }
}
