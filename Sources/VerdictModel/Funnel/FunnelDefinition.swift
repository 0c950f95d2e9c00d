/// The company's funnel as data: what is counted, at which grain, and which ratios are formed.
///
/// Nothing is ever taken out: a retired counter or metric stays, because the past was counted by it.
package struct FunnelDefinition: Hashable, Sendable, Codable {
  package let counters: [Counter]
  package let metrics: [Metric]

  package init(counters: [Counter], metrics: [Metric]) {
    self.counters = counters
    self.metrics = metrics
  }

  package func counter(_ key: String) -> Counter? { counters.first { $0.key == key } }
  package func metric(_ key: String) -> Metric? { metrics.first { $0.key == key } }
  /// The steps a unit can reach, in order.
  package var stages: [Counter] { counters.filter(\.isStage) }

  /// The setting that keeps the stages of a test from before the funnel changed.
  package static func stagesSetting(of hypothesis: String) -> String {
    "funnel.stages." + hypothesis
  }

  /// What is entered on a day: begun, and not retired.
  package func counters(on day: Day) -> [Counter] { counters.filter { $0.isKept(on: day) } }

  /// Every metric that this funnel's counters can form: its own, then the field's usual ones.
  ///
  /// A metric the company retired is not brought back by the catalogue.
  package var formable: [Metric] {
    let own = Set(metrics.map(\.key))
    let known = Set(counters.map(\.key))
    let usual = Metric.usual.filter { !own.contains($0.key) && known.isSuperset(of: $0.counters) }
    return metrics + usual
  }
}
