package import VerdictModel

/// Words of the page that greets an empty store.
package struct FirstHourWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }

  package var title: String { language("Первый час", "The first hour") }
  package var lead: String {
    language(
      "Здесь пока пусто. Есть три пути; все три ведут к вашим собственным числам.",
      "Nothing is here yet. There are three ways in; all three lead to your own numbers."
    )
  }
  package var leadFilled: String {
    language("Вот с чем отдел начинает.", "This is what the department begins with.")
  }
  package var demo: String { language("Посмотреть пример", "See an example") }
  package var demoText: String {
    language(
      "Разбор выдуманного отдела: шесть менеджеров, проверка «Экран сейчас», вердикт. Ваших данных не касается.",
      "The review of a made-up department: six managers, the test “Screen share now”, a verdict. Your data are not touched."
    )
  }
  package var demoNote: String {
    language(
      "Данные смоделированы, правда о них известна: verdict demo.",
      "The data are simulated and their truth is known: verdict demo."
    )
  }
  package var history: String {
    language("Загрузить полгода истории", "Load half a year of history")
  }
  package var historyText: String {
    language(
      "Таблица по дням в CSV: дата, источник, менеджер, показы, клики, лиды, расход, встречи, оплаты. С ней станет видно, что вообще можно проверить.",
      "The daily table as CSV: date, source, manager, impressions, clicks, leads, spend, meetings, payments. It shows what can be tested at all."
    )
  }
  package var columns: String { language("Первая строка файла", "The file's first line") }
  package var send: String { language("Загрузить", "Load") }
  package var today: String { language("Начать с сегодняшнего дня", "Start today") }
  package var todayText: String {
    language(
      "Позовите людей, запишите первую гипотезу, завтра утром заполните «Вчера».",
      "Invite people, register the first hypothesis, fill in Yesterday tomorrow morning."
    )
  }
  package var invite: String { language("Позвать людей", "Invite people") }
  package var register: String { language("Записать гипотезу", "Register a hypothesis") }
  package var fill: String { language("Заполнить вчера", "Fill in yesterday") }
  package var rates: String { language("Ваши обычные доли", "Your usual rates") }
  package var ratesLead: String {
    language(
      "За последние 90 дней таблицы. Справа — какую прибавку заметит двухмесячный тест пополам в 80 случаях из 100. Меньшую он не докажет, но выбрать лучшее к дате поможет.",
      "From the table's last 90 days. On the right, the gain a two-month test in halves sees in 80 of 100. A smaller one it cannot prove, yet it helps to choose by a date."
    )
  }
  package var header: [String] {
    [
      language("Доля", "Rate"), language("Из 100", "Of 100"), language("Посчитано", "Counted"),
      language("В месяц", "A month"), language("Заметит от", "Sees from"),
    ]
  }
  package var noRates: String {
    language(
      "Долей пока не посчитать: нужно хотя бы 20 случаев за 90 дней.",
      "No rates yet: at least 20 cases within 90 days are needed."
    )
  }
  package func row(
    _ title: Title,
    count: (Int64, Int64),
    range: (Double, Double),
    perMonth: Double?,
    detectable: Double?
  ) -> [String] {
    let share = Double(count.0) / Double(count.1)
    let places = Figures.places(ofShare: share)
    return [
      language.text(title),
      figures.hundred(share) + " (" + figures.hundred(range.0, places) + "–"
        + figures.hundred(range.1, places) + ")",
      figures.count(count.0, of: count.1),
      perMonth.map { figures.decimal($0, 0) } ?? Figures.nothing,
      detectable.map { "+" + figures.hundred($0, $0 < 0.02 ? 1 : 0) } ?? Figures.nothing,
    ]
  }
  package func days(_ days: ClosedRange<Day>) -> String {
    let text = calendar.days(days.lowerBound, days.upperBound, year: true)
    return language("Таблица: \(text).", "The table: \(text).")
  }
}
