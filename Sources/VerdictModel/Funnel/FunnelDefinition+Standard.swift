extension FunnelDefinition {
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
