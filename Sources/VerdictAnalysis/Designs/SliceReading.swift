package import VerdictInference
import VerdictModel

/// What a design on slices of the table says: the one comparison, and what must be said beside it.
///
/// Differences are of one (0.05 is 5 of 100), the sign turned so that plus is good.
package struct SliceReading: Hashable, Sendable, Codable {
  /// Variant − control; nil where an arm has nothing to divide by.
  package var estimate: Double?
  /// At level 1 − 2a; an end is nil where nothing could exclude anything there.
  package var interval: Interval?
  /// One-sided, towards better and towards worse; nil without a lot.
  package var pValueBetter: Double?
  package var pValueWorse: Double?
  /// The smallest one-sided p any outcome could reach; nil without a lot.
  package var smallestPossibleP: Double?
  package var remarks: [SliceRemark] = []
  /// `verdict calc` input that reproduces the numbers.
  package var call: String?

  /// The same for a metric that should fall.
  func turned(_ direction: Direction) -> SliceReading {
    guard direction == .down else { return self }
    var turned = self
    turned.estimate = estimate.map { -$0 }
    turned.interval = interval?.mirrored
    turned.remarks = remarks.map(\.mirrored)
    (turned.pValueBetter, turned.pValueWorse) = (pValueWorse, pValueBetter)
    return turned
  }
}

/// Something a statistician would ask about the design; each has its sentence in both languages.
package enum SliceRemark: Hashable, Sendable, Codable {
  /// No outcome of this lot could pass the level: it can never confirm.
  case cannotConfirm(smallestP: Double, level: Double)
  /// Days, or managers, the lot was over.
  case drawn(units: Int)
  /// Units of one cluster resemble each other: so many times as many would be needed.
  case clusters(icc: Double, designEffect: Double)
  /// An interval that respects clusters (CR2, Satterthwaite), beside the deciding one.
  case robust(Interval)
  /// What the old trend would have changed by itself, and what was seen.
  case trend(expected: Double, observed: Double)
  /// After so bad a spell the rate comes back by itself by about this.
  case rebound(Double)
  /// A model without a trend line (local level) would say this.
  case secondOpinion(Interval)
  /// Of earlier dates at which nothing began, so many show as large a change.
  case placebo(larger: Int, of: Int)
  /// Money per success in each arm, major units, and the 95 % interval of the relative difference
  /// (Fieller); nil where that set is not an interval.
  case cost(control: Double, variant: Double, relative: Interval?)
  /// Before against after as a spreadsheet reads it, with its two-sided p.
  case beforeAfter(before: CountReading, after: CountReading, pValue: Double)
}

extension SliceRemark {
  /// The same of a metric that should fall: differences change their sign, counts and prices do not.
  fileprivate var mirrored: SliceRemark {
    switch self {
    case .robust(let interval): .robust(interval.mirrored)
    case .secondOpinion(let interval): .secondOpinion(interval.mirrored)
    case .trend(let expected, let observed): .trend(expected: -expected, observed: -observed)
    case .rebound(let rebound): .rebound(-rebound)
    case .cannotConfirm, .drawn, .clusters, .placebo, .cost, .beforeAfter: self
    }
  }
}

extension Interval {
  fileprivate var mirrored: Interval {
    Interval(lower: upper.map { -$0 }, upper: lower.map { -$0 })
  }
}

/// The one look of a design without looks: an interval at its level, and the p of zero.
package struct OneLookTest: Hashable, Sendable {
  package let reading: SliceReading

  package func isSurelyAbove(_ difference: Double) -> Bool {
    reading.interval?.lower.map { $0 > difference } ?? false
  }
  package func isSurelyBelow(_ difference: Double) -> Bool {
    reading.interval?.upper.map { $0 < difference } ?? false
  }
}

/// The rows of a test, and who or when is which arm.
struct SliceArms {
  let rows: [SliceRow]
  let design: SliceDesign
  let form: HypothesisForm
  let calendar: WorkingCalendar
  /// One-sided level of the one look.
  var level: Double { form.sideLevel }
  /// Days of the test itself.
  let days: ClosedRange<Day>
  /// Of `day` tests: days that the lot was over.
  let drawnDays: Set<Day>

  init?(
    rows: [SliceRow],
    design: SliceDesign,
    form: HypothesisForm,
    calendar: WorkingCalendar,
    asOf: Day
  ) {
    let last = min(asOf, form.stoppedOn ?? form.end)
    guard form.start <= last else { return nil }
    self.rows = rows
    self.design = design
    self.form = form
    self.calendar = calendar
    days = form.start...last
    drawnDays =
      design.kind == .day
      ? Set(SliceDesign.blocks(of: form.start...form.end, calendar).joined()) : []
  }

  /// The arm of a row: true for the variant, nil where it takes no part.
  func isVariant(_ row: SliceRow) -> Bool? {
    switch design.kind {
    case .day:
      guard days.contains(row.day), drawnDays.contains(row.day) else { return nil }
      return design.days.contains(row.day)
    case .manager, .source, .some:
      return days.contains(row.day) ? design.variant.contains(row.member) : nil
    case .all: return row.day >= form.start
    }
  }

  /// Sums of an arm.
  func sums(variant: Bool) -> CountReading {
    var (above, under) = (Int64(0), Int64(0))
    for row in rows where isVariant(row) == variant {
      above += row.numerator
      under += row.denominator
    }
    return CountReading(successes: Int(above), trials: Int(under))
  }

  /// Numerator and denominator summed by key, in the order of the keys.
  func summed<Key: Hashable & Comparable>(
    _ rows: [SliceRow],
    by key: (SliceRow) -> Key
  ) -> [(key: Key, above: Double, under: Double, spend: Double)] {
    var sums: [Key: (Double, Double, Double)] = [:]
    for row in rows {
      let old = sums[key(row)] ?? (0, 0, 0)
      sums[key(row)] = (
        old.0 + Double(row.numerator), old.1 + Double(row.denominator),
        old.2 + Double(row.spend ?? 0) / 100
      )
    }
    return sums.keys.sorted().compactMap { key in
      sums[key].map { (key, $0.0, $0.1, $0.2) }
    }
  }
}
