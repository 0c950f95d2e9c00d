/// What an archive says of itself: `archive.json` in its folder.
package struct ArchiveManifest: Hashable, Sendable, Codable {
  package static let fileName = "archive.json"
  /// The form this program writes; a later one is refused.
  package static let presentFormat = 1

  /// One file of the archive.
  package struct File: Hashable, Sendable, Codable {
    /// Within the folder, with `/`.
    package let path: String
    package let bytes: Int
    /// Hex.
    package let sha256: String
    /// Lines under the header; nil for what is no table.
    package let rows: Int?
    /// Read by `restore`; the others repeat the same for people and for `import`.
    package let isRestored: Bool
    package init(path: String, bytes: Int, sha256: String, rows: Int?, isRestored: Bool) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
      self.rows = rows
      self.isRestored = isRestored
    }
  }

  package let format: Int
  package let program: String
  /// UTC, `2026-11-30T09:00:00.000000Z`.
  package let madeAt: String
  package let files: [File]
  /// What stays behind: `passwords`, `sessions`, `invitations`.
  package let leftBehind: [String]

  package init(
    program: String,
    microseconds: Int64,
    files: [File]
  ) {
    format = Self.presentFormat
    self.program = program
    madeAt = MomentText.written(microseconds)
    self.files = files
    leftBehind = ["passwords", "sessions", "invitations"]
  }
}
