import Foundation
import VerdictInference

extension Messages {
  /// Why a value of a calculation is missing, or how to read it, in one sentence.
  ///
  /// - Parameters:
  ///   - reason: as a result's notes name it.
  ///   - values: what the note carries, in order.
  /// - Returns: a sentence without the path; the bare name of a reason that has no words.
  package func note(_ reason: String, values: [String] = []) -> String {
    var named: [String: String] = [:]
    for (index, value) in values.enumerated() {
      named[String(index + 1)] = arm(value) ?? figure(value)
    }
    named["all"] = values.map { arm($0) ?? figure($0) }.joined(separator: ", ")
    guard let known = NoteReason(rawValue: reason), let words = noteMessages[known] else {
      return reason
    }
    return Messages.fill(language(words.ru, words.en), named)
  }

  private func arm(_ value: String) -> String? {
    switch value {
    case "control": language("контроль", "control")
    case "variant": language("вариант", "variant")
    default: nil
    }
  }

  /// A number with the figures of the language; below 1 with two significant digits.
  private func figure(_ value: String) -> String {
    if let whole = Int64(value) { return Figures(language).whole(whole) }
    guard let number = Double(value), number.isFinite, number != 0 else {
      return TerminalPage.safe(value)
    }
    guard abs(number) >= 1e-6, abs(number) < 1e9 else { return TerminalPage.safe(value) }
    let places = max(1, 1 - Int(log10(abs(number)).rounded(.down)))
    return Figures(language).decimal(number, places)
  }
}

/// The sentences of ``NoteReason``; `{1}`, `{2}` are the note's values, `[…]` goes without them.
let noteMessages: [NoteReason: MessageText] = [
  .noTrials: MessageText(
    "Нет ни одной попытки[ (пустых точек: {1})].",
    "There are no trials[ (empty points: {1})]."
  ),
  .noUnits: MessageText("Пока никого нет.", "There are no units yet."),
  .emptyArm: MessageText(
    "В одной из групп пока никого нет[: {1}].",
    "One arm has no units yet[: {1}]."
  ),
  .emptyCell: MessageText(
    "Одна из клеток таблицы пуста, отношение шансов не существует.",
    "One cell of the table is empty, so the odds ratio does not exist."
  ),
  .noSuccesses: MessageText("Нет ни одного успеха.", "There are no successes."),
  .noControlSuccesses: MessageText(
    "В контроле нет ни одного успеха, делить не на что.",
    "Control has no successes, so there is nothing to divide by."
  ),
  .noPValues: MessageText("Список p пуст.", "The list of p is empty."),
  .noBlocks: MessageText(
    "Посчитается, если передать блоки по порядку.",
    "It is computed when the blocks are given in their order."
  ),
  .clustersWithoutTrials: MessageText(
    "Менеджеров без единой попытки: {1}. Они в счёт не вошли.",
    "Managers without a trial: {1}. They were left out."
  ),
  .oneClusterInArm: MessageText(
    "В одной из групп всего один менеджер: разброс между менеджерами не узнать.",
    "One arm has a single manager, so the spread between managers cannot be known."
  ),
  .oneArm: MessageText(
    "По плану всё идёт в одну группу, сверять нечего.",
    "The plan sends everything to one arm; there is nothing to check."
  ),
  .uptakeSuccessesNotGiven: MessageText(
    "Нужны успехи среди тех, кто согласился (uptakeSuccesses).",
    "Successes among those who took it up are needed (uptakeSuccesses)."
  ),
  .fewerThanTenPerArm: MessageText(
    "В группе меньше десяти, так рано не считаем.",
    "An arm has fewer than ten units, too early to compute."
  ),
  .noVariance: MessageText(
    "Значения не различаются, разброса нет.",
    "The values do not vary."
  ),
  .undetermined: MessageText(
    "По этим числам ответа нет.",
    "These numbers do not determine an answer."
  ),
  .noDegreesOfFreedom: MessageText(
    "Точек ровно столько, сколько неизвестных: ошибку не оценить.",
    "There are as many unknowns as points, so the error cannot be estimated."
  ),
  .sameUptake: MessageText(
    "Доля согласившихся в группах одинаковая: эффект на согласившихся не найти.",
    "Uptake is the same in both arms, so the effect on takers cannot be found."
  ),
  .uptakeDoesNotVary: MessageText(
    "В группах согласились все или никто: F бесконечна.",
    "Within each arm everyone or no one took it up, so F is unbounded."
  ),
  .rowAloneInCell: MessageText(
    "Одна из строк стоит в своей клетке одна.",
    "One row is alone in its cell."
  ),
  .unitAloneInCell: MessageText(
    "Один менеджер стоит в своей клетке один: ошибку не оценить.",
    "One unit is alone in its cell, so its error cannot be estimated."
  ),
  .negativeCorrelationTakenAsZero: MessageText(
    "Оценка сходства внутри менеджера отрицательная; поправка взята как при нуле.",
    "The estimated correlation within managers is negative; the design effect takes it as zero."
  ),
  .weakInstrument: MessageText(
    "Согласие в группах различается слабо (F = {1}); верьте множеству Андерсона — Рубина.",
    "Uptake hardly differs between the arms (F = {1}); trust the Anderson–Rubin set."
  ),
  .noEvents: MessageText("Нет ни одного события.", "There are no events."),
  .noControlEvents: MessageText(
    "В контроле нет ни одного события, делить не на что.",
    "Control has no events, so there is nothing to divide by."
  ),
  .nobodyPaid: MessageText(
    "В одной из групп никто не заплатил.",
    "In one of the arms no one paid."
  ),
  .tooFewPaying: MessageText(
    "Заплативших слишком мало, чтобы сравнить их суммы.",
    "Too few paid for their amounts to be compared."
  ),
  .tooFewValues: MessageText(
    "В одной из групп слишком мало значений, нужно хотя бы два.",
    "An arm has too few values; at least two are needed."
  ),
  .tooFewIntervals: MessageText(
    "Слишком мало отрезков, чтобы оценить разброс.",
    "There are too few intervals to estimate the dispersion."
  ),
  .needsValues: MessageText(
    "Нужны сами значения (values), по средним этого не узнать.",
    "The values themselves are needed; means do not tell."
  ),
  .needsPairs: MessageText(
    "Нужны сами пары (pairs), по суммам этого не узнать.",
    "The pairs themselves are needed; sums do not tell."
  ),
  .zeroDenominator: MessageText(
    "Делить не на что: сумма равна нулю.",
    "The sum to divide by is zero."
  ),
  .countsNotGiven: MessageText(
    "Задана сама доля, без чисел за ней: интервала нет.",
    "The rate was given without the counts behind it, so there is no interval."
  ),
  .noCovariateVariance: MessageText(
    "Значения «до» не различаются, поправлять не на что.",
    "The values before do not vary, so they cannot adjust anything."
  ),
  .ratiosNotOfOneSign: MessageText(
    "Отношения разных знаков: во сколько раз, сказать нельзя.",
    "The ratios are not of one sign, so there is no relative difference."
  ),
  .controlNotToldFromZero: MessageText(
    "Контроль не отличить от нуля: множество не ограничено.",
    "Control cannot be told from zero, so the set is unbounded."
  ),
  .degenerateResamples: MessageText(
    "Почти все повторные выборки одинаковы: интервала нет.",
    "Nearly all resamples are the same, so there is no interval."
  ),
  .dispersionNotUsed: MessageText(
    "Разброс между отрезками здесь не учтён.",
    "The dispersion between intervals is not used here."
  ),
  .dispersionBelowOne: MessageText(
    "Разброс меньше случайного; взят как случайный.",
    "The dispersion is below chance and was taken as chance."
  ),
  .simulated: MessageText(
    "Посчитано по {1} случайным розыгрышам (ошибка границы около {2}, зерно {3}).",
    "Computed from {1} random draws (error of an end about {2}, seed {3})."
  ),
  .simulatedShare: MessageText(
    "Интервалы посчитаны по {1} случайным розыгрышам (ошибка границы до {2} её величины, зерно {3}).",
    "Intervals come from {1} random draws (error of an end up to {2} of it, seed {3})."
  ),
  .nothingToEarn: MessageText(
    "Ни при каком эффекте здесь ничего не заработать.",
    "No effect earns anything here."
  ),
  .normalAboveExactLimit: MessageText(
    "Для перебора слишком много (предел {1} на группу), взята нормальная формула.",
    "Too many to enumerate (the limit is {1} an arm); the normal formula was used."
  ),
  .notReachable: MessageText(
    "С такой вероятностью этого не увидеть ни при каком значении.",
    "No possible value is found with this power."
  ),
  .scoreAboveExactLimit: MessageText(
    "Для точного расчёта слишком много[ (предел {1})], взят приближённый.",
    "Too many for the exact computation[ (the limit is {1})]; the score test was used."
  ),
  .aboveResamplingLimit: MessageText(
    "Для перестановок слишком много[, предел {1}].",
    "Too many to resample[, the limit is {1}]."
  ),
  .precisionLost: MessageText(
    "В суммах потеряны знаки ({1}, доля ошибки {2}); передайте пары.",
    "The sums have lost digits ({1}, relative error {2}); give the pairs."
  ),
  .notRepresentable: MessageText(
    "Результат не помещается в число.",
    "The result cannot be represented."
  ),
  .undefinedAtZeroAndOne: MessageText(
    "При доле 0 или 1 ошибка не определена.",
    "At a share of 0 or 1 the error is not defined."
  ),
  .smallExpected: MessageText(
    "Ожидается мало ({1}); верьте точному p.",
    "The smallest expected count is {1}; trust the exact p."
  ),
  .silentWeekdays: MessageText(
    "В эти дни недели ничего не происходит, они не вошли: {all}.",
    "Nothing happens on these weekdays, they were left out: {all}."
  ),
  .withoutWeekdays: MessageText(
    "Посчитано без поправки на день недели.",
    "Computed without the weekday correction."
  ),
  .tooFewBefore: MessageText(
    "До начала меньше двух точек: тренда нет.",
    "There are fewer than two points before the start, so no trend."
  ),
  .noneBefore: MessageText("До начала нет ни одной точки.", "There is no point before the start."),
  .noneAfter: MessageText("После начала нет ни одной точки.", "There is no point after the start."),
  .onePointAfter: MessageText(
    "После начала одна точка: наклона нет.",
    "There is one point after the start, so no slope."
  ),
  .separation: MessageText(
    "На целом отрезке не было ничего или было всё.",
    "Over a whole stretch nothing, or everything, happened."
  ),
  .rankDeficient: MessageText(
    "Дни недели и периоды накладываются, их вклад не разделить.",
    "Weekdays and periods overlap so that their parts cannot be told apart."
  ),
  .noTreatedUnits: MessageText("Нет тех, у кого было изменение.", "No unit had the change."),
  .noOtherUnits: MessageText(
    "Нет тех, у кого изменения не было.",
    "No unit was without the change."
  ),
  .noPrePeriod: MessageText("Нет периодов до изменения.", "There is no period before the change."),
  .noPostPeriod: MessageText(
    "Нет периодов после изменения.",
    "There is no period after the change."
  ),
  .treatedNotSeenBefore: MessageText(
    "Тех, у кого было изменение, до него не видно.",
    "Units with the change were not seen before it."
  ),
  .treatedNotSeenAfter: MessageText(
    "Тех, у кого было изменение, после него не видно.",
    "Units with the change were not seen after it."
  ),
  .othersNotSeenBefore: MessageText(
    "Остальных до изменения не видно.",
    "The other units were not seen before the change."
  ),
  .othersNotSeenAfter: MessageText(
    "Остальных после изменения не видно.",
    "The other units were not seen after the change."
  ),
  .postVariesWithinPeriod: MessageText(
    "Начало у всех разное; здесь считается общий сдвиг «до — после».",
    "Units start at different times; what is estimated is the common before-to-after shift."
  ),
  .horizonAssumed: MessageText(
    "Срок не задан; взят тот, до которого наблюдали обе группы.",
    "No horizon was given; the time both arms were followed to was taken."
  ),
  .horizonIsZero: MessageText("Срок равен нулю.", "The horizon is zero."),
  .notFollowed: MessageText(
    "До этого срока никого не наблюдали.",
    "No one was followed to this time."
  ),
  .notReached: MessageText(
    "Половина ещё не набралась.",
    "Half has not been reached yet."
  ),
  .upperLimitNotReached: MessageText(
    "Верхняя граница ещё не набралась.",
    "The upper limit has not been reached yet."
  ),
  .followedUnitsCounted: MessageText(
    "Доля равна 0 или 1; в счёт идут те, кого наблюдали до срока.",
    "The share is 0 or 1; units followed to the horizon are counted."
  ),
  .nothingSpent: MessageText(
    "На этом просмотре ошибка ещё не тратится[ (просмотр {1})], границы нет.",
    "No error is spent at this look yet[ (look {1})], so it has no boundary."
  ),
  .noBoundaryCrossed: MessageText(
    "Ни одна граница не пересечена; оценка на последнем просмотре.",
    "No boundary was crossed; the estimate is that of the last look."
  ),
  .lookDoesNotCount: MessageText(
    "Просмотр слишком близко к прошлому, он не считается.",
    "The look is too close to the last one and does not count."
  ),
  .strataCollapsed: MessageText(
    "Точный расчёт здесь без слоёв, группы сложены.",
    "The exact reading has no strata here; the arms were added up."
  ),
  .cannotReachLevel: MessageText(
    "При таком числе единиц p не может опуститься до {1}: доказать нельзя ни при каком исходе.",
    "With so few units p cannot come down to {1}: no outcome can be proof."
  ),
  .noEffect: MessageText("Ожидаемый эффект не задан.", "No expected effect was given."),
  .noTrueEffect: MessageText(
    "Настоящий эффект равен нулю: знак и завышение не определены.",
    "The true effect is zero, so sign and exaggeration are not defined."
  ),
  .tooExtreme: MessageText("Слишком крайние числа.", "The numbers are too extreme."),
  .nullAssumed: MessageText("Сравнивается с {1}.", "Compared with {1}."),
  .baseIsZero: MessageText("База равна нулю, доли нет.", "The base is zero, so there is no ratio."),
  .impossible: MessageText(
    "Доля меньше 0 или больше 1: так не бывает, проверьте утверждение.",
    "A share below 0 or above 1: this cannot be, check the claim."
  ),
  .impossibleUnderPlan: MessageText(
    "По плану в эту группу никто не мог попасть[ (группа {1})].",
    "Under the plan no one could get into this arm[ (arm {1})]."
  ),
  .borrowedInPart: MessageText(
    "Из прошлого взято столько, сколько с ним согласуется: {1}.",
    "From the past as many units were borrowed as agree with it: {1}."
  ),
  .lambdaNotBelowTau: MessageText(
    "Для ADDIS lambda должна быть меньше tau.",
    "ADDIS needs lambda below tau."
  ),
  .neverSignals: MessageText(
    "При таких границах сигнала не бывает.",
    "With these limits there is never a signal."
  ),
  .weightTooSmall: MessageText(
    "Вес слишком мал, чтобы посчитать длину серии.",
    "The weight is too small to compute the run length."
  ),
  .notSettled: MessageText("Расчёт не сошёлся.", "The computation did not settle."),
  .otherKind: MessageText(
    "У этой карты таких величин нет: {all}.",
    "This kind of chart does not have: {all}."
  ),
  .tooFewPoints: MessageText("Слишком мало точек.", "There are too few points."),
  .rateAtItsEnd: MessageText("Доля равна 0 или 1.", "The rate is 0 or 1."),
  .noCountIsTooLow: MessageText(
    "Точек, где слишком мало не бывает: {1}.",
    "Points at which no count is too low: {1}."
  ),
  .noCountIsTooHigh: MessageText(
    "Точек, где слишком много не бывает: {1}.",
    "Points at which no count is too high: {1}."
  ),
  .meanGroupSize: MessageText(
    "Для среднего размера группы, {1}.",
    "For the mean group size, {1}."
  ),
  .aboveExactLimit: MessageText(
    "Для точного расчёта слишком много[, предел {1}].",
    "Too many for the exact computation[, the limit is {1}]."
  ),
  .monteCarlo: MessageText(
    "Посчитано по {1} случайным перестановкам (ошибка {2}, зерно {3}).",
    "Computed from {1} random draws (error {2}, seed {3})."
  ),
  .overflow: MessageText(
    "Числа слишком велики или малы.",
    "The numbers are too large or too small."
  ),
  .beyondRange: MessageText(
    "Результат не помещается в число.",
    "The result does not fit into a number."
  ),
]
