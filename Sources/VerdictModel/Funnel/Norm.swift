/// What a company calls normal for a metric: a range, one end of which may be open.
///
/// A norm is set by people; limits are what chance alone explains. The two are never the same word.
package struct Norm: Hashable, Sendable, Codable {
  package let metric: String
  /// Nil: of everybody.
  package let manager: String?
  /// In force from this day until the next norm of the same metric and manager.
  package let from: Day
  /// Shares as fractions, money in major units; nil: no lower end.
  package let low: Double?
  /// Nil: no upper end.
  package let high: Double?

  package init(metric: String, manager: String? = nil, from: Day, low: Double?, high: Double?) {
    self.metric = metric
    self.manager = manager
    self.from = from
    self.low = low
    self.high = high
  }

  /// Where a value stands to its norm.
  package enum Place: String, Hashable, Sendable, Codable {
    case below
    case inside
    case above
  }

  package func place(of value: Double) -> Place {
    if let low, value < low { return .below }
    if let high, value > high { return .above }
    return .inside
  }
}

extension [Norm] {
  /// The norm in force on a day: a manager's own, else everybody's.
  package func inForce(_ metric: String, manager: String? = nil, on day: Day) -> Norm? {
    func newest(_ manager: String?) -> Norm? {
      filter { $0.metric == metric && $0.manager == manager && $0.from <= day }
        .max { $0.from < $1.from }
    }
    guard let manager else { return newest(nil) }
    return newest(manager) ?? newest(nil)
  }
}
