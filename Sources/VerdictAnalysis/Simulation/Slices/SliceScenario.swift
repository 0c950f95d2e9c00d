package import VerdictModel

/// A worked experiment on slices of the table: the truth, and the test registered in it.
package struct SliceScenario: Hashable, Sendable {
  package let name: String
  package let truth: SliceTruth
  /// As registered; the lot is drawn at its start.
  package let form: HypothesisForm
  /// The seed of the worked experiment, a typical one.
  package let usualSeed: UInt64

  package static let all = [
    everyOtherDay, threeAgainstThree, toSomeByLot, toAllWhileItRises, newChannel,
  ]

  package static func named(_ name: String) -> SliceScenario? { all.first { $0.name == name } }

  /// Whole days by lot, eight weeks, a true +15 points.
  package static let everyOtherDay = make(
    "every-other-day",
    Title(ru: "Напоминание за час до встречи", en: "A reminder an hour before the meeting"),
    change: Title(
      ru: "в день по жребию всем, у кого сегодня встреча, пишем за час до неё",
      en: "on days drawn by lot everybody due that day is written to an hour before"
    ),
    reason: Title(
      ru: "забывают чаще, чем передумывают",
      en: "people forget more often than they change their minds"
    ),
    days: .days("2026-10-05", "2026-11-27"),
    perArm: 130
  ) { truth in
    truth.kind = .day
    truth.difference = 0.15
    truth.perDay = 1.2
    truth.dayNoise = 0.03
    truth.daysBefore = 28
  }

  /// Three managers against three: a true +12 points that this design can never prove.
  package static let threeAgainstThree = make(
    "three-against-three",
    Title(ru: "Новый сценарий звонка", en: "A new call script"),
    change: Title(
      ru: "три менеджера из шести, по жребию, говорят по новому сценарию",
      en: "three managers of six, drawn by lot, use the new script"
    ),
    reason: Title(
      ru: "первый вопрос задаёт тон всему разговору",
      en: "the first question sets the tone of the whole talk"
    ),
    days: .days("2026-10-01", "2026-11-27"),
    perArm: 150
  ) { truth in
    truth.kind = .manager
    truth.difference = 0.12
    truth.skill = 0.06
    truth.perDay = 1.2
    truth.daysBefore = 28
  }

  /// A rollout whose first half of eight managers was drawn by lot: a true +18 points.
  package static let toSomeByLot = make(
    "first-four-of-eight",
    Title(ru: "Новая CRM-карточка", en: "A new client card"),
    change: Title(
      ru: "четверо из восьми менеджеров, по жребию, работают с новой карточкой",
      en: "four of eight managers, drawn by lot, work with the new card"
    ),
    reason: Title(
      ru: "видно, о чём договорились, и не нужно искать",
      en: "what was agreed is in sight and need not be searched for"
    ),
    days: .days("2026-09-01", "2026-11-13"),
    perArm: 250
  ) { truth in
    truth.kind = .some
    truth.members = SliceTruth.managers + ["Жанна", "Фёдор"]
    truth.difference = 0.18
    truth.skill = 0.10
    truth.perDay = 1.3
    truth.daysBefore = 84
  }

  /// To everybody while show-up rises by itself, and nothing is gained: before against after says yes.
  package static let toAllWhileItRises = make(
    "to-all-while-it-rises",
    Title(ru: "Видео о компании перед встречей", en: "A film about us before the meeting"),
    change: Title(
      ru: "всем, кто согласился встретиться, сразу отправляем видео",
      en: "everybody who agrees to meet is sent a film at once"
    ),
    reason: Title(
      ru: "знакомое лицо труднее подвести",
      en: "a familiar face is harder to let down"
    ),
    days: .days("2026-09-14", "2026-11-13"),
    perArm: 300
  ) { truth in
    truth.kind = .all
    truth.base = 0.5
    truth.drift = 0.3
    truth.perDay = 1.3
    truth.daysBefore = 112
    truth.isDrawn = false
  }

  /// A new source of leads beside three others, to pick by a date: dearer clicks, more leads of them.
  package static let newChannel = make(
    "new-channel",
    Title(ru: "Реклама у блогеров", en: "Ads with bloggers"),
    change: Title(
      ru: "часть бюджета отдаём блогерам",
      en: "a part of the budget goes to bloggers"
    ),
    reason: Title(
      ru: "к знакомому человеку приходят с доверием",
      en: "people come with trust from somebody they know"
    ),
    days: .days("2026-10-01", "2026-11-27"),
    perArm: 2000,
    goal: .choose,
    metric: ("leads", "clicks")
  ) { truth in
    truth.kind = .source
    truth.members = ["Директ", "ВКонтакте", "Поиск", "Блогеры"]
    truth.chosen = ["Блогеры"]
    truth.isDrawn = false
    truth.base = 0.05
    truth.difference = 0.02
    truth.perDay = 60
    truth.spend = 40
    truth.spendOfChosen = 50
    truth.worthwhile = 0.01
    truth.daysBefore = 28
  }

  private static func make(
    _ name: String,
    _ title: Title,
    change: Title,
    reason: Title,
    days: ClosedRange<Day>,
    perArm: Int,
    goal: Goal = .prove,
    metric: (stage: String, per: String) = ("meetings_held", "meetings_due"),
    _ adjust: (inout SliceTruth) -> Void
  ) -> SliceScenario {
    var truth = SliceTruth(start: days.lowerBound, end: days.upperBound)
    adjust(&truth)
    return SliceScenario(
      name: name,
      truth: truth,
      form: form(
        name,
        title,
        change: change,
        reason: reason,
        truth,
        perArm: perArm,
        goal: goal,
        metric: metric
      ),
      usualSeed: 7
    )
  }

  /// A form for a truth; also for trials.
  package static func form(
    _ name: String,
    _ title: Title,
    change: Title,
    reason: Title,
    _ truth: SliceTruth,
    perArm: Int,
    goal: Goal,
    metric: (stage: String, per: String) = ("meetings_held", "meetings_due")
  ) -> HypothesisForm {
    HypothesisForm(
      id: name,
      title: title,
      statement: Statement(
        condition: change,
        expectation: metric.stage == "leads"
          ? Title(ru: "больше переходов станут лидами", en: "more clicks will become leads")
          : Title(ru: "до встречи дойдёт больше клиентов", en: "more clients will come"),
        reason: reason
      ),
      owner: "Анна",
      arms: [
        Arm(
          key: "usual",
          title: Title(ru: "По-старому", en: "As before"),
          isControl: true
        ),
        Arm(key: "new", title: Title(ru: "По-новому", en: "The new way"), isControl: false),
      ],
      stage: metric.stage,
      direction: .up,
      goal: goal,
      effect: RegisteredEffect(scale: .points, value: truth.worthwhile * 100),
      isReversible: true,
      tau: metric.stage == "leads" ? 0.02 : 0.08,
      allocation: .slices(truth.design(per: metric.per)),
      unit: metric.stage == "leads"
        ? Title(ru: "переход", en: "click") : Title(ru: "клиент", en: "client"),
      drawnAt: metric.per,
      start: truth.start,
      end: truth.end,
      maturityDays: 0,
      plannedPerArm: perArm,
      stratum: .all
    )
  }
}
