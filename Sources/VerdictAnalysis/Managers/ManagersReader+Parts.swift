import GSLKit
import VerdictInference
import VerdictModel

/// Someone's sums, before anything is compared.
struct Plain {
  let name: String
  let daysPresent: Int
  let sums: [String: Int64]
  let sales: [PaymentRecord]

  init(name: String, series: [FunnelSeries], sales: [PaymentRecord]) {
    self.name = name
    self.sales = sales
    // Those who left are several people: their days add up.
    let people = Dictionary(grouping: series, by: \.member)
    daysPresent = people.values.reduce(0) { $0 + Plain.days(of: $1) }
    sums = series.reduce(into: [:]) { $0[$1.counter, default: 0] += $1.values.reduce(0, +) }
  }

  /// Days on which any counter has an entry.
  private static func days(of series: [FunnelSeries]) -> Int {
    guard let first = series.first else { return 0 }
    return first.filled.indices.reduce(0) { total, week in
      total + series.reduce(UInt8(0)) { $0 | $1.filled[week] }.nonzeroBitCount
    }
  }

  /// Nothing entered is no denominator: 0 of 0.
  func count(_ metric: Metric) -> (Int64, Int64) {
    let (above, below) = metric.partsOfLines(sums)
    return (max(0, above), max(0, below))
  }

  var check: CheckReading? {
    guard let payments = sums["payments"], payments > 0, let revenue = sums["revenue"] else {
      return nil
    }
    let average = Double(revenue) / 100 / Double(payments)
    let amounts = sales.map(\.amount.major)
    return CheckReading(
      average: average,
      payments: payments,
      interval: Int64(amounts.count) == payments ? Self.interval(of: amounts) : nil
    )
  }

  private static let leastPayments = 5

  private static func interval(of amounts: [Double]) -> Interval? {
    guard amounts.count >= leastPayments, let moments = try? Moments(amounts),
      let variance = moments.variance, let mean = moments.mean,
      let law = try? StudentT(degreesOfFreedom: Double(amounts.count - 1)),
      let quantile = try? law.upperQuantile(0.025)
    else { return nil }
    let half = quantile * (variance / Double(amounts.count)).squareRoot()
    return Interval(lower: max(0, mean - half), upper: mean + half)
  }
}

/// One rate of several people beside the usual one.
struct RateTable {
  let rates: [ManagerRate]

  init(_ metric: Metric, _ counts: [(Int64, Int64)], usual: Double?) {
    let sound = counts.map { above, below in
      below > 0 ? try? BinomialCount(successes: Int(above), trials: Int(below)) : nil
    }
    let known = sound.compactMap { $0 }
    let pooled = known.count > 1 ? try? EmpiricalBayesRates(known, fit: .moments) : nil
    var place = 0
    rates = zip(counts, sound).map { pair, count in
      var rate = ManagerRate(
        metric: metric.key,
        title: metric.title,
        good: metric.good,
        numerator: pair.0,
        denominator: pair.1,
        usual: usual,
        standing: .empty
      )
      guard let count else { return rate }
      if let pooled {
        rate.pooled = pooled.rates[place].estimate
        rate.pooledInterval = try? pooled.rates[place].interval()
      }
      place += 1
      if let usual, let result = try? UsualResult(count, usualRate: usual) {
        rate.chanceOfFewer = result.atMost
        rate.chanceOfMore = result.atLeast
        if let plot = try? FunnelPlot(units: [count], target: usual) {
          rate.standing = plot.standings[0]
        }
      }
      return rate
    }
  }
}

/// The time from first contact to payment, deals still open included (Kaplan–Meier).
///
/// Most leads never pay, so the half of all leads is never reached. What is read is the half of those who
/// pay within the horizon: the time at which the curve has come half as far as at the horizon. Assumes that
/// deals met lately take as long as those met before.
struct DealCycle {
  private let counts: [CycleCount]
  /// Payments needed for a median.
  static let least = 5
  /// Later payments are too rare to wait for.
  static let horizon = 180

  init(_ counts: [CycleCount]) { self.counts = counts }

  var reading: CycleReading? {
    let paid = counts.filter(\.isPaid).reduce(0) { $0 + $1.units }
    let open = counts.reduce(0) { $0 + $1.units } - paid
    guard paid > 0 else { return nil }
    var moments: [Int: (events: Int, censored: Int)] = [:]
    for count in counts {
      // A deal paid on the day of contact took no day at all.
      if count.isPaid {
        moments[count.days, default: (0, 0)].events += count.units
      } else {
        moments[count.days, default: (0, 0)].censored += count.units
      }
    }
    var reading = CycleReading(
      median: nil,
      interval: nil,
      paid: paid,
      open: open,
      horizon: Self.horizon,
      medianOfPaid: medianOfPaid(paid)
    )
    guard paid >= Self.least,
      let sample = try? SurvivalSample(
        moments: moments.sorted { $0.key < $1.key }.map {
          SurvivalSample.Moment(
            time: Double($0.key),
            events: $0.value.events,
            censored: $0.value.censored
          )
        }
      )
    else { return reading }
    let curve = KaplanMeier(sample)
    let end = min(Double(Self.horizon), sample.lastTime ?? 0)
    guard let left = curve.survival(at: end), left < 1,
      let half = try? curve.quantile((1 - left) / 2)
    else { return reading }
    reading.median = half.estimate
    reading.interval = half.interval
    return reading
  }

  private func medianOfPaid(_ paid: Int) -> Double? {
    var seen = 0
    for count in counts.filter(\.isPaid).sorted(by: { $0.days < $1.days }) {
      seen += count.units
      if seen * 2 >= paid { return Double(count.days) }
    }
    return nil
  }
}
