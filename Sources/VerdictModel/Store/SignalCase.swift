/// Something the numbers showed, what was agreed about it, and when it is looked at again.
package struct SignalCase: Hashable, Sendable, Codable {
  /// From 1; 0 before it is kept.
  package let id: Int
  /// What was seen: "Oleg: show-up rate 12 of 100 since the third".
  package let signal: String
  /// The signal's own name, `show_rate@manager:Oleg`; empty for what was seen otherwise.
  package let subject: String
  /// What was found behind it.
  package let found: String
  /// What was agreed to do.
  package let agreed: String
  package let owner: String
  package let checkOn: Day?
  /// What came of it; nil while it is open.
  package let outcome: String?
  package let author: String
  package let at: Timestamp

  package init(
    id: Int = 0,
    signal: String,
    subject: String = "",
    found: String,
    agreed: String,
    owner: String,
    checkOn: Day?,
    outcome: String? = nil,
    author: String,
    at: Timestamp
  ) {
    self.id = id
    self.signal = signal
    self.subject = subject
    self.found = found
    self.agreed = agreed
    self.owner = owner
    self.checkOn = checkOn
    self.outcome = outcome
    self.author = author
    self.at = at
  }
}
