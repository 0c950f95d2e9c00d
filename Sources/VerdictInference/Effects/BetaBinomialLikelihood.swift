import GSLKit

/// The likelihood of counts whose rates are beta-distributed, and where it is highest.
///
/// Σ ln B(α + x, β + n − x) − ln B(α, β), equal counts added once. For a given ρ it is concave in
/// μ, so the best μ is found inside and the best ρ outside, on the scale of ln(ρ/(1 − ρ)) where a
/// grid finds the right hill first.
struct BetaBinomialLikelihood {
  /// ρ beyond which α + β is too small to tell from 0.
  static let largest = 1 - 1e-6
  private static let limit = 2_000
  private let groups: [(successes: Double, failures: Double, weight: Double)]
  /// Two logits of μ: of all units together, and of the groups' mean rate.
  private let guesses: [Double]

  init(_ counts: [BinomialCount]) throws(InferenceError) {
    var tally: [BinomialCount: Double] = [:]
    for count in counts { tally[count, default: 0] += 1 }
    guard tally.count <= Self.limit else {
      throw .tooLarge(field: "counts", value: tally.count, limit: Self.limit)
    }
    let groups = tally.map { (Double($0.key.successes), Double($0.key.failures), $0.value) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    var (up, down, rates, failing) = (0.0, 0.0, 0.0, 0.0)
    for (successes, failures, weight) in groups {
      up += weight * successes
      down += weight * failures
      rates += weight * successes / (successes + failures)
      failing += weight * failures / (successes + failures)
    }
    self.groups = groups
    guesses = [Elementary.log(up / down), Elementary.log(rates / failing)]
  }

  /// −ln L at ln(μ/(1 − μ)) and ln(ρ/(1 − ρ)).
  private func cost(_ logit: Double, _ place: Double) -> Double {
    // α + β = (1 − ρ)/ρ.
    let strength = Elementary.exp(-place)
    let alpha = strength / (1 + Elementary.exp(-logit))
    let beta = strength / (1 + Elementary.exp(logit))
    let prior = LogGamma.logBeta(alpha, beta)
    return groups.reduce(0) { sum, group in
      sum + group.weight
        * (prior - LogGamma.logBeta(alpha + group.successes, beta + group.failures))
    }
  }

  /// −ln L where all groups share one rate.
  private func commonCost(_ rate: Double) -> Double {
    let (up, down) = (Elementary.log(rate), Elementary.log(onePlus: -rate))
    return groups.reduce(0) { $0 - $1.weight * ($1.successes * up + $1.failures * down) }
  }

  /// The best logit of μ at a place, with its cost.
  private func best(_ place: Double) throws(GSLError) -> (point: Double, value: Double) {
    let end = 35.0
    let ceiling = min(cost(-end, place), cost(end, place))
    var guess = cost(guesses[0], place) <= cost(guesses[1], place) ? guesses[0] : guesses[1]
    if cost(guess, place) >= ceiling {
      // One huge group beside others can put the best μ far from both.
      let steps = (-39...39).map { end * Double($0) / 40 }
      guess = steps.min { cost($0, place) < cost($1, place) } ?? guess
      let value = cost(guess, place)
      if value >= ceiling { return (guess, value) }
    }
    return try BrentMinimum.find(in: -end...end, guess: guess) { cost($0, place) }
  }

  /// The highest point; ρ = 0 where no overdispersion fits better than any.
  func maximum(
    near rate: Double
  ) throws(InferenceError) -> (mean: Double, overdispersion: Double) {
    do throws(GSLError) {
      let last = Elementary.log(Self.largest / (1 - Self.largest))
      let grid = (0...28).map { last * (Double($0) / 14 - 1) }
      var costs: [Double] = []
      for place in grid { costs.append(try best(place).value) }
      guard let lowest = costs.indices.min(by: { costs[$0] < costs[$1] }) else { return (rate, 0) }
      // The grid begins at ρ = 10⁻⁶: a maximum there, or no better than one rate, is none.
      if lowest == 0 || costs[lowest] >= commonCost(rate) { return (rate, 0) }
      let place = lowest + 1 < grid.count ? try refine(grid, costs, lowest) : grid[lowest]
      let logit = try best(place).point
      return (1 / (1 + Elementary.exp(-logit)), 1 / (1 + Elementary.exp(-place)))
    } catch {
      throw InferenceError(error)
    }
  }

  /// The lowest place between the neighbours of the lowest one of a grid.
  private func refine(
    _ grid: [Double],
    _ costs: [Double],
    _ lowest: Int
  ) throws(GSLError) -> Double {
    // Where the likelihood is flat the grid's point is as good as any.
    guard costs[lowest] < costs[lowest - 1], costs[lowest] < costs[lowest + 1] else {
      return grid[lowest]
    }
    var failure: GSLError?
    let found = try BrentMinimum.find(
      in: grid[lowest - 1]...grid[lowest + 1],
      guess: grid[lowest]
    ) { trial in
      do throws(GSLError) {
        return try best(trial).value
      } catch {
        failure = error
        return .greatestFiniteMagnitude
      }
    }
    if let failure { throw failure }
    return found.point
  }
}
