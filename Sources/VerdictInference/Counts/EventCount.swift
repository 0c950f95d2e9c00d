/// Events counted over an exposure: calls in days, payments per hundred units, complaints per shift.
public struct EventCount: Hashable, Sendable {
  /// Events, 0…10¹⁵.
  public let events: Int
  /// What they were counted over, in any unit that both arms share; 0 only without events.
  public let exposure: Double

  /// Events over an exposure.
  ///
  /// - Parameters:
  ///   - events: 0…10¹⁵.
  ///   - exposure: finite, 10⁻¹⁴⁰…10¹⁴⁰, or 0 without events.
  /// - Throws: ``InferenceError/negative(field:value:)``, ``InferenceError/notFinite(field:value:)``,
  ///   ``InferenceError/tooLarge(field:value:limit:)`` or
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for the offending number.
  public init(events: Int, exposure: Double) throws(InferenceError) {
    guard events >= 0 else { throw .negative(field: "events", value: Double(events)) }
    let limit = 1_000_000_000_000_000
    guard events <= limit else { throw .tooLarge(field: "events", value: events, limit: limit) }
    guard exposure.isFinite else { throw .notFinite(field: "exposure", value: exposure) }
    guard exposure >= 0 else { throw .negative(field: "exposure", value: exposure) }
    let allowed =
      exposure == 0
      ? events == 0
      : exposure >= Moments.smallestSpread && exposure <= Moments.largestAmount
    guard allowed else {
      throw .outsideRange(field: "exposure", value: exposure, allowed: "[1e-140, 1e140]")
    }
    self.events = events
    self.exposure = exposure
  }

  private init(unchecked events: Int, _ exposure: Double) {
    self.events = events
    self.exposure = exposure
  }

  /// Events ÷ exposure; nil without exposure.
  public var rate: Double? { exposure == 0 ? nil : Double(events) / exposure }

  /// Both counts together.
  public static func + (left: EventCount, right: EventCount) -> EventCount {
    EventCount(unchecked: left.events + right.events, left.exposure + right.exposure)
  }
}

extension EventCount: Codable {
  private enum CodingKeys: String, CodingKey { case events, exposure }

  /// Reads a count and checks it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      events: container.decode(Int.self, forKey: .events),
      exposure: container.decode(Double.self, forKey: .exposure)
    )
  }
}
