import GRDB
import VerdictModel

/// What a dictionary entry names; ids are dense within a kind and 0 is "not split".
struct TermKind: Hashable {
  let name: String
  /// Where the kinds that every row asks for are kept; -1: among the rest.
  fileprivate let place: Int

  init(name: String) { self.init(name: name, place: Self.asked.firstIndex(of: name) ?? -1) }

  private init(name: String, place: Int) {
    self.name = name
    self.place = place
  }

  fileprivate static let asked = [
    "manager", "source", "segment", "arm", "counter", "measure", "moment", "cut",
  ]
  static let manager = TermKind(name: "manager", place: 0)
  static let source = TermKind(name: "source", place: 1)
  static let segment = TermKind(name: "segment", place: 2)
  static let arm = TermKind(name: "arm", place: 3)
  static let counter = TermKind(name: "counter", place: 4)
  static let measure = TermKind(name: "measure", place: 5)
  static let moment = TermKind(name: "moment", place: 6)
  static let cut = TermKind(name: "cut", place: 7)

  /// The kind of a cut's members; nil for `.all`, which has none.
  static func members(of cut: Cut) -> TermKind? {
    switch cut {
    case .all: nil
    case .manager: .manager
    case .source: .source
    case .segment: .segment
    case .trait: TermKind(name: cut.key)
    }
  }
}

/// The dictionary of names, read a kind at a time and kept for one transaction.
final class Terms {
  private final class Entries {
    var ids: [String: Int] = [:]
    var keys: [Int: String] = [:]
    var inactive: Set<Int> = []
  }
  private let connection: ActConnection
  private let isWritable: Bool
  private var asked = [Entries?](repeating: nil, count: TermKind.asked.count)
  private var others: [TermKind: Entries] = [:]

  /// Not writable, it gives new names ids in memory only, as a comparison needs them.
  init(_ connection: ActConnection, isWritable: Bool) {
    self.connection = connection
    self.isWritable = isWritable
  }

  /// A kind that was read already.
  private func known(_ kind: TermKind) -> Entries? {
    kind.place >= 0 ? asked[kind.place] : others[kind]
  }

  private func entries(_ kind: TermKind) throws -> Entries {
    if let known = known(kind) { return known }
    let loaded = Entries()
    let rows = try Row.fetchCursor(
      cached: connection.database,
      sql: "SELECT id, key, active FROM term WHERE kind = ?",
      arguments: [kind.name]
    )
    while let row = try rows.next() {
      let id: Int = row[0]
      let key: String = row[1]
      loaded.ids[key] = id
      loaded.keys[id] = key
      if row[2] == 0 { loaded.inactive.insert(id) }
    }
    if kind.place >= 0 { asked[kind.place] = loaded } else { others[kind] = loaded }
    return loaded
  }

  /// The id of a known name; 0 for nil and empty, nil for a name never entered.
  func find(_ kind: TermKind, _ key: String?) throws -> Int? {
    guard let key, !key.isEmpty else { return 0 }
    if let id = known(kind)?.ids[key] { return id }
    return try entries(kind).ids[key]
  }

  /// The id of a name, given now if it is new; 0 for nil and empty.
  func assign(_ kind: TermKind, _ key: String?) throws -> Int {
    guard let key, !key.isEmpty else { return 0 }
    let known = try entries(kind)
    if let id = known.ids[key] {
      if !known.inactive.isEmpty, isWritable, known.inactive.contains(id) {
        try connection.database.execute(
          sql: "UPDATE term SET active = 1 WHERE kind = ? AND id = ?",
          arguments: [kind.name, id]
        )
        known.inactive.remove(id)
      }
      return id
    }
    let id = (known.keys.keys.max() ?? 0) + 1
    if isWritable {
      try connection.database.execute(
        sql: "INSERT INTO term(kind, id, key) VALUES (?, ?, ?)",
        arguments: [kind.name, id, key]
      )
    }
    known.ids[key] = id
    known.keys[id] = key
    return id
  }

  /// The name of an id; empty for 0.
  func key(_ kind: TermKind, _ id: Int) throws -> String {
    if id == 0 { return "" }
    if let key = known(kind)?.keys[id] { return key }
    guard let key = try entries(kind).keys[id] else {
      throw ModelError.damaged(detail: "term \(kind.name) \(id)")
    }
    return key
  }

  /// The name of an id; nil for 0.
  func name(_ kind: TermKind, _ id: Int) throws -> String? {
    id == 0 ? nil : try key(kind, id)
  }

  /// Names still in use, sorted.
  func active(_ kind: TermKind) throws -> [String] {
    let known = try entries(kind)
    return known.ids.filter { !known.inactive.contains($0.value) }.map(\.key).sorted()
  }

  /// Marks names that no row uses any more, after rows were taken back; ids stay what they were.
  func retire(_ kind: TermKind, unused ids: [Int]) throws {
    let known = try entries(kind)
    for id in ids {
      try connection.database.execute(
        sql: "UPDATE term SET active = 0 WHERE kind = ? AND id = ?",
        arguments: [kind.name, id]
      )
      known.inactive.insert(id)
    }
  }
}
