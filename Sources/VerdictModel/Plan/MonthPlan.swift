/// One planned value of a month: a counter or a metric, of the department or of a part of it.
package struct PlanLine: Hashable, Sendable, Codable {
  /// Key of a counter or a metric.
  package let what: String
  /// `nil`: not split.
  package let source: String?
  package let manager: String?
  /// Of a counter a count, or money in minor units; of a metric as it is formed: a share as a
  /// fraction, money per one in major units.
  package let value: Double

  package init(what: String, source: String? = nil, manager: String? = nil, value: Double) {
    self.what = what
    self.source = source
    self.manager = manager
    self.value = value
  }
}

/// One place of a month's plan to be set or taken out.
package struct PlanChange: Hashable, Sendable, Codable {
  package let month: Month
  package let what: String
  package let source: String?
  package let manager: String?
  /// As in ``PlanLine``; nil takes the place out of the plan.
  package let value: Double?

  package init(
    month: Month,
    what: String,
    source: String? = nil,
    manager: String? = nil,
    value: Double?
  ) {
    self.month = month
    self.what = what
    self.source = source
    self.manager = manager
    self.value = value
  }

  package var line: PlanLine? {
    value.map { PlanLine(what: what, source: source, manager: manager, value: $0) }
  }
}

/// What a month is to bring.
///
/// A counter's plan is a sum: parts add up to the whole. A metric's is a target: nothing adds up to
/// it, so a part's target says nothing of the whole.
package struct MonthPlan: Hashable, Sendable, Codable {
  package let month: Month
  /// Sorted, one for each place.
  package let lines: [PlanLine]

  package init(month: Month, lines: [PlanLine]) {
    self.month = month
    self.lines = lines.sorted {
      ($0.what, $0.source ?? "", $0.manager ?? "") < ($1.what, $1.source ?? "", $1.manager ?? "")
    }
  }

  /// The plan of a place as stated, or summed from its parts for a counter.
  ///
  /// - Returns: nil where nothing is planned, and for a metric whose own line is missing.
  package func value(
    of what: String,
    source: String? = nil,
    manager: String? = nil,
    in funnel: FunnelDefinition
  ) -> Double? {
    let own = lines.filter { $0.what == what }
    if let stated = own.first(where: { $0.source == source && $0.manager == manager }) {
      return stated.value
    }
    guard funnel.counter(what) != nil, source == nil || manager == nil else { return nil }
    let parts = own.filter {
      (source == nil || $0.source == source) && (manager == nil || $0.manager == manager)
    }
    // Parts by manager and parts by source are two views of one plan: the coarser view is summed.
    for (hasSource, hasManager) in [(source != nil, true), (true, manager != nil), (true, true)] {
      let view = parts.filter {
        ($0.source != nil) == hasSource && ($0.manager != nil) == hasManager
      }
      if !view.isEmpty { return view.reduce(0) { $0 + $1.value } }
    }
    return nil
  }

  /// Everything planned for the whole department, counters in the funnel's order, then metrics.
  package func planned(in funnel: FunnelDefinition) -> [String] {
    (funnel.counters.map(\.key) + funnel.metrics.map(\.key)).filter {
      value(of: $0, in: funnel) != nil
    }
  }

  /// The same month with other values in some places.
  package func changing(_ changes: [PlanChange]) -> MonthPlan {
    var lines = lines
    for change in changes where change.month == month {
      lines.removeAll {
        $0.what == change.what && $0.source == change.source && $0.manager == change.manager
      }
      if let line = change.line { lines.append(line) }
    }
    return MonthPlan(month: month, lines: lines)
  }

  /// Refuses what no funnel could keep to.
  ///
  /// - Throws: ``PlanError`` with the offending line.
  package func check(in funnel: FunnelDefinition) throws(PlanError) {
    var places: Set<[String?]> = []
    for line in lines {
      guard places.insert([line.what, line.source, line.manager]).inserted else {
        throw .repeated(line, month: month)
      }
      try check(line, funnel)
    }
    for counter in funnel.counters where value(of: counter.key, in: funnel) != nil {
      let own = lines.filter { $0.what == counter.key }
      func sum(_ isPart: (PlanLine) -> Bool) -> Double? {
        let part = own.filter(isPart)
        return part.isEmpty ? nil : part.reduce(0) { $0 + $1.value }
      }
      guard !own.contains(where: { $0.source == nil && $0.manager == nil }),
        let managers = sum({ $0.source == nil && $0.manager != nil }),
        let sources = sum({ $0.source != nil && $0.manager == nil })
      else { continue }
      if abs(managers - sources) > 1e-6 * max(1, abs(managers)) {
        throw .viewsDisagree(what: counter.key, managers: managers, sources: sources, month: month)
      }
    }
  }

  private func check(_ line: PlanLine, _ funnel: FunnelDefinition) throws(PlanError) {
    guard line.value.isFinite, line.value >= 0, line.value <= 1e15 else {
      throw .badValue(line, month: month)
    }
    if let metric = funnel.metric(line.what) {
      if metric.isShare, line.value > 1 { throw .notAShare(line, month: month) }
      let grains = [metric.numerator, metric.denominator].compactMap { funnel.counter($0)?.grain }
      for grain in grains { try check(line, grain, funnel) }
      return
    }
    guard let counter = funnel.counter(line.what) else {
      throw .unknown(
        what: line.what,
        allowed: funnel.counters.map(\.key) + funnel.metrics.map(\.key)
      )
    }
    try check(line, counter.grain, funnel)
  }

  /// A plan by source of what is counted by manager could never be compared with a fact.
  private func check(
    _ line: PlanLine,
    _ grain: Grain,
    _ funnel: FunnelDefinition
  ) throws(PlanError) {
    if line.source != nil, !grain.hasSource { throw .notSplit(line, by: .source, month: month) }
    if line.manager != nil, !grain.hasManager { throw .notSplit(line, by: .manager, month: month) }
  }
}

/// When a plan was changed, by whom and why; later versions never rewrite earlier ones.
package struct PlanVersion: Hashable, Sendable, Codable {
  /// From 1.
  package let id: Int
  package let author: String
  package let at: Timestamp
  package let reason: String
  /// The months it states, whole.
  package let months: [Month]

  package init(id: Int, author: String, at: Timestamp, reason: String, months: [Month]) {
    self.id = id
    self.author = author
    self.at = at
    self.reason = reason
    self.months = months
  }
}

/// A month's plan as one version states it.
package struct PlannedMonth: Hashable, Sendable, Codable {
  package let plan: MonthPlan
  package let version: PlanVersion
  package init(plan: MonthPlan, version: PlanVersion) {
    self.plan = plan
    self.version = version
  }
}
