import VerdictModel
import VerdictReports
import VerdictWorkflow

/// One old day, cell by cell.
enum OldDayPages {
  static func open(_ visit: Visit) throws -> Reply {
    guard let day = Day(iso: visit.query["day"] ?? ""), day <= visit.today else {
      throw SiteProblem.badRequest
    }
    return .redirect("/yesterday/day/\(day)")
  }

  static func day(_ visit: Visit) throws -> Day {
    guard let day = Day(iso: visit.parameter("day")), day <= visit.today else {
      throw SiteProblem.notFound
    }
    return day
  }

  static func show(_ visit: Visit) async throws -> Page {
    let words = YesterdayWords(visit.language)
    let day = try day(visit)
    let own = visit.person.manager
    let morning = try await visit.desk.morning(manager: own, only: [day])
    guard let sheet = morning.days.first else { throw SiteProblem.notFound }
    func table(_ names: [String], _ counters: [Counter], isSales: Bool) -> [Values] {
      names.map { name in
        [
          "rowName": name,
          "cells": counters.map { counter -> Values in
            let place = CellPlace(
              day: day,
              counter: counter.key,
              source: isSales ? nil : name,
              manager: isSales ? name : nil
            )
            let text = sheet.known[place].map {
              counter.isMoney ? Money(minor: $0).description : String($0)
            }
            return [
              "cellColumn": visit.language.text(counter.title),
              "cellPath": CellPage.path(place), "cellText": text ?? words.unknownCell,
              "cellLabel": words.cell(name, visit.language.text(counter.title), day),
            ]
          },
        ]
      }
    }
    let title = words.day(day)
    let heading = title.prefix(1).uppercased() + title.dropFirst()
    return Page(
      heading,
      template: "day",
      [
        "heading": heading, "lead": words.dayLead, "again": words.again,
        "salesCaption": words.sales, "managerLabel": words.manager,
        "salesColumns": morning.salesCounters.map { visit.language.text($0.title) },
        "salesRows": table(morning.managers, morning.salesCounters, isSales: true),
        "hasAds": own == nil && !morning.sources.isEmpty, "adsCaption": words.ads,
        "sourceLabel": words.source,
        "adColumns": morning.adCounters.map { visit.language.text($0.title) },
        "adRows": own == nil ? table(morning.sources, morning.adCounters, isSales: false) : [],
        "hasPayments": own == nil && sheet.payments != nil,
        "payments": words.knownPayments(
          sheet.payments ?? 0,
          Figures(visit.language).money(Money(minor: sheet.revenue ?? 0), visit.settings.currency)
        ),
      ],
      place: .yesterday,
      isWide: true,
      notice: visit.query["done"] == nil ? "" : words.corrected
    )
  }
}

/// One cell: what it was, what it becomes, and why.
enum CellPage {
  static func path(_ place: CellPlace) -> String {
    var query = "counter=" + FormBody.encode(place.counter)
    if let manager = place.manager { query += "&manager=" + FormBody.encode(manager) }
    if let source = place.source { query += "&source=" + FormBody.encode(source) }
    return "/yesterday/day/\(place.day)/cell?" + query
  }

  private struct Cell: Sendable {
    let place: CellPlace
    let counter: Counter
    let present: Int64?
  }

  /// The cell of the address, or of the form sent from it; a manager's own row alone.
  private static func cell(_ visit: Visit, _ typed: Typed) async throws -> Cell {
    func value(_ name: String) -> String? {
      let text = typed.has(name) ? typed[name] : visit.query[name] ?? ""
      return text.isEmpty ? nil : text
    }
    let day = try OldDayPages.day(visit)
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    guard let key = value("counter"), let counter = funnel.counter(key),
      counter.grain == .byManager || counter.grain == .bySource
    else { throw SiteProblem.notFound }
    let (manager, source) = (value("manager"), value("source"))
    guard (manager != nil) == counter.grain.hasManager, (source != nil) == counter.grain.hasSource,
      visit.person.manager == nil || visit.person.manager == manager
    else { throw SiteProblem.notFound }
    let place = CellPlace(day: day, counter: key, source: source, manager: manager)
    let present = try await visit.office.store.read {
      try $0.funnelCell(day: day, source: source, manager: manager, counter: key)
    }
    return Cell(place: place, counter: counter, present: present)
  }

  private static func text(_ value: Int64?, _ counter: Counter) -> String {
    value.map { counter.isMoney ? Money(minor: $0).description : String($0) } ?? ""
  }

  static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = YesterdayWords(visit.language)
    let cell = try await cell(visit, typed)
    let present = text(cell.present, cell.counter)
    let who = cell.place.manager ?? cell.place.source ?? ""
    return Page(
      words.correctTitle,
      template: "cell",
      [
        "heading": words.correctTitle,
        "what": words.cell(who, visit.language.text(cell.counter.title), cell.place.day),
        "base": "/yesterday/day/\(cell.place.day)", "counter": cell.place.counter,
        "manager": cell.place.manager ?? "", "source": cell.place.source ?? "",
        "wasLabel": words.wasLabel, "was": present.isEmpty ? words.unknownCell : present,
        "wasValue": cell.present.map { String($0) } ?? "", "save": words.save,
        "value": Field("value", words.becomes)
          .with {
            $0.hint = words.becomesHint
            $0.kind = cell.counter.isMoney ? .number : .digits
            $0.isRequired = false
            $0.suggestion = present
            $0.isFocused = true
          }
          .values(typed, visit.words),
        "reason": Field("reason", words.reason).values(typed, visit.words), "again": words.again,
      ],
      place: .yesterday,
      typed: typed
    )
  }

  static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let words = YesterdayWords(visit.language)
    let cell = try await cell(visit, typed)
    var typed = typed
    let text = typed.trimmed("value")
    let value = cell.counter.isMoney ? MorningForm.money(text)?.minor : MorningForm.count(text)
    if value == nil, !text.isEmpty {
      typed.refuse("value", cell.counter.isMoney ? words.badMoney : words.badCount)
    }
    let reason = typed.trimmed("reason")
    if reason.isEmpty { typed.refuse("reason", words.missingReason) }
    try typed.settle()
    let entry = CellEntry(place: cell.place, was: Int64(typed["was"]), value: value)
    let answer = "/yesterday/day/\(cell.place.day)?done=1"
    do {
      _ = try await visit.once(typed, answer: answer) { desk in
        try await desk.correct(entry, reason: reason)
      }
    } catch WorkflowError.cellsMoved(let cells) {
      for cell in cells {
        typed.refuse("value", words.moved(cell.present, wished: cell.wished))
      }
      try typed.settle()
    }
    return .redirect(answer)
  }
}
