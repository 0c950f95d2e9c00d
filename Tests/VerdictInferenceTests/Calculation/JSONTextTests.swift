import Foundation
import GSLKit
import Testing
import VerdictInference

@Suite("JSON text")
struct JSONTextTests {
  private func value(_ text: String) throws -> CalculationValue {
    try CalculationValue(json: text.utf8)
  }

  @Test(
    "values are read as they are written",
    arguments: [
      ("null", CalculationValue.null), (" true ", true), ("[]", .array([])), ("{ }", .object([])),
      ("-0", 0), ("12", 12), ("9223372036854775807", .integer(.max)), ("1e3", .number(1000)),
      ("-2.5E-1", .number(-0.25)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
      (#""a\n\"\\\/Aё😀""#, "a\n\"\\/Aё😀"), (#""час""#, "час"),
      (#"{"b":[1,{"a":null}],"b":2}"#, .object([.init("b", [1, ["a": .null]]), .init("b", 2)])),
    ]
  )
  func reads(_ text: String, _ expected: CalculationValue) throws {
    #expect(try value(text) == expected)
  }

  @Test(
    "what is no JSON is refused with the byte",
    arguments: [
      ("", 1), ("{", 2), ("[1,]", 4), ("{\"a\":1,}", 8), ("{a:1}", 2), ("01", 1), ("1.", 3),
      ("1e", 3), ("+1", 1), (".5", 1), ("NaN", 1), ("tru", 1), ("1 2", 3), ("\"a", 3),
      ("\"\\x\"", 3), ("\"\\ud800\"", 8), ("\"\u{1}\"", 2), ("[1 2]", 4), ("{\"a\" 1}", 6),
    ]
  )
  func refuses(_ text: String, _ column: Int) {
    #expect(throws: (any Error).self) { try value(text) }
    do { _ = try value(text) } catch { #expect((error as? JSONTextError)?.column == column) }
  }

  @Test("bytes that are no UTF-8 and nests that are too deep are refused")
  func hostile() {
    #expect(throws: JSONTextError.self) { try CalculationValue(json: [0x22, 0xFF, 0x22]) }
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONTextError.self) { try value(deep) }
  }

  /// Foundation's decoder loses the order of keys.
  private func sorted(_ value: CalculationValue) -> CalculationValue {
    switch value {
    case .array(let values): .array(values.map(sorted))
    case .object(let members):
      .object(
        members.map { .init($0.key, sorted($0.value)) }.sorted { $0.key < $1.key }
      )
    case .number(let number) where number == number.rounded(): .integer(Int(number))
    default: value
    }
  }

  @Test("Foundation reads the same from random values written by us")
  func agreesWithFoundation() throws {
    let generator = RandomGenerator(seed: 8_259)
    func random(_ depth: Int) -> CalculationValue {
      switch generator.uniformInt(below: depth > 3 ? 5 : 7) {
      case 0: return .null
      case 1: return .boolean(generator.uniform() < 0.5)
      case 2: return .integer(generator.uniformInt(below: 1 << 30) - (1 << 29))
      case 3: return .number((generator.uniform() - 0.5) * 1e7)
      case 4:
        let letters = ["a", "\"", "\\", "\n", "\u{7}", "ж", "😀", "/"]
        return .string((0..<5).map { _ in letters[generator.uniformInt(below: 8)] }.joined())
      case 5: return .array((0..<3).map { _ in random(depth + 1) })
      default:
        return .object((0..<3).map { .init("k\($0)", random(depth + 1)) })
      }
    }
    for _ in 0..<500 {
      let original = random(0)
      let text = original.json
      let ours = try value(text)
      #expect(ours.json == text)
      let theirs = try JSONDecoder().decode(CalculationValue.self, from: Data(text.utf8))
      #expect(sorted(ours) == sorted(theirs))
    }
  }
}
