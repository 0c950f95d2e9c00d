/// Use cases and commands.
let commandMessages: [String: MessageText] = [
  "store.exists": MessageText(
    "Файл {path} уже есть, и он не тронут. Укажите другой путь.",
    "The file {path} exists and was not touched. Give another path."
  ),
  "batch.isUndo": MessageText(
    "Загрузка {batch} сама отмена; отменить отмену нельзя. Загрузите файл снова.",
    "Batch {batch} is itself an undo and cannot be taken back. Import the file again."
  ),
  "json.syntax": MessageText(
    "{file}, строка {line}: это не JSON. Нужен один объект в строке.",
    "{file}, line {line}: not JSON. One object a line is needed."
  ),
  "json.lineTooLong": MessageText(
    "{file}, строка {line}: длиннее {limit} байт.",
    "{file}, line {line}: longer than {limit} bytes."
  ),
  "settings.timeZone": MessageText(
    "Часовой пояс «{value}» не найден. Укажите смещение (+03:00) или имя (Europe/Moscow).",
    "There is no time zone “{value}”. Give an offset (+03:00) or a name (Europe/Moscow)."
  ),
  "draw.notRunning": MessageText(
    "Жребий по «{hypothesis}» невозможен: она остановлена, идёт без запечатанного списка, или этого дня или менеджера в её жребии нет.",
    "“{hypothesis}” cannot be drawn for: it is stopped, runs without a sealed list, or its lot has no such day or manager."
  ),
  "draw.outsideDates": MessageText(
    "{day} вне дат теста «{hypothesis}»: {start} – {end}. Проверьте дату; после конца жребия нет.",
    "{day} lies outside the dates of “{hypothesis}”: {start} to {end}. Check the date; there is no draw after the end."
  ),
  "unit.unknown": MessageText(
    "Сделки {unit} в «{hypothesis}» нет. Сначала жребий: verdict draw {hypothesis} {unit}.",
    "Deal {unit} is not in “{hypothesis}”. Draw first: verdict draw {hypothesis} {unit}."
  ),
  "draw.parityNeedsNumber": MessageText(
    "В номере сделки «{unit}» нет цифр, а группы делят по чётности номера. Укажите номер из CRM.",
    "The deal number “{unit}” has no digit, and arms go by parity. Give the number from the CRM."
  ),
  "draw.readFromTable": MessageText(
    "«{hypothesis}» читают из таблицы: стороны — дни, менеджеры или источники. Жребия и записей по клиентам у неё нет.",
    "“{hypothesis}” is read from the table: its sides are days, managers or sources. It has no draw and no log by client."
  ),
  "start.baseRateMissing": MessageText(
    "Порог «{hypothesis}» задан в процентах, а своей базы по этапу «{stage}» в таблице нет (нужно 20 случаев за 90 дней). Задайте пункты: 5 points.",
    "The effect of “{hypothesis}” is relative, and the table has no base for “{stage}” (20 cases in 90 days are needed). Give points: 5 points."
  ),
  "import.crossovers": MessageText(
    "Уже в другой группе ({count}): {units}. Первая группа останется; если это верно, повторите с --accept-crossovers.",
    "Already in another arm ({count}): {units}. The first arm will stay; if that is right, repeat with --accept-crossovers."
  ),
  "import.allocatedElsewhere": MessageText(
    "Сделке {unit} по списку выпала группа «{arm}».",
    "By the list deal {unit} got the arm “{arm}”."
  ),
  "review.periodOpen": MessageText(
    "Полмесяца ещё не кончились: публиковать можно с {end}.",
    "The half-month is not over: it can be published from {end}."
  ),
  "review.missing": MessageText(
    "Разбор {period} не опубликован, решать по нему нельзя. Сначала: verdict review {period} --publish.",
    "The review {period} is not published, so nothing can be decided on it. First: verdict review {period} --publish."
  ),
  "amend.closes": MessageText(
    "У идущей «{hypothesis}» нельзя менять: {fields}. Остановите её (verdict hypothesis stop {hypothesis}) и запишите новую, на новых клиентах.",
    "While “{hypothesis}” runs this cannot change: {fields}. Stop it (verdict hypothesis stop {hypothesis}) and register a new one, on later units."
  ),
  "hypothesis.alreadyStopped": MessageText(
    "«{hypothesis}» уже остановлена {day}.",
    "“{hypothesis}” was already stopped on {day}."
  ),
  "table.daysReversed": MessageText(
    "С {from} по {to}: конец раньше начала. Поменяйте их местами.",
    "From {from} to {to}: the end is before the beginning. Exchange them."
  ),
  "table.memberUnknown": MessageText(
    "«{value}» в эти дни в таблице нет. Есть: {allowed}.",
    "“{value}” is not in the table on these days. There are: {allowed}."
  ),
  "print.noBrowser": MessageText(
    "PDF печатает Chromium, а его на этой машине нет. Установите chromium (Debian: apt-get install chromium), назовите свой в VERDICT_BROWSER, или напечатайте сами: verdict review --output review.html, открыть в браузере, печать, A4, «Фон» включён, «Сохранить как PDF».",
    "A Chromium prints the PDF, and there is none on this machine. Install chromium (Debian: apt-get install chromium), name yours in VERDICT_BROWSER, or print by hand: verdict review --output review.html, open it in a browser, print, A4, background graphics on, save as PDF."
  ),
  "print.failed": MessageText(
    "{browser} не напечатал страницу. Попробуйте другой браузер (VERDICT_BROWSER) или напечатайте сами: verdict review --output review.html, открыть, печать.",
    "{browser} did not print the page. Try another browser (VERDICT_BROWSER), or print by hand: verdict review --output review.html, open it, print."
  ),
  "print.tooSlow": MessageText(
    "{browser} не ответил за {seconds} с. Напечатайте сами: verdict review --output review.html, открыть, печать.",
    "{browser} did not answer within {seconds} s. Print by hand: verdict review --output review.html, open it, print."
  ),
  "print.toTerminal": MessageText(
    "PDF не для терминала: назовите файл, --output review.pdf.",
    "A PDF is not for a terminal: name a file, --output review.pdf."
  ),
  "review.samePeriod": MessageText(
    "Сравнивают два разных разбора, а назван один: {period}. Пример: verdict review --compare 2026-10-H2 2026-11-H1",
    "Two different reviews are compared, and one was named twice: {period}. Example: verdict review --compare 2026-10-H2 2026-11-H1"
  ),
  "day.inputEnded": MessageText(
    "Ввод оборвался раньше последнего вопроса. Ничего не записано.",
    "The input ended before the last question. Nothing was written."
  ),
  "day.notSaid": MessageText(
    "Какой день? Назовите его: --day ДАТА[. Не заполнены: {days}].",
    "Which day? Name it: --day DATE[. To fill: {days}]."
  ),
  "day.value": MessageText(
    "«{value}» не понять. Пишите СЧЁТЧИК=ЧИСЛО или ИМЯ:СЧЁТЧИК=ЧИСЛО.",
    "“{value}” is not understood. Write COUNTER=NUMBER or NAME:COUNTER=NUMBER."
  ),
  "day.counter": MessageText(
    "Счётчика «{value}» нет. Есть: {allowed}.",
    "There is no counter “{value}”. There are: {allowed}."
  ),
  "day.payments": MessageText(
    "«{value}» по дням не вводят. Оплаты пишут по одной: --payment \"сделка;менеджер;источник;сумма\".",
    "“{value}” is not entered by day. Payments are written one by one: --payment \"deal;manager;source;amount\"."
  ),
  "day.payment": MessageText(
    "«{value}»: не хватает номера сделки, менеджера, источника или суммы. Пишите \"сделка;менеджер;источник;сумма;пакет\".",
    "“{value}”: the deal number, manager, source or amount is missing. Write \"deal;manager;source;amount;package\"."
  ),
  "day.manager": MessageText(
    "Чьё число «{value}»? Назовите менеджера: --manager ИМЯ или ИМЯ:{value}=…",
    "Whose is “{value}”? Name the manager: --manager NAME or NAME:{value}=…"
  ),
  "day.source": MessageText(
    "Какого источника число «{value}»? Назовите его: --source ИМЯ или ИМЯ:{value}=…",
    "Of which source is “{value}”? Name it: --source NAME or NAME:{value}=…"
  ),
  "day.count": MessageText(
    "{counter}: «{value}» — не целое число от 0 до 99 999.",
    "{counter}: “{value}” is not a whole number from 0 to 99,999."
  ),
  "day.money": MessageText(
    "{counter}: «{value}» — не сумма. Пишите, например, 1550,50.",
    "{counter}: “{value}” is not an amount. Write, for example, 1550.50."
  ),
  "day.inFuture": MessageText(
    "{day} ещё не наступило. Проверьте дату.",
    "{day} has not come yet. Check the date."
  ),
  "stage.unknown": MessageText(
    "Этапа «{stage}» в воронке нет. Есть: leads, meetings_scheduled, meetings_held, payments или свои.",
    "There is no stage “{stage}” in the funnel. There are leads, meetings_scheduled, meetings_held, payments, or your own."
  ),
  "log.beforeExposure": MessageText(
    "{day} раньше жребия сделки {unit} ({exposure}): такой исход не от теста. Проверьте дату.",
    "{day} is before deal {unit} was drawn ({exposure}): not an outcome of the test. Check the date."
  ),
  "decide.choiceUnknown": MessageText(
    "Решения «{value}» нет. Есть: adopt, rollBack, keep, extend, stop, continue.",
    "There is no choice “{value}”. There are adopt, rollBack, keep, extend, stop, continue."
  ),
  "call.tooLate": MessageText(
    "Отменить запись можно за десять секунд. Дальше её исправляет руководитель: verdict undo.",
    "An entry can be taken back within ten seconds. After that the head corrects it: verdict undo."
  ),
  "case.incomplete": MessageText(
    "Разбору нужны сигнал, договорённость и кто делает: пустого не бывает.",
    "A case needs the signal, what was agreed, and who does it: none may be empty."
  ),
  "case.checkInPast": MessageText(
    "День проверки {day} уже прошёл. Назовите сегодняшний или более поздний.",
    "The day of the check, {day}, is over. Name today or a later one."
  ),
  "bet.closed": MessageText(
    "Ставки на «{hypothesis}» закрыты: тест уже начат.",
    "Bets on “{hypothesis}” are closed: the test has started."
  ),
  "day.cellsMoved": MessageText(
    "Пока вы вводили, другой человек изменил эти клетки ({count}). Откройте день заново: ничего не записано.",
    "While you typed, somebody else changed these cells ({count}). Open the day again: nothing was recorded."
  ),
  "day.impossible": MessageText(
    "Пришли и перенесены больше, чем должны были прийти: {rows}. Исправьте: ничего не записано.",
    "More came and moved than were due: {rows}. Correct them: nothing was recorded."
  ),
  "day.paymentKnown": MessageText(
    "Оплата сделки {unit} за {day} с этой суммой уже записана.",
    "The payment of deal {unit} on {day} with this amount is recorded already."
  ),
  "reason.missing": MessageText(
    "Нужна причина: --reason \"…\". Её напечатают на карточке.",
    "A reason is needed: --reason \"…\". It is printed on the card."
  ),
  "command.clock": MessageText(
    "VERDICT_NOW=«{value}» не читается. Вид: 2026-11-30T09:00:00Z.",
    "VERDICT_NOW=“{value}” cannot be read. The form is 2026-11-30T09:00:00Z."
  ),
  "command.day": MessageText(
    "«{value}» — не дата. Вид: 2026-11-30.",
    "“{value}” is not a date. The form is 2026-11-30."
  ),
  "command.period": MessageText(
    "«{value}» — не полмесяца. Вид: 2026-11-H1.",
    "“{value}” is not a half-month. The form is 2026-11-H1."
  ),
  "command.stage": MessageText(
    "«{value}» не понять. Этап: meetings_held, meetings_held=2026-11-30, =yes или =no; деньги: 600000.",
    "“{value}” cannot be read. A stage: meetings_held, meetings_held=2026-11-30, =yes or =no; money: 600000."
  ),
  "command.scenario": MessageText(
    "Сценария «{value}» нет. Есть: {allowed}.",
    "There is no scenario “{value}”. There are {allowed}."
  ),
  "command.notSound": MessageText("Проверка нашла неполадки.", "The check found faults."),
]
