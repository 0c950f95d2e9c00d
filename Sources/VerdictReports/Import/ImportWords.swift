package import VerdictModel

/// What an import says of a file: what it was taken for, its columns, its sums, what to know.
package struct ImportWords: Sendable {
  package let language: Language
  private let currency: String
  private let funnel: FunnelDefinition
  private let figures: Figures
  private let calendar: CalendarWords

  package init(_ language: Language, currency: String, funnel: FunnelDefinition) {
    self.language = language
    self.currency = currency
    self.funnel = funnel
    figures = Figures(language)
    calendar = CalendarWords(language)
  }

  // MARK: what it is

  /// «amoCRM, сделки».
  package func preset(_ key: String) -> String {
    switch key {
    case "canonical": language("таблица Verdict", "Verdict's own table")
    case "table": language("таблица отдела", "the department's table")
    case "layout": language("знакомая таблица", "a table described before")
    case "amocrm": language("amoCRM, сделки", "amoCRM, deals")
    case "bitrix24": language("Битрикс24, сделки", "Bitrix24, deals")
    case "metrica": language("Метрика, расходы", "Yandex Metrica, expenses")
    case "direct.api": language("Директ, отчёт API", "Yandex Direct, API report")
    case "direct.cabinet": language("Директ, кабинет", "Yandex Direct, cabinet")
    case "google", "google.ru": language("Google Ads", "Google Ads")
    case "meta": language("Meta Ads", "Meta Ads")
    case "vk": language("VK Реклама", "VK Ads")
    default: TerminalPage.safe(key)
    }
  }

  package var notRecognised: String {
    language(
      "не узнан: при загрузке спросим, что в столбцах.",
      "not recognised: on importing we ask what its columns hold."
    )
  }

  /// «amoCRM, сделки: Windows-1251, между столбцами «;», заголовок в строке 5».
  package func recognised(_ file: FileRecognition) -> String {
    var parts: [String] = []
    switch file.container {
    case "workbook":
      parts.append(
        language("книга Excel", "an Excel workbook")
          + (file.sheet.map { language(", лист «\($0)»", ", sheet “\($0)”") } ?? "")
      )
    case "page": parts.append(language("таблица HTML", "an HTML table"))
    default:
      parts.append(encoding(file.encoding ?? "utf-8"))
      if let separator = file.separator {
        parts.append(
          language("между столбцами ", "columns between ")
            + (separator == "\t" ? language("табуляция", "tabs") : "«\(separator)»")
        )
      }
    }
    if file.headerLine > 1 {
      parts.append(
        language("заголовок в строке \(file.headerLine)", "header in line \(file.headerLine)")
      )
    }
    if let account = file.account {
      parts.append(language("кабинет «\(account)»", "account “\(account)”"))
    }
    if !file.otherSheets.isEmpty {
      let names = list(file.otherSheets, 10)
      parts.append(
        language(
          "другие листы не читали (\(names)): --sheet ИМЯ",
          "other sheets were not read (\(names)): --sheet NAME"
        )
      )
    }
    return preset(file.preset) + ": " + TerminalPage.safe(parts.joined(separator: ", "))
  }

  private func encoding(_ name: String) -> String {
    switch name {
    case "utf-8": "UTF-8"
    case "windows-1251": "Windows-1251"
    default: "UTF-16"
    }
  }

  /// The columns taken, and those left in the file with the reason; one line a reason.
  package func columns(_ uses: [ColumnUse]) -> [String] {
    var lines: [String] = []
    let taken = uses.compactMap { use in
      use.field.map { field in
        let name = self.field(field)
        return name == use.name ? name : "\(use.name) → \(name)"
      }
    }
    if !taken.isEmpty { lines.append(language("Берём: ", "Taken: ") + list(taken, 20)) }
    let reasons: [ColumnUse.LeftOut] = [
      .noSource, .noManager, .unknown, .repeated, .computed, .total, .personal,
    ]
    for reason in reasons {
      let names = uses.filter { $0.leftOut == reason }.map(\.name)
      guard !names.isEmpty else { continue }
      lines.append(why(reason) + ": " + list(names, 12))
    }
    return lines
  }

  private func list(_ names: [String], _ limit: Int) -> String {
    let shown = names.prefix(limit).map(TerminalPage.safe).joined(separator: ", ")
    return names.count > limit
      ? shown + language(" и ещё \(names.count - limit)", " and \(names.count - limit) more")
      : shown
  }

  private func why(_ reason: ColumnUse.LeftOut) -> String {
    switch reason {
    case .computed: language("Не берём, считаем сами", "Not taken, computed by us")
    case .personal: language("Не берём, личные данные", "Not taken, personal data")
    case .unknown: language("Не берём, не знаем, что это", "Not taken, unknown")
    case .noSource:
      language(
        "Не берём: ведётся по источникам, а их в файле нет (--source ИМЯ)",
        "Not taken: kept by source, and the file names none (--source NAME)"
      )
    case .noManager:
      language(
        "Не берём: ведётся по менеджерам, а их в файле нет (--manager ИМЯ)",
        "Not taken: kept by manager, and the file names none (--manager NAME)"
      )
    case .total: language("Не берём, итоги", "Not taken, totals")
    case .repeated: language("Не берём, такой столбец уже есть", "Not taken, another column has it")
    }
  }

  /// A field or a counter in words.
  package func field(_ key: String) -> String {
    if let counter = funnel.counter(key) { return language.text(counter.title) }
    switch key {
    case "date": return language("дата", "date")
    case "until": return language("конец периода", "end of the period")
    case "source": return language("источник", "source")
    case "manager": return language("менеджер", "manager")
    case "account": return language("кабинет", "account")
    case "campaign": return language("кампания", "campaign")
    case "currency": return language("валюта", "currency")
    case "deal": return language("номер сделки", "deal number")
    case "stage": return language("этап", "stage")
    case "pipeline": return language("воронка", "pipeline")
    case "amount": return language("сумма", "amount")
    case "created": return language("создана", "created")
    case "changed": return language("изменена", "changed")
    case "closed": return language("закрыта", "closed")
    case "tags": return language("теги", "tags")
    case "package": return language("пакет", "package")
    default: return key
    }
  }

  // MARK: what came of it

  /// «1–30 ноября: строк 31; новых 62, изменено 0, без изменений 0, убрано 2».
  package func rows(
    accepted: Int,
    days: ClosedRange<Day>?,
    new: Int,
    changed: Int,
    same: Int,
    withdrawn: Int
  ) -> String {
    let noun = CountedNoun("строка", "строки", "строк", en: "row", "rows")
    let count = Int64(accepted)
    let period = days.map { calendar.days($0.lowerBound, $0.upperBound, year: true) + ": " } ?? ""
    var text = language(
      "\(period)\(figures.whole(count)) \(noun.form(count, .ru)); новых \(figures.whole(new)), "
        + "изменено \(figures.whole(changed)), без изменений \(figures.whole(same))",
      "\(period)\(figures.whole(count)) \(noun.form(count, .en)); \(figures.whole(new)) new, "
        + "\(figures.whole(changed)) changed, \(figures.whole(same)) as before"
    )
    if withdrawn > 0 {
      text += language(
        ", убрано \(figures.whole(withdrawn)) (в файле их больше нет)",
        ", \(figures.whole(withdrawn)) withdrawn (no longer in the file)"
      )
    }
    return text + "."
  }

  package func value(_ counter: String, _ value: Int64) -> String {
    funnel.counter(counter)?.isMoney == true
      ? figures.money(Money(minor: value), currency) : figures.whole(value)
  }

  /// «Расход: 1 550,50 ₽, в файле «Итого» столько же».
  package func total(_ check: TotalCheck) -> String {
    let name = field(check.counter)
    let ours = value(check.counter, check.ours)
    guard let theirs = check.theirs else { return "\(name): \(ours)" }
    if !check.differs {
      return language("\(name): \(ours), как в «Итого»", "\(name): \(ours), as in the file's total")
    }
    return language(
      "\(name): \(ours), а в «Итого» файла \(value(check.counter, theirs)). Проверьте, не пропали ли строки",
      "\(name): \(ours), but the file's total says \(value(check.counter, theirs)). Check for missing rows"
    )
  }

  // MARK: what to know

  package func note(_ note: ImportNote) -> String {
    let count = figures.whole(note.count)
    let shown = note.examples.prefix(10).map(TerminalPage.safe).joined(separator: ", ")
    let more = note.count > note.examples.prefix(10).count && !shown.isEmpty ? ", …" : ""
    let names = shown.isEmpty ? "" : ": " + shown + more
    switch note.kind {
    case .managerChanged:
      return language(
        "Сменился ответственный (прошлое за прежним): \(count)\(names)",
        "Another responsible now (the past stays with the former): \(count)\(names)"
      )
    case .undated:
      return language(
        "Этап уже пройден, а день неизвестен: \(count)\(names)",
        "The stage was reached, its day is not known: \(count)\(names)"
      )
    case .firstSight:
      return language(
        "Новых этапов: \(count). Дата этапа — день, когда мы его впервые увидели (±1 день при ежедневной выгрузке)",
        "New stages: \(count). A stage's date is the day we first saw it (±1 day with daily exports)"
      )
    case .unknownStage:
      return language(
        "Этапы, которых мы не знаем (считаем такие сделки лидами)\(names). Впишите их: verdict aliases",
        "Stages we do not know (such deals count as leads)\(names). Name them: verdict aliases"
      )
    case .gone:
      return language(
        "Были раньше, а в этом файле их нет (оставлены): \(count)\(names)",
        "Known from before and not in this file (kept): \(count)\(names)"
      )
    case .paidThenLost:
      return language(
        "Оплачены, а в CRM закрыты без оплаты (оплата оставлена; вернули деньги — внесите возврат): \(count)\(names)",
        "Paid, yet lost in the CRM (the payment stays; enter a refund if money went back): \(count)\(names)"
      )
    case .repeatedDeal:
      return language(
        "Повторные строки сделки, взяли одну: \(count)\(names)",
        "Further rows of a deal, one was taken: \(count)\(names)"
      )
    case .budgetAsAmount:
      return language(
        "Сумма оплаты взята из бюджета сделки: \(count)",
        "The amount of a payment is the deal's budget: \(count)"
      )
    case .brokenFormula:
      return language(
        "Ошибки формул вместо чисел, считаем пустыми: \(count)\(names)",
        "Errors of formulas in place of numbers, taken as missing: \(count)\(names)"
      )
    case .leadsFromDeals:
      return language(
        "Лиды в таблице посчитаны по сделкам, клеток: \(count)",
        "Leads in the table were counted from deals, cells: \(count)"
      )
    case .managerMatched:
      return language("Имена узнали по словам\(names)", "Names matched by their words\(names)")
    }
  }

  // MARK: a file nobody described

  /// The lines of a proposal: each column, what it seems to be, and its first values.
  package func proposal(_ proposal: LayoutProposal) -> [String] {
    var lines: [String] = []
    for column in proposal.columns where !column.name.isEmpty {
      let meaning = column.field.map { "\(field($0)) [\($0)]" } ?? language("не брать", "leave out")
      let examples = column.examples.isEmpty ? "" : "  (" + list(column.examples, 3) + ")"
      lines.append("  \(TerminalPage.safe(column.name)) → \(meaning)\(examples)")
    }
    if let source = proposal.source {
      lines.append(language("  Источник всех строк: \(source)", "  Source of all rows: \(source)"))
    }
    return lines
  }

  package func confirm(_ file: String) -> String {
    language(
      "Верно? Тогда: verdict import \(file) --accept-layout. Поправить столбец: --column \"ИМЯ=поле\" "
        + "(поле \"-\" не берёт его). Ответ запомнится.",
      "Right? Then: verdict import \(file) --accept-layout. To correct a column: --column \"NAME=field\" "
        + "(field \"-\" leaves it out). The answer is kept."
    )
  }
}
