package import VerdictAnalysis
package import VerdictModel

extension Desk {
  /// The weekly look at the week a day is in.
  ///
  /// * `day`: any day of the week; nil for the last week with an entry.
  /// Throws ``WorkflowError/dayInFuture(_:)`` for a week that has not begun.
  package func week(of day: Day? = nil) async throws -> WeekReading {
    try await plans { plans, reader in
      let settings = try CompanySettings(reader.settings(), at: now)
      let today = now.day(offsetSeconds: settings.offsetSeconds)
      let latest = try reader.funnelDays().map { min($0.upperBound, today) } ?? today
      let week = ISOWeek(containing: day ?? latest)
      guard week.start <= today else { throw WorkflowError.dayInFuture(week.start) }
      return try self.week(week, today: today, settings, plans, reader)
    }
  }

  private func week(
    _ week: ISOWeek,
    today: Day,
    _ settings: CompanySettings,
    _ plans: PlanReader,
    _ reader: any StoreReader
  ) throws -> WeekReading {
    let funnel = try reader.funnelDefinition()
    let last = min(week.end, today)
    let series = try plans.series((week.start - PlanReader.lookback)...last, parts: false)
    let builder = WeekBuilder(
      week: week,
      today: today,
      series: series,
      funnel: funnel,
      calendar: settings.calendar
    )
    let plan = try plans.planFact(Month(containing: builder.asOf ?? week.start), asOf: last)
    return builder.reading(
      company: settings.company,
      currency: settings.currency,
      plan: plan,
      levers: try levers(series, plan, upTo: builder.asOf ?? last, reader),
      signals: try signals(asOf: builder.asOf ?? last, reader).signals,
      cases: try reader.cases().filter { known in
        known.outcome == nil && known.checkOn.map { $0 <= week.end } ?? false
      }
    )
  }

  /// Stages by what their own good quarter is worth in money a month, the most first.
  ///
  /// * `plan`: its month's planned revenue is what the stages are worth their share of; without one the
  ///   pace of the last ninety days.
  func levers(
    _ series: PlanSeries,
    _ plan: PlanFact?,
    upTo last: Day,
    _ reader: any StoreReader
  ) throws -> [Lever] {
    let planned = try plan.flatMap {
      try reader.plan($0.month, upTo: nil)?.plan
        .value(of: "revenue", in: try reader.funnelDefinition())
    }
    let revenue = planned.map { $0 / 100 } ?? Self.monthRevenue(series, upTo: last)
    // A table without payments yet has no levers.
    let needs = try? NeedsBuilder(series: series, upTo: last).needs(of: 1)
    return (needs?.levers ?? []).map { lever in
      // Levers were worked out for a revenue of one.
      var lever = lever
      lever.gain *= revenue
      return lever
    }
  }

  /// Revenue of a month at the pace of the last ninety days, in major units.
  private static func monthRevenue(_ series: PlanSeries, upTo last: Day) -> Double {
    let sum = series.sum("revenue", in: (last - (NeedsBuilder.days - 1))...last) ?? 0
    return Double(sum) / 100 / Double(NeedsBuilder.days) * 365.25 / 12
  }

  /// Today in five lines.
  package func today() async throws -> TodayReading {
    try await plans { plans, reader in
      let settings = try CompanySettings(reader.settings(), at: now)
      let today = now.day(offsetSeconds: settings.offsetSeconds)
      let table = try reader.funnelDays()
      let lastDay = table.map { min($0.upperBound, today) }
      let week = try self.week(
        ISOWeek(containing: lastDay ?? today),
        today: today,
        settings,
        plans,
        reader
      )
      let month = Month(containing: today)
      let recent = try plans.series((today - 31)...today, parts: false)
      let filled = recent.filled
      let missing = ((today - 31)...(today - 1)).filter { day in
        settings.calendar.isWorking(day) && !filled.contains(day)
          && table.map { $0.lowerBound <= day } ?? false
      }
      let running = try reader.hypotheses().count { hypothesis in
        hypothesis.state == .started && hypothesis.form.stoppedOn == nil
          && hypothesis.form.start <= today && today <= hypothesis.form.end
      }
      return TodayReading(
        today: today,
        currency: settings.currency,
        lastDay: lastDay,
        missingDays: missing,
        counters: try reader.funnelDefinition().counters.compactMap { counter -> WeekCounter? in
          guard let lastDay, let value = recent.sum(counter.key, in: lastDay...lastDay) else {
            return nil
          }
          return WeekCounter(
            what: counter.key,
            title: counter.title,
            isMoney: counter.isMoney,
            value: value,
            usual: nil
          )
        },
        month: month,
        plan: try plans.planFact(month),
        signals: week.signals,
        focus: week.focus,
        running: running,
        casesDue: try reader.cases().filter { known in
          known.outcome == nil && known.checkOn.map { $0 <= today } ?? false
        },
        nextReview: settings.calendar.reviewDate(of: HalfMonth(containing: today))
      )
    }
  }
}
