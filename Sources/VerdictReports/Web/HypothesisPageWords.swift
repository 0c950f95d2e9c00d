package import VerdictModel

/// Words of the pages where hypotheses are registered and kept.
package struct HypothesisPageWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  private var calendar: CalendarWords { CalendarWords(language) }
  private var figures: Figures { Figures(language) }

  package var title: String { language("Гипотезы", "Hypotheses") }
  package var lead: String {
    language(
      "Что мы пробуем по-новому, и чем это кончилось.",
      "What we try in a new way, and how it ended."
    )
  }
  package var new: String { language("Новая гипотеза", "New hypothesis") }
  package var running: String { language("Идут", "Running") }
  package var drafts: String { language("Черновики", "Drafts") }
  package var ended: String { language("Закончились", "Ended") }
  package var none: String {
    language(
      "Пока ни одной. Начните с той, о которой спорят на каждой планёрке.",
      "None yet. Begin with the one every meeting argues about."
    )
  }
  package func dates(_ form: HypothesisForm) -> String {
    let end = form.stoppedOn ?? form.end
    return calendar.days(form.start, max(form.start, end), year: true)
  }
  package func stopped(_ day: Day) -> String {
    language("остановлена \(calendar.day(day))", "stopped on \(calendar.day(day))")
  }
  package func decision(_ day: Day) -> String {
    language("решение \(calendar.dayAndYear(day))", "decided on \(calendar.dayAndYear(day))")
  }
  package func goal(_ goal: Goal) -> String {
    goal == .prove
      ? language("доказать", "to prove") : language("выбрать к дате", "to choose by a date")
  }

  // MARK: seven questions

  package var registerLead: String {
    language(
      "Семь вопросов. Отвечайте своими словами: статистика внизу уже заполнена.",
      "Seven questions. Answer in your own words: the statistics below are filled in."
    )
  }
  package func question(_ number: Int) -> String {
    switch number {
    case 1: language("1. Что меняем?", "1. What do we change?")
    case 2: language("2. Что будем говорить?", "2. What will be said?")
    case 3: language("3. Почему это должно помочь?", "3. Why should it help?")
    case 4: language("4. На что смотрим?", "4. What do we look at?")
    case 5: language("5. Какая прибавка стоит хлопот?", "5. What gain is worth the trouble?")
    case 6: language("6. Что нельзя испортить?", "6. What must not be spoiled?")
    default: language("7. Когда решаем?", "7. When do we decide?")
    }
  }
  package var name: String { language("Коротко, как назовём", "A short name") }
  package var nameHint: String {
    language("Например: Экран сейчас", "For example: Screen share now")
  }
  package var change: String {
    language("Что делаем иначе и когда", "What is done differently, and when")
  }
  package var usualWords: String { language("Как говорим обычно", "What we say as usual") }
  package var newWords: String {
    language("Как скажем по-новому", "What we will say in the new way")
  }
  package var newWordsHint: String {
    language(
      "Эти слова менеджер увидит на странице «Звонок», когда клиент согласится.",
      "The manager will see these words on the Call page once the client has agreed."
    )
  }
  package var because: String { language("Потому что…", "Because…") }
  package var metric: String {
    language("Сколько клиентов дойдёт до шага", "How many clients reach the step")
  }
  package var gain: String { language("Прибавка на 100 клиентов", "Gain per 100 clients") }
  package var gainHint: String {
    language(
      "5 — на пять клиентов из ста больше. Или доля от обычного: 10 %.",
      "5 is five more clients of a hundred. Or a share of the usual: 10 %."
    )
  }
  package var guardrail: String { language("Стоп-метрика", "What must not get worse") }
  package var noGuardrail: String { language("ничего особенного", "nothing in particular") }
  package var margin: String {
    language("Терпим потерю до, на 100 клиентов", "A loss we can bear, per 100 clients")
  }
  package var start: String { language("Начинаем", "We begin") }
  package var end: String { language("Последний день набора", "The last day of enrolment") }
  package var goalLabel: String { language("Что нужно к этому дню", "What is needed by that day") }
  package var chooseOption: String { language("выбрать лучшее", "choose the better") }
  package var chooseNote: String {
    language(
      "решение можно вернуть; для малых отделов обычно это",
      "can be undone; usually right for a small department"
    )
  }
  package var proveOption: String { language("доказать", "prove it") }
  package var proveNote: String {
    language("ошибка дорогая или вернуть нельзя", "a mistake is dear, or cannot be undone")
  }
  package var owner: String { language("Кто ведёт", "Who leads it") }

  // MARK: for the analyst

  package var analyst: String { language("Для аналитика", "For the analyst") }
  package var reversible: String { language("Можно ли вернуть как было", "Can it be undone") }
  package var yes: String { language("да", "yes") }
  package var no: String { language("нет", "no") }
  package var allocation: String { language("Жребий", "The lot") }
  package var blocks: String {
    language("случайные блоки внутри менеджера", "random blocks within each manager")
  }
  package var parity: String { language("чётность номера сделки", "parity of the deal number") }
  package var parityNote: String { language("заметен заранее", "known beforehand") }
  package var maturity: String { language("Сколько дней ждём исхода", "Days an outcome takes") }
  package var planned: String { language("Клиентов на каждой стороне", "Clients on each side") }
  package var plannedHint: String {
    language(
      "По обычному потоку за эти дни, если не знаете лучше.",
      "From the usual flow of these days, unless you know better."
    )
  }
  package var level: String { language("Уровень ошибки, двусторонний", "Error level, two-sided") }
  package var spread: String {
    language("Разброс прикидки τ, на 100", "Spread of the guess τ, per 100")
  }
  package var cost: String {
    language("Чего стоит новое на клиента, на 100", "Cost of the new per client, per 100")
  }
  package var drawnAt: String {
    language("Жребий бросается на шаге", "The lot is drawn at the step")
  }
  package var segment: String {
    language("Вопрос о клиенте до жребия", "A question about the client before the lot")
  }
  package var segmentHint: String {
    language("Например: Первый бизнес", "For example: First business")
  }
  package var direction: String { language("Хорошо, когда", "Good is") }
  package var up: String { language("больше", "more") }
  package var down: String { language("меньше", "less") }
  package var save: String { language("Сохранить черновик", "Save the draft") }
  package func expectation(_ stage: Title, _ direction: Direction) -> Title {
    direction == .up
      ? Title(
        ru: "больше клиентов дойдёт до шага «\(stage.ru)»",
        en: "more clients will reach “\(stage.en)”"
      )
      : Title(
        ru: "меньше клиентов дойдёт до шага «\(stage.ru)»",
        en: "fewer clients will reach “\(stage.en)”"
      )
  }
  package static let usual = Title(ru: "По-старому", en: "As before")
  package static let newWay = Title(ru: "По-новому", en: "The new way")

  // MARK: a card

  package var edit: String { language("Изменить", "Edit") }
  package var amend: String { language("Поправить на ходу", "Amend") }
  package var amendLead: String {
    language(
      "Тест идёт: слова, ведущий и вопрос меняются свободно, остальное только до первого засчитанного взгляда. Старая анкета остаётся в записях.",
      "The test runs: words, leader and question change freely, the rest only until a look has counted. The old form stays on record."
    )
  }
  package var reason: String { language("Почему", "Why") }
  package var amendReason: String { language("Почему поправляем", "Why it is amended") }
  package var chances: String {
    language("Чего ждать от такого теста", "What to expect of such a test")
  }
  package var startButton: String { language("Начать и заморозить", "Start and freeze") }
  package var startNote: String {
    language(
      "После этого цель, дата и прибавка не меняются под результат.",
      "After this the goal, the date and the gain do not change to suit the result."
    )
  }
  package var words: String { language("Слова", "The words") }
  package var statement: String { language("Гипотеза", "The hypothesis") }
  package func sentence(_ statement: Statement) -> String {
    language(
      "Если \(statement.condition.ru), то \(statement.expectation.ru), потому что \(statement.reason.ru).",
      "If \(statement.condition.en), then \(statement.expectation.en), because \(statement.reason.en)."
    )
  }
  package var resultsLater: String {
    language(
      "Промежуточных результатов здесь нет: их открывает разбор.",
      "There are no interim results here: the review opens them."
    )
  }
  package var bets: String { language("Ставки", "Bets") }
  package var betsLead: String {
    language(
      "Что будет с метрикой? Откроем вместе с вердиктом.",
      "What will the metric do? Opened with the verdict."
    )
  }
  package func betsPlaced(_ count: Int) -> String {
    let count = Int64(count)
    let noun = CountedNoun("ставка", "ставки", "ставок", en: "bet", "bets")
    return language(
      "Сделано: \(figures.whole(count)) \(noun.form(count, .ru)).",
      "Placed: \(figures.whole(count)) \(noun.form(count, .en))."
    )
  }
  package var betUp: String { language("вырастет", "will rise") }
  package var betSame: String { language("не изменится", "will not change") }
  package var betDown: String { language("упадёт", "will fall") }
  package var betSize: String { language("На сколько из 100", "By how many of 100") }
  package var bet: String { language("Поставить", "Place the bet") }
  package var yourBet: String { language("Ваша ставка сделана.", "Your bet is placed.") }
  package var tooLateToBet: String {
    language("Ставки принимаются до старта.", "Bets are taken before the start.")
  }
  package var stop: String { language("Остановить", "Stop") }
  package var stopLead: String {
    language(
      "Новых клиентов тест больше не возьмёт; собранное дозреет и будет прочитано.",
      "The test takes no more clients; what it has will ripen and be read."
    )
  }
  package var stopReason: String { language("Почему останавливаем", "Why it is stopped") }
  package var glance: String { language("Посмотреть раньше срока", "Look before its time") }
  package var glanceLead: String {
    language(
      "Имя, время и причина останутся на карточке. Решать по увиденному нельзя.",
      "Name, time and reason stay on the card. What is seen is not for deciding."
    )
  }
  package var glanceReason: String { language("Зачем смотрим", "Why look now") }
  package var missingReason: String { language("Напишите причину.", "Write the reason.") }
  package var missingChoice: String { language("Выберите, что будет.", "Choose what will happen.") }
  package var badSize: String { language("Число от 0 до 100.", "A number from 0 to 100.") }
  package func notice(_ what: String) -> String {
    switch what {
    case "saved": language("Черновик сохранён.", "The draft is saved.")
    case "started":
      language("Тест начат, анкета заморожена.", "The test has started, the form is frozen.")
    case "bet": yourBet
    case "stopped": language("Остановлена.", "Stopped.")
    case "amended": language("Поправка записана.", "The amendment is recorded.")
    default: ""
    }
  }
  package var back: String { language("← Все гипотезы", "← All hypotheses") }

  /// What one more test on the same clients does to those that run.
  ///
  /// - Parameters:
  ///   - count: tests running on the same clients.
  ///   - needless: chance (0…1) of at least one needless "Adopt" among them, without the new one and with it.
  ///   - combinations: of words that a manager keeps apart, the new test among them.
  ///   - each: clients a month for each combination; nil when the table does not know.
  /// - Returns: what to say, in sentences.
  package func overlap(
    _ count: Int,
    needless: (before: Double, after: Double),
    combinations: Int,
    each: Double?
  ) -> String {
    let noun = CountedNoun("проверка", "проверки", "проверок", en: "test", "tests")
    let runs = CountedNoun("идёт", "идут", "идут", en: "runs", "run")
    let running = Int64(count)
    var parts = [
      language(
        "На этих же клиентах уже \(runs.form(running, .ru)) \(figures.whole(running)) \(noun.form(running, .ru)). Жребии независимы, поэтому сравнения остаются честными.",
        "\(figures.whole(running)) \(noun.form(running, .en)) \(runs.form(running, .en)) on the same clients already. The lots are independent, so comparisons stay fair."
      )
    ]
    let (before, after) = (needless.before, needless.after)
    if after > before {
      parts.append(
        language(
          "Но шанс хоть одного зряшного «Внедряем» вырастет с \(figures.hundred(before, 1)) до \(figures.hundred(after, 1)) из 100.",
          "But the chance of at least one needless “Adopt” grows from \(figures.hundred(before, 1)) to \(figures.hundred(after, 1)) of 100."
        )
      )
    } else {
      parts.append(
        language(
          "Эта проверка выбирает, а не доказывает, и зряшного «Внедряем» не добавит; но и каждый выбор может быть неверным.",
          "This test chooses rather than proves, so it adds no needless “Adopt”; yet each choice may be wrong."
        )
      )
    }
    if let each {
      parts.append(
        language(
          "Менеджеру придётся держать в голове \(combinations) сочетаний слов, на каждое ≈ \(figures.decimal(each, 0)) клиентов в месяц.",
          "Managers will have \(combinations) combinations of words to keep apart, each with ≈ \(figures.decimal(each, 0)) clients a month."
        )
      )
    }
    if count >= 3 {
      parts.append(
        language("Лучше дождаться конца одной из них.", "Better wait for one of them to end.")
      )
    }
    return parts.joined(separator: " ")
  }
}
