import VerdictExchange
import VerdictModel

/// Lines of a canonical file that are put together.
struct ImportPiece: Sendable {
  /// Lines of a piece.
  static let lines = 1024

  /// Lines of outcomes, and where each stands.
  private(set) var records: [UnitRecord] = []
  private(set) var places: [Int] = []
  /// All other lines.
  private(set) var rows: [ImportRow] = []

  var isEmpty: Bool { records.isEmpty && rows.isEmpty }
  var isFull: Bool { records.count + rows.count >= Self.lines }

  mutating func add(_ row: ImportRow) {
    if case .unit(let record) = row.content {
      records.append(record)
      places.append(row.line)
    } else {
      rows.append(row)
    }
  }
}
