/// Changes of the funnel that cannot be.
let funnelMessages: [String: MessageText] = [
  "funnel.badKey": MessageText(
    "«{value}» не годится в имя столбца. Нужны строчные латинские буквы, цифры и _, первой буква, до 40 знаков; date, source, manager и другие служебные имена заняты.",
    "“{value}” cannot name a column. Use small Latin letters, digits and _, a letter first, up to 40; date, source, manager and the like are taken."
  ),
  "funnel.keyTaken": MessageText(
    "«{value}» в воронке уже есть. Возьмите другое имя или переименуйте: verdict funnel rename {value}.",
    "“{value}” is in the funnel already. Take another name, or rename it: verdict funnel rename {value}."
  ),
  "funnel.twoOwners": MessageText(
    "Счётчик «{counter}» уже вводится иначе ({present}), а хотят ещё и так: {wished}. У числа один хозяин и одна дробность: заведите другой счётчик или снимите прежний (verdict funnel retire {counter}).",
    "“{counter}” is already entered another way ({present}), and is wanted as {wished} too. A number has one owner and one grain: add another counter, or retire the present one (verdict funnel retire {counter})."
  ),
  "funnel.unknown": MessageText(
    "«{value}» в воронке нет. Есть: {allowed}.",
    "“{value}” is not in the funnel. There are: {allowed}."
  ),
  "funnel.metricNeeds": MessageText(
    "Показателю «{metric}» нужен счётчик «{counter}», а его нет. Сначала: verdict funnel add {counter}.",
    "The metric “{metric}” needs the counter “{counter}”, which is not there. First: verdict funnel add {counter}."
  ),
  "funnel.alreadyRetired": MessageText(
    "«{value}» уже снят с учёта {day}.",
    "“{value}” was retired on {day} already."
  ),
  "funnel.retiredBeforeStart": MessageText(
    "«{value}» считают с {day}: снять можно только с более позднего дня.",
    "“{value}” is counted from {day}: it can be retired only from a later day."
  ),
  "funnel.inUse": MessageText(
    "По «{value}» идут тесты: {hypotheses}. Снимайте с дня, когда они дозреют, или остановите их.",
    "Tests run on “{value}”: {hypotheses}. Retire it from the day they are ripe, or stop them."
  ),
  "funnel.normEnds": MessageText(
    "Норме «{metric}» нужен хотя бы один край, и нижний не выше верхнего. Пример: --low 60% --high 80%.",
    "The norm of “{metric}” needs at least one end, and the lower one not above the upper. Example: --low 60% --high 80%."
  ),
  "funnel.questionUnknown": MessageText(
    "Вопроса «{value}» нет. Есть: {allowed}.",
    "There is no question “{value}”. There are: {allowed}."
  ),
  "funnel.answerUnknown": MessageText(
    "[«{value}» — ]не из ответов. Можно: {allowed}.",
    "[“{value}” is ]not one of the answers. Allowed: {allowed}."
  ),
  "funnel.answerNeeds": MessageText(
    "Для ответа «{value}» нужен счётчик «{counter}», а его в воронке нет. Сначала: verdict funnel add {counter}.",
    "The answer “{value}” needs the counter “{counter}”, which the funnel does not have. First: verdict funnel add {counter}."
  ),
]
