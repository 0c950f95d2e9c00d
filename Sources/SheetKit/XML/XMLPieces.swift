import CExpat

/// What a reader of XML is told, in the document's order.
protocol XMLReader: AnyObject {
  func start(_ name: String, _ attributes: [String: String]) throws
  func end(_ name: String) throws
  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws
}

/// Reads XML as its bytes come, and hands its parts to a reader.
///
/// Names come without their prefix. A document type is refused: no workbook has one, and entities
/// made of entities are how a small file fills the memory.
final class XMLPieces {
  private let parser: XML_Parser
  private let reader: any XMLReader
  private let part: String
  private var failure: (any Error)?

  init(_ reader: any XMLReader, part: String) throws(WorkbookError) {
    guard let parser = XML_ParserCreate(nil) else { throw .damaged(part: part) }
    self.parser = parser
    self.reader = reader
    self.part = part
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let context, let name else { return }
        Unmanaged<XMLPieces>.fromOpaque(context).takeUnretainedValue().started(name, attributes)
      },
      { context, name in
        guard let context, let name else { return }
        Unmanaged<XMLPieces>.fromOpaque(context).takeUnretainedValue().ended(name)
      }
    )
    XML_SetCharacterDataHandler(parser) { context, text, count in
      guard let context, let text else { return }
      let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
      Unmanaged<XMLPieces>.fromOpaque(context).takeUnretainedValue()
        .wrote(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let context else { return }
      let pieces = Unmanaged<XMLPieces>.fromOpaque(context).takeUnretainedValue()
      pieces.stop(WorkbookError.damaged(part: pieces.part))
    }
  }

  deinit { XML_ParserFree(parser) }

  func feed(_ bytes: [UInt8], isLast: Bool = false) throws {
    let status = bytes.withUnsafeBytes { buffer in
      XML_Parse(
        parser,
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(buffer.count),
        isLast ? 1 : 0
      )
    }
    if let failure { throw failure }
    guard status == XML_STATUS_OK else { throw WorkbookError.damaged(part: part) }
  }

  private func stop(_ error: any Error) {
    if failure == nil { failure = error }
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  private func started(
    _ name: UnsafePointer<XML_Char>,
    _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) {
    guard failure == nil else { return }
    var found: [String: String] = [:]
    var index = 0
    while let attributes, let key = attributes[index], let value = attributes[index + 1] {
      found[Self.local(key)] = String(cString: value)
      index += 2
    }
    do { try reader.start(Self.local(name), found) } catch { stop(error) }
  }

  private func ended(_ name: UnsafePointer<XML_Char>) {
    guard failure == nil else { return }
    do { try reader.end(Self.local(name)) } catch { stop(error) }
  }

  private func wrote(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard failure == nil else { return }
    do { try reader.text(bytes) } catch { stop(error) }
  }

  /// The name after its prefix; `r:id` stays whole, as `id` means something else.
  private static func local(_ name: UnsafePointer<XML_Char>) -> String {
    let text = String(cString: name)
    guard let colon = text.lastIndex(of: ":"), !text.hasPrefix("r:") else { return text }
    return String(text[text.index(after: colon)...])
  }
}
