import VerdictAnalysis
import VerdictInference
import VerdictModel

/// The words of a month's plan against its fact, shared by its page, the week and the review.
struct PlanWords: Sendable {
  let fact: PlanFact
  let language: Language
  let currency: String

  private var figures: Figures { Figures(language) }
  private var amounts: PlanFigures { PlanFigures(language: language, currency: currency) }
  private var calendar: CalendarWords { CalendarWords(language) }

  private func day(_ day: Day) -> String { calendar.day(day, near: fact.today) }

  /// «Ноябрь. Встречи проведены: 5 из 24, к 6 ноября ждали 5.»
  func headline() -> String {
    let month = calendar.month(fact.month, year: false).capitalisedFirst
    guard let row = fact.headlineRow ?? fact.rows.first else {
      return month
        + language(": заданы только цели, сумм нет.", ": only targets are set, no sums.")
    }
    let plan = amounts.amount(row.plan, isMoney: row.isMoney)
    let title = language.text(row.title)
    guard let value = row.fact else {
      return "\(month). \(title): "
        + language("план \(plan), данных ещё нет.", "plan \(plan), no data yet.")
    }
    let done =
      amounts.amount(value, isMoney: row.isMoney) + language(" из ", " of ") + plan
    if fact.isOver {
      return language("\(month), итог. ", "\(month), the result. ") + "\(title): \(done)."
    }
    guard let asOf = fact.asOf, let expected = row.planToDate else {
      return "\(month). \(title): \(done)."
    }
    return "\(month). \(title): \(done), "
      + language("к \(day(asOf)) ждали ", "expected by \(day(asOf)): ")
      + amounts.amount(expected, isMoney: row.isMoney) + "."
  }

  /// What is left to do, and where the pace leads.
  func outlook() -> String? {
    guard let row = fact.headlineRow ?? fact.rows.first, !fact.isOver else { return nil }
    var parts: [String] = []
    if let need = row.needPerDay, let remaining = row.remaining {
      if remaining == 0 {
        parts.append(language("План уже выполнен.", "The plan is reached already."))
      } else {
        let left = Int64(fact.left)
        let days = figures.whole(left) + Figures.noBreak
        let rest = amounts.amount(remaining, isMoney: row.isMoney)
        let each = amounts.amount(need, isMoney: row.isMoney)
        parts.append(
          language(
            "Осталось \(rest), впереди \(days)\(CountedNoun.workingDay.form(left, .ru)): по \(each) в день.",
            "\(rest) to go in \(days)\(CountedNoun.workingDay.form(left, .en)): \(each) a day."
          )
        )
      }
    }
    if let end = row.monthEnd {
      let range = amounts.range(end.interval, isMoney: row.isMoney)
      parts.append(
        language(
          "При темпе последних восьми недель к концу месяца будет \(range), так в 8 случаях из 10; шанс выполнить план: \(amounts.chance(end.chance)).",
          "At the pace of the last eight weeks the month ends at \(range), so in 8 cases of 10; the chance of the plan: \(amounts.chance(end.chance))."
        )
      )
    } else if let why = row.whyNoMonthEnd {
      parts.append(reason(why))
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  func reason(_ why: NoMonthEnd) -> String {
    switch why {
    case .tooEarly(let fifth?):
      language(
        "Прогноза пока нет: он появится с данными за пятый рабочий день, \(day(fifth)).",
        "No forecast yet: it comes with the data of the fifth working day, \(day(fifth))."
      )
    case .tooEarly(nil):
      language(
        "Прогноза нет: в месяце меньше пяти рабочих дней.",
        "No forecast: the month has fewer than five working days."
      )
    case .isOver: language("Месяц кончился.", "The month is over.")
    case .tableBegan(let began):
      language(
        "Таблица ведётся с \(day(began)): что было раньше, неизвестно, поэтому прогноза нет.",
        "The table begins on \(day(began)): what came before is unknown, so there is no forecast."
      )
    case .noPace:
      language("Прогноза нет: темп неизвестен.", "No forecast: the pace is not known.")
    }
  }

  // MARK: the tables

  /// Everything of the department; `names` shows people's parts as well.
  func blocks(names: Bool) -> [Block] {
    var blocks: [Block] = []
    if let outlook = outlook() { blocks.append(.paragraph(outlook)) }
    if let chart = fact.pace.flatMap({
      PaceChart(pace: $0, language: language).content(id: "pace-" + $0.what)
    }) {
      blocks.append(.figure(chart))
    }
    if !fact.rows.isEmpty { blocks.append(.table(table(fact.rows, withPart: false))) }
    let targets = fact.targets.filter { $0.part == .whole }
    if !targets.isEmpty { blocks.append(.table(targetTable(targets, withPart: false))) }
    let parts = fact.parts.filter { names || $0.part.manager == nil }
    if !parts.isEmpty {
      blocks.append(.subtitle(language("По частям", "By part")))
      blocks.append(.table(table(parts, withPart: true)))
    }
    let ownTargets = fact.targets.filter { $0.part != .whole && (names || $0.part.manager == nil) }
    if !ownTargets.isEmpty { blocks.append(.table(targetTable(ownTargets, withPart: true))) }
    let notes = notes()
    if !notes.isEmpty { blocks.append(.list(notes)) }
    return blocks
  }

  private func table(_ rows: [PlanRow], withPart: Bool) -> TableContent {
    let expected =
      fact.asOf.map { fact.isOver ? "" : language("Ждали к \(day($0))", "Due by \(day($0))") }
      ?? language("Ждали", "Due")
    var header = [
      language("Показатель", "Counter"), language("Факт", "Fact"), expected,
      language("План", "Plan"), language("Нужно в день", "Needed a day"),
      language("Чем кончится", "Where it ends"),
    ]
    if fact.isOver { header.removeSubrange(2...2) }
    if fact.isOver { header.remove(at: 3) }
    return TableContent(
      caption: nil,
      header: header,
      rows: rows.map { row in
        var cells = [
          (withPart ? part(row.part) + ": " : "") + language.text(row.title),
          row.fact.map { amounts.amount($0, isMoney: row.isMoney) }
            ?? language("нет данных", "no data"),
        ]
        if !fact.isOver {
          cells.append(
            row.planToDate.map { amounts.amount($0, isMoney: row.isMoney) } ?? Figures.nothing
          )
        }
        cells.append(planned(row))
        if !fact.isOver {
          cells.append(
            row.isCost
              ? ""
              : row.needPerDay.map { amounts.amount($0, isMoney: row.isMoney) } ?? Figures.nothing
          )
        }
        cells.append(ending(row))
        return cells
      }
    )
  }

  private func planned(_ row: PlanRow) -> String {
    let plan = amounts.amount(row.plan, isMoney: row.isMoney)
    guard let before = row.planBefore else { return plan }
    return plan + language(" (было ", " (was ") + amounts.amount(before, isMoney: row.isMoney) + ")"
  }

  private func ending(_ row: PlanRow) -> String {
    if fact.isOver {
      guard let share = row.attainment else { return language("нет данных", "no data") }
      return language(
        "\(figures.ofHundred(share, 0)) плана",
        "\(figures.ofHundred(share, 0)) of the plan"
      )
    }
    guard let end = row.monthEnd else {
      return row.whyNoMonthEnd == .noPace
        ? language("темп неизвестен", "no pace known") : language("прогноза нет", "no forecast")
    }
    let range = amounts.range(end.interval, isMoney: row.isMoney)
    let chance = amounts.chance(end.chance)
    var text =
      row.isCost
      ? language(
        "\(range); шанс уложиться: \(chance)",
        "\(range); chance to keep within: \(chance)"
      )
      : language("\(range); шанс плана: \(chance)", "\(range); chance of the plan: \(chance)")
    if row.isMoney, end.point == nil, let payments = end.expectedPayments {
      let number = figures.decimal(payments, 1)
      text += language(
        "; оплат за месяц ждём \(number), на таком числе одну сумму не называем",
        "; \(number) payments expected in the month, too few to name one sum"
      )
    }
    return text
  }

  private func part(_ part: PlanSeries.Part) -> String {
    [part.manager, part.source].compactMap(\.self).joined(separator: ", ")
  }

  private func targetTable(_ rows: [TargetRow], withPart: Bool) -> TableContent {
    TableContent(
      caption: nil,
      header: [
        language("Цель", "Target"), language("Сейчас", "Now"), language("Цель", "Target"),
        language("Что это значит", "What it means"),
      ],
      rows: rows.map { row in
        var now = language("нет данных", "no data")
        if let value = row.value {
          now = amounts.metric(value, isShare: row.isShare)
          if row.isShare, let above = row.numerator, let below = row.denominator {
            now += " (" + figures.whole(above) + "/" + figures.whole(below) + ")"
          }
        } else if row.denominator == 0 {
          now = language("делить не на что: 0", "nothing to divide by: 0")
        }
        var target = amounts.metric(row.target, isShare: row.isShare)
        if let before = row.targetBefore {
          target +=
            language(" (была ", " (was ") + amounts.metric(before, isShare: row.isShare) + ")"
        }
        return [
          (withPart ? part(row.part) + ": " : "") + language.text(row.title), now, target,
          meaning(row),
        ]
      }
    )
  }

  private func meaning(_ row: TargetRow) -> String {
    let range = row.interval.map { interval in
      let places = Figures.places(ofWidth: interval.width)
      return figures.hundred(interval.lower ?? 0, places) + "–"
        + figures.ofHundred(interval.upper ?? 1, places)
    }
    switch row.state {
    case .noData: return language("сравнить не с чем", "nothing to compare")
    case .withinScatter:
      return language(
        "с целью совместимо: данные допускают \(range ?? "")",
        "in keeping with the target: the data allow \(range ?? "")"
      )
    case .better: return language("▲ лучше цели", "▲ better than the target")
    case .worse: return language("▼ хуже цели", "▼ worse than the target")
    case .meets: return language("цель выполняется", "the target is met")
    case .misses: return language("до цели не дотягивает", "short of the target")
    }
  }

  // MARK: notes

  private func notes() -> [String] {
    var notes: [String] = []
    if !fact.missingDays.isEmpty {
      let days = calendar.list(fact.missingDays)
      notes.append(
        language(
          "Не заполнены: \(days). Их числа в факт не вошли, прогноз считает эти дни ещё впереди.",
          "Not filled in: \(days). Their numbers are not in the fact; the forecast treats these days as still to come."
        )
      )
    }
    if let began = fact.tableBegan {
      notes.append(
        language(
          "Таблица ведётся с \(day(began)): ждём только с этого дня.",
          "The table begins on \(day(began)): what is due is counted from that day."
        )
      )
    }
    if fact.rows.contains(where: { $0.planBefore != nil })
      || fact.targets.contains(where: { $0.targetBefore != nil })
    {
      let changed = calendar.dayAndYear(fact.version.at.day(offsetSeconds: 0))
      let reason = fact.version.reason.isEmpty ? "" : ": " + fact.version.reason
      notes.append(
        language(
          "План меняли после начала месяца: \(changed), \(fact.version.author)\(reason).",
          "The plan was changed after the month began: \(changed), \(fact.version.author)\(reason)."
        )
      )
    }
    if !fact.rows.isEmpty, !fact.isOver {
      notes.append(
        fact.rows.contains { $0.weights == .learned }
          ? language(
            "План по дням разложен так, как шли дни недели в восемь недель до месяца.",
            "The plan is laid over the days as weekdays went in the eight weeks before the month."
          )
          : language(
            "План разложен по рабочим дням поровну: восьми недель истории ещё нет.",
            "The plan is laid over working days evenly: there are not yet eight weeks of history."
          )
      )
    }
    return notes
  }
}
