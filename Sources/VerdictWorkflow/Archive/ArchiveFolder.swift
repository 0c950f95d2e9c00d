import Crypto
import Foundation
import VerdictExchange
import VerdictModel

/// A folder being written: whole under its name, or not there at all.
///
/// Files go to a folder beside it, which is renamed at the end; only the owner can read them, for an
/// archive knows everything the store knows.
final class ArchiveFolder {
  private let path: String
  private let draft: String
  private(set) var files: [ArchiveManifest.File] = []

  /// Throws `folderOccupied` when there is something at the path that is not an empty folder.
  init(_ path: String) throws {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    draft = self.path + ".\(ProcessInfo.processInfo.processIdentifier).part"
    if let present = try? FileManager.default.contentsOfDirectory(atPath: self.path) {
      guard present.isEmpty else { throw WorkflowError.folderOccupied(self.path) }
    } else if FileManager.default.fileExists(atPath: self.path) {
      throw WorkflowError.folderOccupied(self.path)
    }
    try withFileErrors(draft) {
      try? FileManager.default.removeItem(atPath: draft)
      try FileManager.default.createDirectory(
        atPath: draft,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    }
  }

  /// Writes a file in pieces, and remembers its hash.
  ///
  /// - Parameters:
  ///   - name: its path within the folder.
  ///   - isRestored: whether it is read when the archive is put back.
  ///   - fill: is given a function that takes the next bytes; answers the rows, if it is a table.
  /// - Throws: the system's refusals with the path, and what `fill` throws.
  func write(
    _ name: String,
    isRestored: Bool,
    _ fill: (_ take: ([UInt8]) throws -> Void) throws -> Int?
  ) throws {
    let place = draft + "/" + name
    let handle = try withFileErrors(place) {
      try FileManager.default.createDirectory(
        atPath: (place as NSString).deletingLastPathComponent,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      guard
        FileManager.default.createFile(
          atPath: place,
          contents: nil,
          attributes: [.posixPermissions: 0o600]
        )
      else { throw ModelError.inputOutput(path: place, detail: String(cString: strerror(errno))) }
      return try FileHandle(forWritingTo: URL(fileURLWithPath: place))
    }
    var digest = SHA256()
    var count = 0
    var waiting: [UInt8] = []
    func flush() throws {
      digest.update(data: waiting)
      count += waiting.count
      try withFileErrors(place) { try handle.write(contentsOf: waiting) }
      waiting.removeAll(keepingCapacity: true)
    }
    let rows = try fill { bytes in
      waiting += bytes
      if waiting.count > 1 << 16 { try flush() }
    }
    try flush()
    try withFileErrors(place) {
      try handle.synchronize()
      try handle.close()
    }
    files.append(
      ArchiveManifest.File(
        path: name,
        bytes: count,
        sha256: hex(digest.finalize()),
        rows: rows,
        isRestored: isRestored
      )
    )
  }

  func write(_ name: String, isRestored: Bool, _ bytes: [UInt8]) throws {
    try write(name, isRestored: isRestored) { take in
      try take(bytes)
      return nil
    }
  }

  /// Writes what the archive says of itself, and gives the folder its name.
  func finish(_ manifest: ArchiveManifest) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try write(ArchiveManifest.fileName, isRestored: false, Array(try encoder.encode(manifest)))
    try withFileErrors(path) {
      // An empty folder of that name is in nobody's way.
      if FileManager.default.fileExists(atPath: path) {
        try FileManager.default.removeItem(atPath: path)
      }
      try FileManager.default.moveItem(atPath: draft, toPath: path)
    }
  }

  /// Takes away what was written of an archive that cannot be finished.
  func discard() {
    try? FileManager.default.removeItem(atPath: draft)
  }
}

/// The system's refusals as ours, with the path.
func withFileErrors<A>(_ path: String, _ body: () throws -> A) throws -> A {
  do {
    return try body()
  } catch let error as any CodedError {
    throw error
  } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
    throw ModelError.diskFull(path: path)
  } catch {
    throw ModelError.inputOutput(path: path, detail: error.localizedDescription)
  }
}
