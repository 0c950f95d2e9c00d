/// The masses of a binomial distribution and their upper tails, refilled for one rate after another.
///
/// Masses grow from 1 at the mode by exact ratios of neighbours and are divided by their sum, so no
/// logarithm or exponential is taken and the relative error stays near 1e-15 per step. Masses below
/// 1e-34 of the mode's are left out: together they are under 1e-30 of the total.
struct BinomialMasses {
  let trials: Int
  /// (n − k)/(k + 1): the factor from k to k + 1, without the odds.
  private let rising: [Double]
  /// k/(n − k + 1): the factor from k to k − 1, without the odds.
  private let falling: [Double]
  private(set) var masses: [Double]
  private(set) var tails: [Double]
  /// First and last value with a mass.
  private(set) var first = 0
  private(set) var last = 0

  init(trials: Int) {
    self.trials = trials
    rising = (0...trials).map { Double(trials - $0) / Double($0 + 1) }
    falling = (0...trials).map { Double($0) / Double(trials - $0 + 1) }
    masses = Array(repeating: 0, count: trials + 2)
    tails = Array(repeating: 0, count: trials + 2)
  }

  /// Fills the masses for a rate in 0…1; the upper tails P(X ≥ k) too when they are asked for.
  mutating func fill(rate: Double, complement: Double, tails wantsTails: Bool) {
    if rate <= 0 || complement <= 0 {
      let only = rate <= 0 ? 0 : trials
      (first, last) = (only, only)
      masses[only] = 1
      if wantsTails {
        tails[only] = 1
        tails[only + 1] = 0
      }
      return
    }
    let mode = min(trials, Int(Double(trials + 1) * rate))
    let odds = rate / complement
    let inverseOdds = complement / rate
    var sum = 1.0
    var high = mode
    var low = mode
    rising.withUnsafeBufferPointer { rising in
      falling.withUnsafeBufferPointer { falling in
        masses.withUnsafeMutableBufferPointer { masses in
          masses[mode] = 1
          var mass = 1.0
          while high < trials {
            mass *= rising[high] * odds
            if mass < 1e-34 { break }
            high += 1
            masses[high] = mass
            sum += mass
          }
          mass = 1
          while low > 0 {
            mass *= falling[low] * inverseOdds
            if mass < 1e-34 { break }
            low -= 1
            masses[low] = mass
            sum += mass
          }
          let scale = 1 / sum
          for k in low...high { masses[k] *= scale }
        }
      }
    }
    (first, last) = (low, high)
    if wantsTails { fillTails() }
  }

  private mutating func fillTails() {
    let (low, high) = (first, last)
    masses.withUnsafeBufferPointer { masses in
      tails.withUnsafeMutableBufferPointer { tails in
        tails[high + 1] = 0
        var tail = 0.0
        var k = high
        while k >= low {
          tail += masses[k]
          tails[k] = tail
          k -= 1
        }
      }
    }
  }
}
