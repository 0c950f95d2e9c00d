/// The sums of γ over past rejections that a stream of tests needs, at each tick of its clock.
///
/// Σ_j γ_{M−m_j+1} is a convolution whose one side grows as it is read, so it cannot be transformed
/// at once. It is added up in tiles of ticks: for a tile, every earlier rejection adds a window of
/// γ that lies in a row in memory, and only rejections inside the tile are added one by one. That
/// is still one addition for each pair, but sixteen at a time: 10⁵ tests that are all rejected take
/// under a second.
struct SpendingClock {
  /// γ₁, γ₂, … followed by a tile of zeros.
  private let gamma: [Double]
  /// Ticks so far, M.
  private var now = 0
  /// The tick of the first rejection.
  private var first: Int?
  /// Ticks of the rejections after the first.
  private var others: [Int] = []
  /// Σ over `others` for the ticks of the present tile.
  private var tile = SIMD16<Double>.zero
  private var tileStart = 0

  private static let width = 16

  /// A clock over γ₁…γ_n for at most n tests.
  init(gamma: [Double]) { self.gamma = gamma + Array(repeating: 0, count: Self.width) }

  /// γ_{M+1}.
  var sinceStart: Double { gamma[now] }
  /// γ_{M−m₁+1}; 0 before the first rejection.
  var sinceFirst: Double { first.map { gamma[now - $0] } ?? 0 }
  /// Σ_{j≥2} γ_{M−m_j+1}.
  var sinceOthers: Double { tile[now - tileStart] }

  /// Moves on by one tick.
  mutating func tick() {
    now += 1
    if now == tileStart + Self.width { openTile() }
  }

  /// Notes a rejection at the present tick.
  mutating func reject() {
    guard first != nil else {
      first = now
      return
    }
    others.append(now)
    for place in now - tileStart..<Self.width { tile[place] += gamma[tileStart + place - now] }
  }

  private mutating func openTile() {
    tileStart = now
    var sum = SIMD16<Double>.zero
    gamma.withUnsafeBytes { bytes in
      for tick in others {
        // γ_{M−m+1} is at index M − m, for the sixteen M from here on; beyond the list it is 0.
        let place = now - tick
        guard place <= gamma.count - Self.width else { continue }
        let window = bytes.loadUnaligned(fromByteOffset: place * 8, as: SIMD16<Double>.self)
        sum += window
      }
    }
    tile = sum
  }
}
