import ArgumentParser
import Foundation
import VerdictAnalysis
import VerdictExchange
import VerdictInference
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct CalcCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calc",
    abstract: "Any method by hand, from a script, or in batch.",
    usage: "verdict calc METHOD [--INPUT VALUE …] [--json]\n       verdict calc --batch < lines",
    discussion: """
      verdict calc --list names the methods, verdict calc METHOD --help their inputs and source.
      A count is written 48/80; a list 0.25,0.5,1; anything else as JSON. --batch reads one JSON \
      object a line, {"id", "method", …inputs, "only"?}, and answers in order.

      Examples: verdict calc two-proportions --control 48/80 --variant 56/70
                verdict calc claim --total 0.72 --share 0.18 --base 0.55
      """
  )

  @Argument(parsing: .captureForPassthrough, help: "A method and its inputs.")
  var words: [String] = []

  static let registry = Calculations.all.adding([LookCalculation.self])

  func run() async throws {
    if words.contains("--batch") {
      let language = await Session.language(for: words)
      return try CalcBatch(registry: Self.registry, messages: Messages(language: language)).run()
    }
    if words.first == "--list" || words.isEmpty { return list() }
    if words.first == "--help" || words.first == "-h" { return print(Self.helpMessage()) }
    let name = words[0]
    guard let method = Self.registry.method(named: name) else {
      throw InferenceError.unknown(
        field: "method",
        value: name,
        allowed: Self.registry.methods.map { $0.name }
      )
    }
    if words.contains("--help") || words.contains("-h") { return describe(method) }
    let flags = try CalcFlags(Array(words.dropFirst()), of: method)
    let answer = try Self.registry.run(name, inputs: flags.inputs)
    if flags.wantsJSON { return Output.data(answer.json) }
    let language = await Session.language(for: words)
    let text = CalcText(messages: Messages(language: language))
    Output.data(text.lines(answer).joined(separator: "\n"))
  }

  private func list() {
    for method in Self.registry.methods {
      Output.data(method.name + "\n    " + method.summary)
    }
  }

  private func describe(_ method: any Calculation.Type) {
    var lines = [method.name, method.summary, "", "Inputs:"]
    for input in method.inputs {
      lines.append("  --\(input.name)\(input.isRequired ? " (required)" : "")  \(input.meaning)")
    }
    lines += ["", "Results: " + method.results.joined(separator: ", ")]
    Output.data(lines.joined(separator: "\n"))
  }
}

/// `--name value` pairs turned into the inputs of a method by the kinds it declares.
struct CalcFlags {
  private(set) var members: [CalculationValue.Member] = []
  private(set) var wantsJSON = false

  var inputs: CalculationValue { .object(members) }

  init(_ words: [String], of method: any Calculation.Type) throws(InferenceError) {
    let known = method.inputs.map(\.name) + ["only", "json", "lang"]
    var index = 0
    while index < words.count {
      let word = words[index]
      guard word.hasPrefix("--") else {
        throw .unknown(field: "argument", value: word, allowed: known.map { "--" + $0 })
      }
      var name = String(word.dropFirst(2))
      var text: String?
      if let sign = name.firstIndex(of: "=") {
        text = String(name[name.index(after: sign)...])
        name = String(name[..<sign])
      }
      if name == "json" {
        wantsJSON = true
        index += 1
        continue
      }
      guard known.contains(name) else {
        throw .unknown(field: name, value: word, allowed: known.map { "--" + $0 })
      }
      let kind = method.inputs.first { $0.name == name }?.kind
      if kind == .boolean, text == nil, index + 1 >= words.count || words[index + 1].hasPrefix("--")
      {
        text = "true"
      } else if text == nil {
        index += 1
        guard index < words.count else { throw .missing(field: name) }
        text = words[index]
      }
      index += 1
      if name == "lang" { continue }
      members.append(.init(name, try Self.value(text ?? "", kind: kind, name: name)))
    }
  }

  private static func value(_ text: String, kind: CalculationInput.Kind?, name: String)
    throws(InferenceError) -> CalculationValue
  {
    switch kind {
    case .number, .integer:
      if let whole = Int(text) { return .integer(whole) }
      guard let number = Double(text) else { throw .wrongType(field: name, expected: "number") }
      return .number(number)
    case .boolean:
      guard let flag = Bool(text) else { throw .wrongType(field: name, expected: "true or false") }
      return .boolean(flag)
    case .text, .choice: return .string(text)
    case .numbers:
      var numbers: [CalculationValue] = []
      for part in text.split(separator: ",") {
        guard let number = Double(part) else {
          throw .wrongType(field: name, expected: "numbers with commas between")
        }
        numbers.append(.number(number))
      }
      return .array(numbers)
    case .count:
      let parts = text.split(separator: "/")
      if parts.count == 2, let successes = Int(parts[0]), let trials = Int(parts[1]) {
        return .object([
          .init("successes", .integer(successes)), .init("trials", .integer(trials)),
        ])
      }
      return try json(text, name)
    case .record, .records: return try json(text, name)
    case nil: return .array(text.split(separator: ",").map { .string(String($0)) })
    }
  }

  private static func json(_ text: String, _ name: String) throws(InferenceError)
    -> CalculationValue
  {
    guard
      let value = try? CalculationValue(json: text.utf8)
    else { throw .wrongType(field: name, expected: "48/80 or JSON") }
    return value
  }
}
