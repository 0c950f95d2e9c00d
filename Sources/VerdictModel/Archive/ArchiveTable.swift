/// One table of an archive: everything a store holds, in open formats, and back.
///
/// Cells and sums are not among the tables: they follow from the rows and are made anew.
package struct ArchiveTable: Hashable, Sendable {
  /// The file's name without its ending.
  package let name: String
  package let columns: [ArchiveColumn]
  /// Columns that name a row; contents kept in files of their own are named by them.
  package let keys: [String]

  init(_ name: String, keys: [String], _ columns: [ArchiveColumn]) {
    self.name = name
    self.keys = keys
    self.columns = columns
  }

  /// Where a content of a row is kept within the archive.
  ///
  /// - Parameters:
  ///   - column: a `.content` column.
  ///   - row: the row's values, in the order of the columns.
  /// - Returns: a path with `/`; nil for any other column.
  package func path(of column: ArchiveColumn, in row: [ArchiveValue]) -> String? {
    guard case .content(let folder, let ending) = column.kind else { return nil }
    let names = keys.compactMap { key -> String? in
      guard let index = columns.firstIndex(where: { $0.name == key }) else { return nil }
      switch row[index] {
      case .text(let text): return Self.fileName(text)
      case .whole(let number): return String(number)
      default: return nil
      }
    }
    return folder + "/" + names.joined(separator: ".") + ending
  }

  /// A name every file system takes: other bytes than letters, digits, `-` and `_` as `%41`.
  private static func fileName(_ text: String) -> String {
    text.utf8.map { byte -> String in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: return String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }.joined()
  }
}

/// A column of an archive's table.
package struct ArchiveColumn: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case text
    case whole
    case number
    /// 0 or 1.
    case flag
    /// A civil date.
    case day
    /// Microseconds since 1970-01-01 UTC.
    case moment
    /// Minor units in the store, major units with a point in the file.
    case money
    /// A few secret bytes, in hex.
    case bytes
    /// A page or a form: a file of its own under this folder.
    case content(folder: String, ending: String)
    /// A name of the company's dictionary: its kind.
    case name(kind: String)
    /// A hypothesis's key; none is the register.
    case hypothesis
  }

  package let name: String
  package let kind: Kind
  /// Whether it may be unknown.
  ///
  /// Names and hypotheses may be, with the meaning "not split".
  package let isOptional: Bool

  init(_ name: String, _ kind: Kind, optional isOptional: Bool = false) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
  }
}

/// A value of an archive's row.
package enum ArchiveValue: Hashable, Sendable {
  /// Not known, or not split.
  case none
  case text(String)
  /// Counts, days, moments and minor units.
  case whole(Int64)
  case number(Double)
  case bytes([UInt8])
}
