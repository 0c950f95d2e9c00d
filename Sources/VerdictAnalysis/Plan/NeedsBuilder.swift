package import VerdictInference
package import VerdictModel

/// Works out needs from the last ninety days of the table, and levers from its last half-months.
package struct NeedsBuilder: Sendable {
  /// Days that rates come from.
  package static let days = 90
  /// Half-months that a good quarter is looked for in, and the fewest that have one.
  package static let halfMonths = 12
  static let fewestHalfMonths = 4
  /// A half-month with fewer trials says nothing of a rate.
  static let fewestTrials = 5
  package static let seed: UInt64 = 1

  let series: PlanSeries
  let last: Day
  /// * `series`: daily sums of at least the last half-year.
  /// * `last`: the last day that counts.
  package init(series: PlanSeries, upTo last: Day) {
    self.series = series
    self.last = last
  }

  private var window: ClosedRange<Day> { (last - (Self.days - 1))...last }

  /// The needs of a revenue.
  ///
  /// * `revenue`: major units, 0 or more.
  /// * `whatIf`: rates to try instead of the table's, each in 0…1.
  package func needs(
    of revenue: Double,
    whatIf: [FunnelNeeds.Stage: Double] = [:]
  ) throws(NeedsError) -> NeedsReading {
    let paid = try positive("payments")
    _ = try positive("revenue")
    let leads = try positive("leads")
    let spend = try known("spend")
    guard
      let checks = Checks(
        money: series.days("revenue"),
        payments: series.days("payments"),
        upTo: last
      )
    else { throw .zero(counter: "revenue", first: window.lowerBound, last: last) }
    var rates: [FunnelNeeds.Stage: UncertainFactor] = [:]
    var shown: [StageRate] = []
    for stage in FunnelNeeds.Stage.allCases {
      let (top, below) = stage.counters
      let (successes, trials) = (try known(top), try positive(below))
      guard successes <= trials,
        let count = try? BinomialCount(successes: Int(successes), trials: Int(trials))
      else { throw .aboveOne(stage: stage.metric, successes: successes, trials: trials) }
      rates[stage] = .rate(count)
      shown.append(
        StageRate(
          stage: stage,
          successes: count.successes,
          trials: count.trials,
          rate: count.rate,
          interval: SingleRate(count).wilson(level: 0.95)
        )
      )
    }
    let costPerLead = Double(spend) / 100 / Double(leads)
    do throws(InferenceError) {
      let needs = try FunnelNeeds(
        revenue: revenue,
        averageCheck: .positive(
          mean: checks.mean / 100,
          standardError: checks.standardError / 100
        ),
        rates: rates,
        costPerLead: costPerLead
      )
      var changed: FunnelNeeds?
      for (stage, rate) in whatIf.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        changed = try (changed ?? needs).with(stage, at: rate)
      }
      return NeedsReading(
        revenue: revenue,
        first: window.lowerBound,
        last: last,
        check: checks.mean / 100,
        checkError: checks.standardError / 100,
        payments: Int(paid),
        costPerLead: costPerLead,
        rates: shown,
        needs: try values(needs),
        changed: try changed.map { needs throws(InferenceError) in try values(needs) },
        whatIfs: whatIf.map { stage, rate in
          WhatIf(
            stage: stage,
            now: rates[stage]?.estimate,
            rate: rate,
            gain: needs.gain(stage, at: rate)
          )
        }
        .sorted { ($0.gain ?? 0, $0.stage.rawValue) > ($1.gain ?? 0, $1.stage.rawValue) },
        levers: levers(needs),
        seed: Self.seed
      )
    } catch {
      throw .calculation(code: error.code, field: error.field ?? "")
    }
  }

  private func values(_ needs: FunnelNeeds) throws(InferenceError) -> [NeedValue] {
    let draws = try needs.simulated(seed: Self.seed)
    return FunnelNeeds.Need.allCases.map { need in
      let isSilent = !needs.silentStages(need).isEmpty
      var interval = needs.isUncertain(need) ? draws[need]?.interval(level: 0.95) : nil
      // Without a success nothing says how large the need may be.
      if isSilent { interval = interval.map { Interval(lower: $0.lower, upper: nil) } }
      return NeedValue(need: need, estimate: needs.estimate(need), interval: interval)
    }
  }

  // MARK: levers

  private func levers(_ needs: FunnelNeeds) -> [Lever] {
    FunnelNeeds.Stage.allCases.compactMap { lever($0, needs) }.sorted {
      ($0.isWithinChance ? 0 : 1, $0.gain) > ($1.isWithinChance ? 0 : 1, $1.gain)
    }
  }

  private func lever(_ stage: FunnelNeeds.Stage, _ needs: FunnelNeeds) -> Lever? {
    let (top, below) = stage.counters
    var period = HalfMonth(containing: last)
    if period.end > last { period = period.previous }
    var counts: [BinomialCount] = []
    for _ in 0..<Self.halfMonths {
      if let trials = series.sum(below, in: period.days), trials >= Int64(Self.fewestTrials),
        let successes = series.sum(top, in: period.days),
        let count = try? BinomialCount(successes: Int(successes), trials: Int(trials))
      {
        counts.append(count)
      }
      period = period.previous
    }
    guard counts.count >= Self.fewestHalfMonths, let now = needs.rates[stage]?.estimate, now > 0,
      let drawn = try? EmpiricalBayesRates(counts)
    else { return nil }
    // Where half-months differ more than chance, each is drawn towards the common rate first.
    let isWithinChance = drawn.overdispersion == 0
    let rates = isWithinChance ? counts.compactMap(\.rate) : drawn.rates.map(\.estimate)
    let good = min(1, Self.upperQuartile(rates))
    return Lever(
      stage: stage,
      now: now,
      good: good,
      gain: max(0, needs.gain(stage, at: good) ?? 0),
      periods: counts.count,
      isWithinChance: isWithinChance
    )
  }

  /// Linear between neighbours (type 7 of Hyndman & Fan, R's default).
  static func upperQuartile(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let place = 0.75 * Double(sorted.count - 1)
    let index = Int(place)
    guard index + 1 < sorted.count else { return sorted[index] }
    return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
  }

  // MARK: sums

  private func known(_ counter: String) throws(NeedsError) -> Int64 {
    guard let sum = series.sum(counter, in: window) else {
      throw .noData(counter: counter, first: window.lowerBound, last: last)
    }
    return sum
  }

  private func positive(_ counter: String) throws(NeedsError) -> Int64 {
    let sum = try known(counter)
    guard sum > 0 else {
      throw .zero(counter: counter, first: window.lowerBound, last: last)
    }
    return sum
  }
}
