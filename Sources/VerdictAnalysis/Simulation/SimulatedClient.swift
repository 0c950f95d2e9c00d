import GSLKit
import VerdictModel

/// A lead with everything chance decided about it beforehand.
///
/// What is drawn here does not depend on the arm: the same clients could be asked either way, and
/// only what they then do differs. Chances are uniform numbers, compared with a rate later on.
struct SimulatedClient {
  let deal: Int
  let leadDay: Day
  let source: SimulatedSource
  let manager: SimulatedManager
  let isFirstBusiness: Bool
  let isKeen: Bool
  /// The day the client agreed to meet; nil when that never happens.
  let agreedDay: Day?
  let dueLag: Int
  let isMoved: Bool
  let movedLag: Int
  let showChance: Double
  let payChance: Double
  let recordChance: Double
  let paymentDelay: Int
  let package: SimulatedPackage
  let amount: Int64
  let isRefunded: Bool
  let refundDelay: Int
  let refundedAmount: Int64

  /// Draws a lead; takes the same numbers from the generator whatever comes of it.
  init(
    deal: Int,
    leadDay: Day,
    source: SimulatedSource,
    company: SimulatedCompany,
    truth: ClientTruth,
    random: RandomGenerator
  ) {
    self.deal = deal
    self.leadDay = leadDay
    self.source = source
    isFirstBusiness = random.happens(truth.firstBusinessShare)
    isKeen = random.happens(truth.keenShare(firstBusiness: isFirstBusiness))
    let called = Self.firstStaffedDay(onOrAfter: leadDay, company)
    let present = company.managers.filter { $0.isPresent(on: called, company.calendar) }
    let manager = present[random.uniformInt(below: present.count)]
    self.manager = manager
    let agrees = random.happens(source.consent)
    // Most are reached on the first call, some a few working days later.
    let wait = Self.place(of: random.uniform(), in: [0.6, 0.25, 0.08, 0.05, 0.02])
    agreedDay = agrees ? manager.workingDay(wait, after: called, company.calendar) : nil
    dueLag = 1 + Self.place(of: random.uniform(), in: company.dueLags)
    isMoved = random.happens(company.moving)
    movedLag = 1 + random.uniformInt(below: 2)
    showChance = random.uniform()
    payChance = random.uniform()
    recordChance = random.uniform()
    let delay = random.lognormal(
      logMean: Elementary.log(company.paymentMedian),
      logStandardDeviation: company.paymentSpread
    )
    paymentDelay = Int(min(delay, Double(company.longestPayment)).rounded())
    let package = company.packages[
      Self.place(of: random.uniform(), in: company.packages.map(\.share))
    ]
    self.package = package
    // In steps of one per cent of the list price.
    amount = package.price / 100 * Int64(95 + random.uniformInt(below: 11))
    isRefunded = random.happens(company.refunding)
    refundDelay = 5 + random.uniformInt(below: 30)
    refundedAmount = random.happens(0.5) ? amount : amount / 2
  }

  private static func firstStaffedDay(onOrAfter day: Day, _ company: SimulatedCompany) -> Day {
    var candidate = day
    while !company.managers.contains(where: { $0.isPresent(on: candidate, company.calendar) }) {
      candidate = candidate + 1
    }
    return candidate
  }

  /// Which of several chances a uniform number falls into; the last takes what rounding leaves.
  private static func place(of uniform: Double, in chances: [Double]) -> Int {
    var left = uniform
    for (place, chance) in chances.dropLast().enumerated() {
      if left < chance { return place }
      left -= chance
    }
    return chances.count - 1
  }
}

/// What becomes of a client who agreed to meet.
struct ClientJourney {
  struct Payment {
    let day: Day
    let amount: Int64
    let package: String
    /// Day and amount of a refund.
    let refund: (day: Day, amount: Int64)?
  }

  let agreedDay: Day
  /// The client looked at the screen at once: no meeting was booked, and the meeting was held.
  let isInstant: Bool
  /// The days the meeting was due, one or, when moved, two.
  let dueDays: [Day]
  let heldDay: Day?
  let payment: Payment?

  /// Meets the client the usual way, or with the offer to share the screen at once.
  init(
    _ client: SimulatedClient,
    agreedDay: Day,
    isOffered: Bool,
    truth: ClientTruth,
    company: SimulatedCompany
  ) {
    self.agreedDay = agreedDay
    isInstant = isOffered && client.isKeen
    let manager = client.manager
    let calendar = company.calendar
    if isInstant {
      dueDays = [agreedDay]
      heldDay = agreedDay
    } else {
      var days = [manager.workingDay(client.dueLag, after: agreedDay, calendar)]
      if client.isMoved {
        days.append(manager.workingDay(client.movedLag, after: days[0], calendar))
      }
      dueDays = days
      let chance =
        isOffered
        ? truth.showUpOfDecliner(firstBusiness: client.isFirstBusiness)
        : truth.showUpAsUsual(firstBusiness: client.isFirstBusiness, keen: client.isKeen)
      heldDay = client.showChance < chance + manager.showUpOffset ? days.last : nil
    }
    guard let heldDay,
      client.payChance < client.source.paying * truth.payingFactor(keen: client.isKeen)
    else {
      payment = nil
      return
    }
    let paid = calendar.firstWorking(onOrAfter: heldDay + client.paymentDelay)
    payment = Payment(
      day: paid,
      amount: client.amount,
      package: client.package.name,
      refund: client.isRefunded
        ? (calendar.firstWorking(onOrAfter: paid + client.refundDelay), client.refundedAmount)
        : nil
    )
  }

  /// The meeting that was due first and then moved.
  var movedDay: Day? { dueDays.count > 1 ? dueDays.first : nil }
  /// The day on which it is known that the client did not come.
  var absentDay: Day? { heldDay == nil ? dueDays.last : nil }
}
