import Foundation
import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictTestSupport

@Suite struct HardCaseTests {
  @Test(arguments: Language.allCases) func aForecastSaysSizesChancesAndAdvice(_ language: Language)
    throws
  {
    let forecast: RegistrationForecast = try Sample.decode(Sample.forecast)
    let text = ForecastText.render(
      forecast,
      form: Sample.form(goal: .prove),
      language: language,
      currency: "RUB"
    )
    try expectSnapshot(text, "forecast.\(language.rawValue).txt")
  }

  @Test func aTestWithNobodyInItSaysSo() throws {
    let evaluation = try Sample.evaluation(
      .tooEarly,
      reasons: [.collecting],
      control: Sample.Counts(exposed: 0, matured: 0),
      variant: Sample.Counts(exposed: 0, matured: 0),
      extra: [
        "effect": NSNull(), "uptake": NSNull(),
        "look": Sample.look(review: 1, isFinal: false, fraction: 0),
      ]
    )
    #expect(CardText.render(evaluation, language: .ru).contains("В тесте ещё никого нет"))
    #expect(CardText.render(evaluation, language: .en).contains("Nobody is in the test yet"))
  }

  @Test func anOpenEndedIntervalIsDrawnOpen() throws {
    let evaluation = try Sample.evaluation(
      .undecided,
      reasons: [.inconclusive],
      estimate: 0.1,
      interval: [nil, 0.4]
    )
    let text = CardText.render(evaluation, language: .en, width: 200)
    #expect(text.contains("up to +40"))
    #expect(text.contains("←"))
  }

  @Test func unknownStagesAndUnitsKeepTheirOwnNames() throws {
    var form = Sample.form(goal: .prove, stage: "demo_given")
    form.unit = Title(ru: "договор", en: "contract")
    form.drawnAt = "contract_sent"
    let evaluation = try Sample.evaluation(.undecided, form: form, reasons: [.inconclusive])
    let text = CardText.render(evaluation, language: .ru)
    #expect(text.contains("Из 100 единиц «договор» доходили до «demo_given»"))
  }

  @Test func smallRatesKeepTheirDecimals() throws {
    let evaluation = try Sample.evaluation(
      .harmful,
      form: Sample.form(goal: .prove, stage: "payments", perArm: 9000, effect: 1),
      reasons: [.surelyWorse],
      control: Sample.Counts(exposed: 9000, matured: 9000, reached: 1025),
      variant: Sample.Counts(exposed: 9000, matured: 9000, reached: 840),
      estimate: -0.0206,
      interval: [-0.0291, -0.0120]
    )
    let text = CardText.render(evaluation, language: .ru, width: 200)
    #expect(text.contains("разница −2,1; данные допускают от −2,9 до −1,2"))
    #expect(text.contains("по-старому 11,4, по-новому 9,3"))
  }

  @Test func lessIsBetterIsSaid() throws {
    let evaluation = try Sample.evaluation(
      .confirmed,
      form: Sample.form(goal: .prove, direction: .down),
      reasons: [.surelyBetter(reachesWorthwhile: true)],
      interval: [0.06, 0.2]
    )
    #expect(
      CardText.render(evaluation, language: .en).contains("plus means better, that is, fewer")
    )
  }

  /// Fifty hypotheses, forty managers: the page stays small and is made quickly enough to notice a slip.
  @Test func aLargeReviewStaysSmall() throws {
    let long = String(repeating: "Очень длинное название гипотезы, ", count: 8)
    let review = try Sample.full { values in
      values["decide"] = try (0..<50).map { index in
        try Sample.card(
          try Sample.evaluation(
            .undecided,
            form: Sample.form("h\(index)", title: Title(ru: long, en: long), goal: .prove),
            reasons: [.inconclusive],
            extra: [
              "money": [
                "unitsPerMonth": 1.0, "perSuccess": 1e9, "monthly": 3.2e9, "lower": -4.1e9,
                "upper": 9.9e10,
              ]
            ]
          ),
          bets: 7,
          hasSeries: true
        )
      }
      values["managers"] = (0..<40).map { Sample.manager("Менеджер \($0)", 1, 6, 0.7, 0.7) }
    }
    let page = HTMLReview.render(review, language: .ru, copy: .head)
    #expect(page.utf8.count < 2_000_000)
    #expect(page.contains("≈ +3,2\u{A0}млрд\u{A0}₽"))
  }

  @Test func theFirstReviewOfAYearNamesTheRightDays() throws {
    let review = try Sample.full { values in
      values["period"] = "2028-02-H2"
      values["asOf"] = "2028-02-29"
      values["meeting"] = "2028-03-01"
    }
    let text = TerminalReview.render(review, language: .ru, copy: .wall)
    #expect(text.contains("16–29\u{A0}февраля\u{A0}2028"))
    #expect(text.contains("встреча ср, 1\u{A0}марта"))
  }
}
