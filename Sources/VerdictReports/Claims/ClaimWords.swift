package import VerdictAnalysis

/// «Сходится ли?»: what must be true if a boast is.
package struct ClaimWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }
  private var figures: Figures { Figures(language) }

  /// A share of all takes the new way at once, and a total is claimed.
  package func lines(_ claim: ShareClaim) -> [String] {
    let base = figures.hundred(claim.base, places(claim.base))
    let total = figures.hundred(claim.total, places(claim.total))
    let share = figures.hundred(claim.share, places(claim.share))
    let expected = figures.ofHundred(claim.expectedTotal, places(claim.expectedTotal))
    var lines = [
      language(
        "Заявлено: было \(base) из 100, стало \(total); \(share) из 100 согласились сразу.",
        "The claim: \(base) of 100 before, \(total) after; \(share) of 100 accepted at once."
      ),
      language(
        "Если остальные приходят как раньше, всего будет \(expected).",
        "If the others come as before, the total is \(expected)."
      ),
    ]
    guard let rest = claim.rest else {
      lines.append(
        claim.total == 1
          ? language("Согласились все: сходится.", "All accepted: it adds up.")
          : language(
            "Согласились все, а пришли не все: так не бывает.",
            "All accepted and yet not all came: impossible."
          )
      )
      return lines
    }
    let needed = figures.ofHundred(rest, places(rest))
    switch claim.state {
    case .holds:
      lines.append(
        language(
          "Сходится: остальным для этого надо приходить \(needed), почти как раньше.",
          "It adds up: the others have to come at \(needed), about as before."
        )
      )
    case .othersBetter:
      lines.append(
        language(
          "Чтобы сошлось, остальные должны приходить \(needed) вместо \(base): значит, изменилось что-то ещё. Что?",
          "To add up, the others must come at \(needed) instead of \(base): something else changed too. What?"
        )
      )
    case .othersWorse:
      lines.append(
        language(
          "Чтобы сошлось, остальные должны приходить хуже, чем раньше: \(needed) вместо \(base).",
          "To add up, the others must come less than before: \(needed) instead of \(base)."
        )
      )
    case .impossible:
      lines.append(
        language(
          "Не сходится: остальным пришлось бы приходить \(needed), а так не бывает.",
          "It does not add up: the others would have to come at \(needed), which is impossible."
        )
      )
    }
    let points = figures.points(claim.points, 1)
    if let relative = claim.relative {
      let percent = figures.signed(relative * 100, 0)
      lines.append(
        language(
          "Рост — \(points), то есть \(percent) % к прежнему: это разные числа, говорите, какое.",
          "The rise is \(points), that is \(percent) % of what it was: two numbers, say which."
        )
      )
    }
    return lines
  }

  /// A conversion and a price of a client claimed together.
  package func lines(_ claim: CostClaim) -> [String] {
    let before = figures.hundred(claim.rateBefore, places(claim.rateBefore))
    let after = figures.ofHundred(claim.rateAfter, places(claim.rateAfter))
    let implied = figures.signed(claim.implied * 100, 0)
    let claimed = figures.signed(claim.claimed * 100, 0)
    let price = figures.signed(claim.costPerLead * 100, 0)
    return [
      language(
        "Конверсия с \(before) до \(after) при той же цене лида — это \(implied) % к цене клиента.",
        "Conversion from \(before) to \(after) at the same cost per lead makes \(implied) % of the cost per client."
      ),
      claim.holds
        ? language(
          "Сходится с заявленным \(claimed) %.",
          "It agrees with the claimed \(claimed) %."
        )
        : language(
          "Заявлено \(claimed) %: это возможно, только если цена лида изменилась на \(price) %.",
          "The claim is \(claimed) %: possible only if the cost per lead changed by \(price) %."
        ),
    ]
  }

  /// So many clients for so much money.
  package func lines(_ claim: CheckClaim, currency: String) -> [String] {
    let money = figures.roundMoney(claim.revenue, currency)
    let check = figures.roundMoney(claim.check, currency)
    let clients = figures.whole(claim.clients)
    let first = language(
      "\(money) на \(clients) клиентов — средний чек \(check).",
      "\(money) over \(clients) clients is an average deal of \(check)."
    )
    guard let said = claim.claimed else { return [first] }
    let other = figures.roundMoney(said, currency)
    return [
      first,
      claim.holds
        ? language("Сходится с заявленным \(other).", "It agrees with the claimed \(other).")
        : language(
          "Заявлен чек \(other): не сходится, клиентов должно быть \(figures.decimal(claim.revenue / said, 0)).",
          "The claimed deal is \(other): it does not add up, there would be \(figures.decimal(claim.revenue / said, 0)) clients."
        ),
    ]
  }

  private func places(_ share: Double) -> Int {
    let tenths = (share * 1000).rounded()
    return tenths.truncatingRemainder(dividingBy: 10) == 0 ? 0 : 1
  }
}
