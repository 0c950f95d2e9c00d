package import VerdictAnalysis
package import VerdictModel

/// The table's own words.
package struct TableWords: Sendable {
  let language: Language
  private var figures: Figures { Figures(language) }

  package init(_ language: Language) { self.language = language }

  package var title: String { language("Таблица", "The table") }
  var empty: String {
    language("В таблице пока нет ни одного числа.", "The table has no number yet.")
  }
  var firstStep: String {
    language(
      "Начните с файла: verdict import table.csv, или со страницы «Вчера».",
      "Begin with a file: verdict import table.csv, or on the page Yesterday."
    )
  }
  var inAll: String { language("Всего", "In all") }
  var total: String { language("Итого", "Total") }
  var counter: String { language("Счётчик", "Counter") }
  var metric: String { language("Показатель", "Metric") }
  var indicator: String { language("Показатель", "Indicator") }
  var norm: String { language("норма", "norm") }
  var plan: String { language("план", "plan") }
  var planToDate: String { language("план на сегодня", "plan to date") }
  var attainment: String { language("выполнение", "attainment") }
  var noNorm: String { language("нет нормы", "no norm") }
  var noPlan: String { language("нет плана", "no plan") }
  var change: String { language("изменение", "change") }
  var dataAllow: String { language("данные допускают", "the data allow") }
  var whatItIs: String { language("что это", "what it is") }
  var howToRead: String { language("Как читать цифры", "How to read the numbers") }
  var cohorts: String { language("По дню прихода клиента", "By the day the client came in") }
  var cameIn: String { language("пришли", "came in") }
  var clients: String { language("клиентов", "clients") }

  package func by(_ span: TableSpan) -> String {
    switch span {
    case .day: language("по дням", "by day")
    case .week: language("по неделям", "by week")
    case .halfMonth: language("по половинам месяца", "by half-month")
    case .month: language("по месяцам", "by month")
    }
  }

  package func members(_ split: TableSplit?) -> String {
    split == .manager
      ? language("По менеджерам", "By manager") : language("По источникам", "By source")
  }

  func notSplit(_ split: TableSplit, _ names: String) -> String {
    split == .manager
      ? language(
        "По менеджерам не вводятся: \(names).",
        "Not entered by manager: \(names)."
      )
      : language("По источникам не вводятся: \(names).", "Not entered by source: \(names).")
  }

  /// `Ноябрь против октября`: `previous` stands in the genitive.
  func against(_ now: String, previous: String) -> String {
    now.prefix(1).uppercased() + now.dropFirst() + language(" против ", " against ") + previous
  }

  func workingDays(_ elapsed: Int, of all: Int) -> String {
    let noun = CountedNoun(
      "рабочего дня",
      "рабочих дней",
      "рабочих дней",
      en: "working day",
      "working days"
    )
    let form = PluralForm.of(Int64(all), language)
    let word = language(form == .one ? "рабочего дня" : "рабочих дней", noun.form(Int64(all), .en))
    return figures.count(elapsed, of: all) + Figures.noBreak + word
  }

  func future(_ day: String) -> String {
    language(
      "Есть числа за дни, которых ещё не было, по \(day): проверьте даты в файле (отменить загрузку: verdict undo).",
      "There are numbers of days that are not yet, up to \(day): check the file's dates (take it back: verdict undo)."
    )
  }

  // MARK: Cells

  func undefined(_ why: TableReading.Undefined) -> String {
    switch why {
    case .noData: language("нет данных", "no data")
    case .partMissing: language("не всё", "partly")
    case .zeroDenominator: "÷ 0"
    case .notYetCounted: language("не считали", "not yet")
    case .retired: language("снят", "retired")
    case .future: language("впереди", "ahead")
    }
  }

  func explained(_ why: TableReading.Undefined) -> String {
    undefined(why) + ": "
      + {
        switch why {
        case .noData:
          language("за период не введено ни одного числа", "no number was entered in the period")
        case .partMissing:
          language(
            "одна из частей показателя не введена, делить нельзя",
            "a part of the ratio was not entered, so it cannot be formed"
          )
        case .zeroDenominator:
          language(
            "в знаменателе ноль, показателя нет (это не ноль)",
            "the denominator is zero, so there is no ratio (which is not zero)"
          )
        case .notYetCounted:
          language("тогда ещё не считали", "was not counted then")
        case .retired: language("к тому времени снят с учёта", "was retired by then")
        case .future: language("период ещё не начался", "the period has not begun")
        }
      }() + "."
  }

  var starMeans: String {
    language(
      "* — введены не все рабочие дни: сумма за меньшее число дней.",
      "* — not every working day is entered: the sum is of fewer days."
    )
  }
  var unevenMeans: String {
    language(
      "≠ — числитель и знаменатель введены за разные дни: показатель сдвинут.",
      "≠ — numerator and denominator are of different days: the ratio is off."
    )
  }
  var normMeans: String {
    language(
      "Норму назначает компания: ✓ в норме, ▼ ниже, ▲ выше. Это не пределы случайности.",
      "The company sets the norm: ✓ inside, ▼ below, ▲ above. It is not the limits of chance."
    )
  }

  func renamed(_ from: String, _ to: String, _ day: String) -> String {
    language("С \(day) «\(from)» называется «\(to)».", "Since \(day) “\(from)” is called “\(to)”.")
  }

  // MARK: Changes

  func news(_ news: TableChange.News) -> String {
    switch news {
    case .better: language("лучше", "better")
    case .worse: language("хуже", "worse")
    case .moved: language("сдвиг", "moved")
    case .noise: language("обычный разброс", "ordinary scatter")
    case .unknown: language("не сказать", "cannot say")
    }
  }

  var allNoise: String {
    language("Изменений сверх обычного разброса нет.", "No change beyond ordinary scatter.")
  }

  func oneInTwenty(_ count: Int) -> String {
    let expected = figures.decimal(Double(count) / 20, count < 20 ? 1 : 0)
    return language(
      "Количества и деньги сравниваются за рабочий день. Сравнений с интервалом: \(figures.whole(count)); даже если ничего не менялось, случай назовёт новостью примерно \(expected) из них.",
      "Counts and money are compared per working day. Comparisons with an interval: \(figures.whole(count)); even if nothing had changed, chance would call about \(expected) of them news."
    )
  }

  // MARK: Cohorts

  var cohortsLead: String {
    language(
      "Выше оплаты периода делятся на лиды того же периода, чьи бы они ни были. Здесь — одни и те же клиенты: сколько из пришедших в эти дни дошли до каждого шага к сегодняшнему дню.",
      "Above, a period's payments stand over the same period's leads, whoever's they were. Here are the same clients: how many of those who came in on these days have reached each step by now."
    )
  }
  var maturing: String {
    language(
      "… — ещё дозревают: времени прошло мало.",
      "… — still maturing: too little time has passed."
    )
  }

  func ripening(_ stage: String, _ days: Int?) -> String {
    guard let days else {
      return language(
        "\(stage): сколько зреет, пока не сказать (нужно 20 клиентов старше 90 дней, дошедших до шага).",
        "\(stage): how long it takes cannot be said yet (needs 20 clients older than 90 days that reached it)."
      )
    }
    let text = figures.whole(days) + Figures.noBreak + CountedNoun.day.form(Int64(days), language)
    return language(
      "\(stage): девять из десяти дошедших доходят за \(text).",
      "\(stage): nine in ten of those who reach it do within \(text)."
    )
  }

  // MARK: Small print

  var askOnce: String {
    language(
      "Отмеченное «(по умолчанию)» никто не выбирал: ответьте один раз, verdict funnel questions.",
      "What is marked “(by default)” nobody chose: answer once, verdict funnel questions."
    )
  }
  var sums: String {
    language(
      "Показатели — сумма на сумму, не среднее дневных. Чего нет, то не ноль.",
      "Ratios are sum over sum, not the mean of daily ones. What is missing is not zero."
    )
  }
}

extension String {
  /// With a small first letter, unless the word is all capitals (CTR, ROMI).
  var lowercasedFirst: String {
    let word = prefix { $0.isLetter }
    guard word.count > 1, word != word.uppercased() else { return self }
    return prefix(1).lowercased() + dropFirst()
  }
}
