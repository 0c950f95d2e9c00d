import Foundation
import Testing
import VerdictAnalysis
import VerdictModel
import VerdictReports

/// Reviews hold to the schema that is published with them.
///
/// A small reader of the JSON Schema words the schema uses (draft 2020-12: type, enum, const, required,
/// properties, additionalProperties, items, minItems, maxItems, pattern, oneOf, anyOf, $ref).
struct SchemaReader {
  let root: [String: Any]

  init(_ bytes: [UInt8]) throws {
    let value = try JSONSerialization.jsonObject(with: Data(bytes))
    root = try #require(value as? [String: Any])
  }

  func problems(_ value: Any) -> [String] { problems(value, root, "$") }

  private func problems(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
    var found: [String] = []
    if let name = schema["$ref"] as? String {
      let key = name.replacing("#/$defs/", with: "")
      guard let other = (root["$defs"] as? [String: Any])?[key] as? [String: Any] else {
        return ["\(place): no definition \(name)"]
      }
      found += problems(value, other, place)
    }
    if let type = schema["type"] {
      let allowed = (type as? [String]) ?? [(type as? String) ?? ""]
      if !allowed.contains(where: { Self.isOf(value, $0) }) {
        return found + ["\(place): \(value) is not \(allowed)"]
      }
    }
    if let list = schema["enum"] as? [String], !list.contains("\(value)") {
      found.append("\(place): \(value) is none of \(list)")
    }
    if let constant = schema["const"] as? Int, value as? Int != constant {
      found.append("\(place): \(value) is not \(constant)")
    }
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      found.append("\(place): \(text) does not match \(pattern)")
    }
    for word in ["oneOf", "anyOf"] {
      guard let options = schema[word] as? [[String: Any]] else { continue }
      let fits = options.count { problems(value, $0, place).isEmpty }
      if fits == 0 || (word == "oneOf" && fits > 1) {
        found.append("\(place): \(value) fits \(fits) of \(word)")
      }
    }
    if let object = value as? [String: Any] {
      let known = schema["properties"] as? [String: Any] ?? [:]
      for key in schema["required"] as? [String] ?? [] where object[key] == nil {
        found.append("\(place): \(key) is missing")
      }
      for (key, member) in object {
        if let inner = known[key] as? [String: Any] {
          found += problems(member, inner, place + "." + key)
        } else if schema["additionalProperties"] as? Bool == false {
          found.append("\(place): \(key) is not in the schema")
        } else if let inner = schema["additionalProperties"] as? [String: Any] {
          found += problems(member, inner, place + "." + key)
        }
      }
    }
    if let list = value as? [Any] {
      if let least = schema["minItems"] as? Int, list.count < least {
        found.append("\(place): \(list.count) items")
      }
      if let most = schema["maxItems"] as? Int, list.count > most {
        found.append("\(place): \(list.count) items")
      }
      if let inner = schema["items"] as? [String: Any] {
        for (index, member) in list.enumerated() {
          found += problems(member, inner, place + "[\(index)]")
        }
      }
    }
    return found
  }

  private static func isOf(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "object": return value is [String: Any]
    case "array": return value is [Any]
    case "string": return value is String
    case "null": return value is NSNull
    case "boolean": return value is Bool
    case "integer": return value is Int
    case "number": return value is Double || value is Int
    default: return false
    }
  }
}

@Suite struct SchemaTests {
  @Test func everySampleHoldsToTheSchema() throws {
    let schema = try SchemaReader(try JSONReview.schema())
    let reviews = [
      try Sample.full(), try Sample.empty(), try Sample.everyVerdict(), try Sample.charted(),
    ]
    for review in reviews {
      let json = try JSONSerialization.jsonObject(with: Data(try JSONReview.encode(review)))
      let problems = schema.problems(json)
      #expect(problems.isEmpty, "\(problems.prefix(8))")
    }
  }

  @Test func whatIsWrongIsFound() throws {
    let schema = try SchemaReader(try JSONReview.schema())
    let bytes = try JSONReview.encode(try Sample.full())
    var json = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    )
    json["period"] = "1–15 ноября"
    json["surprise"] = 1
    json["health"] = nil
    let problems = schema.problems(json).joined(separator: "\n")
    #expect(problems.contains("$.period"))
    #expect(problems.contains("surprise is not in the schema"))
    #expect(problems.contains("health is missing"))
  }

  @Test func theSchemaNamesItselfAndItsVersion() throws {
    let root = try SchemaReader(try JSONReview.schema()).root
    #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    let properties = try #require(root["properties"] as? [String: Any])
    let version = try #require(properties["schemaVersion"] as? [String: Any])
    #expect(version["const"] as? Int == Review.schemaVersion)
  }
}
