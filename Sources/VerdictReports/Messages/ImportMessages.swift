/// Rows and cells of canonical CSV files.
let importMessages: [String: MessageText] = [
  "import.unclosedQuote": MessageText(
    "кавычка открыта и не закрыта. Закройте её или уберите.",
    "a quote is opened and never closed. Close it, or take it out."
  ),
  "import.textAfterQuote": MessageText(
    "после закрывающей кавычки стоит текст. Кавычку внутри текста удваивают: \"\".",
    "text follows a closing quote. A quote inside a text is doubled: \"\"."
  ),
  "import.rowTooLong": MessageText(
    "строка длиннее {limit} байт. Похоже, где-то не закрыта кавычка.",
    "the row is longer than {limit} bytes. A quote is probably not closed."
  ),
  "import.fieldTooLong": MessageText(
    "ячейка длиннее {limit} байт. Похоже, где-то не закрыта кавычка.",
    "the cell is longer than {limit} bytes. A quote is probably not closed."
  ),
  "import.tooManyFields": MessageText(
    "в строке больше {limit} ячеек.",
    "the row has more than {limit} cells."
  ),
  "import.fieldCount": MessageText(
    "ячеек {value}, а столбцов {expected}. Проверьте разделитель и кавычки.",
    "{value} cells, but {expected} columns. Check the separator and the quotes."
  ),
  "import.unrecognised": MessageText(
    "по заголовку не понять, что это за таблица[: {value}]. Нужны столбцы воронки (date, …), исходов (unit, arm, date, …) или счётов (date, arm, trials, successes).",
    "the header does not say what this table is[: {value}]. Columns of the funnel (date, …), outcomes (unit, arm, date, …) or tallies (date, arm, trials, successes) are needed."
  ),
  "import.emptyColumn": MessageText(
    "у столбца № {position} нет имени. Назовите его или удалите.",
    "column {position} has no name. Name it, or take it out."
  ),
  "import.duplicateColumn": MessageText(
    "столбец «{value}» встречается дважды. Оставьте один.",
    "the column “{value}” comes twice. Keep one."
  ),
  "import.missingColumn": MessageText(
    "нет столбца «{value}». Без него это не {kind}.",
    "the column “{value}” is missing. Without it this is not {kind}."
  ),
  "import.noCounters": MessageText(
    "нет ни одного счётчика. Возможные столбцы: {allowed}.",
    "there is no counter. Possible columns: {allowed}."
  ),
  "import.unknownColumn": MessageText(
    "столбец «{value}» неизвестен.[ Похоже на «{nearest}».][ Можно: {allowed}.]",
    "the column “{value}” is unknown.[ Did you mean “{nearest}”?][ Allowed: {allowed}.]"
  ),
  "import.notAStage": MessageText(
    "«{value}» — не ступень воронки, участник до неё не доходит.[ Ступени: {allowed}.]",
    "“{value}” is not a stage a participant can reach.[ Stages: {allowed}.]"
  ),
  "import.controlCharacter": MessageText(
    "в ячейке невидимые знаки. Очистите её и введите заново.",
    "the cell has invisible characters. Clear it and type it again."
  ),
  "import.textTooLong": MessageText(
    "текст длиннее {limit} знаков.",
    "the text is longer than {limit} characters."
  ),
  "import.emptyCell": MessageText(
    "ячейка пуста, а значение нужно.",
    "the cell is empty, and a value is needed."
  ),
  "import.answer": MessageText(
    "«{value}» не понять. Можно: пусто (ещё не известно), no, yes или дата вида 2026-11-30.",
    "“{value}” is not understood. Allowed: empty (not known yet), no, yes, or a date like 2026-11-30."
  ),
  "import.tooLarge": MessageText(
    "{value} больше возможного ({limit}). Проверьте, не лишние ли нули.",
    "{value} is above the largest possible ({limit}). Check for extra zeros."
  ),
  "import.moneyComma": MessageText(
    "сумма «{value}» с запятой. Копейки отделяют точкой, без пробелов: 1550.50.",
    "the amount “{value}” has a comma. Use a point and no spaces: 1550.50."
  ),
  "import.moneyDecimals": MessageText(
    "в сумме «{value}» больше двух знаков после точки.",
    "the amount “{value}” has more than two decimals."
  ),
  "import.money": MessageText(
    "«{value}» — не сумма. Пишите цифрами, с точкой: 600000 или 1550.50.",
    "“{value}” is not an amount. Use digits and a point: 600000 or 1550.50."
  ),
  "import.count": MessageText(
    "«{value}» — не количество. Нужны только цифры: 0, 9, 240.",
    "“{value}” is not a count. Digits only: 0, 9, 240."
  ),
  "import.negative": MessageText(
    "{value} меньше нуля. Количества и суммы не бывают отрицательными.[ Возвраты пишут в столбец {instead}.]",
    "{value} is below zero. Counts and amounts cannot be negative.[ Money given back goes into {instead}.]"
  ),
  "import.noSuchDate": MessageText(
    "дня «{value}» нет в календаре. Проверьте месяц и число.",
    "there is no such day as “{value}”. Check the month and the day."
  ),
  "import.date": MessageText(
    "«{value}» — не дата. Пишите год-месяц-день: [{nearest}, если вы имели в виду это, ]например 2026-11-30.",
    "“{value}” is not a date. Write year-month-day: [{nearest}, if that is what you meant, ]for example 2026-11-30."
  ),
  "import.stageOrder": MessageText(
    "«{stage}» {value}, раньше чем «{earlierStage}» {earlierDate}. Ступени идут по порядку: проверьте даты.",
    "“{stage}” on {value} comes before “{earlierStage}” on {earlierDate}. Stages follow in order: check the dates."
  ),
  "import.beforeExposure": MessageText(
    "«{stage}» {value}, раньше чем участник попал в тест ({exposure}). Проверьте даты.",
    "“{stage}” on {value}, before the participant entered the test ({exposure}). Check the dates."
  ),
  "import.withoutPayment": MessageText(
    "есть «{value}», а ступень «{stage}» не пройдена. Отметьте оплату или уберите сумму.",
    "“{value}” is given, but the stage “{stage}” is not reached. Mark the payment, or take it out."
  ),
  "import.armWithoutHypothesis": MessageText(
    "указана сторона «{value}», а гипотеза нет. Добавьте столбец hypothesis или --hypothesis.",
    "the arm “{value}” is given, but no hypothesis. Add the column hypothesis, or --hypothesis."
  ),
  "import.armMissing": MessageText(
    "нет стороны, а строка относится к «{hypothesis}». Заполните arm.",
    "the arm is missing, and the row belongs to “{hypothesis}”. Fill in arm."
  ),
  "import.unknownHypothesis": MessageText(
    "гипотезы «{value}» нет.[ Похоже на «{nearest}».] Список: verdict hypothesis list.",
    "there is no hypothesis “{value}”.[ Did you mean “{nearest}”?] See: verdict hypothesis list."
  ),
  "import.unknownArm": MessageText(
    "стороны «{value}» нет у гипотезы «{hypothesis}».[ Похоже на «{nearest}».] Можно: {allowed}.",
    "the hypothesis “{hypothesis}” has no arm “{value}”.[ Did you mean “{nearest}”?] Allowed: {allowed}."
  ),
  "import.unknownMetric": MessageText(
    "показателя «{value}» нет.[ Похоже на «{nearest}».][ Можно: {allowed}.]",
    "there is no metric “{value}”.[ Did you mean “{nearest}”?][ Allowed: {allowed}.]"
  ),
  "import.beforeStart": MessageText(
    "{value} раньше начала теста «{hypothesis}» ({start}). Такие участники в тест не входят. Проверьте дату или уберите строку.",
    "{value} is before the start of “{hypothesis}” ({start}). Such participants are not in the test. Check the date, or take the line out."
  ),
  "import.afterEnd": MessageText(
    "{value} позже конца теста «{hypothesis}» ({end}). Проверьте дату или уберите строку. Исходы тех, кто уже в тесте, принимаются всегда.",
    "{value} is after the end of “{hypothesis}” ({end}). Check the date, or take the line out. Outcomes of those already in it are always taken."
  ),
  "import.successesAboveTrials": MessageText(
    "успехов {value}, а всего {trials}. Успехов не бывает больше, чем попыток. Проверьте оба числа.",
    "{value} successes of {trials} trials. There cannot be more successes than trials. Check both numbers."
  ),
  "import.repeated": MessageText(
    "эта клетка уже есть в строке {line}. Оставьте одну.",
    "this cell is already in line {line}. Keep one."
  ),
  "import.grain": MessageText(
    "«{counter}» вводят так: {expected}; а здесь: {found}. Разнесите счётчики по строкам своего вида.",
    "“{counter}” is entered as {expected}; this is {found}. Put each counter in rows of its own kind."
  ),
  "import.afterCounter": MessageText(
    "«{counter}» снят с учёта {until}, а здесь {value}. Уберите число.",
    "“{counter}” was retired on {until}, and this is {value}. Leave the number out."
  ),
  "import.beforeCounter": MessageText(
    "«{counter}» ведётся с {from}, а здесь {value}.",
    "“{counter}” is kept from {from}, and this is {value}."
  ),
  "import.unknownLayout": MessageText(
    "{file}: такой таблицы мы ещё не видели. Скажите, что в её столбцах.",
    "{file}: a table we have not seen before. Say what its columns hold."
  ),
  "import.adsTwice": MessageText(
    "Расходы «{source}» за эти дни уже загружены из другого отчёта ({other}). Вместе они удвоятся. Это другой кабинет — добавьте --account ИМЯ; тот же — отмените прежнюю загрузку (verdict undo).",
    "Spend of “{source}” on these days came from another report ({other}). Together they would count twice. Another account: add --account NAME; the same one: take the former import back (verdict undo)."
  ),
  "import.accountUnclear": MessageText(
    "В файле нет ни одной прежней кампании «{source}» ({known}…). Это другой кабинет — добавьте --account ИМЯ, и числа сложатся; тот же — --account \"\", и файл заменит прежние.",
    "None of the known campaigns of “{source}” ({known}…) is in the file. Another account: add --account NAME, and the numbers add up; the same one: --account \"\", and the file replaces the former."
  ),
  "import.nothingToTake": MessageText(
    "в файле нет ни одного столбца, который можно взять. Назовите источник или менеджера (--source, --manager) или столбцы (--column).",
    "no column of the file can be taken. Name a source or a manager (--source, --manager), or columns (--column)."
  ),
  "import.noRows": MessageText(
    "под заголовком нет ни одной строки с данными.",
    "there is no row of data below the header."
  ),
  "import.noDays": MessageText(
    "в отчёте нет столбца с днём, а период длиннее дня. Выгрузите с разбивкой по дням.",
    "the report has no column of days, and its period is longer than a day. Export it by day."
  ),
  "import.wholePeriod": MessageText(
    "строка за несколько дней ({value}). Выгрузите с разбивкой по дням.",
    "the row is for several days ({value}). Export it by day."
  ),
  "import.sourceMissing": MessageText(
    "не сказано, какой это источник. Добавьте --source ИМЯ или заполните столбец.",
    "the source is not said. Add --source NAME, or fill in the column."
  ),
  "import.missingField": MessageText(
    "нет столбца «{value}», без него сделку не прочитать. Добавьте его в выгрузку или назовите: --column \"ИМЯ={value}\".",
    "there is no column for “{value}”, which a deal needs. Add it to the export, or name it: --column \"NAME={value}\"."
  ),
  "import.unclearMark": MessageText(
    "«{value}» можно прочитать двояко: запятая и точка бывают и для тысяч, и для копеек. Скажите: --decimal comma или --decimal point.",
    "“{value}” can be read either way: a comma or a point may separate thousands or cents. Say --decimal comma or --decimal point."
  ),
  "import.mixedMarks": MessageText(
    "в столбце копейки отделены то запятой, то точкой ({value}). Исправьте или скажите: --decimal comma, --decimal point.",
    "the column has cents after a comma and after a point ({value}). Correct it, or say --decimal comma or --decimal point."
  ),
  "import.looseMoney": MessageText("«{value}» — не сумма.", "“{value}” is not an amount."),
  "import.looseCount": MessageText(
    "«{value}» — не целое количество.",
    "“{value}” is not a whole count."
  ),
  "import.looseDate": MessageText(
    "«{value}» — не дата. Понятны 30.11.2026, 2026-11-30, 30 ноября 2026.",
    "“{value}” is not a date. Understood are 2026-11-30, 30.11.2026, Nov 30, 2026."
  ),
  "import.slashDate": MessageText(
    "«{value}»: что первым, день или месяц? Скажите: --dates dmy или --dates mdy.",
    "“{value}”: which comes first, the day or the month? Say --dates dmy or --dates mdy."
  ),
  "import.dayWithoutMonth": MessageText(
    "здесь только число «{value}», а месяца с годом над таблицей нет. Допишите, например «Ноябрь 2026».",
    "only the day “{value}” is here, and no month and year above the table. Add them, for example “November 2026”."
  ),
  "import.inFuture": MessageText(
    "«{value}» ещё не наступил (сегодня {today}). Проверьте дату.",
    "“{value}” has not come yet (today is {today}). Check the date."
  ),
  "import.currency": MessageText(
    "«{value}»: не та валюта, а счёт ведётся в {expected}. Переведите суммы или выгрузите в {expected}.",
    "“{value}”: another currency; the books are in {expected}. Convert the amounts, or export in {expected}."
  ),
  "import.roundedNumber": MessageText(
    "номер «{value}» испорчен таблицей: последние цифры потеряны. Выгрузите заново, столбец сделайте текстом.",
    "a spreadsheet spoiled the number “{value}”: its last digits are gone. Export again, with the column as text."
  ),
  "import.ambiguousManager": MessageText(
    "«{name}» — кто из них: {allowed}? Напишите имя полностью или добавьте в verdict aliases.",
    "“{name}” is which of {allowed}? Write the name in full, or add it to verdict aliases."
  ),
  "import.unknownSheet": MessageText(
    "листа «{sheet}» в книге нет. Есть: {allowed}.",
    "the workbook has no sheet “{sheet}”. It has: {allowed}."
  ),
]
