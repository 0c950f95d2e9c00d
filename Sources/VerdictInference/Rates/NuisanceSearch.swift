import GSLKit

/// The largest probability of a set of tables over all pairs of rates with a given difference.
///
/// f(p) = P((A, B) ∈ R) with A binomial (m, p), B binomial (n, p + δ) and R a ``Staircase``. The
/// search is certified by two bounds on a cell p₁…p₂:
///
/// 1. R is monotone, so f ≤ P(R) at control rate p₁ and variant rate p₂ + δ.
/// 2. In the log odds θ and η of the two rates, f·(1 + e^θ)^m (1 + e^η)^n is a sum of exponentials
///    of linear functions, hence log-convex, and lies below its chord. So on the chord log f exceeds
///    the linear interpolation of its end values by at most E·4t(1 − t) with
///    8E = m·max p(1 − p)·Δθ² + n·max q(1 − q)·Δη². For δ ≥ 0 the true path η(θ) is convex, lies
///    below the chord, and f grows with η; for δ < 0 it lies above by at most (η′₁ − η′₂)Δθ/4, and
///    log f grows with η by at most n(1 − q).
///
/// Cells are halved until no bound exceeds the largest value found by more than ``tolerance``.
struct NuisanceSearch {
  /// Relative excess over the reported value that the certificate leaves open.
  static let tolerance = 1e-9
  /// Width below which a cell is not halved further: rounding is larger than what it could hide.
  private static let smallestCell = 1e-13

  private var control: BinomialMasses
  private var variant: BinomialMasses
  private var corner: BinomialMasses
  private let m: Double
  private let n: Double
  private var pending: [(Node, Node, Double)] = []

  init(controlTrials: Int, variantTrials: Int) {
    control = BinomialMasses(trials: controlTrials)
    variant = BinomialMasses(trials: variantTrials)
    corner = control
    m = Double(controlTrials)
    n = Double(variantTrials)
  }

  /// One evaluated pair of rates.
  private struct Node {
    let p: Double
    let q: Double
    let theta: Double
    let eta: Double
    let value: Double
    let logValue: Double
  }

  /// What a search found: the largest value, and where.
  struct Found {
    var value: Double
    var controlRate: Double
  }

  /// The largest probability over the rates.
  mutating func supremum(of set: Staircase, difference delta: Double) -> Found {
    search(set, delta, threshold: nil, hint: nil)
  }

  /// Whether the probability is certified to stay at or below a threshold for all rates.
  ///
  /// The hint is a control rate to look at first, where it is likely to be exceeded.
  mutating func staysBelow(
    _ threshold: Double,
    _ set: Staircase,
    difference delta: Double,
    hint: Double?
  ) -> Bool {
    search(set, delta, threshold: threshold, hint: hint).value <= threshold
  }

  /// Whether the probability at one control rate stays at or below a threshold; proves nothing about others.
  mutating func staysBelow(
    _ threshold: Double,
    _ set: Staircase,
    difference delta: Double,
    near p: Double
  ) -> Bool {
    let p = min(max(p, max(0, -delta)), min(1, 1 - delta))
    let q = min(max(p + delta, 0), 1)
    return probability(of: set, control: p, variant: q) <= threshold
  }

  /// P((A, B) ∈ R) at two rates.
  mutating func probability(of set: Staircase, control p: Double, variant q: Double) -> Double {
    control.fill(rate: p, complement: 1 - p, tails: false)
    variant.fill(rate: q, complement: 1 - q, tails: true)
    return Self.sum(set, control, variant)
  }

  private static func sum(
    _ set: Staircase,
    _ control: BinomialMasses,
    _ variant: BinomialMasses
  ) -> Double {
    let (low, high) = (Int32(variant.first), Int32(variant.last + 1))
    return set.steps.withUnsafeBufferPointer { steps in
      control.masses.withUnsafeBufferPointer { masses in
        variant.tails.withUnsafeBufferPointer { tails in
          var sum = 0.0
          for a in control.first...control.last {
            sum += masses[a] * tails[Int(min(max(steps[a], low), high))]
          }
          return min(sum, 1)
        }
      }
    }
  }

  private mutating func node(_ set: Staircase, _ p: Double, _ delta: Double) -> Node {
    let q = min(max(p + delta, 0), 1)
    let value = probability(of: set, control: p, variant: q)
    return Node(
      p: p,
      q: q,
      theta: Elementary.log(p / (1 - p)),
      eta: Elementary.log(q / (1 - q)),
      value: value,
      logValue: Elementary.log(max(value, 1e-300))
    )
  }

  private mutating func search(
    _ set: Staircase,
    _ delta: Double,
    threshold: Double?,
    hint: Double?
  ) -> Found {
    let lowest = max(0, -delta)
    let highest = min(1, 1 - delta)
    var best = Found(value: -1, controlRate: lowest)
    func exceeded() -> Bool { best.value > threshold ?? (1 - Self.tolerance) }
    func note(_ node: Node) {
      if node.value > best.value { best = Found(value: node.value, controlRate: node.p) }
    }
    if let hint {
      note(node(set, min(max(hint, lowest), highest), delta))
      if exceeded() { return best }
    }
    pending.removeAll(keepingCapacity: true)
    let cells = max(8, Int(1.2 * (m + n).squareRoot()))
    var left = node(set, lowest, delta)
    note(left)
    for index in 1...cells {
      if exceeded() { return best }
      let sine = Elementary.sine(.pi / 2 * Double(index) / Double(cells))
      let p = index == cells ? highest : lowest + (highest - lowest) * sine * sine
      let right = node(set, p, delta)
      note(right)
      pending.append((left, right, bound(set, left, right, delta)))
      left = right
    }
    pending.sort { $0.2 < $1.2 }
    while let (first, second, upper) = pending.popLast() {
      if exceeded() { return best }
      let level = threshold ?? best.value * (1 + Self.tolerance)
      if upper <= level { continue }
      if second.p - first.p < Self.smallestCell {
        // Only rounding is left between the bound and the level.
        if threshold != nil { return Found(value: max(upper, best.value), controlRate: first.p) }
        best.value = max(best.value, min(upper, 1))
        continue
      }
      let middle = node(set, first.p + (second.p - first.p) / 2, delta)
      note(middle)
      let leftBound = bound(set, first, middle, delta)
      let rightBound = bound(set, middle, second, delta)
      if leftBound < rightBound {
        pending.append((first, middle, leftBound))
        pending.append((middle, second, rightBound))
      } else {
        pending.append((middle, second, rightBound))
        pending.append((first, middle, leftBound))
      }
    }
    return best
  }

  /// An upper bound of f between two evaluated nodes.
  private mutating func bound(
    _ set: Staircase,
    _ left: Node,
    _ right: Node,
    _ delta: Double
  ) -> Double {
    guard left.theta.isFinite, left.eta.isFinite, right.theta.isFinite, right.eta.isFinite else {
      corner.fill(rate: left.p, complement: 1 - left.p, tails: false)
      variant.fill(rate: right.q, complement: 1 - right.q, tails: true)
      return Self.sum(set, corner, variant)
    }
    let stepC = right.theta - left.theta
    let stepV = right.eta - left.eta
    let excess =
      (m * Self.largestVariance(left.p, right.p) * stepC * stepC
        + n * Self.largestVariance(left.q, right.q) * stepV * stepV) / 8
    var extra = 0.0
    if delta < 0 {
      let slopeLeft = left.p * (1 - left.p) / (left.q * (1 - left.q))
      let slopeRight = right.p * (1 - right.p) / (right.q * (1 - right.q))
      extra = n * (1 - left.q) * max(slopeLeft - slopeRight, 0) * stepC / 4
    }
    let gap = abs(right.logValue - left.logValue)
    let top = max(left.logValue, right.logValue)
    let rise = gap >= 4 * excess ? 0 : (4 * excess - gap) * (4 * excess - gap) / (16 * excess)
    if rise + extra == 0 { return max(left.value, right.value) }
    return Elementary.exp(top + rise + extra)
  }

  /// The largest p(1 − p) between two rates.
  private static func largestVariance(_ left: Double, _ right: Double) -> Double {
    if left <= 0.5 && right >= 0.5 { return 0.25 }
    return left > 0.5 ? left * (1 - left) : right * (1 - right)
  }
}
