import Foundation
import Hummingbird
import NIOCore
import VerdictModel

/// Reads a `multipart/form-data` body as it comes: fields in memory, files to disk, in a fixed memory.
///
/// The form's key has to come before the first file: until then nothing is written to the disk.
struct UploadReader {
  let folder: String
  /// Bytes of one file.
  let limit: Int
  let key: String
  static let files = 20

  func read(_ request: Request) async throws -> Typed {
    guard let boundary = Self.boundary(request.headers[.contentType] ?? "") else {
      try await FormBody.drop(request.body)
      throw FormBody.Unreadable()
    }
    var parser = MultipartParser(boundary: boundary)
    var sink = UploadSink(folder: folder, limit: limit, key: key)
    do {
      var failure: (any Error)?
      for try await part in request.body {
        // After a failure the rest is read and dropped, so that the browser gets its answer.
        guard failure == nil else { continue }
        do {
          for event in try parser.feed(Array(part.readableBytesView)) { try sink.take(event) }
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      guard parser.isFinished else { throw FormBody.Unreadable() }
      return try sink.typed()
    } catch {
      sink.discard()
      throw error
    }
  }

  static func remove(_ files: [Typed.File]) {
    for file in files { unlink(file.path) }
  }

  static func boundary(_ type: String) -> [UInt8]? {
    guard type.lowercased().hasPrefix("multipart/form-data") else { return nil }
    for part in type.split(separator: ";").dropFirst() {
      let text = part.drop { $0 == " " }
      guard text.lowercased().hasPrefix("boundary=") else { continue }
      let value = text.dropFirst("boundary=".count).filter { $0 != "\"" }
      return (1...70).contains(value.utf8.count) ? Array(value.utf8) : nil
    }
    return nil
  }
}

/// Where the parts of an upload go.
private struct UploadSink {
  let folder: String
  let limit: Int
  let key: String
  private var pairs: [Typed.Pair] = []
  private var files: [Typed.File] = []
  private var name = ""
  private var fileName: String?
  private var value: [UInt8] = []
  private var fields = 0
  private var open: (descriptor: Int32, path: String, bytes: Int)?

  init(folder: String, limit: Int, key: String) {
    self.folder = folder
    self.limit = limit
    self.key = key
  }

  mutating func take(_ event: MultipartParser.Event) throws {
    switch event {
    case .part(let name, let fileName):
      self.name = name
      self.fileName = fileName
      value = []
      if let fileName, !fileName.isEmpty { try begin() }
    case .data(let bytes):
      if open != nil {
        try write(bytes)
      } else if fileName == nil {
        fields += bytes.count
        guard fields <= FormBody.limit else { throw FormBody.TooLarge() }
        value += bytes
      }
    case .end:
      if let open {
        Foundation.close(open.descriptor)
        files.append(
          Typed.File(
            field: name,
            name: Self.last(fileName ?? ""),
            path: open.path,
            bytes: open.bytes
          )
        )
        self.open = nil
      } else if fileName == nil {
        guard let text = String(validating: value, as: UTF8.self) else {
          throw FormBody.Unreadable()
        }
        pairs.append(Typed.Pair(name: name, value: text.replacing("\r\n", with: "\n")))
      }
    }
  }

  private var isKeyed: Bool {
    Gate.matches(pairs.first { $0.name == FieldName.key }?.value ?? "", key)
  }

  private mutating func begin() throws {
    guard isKeyed else { throw SiteProblem.forbidden }
    guard files.count < UploadReader.files else { throw FormBody.TooLarge() }
    let path = folder + "/verdict-upload-" + UUID().uuidString
    let descriptor = Foundation.open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path) }
    open = (descriptor, path, 0)
  }

  private mutating func write(_ bytes: [UInt8]) throws {
    guard var file = open else { return }
    file.bytes += bytes.count
    guard file.bytes <= limit else { throw FormBody.TooLarge() }
    open = file
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(file.descriptor, buffer.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(file.path) }
      done += count
    }
  }

  func typed() throws -> Typed {
    guard isKeyed else { throw SiteProblem.forbidden }
    return Typed(pairs, files: files)
  }

  mutating func discard() {
    if let open {
      Foundation.close(open.descriptor)
      unlink(open.path)
    }
    open = nil
    UploadReader.remove(files)
    files = []
  }

  /// The name without folders, which some browsers send.
  private static func last(_ name: String) -> String {
    String(name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "").prefix(200)
      .description
  }

  private static func failure(_ path: String) -> ModelError {
    errno == ENOSPC || errno == EDQUOT
      ? .diskFull(path: path) : .inputOutput(path: path, detail: String(cString: strerror(errno)))
  }
}
