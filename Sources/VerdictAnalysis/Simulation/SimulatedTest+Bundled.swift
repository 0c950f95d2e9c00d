import VerdictModel

extension SimulatedTest {
  /// Two months in the department, to pick the better way by the review of 11 January.
  package static let screenShareNow = SimulatedTest(
    form: form(
      id: "screen-share-now",
      title: Title(ru: "Экран сейчас", en: "Screen share now"),
      goal: .choose,
      days: .days("2026-10-19", "2026-12-17"),
      plannedPerArm: 44,
      segment: Segment(
        key: "first_business",
        title: Title(ru: "Первый бизнес", en: "First business")
      ),
      cut: .manager
    ),
    offeredArm: offered,
    segment: .firstBusiness
  )

  /// Six weeks and a half in nine offices, four looks, to prove it.
  package static let screenShareNetwork = SimulatedTest(
    form: form(
      id: "screen-share-network",
      title: Title(ru: "Экран сейчас, вся сеть", en: "Screen share now, all offices"),
      goal: .prove,
      days: .days("2026-11-02", "2026-12-17"),
      plannedPerArm: 400,
      segment: Segment(key: "office", title: Title(ru: "Офис", en: "Office")),
      cut: .segment
    ),
    offeredArm: offered,
    segment: .office
  )

  private static let offered = "now"

  private static func form(
    id: String,
    title: Title,
    goal: Goal,
    days: ClosedRange<Day>,
    plannedPerArm: Int,
    segment: Segment,
    cut: Cut
  ) -> HypothesisForm {
    HypothesisForm(
      id: id,
      title: title,
      statement: Statement(
        condition: Title(
          ru: "сразу после согласия встретиться предложить показать экран прямо в этом звонке",
          en:
            "right after the client agrees to meet, the manager offers to share the screen on this call"
        ),
        expectation: Title(
          ru: "до встречи дойдёт больше согласившихся",
          en: "more of those who agreed will come"
        ),
        reason: Title(
          ru: "начатую встречу нельзя забыть, а интерес остывает с каждым днём ожидания",
          en:
            "a meeting that has begun cannot be forgotten, and interest cools with each day of waiting"
        )
      ),
      owner: "Анна",
      arms: [
        Arm(
          key: "usual",
          title: Title(ru: "По-старому", en: "As before"),
          isControl: true,
          script: Title(
            ru: "«Когда вам удобно созвониться в зуме на полчаса?»",
            en: "“When would half an hour on Zoom suit you?”"
          )
        ),
        Arm(
          key: offered,
          title: Title(ru: "По-новому", en: "The new way"),
          isControl: false,
          script: Title(
            ru: "«Удобно, если сейчас отправлю ссылку и покажу результаты клиентов на экране? "
              + "Если нет — назначим встречу»",
            en: "“May I send you a link now and show you our clients’ results on my screen? "
              + "If not, let us set a time”"
          )
        ),
      ],
      stage: "meetings_held",
      direction: .up,
      goal: goal,
      effect: RegisteredEffect(scale: .points, value: 5),
      isReversible: true,
      allocation: .blocks(within: cut),
      unit: Title(ru: "клиент", en: "client"),
      drawnAt: "meetings_scheduled",
      start: days.lowerBound,
      end: days.upperBound,
      maturityDays: 14,
      plannedPerArm: plannedPerArm,
      guardrails: [
        // A client needs weeks to pay: its window is longer than the metric's.
        Guardrail(stage: "payments", margin: 0.05, maturityDays: 30)
      ],
      segments: [segment],
      stratum: cut
    )
  }
}
