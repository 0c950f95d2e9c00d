package import VerdictAnalysis
import VerdictInference
package import VerdictModel

/// Backwards from a revenue to the budget, as a page and as one sentence.
package struct NeedsPage: Sendable {
  private let needs: NeedsReading
  private let month: Month
  private let funnel: FunnelDefinition
  private let company: String?
  private let currency: String
  private let language: Language

  package init(
    _ needs: NeedsReading,
    month: Month,
    funnel: FunnelDefinition,
    company: String?,
    currency: String,
    language: Language
  ) {
    self.needs = needs
    self.month = month
    self.funnel = funnel
    self.company = company
    self.currency = currency
    self.language = language
  }

  private var figures: Figures { Figures(language) }
  private var amounts: PlanFigures { PlanFigures(language: language, currency: currency) }
  private var calendar: CalendarWords { CalendarWords(language) }
  private func money(_ major: Double) -> String { figures.roundMoney(major, currency) }

  package func page() -> WordPage {
    var sections = [
      Section(
        id: "needs",
        title: language("Что для этого нужно", "What it takes"),
        blocks: [.table(table()), .list(basis())]
      )
    ]
    if let changed = whatIf() { sections.append(changed) }
    sections.append(levers())
    return WordPage(
      language: language,
      company: company,
      title: language("От выручки к бюджету", "From revenue to budget"),
      period: calendar.month(month),
      dateline: [
        language("ставки за ", "rates of ") + calendar.days(needs.first, needs.last, year: true)
      ],
      bottomLine: [sentence()],
      sections: sections
    )
  }

  /// «Для 2,6 млн ₽ нужно 4–5 оплат, …»: what to say at the meeting.
  package func sentence() -> String {
    let parts = NeedsReading.Need.allCases.compactMap { need -> String? in
      guard let value = needs.need(need) else { return nil }
      let shown = value.interval.map { said($0, need) } ?? value.estimate.map { said($0, need) }
      guard let shown else { return nil }
      return name(need, short: true) + Figures.noBreak + shown
    }
    var text = language(
      "Чтобы получить \(money(needs.revenue)), нужно: ",
      "To make \(money(needs.revenue)) it takes: "
    )
    text += parts.joined(separator: ", ") + "."
    if let best = needs.best, let rate = needs.rate(best.stage)?.rate {
      let title = self.title(best.stage)
      text += " "
      text += language(
        "Больше всего денег даст «\(title)»: с \(figures.hundred(rate)) до \(figures.ofHundred(best.good)) — это \(money(best.gain)).",
        "“\(title)” is worth most: from \(figures.hundred(rate)) to \(figures.ofHundred(best.good)) is \(money(best.gain))."
      )
    }
    return text
  }

  private func said(_ value: Double, _ need: NeedsReading.Need) -> String {
    need == .spend ? money(value) : figures.decimal(value, value < 10 ? 1 : 0)
  }

  private func said(_ interval: Interval, _ need: NeedsReading.Need) -> String {
    let scale = need == .spend ? 100.0 : 1
    func rounded(_ end: Double?) -> Double? {
      end.map { need == .spend ? $0 * scale : $0 < 10 ? ($0 * 10).rounded() / 10 : $0.rounded() }
    }
    return amounts.range(
      Interval(lower: rounded(interval.lower), upper: rounded(interval.upper)),
      isMoney: need == .spend
    )
  }

  private func name(_ need: NeedsReading.Need, short: Bool = false) -> String {
    let title = funnel.counter(need.counter).map { language.text($0.title) }
    return short ? (title ?? need.counter).lowercased() : title ?? need.counter
  }

  private func title(_ stage: NeedsReading.Stage) -> String {
    funnel.metric(stage.metric).map { language.text($0.title) } ?? stage.metric
  }

  private func table() -> TableContent {
    let changes = needs.changed != nil
    var header = [
      language("Шаг", "Step"), language("Нужно", "Needed"),
      language("От и до", "Range"), language("Из чего", "From what"),
    ]
    if changes { header.insert(language("Если изменить", "If changed"), at: 3) }
    return TableContent(
      caption: nil,
      header: header,
      rows: needs.needs.map { value in
        var row = [
          name(value.need),
          value.estimate.map { said($0, value.need) } ?? language("не определить", "undefined"),
          value.interval.map { said($0, value.need) } ?? Figures.nothing, source(value.need),
        ]
        if let changed = needs.changed {
          let other = changed.first { $0.need == value.need }?.estimate
          row.insert(
            other.map { said($0, value.need) } ?? language("не определить", "undefined"),
            at: 3
          )
        }
        return row
      }
    )
  }

  private func source(_ need: NeedsReading.Need) -> String {
    func rate(_ stage: NeedsReading.Stage) -> String {
      guard let known = needs.rate(stage), let rate = known.rate else { return "" }
      return title(stage) + " " + figures.ofHundred(rate) + " ("
        + figures.whole(known.successes) + "/" + figures.whole(known.trials) + ")"
    }
    switch need {
    case .payments:
      let check = money(needs.check)
      return language("средний чек \(check)", "average deal \(check)")
    case .meetingsHeld: return rate(.meetingToPayment)
    case .meetingsDue: return rate(.showRate)
    case .leads: return rate(.leadToMeeting)
    case .spend:
      let price = amounts.price(needs.costPerLead)
      return language("цена лида \(price)", "cost per lead \(price)")
    }
  }

  private func basis() -> [String] {
    var lines = [
      language(
        "«От и до» — сколько нужно в среднем, если ставки известны лишь по этим числам (95 из 100); удача самого месяца сверх того.",
        "The range is what is needed on average, the rates being known from these counts only (95 of 100); a month's own luck comes on top."
      )
    ]
    if let share = needs.costShare {
      lines.append(
        language(
          "Реклама — \(figures.ofHundred(share)) выручки.",
          "Ad spend is \(figures.ofHundred(share)) of the revenue."
        )
      )
    }
    return lines
  }

  private func whatIf() -> Section? {
    guard !needs.whatIfs.isEmpty else { return nil }
    let lines = needs.whatIfs.map { change -> String in
      let now = change.now.map { figures.ofHundred($0) } ?? Figures.nothing
      let gain =
        change.gain.map { figures.roundMoney($0, currency, signed: true) }
        ?? language("не определить", "undefined")
      return language(
        "\(title(change.stage)): \(figures.ofHundred(change.rate)) вместо \(now) — на тех же лидах \(gain) в месяц.",
        "\(title(change.stage)): \(figures.ofHundred(change.rate)) instead of \(now): \(gain) a month from the same leads."
      )
    }
    return Section(id: "what-if", title: language("Что если", "What if"), blocks: [.list(lines)])
  }

  private func levers() -> Section {
    let title = language("Что стоит больше денег", "What is worth most")
    guard !needs.levers.isEmpty else {
      return Section(
        id: "levers",
        title: title,
        blocks: [
          .paragraph(
            language(
              "Пока не сказать: нужно хотя бы четыре полмесяца с пятью случаями на этапе.",
              "Not known yet: it takes four half-months at least, with five cases at a stage."
            )
          )
        ]
      )
    }
    return Section(
      id: "levers",
      title: title,
      blocks: [
        .paragraph(
          language(
            "Если каждый этап держать на его же хорошей четверти полумесяцев:",
            "If each stage kept to its own good quarter of half-months:"
          )
        ),
        .table(
          TableContent(
            caption: nil,
            header: [
              language("Этап", "Stage"), language("Сейчас", "Now"),
              language("Хорошая четверть", "Good quarter"),
              language("Денег в месяц", "Money a month"),
              language("Верить ли", "Is it real"),
            ],
            rows: needs.levers.map { lever in
              [
                self.title(lever.stage), figures.ofHundred(lever.now),
                figures.ofHundred(lever.good),
                figures.roundMoney(lever.gain, currency, signed: true),
                lever.isWithinChance
                  ? language(
                    "полмесяца различаются не больше, чем даёт случай",
                    "half-months differ no more than chance makes them"
                  )
                  : language("разброс больше случайного", "more scatter than chance gives"),
              ]
            }
          )
        ),
      ]
    )
  }
}
