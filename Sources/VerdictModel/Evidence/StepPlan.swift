/// What a unit of one hypothesis adds to its cells, reckoned with numbers alone: made once, asked a
/// million times.
///
/// The one place that says which event counts for which stage; ``Contributions`` gives its answers
/// their names.
package struct StepPlan: Sendable {
  /// An event as far as cells are concerned.
  package struct Fact: Sendable {
    /// ``StepPlan/slot(of:)`` of its stage.
    package let slot: Int
    package let reached: Bool
    /// Days since 1970-01-01; nil: not known.
    package let day: Int?
    /// Minor units.
    package let amount: Int64?

    package init(slot: Int, reached: Bool, day: Int?, amount: Int64?) {
      self.slot = slot
      self.reached = reached
      self.day = day
      self.amount = amount
    }
  }

  /// An addition to one moment at one lag.
  package struct Step: Sendable {
    /// Position in ``StepPlan/moments``.
    package let moment: Int
    package let lag: Int
    package let units: Int64
    package let value: Int128
  }

  private enum Kind: Int, CaseIterable {
    case reached, instant, taken, answered, amount, amountSquared
  }

  /// A stage the hypothesis watches.
  private struct Watched: Sendable {
    let slot: Int
    /// Reaches of stages from this slot on count as reaches of it; none where it is no stage.
    let later: Int
  }

  /// Everything that is summed.
  package let moments: [EvidenceMoment]
  private let watched: [Watched]
  private let stages: [String]
  private let others: [String]

  /// - Parameters:
  ///   - form: the hypothesis in force.
  ///   - stages: keys of the funnel's stages in order.
  package init(form: HypothesisForm, stages: [String]) {
    let keys = form.watchedStages
    let others = keys.filter { !stages.contains($0) }
    self.stages = stages
    self.others = others
    var moments: [EvidenceMoment] = [.uptake]
    for key in keys {
      moments += [
        .reached(key), .instant(key), .taken(key), .answered(key), .amount(key),
        .amountSquared(key),
      ]
    }
    self.moments = moments
    watched = keys.map { key in
      if let position = stages.firstIndex(of: key) {
        return Watched(slot: position, later: position + 1)
      }
      return Watched(slot: stages.count + (others.firstIndex(of: key) ?? 0), later: stages.count)
    }
  }

  /// The number of a stage; nil for one that counts for nothing here.
  package func slot(of stage: String) -> Int? {
    if let position = stages.firstIndex(of: stage) { return position }
    return others.firstIndex(of: stage).map { stages.count + $0 }
  }

  package func fact(_ event: UnitEvent) -> Fact? {
    slot(of: event.stage).map {
      Fact(
        slot: $0,
        reached: event.reached,
        day: event.day?.number,
        amount: event.amount?.minor
      )
    }
  }

  /// Replaces `steps` by what a unit adds.
  ///
  /// - Parameters:
  ///   - exposure: the day it met its arm.
  ///   - uptake: the day it received the variant.
  ///   - events: all its events.
  ///   - steps: taken over, with its memory.
  package func steps(
    of exposure: Int,
    uptake: Int?,
    events: [Fact],
    into steps: inout [Step]
  ) {
    steps.removeAll(keepingCapacity: true)
    let uptakeLag = uptake.map { $0 - exposure }.flatMap {
      $0 >= 0 && $0 <= Lag.longest ? $0 : nil
    }
    if let uptakeLag { steps.append(Step(moment: 0, lag: uptakeLag, units: 1, value: 1)) }
    for (index, stage) in watched.enumerated() {
      let base = 1 + index * Kind.allCases.count
      func add(_ kind: Kind, _ lag: Int) {
        steps.append(Step(moment: base + kind.rawValue, lag: lag, units: 1, value: 1))
      }
      var reached = Int.max
      var answered = Int.max
      var payments = 0
      for event in events {
        let isOwn = event.slot == stage.slot
        let isLater =
          event.reached && event.slot >= stage.later && event.slot < stages.count
        guard isOwn || isLater else { continue }
        if event.reached {
          guard let lag = Self.lag(event.day, since: exposure) else { continue }
          reached = min(reached, lag)
          answered = min(answered, lag)
          if isOwn, event.amount != nil { payments += 1 }
        } else {
          let lag = event.day.map { max(0, min($0 - exposure, Lag.longest)) } ?? Lag.undated
          answered = min(answered, lag)
        }
      }
      if reached < Int.max {
        add(.reached, reached)
        if reached == 0, uptakeLag == 0 { add(.instant, 0) }
        if let uptakeLag { add(.taken, max(reached, uptakeLag)) }
      }
      if answered < Int.max { add(.answered, answered) }
      if payments > 0 { addAmounts(stage, base, exposure, events, to: &steps) }
    }
  }

  /// Increments of the unit's running total, and of its square.
  private func addAmounts(
    _ stage: Watched,
    _ base: Int,
    _ exposure: Int,
    _ events: [Fact],
    to steps: inout [Step]
  ) {
    let paid = events.compactMap { event -> (lag: Int, amount: Int64)? in
      guard event.slot == stage.slot, event.reached, let amount = event.amount,
        let lag = Self.lag(event.day, since: exposure)
      else { return nil }
      return (lag, amount)
    }
    .sorted { $0 < $1 }
    var total: Int128 = 0
    for (index, (lag, amount)) in paid.enumerated() {
      let before = total
      total += Int128(amount)
      let units: Int64 = index == 0 ? 1 : 0
      steps.append(
        Step(
          moment: base + Kind.amount.rawValue,
          lag: lag,
          units: units,
          value: Int128(amount)
        )
      )
      steps.append(
        Step(
          moment: base + Kind.amountSquared.rawValue,
          lag: lag,
          units: units,
          value: total * total - before * before
        )
      )
    }
  }

  /// Days since exposure; nil before it or after the longest lag kept.
  private static func lag(_ day: Int?, since exposure: Int) -> Int? {
    guard let day else { return Lag.undated }
    let lag = day - exposure
    return lag >= 0 && lag <= Lag.longest ? lag : nil
  }
}
