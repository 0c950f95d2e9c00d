/// Files that cannot be read at all.
let fileMessages: [String: MessageText] = [
  "workbook.notBuilt": MessageText(
    "Эта сборка не пишет книги Excel. Возьмите --format csv или соберите программу с признаком Workbooks.",
    "This build does not write workbooks. Take --format csv, or build the program with the trait Workbooks."
  ),
  "workbook.tooManyRows": MessageText(
    "В листе Excel помещается {most} строк, а здесь {rows}. Сузьте дни: --from и --to.",
    "A sheet holds {most} rows, and there are {rows}. Take fewer days: --from and --to."
  ),
  "workbook.notWritten": MessageText(
    "Не удалось записать {path}[: {detail}]. Проверьте права и место на диске.",
    "Could not write {path}[: {detail}]. Check permissions and free space."
  ),
  "workbook.needsFile": MessageText(
    "Книгу Excel на экран не выводят. Назовите файл: -o table.xlsx.",
    "A workbook is not shown on the screen. Name a file: -o table.xlsx."
  ),
  "archive.folderOccupied": MessageText(
    "{path} уже есть. Назовите новую папку: в чужую ничего не пишем.",
    "{path} already exists. Name a new folder: nothing is written into one in use."
  ),
  "archive.none": MessageText(
    "{path} — не архив: нет файла archive.json. Архив делает verdict export --all -o ПАПКА.",
    "{path} is no archive: archive.json is missing. verdict export --all -o FOLDER makes one."
  ),
  "archive.tooNew": MessageText(
    "Архив {path} сделан более новой программой (форма {format}, эта понимает до {supported}). Обновите verdict.",
    "The archive {path} was made by a newer program (form {format}, this one reads up to {supported}). Update verdict."
  ),
  "archive.changed": MessageText(
    "Файлы архива изменены после выгрузки ({count}): {files}. Если это ваша правка, повторите с --accept-changed.",
    "Files of the archive were changed after the export ({count}): {files}. If the change is yours, repeat with --accept-changed."
  ),
  "archive.import": MessageText(
    "{path} — архив целого хранилища, а не файл. Верните его так: verdict restore {path}.",
    "{path} is an archive of a whole store, not a file. Put it back with: verdict restore {path}."
  ),
  "archive.value": MessageText(
    "«{value}» здесь быть не может. Верните значение, которое было при выгрузке.",
    "“{value}” cannot stand here. Put back the value that was exported."
  ),
  "archive.unknownColumn": MessageText(
    "столбца «{value}» в архиве не бывает. Уберите его или обновите verdict.",
    "an archive has no column “{value}”. Take it out, or update verdict."
  ),
  "archive.missingColumn": MessageText(
    "нет столбца «{value}». Верните его таким, каким он был при выгрузке.",
    "the column “{value}” is missing. Put it back as it was exported."
  ),
  "archive.unknownName": MessageText(
    "имени «{value}» нет в data/names.csv (вид {kind}). Впишите его туда или верните прежнее.",
    "the name “{value}” is not in data/names.csv (kind {kind}). Add it there, or put the former one back."
  ),
  "archive.unknownHypothesis": MessageText(
    "гипотезы «{value}» нет в data/hypotheses.csv.",
    "the hypothesis “{value}” is not in data/hypotheses.csv."
  ),
  "archive.row": MessageText(
    "такая строка в {table} уже есть, или значения в ней не подходят.",
    "there is such a row in {table} already, or its values do not fit."
  ),
  "file.refused": MessageText(
    "{file}: не принят, ошибок {count}. Ничего не записано.",
    "{file}: not accepted, {count} mistakes. Nothing was written."
  ),
  "file.missing": MessageText(
    "Файла {path} нет. Проверьте путь.",
    "There is no file {path}. Check the path."
  ),
  "file.isFolder": MessageText(
    "{path} — папка. Укажите файл.",
    "{path} is a folder. Name a file."
  ),
  "file.notReadable": MessageText(
    "Не удалось открыть {path}[: {detail}]. Проверьте права.",
    "Could not open {path}[: {detail}]. Check its permissions."
  ),
  "file.empty": MessageText(
    "файл пуст. Нужна строка заголовков и строки данных.",
    "the file is empty. A header line and rows are needed."
  ),
  "file.binary": MessageText(
    "это не текст. Сохраните таблицу как CSV (UTF-8).",
    "this is not text. Save the table as CSV (UTF-8)."
  ),
  "file.html": MessageText(
    "это веб-страница, а не таблица. Выгрузите CSV (UTF-8).",
    "this is a web page, not a table. Export CSV (UTF-8)."
  ),
  "file.pdf": MessageText(
    "это PDF. Нужна таблица CSV (UTF-8).",
    "this is a PDF. A CSV table (UTF-8) is needed."
  ),
  "file.zip": MessageText(
    "это архив, а не книга Excel. Распакуйте его и загрузите файлы.",
    "this is an archive, not an Excel workbook. Unpack it and import the files."
  ),
  "file.xls": MessageText(
    "это старая книга Excel или книга с паролем. Сохраните её как .xlsx без пароля или как CSV.",
    "this is an old Excel workbook, or one with a password. Save it as .xlsx without one, or as CSV."
  ),
  "file.gzip": MessageText(
    "это архив gzip. Распакуйте его.",
    "this is a gzip archive. Unpack it first."
  ),
  "file.archive": MessageText("это архив. Распакуйте его.", "this is an archive. Unpack it first."),
  "file.image": MessageText(
    "это картинка. Нужна таблица CSV (UTF-8).",
    "this is a picture. A CSV table (UTF-8) is needed."
  ),
  "file.database": MessageText(
    "это база данных. Нужна таблица CSV (UTF-8); хранилище открывают через --store.",
    "this is a database. A CSV table (UTF-8) is needed; a store is opened with --store."
  ),
  "file.richText": MessageText(
    "это документ с оформлением. Сохраните его как простой текст CSV (UTF-8).",
    "this is a formatted document. Save it as plain CSV (UTF-8)."
  ),
  "file.utf16": MessageText(
    "текст в кодировке UTF-16. Сохраните его как CSV UTF-8.",
    "the text is UTF-16. Save it as CSV UTF-8."
  ),
  "file.windows1251": MessageText(
    "текст в кодировке Windows-1251. Сохраните его как CSV UTF-8.",
    "the text is Windows-1251. Save it as CSV UTF-8."
  ),
  "file.notUTF8": MessageText(
    "здесь текст не в UTF-8. Сохраните файл как CSV UTF-8.",
    "the text here is not UTF-8. Save the file as CSV UTF-8."
  ),
  "file.mixedEncodings": MessageText(
    "здесь кодировка меняется посреди файла: видимо, его склеили из двух. Загрузите их по отдельности.",
    "the encoding changes here in the middle of the file: it was probably put together from two. Import them one by one."
  ),
  "file.cutShort": MessageText(
    "файл оборван: таблица не закончена. Скачайте его ещё раз.",
    "the file is cut short: its table does not end. Download it again."
  ),
  "file.notRegular": MessageText(
    "{path} — не файл, а устройство или канал. Укажите файл; для канала есть «-».",
    "{path} is not a file but a device or a pipe. Name a file; for a pipe there is “-”."
  ),
  "file.changed": MessageText(
    "{path} менялся, пока его читали. Дождитесь конца записи и повторите.",
    "{path} changed while it was read. Wait until it is written, and try again."
  ),
  "file.tooLarge": MessageText(
    "{path} больше {limit} МиБ. Разделите его на части.",
    "{path} is larger than {limit} MiB. Split it."
  ),
  "file.otherOffice": MessageText(
    "это документ {kind}, его мы не читаем. Сохраните таблицу как .xlsx или CSV.",
    "this is a document of kind {kind}, which is not read. Save the table as .xlsx or CSV."
  ),
  "file.damagedBook": MessageText(
    "книга Excel повреждена или оборвана. Откройте её, сохраните заново и повторите.",
    "the Excel workbook is damaged or cut short. Open it, save it anew, and try again."
  ),
  "file.unpacked": MessageText(
    "в распакованном виде больше {limit} МиБ: так таблицы не выглядят. Сохраните нужный лист отдельно.",
    "unpacked it is larger than {limit} MiB, which no table is. Save the sheet you need on its own."
  ),
]
