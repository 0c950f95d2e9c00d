/// Every quantity a page shows: one entry for its label, unit and explanation.
///
/// Cards, tables, charts and the glossary all take their words from here, so one thing has one name.
package enum Quantity: String, CaseIterable, Sendable {
  case rate
  case difference
  case interval
  case worthwhile
  case collected
  case matured
  case reached
  case missing
  case uptake
  case adherence
  case withoutInstant
  case guardrail
  case money
  case lossIfVariant
  case lossIfControl
  case probabilityBetter
  case chance
  case spreadsheet
  case bets
  case change
  case check
  case usual
  case look
  case boundary
  case strata
  case grade
}

/// What is said of one quantity, in one language.
package struct PhraseEntry: Sendable, Hashable {
  package let label: String
  /// Empty where the label says it.
  package let unit: String
  package let explanation: String
}

/// The entries of all displayed quantities.
package struct PhraseBook: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  func label(_ quantity: Quantity) -> String { entry(quantity).label }

  package func entry(_ quantity: Quantity) -> PhraseEntry {
    switch quantity {
    case .rate:
      make(
        "Доля",
        "Rate",
        "из 100",
        "of 100",
        "Сколько из 100 дошли до цели за срок созревания.",
        "How many of 100 reached the goal within the ripening time."
      )
    case .difference:
      make(
        "Разница",
        "Difference",
        "на 100",
        "per 100",
        "Новое минус старое, на 100 человек; плюс всегда значит «лучше».",
        "New minus old, per 100; plus always means better."
      )
    case .interval:
      make(
        "Данные допускают",
        "The data allow",
        "на 100",
        "per 100",
        "Все разницы, с которыми данные совместимы. Учтено, что на тест смотрят несколько раз.",
        "All differences the data are compatible with. Repeated looks are accounted for."
      )
    case .worthwhile:
      make(
        "Стоит хлопот",
        "Worth the trouble",
        "на 100",
        "per 100",
        "Наименьшая разница, ради которой стоит менять работу. Записана до старта.",
        "The smallest difference worth changing the work for. Written down before the start."
      )
    case .collected:
      make(
        "Собрано",
        "Collected",
        "",
        "",
        "Сколько участников уже в тесте, из запланированных.",
        "How many are in the test, of those planned."
      )
    case .matured:
      make(
        "Срок вышел",
        "Ripe",
        "",
        "",
        "Участники, у которых срок созревания вышел: их исход уже можно считать.",
        "Those whose ripening time is over: their outcome can be counted."
      )
    case .reached:
      make(
        "Дошли",
        "Reached",
        "",
        "",
        "Из созревших: те, кто дошёл до цели в срок.",
        "Of the ripe: those who reached the goal in time."
      )
    case .missing:
      make(
        "Без исхода",
        "No outcome",
        "",
        "",
        "Срок вышел, а исход не записан. Считаются как «не дошли».",
        "Time is over, nothing is recorded. Counted as not reached."
      )
    case .uptake:
      make(
        "Согласились сразу",
        "Accepted at once",
        "",
        "",
        "Кто из получивших предложение принял его на месте.",
        "Those offered the new way who took it on the spot."
      )
    case .adherence:
      make(
        "Сделали, как выпало",
        "Done as drawn",
        "",
        "",
        "У скольких записанная сторона совпала с жребием.",
        "For how many the recorded side is the drawn one."
      )
    case .withoutInstant:
      make(
        "Без согласившихся сразу",
        "Without those at once",
        "из 100",
        "of 100",
        "Доля среди тех, кто не принял предложение на месте.",
        "The rate among those who did not accept on the spot."
      )
    case .guardrail:
      make(
        "Стоп-метрика",
        "Guardrail",
        "",
        "",
        "Что не должно стать хуже ради цели. Сломалась — откатываем.",
        "What must not get worse for the sake of the goal. If broken, roll back."
      )
    case .money:
      make(
        "Деньги в месяц",
        "Money a month",
        "",
        "",
        "Разница × участники в месяц × деньги с одного дошедшего, при сегодняшнем среднем чеке.",
        "Difference × participants a month × money of one more success, at today's average deal."
      )
    case .lossIfVariant:
      make(
        "Если зря внедрим",
        "If adopted in vain",
        "",
        "",
        "Ожидаемая потеря от выбора нового: размер ошибки, взвешенный её вероятностью.",
        "Expected loss of choosing the new: the size of the mistake weighed by its chance."
      )
    case .lossIfControl:
      make(
        "Если зря откажемся",
        "If refused in vain",
        "",
        "",
        "Ожидаемая потеря от отказа: размер ошибки, взвешенный её вероятностью.",
        "Expected loss of refusing: the size of the mistake weighed by its chance."
      )
    case .probabilityBetter:
      make(
        "Осторожное предположение",
        "A cautious assumption",
        "",
        "",
        "Заранее считаем большие эффекты редкими; при этом предположении и сказано, как часто новое лучше.",
        "Large effects are taken to be rare beforehand; how often the new is better is said under it."
      )
    case .chance:
      make(
        "Случай сам",
        "Chance alone",
        "на 100",
        "per 100",
        "Какую разницу даёт случай, когда её нет, в каждом третьем таком тесте.",
        "The difference that chance shows where there is none, in one such test of three."
      )
    case .spreadsheet:
      make(
        "Таблица сказала бы",
        "A spreadsheet would say",
        "",
        "",
        "Как решили бы «по цифрам», и как часто такое решение ложно, когда разницы нет.",
        "The decision “by the numbers”, and how often it is false when there is no difference."
      )
    case .bets:
      make(
        "До старта ждали",
        "Bets before the start",
        "",
        "",
        "Что участники ждали до старта. Мнение — не факт; открывается вместе с решением.",
        "What people expected before the start. Opinion is not fact; opened with the verdict."
      )
    case .change:
      make(
        "Изменит решение",
        "What would change it",
        "",
        "",
        "Какие данные повернули бы вывод.",
        "Which data would turn the verdict."
      )
    case .check:
      make(
        "Держится ли?",
        "Does it hold?",
        "",
        "",
        "Проверка через 30 и 90 дней после внедрения. Это сравнение «до и после», не доказательство.",
        "A check 30 and 90 days after adoption. It is before and after, not a proof."
      )
    case .usual:
      make(
        "Обычный разброс",
        "Ordinary scatter",
        "",
        "",
        "Разница, которую случай даёт и без всякой причины: реагировать не надо.",
        "A difference that chance gives without any cause: nothing to react to."
      )
    case .look:
      make(
        "Проверка",
        "Look",
        "",
        "",
        "Запланированный день, когда на тест можно смотреть и решать.",
        "A scheduled day when the test may be looked at and decided."
      )
    case .boundary:
      make(
        "Граница",
        "Boundary",
        "",
        "",
        "Насколько строгой должна быть проверка сегодня, чтобы вместе они ошибались не чаще обещанного.",
        "How strict today's look must be for all looks together to err no more than promised."
      )
    case .strata:
      make(
        "Сравнение внутри групп",
        "Compared within groups",
        "",
        "",
        "Стороны сравнивают внутри каждого менеджера или офиса и складывают.",
        "Sides are compared within each manager or office, then put together."
      )
    case .grade:
      make(
        "Сила сравнения",
        "Grade of evidence",
        "",
        "",
        "Как были получены стороны. Жребий по участникам сильнее всего.",
        "How the sides came to be. A draw by participant is the strongest."
      )
    }
  }

  private func make(
    _ ru: String,
    _ en: String,
    _ unitRu: String,
    _ unitEn: String,
    _ aboutRu: String,
    _ aboutEn: String
  ) -> PhraseEntry {
    PhraseEntry(
      label: language(ru, en),
      unit: language(unitRu, unitEn),
      explanation: language(aboutRu, aboutEn)
    )
  }
}
