import GSLKit

/// What a revenue takes, backwards through the funnel: payments, meetings held and due, leads, spend.
///
///     payments = revenue ÷ average check        held  = payments ÷ meeting-to-payment
///     due      = held ÷ show-up rate            leads = due ÷ lead-to-meeting
///     spend    = leads × cost per lead
///
/// Each need's interval varies every rate that came with counts, by a seeded simulation of Jeffreys'
/// posteriors; a rate given as a number is taken as known. The intervals are for what *on average* is
/// needed; a month's own luck comes on top.
///
/// Checked against NumPy's simulation and the delta method on logarithms, √Σ(1/s − 1/n).
public struct FunnelNeeds: Hashable, Sendable {
  /// A step of the funnel, from the end.
  public enum Stage: String, Hashable, Sendable, CaseIterable, Codable {
    /// Payments ÷ meetings held.
    case meetingToPayment
    /// Meetings held ÷ meetings due.
    case showRate
    /// Meetings due ÷ leads.
    case leadToMeeting
  }
  /// What is needed, from the end.
  public enum Need: String, Hashable, Sendable, CaseIterable, Codable {
    case payments, meetingsHeld, meetingsDue, leads, spend
  }

  /// The revenue to reach.
  public let revenue: Double
  /// Money a payment brings.
  public let averageCheck: UncertainFactor
  /// Rates of the stages.
  public let rates: [Stage: UncertainFactor]
  /// Money a lead costs.
  public let costPerLead: Double

  /// The needs of a revenue.
  ///
  /// - Parameters:
  ///   - revenue: 0 or more.
  ///   - averageCheck: above 0.
  ///   - rates: of every stage, each 0…1.
  ///   - costPerLead: 0 or more.
  /// - Throws: ``InferenceError/negative(field:value:)``, ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/outsideRange(field:value:allowed:)``, ``InferenceError/missing(field:)``.
  public init(
    revenue: Double,
    averageCheck: UncertainFactor,
    rates: [Stage: UncertainFactor],
    costPerLead: Double
  ) throws(InferenceError) {
    for (field, value) in [("revenue", revenue), ("costPerLead", costPerLead)] {
      guard value.isFinite else { throw .notFinite(field: field, value: value) }
      guard value >= 0 else { throw .negative(field: field, value: value) }
    }
    guard let check = averageCheck.estimate, check > 0 else {
      throw .outsideRange(
        field: "averageCheck",
        value: averageCheck.estimate ?? 0,
        allowed: "(0, ∞)"
      )
    }
    for stage in Stage.allCases {
      guard let rate = rates[stage] else { throw .missing(field: "rates.\(stage.rawValue)") }
      if case .known(let value) = rate, !(value > 0 && value <= 1) {
        throw .outsideRange(field: "rates.\(stage.rawValue)", value: value, allowed: "(0, 1]")
      }
    }
    self.revenue = revenue
    self.averageCheck = averageCheck
    self.rates = rates
    self.costPerLead = costPerLead
  }

  /// A need from the estimates; nil where a rate has no success or no trial, or it is out of range.
  public func estimate(_ need: Need) -> Double? {
    var product: Double? = 1
    for factor in divisors(need) {
      guard let value = factor.estimate, value > 0 else { return nil }
      product = product.map { $0 * value }
    }
    guard let product, product > 0 else { return nil }
    let value = revenue / product * (need == .spend ? costPerLead : 1)
    return value.isFinite ? value : nil
  }

  /// Whether anything that the need depends on is uncertain.
  public func isUncertain(_ need: Need) -> Bool { divisors(need).contains(where: \.isUncertain) }

  /// What stands in the way of an estimate: stages without successes.
  public func silentStages(_ need: Need) -> [Stage] {
    stages(need).filter { (rates[$0]?.estimate ?? 0) == 0 }
  }

  /// Seeded draws of every need.
  ///
  /// - Parameters:
  ///   - seed: start of the random numbers.
  ///   - draws: 1,000 or more.
  /// - Returns: the draws of each need.
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)``.
  public func simulated(
    seed: UInt64,
    draws: Int = MoneyReading.standardDraws
  ) throws(InferenceError) -> [Need: SimulatedValues] {
    guard draws >= 1_000 else {
      throw .tooFew(field: "draws", value: Double(draws), needed: 1_000)
    }
    let generator = RandomGenerator(seed: seed)
    var values: [Need: [Double]] = [:]
    for _ in 0..<draws {
      var need = revenue / averageCheck.draw(generator)
      values[.payments, default: []].append(need)
      for (stage, name) in zip(Stage.allCases, [Need.meetingsHeld, .meetingsDue, .leads]) {
        need /= rates[stage]?.draw(generator) ?? 1
        values[name, default: []].append(need)
      }
      values[.spend, default: []].append(need * costPerLead)
    }
    return values.mapValues(SimulatedValues.init)
  }

  private func stages(_ need: Need) -> [Stage] {
    switch need {
    case .payments: []
    case .meetingsHeld: [.meetingToPayment]
    case .meetingsDue: [.meetingToPayment, .showRate]
    case .leads, .spend: Stage.allCases
    }
  }

  private func divisors(_ need: Need) -> [UncertainFactor] {
    [averageCheck] + stages(need).compactMap { rates[$0] }
  }
}

/// What another rate would change.
extension FunnelNeeds {
  /// The same revenue with one rate raised or lowered.
  ///
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` outside 0…1.
  public func with(_ stage: Stage, at rate: Double) throws(InferenceError) -> FunnelNeeds {
    var changed = rates
    changed[stage] = .known(rate)
    return try FunnelNeeds(
      revenue: revenue,
      averageCheck: averageCheck,
      rates: changed,
      costPerLead: costPerLead
    )
  }

  /// What the same leads would bring more with a stage at another rate: revenue × (rate/now − 1).
  ///
  /// - Returns: money, negative for a lower rate; nil without a rate above 0 now.
  public func gain(_ stage: Stage, at rate: Double) -> Double? {
    guard let now = rates[stage]?.estimate, now > 0 else { return nil }
    let gain = revenue * (rate / now - 1)
    return gain.isFinite ? gain : nil
  }

  /// The stage that brings most when each does as well as it does in its own good quarter.
  ///
  /// - Parameter goodQuartiles: the upper quartile of each stage's past weeks or months.
  /// - Returns: the stage and the money it brings; nil when none gains anything.
  public func mostWorth(goodQuartiles: [Stage: Double]) -> (stage: Stage, gain: Double)? {
    var best: (stage: Stage, gain: Double)?
    for stage in Stage.allCases {
      guard let rate = goodQuartiles[stage], let gain = gain(stage, at: rate), gain > 0 else {
        continue
      }
      if gain > best?.gain ?? 0 { best = (stage, gain) }
    }
    return best
  }
}
