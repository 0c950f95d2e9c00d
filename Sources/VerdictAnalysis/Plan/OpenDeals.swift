package import VerdictInference
package import VerdictModel

/// Clients who have agreed and not yet paid, by age, with the curve of how long payment takes.
///
/// An open client of age a pays within the r days left with chance (F(a + r) − F(a))/(1 − F(a)); new
/// ones come at their pace and pay with chance F(r − j), j days from now. Their sum has mean m and
/// variance Σp(1 − p) for the open and the mean for the new, read as a negative binomial; the
/// pace's own uncertainty is added as for any run rate.
///
/// Assumes that delay does not depend on the calendar date.
package struct OpenDeals: Hashable, Sendable {
  /// The counter whose month-end they give: payments.
  package let counter: String
  /// Open clients by days since they agreed.
  package let ages: [Int: Int]
  /// Share of clients that have paid by each age in days, 0…1, not falling; the last holds for ever.
  package let paidBy: [Double]
  /// New clients a calendar day, and how many clients that comes from.
  package let newPerDay: Double
  package let known: Int

  package init(
    counter: String,
    ages: [Int: Int],
    paidBy: [Double],
    newPerDay: Double,
    known: Int
  ) {
    self.counter = counter
    self.ages = ages
    self.paidBy = paidBy
    self.newPerDay = newPerDay
    self.known = known
  }

  /// The chance that a client has paid by an age.
  func paid(by age: Int) -> Double {
    guard age >= 0, let last = paidBy.last else { return 0 }
    return age < paidBy.count ? paidBy[age] : last
  }

  /// Payments after one day and up to another; nil when none can come.
  package func forecast(after last: Day, upTo end: Day) -> CountForecast? {
    let left = end - last
    guard left > 0 else { return nil }
    var (mean, variance) = (0.0, 0.0)
    for (age, clients) in ages.sorted(by: { $0.key < $1.key }) {
      let before = paid(by: age)
      guard before < 1 else { continue }
      let chance = (paid(by: age + left) - before) / (1 - before)
      mean += Double(clients) * chance
      variance += Double(clients) * chance * (1 - chance)
    }
    let fresh = (1...left).reduce(0.0) { $0 + newPerDay * paid(by: left - $1) }
    // The curve and the pace come from `known` clients: their error scales the whole.
    let total = mean + fresh
    guard total > 0 else { return nil }
    let doubt = known > 0 ? total * total / (Double(known) * max(paidBy.last ?? 1, 1e-6)) : 0
    return try? CountForecast(mean: total, variance: max(total, variance + fresh + doubt))
  }
}
