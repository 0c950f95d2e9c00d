import Foundation

/// Reference values made by a committed generator beside them: tool, version, call and cases.
struct CommittedOracle<Case: Decodable>: Decodable {
  let tool: String
  let version: String
  let call: String
  let cases: [Case]

  /// The cases of `Oracles/<name>.json`.
  static func cases(_ name: String) throws -> [Case] {
    guard
      let url = Bundle.module.url(
        forResource: name,
        withExtension: "json",
        subdirectory: "Oracles"
      )
    else { throw CocoaError(.fileNoSuchFile) }
    return try JSONDecoder().decode(CommittedOracle.self, from: Data(contentsOf: url)).cases
  }
}

/// Whether two numbers agree within an absolute tolerance.
func agree(_ left: Double?, _ right: Double?, within tolerance: Double) -> Bool {
  guard let left, let right else { return left == nil && right == nil }
  return abs(left - right) <= tolerance
}
