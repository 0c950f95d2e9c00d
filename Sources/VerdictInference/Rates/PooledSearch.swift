import GSLKit

/// The largest probability of a set of tables when both arms share one rate.
///
/// f(p) = Σ_s P(S = s)·β_s with S binomial (N, p) and β_s the conditional probability of the set
/// given s successes. The set may have any shape. In the log odds θ, f·(1 + e^θ)^N is a sum of
/// exponentials, hence log-convex: between two rates log f exceeds the linear interpolation of its
/// ends by at most E·4t(1 − t), 8E = N·max p(1 − p)·Δθ². Cells are halved until no bound exceeds the
/// largest value by more than a relative ``NuisanceSearch/tolerance``.
struct PooledSearch {
  private var masses: BinomialMasses
  private let weights: [Double]
  private let total: Double

  /// - Parameter weights: β_s for s = 0…N, each 0…1.
  init(weights: [Double]) {
    self.weights = weights
    masses = BinomialMasses(trials: weights.count - 1)
    total = Double(weights.count - 1)
  }

  private struct Node {
    let p: Double
    let theta: Double
    let value: Double
    let logValue: Double
  }

  mutating func supremum() -> Double {
    var best = 0.0
    let cells = max(8, Int(1.6 * total.squareRoot()))
    var pending: [(Node, Node)] = []
    var left = node(0)
    best = max(best, left.value)
    for index in 1...cells {
      let sine = Elementary.sine(.pi / 2 * Double(index) / Double(cells))
      let right = node(index == cells ? 1 : sine * sine)
      best = max(best, right.value)
      pending.append((left, right))
      left = right
    }
    while best * (1 + NuisanceSearch.tolerance) < 1, let (first, second) = pending.popLast() {
      let upper = bound(first, second)
      if upper <= best * (1 + NuisanceSearch.tolerance) { continue }
      if second.p - first.p < 1e-13 {
        best = max(best, min(upper, 1))
        continue
      }
      let middle = node(first.p + (second.p - first.p) / 2)
      best = max(best, middle.value)
      pending.append((first, middle))
      pending.append((middle, second))
    }
    return min(best, 1)
  }

  private mutating func node(_ p: Double) -> Node {
    masses.fill(rate: p, complement: 1 - p, tails: false)
    var sum = 0.0
    for s in masses.first...masses.last { sum += masses.masses[s] * weights[s] }
    return Node(
      p: p,
      theta: Elementary.log(p / (1 - p)),
      value: sum,
      logValue: Elementary.log(max(sum, 1e-300))
    )
  }

  private mutating func bound(_ left: Node, _ right: Node) -> Double {
    guard left.theta.isFinite, right.theta.isFinite else {
      return left.theta.isFinite ? boundBelowOne(left) : boundAboveZero(right)
    }
    let variance =
      left.p <= 0.5 && right.p >= 0.5
      ? 0.25 : (left.p > 0.5 ? left.p * (1 - left.p) : right.p * (1 - right.p))
    let step = right.theta - left.theta
    let excess = total * variance * step * step / 8
    let gap = abs(right.logValue - left.logValue)
    if gap >= 4 * excess { return max(left.value, right.value) }
    let rise = (4 * excess - gap) * (4 * excess - gap) / (16 * excess)
    return Elementary.exp(max(left.logValue, right.logValue) + rise)
  }

  /// On 0…p: β_0 plus the chance of reaching the first other total that counts.
  private mutating func boundAboveZero(_ node: Node) -> Double {
    guard let first = weights.indices.dropFirst().first(where: { weights[$0] > 0 }) else {
      return weights[0]
    }
    masses.fill(rate: node.p, complement: 1 - node.p, tails: true)
    if first > masses.last { return weights[0] }
    let reach = masses.tails[max(first, masses.first)]
    return min(1, weights[0] + reach * (weights.dropFirst().max() ?? 0))
  }

  /// On p…1: the same seen from all successes.
  private mutating func boundBelowOne(_ node: Node) -> Double {
    let end = weights.count - 1
    guard let first = weights.indices.dropLast().last(where: { weights[$0] > 0 }) else {
      return weights[end]
    }
    masses.fill(rate: 1 - node.p, complement: node.p, tails: true)
    let failures = end - first
    if failures > masses.last { return weights[end] }
    let reach = masses.tails[max(failures, masses.first)]
    return min(1, weights[end] + reach * (weights.dropLast().max() ?? 0))
  }
}
