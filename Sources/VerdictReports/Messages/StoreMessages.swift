/// The model and every store.
let storeMessages: [String: MessageText] = [
  "rows.refused": MessageText(
    "Ничего не записано: ошибок {count}. Исправьте их и повторите.",
    "Nothing was written: {count} mistakes. Correct them and try again."
  ),
  "hypothesis.unknown": MessageText(
    "Нет гипотезы «{hypothesis}». Список: verdict hypothesis list.",
    "There is no hypothesis “{hypothesis}”. See: verdict hypothesis list."
  ),
  "case.unknown": MessageText(
    "Открытого дела № {case} нет: его закрыли или его не было.",
    "There is no open case {case}: it was closed, or never was."
  ),
  "hypothesis.exists": MessageText(
    "Гипотеза «{hypothesis}» уже есть. Возьмите другой id или поправьте черновик.",
    "The hypothesis “{hypothesis}” already exists. Take another id, or edit the draft."
  ),
  "hypothesis.notDraft": MessageText(
    "Гипотеза «{hypothesis}» уже идёт и заморожена. Изменить можно только поправкой с причиной: verdict hypothesis amend.",
    "The hypothesis “{hypothesis}” is running and frozen. Only an amendment with a reason can change it: verdict hypothesis amend."
  ),
  "hypothesis.notRunning": MessageText(
    "Гипотеза «{hypothesis}» ещё черновик. Сначала запустите её: verdict hypothesis start {hypothesis}.",
    "The hypothesis “{hypothesis}” is still a draft. Start it first: verdict hypothesis start {hypothesis}."
  ),
  "hypothesis.unknownArm": MessageText(
    "У гипотезы «{hypothesis}» нет стороны «{arm}». Стороны показывает verdict hypothesis show {hypothesis}.",
    "The hypothesis “{hypothesis}” has no arm “{arm}”. See: verdict hypothesis show {hypothesis}."
  ),
  "funnel.unknownCounter": MessageText(
    "В воронке нет счётчика «{counter}». Проверьте имя столбца.",
    "The funnel has no counter “{counter}”. Check the column's name."
  ),
  "funnel.wrongGrain": MessageText(
    "Счётчик «{counter}» за {day} вводят иначе: {expected}. Смешивать нельзя: суммы удвоятся.",
    "The counter “{counter}” on {day} is entered differently: {expected}. Mixing would double the sums."
  ),
  "funnel.afterEnd": MessageText(
    "Счётчик «{counter}» снят с учёта {until}, а здесь {value}. Уберите число или верните счётчик под новым именем.",
    "“{counter}” was retired on {until}, and this is {value}. Leave the number out, or add the counter under a new name."
  ),
  "funnel.beforeStart": MessageText(
    "Счётчик «{counter}» ведётся с {from}, а здесь {value}. Раньше этого дня данных нет.",
    "The counter “{counter}” is kept from {from}, and this is {value}. There are no data before that day."
  ),
  "store.missing": MessageText(
    "Хранилища {path} нет. Создайте его: verdict init. Другое укажите через --store.",
    "There is no store at {path}. Make one: run “verdict init”. Another is named with --store."
  ),
  "store.notAStore": MessageText(
    "{path} — не хранилище verdict. Файл не тронут. Проверьте путь или создайте новое: verdict init.",
    "{path} is not a verdict store. The file was not touched. Check the path, or make a new one: verdict init."
  ),
  "store.tooNew": MessageText(
    "Хранилище {path} записано более новой программой (версия {version}, эта понимает до {supported}). Обновите verdict.",
    "The store {path} was written by a newer program (version {version}, this one reads up to {supported}). Update verdict."
  ),
  "store.busy": MessageText(
    "В хранилище {path} сейчас пишет кто-то другой. Ничего не записано. Повторите через несколько секунд.",
    "Someone else is writing to the store {path}. Nothing was written. Try again in a few seconds."
  ),
  "store.diskFull": MessageText(
    "На диске нет места для {path}. Ничего не записано наполовину. Освободите место и повторите.",
    "The disk is full at {path}. Nothing was written by halves. Free some space and try again."
  ),
  "store.inputOutput": MessageText(
    "Не удалось прочитать или записать {path}[: {detail}]. Проверьте права и диск.",
    "Could not read or write {path}[: {detail}]. Check permissions and the disk."
  ),
  "store.appendOnly": MessageText(
    "Таблица {table} только дополняется: прошлое в ней не меняют.",
    "The table {table} only grows: its past cannot be changed."
  ),
  "store.damaged": MessageText(
    "Хранилище повреждено[: {detail}]. Проверьте его (verdict doctor) и восстановите из копии (verdict restore).",
    "The store is damaged[: {detail}]. Check it (verdict doctor) and restore a backup (verdict restore)."
  ),
  "batch.unknown": MessageText(
    "Загрузки № {batch} нет. Номер назвала команда import, когда приняла файл; ещё раз его назовёт import того же файла.",
    "There is no batch {batch}. Import named the number when it took the file; importing the same file again names it once more."
  ),
  "batch.undone": MessageText(
    "Загрузка № {batch} уже отменена.",
    "Batch {batch} has already been undone."
  ),
  "batch.undoBlocked": MessageText(
    "Загрузку № {batch} не отменить: её строки меняли позже ({rows}). Сначала отмените более позднюю.",
    "Batch {batch} cannot be undone: its rows were changed later ({rows}). Undo the later one first."
  ),
  "review.published": MessageText(
    "Разбор за {period} уже опубликован и не меняется. Новые данные войдут в следующий.",
    "The review of {period} is published and stays as it is. New data go into the next one."
  ),
  "tally.withUnits": MessageText(
    "За {value} у стороны «{arm}» уже есть строки участников: готовый счёт «{measure}» посчитал бы их дважды.",
    "On {value} the arm “{arm}” already has participants' rows: the tally “{measure}” would count them twice."
  ),
  "unit.withTally": MessageText(
    "Участник «{value}»: за {day} у стороны «{arm}» уже есть готовый счёт, вместе они посчитались бы дважды.",
    "Participant “{value}”: on {day} the arm “{arm}” already has a tally; together they would count twice."
  ),
  "event.unknownUnit": MessageText(
    "Участника «{value}» ещё нет ни в одном тесте. Сначала запишите жребий: verdict draw.",
    "The participant “{value}” is in no test yet. Draw first: verdict draw."
  ),
  "amount.tooLarge": MessageText(
    "Сумма {value} больше возможной ({largest}). Проверьте, не лишние ли нули.",
    "The amount {value} is above the largest possible ({largest}). Check for extra zeros."
  ),
]
