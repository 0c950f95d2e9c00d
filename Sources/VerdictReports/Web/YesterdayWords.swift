package import VerdictModel

/// Words of the morning: yesterday's numbers, files, the end of it.
package struct YesterdayWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  private var calendar: CalendarWords { CalendarWords(language) }
  private var figures: Figures { Figures(language) }

  package var title: String { language("Вчера", "Yesterday") }
  package func lead(_ days: Int) -> String {
    let days = Int64(days)
    let noun = CountedNoun("день", "дня", "дней", en: "day", "days")
    return language(
      "Не заполнено: \(figures.whole(days)) \(noun.form(days, .ru)). Пустая клетка — не ноль: внизу спросим.",
      "To fill: \(figures.whole(days)) \(noun.form(days, .en)). An empty cell is not a zero: we ask at the end."
    )
  }
  package var nothingToDo: String {
    language(
      "Всё заполнено. Спасибо, на сегодня это всё.",
      "Everything is filled. Thank you, that is all for today."
    )
  }
  package func further(_ count: Int) -> String {
    language(
      "Ещё \(figures.whole(count)) после этих.",
      "\(figures.whole(count)) more after these."
    )
  }
  package func day(_ day: Day) -> String {
    language(
      "\(calendar.weekday(day)), \(calendar.day(day))",
      "\(calendar.weekday(day)), \(calendar.day(day))"
    )
  }
  package var off: String { language("не работали", "nobody worked") }
  package var sales: String { language("Встречи по менеджерам", "Meetings by manager") }
  package var ads: String { language("Реклама по источникам", "Ads by source") }
  package var adsHint: String {
    language(
      "Только то, чего нет в файлах. Пустое остаётся неизвестным.",
      "Only what no file gave. What stays empty stays unknown."
    )
  }
  package var manager: String { language("Менеджер", "Manager") }
  package var source: String { language("Источник", "Source") }
  package var newManager: String { language("Новый менеджер", "A new manager") }
  package var newSource: String { language("Новый источник", "A new source") }
  package var addRow: String { language("Добавить строку", "Add a row") }
  package var payments: String {
    language("Оплаты за день, по одной", "Payments of the day, one by one")
  }
  package func knownPayments(_ count: Int64, _ sum: String) -> String {
    language(
      "Уже записано: \(figures.whole(count)), \(sum).",
      "Already recorded: \(figures.whole(count)), \(sum)."
    )
  }
  package var deal: String { language("Сделка", "Deal") }
  package var amount: String { language("Сумма", "Amount") }
  package var package: String { language("Пакет", "Package") }
  package var refund: String {
    language("Возврат — сумма с минусом.", "A refund is an amount with a minus.")
  }
  package var onePayment: String { language("Ещё оплата", "One more payment") }
  package var paidOut: String { language("больше оплат не было", "there were no more payments") }
  package var empty: String {
    language("Пустые клетки встреч — это", "Empty cells of meetings are")
  }
  package var zero: String { language("0: ничего не было", "0: nothing happened") }
  package var unknown: String { language("не знаю: оставить пустыми", "unknown: leave them empty") }
  package var save: String { language("Сохранить", "Save") }
  package var questions: String {
    language("Так бывает редко. Проверьте:", "This is rarely so. Please check:")
  }
  package var saveAnyway: String { language("Всё верно, сохранить", "It is right, save") }
  package func cell(_ who: String, _ what: String, _ day: Day) -> String {
    "\(who), \(what), \(self.day(day))"
  }

  // MARK: mistakes

  package func missingEmpty(_ count: Int) -> String {
    language(
      "Пустых клеток: \(figures.whole(count)). Это 0 или вы не знаете?",
      "Empty cells: \(figures.whole(count)). Is it 0, or don't you know?"
    )
  }
  package var badCount: String {
    language("целое число от 0 до 99 999", "a whole number from 0 to 99,999")
  }
  package var badMoney: String {
    language("сумма, например 1550,50", "an amount, for example 1550.50")
  }
  package var badPayment: String {
    language(
      "Не хватает номера сделки, менеджера, источника или суммы.",
      "The deal number, manager, source or amount is missing."
    )
  }
  package var unknownManager: String {
    language(
      "Такого менеджера в таблице нет. Добавьте строку выше.",
      "There is no such manager. Add a row above."
    )
  }
  package var unknownSource: String {
    language(
      "Такого источника нет. Добавьте строку выше.",
      "There is no such source. Add a row above."
    )
  }
  package func offWithNumbers(_ day: Day) -> String {
    language(
      "\(calendar.day(day)): есть числа, а стоит «не работали». Уберите одно из двух.",
      "\(calendar.day(day)): there are numbers, yet it says nobody worked. Remove one of the two."
    )
  }
  package func impossible(_ manager: String, held: Int64, moved: Int64, due: Int64) -> String {
    moved == 0
      ? language("\(manager): пришли \(held) из \(due).", "\(manager): \(held) came of \(due) due.")
      : language(
        "\(manager): пришли \(held) и перенесли \(moved), а должны были прийти \(due).",
        "\(manager): \(held) came and \(moved) moved, yet \(due) were due."
      )
  }
  package func instant(_ due: Int64) -> String {
    language(
      "Одна показана экраном сразу: должны прийти \(due)",
      "One was shown on the call: \(due) due"
    )
  }
  package func moved(_ present: Int64?, wished: Int64?) -> String {
    let (now, mine) = (present.map(figures.whole) ?? "—", wished.map(figures.whole) ?? "—")
    return language(
      "пока вы вводили, здесь записали \(now); у вас \(mine). Сохраните ещё раз, если верно ваше.",
      "while you typed, \(now) was recorded here; you have \(mine). Save again if yours is right."
    )
  }

  // MARK: the end

  package var doneTitle: String { language("Готово", "Done") }
  package func done(seconds: Int) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60)
    return minutes == 0
      ? language("Готово за \(rest) с.", "Done in \(rest) s.")
      : language("Готово за \(minutes) мин \(rest) с.", "Done in \(minutes) min \(rest) s.")
  }
  package func line(_ day: Day, _ sums: [String: Int64]) -> String {
    func part(_ key: String, _ ru: String, _ en: String) -> String? {
      sums[key].map { language("\(ru) \(figures.whole($0))", "\(en) \(figures.whole($0))") }
    }
    let parts = [
      part("leads", "лидов", "leads"), part("meetings_due", "должны прийти", "due"),
      part("meetings_held", "встреч", "held"), part("payments", "оплат", "payments"),
    ].compactMap { $0 }
    let text = parts.isEmpty ? language("чисел нет", "no numbers") : parts.joined(separator: ", ")
    return language("\(capital(self.day(day))): \(text).", "\(capital(self.day(day))): \(text).")
  }
  package func pace(_ counter: String, _ month: Month, soFar: Int64, usual: Double?) -> String {
    let what = language(
      counter == "payments" ? "оплат" : "встреч",
      FocusWords.nouns[counter]?.form(soFar, .en) ?? "meetings"
    )
    let period = calendar.days(month.start, month.end)
    var text = language(
      "\(period): \(what) \(figures.whole(soFar))",
      "\(period): \(figures.whole(soFar)) \(what)"
    )
    if let usual {
      text += language(
        ", к этому дню обычно \(figures.decimal(usual, 0))",
        ", usually \(figures.decimal(usual, 0)) by this day"
      )
    }
    return text + "."
  }
  package var missing: String { language("Чего ещё не хватает", "What is still missing") }
  package func missingDay(_ day: Day, _ counters: [String]) -> String {
    "\(calendar.day(day)): " + counters.joined(separator: ", ")
  }
  package var nothingMissing: String {
    language(
      "Ничего: все клетки этих дней заполнены.",
      "Nothing: every cell of these days is filled."
    )
  }
  package var chat: String { language("Строка для чата", "A line for the chat") }
  package var copyHint: String { language("Нажмите, чтобы скопировать.", "Click to copy.") }
  package var takeBack: String { language("Отменить всё это утро", "Take this morning back") }
  package var takenBack: String {
    language("Отменено: числа этого утра убраны.", "Taken back: this morning's numbers are gone.")
  }
  package var notOff: String {
    language("Отметки «не работали» остались.", "The marks “nobody worked” stay.")
  }
  package var again: String { language("К незаполненным дням", "To the days to fill") }

  // MARK: files

  package var files: String { language("Файлы", "Files") }
  package var filesHint: String {
    language(
      "Перетащите сюда выгрузки: amoCRM, Битрикс24, Директ, VK, Google, свою таблицу (CSV или Excel, сразу все). Файл записывается целиком или не записывается вовсе.",
      "Drag exports here: amoCRM, Bitrix24, Direct, VK, Google, your own table (CSV or Excel, all at once). A file goes in whole or not at all."
    )
  }
  package var send: String { language("Записать файлы", "Record the files") }
  package var noFile: String { language("Сначала выберите файл.", "Choose a file first.") }
  package func freshness(_ source: String, _ day: Day, today: Day) -> String {
    let ago = today - day
    return ago <= 1
      ? language("\(source): вчера", "\(source): yesterday")
      : language("\(source): \(calendar.day(day))", "\(source): \(calendar.day(day))")
  }
  package var recognised: String { language("Что записано из файлов", "What the files gave") }
  package func already(_ batch: Int, on day: Day) -> String {
    language(
      "Этот файл уже записан (\(calendar.dayAndYear(day)), партия \(batch)). Ничего не изменилось.",
      "This file was recorded already (\(calendar.dayAndYear(day)), batch \(batch)). Nothing changed."
    )
  }
  package var ourSums: String {
    language("Наши суммы и «Итого» файла", "Our sums and the file's own total")
  }
  package var theirSum: String { language("В файле", "In the file") }
  package var fileColumns: String {
    language("Что взяли из столбцов", "What was taken of the columns")
  }
  package var column: String { language("Столбец", "Column") }
  package var meaning: String { language("Что это", "What it is") }
  package var examples: String { language("Например", "For example") }
  package var leaveOut: String { language("не брать", "leave out") }
  package var sourceOfAll: String {
    language("Источник всех строк, если столбца нет", "Source of all rows, if no column says it")
  }
  package var unknownLayout: String {
    language(
      "Такой таблицы мы ещё не видели. Проверьте, что в столбцах: ответ запомнится.",
      "We have not seen such a table. Check what its columns hold: the answer is kept."
    )
  }
  package var confirmLayout: String { language("Всё верно, запомнить", "All right, keep it") }
  package var layoutKept: String {
    language(
      "Запомнили. Теперь перетащите файл ещё раз.",
      "Kept. Now drag the file here once more."
    )
  }
  package var counter: String { language("Показатель", "Counter") }
  package var sum: String { language("Сумма", "Sum") }
  package func days(_ days: ClosedRange<Day>) -> String {
    calendar.days(days.lowerBound, days.upperBound, year: true)
  }
  package var takeFileBack: String { language("Отменить этот файл", "Take this file back") }

  // MARK: one day, one cell

  package var oldDay: String { language("Другой день", "Another day") }
  package var open: String { language("Открыть", "Open") }
  package var badDay: String {
    language("Нужна дата не позже сегодняшней.", "A date up to today is needed.")
  }
  package var dayLead: String {
    language(
      "Нажмите на клетку, чтобы исправить её с причиной.",
      "Press a cell to correct it, with a reason."
    )
  }
  package var correctTitle: String { language("Исправить клетку", "Correct a cell") }
  package var wasLabel: String { language("Было", "It was") }
  package var becomes: String { language("Стало", "It becomes") }
  package var becomesHint: String {
    language("Пусто — неизвестно.", "Empty means unknown.")
  }
  package var reason: String { language("Почему", "Why") }
  package var missingReason: String {
    language(
      "Напишите причину: её прочтут на разборе.",
      "Write the reason: the review will read it."
    )
  }
  package var corrected: String { language("Исправлено.", "Corrected.") }
  package var unknownCell: String { "—" }

  private func capital(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
