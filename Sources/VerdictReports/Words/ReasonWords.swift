import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Reasons and gates as sentences.
struct ReasonWords: Sendable {
  let language: Language
  let stages: StageWords
  let form: HypothesisForm
  /// Decimals of the card's points.
  let places: Int
  let effects: EffectFigures

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }
  private var names: ChanceWords { ChanceWords(language) }

  /// `+5 на 100`: the smallest worthwhile effect.
  func worthwhile(_ effect: Double?) -> String {
    guard let effect else { return language("того, что стоит хлопот", "what is worth the trouble") }
    return effects.text(effect, effects.places(ofSize: effect))
  }

  func sentence(_ reason: VerdictReason, effect: EffectReading?, worthwhile: Double?) -> String {
    let worth = self.worthwhile(worthwhile)
    switch reason {
    case .surelyWorse:
      return language(
        "Стало хуже: всё, что допускают данные, ниже нуля.",
        "It got worse: everything the data allow lies below zero."
      )
    case .guardrailBroken(let stage):
      return language(
        "Сломалась стоп-метрика «\(guardrail(stage))»: там стало хуже.",
        "The guardrail “\(guardrail(stage))” is broken: it got worse there."
      )
    case .withinWorthwhile:
      return language(
        "Если разница и есть, она меньше \(worth) в обе стороны: хлопот не стоит.",
        "If there is a difference, it is below \(worth) either way: not worth the trouble."
      )
    case .betterButLess:
      return language(
        "Лучше, но наверняка меньше \(worth): хлопот не окупит.",
        "Better, but surely by less than \(worth): it does not pay for the trouble."
      )
    case .belowWorthwhile:
      return language(
        "Выигрыша в \(worth) данные уже не допускают.",
        "The data no longer allow a gain of \(worth)."
      )
    case .surelyBetter(let reaches):
      return reaches
        ? language(
          "Новое лучше по правилу, записанному до старта, и не меньше чем на \(worth).",
          "The new is better by the rule written before the start, and by no less than \(worth)."
        )
        : language(
          "Новое лучше по правилу, записанному до старта; дотягивает ли выигрыш до \(worth), не видно.",
          "The new is better by the rule written before the start; whether by \(worth) is not seen."
        )
    case .collecting:
      return language("Набор ещё идёт.", "Still collecting.")
    case .ripening(let day):
      return language(
        "Набор закончен, исходы дозревают до \(calendar.day(day)).",
        "Collecting is over, outcomes ripen until \(calendar.day(day))."
      )
    case .inconclusive:
      guard let effect, let lower = effect.interval.lower, let upper = effect.interval.upper else {
        return language("Тест кончился и не ответил.", "The test is over and gave no answer.")
      }
      return language(
        "Разницу не увидели: данные допускают и \(effects.number(lower, places)), и \(effects.text(upper, places)).",
        "No difference was seen: the data allow both \(effects.number(lower, places)) and \(effects.text(upper, places))."
      )
    case .stopped:
      return language(
        "Тест остановлен раньше срока, доказательством он уже не станет.",
        "The test was stopped before its time and can no longer prove anything."
      )
    case .guardrailOpen(let stage):
      return language(
        "Стоп-метрика «\(guardrail(stage))» должна устоять доказанно, а этого пока не видно.",
        "The guardrail “\(guardrail(stage))” must be shown to hold, and that is not seen yet."
      )
    case .notCausal:
      return language(
        "Стороны получены не жребием: связь видна, причина — нет.",
        "The sides were not drawn by lot: a link is seen, a cause is not."
      )
    case .notReversible:
      return language(
        "Изменение записано как необратимое: выбирать без доказательства нельзя.",
        "The change is registered as not reversible: no choice without proof."
      )
    case .higherExpectedValue:
      return language(
        "В назначенный день выбираем сторону, от которой ждём больше.",
        "On the appointed day we choose the side expected to give more."
      )
    case .tieKeepsControl:
      return language(
        "Поровну: тогда остаёмся при старом.",
        "A tie: then we stay with the old."
      )
    case .gate(let gate): return sentence(gate)
    }
  }

  func guardrail(_ stage: String) -> String { stages.path(from: form.countedFrom, to: stage) }

  /// What is wrong with the data, with the value.
  func sentence(_ gate: DataGate) -> String {
    let unit = UnitNoun(form.unit).noun
    switch gate {
    case .deviations(let share, let units):
      return language(
        "Не как выпало: у \(figures.whole(units)) \(unit.ofTotal(units, .ru)) записана другая сторона (\(figures.ofHundred(share))).",
        "Not as drawn: \(figures.whole(units)) \(unit.form(units, .en)) recorded on the other side (\(figures.ofHundred(share)))."
      )
    case .armSizes(let p):
      return language(
        "Стороны не той величины: случай даёт такой перекос \(rarely(p)).",
        "The sides are of the wrong size: chance gives such an imbalance \(rarely(p))."
      )
    case .tooFewUnits(let arm, let units):
      let title = form.arms.first { $0.key == arm }.map { language.text($0.title) } ?? arm
      return language(
        "На стороне «\(title)» всего \(figures.whole(units)) \(unit.form(units, .ru)), нужно хотя бы 5.",
        "The side “\(title)” has only \(figures.whole(units)) \(unit.form(units, .en)), at least 5 are needed."
      )
    case .crossovers(let share, let units):
      return language(
        "На обеих сторонах сразу: \(figures.whole(units)) \(unit.form(units, .ru)) (\(figures.ofHundred(share))).",
        "On both sides at once: \(figures.whole(units)) \(unit.form(units, .en)) (\(figures.ofHundred(share)))."
      )
    case .missingOutcomes(let share, let units):
      return language(
        "Срок вышел, а исхода нет: \(figures.whole(units)) \(unit.form(units, .ru)) (\(figures.ofHundred(share))).",
        "Time is over and no outcome: \(figures.whole(units)) \(unit.form(units, .en)) (\(figures.ofHundred(share)))."
      )
    case .missingByArm(let p):
      return language(
        "Исходов не хватает на одной стороне больше, чем на другой: случай даёт такое \(rarely(p)).",
        "Outcomes are missing on one side more than on the other: chance gives this \(rarely(p))."
      )
    case .coverage(let ratio):
      return language(
        "В журнале теста \(figures.ofHundred(ratio)) тех, кто есть в таблице за эти дни.",
        "The test log has \(figures.ofHundred(ratio)) of those in the table for these days."
      )
    case .missingDays(let share, let days):
      return language(
        "В таблице нет чисел за \(figures.whole(days)) рабочих дней теста по всем участникам вместе (\(figures.ofHundred(share))).",
        "The table has no numbers for \(figures.whole(days)) working days of the test, all participants together (\(figures.ofHundred(share)))."
      )
    }
  }

  /// What to do about it.
  func remedy(_ gate: DataGate) -> String {
    switch gate {
    case .deviations:
      language(
        "Сверьте записанные стороны с жребием и исправьте описки.",
        "Compare the recorded sides with the draw and correct slips."
      )
    case .armSizes:
      language(
        "Проверьте, не теряются ли записи одной стороны.",
        "See whether one side's rows get lost."
      )
    case .tooFewUnits:
      language(
        "Дождитесь участников или начните новый тест.",
        "Wait for more, or start a new test."
      )
    case .crossovers:
      language(
        "Подтвердите, какая сторона была первой.",
        "Confirm which side came first."
      )
    case .missingOutcomes, .missingByArm:
      language(
        "Допишите исходы, «не пришёл» тоже исход.",
        "Fill in the outcomes; “did not come” is one too."
      )
    case .coverage:
      language(
        "Сверьте журнал с таблицей: кого-то забыли или записали дважды.",
        "Compare the log with the table: someone is left out or entered twice."
      )
    case .missingDays:
      language(
        "Заполните пропущенные дни: пусто — это не ноль.",
        "Fill in the missing days: empty is not zero."
      )
    }
  }

  /// `реже чем в 1 тесте из 1000`, `примерно в 3 тестах из 100`.
  func rarely(_ p: Double) -> String { names.rarely(p) }
}

/// Frequencies of chance in words.
struct ChanceWords: Sendable {
  let language: Language
  init(_ language: Language) { self.language = language }

  func rarely(_ p: Double) -> String {
    let figures = Figures(language)
    guard p >= 0.001 else {
      return language("реже чем в 1 тесте из 1000", "in fewer than 1 of 1000 tests")
    }
    if p < 0.00995 {
      let count = Int64((p * 1000).rounded())
      return language(
        "примерно в \(count) \(count == 1 ? "тесте" : "тестах") из 1000",
        "in about \(count) of 1000 tests"
      )
    }
    let count = Int64((p * 100).rounded())
    let form = PluralForm.of(count, .ru) == .one ? "тесте" : "тестах"
    return language(
      "примерно в \(figures.whole(count)) \(form) из 100",
      "in about \(figures.whole(count)) of 100 tests"
    )
  }
}
