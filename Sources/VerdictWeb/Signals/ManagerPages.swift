import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «Менеджеры»: each beside chance; a manager sees the own row alone.
enum ManagerPages {
  static let path = "/managers"
  static let routes: [Route] = Route.page(path) { visit in .page(try await show(visit)) }

  private static func show(_ visit: Visit) async throws -> Page {
    var reading = try await visit.desk.managers(
      from: Day(iso: visit.query["from"] ?? ""),
      to: Day(iso: visit.query["to"] ?? "")
    )
    if visit.person.role != .head { reading = reading.only(visit.person.manager ?? "") }
    let page = ManagersPage(
      reading,
      language: visit.language,
      company: nil,
      currency: visit.settings.currency,
      today: visit.today
    )
    let words = SignalPageWords(visit.language)
    let site = visit.words
    func day(_ name: String, _ label: String, _ value: Day) -> Values {
      Field(name, label).with {
        $0.kind = .date
        $0.isRequired = false
        $0.suggestion = value.description
      }
      .values(Typed(), site)
    }
    return Page(
      page.title,
      template: "managers",
      [
        "heading": page.title, "period": page.period, "lead": page.summary, "note": page.lead,
        "header": page.header, "isHead": visit.person.role == .head,
        "rows": page.rows.map { row -> Values in
          [
            "name": row.first ?? "",
            "cells": zip(page.header.dropFirst(), row.dropFirst()).map { header, cell -> Values in
              ["column": header, "cell": cell]
            },
          ]
        },
        "notes": page.notes, "base": path, "show": words.show,
        "from": day("from", words.from, reading.days.first),
        "to": day("to", words.to, reading.days.last),
        "charts": page.charts.map { chart -> Values in
          ["chartTitle": chart.title, "chartNote": chart.note, "svg": chart.svg]
        },
        "hasCharts": !page.charts.isEmpty && visit.person.role == .head,
        "each": reading.rows.map { profile -> Values in
          [
            "name": profile.name,
            "facts": page.facts(profile).map { fact -> Values in
              ["label": fact.label, "text": fact.text]
            },
          ]
        },
        "how": page.howLines, "howTitle": words.how,
      ],
      place: .managers,
      isWide: true
    )
  }
}
