import Testing
import VerdictModel

/// The pure function from one unit's rows to cells, against cells written down by hand.
@Suite("Contributions")
struct ContributionsTests {
  private let stages = ["meetings_scheduled", "meetings_held", "payments"]
  private let day = Day(number: 20_000)

  private var form: HypothesisForm {
    HypothesisForm(
      id: "screen",
      title: Title(ru: "", en: ""),
      statement: Statement(condition: "", expectation: "", reason: ""),
      owner: "",
      arms: [
        Arm(key: "control", title: Title(ru: "", en: ""), isControl: true),
        Arm(key: "offer", title: Title(ru: "", en: ""), isControl: false),
      ],
      stage: "meetings_held",
      direction: .up,
      goal: .prove,
      effect: RegisteredEffect(scale: .points, value: 5),
      isReversible: true,
      allocation: .parity,
      unit: Title(ru: "", en: ""),
      drawnAt: "meetings_scheduled",
      start: day,
      end: day + 30,
      maturityDays: 14,
      plannedPerArm: 10,
      segments: [
        Segment(key: "experience", title: Title(ru: "", en: "")),
        Segment(key: "city", title: Title(ru: "", en: "")),
      ]
    )
  }

  private func of(
    _ events: [UnitEvent],
    uptake: Int? = nil,
    arm: String? = "offer"
  ) -> Contributions {
    Contributions.of(
      Exposure(
        unit: "D-1",
        arm: arm,
        day: day,
        manager: "Anna",
        source: nil,
        segment: "new",
        traits: ["city": "Omsk"],
        uptakeDay: uptake.map { day + $0 }
      ),
      events: events,
      form: form,
      stages: stages
    )
  }

  private func event(
    _ stage: String,
    _ lag: Int?,
    reached: Bool = true,
    amount: Int64? = nil,
    ref: String = ""
  ) -> UnitEvent {
    UnitEvent(
      unit: "D-1",
      stage: stage,
      ref: ref,
      reached: reached,
      day: lag.map { day + $0 },
      amount: amount.map { Money(minor: $0) }
    )
  }

  /// Lags and values of one moment in the cut `all`.
  private func lags(_ moment: EvidenceMoment, _ cells: Contributions) -> [Int: Moments] {
    var found: [Int: Moments] = [:]
    for (key, moments) in cells.followed where key.cut == .all && key.moment == moment {
      found[key.lag] = moments
    }
    return found
  }

  private let once = Moments(units: 1, value: 1)

  @Test("An exposure is one unit in every cut, under what it was that day")
  func exposed() {
    let cells = of([])
    #expect(
      Set(cells.exposed.keys.map { $0.cut.key + "=" + $0.member })
        == ["all=", "manager=Anna", "source=", "segment=new", "trait:city=Omsk"]
    )
    #expect(cells.exposed.values.allSatisfy { $0 == 1 })
    #expect(cells.followed.isEmpty)
  }

  @Test("The register contributes nothing")
  func register() { #expect(of([event("meetings_held", 1)], arm: nil) == Contributions()) }

  @Test("The same day is lag 0, the day before does not count, 400 days do and 401 do not")
  func window() {
    let reached = EvidenceMoment.reached("meetings_held")
    #expect(lags(reached, of([event("meetings_held", 0)])) == [0: once])
    #expect(lags(reached, of([event("meetings_held", -1)])).isEmpty)
    #expect(lags(reached, of([event("meetings_held", 400)])) == [400: once])
    #expect(lags(reached, of([event("meetings_held", 401)])).isEmpty)
  }

  @Test("An undated reach has its own lag, and a dated one goes before it")
  func undated() {
    let reached = EvidenceMoment.reached("meetings_held")
    #expect(lags(reached, of([event("meetings_held", nil)])) == [32_767: once])
    let both = of([event("meetings_held", nil), event("payments", 9, amount: 5)])
    #expect(lags(reached, both) == [9: once])
  }

  @Test("A later stage reaches the earlier ones; an earlier one reaches nothing later")
  func laterStages() {
    let paid = of([event("payments", 7, amount: 100)])
    #expect(lags(.reached("meetings_held"), paid) == [7: once])
    #expect(lags(.answered("meetings_held"), paid) == [7: once])
    let scheduled = of([event("meetings_scheduled", 1)])
    #expect(lags(.reached("meetings_held"), scheduled).isEmpty)
    let both = of([event("meetings_held", 3), event("payments", 7, amount: 100)])
    #expect(lags(.reached("meetings_held"), both) == [3: once])
    #expect(lags(.reached("payments"), both) == [7: once])
  }

  @Test("A recorded no is an outcome but no reach, and of the later stage it says nothing here")
  func refusals() {
    let no = of([event("meetings_held", 4, reached: false)])
    #expect(lags(.reached("meetings_held"), no).isEmpty)
    #expect(lags(.answered("meetings_held"), no) == [4: once])
    let notPaid = of([event("payments", 4, reached: false)])
    #expect(lags(.answered("meetings_held"), notPaid).isEmpty)
    #expect(lags(.answered("payments"), notPaid) == [4: once])
    let undatedNo = of([event("meetings_held", nil, reached: false)])
    #expect(lags(.answered("meetings_held"), undatedNo) == [32_767: once])
  }

  @Test("Taken at once and come the same day is instant; a day later is not")
  func instant() {
    let moment = EvidenceMoment.instant("meetings_held")
    #expect(lags(moment, of([event("meetings_held", 0)], uptake: 0)) == [0: once])
    #expect(lags(moment, of([event("meetings_held", 1)], uptake: 0)).isEmpty)
    #expect(lags(moment, of([event("meetings_held", 0)], uptake: 1)).isEmpty)
    #expect(lags(.uptake, of([], uptake: 2)) == [2: once])
    #expect(lags(.uptake, of([], uptake: -1)).isEmpty)
  }

  @Test("Taken and come counts on the later of the two days, on no known day when one is unknown")
  func taken() {
    let moment = EvidenceMoment.taken("meetings_held")
    #expect(lags(moment, of([event("meetings_held", 0)], uptake: 0)) == [0: once])
    #expect(lags(moment, of([event("meetings_held", 1)], uptake: 4)) == [4: once])
    #expect(lags(moment, of([event("meetings_held", 6)], uptake: 4)) == [6: once])
    #expect(lags(moment, of([event("meetings_held", nil)], uptake: 4)) == [32_767: once])
    #expect(lags(moment, of([event("meetings_held", 6)])).isEmpty)
    #expect(lags(moment, of([], uptake: 2)).isEmpty)
  }

  @Test("Payments add up as increments of the running total and of its square")
  func amounts() {
    // 100 on day 3, 50 on day 10: totals 100 and 150, squares 10,000 and 22,500.
    let cells = of([
      event("payments", 10, amount: 50, ref: "2"), event("payments", 3, amount: 100),
    ])
    #expect(
      lags(.amount("payments"), cells) == [
        3: Moments(units: 1, value: 100), 10: Moments(units: 0, value: 50),
      ]
    )
    #expect(
      lags(.amountSquared("payments"), cells) == [
        3: Moments(units: 1, value: 10_000), 10: Moments(units: 0, value: 12_500),
      ]
    )
  }

  @Test("The order of events does not matter, and what was added can be taken away")
  func algebra() {
    let events = [
      event("payments", 10, amount: 50, ref: "2"), event("payments", 3, amount: 100),
      event("meetings_held", 2), event("meetings_scheduled", 0),
    ]
    #expect(of(events) == of(events.reversed()))
    var sum = of(events, uptake: 0)
    let other = of([event("meetings_held", 5)])
    var swapped = other
    sum.add(other)
    swapped.add(of(events, uptake: 0))
    #expect(sum == swapped)
    sum.add(other, sign: -1)
    sum.add(of(events, uptake: 0), sign: -1)
    #expect(sum == Contributions())
  }

  @Test(
    "A value splits into halves and comes back exactly",
    arguments: [
      Int128(0), 1, -1, 4_294_967_295, 4_294_967_296, -4_294_967_296, -4_294_967_297,
      3_600_000_000_000_000, 100_000_000_000_000_000_000_000_000, -100_000_000_000_000_000_000,
    ]
  )
  func halves(value: Int128) {
    let moments = Moments(units: 1, value: value)
    #expect((0..<4_294_967_296).contains(moments.low))
    #expect(Moments.value(high: moments.high, low: moments.low) == value)
  }

  @Test("Keys of moments and cuts read back as themselves")
  func keys() {
    let moments: [EvidenceMoment] = [
      .reached("a"), .answered("a:b"), .instant("c"), .amount("d"), .amountSquared("e"), .uptake,
      .taken("f"),
    ]
    for moment in moments { #expect(EvidenceMoment(key: moment.key) == moment) }
    #expect(EvidenceMoment(key: "reached") == nil)
    #expect(EvidenceMoment(key: "dreamt:of") == nil)
    for cut in [Cut.all, .manager, .source, .segment, .trait("city")] {
      #expect(Cut(key: cut.key) == cut)
    }
  }
}
