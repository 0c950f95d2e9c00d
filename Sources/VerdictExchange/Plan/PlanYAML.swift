import VerdictModel
import Yams

/// A plan in YAML: months, their numbers, and the same by manager and by source.
struct PlanYAML {
  let file: String
  let funnel: FunnelDefinition

  func read(_ bytes: [UInt8]) throws(ExchangeError) -> [PlanChange] {
    let root = try HypothesisYAML.compose(bytes, file: file)
    var reading = Reading(file: file, funnel: funnel)
    for (key, node) in root {
      let text = key.scalar?.string ?? ""
      guard let month = Month(iso: text) else {
        reading.refuse("plan.badMonth", key.mark, value: text)
        continue
      }
      reading.read(node, month, source: nil, manager: nil, isTop: true)
    }
    if reading.refusals.isEmpty, reading.changes.isEmpty {
      reading.refuse("file.empty", nil, value: nil)
    }
    guard reading.refusals.isEmpty else {
      throw .refused(file: file, refusals: reading.refusals, total: reading.refusals.count)
    }
    return reading.changes
  }

  private struct Reading {
    let file: String
    let funnel: FunnelDefinition
    var changes: [PlanChange] = []
    var refusals: [Refusal] = []

    private func place(_ mark: Mark?) -> FilePlace {
      FilePlace(file: file, line: mark?.line, column: mark.map { String($0.column) })
    }

    mutating func refuse(
      _ code: String,
      _ mark: Mark?,
      value: String?,
      _ values: [String: String] = [:]
    ) {
      refusals.append(Refusal(place: place(mark), code: code, value: value, values: values))
    }

    mutating func read(
      _ node: Node,
      _ month: Month,
      source: String?,
      manager: String?,
      isTop: Bool
    ) {
      guard let mapping = node.mapping else {
        return refuse("form.wrongType", node.mark, value: nil, ["expected": "mapping"])
      }
      for (key, value) in mapping {
        let what = key.scalar?.string ?? ""
        if isTop, what == "managers" || what == "sources" {
          parts(value, month, isManagers: what == "managers")
        } else {
          number(what, key.mark, value, month, source: source, manager: manager)
        }
      }
    }

    private mutating func parts(_ node: Node, _ month: Month, isManagers: Bool) {
      guard let mapping = node.mapping else {
        return refuse("form.wrongType", node.mark, value: nil, ["expected": "mapping"])
      }
      for (key, value) in mapping {
        let name = FormReading.trimmed(key.scalar?.string ?? "")
        guard !name.isEmpty else {
          refuse("form.wrongType", key.mark, value: nil, ["expected": "text"])
          continue
        }
        read(
          value,
          month,
          source: isManagers ? nil : name,
          manager: isManagers ? name : nil,
          isTop: false
        )
      }
    }

    private mutating func number(
      _ what: String,
      _ mark: Mark?,
      _ node: Node,
      _ month: Month,
      source: String?,
      manager: String?
    ) {
      let known = funnel.counters.map(\.key) + funnel.metrics.map(\.key)
      guard known.contains(what) else {
        var values = ["what": what, "allowed": known.joined(separator: ", ")]
        values["nearest"] = NearestName.of(what, among: known + ["managers", "sources"])
        return refuse("plan.unknown", mark, value: what, values)
      }
      guard let scalar = node.scalar else {
        return refuse("form.wrongType", node.mark, value: nil, ["expected": "number", "key": what])
      }
      let text = FormReading.trimmed(scalar.string)
      guard !["", "~", "null"].contains(text) else { return }
      let refusal = PlanFile.refusal(
        of: text,
        what,
        month,
        source: source,
        manager: manager,
        funnel,
        at: place(node.mark),
        into: &changes
      )
      if let refusal { refusals.append(refusal) }
    }
  }
}
