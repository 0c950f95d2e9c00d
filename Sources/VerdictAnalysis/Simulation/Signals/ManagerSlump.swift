import GSLKit
package import VerdictModel

/// A manager who slides, and is talked back: six managers of a stated truth, one of whom slumps.
///
/// Five close 18 of 100 meetings all the time and sell the smallest package in 30 of 100 sales. The sixth
/// closes 18, falls to 12 over three months while the share of smallest packages rises to 80, stays there,
/// and after a talk is back within three weeks. Payments come a median of 14 days after the meeting.
package struct ManagerSlump: Hashable, Sendable {
  /// Meetings held of one manager in a month.
  package var meetings: Double
  /// First day of the records and of the slump; the last day of the records.
  package var days: ClosedRange<Day>
  package var slumpStart: Day
  /// Weeks over which it slides.
  package var slideWeeks = 13
  /// The day of the talk; nil where nobody talks.
  package var talk: Day?
  package var recoveryWeeks = 3
  package var closing = 0.18
  package var slumpedClosing = 0.12
  package var smallShare = 0.3
  package var slumpedSmallShare = 0.8

  package static let managers = ["Анна", "Игорь", "Мария", "Олег", "Светлана", "Тимур"]
  package static let slumping = "Олег"
  /// Someone who never changes, to count false alarms by.
  package static let steady = "Анна"
  private static let showRate = 0.55
  private static let source = "Direct"

  package init(meetings: Double, days: ClosedRange<Day>, slumpStart: Day, talk: Day? = nil) {
    self.meetings = meetings
    self.days = days
    self.slumpStart = slumpStart
    self.talk = talk
  }

  /// The worked experiment: a year and a half of records, the slump from 1 June, the talk on 5 October.
  package static func worked(meetings: Double) -> ManagerSlump {
    ManagerSlump(
      meetings: meetings,
      days: .days("2025-06-02", "2026-11-29"),
      slumpStart: monday("2026-06-01"),
      talk: monday("2026-10-05")
    )
  }

  private static func monday(_ iso: String) -> Day {
    guard let day = Day(iso: iso) else { preconditionFailure("a date of ours exists") }
    return day
  }

  /// How far the slumping manager has slid on a day: 0 as before, 1 all the way.
  package func depth(_ day: Day) -> Double {
    guard day >= slumpStart else { return 0 }
    let slid = min(1, Double(day - slumpStart) / Double(7 * slideWeeks))
    guard let talk, day >= talk else { return slid }
    let back = Double(day - talk) / Double(7 * recoveryWeeks)
    return max(0, min(1, Double(talk - slumpStart) / Double(7 * slideWeeks)) * (1 - back))
  }

  package struct Played: Sendable {
    package let cells: [FunnelCell]
    /// Clients who paid, in the register.
    package let units: [UnitRecord]
  }

  /// One draw of it.
  package func play(seed: UInt64) -> Played {
    let random = RandomGenerator(seed: seed)
    let calendar = WorkingCalendar.russia
    var table = SimulatedTable(days: days)
    var units: [UnitRecord] = []
    // A month has 21 working days.
    let duePerDay = meetings / Self.showRate / 20.6
    for day in days where calendar.isWorking(day) {
      for manager in Self.managers {
        for counter in ["meetings_due", "meetings_held"] {
          table.add(0, to: counter, on: day, manager: manager)
        }
        for counter in ["payments", "revenue"] {
          table.add(0, to: counter, on: day, source: Self.source, manager: manager)
        }
        let due = random.poisson(mean: duePerDay)
        let held = random.binomial(trials: due, rate: Self.showRate)
        table.add(Int64(due), to: "meetings_due", on: day, manager: manager)
        table.add(Int64(held), to: "meetings_held", on: day, manager: manager)
        for _ in 0..<held {
          let record = meet(manager, on: day, number: units.count + 1, random, calendar)
          guard let payment = record.payments.first else { continue }
          units.append(record)
          guard payment.day <= days.upperBound else { continue }
          table.add(1, to: "payments", on: payment.day, source: Self.source, manager: manager)
          table.add(
            payment.amount.minor,
            to: "revenue",
            on: payment.day,
            source: Self.source,
            manager: manager
          )
        }
      }
    }
    return Played(
      cells: table.cells(.standard),
      units: units.filter { record in record.payments.allSatisfy { $0.day <= days.upperBound } }
    )
  }

  /// One meeting; takes the same numbers from the generator whatever comes of it.
  private func meet(
    _ manager: String,
    on day: Day,
    number: Int,
    _ random: RandomGenerator,
    _ calendar: WorkingCalendar
  ) -> UnitRecord {
    let depth = manager == Self.slumping ? self.depth(day) : 0
    let pays = random.uniform() < closing + depth * (slumpedClosing - closing)
    let isSmall = random.uniform() < smallShare + depth * (slumpedSmallShare - smallShare)
    let isFull = random.uniform() < 5.0 / 7
    let delay = random.lognormal(logMean: Elementary.log(14), logStandardDeviation: 0.6)
    let within = Int64(95 + random.uniformInt(below: 11))
    let wait = random.uniformInt(below: 10)
    let unit = "R-" + pad(number, 5)
    let (name, price): (String, Int64) =
      isSmall ? ("basic", 420_000_00) : isFull ? ("full", 600_000_00) : ("premium", 870_000_00)
    let paid = calendar.firstWorking(onOrAfter: day + Int(min(delay, 60).rounded()))
    var events = [UnitEvent(unit: unit, stage: "meetings_held", reached: true, day: day)]
    if pays {
      events.append(
        UnitEvent(
          unit: unit,
          stage: "payments",
          reached: true,
          day: paid,
          amount: Money(minor: price / 100 * within),
          packageName: name,
          manager: manager
        )
      )
    }
    return UnitRecord(
      hypothesis: nil,
      exposure: Exposure(
        unit: unit,
        arm: nil,
        day: day - wait,
        manager: manager,
        source: Self.source
      ),
      events: events
    )
  }
}
