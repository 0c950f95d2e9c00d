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
]
