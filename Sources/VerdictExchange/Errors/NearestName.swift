/// Finds the known name a person most likely meant.
enum NearestName {
  /// The closest of `names`, or nil when nothing is close.
  ///
  /// Distance counts insertions, deletions, substitutions and swaps of neighbours (optimal string
  /// alignment). A name is close when at most a third of its letters, and at least one, differ;
  /// the first of equals wins.
  static func of(_ name: String, among names: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(longest))
    guard !wanted.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in names {
      let scalars = Array(candidate.lowercased().unicodeScalars.prefix(longest))
      let allowed = max(1, max(wanted.count, scalars.count) / 3)
      let distance = distance(wanted, scalars)
      if distance <= allowed, distance < (best?.distance ?? .max) { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Letters compared; a column name longer than this is not a misspelling.
  private static let longest = 60

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var before = [Int](repeating: 0, count: right.count + 1)
    var above = Array(0...right.count)
    for row in 1...left.count {
      var current = [row] + [Int](repeating: 0, count: right.count)
      for column in 1...right.count {
        let same = left[row - 1] == right[column - 1]
        var best = min(above[column] + 1, current[column - 1] + 1)
        best = min(best, above[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          best = min(best, before[column - 2] + 1)
        }
        current[column] = best
      }
      before = above
      above = current
    }
    return above[right.count]
  }
}
