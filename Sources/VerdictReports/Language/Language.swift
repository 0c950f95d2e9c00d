package import VerdictModel

/// The language of a page; Russian and English are equals.
package enum Language: String, Sendable, CaseIterable, Codable {
  case ru
  case en

  /// The one of two texts that is in this language.
  func callAsFunction(_ ru: String, _ en: String) -> String { self == .ru ? ru : en }

  /// The name of the thing in this language.
  package func text(_ title: Title) -> String { self == .ru ? title.ru : title.en }
}

/// Which copy of a review: for everyone to see, or for the head of sales.
///
/// The wall copy names no manager.
package enum ReviewCopy: String, Sendable, CaseIterable, Codable {
  case wall
  case head
}
