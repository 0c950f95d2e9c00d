import VerdictModel
import VerdictReports
import VerdictWorkflow

/// The morning's form as its template wants it.
extension MorningForm {
  func page() -> Page {
    let site = visit.words
    let isDone = morning.days.isEmpty
    var values: Values = [
      "heading": words.title, "lead": isDone ? words.nothingToDo : words.lead(morning.days.count),
      "hasDays": !isDone, "isWhole": isWhole, "further": words.further(morning.further),
      "hasFurther": morning.further > 0, "began": began,
      "managers": managers, "sources": sources, "hasSources": !sources.isEmpty,
      "files": words.files, "filesHint": words.filesHint, "send": words.send,
      "freshness": morning.lastDays.keys.sorted().compactMap { source in
        morning.lastDays[source].map { words.freshness(source, $0, today: visit.today) }
      },
      "otherDay": words.oldDay, "open": words.open, "yesterdayISO": (visit.today - 1).description,
      "todayISO": visit.today.description,
      "newManagerField": Field("newManager", words.newManager).with { $0.isRequired = false }
        .values(Typed(), site),
      "newSourceField": Field("newSource", words.newSource).with { $0.isRequired = false }
        .values(Typed(), site),
      "addRow": words.addRow, "days": morning.days.map(day),
    ]
    values.merge(doubtValues) { _, new in new }
    values["empty"] = Choice(
      "empty",
      words.empty,
      [Choice.Option("zero", words.zero), Choice.Option("unknown", words.unknown)]
    )
    .with { $0.isRequired = false }
    .values(typed, site)
    return Page(
      words.title,
      template: "morning",
      values,
      place: .yesterday,
      isWide: true,
      typed: typed
    )
  }

  /// When the page was first opened, kept through every repetition.
  private var began: String {
    Int64(typed["began"]).map { String($0) } ?? String(visit.now.microseconds / 1_000_000)
  }

  private func day(_ sheet: DaySheet) -> Values {
    let day = sheet.day
    // A day off is taken as not worked until somebody says otherwise.
    let isOff = typed.isEmpty ? !sheet.isWorking : typed.has(Self.off(day))
    let problem = typed.problem(Self.off(day))
    let title = words.day(day)
    return [
      "day": day.description, "dayTitle": String(title.prefix(1).uppercased() + title.dropFirst()),
      "off": Self.off(day), "isOff": isOff, "offLabel": words.off,
      "hasOffProblem": problem != nil, "offProblem": problem ?? "",
      "salesCaption": words.sales, "managerLabel": words.manager,
      "salesColumns": morning.salesCounters.map { visit.language.text($0.title) },
      "salesRows": managers.map { row($0, sheet, morning.salesCounters, isSales: true) },
      "adsCaption": words.ads, "adsHint": words.adsHint, "sourceLabel": words.source,
      "adColumns": morning.adCounters.map { visit.language.text($0.title) },
      "adRows": sources.map { row($0, sheet, morning.adCounters, isSales: false) },
      "payments": payments(sheet),
    ]
  }

  private func row(
    _ name: String,
    _ sheet: DaySheet,
    _ counters: [Counter],
    isSales: Bool
  ) -> Values {
    var problems: [String] = []
    var instant: Values?
    let cells = counters.map { counter -> Values in
      let place = CellPlace(
        day: sheet.day,
        counter: counter.key,
        source: isSales ? nil : name,
        manager: isSales ? name : nil
      )
      let field = Self.field(place)
      let problem = typed.problem(field)
      if let problem {
        problems.append(problem)
        if counter.key == "meetings_held", let due = due(name, sheet.day) {
          instant = [
            "instantValue": "\(sheet.day)|\(name)", "instantLabel": words.instant(due),
          ]
        }
      }
      let known = sheet.known[place]
      let knownText =
        known.map { counter.isMoney ? Money(minor: $0).description : String($0) } ?? ""
      return [
        "isInput": known == nil || typed.has(field), "cellText": knownText, "cellName": field,
        "cellID": "field-" + field, "cellValue": typed.has(field) ? typed[field] : "",
        "cellLabel": words.cell(name, visit.language.text(counter.title), sheet.day),
        "cellColumn": visit.language.text(counter.title), "isWrong": problem != nil,
        "sawName": Self.saw(place),
        "sawValue": known.map { String($0) } ?? "",
        "cellMode": counter.isMoney ? "decimal" : "numeric",
      ]
    }
    let instants: [Values] = instant.map { [$0] } ?? []
    return [
      "rowName": name, "cells": cells, "hasRowProblem": !problems.isEmpty,
      "rowProblem": problems.joined(separator: " "), "span": String(counters.count + 1),
      "instants": instants,
    ]
  }

  /// What must have been due if everybody who came was due.
  private func due(_ manager: String, _ day: Day) -> Int64? {
    func value(_ counter: String) -> Int64? {
      Self.count(typed.trimmed(Self.field(CellPlace(day: day, counter: counter, manager: manager))))
    }
    guard let held = value("meetings_held"), let due = value("meetings_due") else { return nil }
    let all = held + (value("meetings_moved") ?? 0)
    return all == due + 1 ? all : nil
  }

  private func payments(_ sheet: DaySheet) -> Values {
    let day = sheet.day
    let sum = Figures(visit.language).money(
      Money(minor: sheet.revenue ?? 0),
      visit.settings.currency
    )
    return [
      "paymentsCaption": words.payments, "refund": words.refund,
      "hasKnownPayments": sheet.payments != nil,
      "knownPayments": words.knownPayments(sheet.payments ?? 0, sum),
      "rowsName": Self.rows(day), "rowsValue": String(paymentRows(day)),
      "morePayment": "payment|\(day)", "onePayment": words.onePayment, "paid": Self.paid(day),
      "isPaid": typed.has(Self.paid(day)), "paidLabel": words.paidOut,
      "dealLabel": words.deal, "payManagerLabel": words.manager, "paySourceLabel": words.source,
      "amountLabel": words.amount, "packageLabel": words.package,
      "lines": (0..<paymentRows(day)).map { index -> Values in
        let parts = ["unit", "manager", "source", "amount", "package"]
        let labels = [words.deal, words.manager, words.source, words.amount, words.package]
        let problems = parts.compactMap { typed.problem(Self.payment(day, index, $0)) }
        return [
          "hasLineProblem": !problems.isEmpty, "lineProblem": problems.joined(separator: " "),
          "parts": zip(parts, labels).map { part, label -> Values in
            let name = Self.payment(day, index, part)
            return [
              "partName": name, "partID": "field-" + name, "partValue": typed[name],
              "partLabel": "\(label), \(words.day(day)), \(index + 1)", "partShort": label,
              "isWrongPart": typed.problem(name) != nil, "partClass": part,
              "partList": part == "manager" ? "managers" : part == "source" ? "sources" : "",
              "hasList": part == "manager" || part == "source",
              "partMode": part == "amount" ? "decimal" : "text",
            ]
          },
        ]
      },
    ]
  }
}
