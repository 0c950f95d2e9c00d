internal import Foundation
package import VerdictAnalysis

/// A review as JSON: the value itself, keys sorted, the same bytes for the same review.
package enum JSONReview {
  /// UTF-8 with sorted keys and a final line break; `schemaVersion` says how to read it.
  ///
  /// - Throws: `EncodingError` for a number that is not finite, which no review holds.
  package static func encode(_ review: Review) throws -> [UInt8] { try bytes(review) }

  /// One evaluation, as `evaluate --json` prints it.
  package static func encode(_ evaluation: Evaluation) throws -> [UInt8] { try bytes(evaluation) }

  /// All finished tests, as `history --json` prints them.
  package static func encode(_ history: History) throws -> [UInt8] { try bytes(history) }

  /// What `encode(_:)` of a review writes, as a JSON Schema (draft 2020-12).
  ///
  /// Made from the types by `scripts/lib/review_schema.py`; a test holds reviews against it.
  package static func schema() throws -> [UInt8] {
    let value = try JSONSerialization.jsonObject(with: Data(PackageResources.review_schema_json))
    let bytes = try JSONSerialization.data(
      withJSONObject: value,
      options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    )
    return Array(bytes) + [0x0A]
  }

  /// The review that these bytes hold.
  package static func decode(_ bytes: [UInt8]) throws -> Review {
    try JSONDecoder().decode(Review.self, from: Data(bytes))
  }

  private static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [0x0A]
  }
}
