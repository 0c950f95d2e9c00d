import VerdictModel

/// Turns the records of one kind of file into model values.
///
/// Objects, because one is asked at every line and a value would be copied each time.
protocol RowReader: AnyObject {
  /// The content of a record, or nil when something in it was refused or nothing is said.
  func read(_ row: inout RowReading) -> ImportContent?
}

/// The registered hypotheses, asked once per record.
struct KnownHypotheses {
  /// One form with what is asked of it at every record; shared, so that no record copies a form.
  final class Known: Sendable {
    let form: HypothesisForm
    let arms: [String]
    /// The last day whose exposures count.
    let last: Day

    init(_ form: HypothesisForm) {
      self.form = form
      arms = form.arms.map(\.key)
      last = min(form.end, form.stoppedOn ?? form.end)
    }
  }

  private let forms: [String: Known]?
  /// Where a file is of one test, it is found without asking.
  private let only: (key: String, form: Known)?
  private let allowed: [String]

  init(_ context: ImportContext) {
    let forms = context.forms.map {
      Dictionary($0.map { ($0.id, Known($0)) }, uniquingKeysWith: { $1 })
    }
    self.forms = forms
    allowed = (context.forms ?? []).map(\.id)
    if let key = context.hypothesis, let form = forms?[key] {
      only = (key, form)
    } else {
      only = nil
    }
  }

  subscript(key: String) -> Known? {
    if let only, only.key == key { return only.form }
    return forms?[key]
  }

  /// Refuses a hypothesis or an arm that is not registered, and a day outside the exposure dates.
  func check(
    hypothesis: String,
    column: Column,
    arm: String,
    armColumn: Column,
    day: Day,
    dayColumn: Column,
    in row: inout RowReading
  ) {
    guard forms != nil else { return }
    guard let known = self[hypothesis] else {
      var values = ["allowed": allowed.joined(separator: ", ")]
      values["nearest"] = NearestName.of(hypothesis, among: allowed)
      row.refuse(column, "import.unknownHypothesis", value: hypothesis, values)
      return
    }
    let arms = known.arms
    if !arms.contains(arm) {
      var values = ["hypothesis": hypothesis, "allowed": arms.joined(separator: ", ")]
      values["nearest"] = NearestName.of(arm, among: arms)
      row.refuse(armColumn, "import.unknownArm", value: arm, values)
    }
    let (start, last) = (known.form.start, known.last)
    if day < start {
      row.refuse(
        dayColumn,
        "import.beforeStart",
        value: day.description,
        ["hypothesis": hypothesis, "start": start.description]
      )
    } else if day > last {
      row.refuse(
        dayColumn,
        "import.afterEnd",
        value: day.description,
        ["hypothesis": hypothesis, "end": last.description]
      )
    }
  }
}
