import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("Signals") struct SignalFinderTests {
  private let monday = Day(year: 2026, month: 1, day: 5) ?? Day(number: 0)

  /// 400 clicks a week of which 5 of 100 leave their number; `lastLeads` in the last week, by day.
  private func site(weeks: Int = 40, lastLeads: [Int64]) -> HandmadeTable {
    HandmadeTable(start: monday, weeks: weeks) { week, weekday in
      [
        .init(counter: "clicks", value: 80, source: "Direct"),
        .init(
          counter: "leads",
          value: week == weeks - 1 ? lastLeads[weekday] : 4,
          source: "Direct"
        ),
        .init(counter: "meetings_scheduled", value: weekday == 0 ? 4 : 0, manager: "Анна"),
        .init(counter: "meetings_due", value: weekday == 1 ? 4 : 0, manager: "Анна"),
        .init(counter: "meetings_held", value: weekday == 1 ? 2 : 0, manager: "Анна"),
      ]
    }
  }

  /// Oracle: SciPy 1.17.1, `binom.cdf(6, 400, .05)` = 0.0001964790310089471.
  @Test("A fall of the site's conversion is seen, with its exact chance and what it touches")
  func jump() throws {
    let reading = site(lastLeads: [2, 1, 1, 1, 1]).read()
    let signal = try #require(reading.signals.first { $0.subject.id == "click_to_lead" })
    #expect(signal.rule == .jump && !signal.isUp && !signal.isGood)
    #expect(signal.counts == CountReading(successes: 6, trials: 400))
    #expect(abs(signal.usual - 0.05) < 1e-12)
    let chance = try #require(signal.chance)
    #expect(abs(chance / 0.0001964790310089471 - 1) < 1e-9)
    #expect(signal.since == monday + 7 * 39 && signal.seen == monday + 7 * 39 + 6)
    // By hand: (.015 − .05) · 400 clicks · 365.25/12/7 weeks a month; of 20 leads 4 agree and 2 come.
    let leads = -0.035 * 400 * 365.25 / 84
    let effects = Dictionary(
      uniqueKeysWithValues: signal.downstream.map { ($0.counter, $0.perMonth) }
    )
    #expect(abs(try #require(effects["leads"]) - leads) < 1e-9)
    #expect(abs(try #require(effects["meetings_held"]) - leads * 2 / 20) < 1e-9)
  }

  @Test("An ordinary week is no signal, and the budgets are said all the same")
  func quiet() {
    let reading = site(lastLeads: [4, 3, 5, 4, 3]).read()
    #expect(reading.signals.isEmpty)
    #expect(reading.families.map(\.budget) == [0.25, 0.5, 0.25])
    #expect(reading.families.allSatisfy { $0.series > 0 })
  }

  /// The rate falls from 60 to 40 of 100: no single fortnight of ten meetings is outside, their sum is.
  @Test("A slow slump is found by the sum of many weeks, and since about when")
  func slump() throws {
    let weeks = 60
    let table = HandmadeTable(start: monday, weeks: weeks) { week, weekday in
      ["Анна", "Игорь"].flatMap { name -> [FunnelCell.Part] in
        let held: Int64 = name == "Анна" && week >= 48 ? 1 : (weekday < 3 ? 1 : 2)
        return [
          .init(counter: "meetings_due", value: 2, manager: name),
          .init(counter: "meetings_held", value: held, manager: name),
        ]
      }
    }
    let signals = table.read().signals
    let found = try #require(signals.first { $0.subject.id == "show_rate@manager:Анна" })
    #expect(found.rule == .slump && !found.isGood)
    // Since the first week of the slump, up to one week earlier by chance of the sum.
    #expect(abs(found.since - (monday + 7 * 48)) <= 7)
    #expect(!signals.contains { $0.subject.member == "Игорь" && $0.rule == .slump })
    // Raised again and again for the same slump, it is one signal.
    #expect(signals.count { $0.subject == found.subject } == 1)
  }

  @Test(
    "A norm is the company's: outside it is said with how often chance does it, limits untouched"
  )
  func norms() throws {
    let table = site(lastLeads: [4, 4, 4, 4, 4])
    let norm = CompanyNorm(metric: "show_rate", low: 0.55, high: 0.7)
    let signal = try #require(table.read(norms: [norm]).signals.first)
    #expect(signal.rule == .norm && !signal.rule.isOfChance)
    #expect(signal.normLow == 0.55 && signal.value == 0.5)
    #expect(signal.counts == CountReading(successes: 8, trials: 16))
    // Oracle: SciPy 1.17.1, binom.cdf(8, 16, .55) = 0.43706...
    #expect(try #require(signal.chance) > 0.4)
    #expect(table.read().signals.isEmpty)
  }

  @Test("Too few weeks are said in weeks, one day of data and none as well")
  func tooFew() {
    #expect(site(weeks: 6, lastLeads: [4, 4, 4, 4, 4]).read().weeksMissing == 4)
    let oneDay = HandmadeTable(start: monday, weeks: 1) { _, weekday in
      weekday == 0 ? [.init(counter: "leads", value: 3, source: "Direct")] : []
    }
    #expect(oneDay.read().weeksMissing >= 9)
    #expect(oneDay.read().signals.isEmpty)
  }

  @Test("A zero denominator is no rate: nothing is said of it, neither 0 nor a signal")
  func zeroDenominator() {
    let table = HandmadeTable(start: monday, weeks: 30) { _, _ in
      [
        .init(counter: "clicks", value: 0, source: "Direct"),
        .init(counter: "leads", value: 0, source: "Direct"),
        .init(counter: "spend", value: 0, source: "Direct"),
        .init(counter: "meetings_due", value: 0, manager: "Анна"),
        .init(counter: "meetings_held", value: 0, manager: "Анна"),
      ]
    }
    let reading = table.read()
    #expect(reading.signals.isEmpty)
    #expect(reading.families.allSatisfy { $0.series == 0 })
  }

  @Test("A week over New Year is not a slump: holidays are missing days, not bad ones")
  func newYear() throws {
    let start = try #require(Day(iso: "2026-06-01"))
    let table = HandmadeTable(start: start, weeks: 33, calendar: .russia) { week, weekday in
      let day = start + 7 * week + weekday
      let isWorked = WorkingCalendar.russia.isWorking(day)
      return [
        .init(counter: "leads", value: isWorked ? 8 : 3, source: "Direct")
      ]
        + (isWorked ? [.init(counter: "meetings_held", value: 3, manager: "Анна")] : [])
    }
    #expect(table.days.contains(try #require(Day(iso: "2027-01-08"))))
    #expect(table.read().signals.isEmpty)
  }

  @Test("What is written down anew is a change in recording, and nothing before it is compared")
  func recording() throws {
    let began = 26
    let table = HandmadeTable(start: monday, weeks: 52) { week, weekday in
      [.init(counter: "leads", value: 20, source: "Direct")]
        + (week >= began
          ? [.init(counter: "payments", value: 2, source: "Direct", manager: "Анна")] : [])
    }
    let reading = table.read()
    let change = try #require(reading.recording.first)
    #expect(change.kind == .counterBegan && change.counter == "payments")
    #expect(change.since == monday + 7 * began)
    #expect(reading.signals.isEmpty)
    // Half the payments come in the first weeks after the beginning, as those of earlier leads are not
    // written down: the rise is no success, and payments are too young to be compared at all.
    let ramp = HandmadeTable(start: monday, weeks: 40) { week, _ in
      [.init(counter: "leads", value: 20, source: "Direct")]
        + (week >= began
          ? [
            .init(
              counter: "payments",
              value: week < began + 6 ? 1 : 4,
              source: "Direct",
              manager: "Анна"
            )
          ] : [])
    }
    #expect(ramp.read().recording.map(\.kind) == [.counterBegan])
    #expect(ramp.read().signals.isEmpty)
  }

  @Test(
    "A source that falls silent is no data, not zero; a new name right after an old one is asked about"
  )
  func silence() throws {
    let table = HandmadeTable(start: monday, weeks: 40) { week, _ in
      [.init(counter: "leads", value: 10, source: "Direct")]
        + (week < 36 ? [.init(counter: "leads", value: 10, source: "VK")] : [])
        + [
          .init(counter: "meetings_held", value: 1, manager: week < 30 ? "Олег" : "Олег П.")
        ]
    }
    let reading = table.read()
    let silent = try #require(reading.recording.first { $0.kind == .sourceSilent })
    #expect(silent.member == "VK" && silent.since == monday + 7 * 36 - 2)
    let renamed = try #require(reading.recording.first { $0.kind == .perhapsRenamed })
    #expect(renamed.member == "Олег П." && renamed.other == "Олег")
    #expect(!reading.signals.contains { $0.subject.member == "VK" })
  }

  @Test("Only the head reads of everybody: others get the company's, a manager also the own")
  func visibility() {
    func signal(_ member: String, _ cut: Cut) -> SignalReading {
      SignalReading(
        subject: SignalSubject(key: "show_rate", cut: cut, member: member),
        title: "x",
        rule: .slump,
        kind: .share,
        isUp: false,
        isGood: false,
        since: monday,
        seen: monday,
        value: 0,
        usual: 0.5
      )
    }
    let reading = SignalsReading(
      asOf: monday,
      signals: [signal("", .all), signal("Анна", .manager), signal("Олег", .manager)]
    )
    #expect(reading.withoutManagers.signals.map(\.subject.member) == [""])
    #expect(reading.only(manager: "Олег").signals.map(\.subject.member) == ["", "Олег"])
  }

  /// design.md's claim: Clopper–Pearson of 8 of 45 by SciPy 1.17.1 `binomtest(8, 45).proportion_ci()`,
  /// (0.08001795745712599, 0.32053424339360675).
  @Test("8 of 45 after three weeks is 8 to 32 of 100")
  func recoveryInterval() throws {
    let interval = try #require(
      try SingleRate(BinomialCount(successes: 8, trials: 45)).clopperPearson(level: 0.95)
    )
    #expect(abs(try #require(interval.lower) - 0.08001795745712599) < 1e-9)
    #expect(abs(try #require(interval.upper) - 0.32053424339360675) < 1e-9)
  }
}
