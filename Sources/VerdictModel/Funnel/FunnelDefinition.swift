/// A text in both languages.
package struct Title: Hashable, Sendable, Codable {
  package let ru: String
  package let en: String
  package init(ru: String, en: String) {
    self.ru = ru
    self.en = en
  }
}

extension Title: ExpressibleByStringLiteral {
  /// One text for both languages.
  package init(stringLiteral text: String) { self.init(ru: text, en: text) }
}

/// How finely a counter is entered.
package enum Grain: String, Sendable, Codable, CaseIterable {
  case day
  case bySource
  case byManager
  case bySourceAndManager

  package var hasSource: Bool { self == .bySource || self == .bySourceAndManager }
  package var hasManager: Bool { self == .byManager || self == .bySourceAndManager }
}

/// Where a counter's values come from.
package enum CounterOwner: String, Sendable, Codable {
  case files
  case hand
}

/// A counted step of the funnel, or money.
package struct Counter: Hashable, Sendable, Codable {
  /// Its name in files and columns: `meetings_held`.
  package let key: String
  package let title: Title
  package let grain: Grain
  package let owner: CounterOwner
  /// Money is kept in minor units, everything else is a count.
  package let isMoney: Bool
  /// A step a unit can reach (`meetings_held`, `payments`), in the order of `FunnelDefinition.stages`.
  package let isStage: Bool
  /// No data exists before this day.
  package let from: Day?

  package init(
    key: String,
    title: Title,
    grain: Grain,
    owner: CounterOwner,
    isMoney: Bool = false,
    isStage: Bool = false,
    from: Day? = nil
  ) {
    self.key = key
    self.title = title
    self.grain = grain
    self.owner = owner
    self.isMoney = isMoney
    self.isStage = isStage
    self.from = from
  }
}

/// Whether more is better.
package enum Direction: String, Sendable, Codable {
  case up
  case down
  /// +1 or −1: the sign that turns good into plus.
  package var sign: Double { self == .up ? 1 : -1 }
}

/// A ratio of two counters, sum over sum.
package struct Metric: Hashable, Sendable, Codable {
  package let key: String
  package let title: Title
  package let numerator: String
  package let denominator: String
  package let good: Direction
  /// A share is shown per 100; anything else is money or a count per one.
  package let isShare: Bool

  package init(
    key: String,
    title: Title,
    numerator: String,
    denominator: String,
    good: Direction,
    isShare: Bool = true
  ) {
    self.key = key
    self.title = title
    self.numerator = numerator
    self.denominator = denominator
    self.good = good
    self.isShare = isShare
  }
}

/// The company's funnel as data: what is counted, at which grain, and which ratios are formed.
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

  /// From ad impression to payment, the default of every new store.
  package static let standard = FunnelDefinition(
    counters: [
      Counter(
        key: "impressions",
        title: Title(ru: "Показы", en: "Impressions"),
        grain: .bySource,
        owner: .files
      ),
      Counter(
        key: "clicks",
        title: Title(ru: "Клики", en: "Clicks"),
        grain: .bySource,
        owner: .files
      ),
      Counter(
        key: "leads",
        title: Title(ru: "Лиды", en: "Leads"),
        grain: .bySource,
        owner: .files,
        isStage: true
      ),
      Counter(
        key: "spend",
        title: Title(ru: "Расход", en: "Ad spend"),
        grain: .bySource,
        owner: .files,
        isMoney: true
      ),
      Counter(
        key: "meetings_scheduled",
        title: Title(ru: "Встречи назначены", en: "Meetings booked"),
        grain: .byManager,
        owner: .hand,
        isStage: true
      ),
      Counter(
        key: "meetings_due",
        title: Title(ru: "Должны прийти", en: "Meetings due"),
        grain: .byManager,
        owner: .hand
      ),
      Counter(
        key: "meetings_moved",
        title: Title(ru: "Перенесены", en: "Meetings moved"),
        grain: .byManager,
        owner: .hand
      ),
      Counter(
        key: "meetings_held",
        title: Title(ru: "Встречи проведены", en: "Meetings held"),
        grain: .byManager,
        owner: .hand,
        isStage: true
      ),
      Counter(
        key: "payments",
        title: Title(ru: "Оплаты", en: "Payments"),
        grain: .bySourceAndManager,
        owner: .hand,
        isStage: true
      ),
      Counter(
        key: "revenue",
        title: Title(ru: "Выручка", en: "Revenue"),
        grain: .bySourceAndManager,
        owner: .hand,
        isMoney: true
      ),
      Counter(
        key: "refunds",
        title: Title(ru: "Возвраты", en: "Refunds"),
        grain: .bySourceAndManager,
        owner: .hand,
        isMoney: true
      ),
    ],
    metrics: [
      Metric(
        key: "ctr",
        title: Title(ru: "CTR", en: "Click-through rate"),
        numerator: "clicks",
        denominator: "impressions",
        good: .up
      ),
      Metric(
        key: "click_to_lead",
        title: Title(ru: "Конверсия сайта", en: "Click to lead"),
        numerator: "leads",
        denominator: "clicks",
        good: .up
      ),
      Metric(
        key: "cpl",
        title: Title(ru: "Цена лида", en: "Cost per lead"),
        numerator: "spend",
        denominator: "leads",
        good: .down,
        isShare: false
      ),
      Metric(
        key: "lead_to_meeting",
        title: Title(ru: "Лид → встреча", en: "Lead to booking"),
        numerator: "meetings_scheduled",
        denominator: "leads",
        good: .up
      ),
      Metric(
        key: "show_rate",
        title: Title(ru: "Доходимость", en: "Show-up rate"),
        numerator: "meetings_held",
        denominator: "meetings_due",
        good: .up
      ),
      Metric(
        key: "meeting_to_payment",
        title: Title(ru: "Встреча → оплата", en: "Close rate"),
        numerator: "payments",
        denominator: "meetings_held",
        good: .up
      ),
      Metric(
        key: "lead_to_payment",
        title: Title(ru: "Лид → оплата", en: "Lead to client"),
        numerator: "payments",
        denominator: "leads",
        good: .up
      ),
      Metric(
        key: "cost_per_meeting",
        title: Title(ru: "Цена встречи", en: "Cost per held meeting"),
        numerator: "spend",
        denominator: "meetings_held",
        good: .down,
        isShare: false
      ),
      Metric(
        key: "cac",
        title: Title(ru: "Цена клиента", en: "Cost per client"),
        numerator: "spend",
        denominator: "payments",
        good: .down,
        isShare: false
      ),
      Metric(
        key: "avg_check",
        title: Title(ru: "Средний чек", en: "Average deal"),
        numerator: "revenue",
        denominator: "payments",
        good: .up,
        isShare: false
      ),
    ]
  )
}
