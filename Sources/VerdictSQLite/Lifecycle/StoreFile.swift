import Foundation
import VerdictModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Files as the store needs them: private, never overwritten, replaced in one step, on the disk.
enum StoreFile {
  private static let magic = Array("SQLite format 3".utf8) + [0]
  private static let applicationIDOffset = 68
  private static let logSuffixes = ["-wal", "-shm", "-journal"]

  /// Refuses what is not a store before SQLite opens it, so that no foreign file is ever written to.
  ///
  /// The header is big-endian: bytes 0–15 the format, 68–71 the application id
  /// (sqlite.org, "Database File Format", §1.3).
  static func check(_ path: String) throws {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw ModelError.storeMissing(path: path)
    }
    if isDirectory.boolValue { throw ModelError.notAStore(path: path) }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw ModelError.inputOutput(path: path, detail: reason(errno))
    }
    defer { try? file.close() }
    let header = Array((try? file.read(upToCount: 100)) ?? Data())
    guard header.count == 100, Array(header.prefix(magic.count)) == magic else {
      throw ModelError.notAStore(path: path)
    }
    let id = header[applicationIDOffset..<applicationIDOffset + 4].reduce(UInt32(0)) {
      $0 << 8 | UInt32($1)
    }
    guard id == UInt32(bitPattern: Schema.applicationID) else {
      throw ModelError.notAStore(path: path)
    }
  }

  /// Something is there; an empty file holds nothing and is not in the way.
  static func isOccupied(_ path: String) -> Bool {
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return false }
    return facts[.type] as? FileAttributeType != .typeRegular || (facts[.size] as? Int ?? 1) != 0
  }

  /// A new empty file in the same folder, mode 0600.
  static func temporary(beside path: String) throws -> String {
    for attempt in 0..<1_000 {
      let candidate = path + ".\(getpid())-\(attempt).part"
      let descriptor = Foundation.open(candidate, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
      if descriptor >= 0 {
        // The process's mask may have taken rights away, never added any.
        Foundation.close(descriptor)
        return candidate
      }
      if errno != EEXIST { throw failure(path) }
    }
    throw ModelError.inputOutput(path: path, detail: reason(EEXIST))
  }

  /// Gives a finished file its name, unless there is one of that name already.
  static func publish(_ draft: String, as path: String) throws {
    try synchronize(draft)
    if isOccupied(path) { throw ModelError.storeExists(path: path) }
    if FileManager.default.fileExists(atPath: path) {
      try replace(path, with: draft)
      return
    }
    if link(draft, path) == 0 {
      unlink(draft)
    } else if errno == EEXIST {
      throw ModelError.storeExists(path: path)
    } else if [EPERM, ENOTSUP, EMLINK, ENOSYS].contains(errno) {
      // A file system without hard links.
      try replace(path, with: draft)
      return
    } else {
      throw failure(path)
    }
    try synchronizeFolder(of: path)
  }

  /// Replaces a file in one step: at every moment either the old or the new one is there.
  static func replace(_ path: String, with draft: String) throws {
    try synchronize(draft)
    guard rename(draft, path) == 0 else { throw failure(path) }
    try synchronizeFolder(of: path)
  }

  static func removeWithLogs(_ path: String) {
    unlink(path)
    removeLogs(of: path)
  }

  static func removeLogs(of path: String) {
    for suffix in logSuffixes { unlink(path + suffix) }
  }

  /// The logs beside a database that still exist.
  static func logs(of path: String) -> [String] {
    logSuffixes.filter { FileManager.default.fileExists(atPath: path + $0) }
  }

  static func synchronize(_ path: String) throws {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }

  static func synchronizeFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = Foundation.open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder) }
    defer { Foundation.close(descriptor) }
    // Some file systems cannot synchronize a folder; then the rename is as safe as they make it.
    if fsync(descriptor) != 0, errno != EINVAL { throw failure(folder) }
  }

  /// The last failed call as the model's error.
  static func failure(_ path: String) -> ModelError {
    let code = errno
    if code == ENOSPC || code == EDQUOT { return .diskFull(path: path) }
    return .inputOutput(path: path, detail: reason(code))
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
