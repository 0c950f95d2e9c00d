package import VerdictModel

extension Desk {
  /// Gathers what runs, what was promised, who enters what, and what each number means.
  package func handover() async throws -> Handover {
    try await store.read { reader in
      let settings = try CompanySettings(reader.settings(), at: now)
      let today = try today(reader)
      let all = try reader.hypotheses()
      let started = all.filter { $0.state == .started && $0.form.ripeOn >= today }
      var period = HalfMonth(containing: today).previous
      while settings.calendar.reviewDate(of: period) < today { period = period.next }
      return Handover(
        company: settings.company,
        today: today,
        running: started.map { hypothesis in
          let form = hypothesis.form
          let last = settings.calendar.reviews(from: form.start, ripe: form.ripeOn).last
          return Handover.Running(
            form: form,
            decidedOn: last.map(settings.calendar.reviewDate) ?? form.ripeOn
          )
        },
        drafts: all.filter { $0.state == .draft }.map(\.form),
        promises: try reader.decisions(nil).filter { decision in
          [decision.due, decision.checkOn].contains { day in day.map { $0 >= today } ?? false }
        },
        titles: Dictionary(all.map { ($0.key, $0.form.title) }, uniquingKeysWith: { $1 }),
        accounts: try reader.accounts().filter(\.isActive),
        funnel: try reader.funnelDefinition(),
        days: try reader.funnelDays(),
        nextReview: settings.calendar.reviewDate(of: period)
      )
    }
  }
}
