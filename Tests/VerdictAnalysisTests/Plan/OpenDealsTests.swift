import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("Open deals by age")
struct OpenDealsTests {
  private let today = Day(number: 20_000)

  private func deals(
    ages: [Int: Int],
    paidBy: [Double],
    newPerDay: Double = 0,
    known: Int = 1_000_000_000
  ) -> OpenDeals {
    OpenDeals(counter: "payments", ages: ages, paidBy: paidBy, newPerDay: newPerDay, known: known)
  }

  @Test("An open deal pays with the chance its age leaves it: (F(a + r) − F(a))/(1 − F(a))")
  func byHand() throws {
    let curve = [0, 0.1, 0.2, 0.3, 0.4, 0.5]
    let one = try #require(
      deals(ages: [3: 7], paidBy: curve).forecast(after: today, upTo: today + 2)
    )
    #expect(abs(one.mean - 7 * (0.5 - 0.3) / 0.7) < 1e-9)
    // Past the curve's end nobody pays any more.
    #expect(deals(ages: [9: 7], paidBy: curve).forecast(after: today, upTo: today + 2) == nil)
    // Two a day for three days: those of day 1, 2, 3 have two, one, no days left.
    let fresh = try #require(
      deals(ages: [:], paidBy: curve, newPerDay: 2).forecast(after: today, upTo: today + 3)
    )
    #expect(abs(fresh.mean - 2 * (0.2 + 0.1 + 0)) < 1e-9)
  }

  /// A hundred clients a week apart, of whom each tenth has paid ten days later.
  private func cohorts(lastAgo: Int = 1, paid: Int64 = 3) -> [CohortDay] {
    (0..<10).map { week in
      CohortDay(
        day: today - lastAgo - 7 * week,
        units: 10,
        reached: week < 2 ? [:] : ["payments": [10: paid]]
      )
    }
  }

  @Test("From units: ages, the curve of Kaplan and Meier, the pace of eight weeks")
  func fromUnits() throws {
    let made = try #require(OpenDeals(cohorts(), to: "payments", on: today, inTable: 24))
    // Ages 1 and 8 are whole, the other eight lack the three that paid.
    #expect(made.ages[1] == 10)
    #expect(made.ages[8] == 10)
    #expect(made.ages[15] == 7)
    #expect(made.ages.values.reduce(0, +) == 76)
    // At ten days 80 are at risk and 24 pay: F = .3; before that nobody has.
    #expect(made.paidBy[9] == 0)
    #expect(abs(made.paidBy[10] - 0.3) < 1e-12)
    // Days 1, 8, …, 50 ago lie within eight weeks: eighty clients in 56 days.
    #expect(abs(made.newPerDay - 80.0 / 56) < 1e-12)
  }

  @Test("Units that are not the department say nothing of its month")
  func notTheTable() {
    #expect(OpenDeals(cohorts(), to: "payments", on: today, inTable: nil) == nil)
    #expect(OpenDeals(cohorts(), to: "payments", on: today, inTable: 40) == nil)
    #expect(OpenDeals(cohorts(paid: 2), to: "payments", on: today, inTable: 16) == nil)
    #expect(OpenDeals(cohorts(lastAgo: 20), to: "payments", on: today, inTable: 24) == nil)
    #expect(OpenDeals([], to: "payments", on: today, inTable: 24) == nil)
  }
}
