package import GSLKit
package import VerdictModel

/// What is true of the clients of a test by unit: how many reach the stage, how soon, for how much.
package struct UnitTruth: Hashable, Sendable {
  /// One arm's clients.
  package struct Arm: Hashable, Sendable {
    /// Of 100 clients outside the segment and in it, so many reach the stage sooner or later.
    package var reach: Double
    package var reachInSegment: Double
    /// Days to the stage, log-normal: the median, and the spread of its logarithm.
    package var delay: Double
    package var delaySpread = 0.6
    /// Money of those who reach, log-normal, major units: the median; nil where there is none.
    package var check: Double?
    package var checkSpread = 0.5

    package init(reach: Double, inSegment: Double? = nil, delay: Double, check: Double? = nil) {
      self.reach = reach
      reachInSegment = inSegment ?? reach
      self.delay = delay
      self.check = check
    }
  }

  package var control: Arm
  package var variant: Arm
  package var managers = ["Анна", "Вера", "Игорь", "Мария", "Олег", "Тимур"]
  /// Clients met on a working day, by the whole department.
  package var perDay: Double
  package var segmentShare = 0.4

  package init(control: Arm, variant: Arm, perDay: Double) {
    self.control = control
    self.variant = variant
    self.perDay = perDay
  }

  /// The clients of a test in the order in which they were met, each with what is known of it by a day.
  ///
  /// * `arm`: the arm the sealed list gives at a place of a manager's list.
  package func units(
    of form: HypothesisForm,
    until last: Day,
    random: RandomGenerator,
    arm: (_ stratum: String, _ position: Int) -> String
  ) -> [UnitRecord] {
    var units: [UnitRecord] = []
    var places: [String: Int] = [:]
    let calendar = WorkingCalendar.russia
    for day in form.start...form.end where calendar.isWorking(day) {
      for _ in 0..<random.poisson(mean: perDay) {
        let manager = managers[random.uniformInt(below: managers.count)]
        let isIn = random.happens(segmentShare)
        // The same numbers are drawn whatever the arm.
        let (chance, soon, size) = (random.uniform(), random.normal(), random.normal())
        let key = arm(manager, places[manager, default: 0])
        places[manager, default: 0] += 1
        let truth = key == form.control.key ? control : variant
        let unit = String(10_001 + units.count)
        var events: [UnitEvent] = []
        let wait = Int((truth.delay * Elementary.exp(truth.delaySpread * soon)).rounded())
        let reached = calendar.firstWorking(onOrAfter: day + min(wait, 300))
        if chance < (isIn ? truth.reachInSegment : truth.reach) {
          if reached <= last {
            let money = truth.check.map { check in
              let major = check * Elementary.exp(truth.checkSpread * size)
              return Money(minor: Int64((major / 1_000).rounded()) * 100_000)
            }
            events.append(
              UnitEvent(unit: unit, stage: form.stage, reached: true, day: reached, amount: money)
            )
          }
        } else if day + form.maturityDays <= last {
          // By then it is known that this client does not come.
          events.append(UnitEvent(unit: unit, stage: form.stage, reached: false, day: nil))
        }
        units.append(
          UnitRecord(
            hypothesis: form.id,
            exposure: Exposure(
              unit: unit,
              arm: key,
              day: day,
              manager: manager,
              segment: form.segments.isEmpty ? nil : isIn ? "yes" : "no"
            ),
            events: events
          )
        )
      }
    }
    return units
  }
}
