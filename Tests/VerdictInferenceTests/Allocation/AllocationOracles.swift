import Testing
import VerdictInference

/// Reference values made by `Oracles/allocation_generate.py`.
struct AllocationOracles: Decodable {
  struct Audit: Decodable, Sendable {
    let observed: [Int]
    let planned: [Double]
    let chiSquare: Double
    let p: Double
    let exactP: Double
  }
  struct Shift: Decodable, Sendable {
    let effect: Double
    let p: Double
  }
  struct Ends: Decodable, Sendable {
    let level: Double
    let ends: [Double?]
  }
  struct Trial: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let kind: String
    let variant: Int?
    let blocks: [[Int]]?
    let chance: [Double]?
    let list: [[Int]]?
    let before: Bool?
    let y: [Double]
    let n: [Double]?
    let z: [Int]
    let runs: [Int]
    let wash: Int
    let estimate: Double
    let greater: Double
    let less: Double
    let reference: Int
    let smallest: Double
    let shifts: [Shift]
    let intervals: [Ends]
    var testDescription: String { name }

    var assignment: [Bool] { z.map { $0 == 1 } }

    func outcomes() throws -> RandomisationOutcomes {
      if let n { return try RandomisationOutcomes(numerators: y, denominators: n) }
      return try RandomisationOutcomes(values: y)
    }

    func mechanism() throws -> AllocationMechanism {
      switch kind {
      case "complete": return try .complete(units: z.count, variant: variant ?? 0)
      case "blocks":
        let blocks = try (blocks ?? []).map {
          try AllocationMechanism.Block(runs: $0[0], variant: $0[1])
        }
        return try .blocks(blocks, runs: runs)
      case "coins":
        return try .coins(runs: runs, chance: (chance?[0] ?? 1) / (chance?[1] ?? 2))
      default: return try .listed((list ?? []).map { $0.map { $0 == 1 } })
      }
    }

    func washIn() throws -> WashIn { try WashIn(units: wash, before: before) }

    func run() throws -> RandomisationTest? {
      try RandomisationTest(
        outcomes(),
        assignment: assignment,
        mechanism: mechanism(),
        washIn: washIn()
      )
    }
  }
  let audits: [Audit]
  let tests: [Trial]

  static let loaded: AllocationOracles = {
    guard let cases = try? CommittedOracle<AllocationOracles>.cases("allocation"),
      let first = cases.first
    else { preconditionFailure("the oracle allocation is missing or unreadable") }
    return first
  }()
}
