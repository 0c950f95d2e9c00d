import Crypto
import Foundation
package import VerdictExchange
import VerdictModel

extension Desk {
  /// Puts an archive into this store, which must be new; all or nothing.
  ///
  /// - Parameters:
  ///   - folder: as ``archive(to:dialect:language:)`` wrote it.
  ///   - acceptChanged: take files that were changed since.
  /// - Returns: what the archive says of itself.
  /// - Throws: `notAnArchive`, `archiveTooNew`, `archiveChanged` with the files' names, and refusals
  ///   with file, line and column.
  package func restore(
    from folder: String,
    acceptChanged: Bool = false
  ) async throws -> ArchiveManifest {
    let manifest = try Self.manifest(of: folder)
    try Self.check(manifest, folder, acceptChanged: acceptChanged)
    try await store.write(act("restore", folder), .commit) { writer in
      let known = Set(manifest.files.filter(\.isRestored).map(\.path))
      for table in ArchiveTable.all {
        let file = Self.file(of: table)
        // A table younger than the archive has nothing in it.
        guard known.contains(file) else { continue }
        try ArchiveCSV(table).read(
          try ByteSource.file(folder + "/" + file),
          file: file,
          content: { path in try Self.content(path, folder, known) },
          { line, row in
            do {
              try writer.restore(row, to: table)
            } catch ModelError.refused(let refusals) {
              throw Self.placed(refusals, file, line)
            }
          }
        )
      }
      try writer.rebuildCells()
    }
    return manifest
  }

  /// Whether a folder says of itself that it is an archive.
  package static func isArchive(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + ArchiveManifest.fileName)
  }

  private static func manifest(of folder: String) throws -> ArchiveManifest {
    guard isArchive(folder) else { throw WorkflowError.notAnArchive(folder) }
    let bytes = try ByteSource.file(folder + "/" + ArchiveManifest.fileName).all()
    guard let manifest = try? JSONDecoder().decode(ArchiveManifest.self, from: Data(bytes)) else {
      throw WorkflowError.notAnArchive(folder)
    }
    guard manifest.format <= ArchiveManifest.presentFormat else {
      throw WorkflowError.archiveTooNew(
        folder,
        format: manifest.format,
        supported: ArchiveManifest.presentFormat
      )
    }
    return manifest
  }

  /// Every file is there, and is what was written.
  private static func check(
    _ manifest: ArchiveManifest,
    _ folder: String,
    acceptChanged: Bool
  ) throws {
    var changed: [String] = []
    for file in manifest.files where file.isRestored {
      guard isInside(file.path) else { throw WorkflowError.notAnArchive(folder) }
      let source = try ByteSource.file(folder + "/" + file.path)
      var digest = SHA256()
      while let piece = try source.next() { digest.update(data: piece) }
      if hex(digest.finalize()) != file.sha256 { changed.append(file.path) }
    }
    if !changed.isEmpty, !acceptChanged { throw WorkflowError.archiveChanged(changed) }
  }

  /// A content may only be one of the archive's own files.
  private static func content(
    _ path: String,
    _ folder: String,
    _ known: Set<String>
  ) throws -> [UInt8] {
    guard known.contains(path) else { throw ExchangeError.fileMissing(path: folder + "/" + path) }
    return try ByteSource.file(folder + "/" + path).all()
  }

  private static func isInside(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  private static func placed(_ refusals: [Refusal], _ file: String, _ line: Int) -> ExchangeError {
    let placed = refusals.map { refusal in
      Refusal(
        place: FilePlace(file: file, line: line),
        code: refusal.code,
        value: refusal.value,
        values: refusal.values
      )
    }
    return .refused(file: file, refusals: placed, total: placed.count)
  }
}
