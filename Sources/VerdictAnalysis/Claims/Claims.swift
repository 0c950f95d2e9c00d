package import VerdictInference

/// A boast about a rate, checked by arithmetic: total = share + (1 − share)·rest.
///
/// A share of all succeeds at once because of the change; what must then be true of the rest?
package struct ShareClaim: Hashable, Sendable, Codable {
  /// The rate before.
  package var base: Double
  /// The rate claimed after.
  package var total: Double
  /// The share that took the new way and succeeded at once.
  package var share: Double
  /// What the others must do for the total; below 0 or above 1 the claim is impossible.
  package var rest: Double?
  /// The total if the others go on as before.
  package var expectedTotal: Double

  package var points: Double { total - base }
  /// Nil from a base of nothing.
  package var relative: Double? { base > 0 ? total / base - 1 : nil }
  package var restChange: Double? { rest.map { $0 - base } }
  package var state: State {
    guard let rest else { return total == 1 ? .holds : .impossible }
    if rest < -1e-12 || rest > 1 + 1e-12 { return .impossible }
    if abs(rest - base) <= 0.005 { return .holds }
    return rest > base ? .othersBetter : .othersWorse
  }

  package enum State: String, Hashable, Sendable, Codable {
    /// The others as before, within half a point.
    case holds
    case othersBetter
    case othersWorse
    case impossible
  }

  /// A claim of three rates, each 0…1.
  ///
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``.
  package init(base: Double, total: Double, share: Double) throws(InferenceError) {
    for (field, value) in [("base", base), ("total", total), ("share", share)]
    where !(value >= 0 && value <= 1) {
      throw .outsideRange(field: field, value: value, allowed: "[0, 1]")
    }
    self.base = base
    self.total = total
    self.share = share
    rest = share < 1 ? (total - share) / (1 - share) : nil
    expectedTotal = share + (1 - share) * base
  }
}

/// A conversion and a price of a client claimed together: cost per client = cost per lead ÷ conversion.
package struct CostClaim: Hashable, Sendable, Codable {
  package var rateBefore: Double
  package var rateAfter: Double
  /// The claimed change of the cost per client, −0.42 for −42 %.
  package var claimed: Double

  /// What the conversions alone make of the cost per client, at the same cost per lead.
  package var implied: Double { rateBefore / rateAfter - 1 }
  /// How the cost per lead must have changed for both to be true.
  package var costPerLead: Double { (1 + claimed) * rateAfter / rateBefore - 1 }
  package var holds: Bool { abs(implied - claimed) <= 0.01 }

  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``: rates in (0, 1], a change above −1.
  package init(rateBefore: Double, rateAfter: Double, claimed: Double) throws(InferenceError) {
    for (field, value) in [("rateBefore", rateBefore), ("rateAfter", rateAfter)]
    where !(value > 0 && value <= 1) {
      throw .outsideRange(field: field, value: value, allowed: "(0, 1]")
    }
    guard claimed > -1, claimed < 1e6 else {
      throw .outsideRange(field: "claimed", value: claimed, allowed: "(-1, 1e6)")
    }
    self.rateBefore = rateBefore
    self.rateAfter = rateAfter
    self.claimed = claimed
  }
}

/// So many clients for so much money: the average check that follows.
package struct CheckClaim: Hashable, Sendable, Codable {
  /// Major units.
  package var revenue: Double
  package var clients: Int
  /// The check that was claimed beside them; nil when none was.
  package var claimed: Double?

  package var check: Double { revenue / Double(clients) }
  package var holds: Bool { claimed.map { abs(check / $0 - 1) <= 0.01 } ?? true }

  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``: money above 0, a client at least.
  package init(revenue: Double, clients: Int, claimed: Double?) throws(InferenceError) {
    guard revenue > 0, revenue <= 1e15 else {
      throw .outsideRange(field: "revenue", value: revenue, allowed: "(0, 1e15]")
    }
    guard clients >= 1 else {
      throw .outsideRange(field: "clients", value: Double(clients), allowed: "[1, inf)")
    }
    if let claimed, !(claimed > 0 && claimed <= 1e15) {
      throw .outsideRange(field: "check", value: claimed, allowed: "(0, 1e15]")
    }
    self.revenue = revenue
    self.clients = clients
    self.claimed = claimed
  }
}
