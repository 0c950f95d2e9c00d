import VerdictModel

/// Which whole weeks say what is usual, and which are watched.
///
/// Watched are the last quarter of the weeks there are, at most half a year; usual is what came before,
/// at most a year, so that a slump of three months does not make itself the norm.
struct WatchWindow: Hashable, Sendable {
  let baseline: Range<Int>
  let watched: Range<Int>

  /// Whole weeks before anything can be called usual.
  static let leastBaseline = 8
  static let leastWatched = 2
  private static let longestWatched = 26
  private static let longestBaseline = 52

  /// Nil with fewer whole weeks than are needed.
  init?(_ table: WatchedTable) {
    let whole = Self.wholeWeeks(table)
    guard whole.count >= Self.leastBaseline + Self.leastWatched else { return nil }
    let length = min(Self.longestWatched, max(Self.leastWatched, whole.count / 3))
    let first = max(whole.lowerBound, whole.upperBound - length - Self.longestBaseline)
    watched = (whole.upperBound - length)..<whole.upperBound
    baseline = first..<watched.lowerBound
  }

  /// Weeks that lie wholly between the table's first day and the last day that is over.
  static func wholeWeeks(_ table: WatchedTable) -> Range<Int> {
    let first = max(0, (table.known.lowerBound - table.start + 6) / 7)
    // What lies after the last entry has not been entered yet, whole weeks of it as well.
    let last = min(table.closing, ISOWeek(containing: table.known.upperBound).end)
    let end = min(table.weeks, max(0, (last - table.start + 1) / 7))
    return first..<max(first, end)
  }

  var all: Range<Int> { baseline.lowerBound..<watched.upperBound }
}
