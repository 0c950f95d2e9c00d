import GSLKit

/// The false discovery rate of a stream of tests, decided one at a time as they come.
///
/// Before test t a level α_t is set from what happened before; the hypothesis is rejected when p_t
/// ≤ α_t. At every moment the expected share of false rejections so far is at most α, for
/// independent p-values. All three rules are one sum over the rejections so far,
///
///     α_t = min(cap, c · [w₀ γ_{M+1} + (α − w₀) γ_{M−m₁+1} + α Σ_{j≥2} γ_{M−m_j+1}])
///
/// where M counts the ticks of a clock before test t and m_j those up to the j-th rejection. They
/// differ in when the clock ticks, in c and in the cap:
///
/// | rule | a test ticks | c | cap |
/// |---|---|---|---|
/// | LORD++ | always | 1 | – |
/// | SAFFRON | with p > λ | 1 − λ | λ |
/// | ADDIS | with λ < p ≤ τ | τ − λ | λ |
///
/// so that M − m_j + 1 is t − τ_j, t − τ_j − C_j⁺ and S^t − κ_j^* − C_j⁺ (+1) of the papers.
///
/// Source: Ramdas, Yang, Wainwright & Jordan (2017), NeurIPS 30:5650–5659; Ramdas, Zrnic,
/// Wainwright & Jordan (2018), PMLR 80:4286–4294, with (1 − λ) before the bracket; Tian & Ramdas
/// (2019), NeurIPS 32:9388–9396, eq. 7. Checked against `online-fdr`, which follows the same forms.
public struct OnlineDiscovery: Hashable, Sendable {
  /// Which rule sets the levels.
  public enum Rule: Hashable, Sendable {
    /// Levels based on recent discovery.
    case lordPlusPlus
    /// Pays only for tests with p > λ.
    case saffron(lambda: Double)
    /// Pays only for tests with λ < p ≤ τ, so that nulls with large p cost nothing.
    case addis(lambda: Double, tau: Double)

    /// γ where none is given: the slow sequence for LORD++, the polynomial for the others.
    public var usualSpending: OnlineSpending { self == .lordPlusPlus ? .slow : .polynomial }
    /// w₀ ÷ α where none is given: .1 for LORD++, .5 for the others, as in R's `onlineFDR`.
    public var usualShare: Double { self == .lordPlusPlus ? 0.1 : 0.5 }

    var factor: Double {
      switch self {
      case .lordPlusPlus: 1
      case .saffron(let lambda): 1 - lambda
      case .addis(let lambda, let tau): tau - lambda
      }
    }
    var cap: Double {
      switch self {
      case .lordPlusPlus: 1
      case .saffron(let lambda), .addis(let lambda, _): lambda
      }
    }
    func ticks(_ p: Double) -> Bool {
      switch self {
      case .lordPlusPlus: true
      case .saffron(let lambda): p > lambda
      case .addis(let lambda, let tau): p > lambda && p <= tau
      }
    }
  }

  /// α_t before each test, in order.
  public let levels: [Double]
  /// Whether each hypothesis was rejected, in order.
  public let rejected: [Bool]

  /// Runs a rule over p-values in the order in which they came.
  ///
  /// - Parameters:
  ///   - pValues: 0…1, in order of time.
  ///   - rule: the rule with its thresholds, 0 < λ < 1, λ < τ ≤ 1.
  ///   - level: α, 0…1, ends excluded.
  ///   - wealth: w₀, what may be spent before the first rejection, 0…α; nil: the rule's usual
  ///     share.
  ///   - spending: γ; nil: the rule's usual sequence.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` and its kin for `pValues[i]`,
  ///   `alpha`, `w0`, `gamma`, `lambda` and `tau`.
  public init(
    _ pValues: [Double],
    rule: Rule,
    level: Double,
    wealth: Double? = nil,
    spending: OnlineSpending? = nil
  ) throws(InferenceError) {
    guard level > 0, level < 1 else {
      throw .outsideRange(field: "alpha", value: level, allowed: "(0, 1)")
    }
    let start = wealth ?? rule.usualShare * level
    guard start >= 0, start <= level else {
      throw .outsideRange(field: "w0", value: start, allowed: "[0, \(level)]")
    }
    try Self.check(rule)
    let sequence = spending ?? rule.usualSpending
    try sequence.check()
    for (index, p) in pValues.enumerated() where !(p >= 0 && p <= 1) {
      throw .outsideRange(field: "pValues[\(index)]", value: p, allowed: "[0, 1]")
    }

    var spent = SpendingClock(gamma: sequence.values(pValues.count))
    var levels: [Double] = []
    var rejected: [Bool] = []
    levels.reserveCapacity(pValues.count)
    rejected.reserveCapacity(pValues.count)
    for p in pValues {
      let raw =
        start * spent.sinceStart + (level - start) * spent.sinceFirst + level * spent.sinceOthers
      let allowed = min(rule.cap, rule.factor * raw)
      levels.append(allowed)
      rejected.append(p <= allowed)
      if rule.ticks(p) { spent.tick() }
      if p <= allowed { spent.reject() }
    }
    self.levels = levels
    self.rejected = rejected
  }

  private static func check(_ rule: Rule) throws(InferenceError) {
    switch rule {
    case .lordPlusPlus: break
    case .saffron(let lambda):
      guard lambda > 0, lambda < 1 else {
        throw .outsideRange(field: "lambda", value: lambda, allowed: "(0, 1)")
      }
    case .addis(let lambda, let tau):
      guard tau > 0, tau <= 1 else {
        throw .outsideRange(field: "tau", value: tau, allowed: "(0, 1]")
      }
      guard lambda > 0, lambda < tau else {
        throw .outsideRange(field: "lambda", value: lambda, allowed: "(0, \(tau))")
      }
    }
  }
}
