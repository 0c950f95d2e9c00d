package import VerdictAnalysis
import VerdictInference

/// The table as CSV for programs and spreadsheets: a row a number, a column a period.
///
/// Numbers have a point; a number that is not known has its reason as a word in its place, so that no
/// cell is empty. `members` in all are named `*`.
package enum TableCSV {
  package static func render(_ table: FunnelTable, language: Language) -> String {
    let header =
      ["member", "key", "title", "unit"] + table.periods.map(\.key)
      + ["against", "change_scale", "change", "change_low", "change_high", "news"]
    var lines = [header.map(field).joined(separator: ",")]
    for (name, rows) in [("*", table.rows)] + table.members.map({ ($0.name, $0.rows) }) {
      for row in rows { lines.append(line(name, row, language)) }
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  private static func line(_ name: String, _ row: TableRow, _ language: Language) -> String {
    let change = row.change
    let none = "none"
    var fields = [name == "*" ? name : guarded(name), row.key, guarded(language.text(row.title))]
    fields.append(row.unit.rawValue)
    fields += row.readings.map { reading in
      reading.value.map(number) ?? reading.why?.rawValue ?? none
    }
    fields += [
      change?.against ?? none, change?.scale.rawValue ?? none,
      change.map { number($0.estimate) } ?? none,
      change?.interval.map { $0.lower.map(number) ?? "-inf" } ?? none,
      change?.interval.map { $0.upper.map(number) ?? "inf" } ?? none,
      change?.news.rawValue ?? none,
    ]
    return fields.map(field).joined(separator: ",")
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }

  /// A name must not be taken for a formula.
  private static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
      return text
    }
    return "'" + text
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
