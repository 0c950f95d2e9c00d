package import VerdictModel

/// What a file turned out to be.
package enum FileContent: Hashable, Sendable {
  /// Our own form: its rows were handed on as they were read.
  case canonical(ImportSummary, FileRecognition)
  /// Another program's, read whole.
  case layout(LayoutFile)
  /// Nobody has said yet what its columns hold.
  case unknown(LayoutProposal)
}

/// Reads any table a person may have: recognised by its content, never by its name.
///
/// Text in UTF-8, UTF-16 or Windows-1251 between `,` `;` or tabs, the HTML that some programs call
/// Excel, and workbooks; canonical files, exports of CRMs and ad cabinets, the department's own table.
package enum FileReader {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - source: the bytes.
  ///   - file: the name to give in places.
  ///   - context: the company's funnel, names, hypotheses, and what the person said.
  ///   - body: takes each row of a canonical file as it is read.
  /// - Returns: what the file is, with everything that was refused in it.
  /// - Throws: `refused` when the file cannot be read at all, what the source throws, and what
  ///   `body` throws. Refusals of lines are in the answer.
  package static func read(
    _ source: ByteSource,
    file: String,
    context: ImportContext,
    _ body: (ImportRow) throws -> Void
  ) throws -> FileContent {
    var head: [UInt8] = []
    while head.count < FileSignature.needed, let piece = try source.next() { head += piece }
    func refused(_ code: String) -> ExchangeError {
      let refusal = Refusal(place: FilePlace(file: file), code: code)
      return .refused(file: file, refusals: [refusal], total: 1)
    }
    switch FileSignature.inspect(head) {
    case .text: return try text(head, source, file: file, context: context, body)
    case .refused(let code) where code == "file.utf16":
      guard TextEncoding.marked(head) != nil || TextEncoding.unmarkedUTF16(head) != nil else {
        throw refused(code)
      }
      let start = TextStart(head)
      if start.isPage { return try page(head, source, file: file, context: context, body) }
      return try text(head, source, file: file, context: context, body)
    case .refused("file.html"):
      return try page(head, source, file: file, context: context, body)
    #if Workbooks
    case .refused("file.zip"):
      return try workbook(head, source, file: file, context: context, body)
    #endif
    case .refused(let code): throw refused(code)
    }
  }

  /// What a file is: a text by as much of its beginning as that takes, a page or a workbook by all of
  /// it; nil when nobody can say.
  package static func recognise(
    _ source: ByteSource,
    file: String,
    context: ImportContext
  ) throws -> FileRecognition? {
    var head: [UInt8] = []
    while head.count < FileSignature.needed, let piece = try source.next() { head += piece }
    var waiting: [UInt8]? = head
    let source = ByteSource { () throws(ExchangeError) in
      guard let first = waiting else { return try source.next() }
      waiting = nil
      return first
    }
    if case .refused = FileSignature.inspect(head), TextEncoding.marked(head) == nil {
      switch try read(source, file: file, context: context, { _ in }) {
      case .canonical(_, let recognition): return recognition
      case .layout(let layout): return layout.recognition
      case .unknown: return nil
      }
    }
    var reading = FileReading(
      file: file,
      context: context,
      container: FileContainer(kind: "delimited")
    )
    var decoder = TextDecoder()
    var tokenizer = DelimitedTokenizer()
    while !reading.isDecided, let piece = try source.next() {
      try tokenizer.feed(decoder.decode(piece)) { try reading.take($0) { _ in } }
    }
    if !reading.isDecided {
      try tokenizer.feed(decoder.decode([], complete: true)) { try reading.take($0) { _ in } }
      try tokenizer.finish { try reading.take($0) { _ in } }
    }
    reading.container.encoding = decoder.found.rawValue
    reading.container.separator = tokenizer.dialect?.separator
    return try reading.recognition()
  }

  private static func text(
    _ head: [UInt8],
    _ source: ByteSource,
    file: String,
    context: ImportContext,
    _ body: (ImportRow) throws -> Void
  ) throws -> FileContent {
    var reading = FileReading(
      file: file,
      context: context,
      container: FileContainer(kind: "delimited")
    )
    var decoder = TextDecoder()
    var tokenizer = DelimitedTokenizer()
    do {
      try tokenizer.feed(decoder.decode(head)) { try reading.take($0, body) }
      while let piece = try source.next() {
        try tokenizer.feed(decoder.decode(piece)) { try reading.take($0, body) }
      }
      try tokenizer.feed(decoder.decode([], complete: true)) { try reading.take($0, body) }
      try tokenizer.finish { try reading.take($0, body) }
    } catch let fault as DelimitedFault {
      try reading.end(with: fault, body)
    }
    reading.container.encoding = decoder.found.rawValue
    reading.container.separator = tokenizer.dialect?.separator
    return try reading.finish(body)
  }

  private static func page(
    _ head: [UInt8],
    _ source: ByteSource,
    file: String,
    context: ImportContext,
    _ body: (ImportRow) throws -> Void
  ) throws -> FileContent {
    var decoder = TextDecoder()
    var text = decoder.decode(head)
    while let piece = try source.next() { text += decoder.decode(piece) }
    text += decoder.decode([], complete: true)
    var reading = FileReading(file: file, context: context, container: FileContainer(kind: "page"))
    reading.container.encoding = decoder.found.rawValue
    do {
      try PageTable.forEachRow(in: text) { try reading.take($0, body) }
    } catch let fault as DelimitedFault {
      try reading.end(with: fault, body)
    }
    return try reading.finish(body)
  }
}

/// Whether the first letters of UTF-16 are a page's.
private struct TextStart {
  let isPage: Bool
  init(_ head: [UInt8]) {
    var decoder = TextDecoder()
    let text = decoder.decode(head, complete: true)
    isPage = FileSignature.inspect(text) == .refused(code: "file.html")
  }
}
