import GSLKit

/// The law of a sum on a lattice between 0 and a threshold, given no signal so far.
///
/// Each point moves the sum by one of several whole shifts; below 0 it is set to 0, from `size` on it
/// signals. The states are copied from one buffer to another, shift by shift, and brought back to
/// total 1 on the way.
struct LatticeWalk {
  /// Chance of each state, 1 in total.
  var law: [Double]
  private var next: [Double]
  /// Shifts of one point with their chances.
  private let shifts: [(shift: Int, chance: Double)]
  private var points = 0
  /// Points after which following it would take too long.
  let cap: Int

  /// The work that is done at most, in additions: a second or so.
  private static let mostWork = 1_000_000_000
  /// The change of the law is looked at every so many points.
  private static let glance = 16
  /// Hazard up to which an error of the total stays as it is between two looks.
  private static let rare = 0.01

  /// A sum that starts at 0.
  ///
  /// - Parameters:
  ///   - size: number of states, 1 or more.
  ///   - shifts: whole shifts of one point with their chances, which add up to 1.
  init(size: Int, shifts: [(shift: Int, chance: Double)]) {
    self.shifts = shifts
    law = [Double](repeating: 0, count: size)
    law[0] = 1
    next = law
    cap = min(RunLength.maximumPoints, max(Self.mostWork / (size * shifts.count), 100))
  }

  /// One point further: the hazard there, and half the change of the law in absolute sum.
  ///
  /// The change is 1 at points where it is not looked at.
  mutating func advance() -> (hazard: Double, change: Double) {
    let size = law.count
    var crossed = 0.0
    for (shift, chance) in shifts where shift > 0 {
      var beyond = 0.0
      for state in max(size - shift, 0)..<size { beyond += law[state] }
      crossed += chance * beyond
    }
    // Nothing but rounding is lost by taking what is left from the total of 1; it is put right below.
    let left = 1 - crossed
    guard left > 1e-9 else { return exhausted(crossed) }
    move(scale: 1 / left)
    points += 1
    var change = 1.0
    // Where much crosses at each point, errors of the total would grow from point to point.
    if points % Self.glance == 0 || points == 1 || crossed > Self.rare {
      let (total, before) = (next.reduce(0, +), law.reduce(0, +))
      change = 0
      for state in 0..<size {
        next[state] /= total
        change += abs(next[state] - law[state] / before)
      }
      change /= 2
    }
    swap(&law, &next)
    return (crossed, change)
  }

  /// A point at which almost everything crosses: what is left is summed by itself.
  private mutating func exhausted(_ crossed: Double) -> (hazard: Double, change: Double) {
    move(scale: 1)
    var total = 0.0
    for value in next { total += value }
    guard total > 0 else { return (1, 0) }
    for state in next.indices { next[state] /= total }
    swap(&law, &next)
    return (crossed / (crossed + total), 1)
  }

  /// Fills `next` with the law one point further, times a factor.
  ///
  /// Through buffers, whose inner loops the compiler turns into vector instructions: this is where the
  /// time goes.
  private mutating func move(scale: Double) {
    let size = law.count
    let shifts = shifts
    law.withUnsafeBufferPointer { from in
      next.withUnsafeMutableBufferPointer { to in
        for state in 0..<size { to[state] = 0 }
        for (shift, chance) in shifts {
          let factor = chance * scale
          if shift >= 0 {
            for state in 0..<max(size - shift, 0) { to[state + shift] += factor * from[state] }
          } else {
            let floor = min(-shift, size)
            var sunk = 0.0
            for state in 0..<floor { sunk += from[state] }
            to[0] += factor * sunk
            for state in floor..<size { to[state + shift] += factor * from[state] }
          }
        }
      }
    }
  }
}

extension LatticeWalk {
  /// The sum of a chart, groups of units at a true rate.
  init(_ chart: BernoulliCusum, rate: Double, groupSize: Int) throws(InferenceError) {
    guard rate >= 0, rate <= 1 else {
      throw .outsideRange(field: "rate", value: rate, allowed: "[0, 1]")
    }
    guard groupSize >= 1 else {
      throw .outsideRange(field: "groupSize", value: Double(groupSize), allowed: "[1, 100000]")
    }
    guard groupSize <= Self.largestGroup else {
      throw .tooLarge(field: "groupSize", value: groupSize, limit: Self.largestGroup)
    }
    let binomial = try BinomialLimits.law(groupSize, chart.looksUp ? rate : 1 - rate)
    var shifts: [(shift: Int, chance: Double)] = []
    for count in 0...groupSize {
      let chance = binomial.pmf(count)
      // What is left out is far below the rounding of the rest.
      if chance > 1e-25 {
        shifts.append((count * chart.up - (groupSize - count) * chart.down, chance))
      }
    }
    let total = shifts.reduce(0) { $0 + $1.chance }
    self.init(size: chart.barrier, shifts: shifts.map { ($0.shift, $0.chance / total) })
  }

  /// The most units scored at one point.
  private static let largestGroup = 100_000
}
