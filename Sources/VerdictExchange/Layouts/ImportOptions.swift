package import VerdictModel

/// What a person says about a file where the file itself does not.
package struct ImportOptions: Hashable, Sendable {
  /// The source, manager and ad account of all its rows.
  package var source: String?
  package var manager: String?
  package var account: String?
  package var decimalMark: DecimalMark?
  package var slashOrder: SlashOrder?
  /// The day a list of deals was exported.
  package var exportedOn: Day?
  /// The sheet of a workbook.
  package var sheet: String?
  /// By a column's name: the field it holds, `-` to leave it out.
  package var columns: [String: String] = [:]
  /// What an unknown layout seems to be is right: keep it for next time.
  package var acceptsLayout = false
  package init() {}

  /// Anything that makes the same bytes another import.
  package var fingerprint: String {
    let parts = [
      source, manager, account, decimalMark?.rawValue, slashOrder?.rawValue,
      exportedOn?.description,
      sheet,
    ].map { $0 ?? "" }
    let columns = columns.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let all = parts + columns
    return all.allSatisfy(\.isEmpty) ? "" : all.joined(separator: "\n")
  }
}
