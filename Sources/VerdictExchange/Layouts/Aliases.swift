package import VerdictModel

/// Names that mean the same: of columns, sources, managers, CRM stages and tags; and known layouts.
///
/// The company's own come before those built in.
package struct Aliases: Hashable, Sendable {
  /// A layout confirmed once: what each column of one header holds.
  package struct Layout: Hashable, Sendable {
    /// The fingerprint of the header.
    package let header: String
    /// By the column's name as files have it; a column that is not here is left out.
    package let columns: [String: String]
    package let source: String?
    package init(header: String, columns: [String: String], source: String?) {
      self.header = header
      self.columns = columns
      self.source = source
    }
  }

  /// By field: names of its columns.
  package var columns: [String: [String]] = [:]
  /// By the name in our table: what files and tags call it.
  package var sources: [String: [String]] = [:]
  package var managers: [String: [String]] = [:]
  /// By stage of the funnel, or `lost`: what the CRM calls it.
  package var stages: [String: [String]] = [:]
  /// By hypothesis: the tags that say its variant was really received.
  package var uptake: [String: [String]] = [:]
  package var layouts: [Layout] = []

  package init() {}

  /// These before `other`'s; a name that both give keeps the first meaning.
  package func before(_ other: Aliases) -> Aliases {
    var all = self
    func join(_ left: [String: [String]], _ right: [String: [String]]) -> [String: [String]] {
      let taken = Set(left.values.joined().map(HeaderName.folded))
      return left.merging(
        right.mapValues { $0.filter { !taken.contains(HeaderName.folded($0)) } }
      ) { $0 + $1 }
    }
    all.columns = join(columns, other.columns)
    all.sources = join(sources, other.sources)
    all.managers = join(managers, other.managers)
    all.stages = join(stages, other.stages)
    all.uptake = join(uptake, other.uptake)
    all.layouts =
      layouts
      + other.layouts.filter { other in
        !layouts.contains { $0.header == other.header }
      }
    return all
  }

  /// These with a layout confirmed now.
  package func adding(_ layout: Layout) -> Aliases {
    var all = self
    all.layouts = layouts.filter { $0.header != layout.header } + [layout]
    return all
  }
}

/// Aliases turned round, to be asked for each name of a file.
struct AliasIndex {
  private let columns: [String: String]
  private let sources: [String: String]
  private let managers: [String: String]
  private let stages: [String: String]
  private let tags: [String: [String]]
  let layouts: [Aliases.Layout]

  init(_ aliases: Aliases, funnel: FunnelDefinition) {
    func turned(_ names: [String: [String]]) -> [String: String] {
      var map: [String: String] = [:]
      for key in names.keys.sorted() {
        for alias in names[key] ?? [] {
          map[HeaderName.folded(alias)] = map[HeaderName.folded(alias)] ?? key
        }
      }
      return map
    }
    var columns = turned(aliases.columns)
    for counter in funnel.counters {
      for name in [counter.key, counter.title.ru, counter.title.en] {
        columns[HeaderName.folded(name)] = columns[HeaderName.folded(name)] ?? counter.key
      }
    }
    self.columns = columns
    sources = turned(aliases.sources)
    managers = turned(aliases.managers)
    stages = turned(aliases.stages)
    var tags: [String: [String]] = [:]
    for (hypothesis, names) in aliases.uptake {
      for name in names { tags[HeaderName.folded(name), default: []].append(hypothesis) }
    }
    self.tags = tags
    layouts = aliases.layouts
  }

  /// The field a column's name means; its whole name is asked for before the one without brackets.
  func field(_ name: HeaderName) -> String? { columns[name.whole] ?? columns[name.key] }

  func stage(_ name: String) -> DealStage {
    switch stages[HeaderName.folded(name)] {
    case nil: .unmatched
    case DealStage.lostWord?: .lost
    case let stage?: .reached(stage)
    }
  }

  /// The table's name of a source: one already in use, or the one an alias names.
  func source(_ name: String, known: [String]) -> String {
    let folded = HeaderName.folded(name)
    if let same = known.first(where: { HeaderName.folded($0) == folded }) { return same }
    guard let named = sources[folded] else { return name }
    // The company may call it by another of the alias's names: «Яндекс» for «Директ».
    return known.first { HeaderName.folded($0) == HeaderName.folded(named) }
      ?? known.first { sources[HeaderName.folded($0)] == named } ?? named
  }

  func manager(_ name: String) -> String? { managers[HeaderName.folded(name)] }

  /// Hypotheses whose variant a tag says was received.
  func hypotheses(tagged tag: String) -> [String] { tags[HeaderName.folded(tag)] ?? [] }
}

extension Aliases {
  /// A name as names are compared.
  package static func folded(_ name: String) -> String { HeaderName.folded(name) }
}

extension LayoutProposal {
  /// Fields a column may hold.
  package static func fields(_ funnel: FunnelDefinition) -> [String] {
    Field.ofTables + Field.ofDeals.filter { !Field.ofTables.contains($0) }
      + funnel.counters.map(\.key)
  }

  /// The proposal confirmed, with what the person said of single columns.
  package func layout(_ options: ImportOptions) -> Aliases.Layout {
    var fields: [String: String] = [:]
    for column in columns {
      let name = HeaderName(column.name).whole
      let said = options.columns.first { HeaderName($0.key).whole == name }?.value
      if let field = said ?? column.field, field != "-" { fields[name] = field }
    }
    return Aliases.Layout(header: header, columns: fields, source: options.source ?? source)
  }
}
