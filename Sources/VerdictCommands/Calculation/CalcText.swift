import Foundation
import VerdictInference
import VerdictReports

/// A result as lines of path and value, for people.
struct CalcText {
  let messages: Messages

  /// A line a value, `—` where there is none, and under them what the notes say.
  func lines(_ value: CalculationValue) -> [String] {
    var rows: [(String, String)] = []
    guard case .object(let members) = value else { return [value.json] }
    collect(.object(members.filter { $0.key != "notes" }), path: "", into: &rows)
    let width = rows.map(\.0.count).max() ?? 0
    let lines = rows.map { $0.0.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.1 }
    let notes = value["notes"]?.asArray ?? []
    return lines + (notes.isEmpty ? [] : [""]) + said(notes)
  }

  /// The notes as sentences, one for all paths of which the same is said.
  private func said(_ notes: [CalculationValue]) -> [String] {
    var paths: [String: [String]] = [:]
    var sentences: [String] = []
    for note in notes {
      let values = note["values"]?.asArray?.compactMap(\.asString) ?? []
      let sentence = messages.note(note["reason"]?.asString ?? "", values: values)
      if paths[sentence] == nil { sentences.append(sentence) }
      paths[sentence, default: []].append(note["path"]?.asString ?? "")
    }
    return sentences.map { sentence in
      let named = (paths[sentence] ?? []).filter { !$0.isEmpty }.joined(separator: ", ")
      return named.isEmpty ? sentence : named + ": " + sentence
    }
  }

  private func collect(
    _ value: CalculationValue,
    path: String,
    into rows: inout [(String, String)]
  ) {
    switch value {
    case .object(let members):
      for member in members {
        collect(
          member.value,
          path: path.isEmpty ? member.key : path + "." + member.key,
          into: &rows
        )
      }
    case .array(let elements):
      if let interval = value.asInterval {
        let ends = [interval.lower, interval.upper].map { $0.map(short) ?? "∞" }
        rows.append((path, ends.joined(separator: " … ")))
      } else if elements.allSatisfy({ $0.asDouble != nil }) {
        rows.append((path, elements.compactMap { $0.asDouble.map(short) }.joined(separator: ", ")))
      } else {
        rows.append((path, value.json))
      }
    case .number(let number): rows.append((path, short(number)))
    case .string(let text): rows.append((path, text))
    case .null: rows.append((path, "—"))
    default: rows.append((path, value.json))
    }
  }

  /// Six significant digits are enough to read; JSON has them all.
  private func short(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    let magnitude = abs(number)
    guard magnitude >= 1e-4, magnitude < 1e9 else { return String(number) }
    let digits = max(0, 5 - Int(log10(magnitude).rounded(.down)))
    let scale = pow(10, Double(digits))
    return String((number * scale).rounded() / scale)
  }
}
