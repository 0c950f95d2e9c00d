import GSLKit

/// How a level is handed out over a stream of tests: γ₁, γ₂, ….
///
/// None is negative, none above the one before, and all together are at most 1.
public enum OnlineSpending: Hashable, Sendable {
  /// .07720838·ln(max(j, 2))/(j e^{√ln j}): the sequence proposed for LORD.
  ///
  /// Source: Javanmard & Montanari (2018), Ann Stat 46:526–554, eq. 31.
  case slow
  /// .4374901658·j^{−1.6}: the sequence proposed for SAFFRON and used for ADDIS.
  ///
  /// Source: Ramdas et al. (2018), PMLR 80:4286–4294, §4.
  case polynomial
  /// Numbers of one's own; after the last nothing more is handed out.
  case listed([Double])

  /// The first numbers of the sequence, as many as asked for.
  func values(_ count: Int) -> [Double] {
    switch self {
    case .slow:
      (1..<count + 1).map { j in
        let x = Double(j)
        let log = Elementary.log(x)
        return 0.077_208_38 * Elementary.log(max(x, 2)) / (x * Elementary.exp(log.squareRoot()))
      }
    case .polynomial:
      (1..<count + 1).map { 0.437_490_165_8 * Elementary.power(Double($0), -1.6) }
    case .listed(let numbers):
      Array(numbers.prefix(count)) + Array(repeating: 0, count: max(0, count - numbers.count))
    }
  }

  /// Refuses a list that could hand out more than the level.
  func check() throws(InferenceError) {
    guard case .listed(let numbers) = self else { return }
    var (sum, previous) = (0.0, Double.infinity)
    for (index, value) in numbers.enumerated() {
      guard value.isFinite else { throw .notFinite(field: "gamma[\(index)]", value: value) }
      guard value >= 0 else { throw .negative(field: "gamma[\(index)]", value: value) }
      guard value <= previous else {
        throw .outsideRange(
          field: "gamma[\(index)]",
          value: value,
          allowed: "[0, \(previous)]"
        )
      }
      (sum, previous) = (sum + value, value)
    }
    // Ten tenths add up to a hair more than 1.
    guard sum <= 1 + 1e-12 else {
      throw .outsideRange(field: "gamma", value: sum, allowed: "[0, 1]")
    }
  }
}
