import VerdictModel

extension SimulatedCompany {
  /// A department of the usual size: 200 leads a month, 44 agree to meet, 24 come, 4.4 pay 600 000 ₽.
  package static let department = SimulatedCompany(
    days: .days("2026-01-12", "2027-01-10"),
    warmUpDays: 75,
    calendar: .russia,
    sources: sources(scale: 1),
    managers: [
      manager("Анна", 0.03, leave: ("2026-07-06", "2026-07-19")),
      manager("Игорь", 0, leave: ("2026-07-20", "2026-08-02")),
      manager("Мария", -0.03, leave: ("2026-08-03", "2026-08-16")),
      manager("Олег", 0.02, leave: ("2026-06-15", "2026-06-28")),
      manager("Светлана", -0.02, leave: ("2026-08-17", "2026-08-30")),
      manager("Тимур", 0, leave: ("2026-05-18", "2026-05-31")),
    ],
    packages: packages,
    firstDeal: 39_401,
    weekdays: weekdays,
    months: months,
    dueLags: dueLags,
    moving: 0.08,
    paymentMedian: 14,
    paymentSpread: 0.6,
    longestPayment: 60,
    refunding: 0.03
  )

  /// Nine offices of one network; in each, one person calls the leads and holds the meetings.
  ///
  /// Show-up differs between the offices by up to 6 points either way.
  package static let network = SimulatedCompany(
    days: .days("2026-10-26", "2027-01-10"),
    warmUpDays: 0,
    calendar: .russia,
    sources: sources(scale: 11.1),
    managers: [
      manager("Алия", 0.06, office: "Казань"), manager("Борис", 0.045, office: "Омск"),
      manager("Вера", 0.03, office: "Пермь"), manager("Глеб", 0.015, office: "Псков"),
      manager("Дина", 0, office: "Самара"), manager("Захар", -0.015, office: "Тверь"),
      manager("Кира", -0.03, office: "Томск"), manager("Лев", -0.045, office: "Тула"),
      manager("Ульяна", -0.06, office: "Уфа"),
    ],
    packages: packages,
    firstDeal: 700_001,
    weekdays: weekdays,
    months: months,
    dueLags: dueLags,
    moving: 0.08,
    paymentMedian: 14,
    paymentSpread: 0.6,
    longestPayment: 60,
    refunding: 0.03
  )

  /// 6.6 leads a day times the scale: two advertising accounts and word of mouth.
  private static func sources(scale: Double) -> [SimulatedSource] {
    [
      SimulatedSource(
        name: "Direct",
        leadsPerDay: 3.62 * scale,
        consent: 0.21,
        paying: 0.16,
        advertising: .init(clickThrough: 0.03, conversion: 0.05, clickPrice: 85_00)
      ),
      SimulatedSource(
        name: "VK",
        leadsPerDay: 2.14 * scale,
        consent: 0.17,
        paying: 0.14,
        advertising: .init(clickThrough: 0.008, conversion: 0.04, clickPrice: 58_00)
      ),
      SimulatedSource(
        name: "Referral",
        leadsPerDay: 0.82 * scale,
        consent: 0.40,
        paying: 0.28,
        advertising: nil
      ),
    ]
  }

  private static let packages = [
    SimulatedPackage(name: "basic", price: 420_000_00, share: 0.3),
    SimulatedPackage(name: "full", price: 600_000_00, share: 0.5),
    SimulatedPackage(name: "premium", price: 870_000_00, share: 0.2),
  ]
  private static let weekdays = [1.15, 1.15, 1.10, 1.05, 0.95, 0.75, 0.85]
  private static let months = [
    1.03, 1.0, 1.02, 1.04, 0.95, 0.98, 0.94, 0.95, 1.03, 1.05, 1.05, 1.0,
  ]
  private static let dueLags = [0.30, 0.25, 0.18, 0.12, 0.09, 0.06]

  private static func manager(
    _ name: String,
    _ showUpOffset: Double,
    office: String? = nil,
    leave: (first: String, last: String)? = nil
  ) -> SimulatedManager {
    SimulatedManager(
      name: name,
      office: office,
      showUpOffset: showUpOffset,
      leave: leave.map { .days($0.first, $0.last) }
    )
  }
}
