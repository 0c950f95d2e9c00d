package import VerdictModel

/// A day that a review's people have to remember.
package struct MeetingDate: Hashable, Sendable, Codable {
  package enum Kind: Hashable, Sendable, Codable {
    /// A meeting reads this half-month.
    case review(HalfMonth)
    /// A running test is decided.
    case decision(hypothesis: String, title: Title)
    /// What was decided is to be done.
    case due(hypothesis: String, title: Title, choice: DecisionChoice, owner: String)
    /// "Does it hold?" of an adopted change, so many days on; nil where the meeting named the day.
    case holds(hypothesis: String, title: Title, after: Int?)
    /// The check of a case about a signal.
    case check(id: Int, signal: String, agreed: String, owner: String)
  }
  package var day: Day
  package var kind: Kind

  package init(day: Day, kind: Kind) {
    self.day = day
    self.kind = kind
  }
}

extension MeetingDate {
  /// Meetings of half a year, and everything the review fixed a later day for; in the order of days.
  ///
  /// `calendar`: the company's, for the days of the meetings.
  package static func dates(of review: Review, calendar: WorkingCalendar) -> [MeetingDate] {
    var dates: [MeetingDate] = []
    var period = review.period
    for _ in 0..<12 {
      dates.append(MeetingDate(day: calendar.reviewDate(of: period), kind: .review(period)))
      period = period.next
    }
    for card in review.watch {
      let form = card.evaluation.form
      dates.append(
        MeetingDate(
          day: card.evaluation.look.decisionDate,
          kind: .decision(hypothesis: form.id, title: form.title)
        )
      )
    }
    let decided =
      (review.decide + review.settled).compactMap { card in
        card.decision.map { ($0, card.evaluation.form.title) }
      } + review.lastDecisions.map { ($0.decision, $0.title) }
    var seen: Set<String> = []
    for (decision, title) in decided where seen.insert(decision.hypothesis).inserted {
      let key = decision.hypothesis
      if let due = decision.due {
        dates.append(
          MeetingDate(
            day: due,
            kind: .due(
              hypothesis: key,
              title: title,
              choice: decision.choice,
              owner: decision.owner
            )
          )
        )
      }
      guard decision.choice == .adopt else { continue }
      let adopted = decision.due ?? decision.period.end + 1
      for days in [30, 90] {
        dates.append(
          MeetingDate(
            day: calendar.firstWorking(onOrAfter: adopted + days),
            kind: .holds(hypothesis: key, title: title, after: days)
          )
        )
      }
      if let check = decision.checkOn {
        dates.append(
          MeetingDate(day: check, kind: .holds(hypothesis: key, title: title, after: nil))
        )
      }
    }
    for known in review.cases ?? [] where known.outcome == nil {
      guard let day = known.checkOn else { continue }
      dates.append(
        MeetingDate(
          day: day,
          kind: .check(
            id: known.id,
            signal: known.signal,
            agreed: known.agreed,
            owner: known.owner
          )
        )
      )
    }
    // What lies before the meeting is past; the meeting itself is wanted.
    return dates.filter { $0.day >= review.meeting }.enumerated()
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
  }
}
