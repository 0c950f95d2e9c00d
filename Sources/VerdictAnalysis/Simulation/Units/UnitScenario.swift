package import VerdictModel

/// A worked experiment by unit beside the screen share: the truth, and the test registered in it.
package struct UnitScenario: Hashable, Sendable {
  package let name: String
  package let truth: UnitTruth
  package let form: HypothesisForm
  /// The seed of the worked experiment, a typical one.
  package let usualSeed: UInt64

  package static let all = [shorterDealCycle, biggerCheck, payInParts, firstBusiness]

  package static func named(_ name: String) -> UnitScenario? { all.first { $0.name == name } }

  /// The last day of the scenario's files: the close of the final look.
  package var lastDay: Day { LookHistory.reviews(of: form).last?.end ?? form.ripeOn }

  /// Days to the payment: signing from the phone halves the wait, as many pay in the end.
  package static let shorterDealCycle = make(
    "shorter-deal-cycle",
    Title(ru: "Подпись с телефона", en: "Signing from the phone"),
    change: Title(
      ru: "после встречи присылаем договор, который подписывают с телефона",
      en: "after the meeting we send a contract that is signed from the phone"
    ),
    expectation: Title(ru: "до оплаты пройдёт меньше дней", en: "fewer days until the payment"),
    reason: Title(
      ru: "бумаги лежат не потому, что передумали, а потому, что до них не дошли руки",
      en: "papers lie not because people changed their minds but because nobody got to them"
    ),
    days: .days("2026-09-14", "2026-11-13"),
    maturity: 30,
    perArm: 150,
    truth: UnitTruth(
      control: UnitTruth.Arm(reach: 0.6, delay: 12),
      variant: UnitTruth.Arm(reach: 0.6, delay: 6),
      perDay: 7
    )
  ) { form in
    form.measure = .duration
    form.direction = .down
    form.effect = RegisteredEffect(scale: .days, value: 2)
    form.tau = 2
  }

  /// Money per client who came: offering the full package first, to pick by a date.
  package static let biggerCheck = make(
    "bigger-check",
    Title(ru: "Сначала полный пакет", en: "The full package first"),
    change: Title(
      ru: "на встрече сначала показываем полный пакет, потом остальные",
      en: "at the meeting the full package is shown first, the others after it"
    ),
    expectation: Title(ru: "с клиента придёт больше денег", en: "more money per client"),
    reason: Title(
      ru: "первая цена задаёт, с чем сравнивают остальные",
      en: "the first price is what the others are compared with"
    ),
    days: .days("2026-09-14", "2026-11-13"),
    maturity: 30,
    perArm: 150,
    truth: UnitTruth(
      control: UnitTruth.Arm(reach: 0.2, delay: 8, check: 500_000),
      variant: UnitTruth.Arm(reach: 0.2, delay: 8, check: 650_000),
      perDay: 7
    )
  ) { form in
    form.measure = .amount
    form.goal = .choose
    form.effect = RegisteredEffect(scale: .money, value: 20_000)
    form.tau = 20_000
  }

  /// Payments that take weeks: instalments bring 12 of 100 more, most of them late.
  package static let payInParts = make(
    "pay-in-parts",
    Title(ru: "Оплата частями", en: "Paying in parts"),
    change: Title(
      ru: "на встрече предлагаем заплатить в три приёма",
      en: "at the meeting we offer to pay in three parts"
    ),
    expectation: Title(ru: "заплатит больше пришедших", en: "more of those who came will pay"),
    reason: Title(
      ru: "сумма целиком пугает тех, кто в остальном согласен",
      en: "the whole sum frightens those who otherwise agree"
    ),
    days: .days("2026-08-17", "2026-10-30"),
    maturity: 45,
    perArm: 200,
    truth: UnitTruth(
      control: UnitTruth.Arm(reach: 0.18, delay: 14, check: 550_000),
      variant: UnitTruth.Arm(reach: 0.30, delay: 20, check: 550_000),
      perDay: 7.5
    )
  ) { _ in }

  /// An effect on one kind of client alone: those who open their first business.
  package static let firstBusiness = make(
    "first-business",
    Title(ru: "Звонок основателя перед встречей", en: "A call from the founder before the meeting"),
    change: Title(
      ru: "за день до встречи основатель звонит сам",
      en: "the founder calls in person the day before the meeting"
    ),
    expectation: Title(ru: "до встречи дойдёт больше клиентов", en: "more clients will come"),
    reason: Title(
      ru: "кто открывает первое дело, боится остаться один",
      en: "whoever opens a first business is afraid to be left alone"
    ),
    days: .days("2026-09-01", "2026-11-13"),
    maturity: 14,
    perArm: 300,
    truth: UnitTruth(
      control: UnitTruth.Arm(reach: 0.55, inSegment: 0.50, delay: 3),
      variant: UnitTruth.Arm(reach: 0.56, inSegment: 0.75, delay: 3),
      perDay: 11.5
    )
  ) { form in
    form.stage = "meetings_held"
    form.drawnAt = "meetings_scheduled"
    form.segments = [
      Segment(
        key: "first_business",
        title: Title(ru: "Первый бизнес", en: "First business")
      )
    ]
  }

  private static func make(
    _ name: String,
    _ title: Title,
    change: Title,
    expectation: Title,
    reason: Title,
    days: ClosedRange<Day>,
    maturity: Int,
    perArm: Int,
    truth: UnitTruth,
    _ adjust: (inout HypothesisForm) -> Void
  ) -> UnitScenario {
    var form = HypothesisForm(
      id: name,
      title: title,
      statement: Statement(condition: change, expectation: expectation, reason: reason),
      owner: "Анна",
      arms: [
        Arm(key: "usual", title: Title(ru: "По-старому", en: "As before"), isControl: true),
        Arm(key: "new", title: Title(ru: "По-новому", en: "The new way"), isControl: false),
      ],
      stage: "payments",
      direction: .up,
      goal: .prove,
      effect: RegisteredEffect(scale: .points, value: 5),
      isReversible: true,
      allocation: .blocks(within: .manager),
      unit: Title(ru: "клиент", en: "client"),
      drawnAt: "meetings_held",
      start: days.lowerBound,
      end: days.upperBound,
      maturityDays: maturity,
      plannedPerArm: perArm,
      stratum: .manager
    )
    adjust(&form)
    return UnitScenario(
      name: name,
      truth: truth,
      form: form,
      usualSeed: name == "first-business" ? 12 : 7
    )
  }
}
