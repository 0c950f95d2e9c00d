import Testing
import VerdictModel
import VerdictWorkflow

/// Some clients of one arm, all alike: how many came, stayed away, or were never answered for.
struct Clients {
  var arm: String
  var held = 0
  var absent = 0
  /// Nothing was logged about these.
  var silent = 0
  /// Of those who came, and of the others, so many took the variant.
  var acceptedAndHeld = 0
  var acceptedAndAbsent = 0

  /// Lines of a file: those who came did so the day after.
  func lines(day: Day, manager: String, prefix: String) -> [String] {
    let unit = prefix + arm
    func line(_ kind: String, _ number: Int, accepts: Bool, outcome: String) -> String {
      let uptake = accepts ? day.description : ""
      return "\(unit)-\(kind)\(number),\(arm),\(day),\(manager),\(uptake),\(outcome)"
    }
    let came = (day + 1).description
    return (0..<held).map { line("h", $0, accepts: $0 < acceptedAndHeld, outcome: came) }
      + (0..<absent).map { line("a", $0, accepts: $0 < acceptedAndAbsent, outcome: "no") }
      + (0..<silent).map { line("s", $0, accepts: false, outcome: "") }
  }
}

extension Office {
  static func file(
    _ clients: [Clients],
    day: String,
    prefix: String,
    manager: String = "Anna"
  ) throws -> [UInt8] {
    let day = try Self.day(day)
    let lines = clients.flatMap { $0.lines(day: day, manager: manager, prefix: prefix) }
    let header = "unit,arm,date,manager,uptake,meetings_held"
    return Array(([header] + lines).joined(separator: "\n").utf8) + [0x0A]
  }

  /// Imports clients of both arms at a desk of a later day.
  func bring(
    _ clients: [Clients],
    day: String,
    prefix: String = "",
    manager: String = "Anna",
    hypothesis: String = "screen",
    at desk: String = "2027-01-11"
  ) async throws {
    _ = try await self.desk(desk).importFile(
      try Self.file(clients, day: day, prefix: prefix, manager: manager),
      name: "outcomes-\(prefix)\(day).csv",
      hypothesis: hypothesis,
      mode: .commit
    )
  }

  /// Imports lines of the table.
  func table(_ text: String, at desk: String = "2027-01-11") async throws {
    _ = try await self.desk(desk).importFile(Array(text.utf8), name: "table.csv", mode: .commit)
  }
}
