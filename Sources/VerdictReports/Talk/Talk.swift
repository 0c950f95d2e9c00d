package import VerdictModel

/// What the program says beside its data: short lines on standard error, after each change of state.
package struct Talk: Sendable {
  private let language: Language
  private let calendar: CalendarWords
  private let figures: Figures

  package init(_ language: Language) {
    self.language = language
    calendar = CalendarWords(language)
    figures = Figures(language)
  }

  package func created(_ path: String) -> String {
    language(
      "Готово: хранилище \(path). Дальше: verdict import ФАЙЛ или verdict hypothesis add ФАЙЛ.",
      "Done: the store \(path). Next: verdict import FILE or verdict hypothesis add FILE."
    )
  }

  package func imported(
    new: Int,
    changed: Int,
    same: Int,
    batch: Int?,
    isPreview: Bool,
    crossovers: [String]
  ) -> String {
    var text = language(
      "Новых \(figures.whole(new)), изменённых \(figures.whole(changed)), без изменений "
        + "\(figures.whole(same)).",
      "New \(figures.whole(new)), changed \(figures.whole(changed)), unchanged "
        + "\(figures.whole(same))."
    )
    if !crossovers.isEmpty {
      let list = crossovers.prefix(10).joined(separator: ", ")
      text += language(
        " Уже в другой группе, остались в первой: \(list).",
        " Already in another arm and kept there: \(list)."
      )
    }
    if isPreview {
      text += language(" Это просмотр: ничего не записано.", " A preview: nothing was written.")
    } else if let batch {
      text += language(
        " Отменить: verdict undo \(batch).",
        " To take it back: verdict undo \(batch)."
      )
    }
    return text
  }

  /// The last line of an import whose rows were told before.
  package func importDone(batch: Int?, isPreview: Bool) -> String {
    if isPreview {
      return language("Это просмотр: ничего не записано.", "A preview: nothing was written.")
    }
    guard let batch else { return language("Записано.", "Written.") }
    return language(
      "Записано. Отменить: verdict undo \(batch).",
      "Written. To take it back: verdict undo \(batch)."
    )
  }

  package var noAliases: String {
    language(
      "Своих имён пока нет. Встроенные: verdict aliases --all. Свои записывают так: verdict aliases ФАЙЛ.yaml.",
      "No names of your own yet. The built-in ones: verdict aliases --all. To give yours: verdict aliases FILE.yaml."
    )
  }

  package var aliasesKept: String {
    language("Имена записаны.", "The names are kept.")
  }

  package func alreadyImported(_ batch: Batch, offsetSeconds: Int) -> String {
    let day = calendar.dayAndYear(batch.at.day(offsetSeconds: offsetSeconds))
    return language(
      "Этот файл уже загружен \(day) (загрузка \(batch.id)): ничего не изменилось.",
      "This file was imported on \(day) (batch \(batch.id)): nothing changed."
    )
  }

  package func undone(_ batch: Int) -> String {
    language("Загрузка \(batch) отменена.", "Batch \(batch) was taken back.")
  }

  package func added(_ key: String) -> String {
    language(
      "Черновик «\(key)» записан. Запустить и заморозить: verdict hypothesis start \(key).",
      "The draft “\(key)” is registered. To start and freeze it: verdict hypothesis start \(key)."
    )
  }

  package func started(_ hypothesis: RegisteredHypothesis, today: Day) -> String {
    let print = String(hypothesis.sha256.prefix(12))
    var text = language(
      "«\(hypothesis.key)» запущена и заморожена: SHA-256 \(print)….",
      "“\(hypothesis.key)” is running and frozen: SHA-256 \(print)…."
    )
    if hypothesis.form.start < today {
      text += language(
        " Внимание: по анкете тест начался \(calendar.dayAndYear(hypothesis.form.start)), раньше "
          + "регистрации; скажите об этом на разборе.",
        " Note: by the form the test began on \(calendar.dayAndYear(hypothesis.form.start)), before "
          + "it was registered; say so in the review."
      )
    }
    return text
  }

  package func stopped(_ key: String) -> String {
    language(
      "«\(key)» остановлена: новые клиенты не считаются, подтвердить её уже нельзя.",
      "“\(key)” is stopped: new units do not count, and it can no longer gain by waiting."
    )
  }

  package func amended(_ key: String) -> String {
    language("Изменение «\(key)» записано.", "The amendment of “\(key)” is recorded.")
  }

  package func drawn(_ title: Title, script: Title?, isNew: Bool) -> String {
    var text = language.text(title)
    if let script { text += "\n" + language.text(script) }
    if !isNew { text += language("\n(выпало раньше)", "\n(drawn before)") }
    return text
  }

  package func bet(_ person: String, _ key: String) -> String {
    language(
      "Ставка записана: \(person), «\(key)». Откроется вместе с вердиктом.",
      "The bet of \(person) on “\(key)” is recorded. It is opened with the verdict."
    )
  }

  package func logged(_ unit: String, _ key: String) -> String {
    language("Записано: \(unit), «\(key)».", "Logged: \(unit), “\(key)”.")
  }

  /// How long the store was read and the page written.
  package func took(reading: Duration, writing: Duration) -> String {
    func text(_ time: Duration) -> String {
      // Milliseconds for a script as much as for a person: a point in either language.
      let parts = time.components
      let tenths = parts.seconds * 10_000 + parts.attoseconds / 100_000_000_000_000
      return String(tenths / 10) + "." + String(tenths % 10)
    }
    return language(
      "Чтение и счёт: \(text(reading)) ms, страница: \(text(writing)) ms",
      "Reading and working out: \(text(reading)) ms, the page: \(text(writing)) ms"
    )
  }

  package func published(_ period: HalfMonth) -> String {
    language(
      "Разбор за \(calendar.period(period)) опубликован и больше не изменится.",
      "The review of \(calendar.period(period)) is published and will not change."
    )
  }

  package func decided(_ key: String) -> String {
    language("Решение по «\(key)» записано.", "The decision on “\(key)” is recorded.")
  }

  package func wrote(_ path: String) -> String {
    language("Записан файл \(path).", "Wrote \(path).")
  }

  package func restored(_ path: String, safety: String?) -> String {
    var text = language("Хранилище \(path) восстановлено.", "The store \(path) is restored.")
    if let safety {
      text += language(" Прежнее сохранено: \(safety).", " The former one is kept: \(safety).")
    }
    return text
  }

  /// After an archive was written: how to put it back, and what it does not have.
  package func archived(_ path: String, rows: Int, files: Int) -> String {
    let noun = CountedNoun("файл", "файла", "файлов", en: "file", "files")
    let lines = CountedNoun("строка", "строки", "строк", en: "row", "rows")
    let (count, total) = (figures.whole(Int64(files)), figures.whole(Int64(rows)))
    return language(
      "Выгружено в \(path): \(count) \(noun.form(Int64(files), .ru)), \(total) \(lines.form(Int64(rows), .ru)). Что где лежит: \(path)/README.md. Вернуть: verdict restore \(path). Паролей, входов и приглашений в выгрузке нет.",
      "Exported to \(path): \(count) \(noun.form(Int64(files), .en)), \(total) \(lines.form(Int64(rows), .en)). What is where: \(path)/README.md. Back again: verdict restore \(path). Passwords, sign-ins and invitations are not in it."
    )
  }

  /// People of a restored archive have no password yet.
  package func passwordsNeeded(_ names: [String]) -> String {
    let list = names.joined(separator: ", ")
    return language(
      "Пароли в архив не попадают. Задайте новые: verdict user password ИМЯ (\(list)).",
      "Passwords are never in an archive. Set new ones: verdict user password NAME (\(list))."
    )
  }

  /// The first line under a list of refusals.
  package func refused(_ count: Int, shown: Int) -> String {
    let rest =
      count > shown ? language(" (показаны первые \(shown))", " (the first \(shown) shown)") : ""
    let noun = CountedNoun("ошибка", "ошибки", "ошибок", en: "mistake", "mistakes")
    let number = figures.whole(Int64(count))
    return language(
      "Файл не принят: \(number) \(noun.form(Int64(count), .ru))\(rest). Ничего не записано.",
      "The file was not taken: \(number) \(noun.form(Int64(count), .en))\(rest). Nothing was written."
    )
  }

  package func health(_ health: StoreHealth, isSound: Bool) -> [String] {
    func mark(_ good: Bool) -> String { good ? "✓" : "✗" }
    let pragmas = health.pragmas.keys.sorted().map { "\($0)=\(health.pragmas[$0] ?? "")" }
      .joined(separator: ", ")
    var lines = [
      mark(health.integrity)
        + language(" Целостность файла: ", " Integrity of the file: ") + health.integrityDetail,
      mark(health.differingCells == 0)
        + language(
          " Суммы против пересчёта: расхождений \(figures.whole(health.differingCells))",
          " Sums against a rebuild: \(figures.whole(health.differingCells)) differ"
        ),
      mark(health.auditHolds)
        + language(" Журнал: цепочка хешей ", " Audit: the hash chain ")
        + (health.auditHolds ? language("цела", "holds") : language("нарушена", "is broken")),
      (health.clockSteps == 0 ? "✓" : "!")
        + (health.clockSteps == 0
          ? language(" Часы всегда шли вперёд", " Clocks have always gone forward")
          : language(
            " Часы отставали: записей задним числом \(figures.whole(health.clockSteps)). Проверьте дату на этом компьютере",
            " A clock was behind: \(figures.whole(health.clockSteps)) entries before earlier ones. Check this machine's date"
          )),
      "· " + language("Надёжность записи: ", "Durability: ") + pragmas,
      "· "
        + language(
          "Схема \(health.schemaVersion), размер \(figures.whole(health.bytes / 1024)) КиБ",
          "Schema \(health.schemaVersion), size \(figures.whole(health.bytes / 1024)) KiB"
        ),
    ]
    if let free = health.freeBytes {
      lines.append(
        mark(free > 100 << 20)
          + language(
            " Свободно на диске \(figures.whole(free >> 20)) МиБ",
            " Free disk space \(figures.whole(free >> 20)) MiB"
          )
      )
    }
    lines.append(
      isSound
        ? language("Всё в порядке.", "All is well.")
        : language(
          "Есть неполадки: сделайте копию (verdict backup) и не пишите в хранилище.",
          "There are faults: take a copy (verdict backup) and do not write to the store."
        )
    )
    return lines
  }

  package func hypothesisLine(_ hypothesis: RegisteredHypothesis) -> String {
    let form = hypothesis.form
    let state: String
    switch (hypothesis.state, form.stoppedOn) {
    case (.draft, _): state = language("черновик", "draft")
    case (.started, .some(let day)):
      state = language("остановлена \(calendar.day(day))", "stopped \(calendar.day(day))")
    case (.started, nil): state = language("идёт", "running")
    }
    return
      "\(hypothesis.key)  \(state)  \(calendar.days(form.start, form.end, year: true))  "
      + language.text(form.title)
  }

  package var nothingRegistered: String {
    language(
      "Гипотез пока нет. Первая: verdict hypothesis add ФАЙЛ.yaml.",
      "No hypotheses yet. The first: verdict hypothesis add FILE.yaml."
    )
  }

  package func verdictLine(_ title: Title, _ verdict: Verdict) -> String {
    "\(language.text(title)): \(VerdictWords(language).word(verdict))"
  }
}
