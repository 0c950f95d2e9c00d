import GSLKit

/// The joint posterior of the control's rate p and the difference δ = p_v − p_c, without its constant.
///
/// Density ∝ p^{a−½}(1−p)^{b−½} · φ(δ/τ)/[Φ((1−p)/τ) − Φ(−p/τ)] · (p+δ)^{x}(1−p−δ)^{m} on
/// 0 ≤ p ≤ 1, 0 ≤ p + δ ≤ 1, with a, b the control's successes and failures (history included) and
/// x, m the variant's. p = sin²θ takes away the poles of p^{−½} at 0 and 1.
struct ChoicePosterior {
  /// Successes and failures of the control, history included.
  let control: (successes: Double, failures: Double)
  /// Successes and failures of the variant.
  let variant: (successes: Double, failures: Double)
  /// Standard deviation of the difference before it is cut to valid rates.
  let tau: Double

  /// How far below its peak a log density is followed: e⁻³⁸ is below the last digit.
  private static let depth = 38.0
  private static let rule: GaussLegendre = {
    guard let rule = try? GaussLegendre(count: 40) else {
      preconditionFailure("the rule of 40 nodes exists")
    }
    return rule
  }()

  /// The values of p that are possible at a difference.
  private func range(_ delta: Double) -> (lower: Double, upper: Double) {
    (max(0, -delta), min(1, 1 - delta))
  }

  /// The log density in θ at p, without the prior of δ: concave in (p, δ).
  private func logDensity(_ p: Double, _ delta: Double) -> Double {
    Self.weighted(control.successes, p) + Self.weighted(control.failures, 1 - p)
      + Self.weighted(variant.successes, p + delta)
      + Self.weighted(variant.failures, 1 - p - delta)
  }

  /// count·ln(rate), 0 when nothing was counted.
  @inline(__always)
  private static func weighted(_ count: Double, _ rate: Double) -> Double {
    if count == 0 { return 0 }
    return rate > 0 ? count * Elementary.log(rate) : -.infinity
  }

  /// First and second derivative of the log density in p.
  private func slope(_ p: Double, _ delta: Double) -> (first: Double, second: Double) {
    var first = 0.0
    var second = 0.0
    func add(_ count: Double, _ rate: Double, _ sign: Double) {
      guard count > 0 else { return }
      let term = count / max(rate, 1e-300)
      first += sign * term
      second -= term / max(rate, 1e-300)
    }
    add(control.successes, p, 1)
    add(control.failures, 1 - p, -1)
    add(variant.successes, p + delta, 1)
    add(variant.failures, 1 - p - delta, -1)
    return (first, second)
  }

  /// The p at which the log density peaks.
  private func mode(_ delta: Double) -> Double {
    var (lower, upper) = range(delta)
    let width = upper - lower
    var p = (lower + upper) / 2
    for _ in 0..<80 {
      let (first, second) = slope(p, delta)
      if first == 0 { return p }
      if first > 0 { lower = p } else { upper = p }
      let newton = second < 0 ? p - first / second : .nan
      let next = newton > lower && newton < upper ? newton : (lower + upper) / 2
      // The peak only tells where to integrate, so six digits of the range are plenty.
      if abs(next - p) < 1e-7 * width { return next }
      p = next
    }
    return p
  }

  /// The log of the largest density at a difference, prior of δ included: concave in δ.
  private func profile(_ delta: Double) -> Double {
    logDensity(mode(delta), delta) - delta * delta / (2 * tau * tau)
  }

  /// Where the density at a difference is followed: from the peak until it is e⁻³⁸ of it.
  private func support(_ delta: Double, around mode: Double) -> ClosedRange<Double> {
    let (lowest, highest) = range(delta)
    let peak = logDensity(mode, delta)
    let (first, second) = slope(mode, delta)
    let reach = min(
      (2 * Self.depth / abs(second)).squareRoot(),
      abs(first) * (highest - lowest) > Self.depth ? Self.depth / abs(first) : .infinity
    )
    func end(_ sign: Double, _ limit: Double) -> Double {
      var width = reach
      while true {
        let p = mode + sign * width
        if (limit - p) * sign <= 0 || width.isNaN { return limit }
        if logDensity(p, delta) < peak - Self.depth { return p }
        width *= 1.5
      }
    }
    return end(-1, lowest)...end(1, highest)
  }

  /// The density of δ relative to e^reference, by quadrature over θ.
  private func density(_ delta: Double, reference: Double) -> Double {
    let mode = mode(delta)
    let peak = logDensity(mode, delta)
    let support = support(delta, around: mode)
    let integral = Self.rule.integral(
      from: Elementary.arcSine(support.lowerBound.squareRoot()),
      to: Elementary.arcSine(min(1, support.upperBound.squareRoot()))
    ) { angle in
      let sine = Elementary.sine(angle)
      let p = sine * sine
      return Elementary.exp(logDensity(p, delta) - peak) / shareOfValid(p)
    }
    return integral * Elementary.exp(peak - delta * delta / (2 * tau * tau) - reference)
  }

  /// Φ((1−p)/τ) − Φ(−p/τ): the share of N(0, τ²) that keeps p + δ a rate.
  private func shareOfValid(_ p: Double) -> Double {
    1 - Self.tail((1 - p) / tau) - Self.tail(p / tau)
  }

  private static func tail(_ z: Double) -> Double {
    z > 8.3 ? 0 : NormalDistribution.upperTail(z)
  }
}

extension ChoicePosterior {
  /// The posterior of δ between two breakpoints on one side of 0.
  struct Piece {
    /// Ends of the piece that carry any mass, ascending.
    let lower: Double
    /// Upper end.
    let upper: Double
    /// ∫ g over the piece, relative to a common constant.
    let mass: Double
    /// ∫ δ g over the piece.
    let moment: Double
    /// Legendre coefficients of the density in u = ±√|δ|, for the running integral.
    fileprivate let coefficients: [Double]

    /// ∫ g from the lower end to δ.
    func running(_ delta: Double) -> Double {
      if delta <= lower { return 0 }
      if delta >= upper { return mass }
      let low = Self.root(lower)
      let high = Self.root(upper)
      let x = (2 * Self.root(delta) - low - high) / (high - low)
      // ∫_{−1}^{x} P_k = (P_{k+1} − P_{k−1})/(2k + 1).
      var before = 1.0
      var current = x
      var sum = coefficients[0] * (1 + x)
      for k in 1..<coefficients.count {
        let next = (Double(2 * k + 1) * x * current - Double(k) * before) / Double(k + 1)
        sum += coefficients[k] * (next - before)
        before = current
        current = next
      }
      return min(mass, max(0, sum / 2 * (high - low) / 2))
    }

    /// ±√|δ|: takes away the square-root edge of the density at 0 that a full or an empty arm gives.
    static func root(_ delta: Double) -> Double {
      delta < 0 ? -((-delta).squareRoot()) : delta.squareRoot()
    }
  }

  /// The posterior of δ in pieces between −1, 0, 1 and the given breakpoint, ascending.
  ///
  /// Every piece is integrated around its own peak, so that a small mass keeps its digits.
  func pieces(breakpoint: Double) -> [Piece] {
    var ends = [-1.0, 0, 1]
    if breakpoint != 0 { ends = (ends + [breakpoint]).sorted() }
    let spans = zip(ends, ends.dropFirst()).map { span($0, $1) }
    let reference = spans.map(\.peak).max() ?? 0
    return spans.map { piece($0.lower, $0.upper, reference) }
  }

  /// The part of lower…upper in which the profile is within e⁻³⁸ of its peak there.
  private func span(
    _ lower: Double,
    _ upper: Double
  ) -> (lower: Double, upper: Double, peak: Double) {
    let golden = 0.618_033_988_749_894_8
    var low = lower
    var high = upper
    var left = high - golden * (high - low)
    var right = low + golden * (high - low)
    var atLeft = profile(left)
    var atRight = profile(right)
    for _ in 0..<32 {
      if atLeft < atRight {
        low = left
        left = right
        atLeft = atRight
        right = low + golden * (high - low)
        atRight = profile(right)
      } else {
        high = right
        right = left
        atRight = atLeft
        left = high - golden * (high - low)
        atLeft = profile(left)
      }
    }
    let top = (low + high) / 2
    let peak = max(atLeft, atRight)
    func end(_ limit: Double) -> Double {
      var inside = top
      var outside = limit
      for _ in 0..<20 {
        let middle = (inside + outside) / 2
        if profile(middle) < peak - Self.depth { outside = middle } else { inside = middle }
      }
      return outside
    }
    return (end(lower), end(upper), peak)
  }

  private func piece(_ lower: Double, _ upper: Double, _ reference: Double) -> Piece {
    let low = Piece.root(lower)
    let high = Piece.root(upper)
    let half = (high - low) / 2
    let middle = (high + low) / 2
    let rule = Self.rule
    var mass = 0.0
    var moment = 0.0
    var coefficients = [Double](repeating: 0, count: rule.nodes.count)
    for index in rule.nodes.indices {
      let x = rule.nodes[index]
      let u = middle + half * x
      let delta = u * abs(u)
      let value = density(delta, reference: reference) * 2 * abs(u) * rule.weights[index]
      mass += value * half
      moment += value * half * delta
      var before = 1.0
      var current = x
      coefficients[0] += value
      for k in 1..<coefficients.count {
        coefficients[k] += value * current
        (before, current) = (
          current, (Double(2 * k + 1) * x * current - Double(k) * before) / Double(k + 1)
        )
      }
    }
    return Piece(
      lower: lower,
      upper: upper,
      mass: mass,
      moment: moment,
      coefficients: coefficients
    )
  }
}
