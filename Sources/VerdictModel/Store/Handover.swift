/// What a successor needs on the first morning.
package struct Handover: Hashable, Sendable {
  package struct Running: Hashable, Sendable {
    package let form: HypothesisForm
    /// The meeting that reads its final look.
    package let decidedOn: Day
    package init(form: HypothesisForm, decidedOn: Day) {
      self.form = form
      self.decidedOn = decidedOn
    }
  }

  package let company: String?
  package let today: Day
  package let running: [Running]
  package let drafts: [HypothesisForm]
  /// Decisions that still bind: their date has not passed, or something is to be checked.
  package let promises: [Decision]
  /// Titles of all hypotheses by key.
  package let titles: [String: Title]
  package let accounts: [Account]
  package let funnel: FunnelDefinition
  package let days: ClosedRange<Day>?
  package let nextReview: Day

  package init(
    company: String?,
    today: Day,
    running: [Running],
    drafts: [HypothesisForm],
    promises: [Decision],
    titles: [String: Title],
    accounts: [Account],
    funnel: FunnelDefinition,
    days: ClosedRange<Day>?,
    nextReview: Day
  ) {
    self.company = company
    self.today = today
    self.running = running
    self.drafts = drafts
    self.promises = promises
    self.titles = titles
    self.accounts = accounts
    self.funnel = funnel
    self.days = days
    self.nextReview = nextReview
  }
}
