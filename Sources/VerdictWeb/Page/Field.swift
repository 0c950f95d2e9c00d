package import VerdictReports

/// Values of a template.
package typealias Values = [String: any Sendable]

/// One field of a form as its template wants it: label, hint, what was typed, what is wrong.
package struct Field: Sendable {
  package enum Kind: String, Sendable {
    case text, password, date, number, search
    /// Digits only, with the phone's number keys.
    case digits
  }

  package let name: String
  package let label: String
  package var kind = Kind.text
  package var hint = ""
  /// Shown while nothing has been typed.
  package var suggestion = ""
  /// What the browser may fill in: `username`, `current-password`, `new-password`, `off`.
  package var autocomplete = "off"
  package var isRequired = true
  package var isFocused = false
  package var maximum = 200
  /// Ready answers offered under the field.
  package var choices: [String] = []

  package init(_ name: String, _ label: String) {
    self.name = name
    self.label = label
  }

  package func with(_ change: (inout Field) -> Void) -> Field {
    var copy = self
    change(&copy)
    return copy
  }

  /// For `{{> field}}` and `{{> area}}`.
  package func values(_ typed: Typed, _ words: SiteWords) -> Values {
    let problem = typed.problem(name)
    var described: [String] = []
    if problem != nil { described.append("error-" + name) }
    if !hint.isEmpty { described.append("hint-" + name) }
    return [
      "name": name, "id": "field-" + name, "label": label,
      "type": kind == .digits || kind == .number ? "text" : kind.rawValue,
      "mode": kind == .digits ? "numeric" : (kind == .number ? "decimal" : "text"),
      "hasHint": !hint.isEmpty, "hint": hint, "hintID": "hint-" + name,
      "value": kind == .password ? "" : typed.value(name, or: suggestion),
      "hasProblem": problem != nil, "problem": problem ?? "", "problemID": "error-" + name,
      "mistake": words.mistake, "isDescribed": !described.isEmpty,
      "describedBy": described.joined(separator: " "), "autocomplete": autocomplete,
      "isRequired": isRequired, "isOptional": !isRequired, "optional": words.optional,
      "isFocused": isFocused, "maximum": String(maximum),
      "hasChoices": !choices.isEmpty, "choices": choices, "listID": "list-" + name,
    ]
  }
}

/// One choice out of a few: radio buttons, or a list where there are many.
package struct Choice: Sendable {
  package struct Option: Sendable {
    package let value: String
    package let label: String
    package let note: String
    package init(_ value: String, _ label: String, note: String = "") {
      self.value = value
      self.label = label
      self.note = note
    }
  }

  package let name: String
  package let label: String
  package let options: [Option]
  package var hint = ""
  package var suggestion = ""
  package var isRequired = true

  package init(_ name: String, _ label: String, _ options: [Option]) {
    self.name = name
    self.label = label
    self.options = options
  }

  package func with(_ change: (inout Choice) -> Void) -> Choice {
    var copy = self
    change(&copy)
    return copy
  }

  /// For `{{> choice}}` (radio buttons) and `{{> select}}`.
  package func values(_ typed: Typed, _ words: SiteWords) -> Values {
    let problem = typed.problem(name)
    let chosen = typed.value(name, or: suggestion)
    var described: [String] = []
    if problem != nil { described.append("error-" + name) }
    if !hint.isEmpty { described.append("hint-" + name) }
    return [
      "name": name, "id": "field-" + name, "label": label, "hasHint": !hint.isEmpty, "hint": hint,
      "hintID": "hint-" + name, "hasProblem": problem != nil, "problem": problem ?? "",
      "problemID": "error-" + name, "mistake": words.mistake, "isDescribed": !described.isEmpty,
      "describedBy": described.joined(separator: " "), "isRequired": isRequired,
      "options": options.enumerated().map { index, option -> Values in
        [
          "optionID": "field-\(name)-\(index)", "optionName": name, "optionValue": option.value,
          "optionLabel": option.label, "hasNote": !option.note.isEmpty, "note": option.note,
          "isChosen": option.value == chosen, "isAsked": isRequired,
        ]
      },
    ]
  }
}
