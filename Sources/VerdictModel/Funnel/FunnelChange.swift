/// One change of a company's funnel; nothing is ever taken out, so the past stays as it was counted.
package enum FunnelChange: Hashable, Sendable, Codable {
  /// A new counter, after another one or at the end; its `from` is the first day it is entered.
  case addCounter(Counter, after: String?)
  case addMetric(Metric)
  case rename(String, to: Title, on: Day)
  case retire(String, on: Day)
  /// Which direction is good; nil of a counter: neither.
  case direct(String, Direction?)
  case norm(Norm)
}

/// Why a funnel cannot be changed so, with the offending values.
package enum FunnelError: CodedError, Hashable {
  case badKey(String)
  case keyTaken(String)
  /// The counter exists with another owner or grain: two would enter the same number.
  case twoOwners(counter: String, present: String, wished: String)
  case unknown(String, known: [String])
  case metricNeeds(metric: String, counter: String)
  case alreadyRetired(String, Day)
  case retiredBeforeStart(String, from: Day)
  /// Hypotheses that run on the stage keep it; it cannot be retired under them.
  case inUse(String, hypotheses: [String])
  case normEnds(metric: String)
  case questionUnknown(String)
  case answerUnknown(String, allowed: [String])
  /// The answer needs a counter the funnel does not have.
  case answerNeeds(answer: String, counter: String)

  package var code: String {
    switch self {
    case .badKey: "funnel.badKey"
    case .keyTaken: "funnel.keyTaken"
    case .twoOwners: "funnel.twoOwners"
    case .unknown: "funnel.unknown"
    case .metricNeeds: "funnel.metricNeeds"
    case .alreadyRetired: "funnel.alreadyRetired"
    case .retiredBeforeStart: "funnel.retiredBeforeStart"
    case .inUse: "funnel.inUse"
    case .normEnds: "funnel.normEnds"
    case .questionUnknown: "funnel.questionUnknown"
    case .answerUnknown: "funnel.answerUnknown"
    case .answerNeeds: "funnel.answerNeeds"
    }
  }

  package var values: [String: String] {
    switch self {
    case .badKey(let key), .keyTaken(let key): ["value": key]
    case .twoOwners(let counter, let present, let wished):
      ["counter": counter, "present": present, "wished": wished]
    case .unknown(let key, let known):
      ["value": key, "allowed": known.joined(separator: ", ")]
    case .metricNeeds(let metric, let counter): ["metric": metric, "counter": counter]
    case .alreadyRetired(let key, let day): ["value": key, "day": day.description]
    case .retiredBeforeStart(let key, let day): ["value": key, "day": day.description]
    case .inUse(let key, let hypotheses):
      ["value": key, "hypotheses": hypotheses.joined(separator: ", ")]
    case .normEnds(let metric): ["metric": metric]
    case .questionUnknown(let question):
      [
        "value": question,
        "allowed": FunnelQuestion.allCases.map(\.rawValue).joined(separator: ", "),
      ]
    case .answerUnknown(let answer, let allowed):
      ["value": answer, "allowed": allowed.joined(separator: ", ")]
    case .answerNeeds(let answer, let counter): ["value": answer, "counter": counter]
    }
  }

  package var kind: FailureKind {
    switch self {
    case .questionUnknown, .answerUnknown, .normEnds: .usage
    default: .badData
    }
  }
}

extension FunnelDefinition {
  /// The funnel with one change made to it; a norm is no part of the definition and changes nothing.
  package func applying(_ change: FunnelChange) throws(FunnelError) -> FunnelDefinition {
    switch change {
    case .addCounter(let counter, let after): return try adding(counter, after: after)
    case .addMetric(let metric): return try adding(metric)
    case .rename(let key, let title, let day):
      return try changing(key) { counter in
        counter.formerly.append(FormerTitle(title: counter.title, until: day))
        counter.title = title
      } metric: { metric in
        metric.formerly.append(FormerTitle(title: metric.title, until: day))
        metric.title = title
      }
    case .retire(let key, let day): return try retiring(key, on: day)
    case .direct(let key, let direction):
      return try changing(key) {
        $0.good = direction
      } metric: { metric in
        if let direction { metric.good = direction }
      }
    case .norm(let norm):
      guard formable.contains(where: { $0.key == norm.metric }) else {
        throw .unknown(norm.metric, known: formable.map(\.key))
      }
      guard norm.low != nil || norm.high != nil,
        norm.low.map({ low in norm.high.map { low <= $0 } ?? true }) ?? true
      else { throw .normEnds(metric: norm.metric) }
      return self
    }
  }

  /// Small Latin letters, digits and underscores, as columns of files are called.
  private static func isKey(_ key: String) -> Bool {
    let reserved: Set<String> = ["date", "source", "manager", "unit", "arm", "segment", "package"]
    guard (1...40).contains(key.utf8.count), !reserved.contains(key) else { return false }
    return key.utf8.enumerated().allSatisfy { index, byte in
      (0x61...0x7A).contains(byte) || (index > 0 && ((0x30...0x39).contains(byte) || byte == 0x5F))
    }
  }

  private func adding(_ counter: Counter, after: String?) throws(FunnelError) -> FunnelDefinition {
    guard Self.isKey(counter.key) else { throw .badKey(counter.key) }
    if let known = self.counter(counter.key) {
      if known.owner != counter.owner || known.grain != counter.grain {
        throw .twoOwners(
          counter: counter.key,
          present: known.owner.rawValue + ", " + known.grain.rawValue,
          wished: counter.owner.rawValue + ", " + counter.grain.rawValue
        )
      }
      throw .keyTaken(counter.key)
    }
    guard !formable.contains(where: { $0.key == counter.key }) else { throw .keyTaken(counter.key) }
    var counters = self.counters
    if let after {
      guard let index = counters.firstIndex(where: { $0.key == after }) else {
        throw .unknown(after, known: counters.map(\.key))
      }
      counters.insert(counter, at: index + 1)
    } else {
      counters.append(counter)
    }
    return FunnelDefinition(counters: counters, metrics: metrics)
  }

  private func adding(_ metric: Metric) throws(FunnelError) -> FunnelDefinition {
    guard Self.isKey(metric.key) else { throw .badKey(metric.key) }
    guard self.metric(metric.key) == nil, counter(metric.key) == nil else {
      throw .keyTaken(metric.key)
    }
    for key in metric.counters where counter(key) == nil {
      throw .metricNeeds(metric: metric.key, counter: key)
    }
    return FunnelDefinition(counters: counters, metrics: metrics + [metric])
  }

  private func retiring(_ key: String, on day: Day) throws(FunnelError) -> FunnelDefinition {
    let (from, until) = (
      counter(key)?.from ?? metric(key)?.from, counter(key)?.until ?? metric(key)?.until
    )
    if let until { throw .alreadyRetired(key, until) }
    if let from, day <= from { throw .retiredBeforeStart(key, from: from) }
    return try changing(key) {
      $0.until = day
    } metric: {
      $0.until = day
    }
  }

  /// Changes a counter or a metric; one of the catalogue becomes the company's own by it.
  private func changing(
    _ key: String,
    counter change: (inout Counter) -> Void,
    metric changeMetric: (inout Metric) -> Void
  ) throws(FunnelError) -> FunnelDefinition {
    var (counters, metrics) = (self.counters, self.metrics)
    if let index = counters.firstIndex(where: { $0.key == key }) {
      change(&counters[index])
    } else if let index = metrics.firstIndex(where: { $0.key == key }) {
      changeMetric(&metrics[index])
    } else if var usual = formable.first(where: { $0.key == key }) {
      changeMetric(&usual)
      metrics.append(usual)
    } else {
      throw .unknown(key, known: counters.map(\.key) + formable.map(\.key))
    }
    return FunnelDefinition(counters: counters, metrics: metrics)
  }
}

extension FunnelDefinition {
  /// The funnel whose metrics follow an answer; answers that change no metric leave it as it is.
  package func answering(_ question: FunnelQuestion, _ answer: String) throws(FunnelError)
    -> FunnelDefinition
  {
    guard question.options.contains(answer) else {
      throw .answerUnknown(answer, allowed: question.options)
    }
    switch question {
    case .showRate:
      let denominator = answer == "booked" ? "meetings_scheduled" : "meetings_due"
      return try replacing("show_rate", answer) { old in
        Metric(
          key: old.key,
          title: old.title,
          numerator: old.numerator,
          denominator: denominator,
          denominatorLess: answer == "due-less-moved" ? ["meetings_moved"] : [],
          good: old.good,
          from: old.from,
          until: old.until,
          formerly: old.formerly
        )
      }
    case .clientCost:
      return try replacing("cac", answer) { old in
        Metric(
          key: old.key,
          title: old.title,
          numerator: "spend",
          plus: answer == "ads-and-salaries" ? ["salaries"] : [],
          denominator: old.denominator,
          good: old.good,
          isShare: false,
          from: old.from,
          until: old.until,
          formerly: old.formerly
        )
      }
    case .returnOn:
      return try replacing("romi", answer) { old in
        Metric(
          key: old.key,
          title: old.title,
          numerator: answer == "margin" ? "margin" : "revenue",
          less: ["spend"],
          denominator: "spend",
          good: old.good,
          from: old.from,
          until: old.until,
          formerly: old.formerly
        )
      }
    case .reading, .revenue, .dealOwner: return self
    }
  }

  private func replacing(_ key: String, _ answer: String, _ make: (Metric) -> Metric)
    throws(FunnelError) -> FunnelDefinition
  {
    guard
      let old = metrics.first(where: { $0.key == key })
        ?? Metric.usual.first(where: { $0.key == key })
    else { return self }
    let new = make(old)
    for counter in new.counters where self.counter(counter) == nil {
      throw .answerNeeds(answer: answer, counter: counter)
    }
    var metrics = self.metrics
    if let index = metrics.firstIndex(where: { $0.key == key }) {
      metrics[index] = new
    } else {
      metrics.append(new)
    }
    return FunnelDefinition(counters: counters, metrics: metrics)
  }
}
