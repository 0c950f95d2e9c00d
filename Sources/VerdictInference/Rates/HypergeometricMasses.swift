/// The masses of a 2×2 table with fixed margins, by variant successes.
///
/// They grow from 1 at the mode by exact ratios of neighbours and are divided by their sum.
struct HypergeometricMasses {
  /// Smallest number of variant successes that can occur.
  let first: Int
  let masses: [Double]

  /// The masses for two sizes and the successes of both arms together.
  init(controlTrials m: Int, variantTrials n: Int, successes s: Int) {
    let low = max(0, s - m)
    let high = min(n, s)
    let mode = min(max((s + 1) * (n + 1) / (m + n + 2), low), high)
    var masses = Array(repeating: 0.0, count: high - low + 1)
    masses[mode - low] = 1
    var sum = 1.0
    var mass = 1.0
    for b in mode..<max(mode, high) {
      mass *= Double((n - b) * (s - b)) / Double((b + 1) * (m - s + b + 1))
      masses[b + 1 - low] = mass
      sum += mass
    }
    mass = 1
    for b in stride(from: mode, to: low, by: -1) {
      mass *= Double(b * (m - s + b)) / Double((n - b + 1) * (s - b + 1))
      masses[b - 1 - low] = mass
      sum += mass
    }
    for index in masses.indices { masses[index] /= sum }
    first = low
    self.masses = masses
  }

  var last: Int { first + masses.count - 1 }

  /// P(b or more variant successes) for each b that can occur.
  var upperTails: [Double] {
    var tails = masses
    for index in tails.indices.dropLast().reversed() { tails[index] += tails[index + 1] }
    return tails.map { min($0, 1) }
  }

  /// P(b or fewer variant successes) for each b that can occur.
  var lowerTails: [Double] {
    var tails = masses
    for index in tails.indices.dropFirst() { tails[index] += tails[index - 1] }
    return tails.map { min($0, 1) }
  }

  /// The probability of all tables no more likely than each, equal up to a relative 1e-7 counting in.
  var twoSided: [Double] {
    let order = masses.indices.sorted { masses[$0] < masses[$1] }
    var result = masses
    var sum = 0.0
    var next = 0
    for index in order {
      let level = masses[index] * (1 + 1e-7)
      while next < order.count, masses[order[next]] <= level {
        sum += masses[order[next]]
        next += 1
      }
      result[index] = min(sum, 1)
    }
    return result
  }
}
