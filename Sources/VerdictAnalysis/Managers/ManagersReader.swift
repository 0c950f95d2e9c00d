import VerdictInference
package import VerdictModel

/// Reads the managers of some days from the table and the clients' records.
package struct ManagersReader: Sendable {
  package let funnel: FunnelDefinition
  package let days: ClosedRange<Day>
  /// The last day of the whole table: who has no entry long before it has left.
  package let lastDay: Day
  /// Series over exactly these days.
  package let all: [FunnelSeries]
  package let managers: [FunnelSeries]
  /// Last entry of each manager, in the table as a whole.
  package let lastEntries: [String: Day]
  /// Payments of these days, and those before that say which package is the smallest.
  package let payments: [PaymentRecord]
  package let cycles: [CycleCount]
  package let signals: [SignalReading]

  package init(
    funnel: FunnelDefinition,
    days: ClosedRange<Day>,
    lastDay: Day,
    all: [FunnelSeries],
    managers: [FunnelSeries],
    lastEntries: [String: Day],
    payments: [PaymentRecord],
    cycles: [CycleCount],
    signals: [SignalReading]
  ) {
    self.funnel = funnel
    self.days = days
    self.lastDay = lastDay
    self.all = all
    self.managers = managers
    self.lastEntries = lastEntries
    self.payments = payments
    self.cycles = cycles
    self.signals = signals
  }

  /// Two-sided level of "more than chance" in a pattern, and of the inner limits.
  private static let level = 0.95

  package func read() -> ManagersReading {
    let byManager = Dictionary(grouping: managers, by: \.member)
    let names = byManager.keys.filter { !$0.isEmpty }.sorted()
    let gone = Set(
      names.filter { lastDay - (lastEntries[$0] ?? lastDay) >= SignalFinder.absentDays }
    )
    let sizes = SaleSizes(payments, before: days.upperBound + 1)
    let sales = Dictionary(
      grouping: payments.filter { days.contains($0.day) },
      by: { $0.manager ?? "" }
    )
    func plain(_ name: String, _ series: [FunnelSeries], _ sales: [PaymentRecord]) -> Plain {
      Plain(name: name, series: series, sales: sales)
    }
    let here = names.filter { !gone.contains($0) }
      .map { plain($0, byManager[$0] ?? [], sales[$0] ?? []) }
    let left =
      gone.isEmpty
      ? nil
      : plain(
        "",
        gone.sorted().flatMap { byManager[$0] ?? [] },
        gone.flatMap { sales[$0] ?? [] }
      )
    let company = plain("", all, sales.values.flatMap { $0 })

    var rates: [[ManagerRate]] = Array(repeating: [], count: here.count + 1)
    var companyRates: [ManagerRate] = []
    var plots: [ManagerPlot] = []
    let rows = here + (left.map { [$0] } ?? [])
    for metric in funnel.metrics
    where metric.isShare && metric.isCharted(on: lastDay) && isOfManagers(metric) {
      let counts = rows.map { $0.count(metric) }
      let total = company.count(metric)
      let usual = total.1 > 0 && total.0 <= total.1 ? Double(total.0) / Double(total.1) : nil
      for (index, rate) in RateTable(metric, counts, usual: usual).rates.enumerated() {
        rates[index].append(rate)
      }
      companyRates += RateTable(metric, [total], usual: usual).rates
      if let usual, let plot = plot(metric, here, usual) { plots.append(plot) }
    }
    let small = smallPackages(rows, company, sizes)
    func profile(_ plain: Plain, _ rates: [ManagerRate], _ small: ManagerRate?) -> ManagerProfile {
      ManagerProfile(
        name: plain.name,
        daysPresent: plain.daysPresent,
        sums: plain.sums,
        rates: rates,
        check: plain.check,
        smallPackage: small
      )
    }
    var profiles = zip(rows.indices, rows).map { profile($1, rates[$0], small?.rows[$0]) }
    for index in here.indices {
      let name = here[index].name
      profiles[index].cycle = DealCycle(cycles.filter { $0.manager == name }).reading
      profiles[index].signals = signals.filter {
        $0.subject.cut == .manager && $0.subject.member == name
      }
      profiles[index].pattern = pattern(profiles[index], company)
    }
    var whole = profile(company, companyRates, small?.company)
    whole.cycle = DealCycle(cycles).reading
    return ManagersReading(
      days: DaySpan(days),
      rows: Array(profiles.prefix(here.count)),
      left: left == nil ? nil : profiles.last,
      leftNames: gone.sorted(),
      company: whole,
      plots: plots,
      smallestPackage: sizes?.smallest
    )
  }

  private func isOfManagers(_ metric: Metric) -> Bool {
    metric.counters.allSatisfy {
      funnel.counter($0)?.grain.hasManager ?? false
    }
  }

  private func smallPackages(_ rows: [Plain], _ company: Plain, _ sizes: SaleSizes?)
    -> (rows: [ManagerRate], company: ManagerRate)?
  {
    guard let smallest = sizes?.smallest else { return nil }
    func count(_ plain: Plain) -> (Int64, Int64) {
      let named = plain.sales.filter { $0.packageName != nil }
      return (Int64(named.count { $0.packageName == smallest }), Int64(named.count))
    }
    let total = count(company)
    guard total.1 > 0 else { return nil }
    let metric = Metric(
      key: "small_package_share",
      title: Title(ru: "Доля минимального пакета", en: "Share of the smallest package"),
      numerator: "payments",
      denominator: "payments",
      good: .down
    )
    let usual = Double(total.0) / Double(total.1)
    return (
      RateTable(metric, rows.map(count), usual: usual).rates,
      RateTable(metric, [total], usual: usual).rates[0]
    )
  }

  private func plot(_ metric: Metric, _ rows: [Plain], _ target: Double) -> ManagerPlot? {
    ManagerPlot(
      metric: metric.key,
      title: metric.title,
      counts: rows.map { row in
        let (above, below) = row.count(metric)
        return (row.name, above, below)
      },
      target: target
    )
  }

  /// Many or few meetings a day of presence, and closing outside the inner limits: both or nothing.
  private func pattern(_ row: ManagerProfile, _ company: Plain) -> ManagerPattern? {
    guard let held = row.sums["meetings_held"], let total = company.sums["meetings_held"],
      row.daysPresent > 0, total > held,
      let close = row.rates.first(where: { $0.metric == "meeting_to_payment" })
    else { return nil }
    // Days of all managers together: the company's row counts a day once.
    let days = Plain(name: "", series: managers, sales: []).daysPresent
    guard days > row.daysPresent,
      let others = try? EventCount(
        events: Int(total - held),
        exposure: Double(days - row.daysPresent)
      ),
      let own = try? EventCount(events: Int(held), exposure: Double(row.daysPresent)),
      let chance = try? TwoCounts(control: others, variant: own).exact
    else { return nil }
    let tail = (1 - Self.level) / 2
    let closes: Bool
    switch close.standing {
    case .high, .veryHigh: closes = true
    case .low, .veryLow: closes = false
    default: return nil
    }
    if chance.greater <= tail {
      return closes ? .manyMeetingsCloses : .manyMeetingsDoesNotClose
    }
    guard chance.less <= tail else { return nil }
    return closes ? .fewMeetingsCloses : .fewMeetingsDoesNotClose
  }
}
