/// What a column of another program's file may hold, besides a counter, whose key is its own name.
package enum Field {
  package static let date = "date"
  /// The last day of a row's period.
  static let until = "until"
  package static let source = "source"
  package static let manager = "manager"
  package static let account = "account"
  package static let campaign = "campaign"
  static let currency = "currency"
  package static let deal = "deal"
  package static let stage = "stage"
  static let pipeline = "pipeline"
  package static let amount = "amount"
  static let created = "created"
  static let changed = "changed"
  static let closed = "closed"
  static let tags = "tags"
  static let package = "package"
  /// Ratios and prices: never taken.
  static let computed = "computed"
  /// Names, phones, letters of clients: never taken.
  static let personal = "personal"

  /// Those of a table or an ad report.
  static let ofTables = [date, until, source, manager, account, campaign, currency]
  /// Those of a list of deals.
  static let ofDeals = [
    deal, created, changed, closed, stage, pipeline, manager, source, amount, currency, tags,
    package,
  ]
}

/// What a CRM's stage is in the funnel.
package enum DealStage: Hashable, Sendable {
  /// Reached this stage of the funnel, and those before it.
  case reached(String)
  /// Closed without a payment.
  case lost
  /// Nobody matched it: the deal counts as a lead.
  case unmatched

  static let lostWord = "lost"
}
