package import VerdictModel
import Yams

/// Reads and writes the file of aliases, which people edit.
///
/// ```yaml
/// columns:            # what a column's name means
///   spend: [расход на рекламу]
/// sources:            # our name of a source: what files and tags call it
///   Директ: [yandex, я.директ]
/// managers:
///   Анна Ковалёва: [Анна, А. Ковалёва]
/// stages:             # a stage of the funnel, or lost: what the CRM calls it
///   meetings_held: [Замер сделан]
/// uptake:             # a hypothesis: tags that say its variant was received
///   screen-share: [показали экран]
/// layouts:            # files described once
///   - header: дата | канал | клики
///     source: VK
///     columns: {дата: date, клики: clicks}
/// ```
package enum AliasesYAML {
  private static let sections = ["columns", "sources", "managers", "stages", "uptake", "layouts"]
  private static let largestName = 200

  /// Reads a file of aliases.
  ///
  /// - Parameters:
  ///   - bytes: the file; UTF-8.
  ///   - file: the name to give in places.
  ///   - funnel: names the counters and stages that may be used.
  /// - Returns: the aliases of the file alone, without those built in.
  /// - Throws: `refused` with everything that is wrong, each with line and column.
  package static func read(
    _ bytes: [UInt8],
    file: String,
    funnel: FunnelDefinition
  ) throws(ExchangeError) -> Aliases {
    var reading = Reading(file: file, funnel: funnel)
    guard !bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }) else { return Aliases() }
    let root = try HypothesisYAML.compose(bytes, file: file)
    var aliases = Aliases()
    let counters = funnel.counters.map(\.key)
    let fields = Field.ofTables + Field.ofDeals + [Field.computed, Field.personal] + counters
    let stages = funnel.stages.map(\.key) + [DealStage.lostWord]
    for (keyNode, node) in root {
      let section = keyNode.scalar?.string ?? ""
      switch section {
      case "columns": aliases.columns = reading.names(node, section, allowed: fields)
      case "sources": aliases.sources = reading.names(node, section)
      case "managers": aliases.managers = reading.names(node, section)
      case "stages": aliases.stages = reading.names(node, section, allowed: stages)
      case "uptake": aliases.uptake = reading.names(node, section)
      case "layouts": aliases.layouts = reading.layouts(node, fields: fields)
      default: reading.refuseKey(section, keyNode.mark, allowed: sections)
      }
    }
    guard reading.refusals.isEmpty else {
      throw .refused(file: file, refusals: reading.refusals, total: reading.refusals.count)
    }
    return aliases
  }

  /// The bytes of a file of aliases, with keys in order, so that equal aliases are equal bytes.
  package static func write(_ aliases: Aliases) -> String {
    var text = ""
    func section(_ name: String, _ names: [String: [String]]) {
      guard !names.isEmpty else { return }
      text += name + ":\n"
      for key in names.keys.sorted() {
        let list = (names[key] ?? []).map(quoted).joined(separator: ", ")
        text += "  \(quoted(key)): [\(list)]\n"
      }
    }
    section("columns", aliases.columns)
    section("sources", aliases.sources)
    section("managers", aliases.managers)
    section("stages", aliases.stages)
    section("uptake", aliases.uptake)
    guard !aliases.layouts.isEmpty else { return text }
    text += "layouts:\n"
    for layout in aliases.layouts {
      text += "  - header: \(quoted(layout.header))\n"
      if let source = layout.source { text += "    source: \(quoted(source))\n" }
      text += "    columns:\n"
      for name in layout.columns.keys.sorted() {
        text += "      \(quoted(name)): \(quoted(layout.columns[name] ?? ""))\n"
      }
    }
    return text
  }

  /// A text between double quotes, as YAML reads it back letter for letter.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// What was read so far, and what was refused.
  private struct Reading {
    let file: String
    let funnel: FunnelDefinition
    var refusals: [Refusal] = []

    mutating func refuse(
      _ code: String,
      _ mark: Mark?,
      _ value: String? = nil,
      _ values: [String: String] = [:]
    ) {
      let place = FilePlace(file: file, line: mark?.line, column: mark.map { String($0.column) })
      refusals.append(Refusal(place: place, code: code, value: value, values: values))
    }

    mutating func refuseKey(_ key: String, _ mark: Mark?, allowed: [String]) {
      var values = ["allowed": allowed.joined(separator: ", "), "key": key]
      values["nearest"] = NearestName.of(key, among: allowed)
      refuse("form.unknownKey", mark, key, values)
    }

    /// A mapping of lists; one name may stand without its brackets.
    mutating func names(_ node: Node, _ section: String, allowed: [String]? = nil) -> [String:
      [String]]
    {
      guard let mapping = node.mapping else {
        if node.scalar?.string.isEmpty == true { return [:] }
        refuse("form.wrongType", node.mark, nil, ["key": section, "expected": "mapping"])
        return [:]
      }
      var found: [String: [String]] = [:]
      for (keyNode, value) in mapping {
        guard let key = keyNode.scalar?.string, !key.isEmpty else {
          refuse("form.wrongType", keyNode.mark, nil, ["key": section, "expected": "text"])
          continue
        }
        if let allowed, !allowed.contains(key) {
          refuseKey(key, keyNode.mark, allowed: allowed)
          continue
        }
        let items = value.sequence.map { Array($0) } ?? [value]
        for item in items {
          guard let name = item.scalar?.string, name.count <= AliasesYAML.largestName else {
            refuse(
              "form.wrongType",
              item.mark,
              nil,
              ["key": "\(section).\(key)", "expected": "text"]
            )
            continue
          }
          found[key, default: []].append(name)
        }
      }
      return found
    }

    mutating func layouts(_ node: Node, fields: [String]) -> [Aliases.Layout] {
      guard let list = node.sequence else {
        refuse("form.wrongType", node.mark, nil, ["key": "layouts", "expected": "list"])
        return []
      }
      var found: [Aliases.Layout] = []
      for item in list {
        guard let mapping = item.mapping, let header = mapping["header"]?.scalar?.string,
          let columns = mapping["columns"]?.mapping
        else {
          refuse("form.wrongType", item.mark, nil, ["key": "layouts", "expected": "mapping"])
          continue
        }
        var known: [String: String] = [:]
        for (name, field) in columns {
          guard let name = name.scalar?.string, let said = field.scalar?.string else { continue }
          guard fields.contains(said) else {
            refuseKey(said, field.mark, allowed: fields)
            continue
          }
          known[HeaderName(name).whole] = said
        }
        found.append(
          Aliases.Layout(header: header, columns: known, source: mapping["source"]?.scalar?.string)
        )
      }
      return found
    }
  }
}
