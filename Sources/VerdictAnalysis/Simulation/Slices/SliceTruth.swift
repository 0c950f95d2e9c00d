package import GSLKit
package import VerdictModel

/// A department whose table is all there is, and the truth behind it: for tests on slices.
///
/// On every working day each member has a Poisson number of units under the line, and each of them
/// succeeds with the member's rate of that day. Rates are fractions of one.
package struct SliceTruth: Hashable, Sendable, Codable {
  package var kind: SliceDesign.Kind = .day
  package var members: [String] = SliceTruth.managers
  /// Of sources those that are new; of `some` without a lot, who gets the new.
  package var chosen: [String] = []
  package var isDrawn: Bool = true
  /// First and last day of the test.
  package var start: Day
  package var end: Day
  /// Days of the table before the start.
  package var daysBefore: Int = 0
  package var washIn: Int = 0
  package var base: Double = 0.55
  /// Δ: what the variant adds.
  package var difference: Double = 0
  package var worthwhile: Double = 0.08
  /// Units under the line for a member on a working day.
  package var perDay: Double = 1

  // MARK: switches

  /// Members' rates lie evenly within ± this of the base.
  package var skill: Double = 0
  /// Standard deviation of a whole day's rate around its mean: overdispersion.
  package var dayNoise: Double = 0
  /// The rate swings by ± this over the week.
  package var weekday: Double = 0
  /// The rate moves by this, evenly, from the table's first day to its last.
  package var drift: Double = 0
  /// The four weeks before the start lie lower by this.
  package var slump: Double = 0
  /// Money spent for each unit under the line, major units, by everybody and by the chosen.
  package var spend: Double = 0
  package var spendOfChosen: Double = 0

  /// Six managers.
  package static let managers = ["Анна", "Вера", "Игорь", "Мария", "Олег", "Тимур"]

  package init(start: Day, end: Day) {
    self.start = start
    self.end = end
  }

  /// Rows of the table, day by day; the same generator state gives the same rows.
  ///
  /// - Parameters:
  ///   - design: with the lot drawn.
  ///   - random: moved on by the draws.
  /// - Returns: rows by day, then in the members' order.
  package func rows(_ design: SliceDesign, random: RandomGenerator) -> [SliceRow] {
    let first = start - daysBefore
    let length = Double(max(1, end - first))
    let onDays = Set(design.days)
    var rows: [SliceRow] = []
    for day in first...end where WorkingCalendar.russia.isWorking(day) {
      let noise = dayNoise > 0 ? random.normal(mean: 0, standardDeviation: dayNoise) : 0
      for (index, member) in members.enumerated() {
        let isNew: Bool =
          switch kind {
          case .day: onDays.contains(day)
          case .manager, .source: day >= start && design.variant.contains(member)
          case .some: day >= start && design.variant.contains(member)
          case .all: day >= start
          }
        var rate = base + noise + (isNew ? difference : 0)
        if members.count > 1 {
          rate += skill * (2 * Double(index) / Double(members.count - 1) - 1)
        }
        rate += weekday * (Double(day.weekday - 1) / 2 - 1)
        rate += drift * (Double(day - first) / length - 0.5)
        if slump > 0, day < start, day >= start - 28 { rate -= slump }
        let trials = random.poisson(mean: perDay)
        let reached = random.binomial(trials: trials, rate: min(1, max(0, rate)))
        let price = design.variant.contains(member) ? spendOfChosen : spend
        rows.append(
          SliceRow(
            day: day,
            member: member,
            numerator: Int64(reached),
            denominator: Int64(trials),
            spend: price > 0 ? Int64((price * Double(trials) * 100).rounded()) : nil
          )
        )
      }
    }
    return rows
  }

  /// The design before the lot.
  package func design(per: String) -> SliceDesign {
    let isMembers = kind == .manager || kind == .some || kind == .source
    return SliceDesign(
      kind: kind,
      per: per,
      members: isMembers ? members : [],
      variant: chosen,
      isDrawn: isDrawn && kind != .all && kind != .source,
      washIn: washIn,
      daysBefore: kind == .some || kind == .all ? max(14, daysBefore) : 84
    )
  }
}
