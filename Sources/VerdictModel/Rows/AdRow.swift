/// A number of an ad account as its file gave it, kept beside the table's sum of all accounts.
package struct AdRow: Hashable, Sendable, Codable {
  package let account: String
  package let campaign: String
  package let day: Day
  package let source: String
  /// Nil says only that the file covers this day of the account.
  package let counter: String?
  /// A count, or money in minor units.
  package let value: Int64
  package init(
    account: String,
    campaign: String,
    day: Day,
    source: String,
    counter: String?,
    value: Int64
  ) {
    self.account = account
    self.campaign = campaign
    self.day = day
    self.source = source
    self.counter = counter
    self.value = value
  }
}

/// What the last file of an account says about one of its days.
package struct AdSum: Hashable, Sendable, Codable {
  package let account: String
  package let preset: String
  package let day: Day
  package let counter: String
  package let value: Int64
  package init(account: String, preset: String, day: Day, counter: String, value: Int64) {
    self.account = account
    self.preset = preset
    self.day = day
    self.counter = counter
    self.value = value
  }
}

/// How many units of the register came on a day from a source.
package struct RegisterCount: Hashable, Sendable, Codable {
  package let day: Day
  package let source: String?
  package let units: Int64
  package init(day: Day, source: String?, units: Int64) {
    self.day = day
    self.source = source
    self.units = units
  }
}
