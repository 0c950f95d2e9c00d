package import VerdictInference
package import VerdictModel

/// The registered calendar of a hypothesis, and which of its looks decides as of a day.
package struct LookHistory: Hashable, Sendable {
  package let form: HypothesisForm
  package let asOf: Day
  /// Scheduled reviews, the last being the final look.
  package let reviews: [HalfMonth]
  /// One for each look whose data had closed by `asOf`, up to the deciding one.
  package let tracks: [LookTrack]
  /// Data as of this day decide: the last look's close, or `asOf` between looks.
  package let decisiveDay: Day
  /// The day lies between two looks: counts are shown, no verdict is reached.
  package let isBetween: Bool

  /// Replays the looks.
  ///
  /// `looks`: evidence at the close of each review in `Self.closed(…)`, ascending.
  package init(form: HypothesisForm, asOf: Day, looks: [LookEvidence])
    throws(InferenceError)
  {
    var counts: [(day: Day, counts: LookCounts)] = []
    for look in looks { counts.append((look.asOf, try look.primary.counts())) }
    self.init(form: form, asOf: asOf, counts: counts)
  }

  /// The same from counts taken at each look.
  package init(form: HypothesisForm, asOf: Day, counts looks: [(day: Day, counts: LookCounts)]) {
    self.form = form
    self.asOf = asOf
    reviews = Self.reviews(of: form)
    let plan = Self.plan(of: form)
    let mode = Self.informationMode(of: form)
    let isOnce = form.measure == .duration
    var track = LookTrack()
    var tracks: [LookTrack] = []
    for (index, look) in looks.enumerated() {
      track.take(
        information: look.counts.information(mode: mode),
        units: Self.units(look.counts, form.measure, mode),
        plan: plan,
        isScheduledFinal: index == reviews.count - 1,
        endsWhenFull: form.goal == .prove && !isOnce
      )
      tracks.append(track)
      if track.isFinal { break }
    }
    self.tracks = tracks
    let last = tracks.isEmpty ? nil : looks[tracks.count - 1].day
    let isOver = tracks.last?.isFinal ?? false
    isBetween = !isOver && last != asOf
    decisiveDay = isOver ? last ?? asOf : asOf
  }

  /// The looks that count information by this day: scheduled reviews whose data have closed.
  package static func closed(_ form: HypothesisForm, asOf: Day) -> [HalfMonth] {
    reviews(of: form).filter { $0.end <= asOf }
  }

  package static func reviews(of form: HypothesisForm) -> [HalfMonth] {
    if form.stoppedOn == nil, let frozen = form.frozen, !frozen.reviews.isEmpty {
      return frozen.reviews
    }
    return WorkingCalendar.russia.reviews(from: form.start, ripe: form.ripeOn)
  }

  /// What each arm must have ten of for a look to count.
  ///
  /// Of money it is those who paid: with fewer, a mean and its spread say too little of each other.
  /// Days are compared once, when nobody's window is still open (verdict rule §3).
  private static func units(_ counts: LookCounts, _ measure: Measure?, _ mode: TestMode)
    -> (control: Double, variant: Double)
  {
    switch measure {
    case nil: counts.units(mode: mode)
    case .duration: (0, 0)
    case .amount, .check: (Double(counts.control.successes), Double(counts.variant.successes))
    }
  }

  /// Amounts and days are counted over matured units alone, as an exact test is.
  package static func informationMode(of form: HypothesisForm) -> TestMode {
    form.measure == nil ? form.frozenMode : .exact
  }

  package static func plan(of form: HypothesisForm) -> LookPlan {
    LookPlan(
      plannedControl: Double(form.plannedPerArm),
      plannedVariant: Double(form.plannedPerArm),
      sideLevel: form.sideLevel
    )
  }

  /// The look in force; nil between looks and before the first.
  package var look: LookTrack? { isBetween ? nil : tracks.last }

  package var moment: LookMoment {
    if let stopped = form.stoppedOn, decisiveDay >= stopped {
      // The verdict waits for the look that closes after the last outcome (or for t ≥ 1).
      return look?.isFinal ?? false
        ? .stopped : .ripening(until: stopped + form.maturityDays)
    }
    if look?.isFinal ?? false { return .final }
    return decisiveDay > form.end ? .ripening(until: form.end + form.maturityDays) : .interim
  }

  /// ℓ of this look at a level; 0 where it does not count.
  package func tail(level: Double) throws(InferenceError) -> Double {
    guard let look else { return 0 }
    return try look.boundary(level: level, spendsRest: form.stoppedOn == nil)?.nominalP ?? 0
  }
}
