import GSLKit

/// The law of a chart's statistic between its limits, on Gauss–Legendre nodes, given no signal.
///
/// The statistic z goes to a normal number with mean m(z) and spread s at each point:
///
///     f_{t+1}(z) ∝ Σ_i w_i f_t(y_i) φ((z − m(y_i))/s)/s
///
/// and what passes a limit is summed from normal tails. A chart that is cut at 0 has an atom there.
/// The kernel is analytic, so the rule converges faster than any power of the number of nodes.
struct ContinuousWalk {
  /// Mass at 0 of a statistic that cannot go below; 0 for others.
  var atom = 0.0
  /// Mass at each node.
  var masses: [Double]
  private let size: Int
  /// Row by row: mass that goes from a node (last row: from the atom) to each node.
  private let moves: [Double]
  private let sinks: [Double]
  private let crossings: [Double]
  private let hasAtom: Bool

  /// Nodes for each spread of the kernel: in the middle of the range they lie half a spread apart, and
  /// a normal density is then integrated to some 1e-14.
  private static let nodesPerSpread = 3.0
  /// The most nodes; a step costs their square.
  static let mostNodes = 700

  /// The number of nodes that a range takes; nil when it takes too many.
  static func nodes(width: Double, spread: Double) -> Int? {
    let count = 24 + nodesPerSpread * width / spread
    return count <= Double(mostNodes) ? Int(count) : nil
  }

  /// A walk between two limits.
  ///
  /// - Parameters:
  ///   - lower: lower limit; with an atom, 0.
  ///   - upper: upper limit.
  ///   - rule: the nodes.
  ///   - hasAtom: whether what falls below `lower` stays there instead of signalling.
  ///   - mean: where a statistic goes on average.
  ///   - spread: standard deviation around it.
  init(
    from lower: Double,
    to upper: Double,
    rule: GaussLegendre,
    atom hasAtom: Bool,
    mean: (Double) -> Double,
    spread: Double
  ) {
    size = rule.nodes.count
    self.hasAtom = hasAtom
    let half = (upper - lower) / 2
    let points = rule.nodes.map { (lower + upper) / 2 + half * $0 }
    let widths = rule.weights.map { $0 * half }
    var moves: [Double] = []
    var sinks: [Double] = []
    var crossings: [Double] = []
    moves.reserveCapacity((size + 1) * size)
    for source in points + (hasAtom ? [lower] : []) {
      let middle = mean(source)
      for (point, width) in zip(points, widths) {
        moves.append(width * NormalDistribution.density((point - middle) / spread) / spread)
      }
      let below = NormalDistribution.cdf((lower - middle) / spread)
      let above = NormalDistribution.upperTail((upper - middle) / spread)
      sinks.append(hasAtom ? below : 0)
      crossings.append(hasAtom ? above : above + below)
    }
    self.moves = moves
    self.sinks = sinks
    self.crossings = crossings
    masses = [Double](repeating: 0, count: size)
    if hasAtom { self.atom = 1 }
  }

  /// One point further: the hazard there, and half the change of the law in absolute sum.
  mutating func advance() -> (hazard: Double, change: Double) {
    var next = [Double](repeating: 0, count: size)
    var (sunk, crossed) = (0.0, 0.0)
    for source in 0..<(hasAtom ? size + 1 : size) {
      let mass = source < size ? masses[source] : atom
      if mass == 0 { continue }
      sunk += mass * sinks[source]
      crossed += mass * crossings[source]
      let row = source * size
      for target in 0..<size { next[target] += mass * moves[row + target] }
    }
    let left = next.reduce(sunk, +)
    guard left > 0 else { return (1, 0) }
    var change = abs(sunk / left - atom)
    for index in 0..<size {
      let value = next[index] / left
      change += abs(value - masses[index])
      masses[index] = value
    }
    atom = sunk / left
    return (crossed / (left + crossed), change / 2)
  }
}
