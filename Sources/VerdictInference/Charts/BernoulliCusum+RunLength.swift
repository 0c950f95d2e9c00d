import GSLKit

extension BernoulliCusum {
  /// Where the sum stands when the count of points begins.
  public enum Start: Hashable, Sendable {
    /// At 0: a chart that has just been started.
    case zero
    /// Where a chart that has long run without a change or signal stands.
    case settled
  }

  /// The exact run-length distribution at a true rate.
  ///
  /// The law of the sum is carried from point to point over all its states; what passes the threshold
  /// is the hazard. At p₀ it tells how often the chart is wrong, at p₁ how soon it finds the change.
  ///
  /// - Parameters:
  ///   - rate: the true success rate, 0…1.
  ///   - groupSize: units scored at each point, 1 or more; 1 = unit by unit.
  ///   - start: where the sum stands at the change.
  /// - Returns: the run length in points of `groupSize` units; its hazards are all 0 when the rate
  ///   makes a signal impossible.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)``,
  ///   ``InferenceError/tooLarge(field:value:limit:)`` for groups over 100,000 units, and
  ///   ``InferenceError/numerical(routine:detail:)`` where the hazard does not settle.
  ///
  /// Checked against a Markov chain solved as a linear system in Python.
  public func runLength(
    rate: Double,
    groupSize: Int = 1,
    start: Start = .zero
  ) throws(InferenceError) -> RunLength {
    var walk = try LatticeWalk(self, rate: rate, groupSize: groupSize)
    if start == .settled {
      var before = try LatticeWalk(self, rate: inControlRate, groupSize: groupSize)
      _ = try RunLength.following(cap: walk.cap) { before.advance() }
      walk.law = before.law
    }
    return try RunLength.following(cap: walk.cap) { walk.advance() }
  }

  /// The chart with the lowest threshold that keeps a false-signal rate.
  ///
  /// The run length of the next lower threshold is too short.
  ///
  /// - Parameters:
  ///   - inControlRate: p₀, strictly between 0 and 1.
  ///   - outOfControlRate: p₁, strictly between 0 and 1, other than p₀.
  ///   - averageRunLength: smallest average run length at p₀ allowed, in points, 1 or more; see
  ///     ``FalseAlarmBudget/averageRunLength``.
  ///   - groupSize: units scored at each point.
  /// - Throws: as ``runLength(rate:groupSize:start:)``, and
  ///   ``InferenceError/tooLarge(field:value:limit:)`` when no threshold that can be followed is high
  ///   enough.
  public init(
    inControlRate: Double,
    outOfControlRate: Double,
    averageRunLength: Double,
    groupSize: Int = 1
  ) throws(InferenceError) {
    let lattice = try Lattice(inControlRate, outOfControlRate)
    guard averageRunLength >= 1, averageRunLength.isFinite else {
      throw .outsideRange(field: "averageRunLength", value: averageRunLength, allowed: "[1, inf)")
    }
    let target = Elementary.log(averageRunLength)
    guard target > 0 else {
      self.init(lattice, barrier: 1)
      return
    }
    func excess(_ barrier: Int) throws(InferenceError) -> Double {
      let chart = BernoulliCusum(lattice, barrier: barrier)
      let length = try chart.runLength(rate: inControlRate, groupSize: groupSize)
      return length.average.map { Elementary.log($0) - target } ?? .infinity
    }
    // log E N grows by nearly 1 for each unit of log-likelihood: from a guess, steps of that slope find a
    // bracket, a secant narrows it, and a bisection takes over where the lattice makes it uneven.
    var (lower, below) = (0, -target)
    var (upper, above) = (0, 0.0)
    var trial = lattice.guess(target)
    while upper == 0 {
      let value = try excess(trial)
      let jump = Int(min(abs(value) / lattice.step, 1e9)) + 2
      if value < 0 {
        (lower, below) = (trial, value)
        guard trial < Self.largestBarrier else {
          throw .tooLarge(field: "averageRunLength", value: trial, limit: Self.largestBarrier)
        }
        trial = min(trial + jump, Self.largestBarrier)
      } else {
        (upper, above) = (trial, value)
        // Try to close in from below as well.
        let other = trial - jump
        if other > lower {
          let value = try excess(other)
          if value < 0 { (lower, below) = (other, value) } else { (upper, above) = (other, value) }
        }
      }
    }
    var secant = true
    while upper - lower > 1 {
      var middle = lower + (upper - lower) / 2
      if secant, above.isFinite {
        let share = Double(upper - lower) * (-below / (above - below))
        // One step past the secant, so that both ends of the bracket move.
        middle = lower + Int(share) + (-below < above ? 1 : 0)
        middle = min(max(middle, lower + 1), upper - 1)
      }
      let width = upper - lower
      let value = try excess(middle)
      if value < 0 { (lower, below) = (middle, value) } else { (upper, above) = (middle, value) }
      secant = 2 * (upper - lower) <= width
    }
    self.init(lattice, barrier: upper)
  }
}

extension BernoulliCusum.Lattice {
  /// A threshold whose average run length is near a target, in steps.
  ///
  /// Wald's approximation E N ≈ (eᵇ − b − 1)/D, where D is the mean fall of the sum at p₀ and b the
  /// threshold with half a rise added for the overshoot.
  fileprivate func guess(_ logTarget: Double) -> Int {
    let favourable = outOfControl > inControl ? inControl : 1 - inControl
    let fall = step * (Double(down) * (1 - favourable) - Double(up) * favourable)
    let wanted = Elementary.exp(min(logTarget, 600)) * max(fall, 1e-300)
    let excess = { (b: Double) in Elementary.expMinusOne(b) - b - wanted }
    let reach = (try? BrentRoot.find(in: 0...700, tolerance: 1e-6, excess)) ?? 1
    let steps = reach / step - Double(up) / 2
    return Int(min(max(steps, 1), Double(BernoulliCusum.largestBarrier)))
  }
}
