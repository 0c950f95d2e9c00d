/// Hypotheses written as YAML.
let formMessages: [String: MessageText] = [
  "form.repeatsAnother": MessageText(
    "«{hypothesis}» повторяет «{repeats}», но меряет другое: {fields}. У повтора та же метрика; иначе уберите repeats.",
    "“{hypothesis}” repeats “{repeats}” but measures something else: {fields}. A repeat has the same metric; else leave out repeats."
  ),
  "form.unitsSliced": MessageText(
    "клиентов по одному считают только в тестах by_day и by_manager. Уберите outcomes: units или смените method.",
    "clients are logged one by one only in by_day and by_manager tests. Leave out outcomes: units or change the method."
  ),
  "form.unitsPer": MessageText(
    "с outcomes: units знаменатель — клиенты этапа drawn_at. Уберите per.",
    "with outcomes: units the clients of drawn_at are counted. Leave out per."
  ),
  "form.damaged": MessageText(
    "записанная форма гипотезы повреждена[: {detail}]. Восстановите хранилище из копии.",
    "the stored form of a hypothesis is damaged[: {detail}]. Restore the store from a backup."
  ),
  "form.syntax": MessageText(
    "YAML не читается[: {detail}]. Проверьте отступы (пробелами) и двоеточия.",
    "the YAML cannot be read[: {detail}]. Check the indents (spaces) and the colons."
  ),
  "form.duplicateKey": MessageText(
    "ключ «{key}» встречается дважды. Оставьте один.",
    "the key “{key}” comes twice. Keep one."
  ),
  "form.tooLarge": MessageText(
    "файл больше {limit} байт: это не гипотеза.",
    "the file is larger than {limit} bytes: this is not a hypothesis."
  ),
  "form.tooDeep": MessageText(
    "слишком много вложенных уровней.",
    "too many nested levels."
  ),
  "form.missingKey": MessageText(
    "нет «{key}». Без этого гипотезу не записать.",
    "“{key}” is missing. A hypothesis needs it."
  ),
  "form.unknownKey": MessageText(
    "ключ «{key}» неизвестен.[ Похоже на «{nearest}».][ Можно: {allowed}.]",
    "the key “{key}” is unknown.[ Did you mean “{nearest}”?][ Allowed: {allowed}.]"
  ),
  "form.wrongType": MessageText(
    "[«{key}»: ]здесь нужно другое: {expected}[, а стоит «{value}»].",
    "[“{key}”: ]{expected} is needed here[, not “{value}”]."
  ),
  "form.unknownValue": MessageText(
    "«{key}»: «{value}» неизвестно.[ Похоже на «{nearest}».] Можно: {allowed}.",
    "“{key}”: “{value}” is unknown.[ Did you mean “{nearest}”?] Allowed: {allowed}."
  ),
  "form.date": MessageText(
    "«{key}»: «{value}» — не дата. Пишите год-месяц-день, например 2026-11-30.[ Может быть, {nearest}?]",
    "“{key}”: “{value}” is not a date. Write year-month-day, for example 2026-11-30.[ Perhaps {nearest}?]"
  ),
  "form.effect": MessageText(
    "«{key}»: «{value}» не понять. Пишите «5 points» (пунктов) или «10 %» (от обычной доли).",
    "“{key}”: “{value}” is not understood. Write “5 points”, or “10 %” of the usual rate."
  ),
  "form.effectRange": MessageText(
    "«{key}»: {value} не бывает. Больше нуля и не больше 100 points (1000 %).",
    "“{key}”: {value} is impossible. Above zero and at most 100 points (1000 %)."
  ),
  "form.points": MessageText(
    "«{key}»: «{value}» — не пункты. Пишите, например, «5 points».",
    "“{key}”: “{value}” is not points. Write, for example, “5 points”."
  ),
  "form.range": MessageText(
    "«{key}»: {value} вне пределов. Можно: {allowed}.",
    "“{key}”: {value} is out of range. Allowed: {allowed}."
  ),
  "form.name": MessageText(
    "«{key}»: имя «{value}» не годится. Можно только {allowed}.",
    "“{key}”: the name “{value}” will not do. Allowed: {allowed}."
  ),
  "form.chooseNotReversible": MessageText(
    "цель «choose» только для обратимых изменений, а здесь reversible: false. Возьмите цель prove.",
    "the goal “choose” is for reversible changes only, and reversible is false here. Use the goal prove."
  ),
  "form.unknownStage": MessageText(
    "«{key}»: ступени «{value}» в воронке нет.[ Похоже на «{nearest}».][ Можно: {allowed}.]",
    "“{key}”: the funnel has no stage “{value}”.[ Did you mean “{nearest}”?][ Allowed: {allowed}.]"
  ),
  "form.metricBeforeDraw": MessageText(
    "метрика «{value}» стоит не после жребия («{drawnAt}»): сторона на неё повлиять не может.",
    "the metric “{value}” does not come after the draw (“{drawnAt}”): the arm cannot change it."
  ),
  "form.effectUnit": MessageText(
    "размер эффекта записан в «{value}», а метрика измеряется иначе: доле нужны `points` или `%`, деньгам — `₽` или `%`, дням — `days`.",
    "the effect is written in “{value}”, the metric is measured in something else: a share takes `points` or `%`, money takes `money` or `%`, days take `days`."
  ),
  "form.measureSlices": MessageText(
    "суммы, чек и дни сравниваются по клиентам: нужен жребий по клиентам (`method: blocks`).",
    "amounts, checks and days are compared client by client: draw by client (`method: blocks`)."
  ),
  "form.measureStage": MessageText(
    "денег у этапа «{value}» нет: для `amount` и `check` запишите `metric: payments`.",
    "the stage “{value}” has no money: for `amount` and `check` write `metric: payments`."
  ),
  "form.measureWindow": MessageText(
    "дни до этапа считаются внутри окна дозревания: нужен хотя бы один день.",
    "days to a stage are counted within the maturity window: it takes at least one day."
  ),
  "form.measureMode": MessageText(
    "точный счёт бывает только у долей: уберите `mode`.",
    "exact counting exists for shares only: remove `mode`."
  ),
  "form.duplicateArm": MessageText(
    "сторона «{value}» записана дважды.",
    "the arm “{value}” comes twice."
  ),
  "form.tooFewArms": MessageText(
    "сторон {value}, а нужно хотя бы две: старое и новое.",
    "{value} arms, at least two are needed: the old and the new."
  ),
  "form.noControl": MessageText(
    "нет стороны со старым порядком. Отметьте одну: control: true.",
    "no arm is the old way. Mark one: control: true."
  ),
  "form.twoControls": MessageText(
    "старых сторон {count}, а должна быть одна. Оставьте control: true у одной.",
    "{count} arms are marked as control, one is needed. Keep control: true on one."
  ),
  "form.takenSegment": MessageText(
    "имя сегмента «{value}» занято столбцом файла. Возьмите другое.",
    "the segment name “{value}” is taken by a file column. Use another."
  ),
  "form.duplicateSegment": MessageText(
    "сегмент «{value}» записан дважды.",
    "the segment “{value}” comes twice."
  ),
  "form.segmentMissing": MessageText(
    "«{key}»: сказано «{value}», а сегментов в форме нет. Добавьте segments.",
    "“{key}”: “{value}” is asked for, but the form has no segments. Add segments."
  ),
  "form.parityArms": MessageText(
    "чёт и нечет делят на две стороны, а здесь {count}. Возьмите method: blocks.",
    "odd and even make two arms, not {count}. Use method: blocks."
  ),
  "form.parityWithin": MessageText(
    "у method: parity нет within: сторону даёт номер.",
    "method: parity has no within: the number gives the arm."
  ),
  "form.sliceKey": MessageText(
    "{key} бывает только у by_day, by_manager, to_some, to_all и new_source. Уберите его или поменяйте method.",
    "{key} belongs to by_day, by_manager, to_some, to_all and new_source only. Remove it or change the method."
  ),
  "form.sliceWithin": MessageText(
    "within бывает только у method: blocks: здесь стороны — дни, менеджеры или источники.",
    "within belongs to method: blocks only: here the arms are days, managers or sources."
  ),
  "form.sliceOnly": MessageText(
    "{key} этот способ не проверяет: он читает из таблицы один показатель. Уберите {key} или делите по клиентам.",
    "this method does not check {key}: it reads one metric from the table. Remove {key}, or split by client."
  ),
  "form.sliceGrain": MessageText(
    "«{value}» в таблице не ведут по тем, кого здесь сравнивают. Возьмите счётчик, у которого есть такая строка.",
    "“{value}” is not kept in the table for those compared here. Take a counter that has such rows."
  ),
  "form.sliceArms": MessageText(
    "у этого способа две стороны, а записано {count}. Оставьте старое и новое.",
    "this method has two arms, and {count} are given. Leave the old way and the new one."
  ),
  "form.notDrawn": MessageText(
    "здесь жребия быть не может: новое получают все или новый источник. Уберите drawn.",
    "there can be no lot here: everybody gets the new, or a new source does. Remove drawn."
  ),
  "form.fewMembers": MessageText(
    "названо участников: {value}, нужно хотя бы {least}. Перечислите их в members.",
    "{value} members are named, at least {least} are needed. List them in members."
  ),
  "form.variantDrawn": MessageText(
    "кому достанется новое, решит жребий при запуске. Уберите variant.",
    "the lot decides at the start who gets the new. Remove variant."
  ),
  "form.variantMissing": MessageText(
    "не сказано, кому новое, или оно у всех. Назовите часть участников в variant.",
    "it is not said who gets the new, or everybody does. Name some of the members in variant."
  ),
  "form.variantStrange": MessageText(
    "«{value}» нет среди members. Исправьте имя или добавьте его туда.",
    "“{value}” is not among members. Correct the name or add it there."
  ),
  "form.twice": MessageText(
    "«{value}» записано дважды. Оставьте одно.",
    "“{value}” is written twice. Leave one."
  ),
  "form.endBeforeStart": MessageText(
    "конец {value} раньше начала {start}. Поменяйте даты.",
    "the end {value} is before the start {start}. Change the dates."
  ),
  "form.exactWithStrata": MessageText(
    "точный счёт идёт без групп, а здесь stratum: {stratum}. Уберите mode или поставьте stratum: all.",
    "the exact mode has no strata, and stratum is {stratum}. Take out mode, or use stratum: all."
  ),
  "form.exactTooLarge": MessageText(
    "точный счёт до {limit} участников, а запланировано {total}. Возьмите mode: score.",
    "the exact mode goes up to {limit} participants, and {total} are planned. Use mode: score."
  ),
]
