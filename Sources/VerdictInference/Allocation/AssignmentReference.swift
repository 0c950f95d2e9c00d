import GSLKit

/// How far a randomisation test goes: when it enumerates, and how much it draws otherwise.
public struct RandomisationEffort: Hashable, Sendable {
  /// Up to this many drawings all are enumerated and p is exact.
  public let exactLimit: Int
  /// Drawings taken by lot above it.
  public let draws: Int
  /// Where the drawing starts; the same seed gives the same answer.
  public let seed: UInt64

  /// An effort; by default exact up to 200,000 drawings (ten of twenty), else 20,000 drawn from seed 1.
  ///
  /// - Precondition: limit 0 or more, draws 1 or more.
  public init(exactLimit: Int = 200_000, draws: Int = 20_000, seed: UInt64 = 1) {
    precondition(exactLimit >= 0 && draws >= 1, "an effort is a positive number")
    self.exactLimit = exactLimit
    self.draws = draws
    self.seed = seed
  }

  /// Drawings for a number of units: fewer with very many, so that the time stays bounded.
  ///
  /// From 2,500 units at 20,000 drawings the product is held at 5·10⁷, never below 999 drawings, whose
  /// Monte-Carlo error at p = .05 is .007.
  func draws(units: Int) -> Int { min(draws, max(999, 50_000_000 / max(units, 1))) }
}

/// All assignments a test compares with, or a sample of them that holds the observed one.
struct AssignmentReference {
  let mechanism: AllocationMechanism
  let effort: RandomisationEffort

  /// Whether every drawing is visited.
  var isExact: Bool {
    if case .listed = mechanism.draw { return true }
    return mechanism.count <= Double(effort.exactLimit)
  }

  /// Shows every assignment of the reference with its weight.
  ///
  /// Sampled: the observed assignment and independent drawings, weight 1 each, so that a p that counts
  /// them all is valid at any number of drawings (Phipson & Smyth 2010). Where exchanging the arms within
  /// even blocks is as likely, every drawing comes with its exchanged twin, the observed one included:
  /// the pairs are then exchangeable, and exchanging the arms of the data mirrors the answer exactly.
  ///
  /// - Returns: the number of assignments shown.
  func visit(observed: [Bool], _ body: ([Bool], Double) -> Void) -> Int {
    if isExact { return enumerate(body) }
    let generator = RandomGenerator(seed: effort.seed)
    let isPaired = hasTwins
    var drawing = Drawing(mechanism)
    var shown = 0
    func show(_ assignment: [Bool]) {
      body(assignment, 1)
      shown += 1
    }
    show(observed)
    if isPaired { show(twin(of: observed)) }
    let target = effort.draws(units: mechanism.units)
    var drawn = 0
    while drawn < target {
      drawing.next(generator)
      show(drawing.units)
      drawn += 1
      guard isPaired else { continue }
      show(twin(of: drawing.units))
      drawn += 1
    }
    return shown
  }

  /// Whether some runs can be exchanged between the arms without changing the chance.
  private var hasTwins: Bool {
    switch mechanism.draw {
    case .blocks(let blocks): blocks.contains { $0.isEven }
    case .coins(let chance): chance == 0.5
    case .listed: false
    }
  }

  /// The assignment with the arms exchanged where that is as likely.
  private func twin(of assignment: [Bool]) -> [Bool] {
    guard case .blocks(let blocks) = mechanism.draw else { return assignment.map { !$0 } }
    var twin = assignment
    var (unit, run) = (0, 0)
    for block in blocks {
      let length = mechanism.runs[run..<run + block.runs].reduce(0, +)
      if block.isEven {
        for index in unit..<unit + length { twin[index] = !assignment[index] }
      }
      unit += length
      run += block.runs
    }
    return twin
  }

  private func enumerate(_ body: ([Bool], Double) -> Void) -> Int {
    switch mechanism.draw {
    case .listed(let assignments):
      for assignment in assignments { body(assignment, 1) }
      return assignments.count
    case .coins(let chance): return enumerateCoins(chance, body)
    case .blocks(let blocks): return enumerateBlocks(blocks, body)
    }
  }

  private func enumerateCoins(_ chance: Double, _ body: ([Bool], Double) -> Void) -> Int {
    let total = 1 << mechanism.runs.count
    var runs = [Bool](repeating: false, count: mechanism.runs.count)
    var units = [Bool](repeating: false, count: mechanism.units)
    for code in 0..<total {
      for index in runs.indices { runs[index] = code >> index & 1 == 1 }
      fill(&units, runs)
      let heads = Double(code.nonzeroBitCount)
      let weight =
        chance == 0.5
        ? 1
        : Elementary.power(chance, heads)
          * Elementary.power(1 - chance, Double(runs.count) - heads)
      body(units, weight)
    }
    return total
  }

  /// Every block starts with its variants last; the first block that can be advanced is advanced.
  private func enumerateBlocks(
    _ blocks: [AllocationMechanism.Block],
    _ body: ([Bool], Double) -> Void
  ) -> Int {
    var starts: [Int] = []
    var runs: [Bool] = []
    for block in blocks {
      starts.append(runs.count)
      runs += (0..<block.runs).map { $0 >= block.runs - block.variant }
    }
    var units = [Bool](repeating: false, count: mechanism.units)
    var total = 0
    while true {
      fill(&units, runs)
      body(units, 1)
      total += 1
      let advanced = blocks.indices.contains { index in
        let end = starts[index] + blocks[index].runs
        return Self.advance(&runs, starts[index]..<end)
      }
      guard advanced else { return total }
    }
  }

  /// The next arrangement in lexicographic order; back to the first one, and false, after the last.
  private static func advance(_ runs: inout [Bool], _ range: Range<Int>) -> Bool {
    guard
      let pivot = range.dropLast().last(where: { !runs[$0] && runs[$0 + 1] })
    else {
      runs[range].reverse()
      return false
    }
    guard let next = range.last(where: { $0 > pivot && runs[$0] }) else { return false }
    runs.swapAt(pivot, next)
    runs[pivot + 1..<range.upperBound].reverse()
    return true
  }

  private func fill(_ units: inout [Bool], _ runs: [Bool]) {
    var unit = 0
    for (run, length) in mechanism.runs.enumerated() {
      for _ in 0..<length {
        units[unit] = runs[run]
        unit += 1
      }
    }
  }
}

/// One drawing after another, in storage that is kept.
private struct Drawing {
  private let mechanism: AllocationMechanism
  private var runs: [Bool]
  private var order: [Int]
  var units: [Bool]

  init(_ mechanism: AllocationMechanism) {
    self.mechanism = mechanism
    runs = [Bool](repeating: false, count: mechanism.runs.count)
    order = Array(mechanism.runs.indices)
    units = [Bool](repeating: false, count: mechanism.units)
  }

  /// Draws; the smaller arm of a block, or the rarer side of a coin, is what is drawn.
  ///
  /// So the same numbers give the exchanged assignment when the arms are exchanged.
  mutating func next(_ generator: RandomGenerator) {
    switch mechanism.draw {
    case .listed: preconditionFailure("a list is always enumerated")
    case .coins(let chance):
      let rarer = min(chance, 1 - chance)
      let rarerIsVariant = chance <= 0.5
      for run in runs.indices { runs[run] = generator.happens(rarer) == rarerIsVariant }
    case .blocks(let blocks):
      var start = 0
      for block in blocks {
        draw(block, start, generator)
        start += block.runs
      }
    }
    var unit = 0
    for (run, length) in mechanism.runs.enumerated() {
      for _ in 0..<length {
        units[unit] = runs[run]
        unit += 1
      }
    }
  }

  /// Brings the runs of the smaller arm to the front of the block by a partial shuffle.
  private mutating func draw(
    _ block: AllocationMechanism.Block,
    _ start: Int,
    _ generator: RandomGenerator
  ) {
    let smaller = min(block.variant, block.runs - block.variant)
    let smallerIsVariant = block.variant == smaller
    for run in start..<start + block.runs { runs[run] = !smallerIsVariant }
    for step in 0..<smaller {
      let pick = start + step + generator.uniformInt(below: block.runs - step)
      order.swapAt(start + step, pick)
      runs[order[start + step]] = smallerIsVariant
    }
  }
}
