/// Errors of plans, needs and bridges in words.
let planMessages: [String: MessageText] = [
  "plan.unknown": MessageText(
    "«{what}» нет ни среди счётчиков, ни среди показателей.[ Похоже на «{nearest}».] Есть: {allowed}.",
    "“{what}” is neither a counter nor a metric.[ Did you mean “{nearest}”?] There are {allowed}."
  ),
  "plan.repeated": MessageText(
    "«{what}»[ на {month}] стоит дважды для одного и того же[ ({part})]. Оставьте одно число.",
    "“{what}”[ for {month}] stands twice for the same[ ({part})]. Keep one number."
  ),
  "plan.badValue": MessageText(
    "План «{what}» = {value}: нужно число от 0.",
    "The plan “{what}” = {value}: a number of 0 or more is needed."
  ),
  "plan.badNumber": MessageText(
    "«{value}» не читается как план «{what}». Вид: 24, 2 600 000 или 2,6 млн; «-» убирает число из плана.",
    "“{value}” cannot be read as a plan of “{what}”. The form is 24, 2600000 or 2.6m; “-” takes the number out."
  ),
  "plan.badShare": MessageText(
    "«{value}» не читается как цель «{what}»: это доля, пишите 65 % или 0.65.",
    "“{value}” cannot be read as a target of “{what}”: it is a share, write 65 % or 0.65."
  ),
  "plan.notAShare": MessageText(
    "Цель «{what}» = {value}: доля не бывает больше 1 (100 %).",
    "The target “{what}” = {value}: a share is never above 1 (100 %)."
  ),
  "plan.notSplit": MessageText(
    "«{what}» не считают по такому разрезу ({cut}): план[ для {part}] не с чем будет сравнить. Поставьте план без него.",
    "“{what}” is not counted by {cut}: a plan[ for {part}] could never be held against a fact. Set it without."
  ),
  "plan.viewsDisagree": MessageText(
    "План «{what}» на {month}: по менеджерам в сумме {managers}, по источникам {sources}. Исправьте или скажите итог отдельно: {what}=…",
    "The plan “{what}” for {month}: managers add up to {managers}, sources to {sources}. Correct them, or state the total: {what}=…"
  ),
  "plan.notSummable": MessageText(
    "«{what}» — отношение: его план — цель, а цели не складывают. Складывайте счётчики, из которых оно состоит.",
    "“{what}” is a ratio: its plan is a target, and targets have no sum. Add up the counters it is made of."
  ),
  "plan.unknownName": MessageText(
    "«{value}» в таблице не встречается ({cut}). Есть: {allowed}. Если имя новое, добавьте --allow-new.",
    "“{value}” is not in the table ({cut}). There are {allowed}. If the name is new, add --allow-new."
  ),
  "plan.missing": MessageText(
    "Плана на {month} нет. Поставить: verdict plan set {month} meetings_held=24 revenue=2600000",
    "There is no plan for {month}. To set one: verdict plan set {month} meetings_held=24 revenue=2600000"
  ),
  "plan.nothingToUndo": MessageText(
    "Отменять нечего: план ещё не ставили.",
    "Nothing to take back: no plan was ever set."
  ),
  "plan.nothingSaid": MessageText(
    "Не сказано, что поставить. Например: verdict plan set 2026-12 meetings_held=24 show_rate=65%, или --file plan.csv",
    "Nothing to set. For example: verdict plan set 2026-12 meetings_held=24 show_rate=65%, or --file plan.csv"
  ),
  "plan.badPair": MessageText(
    "«{value}» не читается. Вид: meetings_held=24, revenue=2600000, show_rate=65%.",
    "“{value}” cannot be read. The form is meetings_held=24, revenue=2600000, show_rate=65%."
  ),
  "plan.badMonth": MessageText(
    "«{value}» — не месяц. Вид: 2026-12.",
    "“{value}” is not a month. The form is 2026-12."
  ),
  "plan.noMonthColumn": MessageText(
    "В первой строке нет столбца month. Вид: month,source,manager,leads,meetings_held,revenue",
    "The first line has no column month. The form is month,source,manager,leads,meetings_held,revenue"
  ),
  "plan.versionUnknown": MessageText(
    "Версии плана {version} нет. Все версии: verdict plan history",
    "There is no version {version} of the plan. All versions: verdict plan history"
  ),
  "plan.reasonMissing": MessageText(
    "Месяц {month} уже идёт, и план на него есть: чтобы поменять его, скажите причину, --reason \"…\". Прежний план останется рядом.",
    "The month {month} has begun and has a plan: to change it give --reason \"…\". The former plan stays beside it."
  ),
  "needs.noData": MessageText(
    "С {first} по {last} в таблице нет «{counter}»: считать не из чего. Загрузите таблицу: verdict import ФАЙЛ",
    "From {first} to {last} the table has no “{counter}”: nothing to count from. Load it: verdict import FILE"
  ),
  "needs.zero": MessageText(
    "С {first} по {last} «{counter}» — ноль: ставка не определена, потребность не посчитать.",
    "From {first} to {last} “{counter}” is zero: there is no rate, and no need can be worked out."
  ),
  "needs.aboveOne": MessageText(
    "«{stage}»: {successes} из {trials} — больше, чем было. Проверьте таблицу за последние 90 дней.",
    "“{stage}”: {successes} of {trials}, more than there were. Check the table of the last 90 days."
  ),
  "needs.unknownStage": MessageText(
    "Этапа «{value}» здесь нет. Есть: lead_to_meeting, show_rate, meeting_to_payment.",
    "There is no stage “{value}” here. There are lead_to_meeting, show_rate, meeting_to_payment."
  ),
  "needs.badRate": MessageText(
    "«{value}» не читается как ставка «{stage}»: доля больше 0 и не больше 1, 65 % или 0.65.",
    "“{value}” cannot be read as a rate of “{stage}”: a share above 0 and up to 1, 65 % or 0.65."
  ),
  "needs.calculation": MessageText(
    "Посчитать не удалось: {field} ({reason}).",
    "It could not be worked out: {field} ({reason})."
  ),
  "period.bad": MessageText(
    "«{value}» — не период. Вид: 2026-11, 2026-11-H1, 2026-W47, 2026-11-16..2026-11-22.",
    "“{value}” is not a period. The form is 2026-11, 2026-11-H1, 2026-W47, 2026-11-16..2026-11-22."
  ),
]
