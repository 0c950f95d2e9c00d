extension Metric {
  /// The field's usual metrics beyond those of every new store.
  ///
  /// Each appears in the table as soon as the funnel has its counters; a company's own metric of the
  /// same key stands in its place.
  package static let usual: [Metric] = [
    Metric(
      key: "cpc",
      title: Title(ru: "Цена клика", en: "Cost per click"),
      numerator: "spend",
      denominator: "clicks",
      good: .down,
      isShare: false
    ),
    Metric(
      key: "cpm",
      title: Title(ru: "Цена тысячи показов", en: "Cost per mille"),
      numerator: "spend",
      denominator: "impressions",
      scale: 1000,
      good: .down,
      isShare: false
    ),
    Metric(
      key: "qual_rate",
      title: Title(ru: "Доля целевых", en: "Qualification rate"),
      numerator: "leads_qualified",
      denominator: "leads",
      good: .up
    ),
    Metric(
      key: "cpql",
      title: Title(ru: "Цена целевого лида", en: "Cost per qualified lead"),
      numerator: "spend",
      denominator: "leads_qualified",
      good: .down,
      isShare: false
    ),
    Metric(
      key: "contact_rate",
      title: Title(ru: "Дозвон", en: "Contact rate"),
      numerator: "leads_reached",
      denominator: "leads",
      good: .up
    ),
    Metric(
      key: "no_contact_rate",
      title: Title(ru: "Недозвоны", en: "No-contact rate"),
      numerator: "leads",
      less: ["leads_reached"],
      denominator: "leads",
      good: .down
    ),
    Metric(
      key: "no_show_rate",
      title: Title(ru: "Неявки", en: "No-show rate"),
      numerator: "meetings_due",
      less: ["meetings_held", "meetings_moved"],
      denominator: "meetings_due",
      good: .down
    ),
    Metric(
      key: "moved_rate",
      title: Title(ru: "Переносы", en: "Moved"),
      numerator: "meetings_moved",
      denominator: "meetings_due",
      good: .down
    ),
    Metric(
      key: "refund_share",
      title: Title(ru: "Доля возвратов", en: "Refund share"),
      numerator: "refunds",
      denominator: "revenue",
      good: .down
    ),
    Metric(
      key: "drr",
      title: Title(ru: "ДРР", en: "Ad cost share"),
      numerator: "spend",
      denominator: "revenue",
      good: .down
    ),
    Metric(
      key: "romi",
      title: Title(ru: "ROMI", en: "Return on marketing"),
      numerator: "revenue",
      less: ["spend"],
      denominator: "spend",
      good: .up
    ),
    Metric(
      key: "roas",
      title: Title(ru: "ROAS", en: "Return on ad spend"),
      numerator: "revenue",
      denominator: "spend",
      good: .up,
      isShare: false
    ),
    Metric(
      key: "repeat_share",
      title: Title(ru: "Доля повторных", en: "Repeat share"),
      numerator: "repeat_revenue",
      denominator: "revenue",
      good: .up
    ),
    Metric(
      key: "win_rate",
      title: Title(ru: "Доля выигранных", en: "Win rate"),
      numerator: "deals_won",
      denominator: "deals_closed",
      good: .up
    ),
  ]
}
