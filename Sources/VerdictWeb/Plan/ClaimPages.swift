import VerdictAnalysis
import VerdictReports
import VerdictWorkflow

/// «Сходится ли?»: three claims checked by arithmetic; nothing is kept.
enum ClaimPages {
  static func show(_ visit: Visit) -> Page {
    let words = PlanPageWords(visit.language)
    let claims = ClaimWords(visit.language)
    let asked = visit.query
    func number(_ name: String) -> Double? {
      let text = (asked[name] ?? "").filter { !$0.isWhitespace }.replacing(",", with: ".")
        .replacing("−", with: "-").replacing("%", with: "")
      return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }
    func form(
      _ heading: String,
      _ fields: [(name: String, label: String, isRequired: Bool)],
      _ lines: () throws -> [String]?
    ) -> Values {
      let isAsked = fields.contains { !(asked[$0.name] ?? "").isEmpty }
      let answer = isAsked ? (try? lines()) ?? [words.impossible] : []
      return [
        "formHeading": heading, "ask": words.ask, "hasAnswer": !answer.isEmpty, "answer": answer,
        "fields": fields.map { field in
          Field(field.name, field.label).with {
            $0.kind = .number
            $0.isRequired = field.isRequired
            $0.maximum = 20
            $0.suggestion = asked[field.name] ?? ""
          }
          .values(Typed(), visit.words)
        },
      ]
    }
    return Page(
      words.claims,
      template: "claims",
      [
        "back": "← " + words.plan, "heading": words.claims, "lead": words.claimsLead,
        "forms": [
          form(
            words.shareHeading,
            [
              ("base", words.base, true), ("total", words.total, true),
              ("share", words.share, true),
            ]
          ) {
            guard let base = number("base"), let total = number("total"),
              let share = number("share")
            else { return nil }
            return claims.lines(
              try ShareClaim(base: base / 100, total: total / 100, share: share / 100)
            )
          },
          form(
            words.costHeading,
            [
              ("before", words.base, true), ("after", words.total, true),
              ("claimed", words.claimed, true),
            ]
          ) {
            guard let before = number("before"), let after = number("after"),
              let claimed = number("claimed")
            else { return nil }
            return claims.lines(
              try CostClaim(
                rateBefore: before / 100,
                rateAfter: after / 100,
                claimed: claimed / 100
              )
            )
          },
          form(
            words.checkHeading,
            [
              ("revenue", words.revenue, true), ("clients", words.clients, true),
              ("check", words.check, false),
            ]
          ) {
            guard let revenue = number("revenue"), let clients = number("clients"),
              clients == clients.rounded(), abs(clients) < 1e9
            else { return nil }
            return claims.lines(
              try CheckClaim(
                revenue: revenue,
                clients: Int(clients),
                claimed: number("check")
              ),
              currency: visit.settings.currency
            )
          },
        ],
      ],
      place: .plan
    )
  }
}
