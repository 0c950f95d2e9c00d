package import VerdictInference
package import VerdictModel

/// Managers in a funnel: rate against size, and the limits that chance draws.
package struct ManagerPlot: Hashable, Sendable, Codable {
  package struct Point: Hashable, Sendable, Codable {
    package var name: String
    package var count: CountReading
    package var standing: FunnelPlot.Standing
  }
  package struct Limits: Hashable, Sendable, Codable {
    package var trials: Int
    package var warning: Interval
    package var signal: Interval
  }
  package var metric: String
  package var title: Title
  package var target: Double
  package var points: [Point]
  package var limits: [Limits]

  /// Steps of the limits' lines.
  static let steps = 48

  /// Nil where nobody has a case.
  ///
  /// * `counts`: successes of cases by name, in the order of the points.
  /// * `target`: the rate in the middle, 0…1.
  package init?(
    metric: String,
    title: Title,
    counts: [(name: String, above: Int64, below: Int64)],
    target: Double
  ) {
    let points = counts.compactMap { name, above, below -> Point? in
      guard below > 0,
        let count = try? BinomialCount(successes: Int(above), trials: Int(below)),
        let funnel = try? FunnelPlot(units: [count], target: target)
      else { return nil }
      return Point(
        name: name,
        count: CountReading(successes: count.successes, trials: count.trials),
        standing: funnel.standings[0]
      )
    }
    guard let largest = points.map(\.count.trials).max() else { return nil }
    let end = max(5, Int((Double(largest) * 1.15).rounded(.up)))
    limits = stride(from: 1, through: end, by: max(1, end / Self.steps)).compactMap { trials in
      guard
        let warning = try? BinomialLimits.interpolated(
          trials: trials,
          rate: target,
          level: FunnelPlot.warningLevel
        ),
        let signal = try? BinomialLimits.interpolated(
          trials: trials,
          rate: target,
          level: FunnelPlot.signalLevel
        )
      else { return nil }
      return Limits(trials: trials, warning: warning, signal: signal)
    }
    self.metric = metric
    self.title = title
    self.target = target
    self.points = points
  }
}

extension ManagerPlot {
  /// A funnel for each metric of a review's managers.
  package static func plots(of readings: [ManagerReading], in funnel: FunnelDefinition)
    -> [ManagerPlot]
  {
    var metrics: [String] = []
    for reading in readings where !metrics.contains(reading.metric) {
      metrics.append(reading.metric)
    }
    return metrics.compactMap { key in
      let own = readings.filter { $0.metric == key }
      guard let usual = own.first?.usual else { return nil }
      return ManagerPlot(
        metric: key,
        title: funnel.metric(key)?.title ?? Title(ru: key, en: key),
        counts: own.map { ($0.name, $0.successes, $0.trials) },
        target: usual
      )
    }
  }
}
