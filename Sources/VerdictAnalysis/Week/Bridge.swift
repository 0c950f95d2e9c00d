import GSLKit
package import VerdictInference
package import VerdictModel

/// From one period to another: how much each stage of the funnel gave.
///
/// A counter is the product of its chain: leads × (meetings due ÷ leads) × show-up × close rate ×
/// average check. Its change is shared out on the log scale, which has no order of stages and leaves
/// nothing over:
///
///     share of a stage = ln(after ÷ before) ÷ ln(whole after ÷ whole before)
///     its contribution = L·ln(after ÷ before),  L = (B − A)/ln(B/A)
///
/// Source: Ang (2005), Energy Policy 33:867, the logarithmic mean Divisia index. Show-up 55 → 72
/// explains 30 % of lead-to-client 0.9 → 2.2.
package struct Bridge: Hashable, Sendable, Codable {
  /// Key of the counter or metric that changed.
  package var what: String
  package var title: Title
  package var isMoney: Bool
  /// Of a metric: a share, shown of a hundred.
  package var isShare: Bool
  package var before: BridgePeriod
  package var after: BridgePeriod
  /// The counter (money in major units) or metric; nil where it is missing or has no denominator.
  package var from: Double?
  package var to: Double?
  /// In the order of the funnel; the first of a counter's bridge is the volume it starts from.
  package var steps: [BridgeStep]
  /// Why no shares can be given.
  package var undefined: Undefined?

  package enum Undefined: Hashable, Sendable, Codable {
    /// Nothing was entered for a counter in one of the periods.
    case missing(String)
    /// A counter was zero: no ratio to it, no logarithm of it.
    case zero(String)
    /// The funnel has no chain of counters to it.
    case noChain
  }
}

/// The days of one end.
package struct BridgePeriod: Hashable, Sendable, Codable {
  package var first: Day
  package var last: Day
  package init(_ days: ClosedRange<Day>) {
    first = days.lowerBound
    last = days.upperBound
  }
}

/// One factor of the chain.
package struct BridgeStep: Hashable, Sendable, Codable {
  package var numerator: String
  /// Nil for the volume the chain starts from.
  package var denominator: String?
  /// The metric that divides them, where the funnel has one.
  package var metric: String?
  package var title: Title
  package var before: Double
  package var after: Double
  /// Of the whole's change on the log scale; nil when the whole did not change.
  package var share: Double?
  /// In the unit of the whole.
  package var contribution: Double
  /// Of a rate: 95 % score interval of its change, so that noise is not read as news.
  package var change: Interval?

  /// Whether the change is no more than these counts' scatter; nil where that is not known.
  package var isNoise: Bool? { change.map { $0.contains(0) } }
}

extension Bridge {
  /// The bridge to a counter, or over the stages of a metric.
  ///
  /// * `what`: key of a counter or of a metric whose chain the funnel knows.
  /// * `before`: sums of the first period by counter, money in minor units.
  /// * `after`: the same of the second.
  package init(
    of what: String,
    from before: (days: ClosedRange<Day>, sums: [String: Int64]),
    to after: (days: ClosedRange<Day>, sums: [String: Int64]),
    in funnel: FunnelDefinition
  ) {
    let metric = funnel.metric(what)
    let end = metric?.numerator ?? what
    self.what = what
    title = metric?.title ?? funnel.counter(what)?.title ?? Title(ru: what, en: what)
    isMoney = funnel.counter(end)?.isMoney ?? false
    isShare = metric?.isShare ?? false
    self.before = BridgePeriod(before.days)
    self.after = BridgePeriod(after.days)
    from = nil
    to = nil
    steps = []
    func major(_ sums: [String: Int64], _ key: String) -> Double? {
      sums[key].map { funnel.counter(key)?.isMoney == true ? Double($0) / 100 : Double($0) }
    }
    func whole(_ sums: [String: Int64]) -> Double? {
      guard let top = major(sums, end) else { return nil }
      guard let metric else { return top }
      guard let below = major(sums, metric.denominator), below > 0 else { return nil }
      return top / below
    }
    from = whole(before.sums)
    to = whole(after.sums)
    var chain = funnel.chain(to: end)
    if let metric {
      guard let start = chain.firstIndex(of: metric.denominator) else {
        undefined = .noChain
        return
      }
      chain = Array(chain[start...])
    } else {
      // The chain starts at the first counter that both periods have.
      chain = Array(chain.drop { before.sums[$0] == nil || after.sums[$0] == nil })
    }
    guard chain.last == end else {
      undefined = chain.isEmpty ? .missing(end) : .noChain
      return
    }
    for counter in chain {
      guard let one = before.sums[counter], let two = after.sums[counter] else {
        undefined = .missing(counter)
        return
      }
      guard one > 0, two > 0 else {
        undefined = .zero(counter)
        return
      }
    }
    guard let from, let to, from > 0, to > 0 else { return }
    let whole = Elementary.log(to / from)
    let mean = whole == 0 ? from : (to - from) / whole
    func add(_ step: (top: String, below: String?), _ one: Double, _ two: Double) {
      let part = Elementary.log(two / one)
      let own = funnel.metrics.first { $0.numerator == step.top && $0.denominator == step.below }
      var change: Interval?
      if let below = step.below, own?.isShare ?? true, let a = before.sums[step.top],
        let b = before.sums[below], let c = after.sums[step.top], let d = after.sums[below]
      {
        change = Readings.change(previous: (a, b), now: (c, d))
      }
      steps.append(
        BridgeStep(
          numerator: step.top,
          denominator: step.below,
          metric: own?.key,
          title: own?.title ?? funnel.stepTitle(step.top, step.below),
          before: one,
          after: two,
          share: whole == 0 ? nil : part / whole,
          contribution: mean * part,
          change: change
        )
      )
    }
    if metric == nil, let first = chain.first, let one = major(before.sums, first),
      let two = major(after.sums, first)
    {
      add((first, nil), one, two)
    }
    for (below, top) in zip(chain, chain.dropFirst()) {
      guard let a = major(before.sums, top), let b = major(before.sums, below),
        let c = major(after.sums, top), let d = major(after.sums, below)
      else { continue }
      add((top, below), a / b, c / d)
    }
  }
}

extension FunnelDefinition {
  /// The counters that multiply up to one, from the first: each divided by the one before it.
  ///
  /// A counter follows the latest earlier counter that one of its metrics divides it by; one without
  /// such a metric takes the place of the counter before it (meetings due follow the leads, as
  /// bookings do).
  package func chain(to end: String) -> [String] {
    var chain = [end]
    var place = counters.firstIndex { $0.key == end }
    while let top = place, let before = predecessor(of: top) {
      chain.insert(counters[before].key, at: 0)
      place = before
    }
    return chain
  }

  private func predecessor(of top: Int) -> Int? {
    var index = top
    while true {
      let key = counters[index].key
      let earlier = metrics.filter { $0.numerator == key }
        .compactMap { metric in counters.firstIndex { $0.key == metric.denominator } }
        .filter { $0 < index && !counters[$0].isMoney }
      if let found = earlier.max() { return found }
      guard let before = counters[..<index].lastIndex(where: { !$0.isMoney }) else { return nil }
      index = before
    }
  }

  func stepTitle(_ top: String, _ below: String?) -> Title {
    let above = counter(top)?.title ?? Title(ru: top, en: top)
    guard let below else { return above }
    let under = counter(below)?.title ?? Title(ru: below, en: below)
    return Title(
      ru: under.ru + " → " + above.ru.lowercased(),
      en: under.en + " → " + above.en.lowercased()
    )
  }
}
