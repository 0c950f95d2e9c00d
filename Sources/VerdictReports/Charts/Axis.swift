/// A scale with round ticks.
struct Axis: Sendable, Hashable {
  let low: Double
  let high: Double
  let ticks: [Double]

  /// The least and greatest round numbers that hold some values, with at most five ticks.
  ///
  /// `from`: a value that is on the scale whatever the values are, such as 0. `within`: what no tick may
  /// leave, such as 0–100 of shares.
  init(_ values: [Double], from base: Double? = nil, within bounds: ClosedRange<Double>? = nil) {
    let all = values.filter(\.isFinite) + (base.map { [$0] } ?? [])
    var least = all.min() ?? 0
    var most = all.max() ?? 1
    if let bounds {
      least = min(max(least, bounds.lowerBound), bounds.upperBound)
      most = min(max(most, bounds.lowerBound), bounds.upperBound)
    }
    if most - least < 1e-9 * max(1, abs(most)) { (least, most) = (least - 1, most + 1) }
    let step = Axis.step((most - least) / 4)
    low = (least / step + 1e-9).rounded(.down) * step
    high = (most / step - 1e-9).rounded(.up) * step
    let count = Int(((high - low) / step).rounded())
    let low = low
    ticks = (0...max(1, count)).map { low + Double($0) * step }
  }

  /// 1, 2 or 5 times a power of ten, at least as large.
  private static func step(_ least: Double) -> Double {
    var power = 1.0
    while power > least { power /= 10 }
    while power * 10 <= least { power *= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= least * 0.999 } ?? power * 10
  }

  /// Where a value lies, 0 at the bottom and 1 at the top; ends of intervals outside are cut off.
  func position(_ value: Double) -> Double { min(1, max(0, (value - low) / (high - low))) }

  /// Decimals its ticks need.
  var places: Int {
    let step = ticks.count > 1 ? ticks[1] - ticks[0] : 1
    return step >= 0.999 ? 0 : step >= 0.0999 ? 1 : 2
  }
}
