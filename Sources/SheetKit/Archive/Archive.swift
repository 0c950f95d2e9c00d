import CMiniZip

/// How much of an archive is unpacked at most, so that a small file cannot fill the memory.
package struct ArchiveLimits: Sendable {
  /// Bytes of one part.
  package var partBytes = 256 << 20
  /// Bytes of all parts read.
  package var totalBytes = 512 << 20
  /// A part may be this many times larger than it is packed, once it is larger than a megabyte.
  package var ratio = 400
  package init() {}
}

/// A ZIP archive in memory, whose parts are unpacked one at a time.
///
/// Sizes written in the archive are not believed: what is unpacked is counted.
final class Archive {
  private let bytes: [UInt8]
  private let limits: ArchiveLimits
  private let memory: UnsafeMutablePointer<verdict_memory>
  private let handle: unzFile
  private var unpacked = 0

  init(_ bytes: [UInt8], limits: ArchiveLimits) throws(WorkbookError) {
    self.bytes = bytes
    self.limits = limits
    memory = UnsafeMutablePointer<verdict_memory>.allocate(capacity: 1)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    copy.initialize(from: bytes, count: bytes.count)
    memory.initialize(to: verdict_memory(bytes: copy, count: ZPOS64_T(bytes.count), position: 0))
    guard let opened = verdict_open_memory(memory) else {
      copy.deallocate()
      memory.deallocate()
      throw .damaged(part: "")
    }
    handle = opened
  }

  deinit {
    unzClose(handle)
    memory.pointee.bytes.deallocate()
    memory.deallocate()
  }

  /// Whether there is a part of this name, whatever the case of its letters.
  func has(_ name: String) -> Bool { unzLocateFile(handle, name, 2) == UNZ_OK }

  /// Hands on a part piece by piece.
  /// - Throws: `damaged`, `tooLarge`, and what `body` throws.
  func read(_ name: String, _ body: ([UInt8]) throws -> Void) throws {
    guard has(name) else { throw WorkbookError.damaged(part: name) }
    var info = unz_file_info64()
    guard unzGetCurrentFileInfo64(handle, &info, nil, 0, nil, 0, nil, 0) == UNZ_OK,
      unzOpenCurrentFile(handle) == UNZ_OK
    else { throw WorkbookError.damaged(part: name) }
    defer { unzCloseCurrentFile(handle) }
    let packed = max(1, Int(clamping: info.compressed_size))
    var count = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let read = unzReadCurrentFile(handle, &buffer, UInt32(buffer.count))
      if read < 0 { throw WorkbookError.damaged(part: name) }
      if read == 0 { break }
      count += Int(read)
      unpacked += Int(read)
      if count > limits.partBytes || unpacked > limits.totalBytes {
        throw WorkbookError.tooLarge(limit: min(limits.partBytes, limits.totalBytes))
      }
      if count > 1 << 20, count / packed > limits.ratio {
        throw WorkbookError.tooLarge(limit: packed * limits.ratio)
      }
      try body(Array(buffer[..<Int(read)]))
    }
    // The check sum is known only at the end.
    guard unzCloseCurrentFile(handle) != UNZ_CRCERROR else {
      throw WorkbookError.damaged(part: name)
    }
  }
}
