package import VerdictModel

/// What a review meeting goes through, and the minutes each takes: twenty-five in all.
package struct MeetingAgenda: Hashable, Sendable, Codable {
  package var period: HalfMonth
  package var meeting: Day
  package var items: [AgendaItem]

  /// The whole meeting, in minutes.
  package static let minutes = 25
  /// More decisions than these share one item: nobody decides ten things in a quarter of an hour.
  package static let mostDecisions = 8

  package init(_ review: Review) {
    period = review.period
    meeting = review.meeting
    let open = review.decide.filter { $0.decision == nil }
    let done = review.decide.count - open.count
    var items: [(AgendaItem, Double)] = []
    func add(_ kind: AgendaItem.Kind, _ weight: Double, count: Int = 1) {
      if count > 0 { items.append((AgendaItem(kind: kind, count: count, minutes: 0), weight)) }
    }
    add(.health, review.health.isGreen ? 1 : 2)
    add(.lastDecisions, 2, count: review.lastDecisions.count)
    add(.plan, 3)
    for card in open.prefix(Self.mostDecisions) {
      items.append(
        (
          AgendaItem(
            kind: .decide,
            hypothesis: card.evaluation.hypothesis,
            title: card.evaluation.form.title,
            verdict: card.evaluation.verdict,
            count: 1,
            minutes: 0
          ), 5
        )
      )
    }
    add(.moreDecisions, 5, count: open.count - Self.mostDecisions)
    add(.decided, 1, count: done)
    add(.watch, 1, count: review.watch.count)
    add(.signals, 4, count: review.signals?.signals.count ?? 0)
    add(.cases, 2, count: review.cases?.count { $0.outcome == nil } ?? 0)
    add(.holds, 2, count: review.holds.count)
    add(.drafts, 3, count: review.drafts.count)
    add(.close, 1)
    let minutes = Self.shares(items.map(\.1), of: Self.minutes)
    self.items = zip(items, minutes).map { pair, minutes in
      var item = pair.0
      item.minutes = minutes
      return item
    }
  }

  /// Whole minutes by weight, one at least, that add up: the largest remainders get what is left over.
  package static func shares(_ weights: [Double], of total: Int) -> [Int] {
    guard !weights.isEmpty, weights.count <= total else { return weights.map { _ in 1 } }
    let spare = Double(total - weights.count)
    let sum = weights.reduce(0, +)
    let ideal = weights.map { spare * $0 / sum }
    var minutes = ideal.map { 1 + Int($0) }
    let rest = total - minutes.reduce(0, +)
    let order = ideal.indices.sorted { left, right in
      let (a, b) = (
        ideal[left] - ideal[left].rounded(.down), ideal[right] - ideal[right].rounded(.down)
      )
      return a == b ? left < right : a > b
    }
    for index in order.prefix(rest) { minutes[index] += 1 }
    return minutes
  }
}

/// One thing the meeting does.
package struct AgendaItem: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable {
    case health
    case lastDecisions
    case plan
    case decide
    case moreDecisions
    /// Already written down: read out only.
    case decided
    case watch
    case signals
    case cases
    case holds
    case drafts
    case close
  }
  package var kind: Kind
  package var hypothesis: String?
  package var title: Title?
  package var verdict: Verdict?
  /// How many things it is about.
  package var count: Int
  package var minutes: Int

  package init(
    kind: Kind,
    hypothesis: String? = nil,
    title: Title? = nil,
    verdict: Verdict? = nil,
    count: Int,
    minutes: Int
  ) {
    self.kind = kind
    self.hypothesis = hypothesis
    self.title = title
    self.verdict = verdict
    self.count = count
    self.minutes = minutes
  }
}
