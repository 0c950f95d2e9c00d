/// Why a workbook cannot be read.
package enum WorkbookError: Error, Hashable, Sendable {
  /// An archive, but of something else: its kind where it is known (`ods`, `xlsb`).
  case notWorkbook(kind: String?)
  /// Not an archive, or a part of it is missing or broken.
  case damaged(part: String)
  /// Unpacked it would be larger than this many bytes.
  case tooLarge(limit: Int)
}
