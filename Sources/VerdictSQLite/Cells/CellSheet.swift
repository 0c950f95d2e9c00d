import GRDB
import VerdictModel

/// The cells of one hypothesis in one cut, read once and asked as of many days.
///
/// A review asks the same cells at the close of every look: they are read in the order of their key,
/// without sorting or grouping, and summed in memory.
final class CellSheet {
  /// Units that met an arm on a day.
  struct ExposedRow {
    let stratum: Int
    let day: Int
    let units: Int64
  }

  /// What a moment gained at a lag by units exposed on a day.
  struct FollowedRow {
    let stratum: Int
    let day: Int
    let lag: Int
    let moments: Moments
  }

  private struct Place: Hashable {
    let arm: Int
    let moment: Int
  }

  private let hypothesis: Int
  private let cut: Int
  /// Arms in order, each with its cells by stratum and day.
  let exposed: [(arm: Int, rows: [ExposedRow])]
  private var known: [Place: [FollowedRow]] = [:]

  init(hypothesis: Int, cut: Int, _ statements: PreparedStatements) throws {
    self.hypothesis = hypothesis
    self.cut = cut
    let rows = try statements(
      """
      SELECT arm, stratum, day, units FROM exposed WHERE hypothesis = ? AND cut = ?
      ORDER BY arm, stratum, day
      """
    )
    rows.bind(1, hypothesis)
    rows.bind(2, cut)
    var arms: [(arm: Int, rows: [ExposedRow])] = []
    while try rows.next() {
      let arm = rows.int(0)
      if arms.last?.arm != arm { arms.append((arm, [])) }
      arms[arms.count - 1].rows.append(
        ExposedRow(stratum: rows.int(1), day: rows.int(2), units: rows.int64(3))
      )
    }
    exposed = arms
  }

  /// The cells of an arm and a moment, by stratum, day and lag.
  func followed(arm: Int, moment: Int, _ statements: PreparedStatements) throws -> [FollowedRow] {
    let place = Place(arm: arm, moment: moment)
    if let known = known[place] { return known }
    let rows = try statements(
      """
      SELECT stratum, day, lag, units, high, low FROM followed
      WHERE hypothesis = ? AND cut = ? AND arm = ? AND moment = ?
      ORDER BY stratum, day, lag
      """
    )
    rows.bind(1, hypothesis)
    rows.bind(2, cut)
    rows.bind(3, arm)
    rows.bind(4, moment)
    var read: [FollowedRow] = []
    while try rows.next() {
      read.append(
        FollowedRow(
          stratum: rows.int(0),
          day: rows.int(1),
          lag: rows.int(2),
          moments: Moments(
            units: rows.int64(3),
            value: Moments.value(high: rows.int64(4), low: rows.int64(5))
          )
        )
      )
    }
    known[place] = read
    return read
  }
}
