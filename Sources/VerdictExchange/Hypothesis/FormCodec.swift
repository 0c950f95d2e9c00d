import Foundation
package import VerdictModel

/// The canonical bytes of a form, frozen and hashed at `start`, and the form back from them.
package enum FormCodec {
  /// JSON with sorted keys and bare slashes: equal forms give equal bytes.
  ///
  /// A checked form has only finite numbers, which JSON can always hold.
  package static func bytes(of form: HypothesisForm) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(form))
    } catch {
      preconditionFailure("a checked form is always JSON: \(error)")
    }
  }

  /// The form that the bytes hold.
  /// - Throws: `damagedForm` when they do not.
  package static func form(from bytes: [UInt8]) throws(ExchangeError) -> HypothesisForm {
    do {
      return try JSONDecoder().decode(HypothesisForm.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw .damagedForm(detail: Self.path(of: error))
    } catch {
      throw .damagedForm(detail: "")
    }
  }

  /// Where decoding stopped, `arms.1.key`.
  private static func path(of error: DecodingError) -> String {
    let context: DecodingError.Context
    switch error {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
      context = found
    case .keyNotFound(let key, let found):
      return (found.codingPath + [key]).map(text).joined(separator: ".")
    @unknown default:
      return ""
    }
    return context.codingPath.map(text).joined(separator: ".")
  }

  private static func text(_ key: any CodingKey) -> String {
    key.intValue.map(String.init) ?? key.stringValue
  }
}
