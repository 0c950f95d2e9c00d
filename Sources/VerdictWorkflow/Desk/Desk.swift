import Foundation
package import VerdictModel

/// Where the work is done: a store, who works, and the moment it is.
///
/// Each use case is a method in a file of its own, and each change is one `Store.write`.
package struct Desk: Sendable {
  package let store: any Store
  package let author: String
  package let now: Timestamp
  /// Name and version of the program, kept in published reviews.
  package let program: String

  package init(store: any Store, author: String, now: Timestamp, program: String) {
    self.store = store
    self.author = author
    self.now = now
    self.program = program
  }

  func act(_ action: String, _ subject: String, detail: String = "") -> Act {
    Act(author: author, at: now, action: action, subject: subject, detail: detail)
  }
}

/// What a company sets once.
package struct CompanySettings: Hashable, Sendable {
  package let company: String?
  package let currency: String
  /// `ru`, `en`, or nil for the locale's.
  package let language: String?
  /// Seconds east of UTC at the moment asked for.
  package let offsetSeconds: Int
  package let calendar: WorkingCalendar
  /// Days off the company has beyond the country's, and days it says nobody worked.
  package let daysOff: Set<Day>

  /// Keys of the store's settings.
  package enum Key {
    package static let company = "company"
    package static let currency = "currency"
    package static let language = "language"
    package static let timeZone = "timeZone"
    package static let daysOff = "calendar.off"
    package static let daysWorked = "calendar.worked"
  }

  /// What a page that must not ask the store goes by.
  package static let unknown = CompanySettings()

  private init() {
    company = nil
    currency = "RUB"
    language = nil
    offsetSeconds = 3 * 3600
    calendar = .russia
    daysOff = []
  }

  /// Reads and checks the settings; a time zone that cannot be resolved fails loudly.
  package init(_ settings: [String: String], at now: Timestamp) throws {
    company = settings[Key.company]
    currency = settings[Key.currency] ?? "RUB"
    language = settings[Key.language]
    let zone = settings[Key.timeZone] ?? "+03:00"
    guard let offset = Self.offset(of: zone, at: now) else {
      throw WorkflowError.unknownTimeZone(zone)
    }
    offsetSeconds = offset
    func days(_ key: String) -> Set<Day> {
      Set((settings[key] ?? "").split(separator: ",").compactMap { Day(iso: $0) })
    }
    daysOff = days(Key.daysOff)
    calendar = WorkingCalendar.russia.adding(off: daysOff, worked: days(Key.daysWorked))
  }

  /// Seconds east of UTC of `+03:00` or an IANA name; nil when there is no such zone.
  package static func offset(of zone: String, at now: Timestamp) -> Int? {
    if let sign = zone.first, sign == "+" || sign == "-" {
      let parts = zone.dropFirst().split(separator: ":")
      guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]),
        (0...14).contains(hours), (0...59).contains(minutes)
      else { return nil }
      return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
    return TimeZone(identifier: zone)?.secondsFromGMT(
      for: Date(timeIntervalSince1970: Double(now.microseconds) / 1_000_000)
    )
  }
}

extension Desk {
  package func settings() async throws -> CompanySettings {
    let now = now
    return try await store.read { try CompanySettings($0.settings(), at: now) }
  }

  func today(_ reader: any StoreReader) throws -> Day {
    now.day(offsetSeconds: try CompanySettings(reader.settings(), at: now).offsetSeconds)
  }
}
