/// Matches the names of managers as files write them with those of the table.
struct ManagerNames {
  enum Match: Equatable {
    case same(String)
    /// By words: «Анна» is «Анна Ковалёва» where there is no other Анна.
    case matched(String)
    case ambiguous([String])
  }

  private let index: AliasIndex
  private let known: [(name: String, words: Set<String>)]

  init(_ table: LayoutTable) { self.init(table.index, known: table.context.managers) }

  init(_ index: AliasIndex, known: [String]) {
    self.index = index
    self.known = known.map { ($0, Self.words($0)) }
  }

  func match(_ name: String) -> Match {
    if let own = index.manager(name) { return .same(own) }
    let folded = HeaderName.folded(name)
    if let same = known.first(where: { HeaderName.folded($0.name) == folded }) {
      return .same(same.name)
    }
    let words = Self.words(name)
    guard !words.isEmpty else { return .same(name) }
    let fits = known.filter { $0.words.isSuperset(of: words) || $0.words.isSubset(of: words) }
    switch fits.count {
    case 0: return .same(name)
    case 1: return .matched(fits[0].name)
    default: return .ambiguous(fits.map(\.name))
    }
  }

  private static func words(_ name: String) -> Set<String> {
    Set(HeaderName.folded(name).split { !$0.isLetter }.map(String.init).filter { $0.count > 1 })
  }
}
