/// Every way two equal arms can grow from look to look, with its probability: no simulation.
///
/// The state at a look is the pair of successes so far. Between looks it is convolved with the
/// binomial law of the new units; what a look stops is taken out and booked.
struct PathEnumeration {
  /// Units per arm at each look, ascending.
  let sizes: [Int]
  let controlRate: Double
  let variantRate: Double

  /// The probability of ending with each outcome.
  ///
  /// - Parameter outcome: of look, control successes and variant successes; nil goes on.
  /// - Returns: probabilities by outcome; what is never stopped is not in it.
  func probabilities<Outcome: Hashable>(
    _ outcome: (Int, Int, Int) -> Outcome?
  ) -> [Outcome: Double] {
    var booked: [Outcome: Double] = [:]
    var state = [1.0]
    var size = 0
    for (look, next) in sizes.enumerated() {
      state = Self.grown(
        state,
        size: size,
        by: next - size,
        control: controlRate,
        variant: variantRate
      )
      size = next
      let width = size + 1
      for a in 0...size {
        for b in 0...size where state[a * width + b] > 0 {
          guard let end = outcome(look, a, b) else { continue }
          booked[end, default: 0] += state[a * width + b]
          state[a * width + b] = 0
        }
      }
    }
    return booked
  }

  private static func grown(
    _ state: [Double],
    size: Int,
    by more: Int,
    control: Double,
    variant: Double
  ) -> [Double] {
    let old = size + 1
    let new = size + more + 1
    let left = masses(more, control)
    let right = masses(more, variant)
    var half = [Double](repeating: 0, count: new * old)
    for a in 0..<old {
      for step in 0...more {
        for b in 0..<old { half[(a + step) * old + b] += state[a * old + b] * left[step] }
      }
    }
    var full = [Double](repeating: 0, count: new * new)
    for a in 0..<new {
      for b in 0..<old where half[a * old + b] > 0 {
        for step in 0...more { full[a * new + b + step] += half[a * old + b] * right[step] }
      }
    }
    return full
  }

  /// The binomial law, built unit by unit, so that it shares nothing with the code on trial.
  static func masses(_ trials: Int, _ rate: Double) -> [Double] {
    var law = [1.0]
    for _ in 0..<trials {
      var next = [Double](repeating: 0, count: law.count + 1)
      for (k, mass) in law.enumerated() {
        next[k] += mass * (1 - rate)
        next[k + 1] += mass * rate
      }
      law = next
    }
    return law
  }
}
