import VerdictModel

/// What moments gained, by the cell of their units, moment and lag.
///
/// A million rows touch these twelve million times, in no order: a key and its sums lie together in
/// half a line of the processor's memory, and are found by probing from where the key falls.
struct FollowedTable: Sendable {
  /// A position among the exposed cells, a moment and a lag in one number; never 0.
  struct Key: Sendable {
    fileprivate let packed: UInt64

    /// Numbers that are too large stand only in a damaged store, whose cells are then found to differ.
    init(cell: Int, moment: Int, lag: Int) {
      packed =
        UInt64(truncatingIfNeeded: cell + 1) << 36
        | (UInt64(truncatingIfNeeded: moment) & 0xF_FFFF) << 16
        | UInt64(UInt16(truncatingIfNeeded: lag))
    }

    fileprivate init(packed: UInt64) { self.packed = packed }

    var cell: Int { Int(packed >> 36) - 1 }
    var moment: Int { Int(packed >> 16 & 0xF_FFFF) }
    var lag: Int { Int(packed & 0xFFFF) }
  }

  private struct Slot: Sendable {
    /// 0: free.
    var packed: UInt64 = 0
    var units: Int64 = 0
    var value: Int128 = 0
  }

  /// As many as a power of two, at most half of them taken.
  private var slots: [Slot] = []
  private var shift: UInt64 = 0
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func add(_ key: Key, units: Int64, value: Int128) {
    if count * 2 >= slots.count { grow() }
    let place = place(of: key.packed)
    if slots[place].packed == 0 {
      slots[place].packed = key.packed
      count += 1
    }
    slots[place].units += units
    slots[place].value += value
  }

  /// Everything that does not come to nothing, in no order.
  func forEach(_ body: (Key, Moments) throws -> Void) rethrows {
    for slot in slots where slot.units != 0 || slot.value != 0 {
      try body(Key(packed: slot.packed), Moments(units: slot.units, value: slot.value))
    }
  }

  /// Where a key is, or would be.
  private func place(of packed: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: (packed &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while slots[place].packed != packed, slots[place].packed != 0 {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func grow() {
    let old = slots
    let size = max(64, old.count * 2)
    slots = [Slot](repeating: Slot(), count: size)
    shift = UInt64(64 - size.trailingZeroBitCount)
    for slot in old where slot.packed != 0 { slots[place(of: slot.packed)] = slot }
  }
}
