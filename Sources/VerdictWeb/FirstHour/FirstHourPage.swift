import VerdictModel
import VerdictReports
import VerdictWorkflow

/// What greets an empty store: three ways in, ending with the department's own rates.
enum FirstHourPage {
  static let routes: [Route] =
    Route.page(Home.firstHour) { visit in .page(try await show(visit)) }
    + Route.page(Home.firstHour + "/demo") { visit in
      .document(try await visit.office.demo(visit.language))
    }

  private static func show(_ visit: Visit) async throws -> Page {
    let words = FirstHourWords(visit.language)
    let own = try await visit.desk.baseRates()
    let isEmpty = own.days == nil
    let funnel = try await visit.office.store.read { try $0.funnelDefinition() }
    return Page(
      words.title,
      template: "first",
      [
        "heading": words.title, "lead": isEmpty ? words.lead : words.leadFilled,
        "isEmpty": isEmpty, "demo": words.demo, "demoText": words.demoText,
        "demoNote": words.demoNote, "demoPath": Home.firstHour + "/demo",
        "history": words.history, "historyText": words.historyText, "columnsLabel": words.columns,
        "columns": (["date", "source", "manager"] + funnel.counters.map(\.key))
          .joined(separator: ","),
        "send": words.send, "today": words.today, "todayText": words.todayText,
        "invite": words.invite, "register": words.register, "fill": words.fill,
        "ratesHeading": words.rates, "ratesLead": words.ratesLead, "noRates": words.noRates,
        "hasRates": !own.rates.isEmpty, "days": own.days.map { words.days($0) } ?? "",
        "header": words.header,
        "rows": own.rates.map { rate -> Values in
          let row = words.row(
            rate.metric.title,
            count: (rate.numerator, rate.denominator),
            range: (rate.lower, rate.upper),
            perMonth: rate.perMonth,
            detectable: rate.detectable
          )
          return ["first": row[0], "rest": Array(row.dropFirst())]
        },
      ]
    )
  }
}
