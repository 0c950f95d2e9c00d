/// A cell's place as a few numbers, with a cheap mixture of them.
protocol CellKey: Hashable, Sendable {
  var mixed: UInt64 { get }
}

enum CellMix {
  /// Five numbers in one; multiplications spread neighbours far apart.
  static func of(_ first: Int, _ second: Int, _ third: Int, _ fourth: Int, _ fifth: Int) -> UInt64 {
    func bits(_ number: Int) -> UInt64 { UInt64(bitPattern: Int64(number)) }
    var mix = bits(first) &* 0x9E37_79B9_7F4A_7C15
    mix = (mix ^ bits(second)) &* 0xC2B2_AE3D_27D4_EB4F
    mix = (mix ^ bits(third)) &* 0x1656_67B1_9E37_79F9
    mix = (mix ^ bits(fourth)) &* 0x27D4_EB2F_1656_67C5
    mix = (mix ^ bits(fifth)) &* 0x9E37_79B1_85EB_CA87
    return mix ^ (mix >> 29)
  }
}

/// Values by cell, in the order in which cells came.
///
/// A dictionary hashes so that nobody can choose keys that collide; these keys nobody chooses, and a
/// million rows touch them four million times: a table of places with linear probing costs a fifth.
struct CellTable<Key: CellKey, Value: Sendable>: Sendable {
  struct Entry: Sendable {
    let key: Key
    var value: Value
  }

  private(set) var entries: [Entry] = []
  /// Position in `entries` plus one; 0 is free.
  ///
  /// As many as a power of two.
  private var places: [Int32] = []

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  /// Changes the value of a cell, which is `initial` until it is known.
  /// - Returns: its position in `entries`.
  @discardableResult
  mutating func update(_ key: Key, from initial: Value, _ change: (inout Value) -> Void) -> Int {
    if entries.count * 2 >= places.count { grow() }
    let mask = places.count - 1
    var slot = Int(truncatingIfNeeded: key.mixed) & mask
    while places[slot] != 0 {
      let index = Int(places[slot]) - 1
      if entries[index].key == key {
        change(&entries[index].value)
        return index
      }
      slot = (slot + 1) & mask
    }
    var value = initial
    change(&value)
    entries.append(Entry(key: key, value: value))
    places[slot] = Int32(entries.count)
    return entries.count - 1
  }

  private mutating func grow() {
    let size = max(64, places.count * 2)
    places = [Int32](repeating: 0, count: size)
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.key.mixed) & (size - 1)
      while places[slot] != 0 { slot = (slot + 1) & (size - 1) }
      places[slot] = Int32(index + 1)
    }
  }
}

extension CellTable where Key: Comparable {
  /// Positions in the order of the keys, as the database keeps them: neighbours are written together.
  var order: [Int] { entries.indices.sorted { entries[$0].key < entries[$1].key } }
}
