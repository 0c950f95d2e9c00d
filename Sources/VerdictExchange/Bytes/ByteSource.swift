import Foundation

/// Where a file's bytes come from, a piece at a time, so that size never decides memory.
package struct ByteSource {
  /// Pieces asked for from files and streams, in bytes.
  package static let chunkSize = 1 << 16

  private let pull: () throws(ExchangeError) -> [UInt8]?

  /// A source of one's own: returns the next piece, nil at the end; an empty piece is skipped.
  package init(_ next: @escaping () throws(ExchangeError) -> [UInt8]?) {
    pull = next
  }

  /// The next piece, nil at the end.
  package func next() throws(ExchangeError) -> [UInt8]? {
    try pull()
  }

  /// Bytes already in memory, handed out in pieces of `chunk` bytes.
  package static func bytes(_ bytes: [UInt8], chunk: Int = chunkSize) -> ByteSource {
    precondition(chunk > 0, "a piece has bytes")
    var position = 0
    return ByteSource {
      guard position < bytes.count else { return nil }
      let end = min(position + chunk, bytes.count)
      defer { position = end }
      return Array(bytes[position..<end])
    }
  }

  /// The UTF-8 bytes of a text.
  package static func text(_ text: String) -> ByteSource {
    bytes(Array(text.utf8))
  }

  /// The file at a path, opened now and read as it is asked for; `-` is standard input.
  ///
  /// - Throws: `fileMissing`, `isFolder` or `notReadable`.
  package static func file(_ path: String) throws(ExchangeError) -> ByteSource {
    if path == "-" { return handle(.standardInput, path: path) }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .fileMissing(path: path)
    }
    if isFolder.boolValue { throw .isFolder(path: path) }
    // Asked before it is opened: opening a pipe waits for a writer.
    guard let before = FileStamp(path: path) else {
      throw .notReadable(path: path, detail: String(cString: strerror(errno)))
    }
    // What a shell puts in a command's place (`<(…)`) is a pipe with a writer.
    let isGiven = path.hasPrefix("/dev/fd/") || path == "/dev/stdin"
    guard before.isRegular || isGiven else { throw .notRegular(path: path) }
    let opened: ByteSource
    do {
      opened = handle(try FileHandle(forReadingFrom: URL(fileURLWithPath: path)), path: path)
    } catch {
      throw .notReadable(path: path, detail: error.localizedDescription)
    }
    return ByteSource { () throws(ExchangeError) in
      if let piece = try opened.next() { return piece }
      guard isGiven || FileStamp(path: path) == before else { throw .changedMeanwhile(path: path) }
      return nil
    }
  }

  /// Whole pieces at once; Foundation asks the system for a page at a time.
  private static func handle(_ handle: FileHandle, path: String) -> ByteSource {
    ByteSource { () throws(ExchangeError) in
      var failure: CInt = 0
      let piece = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
        var got: Int
        repeat {
          got = read(handle.fileDescriptor, buffer.baseAddress, buffer.count)
        } while got < 0 && errno == EINTR
        if got < 0 { failure = errno }
        count = max(0, got)
      }
      guard failure == 0 else {
        throw .notReadable(path: path, detail: String(cString: strerror(failure)))
      }
      return piece.isEmpty ? nil : piece
    }
  }

  /// All bytes at once, for small files such as a hypothesis.
  package func all() throws(ExchangeError) -> [UInt8] {
    var result: [UInt8] = []
    while let piece = try next() { result += piece }
    return result
  }
}

/// Bytes that can be asked for more than once, so that a large file is never in memory whole.
package struct RepeatableBytes: Sendable {
  /// How many there are; nil where nobody can say.
  package let count: Int?
  private let start: @Sendable () throws(ExchangeError) -> ByteSource

  private init(count: Int?, _ start: @escaping @Sendable () throws(ExchangeError) -> ByteSource) {
    self.count = count
    self.start = start
  }

  /// From the first byte on.
  package func open() throws(ExchangeError) -> ByteSource { try start() }

  package static func bytes(_ bytes: [UInt8]) -> RepeatableBytes {
    RepeatableBytes(count: bytes.count) { () throws(ExchangeError) in .bytes(bytes) }
  }

  /// A file, which must be the same each time; what can be read only once is read now.
  package static func file(_ path: String) throws(ExchangeError) -> RepeatableBytes {
    let first = try ByteSource.file(path)
    guard path != "-", let stamp = FileStamp(path: path), stamp.isRegular else {
      return .bytes(try first.all())
    }
    return RepeatableBytes(count: stamp.size) { () throws(ExchangeError) in
      let source = try ByteSource.file(path)
      guard FileStamp(path: path) == stamp else { throw .changedMeanwhile(path: path) }
      return source
    }
  }
}

/// What changes when a file is written to.
private struct FileStamp: Equatable {
  let isRegular: Bool
  let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    isRegular = status.st_mode & S_IFMT == S_IFREG
    size = Int(status.st_size)
    #if canImport(Darwin)
    (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
    #else
    (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    #endif
  }
}
