import Foundation
import VerdictReports

/// A form that waits for its sender to log in.
struct Carried: Sendable {
  let path: String
  let typed: Typed
  /// Files cannot wait: the browser sends them again.
  let hadFiles: Bool

  init(path: String, typed: Typed, hadFiles: Bool) {
    self.path = LocalPath.checked(path)
    self.typed = typed.forgetting([FieldName.key, FieldName.resume])
    self.hadFiles = hadFiles
  }

  /// Reads what the login page carried; nil when there was nothing.
  init?(form: Typed) {
    let path = form["carriedPath"]
    guard !path.isEmpty, let typed = try? FormBody.parse(Array(form["carried"].utf8)) else {
      return nil
    }
    self.init(path: path, typed: typed, hadFiles: !form["carriedFiles"].isEmpty)
  }

  var values: Values {
    [
      "carriedPath": path, "carried": FormBody.encode(typed.pairs), "hadFiles": hadFiles,
    ]
  }
}

/// After a login: everything that was typed, and a button back into the form.
enum ResumePage {
  static func page(_ visit: Visit, path: String, typed: Typed, isConfirmation: Bool) -> Page {
    let words = PeopleWords(visit.language)
    let kept = typed.forgetting([FieldName.key, FieldName.resume])
    return Page(
      words.resumeTitle,
      template: "resume",
      [
        "heading": words.resumeTitle, "lead": words.resumeLead, "submit": words.resume,
        "formPath": LocalPath.checked(path), "isBackToForm": !isConfirmation,
        "resumeName": FieldName.resume, "typedFields": words.typedFields,
        "fields": kept.pairs.map { pair -> Values in
          ["fieldName": pair.name, "fieldValue": pair.value]
        },
        "shown": kept.pairs.filter { !$0.name.hasPrefix("_") && !$0.value.isEmpty }
          .map { pair -> Values in ["shownValue": pair.value] },
      ]
    )
  }
}
