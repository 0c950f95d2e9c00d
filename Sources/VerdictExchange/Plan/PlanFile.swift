package import VerdictModel

/// Reads a plan as a person writes it: a CSV with a column for each number, or YAML by month.
///
///     month,source,manager,leads,meetings_held,revenue,show_rate
///     2026-12,,,210,24,2600000,65 %
///     2026-12,,Анна,,5,,
///
/// An empty cell says nothing, `-` takes a number out of the plan. YAML says the same:
///
/// ```yaml
/// 2026-12:
///   revenue: 2600000
///   show_rate: 65 %
///   managers:
///     Анна: {meetings_held: 5}
///   sources:
///     Direct: {leads: 110}
/// ```
package enum PlanFile {
  /// Largest file taken, in bytes.
  static let largest = 1 << 20

  /// The changes a file asks for.
  ///
  /// * `bytes`: the file.
  /// * `file`: the name to give in places; one that ends in `.yaml` or `.yml` is read as YAML.
  /// * `funnel`: the company's counters and metrics.
  /// Throws `refused` with everything that is wrong, each with its place.
  package static func read(
    _ bytes: [UInt8],
    file: String,
    funnel: FunnelDefinition
  ) throws(ExchangeError) -> [PlanChange] {
    if bytes.count > largest {
      let refusal = Refusal(
        place: FilePlace(file: file),
        code: "form.tooLarge",
        values: ["limit": String(largest)]
      )
      throw .refused(file: file, refusals: [refusal], total: 1)
    }
    let isYAML = [".yaml", ".yml"].contains { file.lowercased().hasSuffix($0) }
    return isYAML
      ? try PlanYAML(file: file, funnel: funnel).read(bytes)
      : try PlanTable(file: file, funnel: funnel).read(bytes)
  }

  /// What is wrong with one cell; nil when a plan may say it.
  static func refusal(
    of text: String,
    _ what: String,
    _ month: Month,
    source: String?,
    manager: String?,
    _ funnel: FunnelDefinition,
    at place: FilePlace,
    into changes: inout [PlanChange]
  ) -> Refusal? {
    var value: Double?
    if !["-", "—", "−"].contains(text) {
      guard let read = PlanValueText.value(text, of: what, in: funnel) else {
        let isShare = funnel.metric(what)?.isShare ?? false
        return Refusal(
          place: place,
          code: isShare ? "plan.badShare" : "plan.badNumber",
          value: text,
          values: ["what": what]
        )
      }
      value = read
    }
    let change = PlanChange(
      month: month,
      what: what,
      source: source,
      manager: manager,
      value: value
    )
    if changes.contains(where: {
      $0.month == month && $0.what == what && $0.source == source && $0.manager == manager
    }) {
      return Refusal(place: place, code: "plan.repeated", value: text, values: ["what": what])
    }
    if let line = change.line {
      do throws(PlanError) {
        try MonthPlan(month: month, lines: [line]).check(in: funnel)
      } catch {
        return Refusal(place: place, code: error.code, value: text, values: error.values)
      }
    }
    changes.append(change)
    return nil
  }
}
