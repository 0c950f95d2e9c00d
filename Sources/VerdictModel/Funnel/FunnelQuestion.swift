/// What a company says once of its numbers, because the same word is counted in two ways.
package enum FunnelQuestion: String, Hashable, Sendable, Codable, CaseIterable {
  /// Is a conversion read by the day of the payment, or by the day the client came?
  case reading
  /// Is show-up counted of meetings due on the day, of those due less the moved ones, or of those booked?
  case showRate
  /// Is revenue what was signed, or what was paid; with or without VAT?
  case revenue
  /// Are salaries in the cost of a client?
  case clientCost
  /// Is the return on marketing counted of revenue, or of margin?
  case returnOn
  /// Whose is a deal that changed hands?
  case dealOwner

  /// The answers there are; the first one is the default.
  package var options: [String] {
    switch self {
    case .reading: ["period", "cohort"]
    case .showRate: ["due", "due-less-moved", "booked"]
    case .revenue: ["signed-with-vat", "signed-without-vat", "paid-with-vat", "paid-without-vat"]
    case .clientCost: ["ads", "ads-and-salaries"]
    case .returnOn: ["revenue", "margin"]
    case .dealOwner: ["at-event", "responsible", "field"]
    }
  }

  /// The key its answer has among the settings.
  package var setting: String { "funnel.question." + rawValue }
}

/// An answer given, or the default that stands until there is one.
package struct FunnelAnswer: Hashable, Sendable, Codable {
  package let question: FunnelQuestion
  package let answer: String
  package let isGiven: Bool

  package init(question: FunnelQuestion, answer: String, isGiven: Bool) {
    self.question = question
    self.answer = answer
    self.isGiven = isGiven
  }

  /// All answers as the settings hold them.
  package static func all(in settings: [String: String]) -> [FunnelAnswer] {
    FunnelQuestion.allCases.map { question in
      let given = settings[question.setting].flatMap { question.options.contains($0) ? $0 : nil }
      return FunnelAnswer(
        question: question,
        answer: given ?? question.options[0],
        isGiven: given != nil
      )
    }
  }
}
