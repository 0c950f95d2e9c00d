import VerdictModel

/// Sums of one arm's cells as of a day, by stratum.
struct ArmSums {
  /// One stratum.
  struct Place {
    let stratum: Int
    var exposed: Int64 = 0
    var matured: Int64 = 0
    var sums: [EvidenceMoment: MomentSums]
    /// By lag, where lags are asked for.
    fileprivate var reached: [Int64] = []
    fileprivate var censored: [Int64] = []

    var lagCounts: [LagCount] {
      reached.indices.lazy.filter { reached[$0] != 0 || censored[$0] != 0 }
        .map { LagCount(lag: $0, reached: reached[$0], censored: censored[$0]) }
    }
  }

  private let horizon: Int
  private let asOf: Int
  /// Exposures after this day are not seen.
  private let last: Int
  /// In the order of strata.
  private(set) var places: [Place] = []

  /// Takes the arm's exposures, which come by stratum.
  init(_ query: EvidenceQuery, _ rows: [CellSheet.ExposedRow]) {
    horizon = query.horizon
    asOf = query.asOf.number
    last = min(query.asOf, query.lastExposure ?? query.asOf).number
    let nothing = Dictionary(
      query.moments.map { ($0, MomentSums()) },
      uniquingKeysWith: { first, _ in first }
    )
    for row in rows where row.day <= last {
      if places.last?.stratum != row.stratum {
        places.append(Place(stratum: row.stratum, sums: nothing))
      }
      places[places.count - 1].exposed += row.units
      if row.day + horizon <= asOf { places[places.count - 1].matured += row.units }
    }
  }

  /// Sums a moment's cells, which come by stratum.
  ///
  /// Counted once: a matured unit's reach within the horizon was seen by the as-of day.
  mutating func add(_ moment: EvidenceMoment, _ rows: [CellSheet.FollowedRow]) {
    var place = -1
    var sums = MomentSums()
    for row in rows where row.day <= last {
      if place < 0 || places[place].stratum != row.stratum {
        if place >= 0 { places[place].sums[moment] = sums }
        guard let found = find(row.stratum, from: place) else {
          place = -1
          continue
        }
        place = found
        sums = places[place].sums[moment] ?? MomentSums()
      }
      let isMatured = row.day + horizon <= asOf
      if row.lag == Lag.undated {
        guard isMatured else { continue }
        sums.matured.add(row.moments)
        sums.seen.add(row.moments)
        sums.maturedEver.add(row.moments)
        sums.undated.add(row.moments)
        continue
      }
      if row.day + row.lag <= asOf {
        sums.seen.add(row.moments)
        if isMatured { sums.maturedEver.add(row.moments) }
      }
      if isMatured, row.lag <= horizon { sums.matured.add(row.moments) }
    }
    if place >= 0 { places[place].sums[moment] = sums }
  }

  /// Every unit's follow-up ends at the horizon or today, as if none had been reached.
  mutating func addFollowUps(_ rows: [CellSheet.ExposedRow]) {
    let none = [Int64](repeating: 0, count: max(0, horizon) + 1)
    for index in places.indices {
      places[index].reached = none
      places[index].censored = none
    }
    var place = -1
    for row in rows where row.day <= last {
      if place < 0 || places[place].stratum != row.stratum { place += 1 }
      places[place].censored[min(asOf - row.day, horizon)] += row.units
    }
  }

  /// Reaches by their lag; who was reached in time, or on an unknown day, no longer waits at the end
  /// of the follow-up.
  mutating func addReaches(_ rows: [CellSheet.FollowedRow]) {
    var place = -1
    for row in rows where row.day <= last {
      if place < 0 || places[place].stratum != row.stratum {
        guard let found = find(row.stratum, from: place) else {
          place = -1
          continue
        }
        place = found
      }
      let isInTime = row.lag >= 0 && row.lag <= horizon && row.day + row.lag <= asOf
      guard isInTime || row.lag == Lag.undated else { continue }
      places[place].censored[min(asOf - row.day, horizon)] -= row.moments.units
      if isInTime { places[place].reached[row.lag] += row.moments.units }
    }
  }

  /// Strata come in order, so the next one is hardly ever far.
  private func find(_ stratum: Int, from place: Int) -> Int? {
    places[max(0, place)...].firstIndex { $0.stratum == stratum }
  }
}

extension Moments {
  fileprivate mutating func add(_ other: Moments) {
    units += other.units
    value += other.value
  }
}
