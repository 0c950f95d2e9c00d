import GSLKit

/// The law of the statistic at one look, restricted to tests that have not stopped yet.
///
/// With I_1 < I_2 < … the information, Z_k has mean θ√I_k, variance 1 and correlation √(I_j/I_k) with
/// Z_j, so that Z_k√I_k is a process with independent increments. The sub-density of Z_k among tests
/// still running is carried as point masses on Gauss–Legendre panels: first φ on the region in which
/// the test goes on, then, look by look, its convolution with the normal increment.
///
/// Numerical, not simulated. A panel is at most four standard deviations of the narrowest increment
/// that touches it and carries 16 nodes; the tails are cut eight standard deviations out (6e-16).
/// Doubling the nodes moves boundaries by less than 1e-10.
///
/// Source: Armitage, McPherson & Rowe (1969), JRSS A 132:235; Jennison & Turnbull (2000), ch. 19,
/// whose Simpson grid is replaced by Gauss–Legendre panels.
struct ContinuationDensity {
  /// Information of the look, in the units of 1/θ².
  let information: Double
  /// The drift θ per unit of √information.
  let drift: Double
  private let nodes: [Double]
  private let masses: [Double]

  /// Standard deviations kept on either side of the mean.
  static let reach = 8.0
  /// Standard deviations of the narrowest increment that one panel covers.
  private static let panelWidth = 4.0
  private static let rule: GaussLegendre = {
    guard let rule = try? GaussLegendre(count: 16) else {
      preconditionFailure("the rule of 16 nodes exists")
    }
    return rule
  }()

  /// The law at the first look, among tests with Z in the region.
  ///
  /// The information of the look after this one decides how fine the nodes must be.
  init(first information: Double, drift: Double, region: ClosedRange<Double>, next: Double) {
    self.information = information
    self.drift = drift
    let mean = drift * information.squareRoot()
    let step = Self.step(information, previous: nil, next: next)
    (nodes, masses) = Self.panels(region, mean: mean, step: step) { z in
      Self.density(z - mean)
    }
  }

  /// The law at a later look, among tests that went on before and have Z in the region now.
  init(
    after earlier: ContinuationDensity,
    information: Double,
    region: ClosedRange<Double>,
    next: Double
  ) {
    self.information = information
    drift = earlier.drift
    let mean = earlier.drift * information.squareRoot()
    let step = Self.step(information, previous: earlier.information, next: next)
    (nodes, masses) = Self.panels(region, mean: mean, step: step) { z in
      earlier.density(of: z, information: information)
    }
  }

  /// P(the test goes on to the next look).
  var mass: Double { masses.reduce(0, +) }

  /// P(goes on here, Z_next ≥ z).
  func upperTail(of z: Double, information next: Double) -> Double {
    let (centre, scale) = standardised(z, next)
    var sum = 0.0
    for index in nodes.indices {
      let deviate = centre - scale * nodes[index]
      if deviate > 39 { continue }
      sum += masses[index] * NormalDistribution.upperTail(deviate)
    }
    return sum
  }

  /// The sub-density of Z_next at z, from tests that go on here.
  func density(of z: Double, information next: Double) -> Double {
    let (centre, scale) = standardised(z, next)
    // Only nodes within `cut` increments matter: beyond, the kernel is below 1e-17 of its peak.
    let cut = 8.8
    let low = (centre - cut) / scale
    let high = (centre + cut) / scale
    var index = firstNode(atLeast: low)
    var sum = 0.0
    while index < nodes.count, nodes[index] <= high {
      let deviate = centre - scale * nodes[index]
      sum += masses[index] * Elementary.exp(-0.5 * deviate * deviate)
      index += 1
    }
    let jacobian = (next / (next - information)).squareRoot()
    return sum * Self.rootOfTwoPi * jacobian
  }

  /// Z_next ≥ z exactly when the increment exceeds centre − scale·Z standard deviations.
  private func standardised(_ z: Double, _ next: Double) -> (centre: Double, scale: Double) {
    let increment = next - information
    let deviation = increment.squareRoot()
    return (
      (z * next.squareRoot() - drift * increment) / deviation,
      information.squareRoot() / deviation
    )
  }

  private func firstNode(atLeast value: Double) -> Int {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// 1/√(2π).
  private static let rootOfTwoPi = 0.398_942_280_401_432_7

  private static func density(_ z: Double) -> Double {
    rootOfTwoPi * Elementary.exp(-0.5 * z * z)
  }

  /// The narrowest standard deviation, in units of Z at this look, of the increments that touch it.
  private static func step(_ information: Double, previous: Double?, next: Double) -> Double {
    let into = previous.map { ((information - $0) / information).squareRoot() } ?? 1
    let out = ((next - information) / information).squareRoot()
    return min(into, out, 1)
  }

  private static func panels(
    _ region: ClosedRange<Double>,
    mean: Double,
    step: Double,
    _ density: (Double) -> Double
  ) -> (nodes: [Double], masses: [Double]) {
    let lower = max(region.lowerBound, mean - reach)
    let upper = min(region.upperBound, mean + reach)
    guard lower < upper else { return ([], []) }
    let count = max(1, Int(((upper - lower) / (panelWidth * step)).rounded(.up)))
    let half = (upper - lower) / Double(count) / 2
    var nodes: [Double] = []
    var masses: [Double] = []
    nodes.reserveCapacity(count * rule.nodes.count)
    masses.reserveCapacity(count * rule.nodes.count)
    for panel in 0..<count {
      let middle = lower + half * Double(2 * panel + 1)
      for index in rule.nodes.indices {
        let z = middle + half * rule.nodes[index]
        nodes.append(z)
        masses.append(density(z) * rule.weights[index] * half)
      }
    }
    return (nodes, masses)
  }
}
