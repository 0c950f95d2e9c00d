import Testing
import VerdictInference

@Suite("AllocationMechanism")
struct AllocationMechanismTests {
  @Test("the smallest p of a side: three against three .05, four against four .0143")
  func smallest() throws {
    #expect(try AllocationMechanism.complete(units: 6, variant: 3).smallestPossibleP == 0.05)
    let four = try AllocationMechanism.complete(units: 8, variant: 4).smallestPossibleP
    #expect(agrees(four, 1.0 / 70, relative: 1e-15))
    #expect(try AllocationMechanism.complete(units: 12, variant: 6).smallestPossibleP == 1.0 / 924)
    #expect(try AllocationMechanism.coins(runs: [1, 1, 1]).smallestPossibleP == 0.125)
    let rare = try AllocationMechanism.coins(runs: [1, 1], chance: 0.25).smallestPossibleP
    #expect(rare == 0.0625)
    #expect(try AllocationMechanism.listed([[true], [false]]).smallestPossibleP == 0.5)
  }

  @Test("the number of drawings: exact as long as digits reach, infinite beyond the largest number")
  func counts() throws {
    #expect(try AllocationMechanism.complete(units: 50, variant: 25).count == 126_410_606_437_752)
    let block = try AllocationMechanism.Block(runs: 4, variant: 2)
    let blocks = try AllocationMechanism.blocks([block, block, block])
    #expect(blocks.count == 216)
    #expect(agrees(blocks.logCount, 5.375278407684165, relative: 1e-14))
    let huge = try AllocationMechanism.coins(runs: [Int](repeating: 1, count: 5_000))
    #expect(huge.count == .infinity)
    #expect(huge.smallestPossibleP == 0)
    #expect(agrees(huge.logCount, 5_000 * 0.6931471805599453, relative: 1e-14))
  }

  @Test("membership: blocks keep their numbers, runs stay together")
  func membership() throws {
    let block = try AllocationMechanism.Block(runs: 2, variant: 1)
    let weeks = try AllocationMechanism.blocks([block, block], runs: [2, 2, 1, 3])
    #expect(weeks.units == 8)
    #expect(weeks.contains([true, true, false, false, false, true, true, true]))
    #expect(!weeks.contains([true, false, false, false, false, true, true, true]))
    #expect(!weeks.contains([true, true, true, true, false, true, true, true]))
    #expect(!weeks.contains([true, true]))
    #expect(try weeks.mirrored.contains([true, true, false, false, true, false, false, false]))
    #expect(try AllocationMechanism.listed([[true, false]]).contains([true, false]))
    #expect(try !AllocationMechanism.listed([[true, false]]).contains([false, true]))
  }

  @Test(
    "a wash-in leaves out the days after a change, the first change counted from what was before"
  )
  func washIn() throws {
    let days = [false, false, true, true, true, false]
    #expect(WashIn.none.keeps(days) == [true, true, true, true, true, true])
    #expect(try WashIn(units: 1).keeps(days) == [true, true, false, true, true, false])
    #expect(
      try WashIn(units: 2, before: true).keeps(days) == [false, false, false, false, true, false]
    )
    #expect(throws: InferenceError.negative(field: "washIn", value: -1)) { try WashIn(units: -1) }
  }

  @Test("a wash-in can only raise the smallest p, and can leave nothing")
  func washedSmallest() throws {
    let mechanism = try AllocationMechanism.coins(runs: [2, 2, 2])
    #expect(mechanism.smallestPossibleP == 0.125)
    // All one arm says nothing: 8 drawings less 2.
    #expect(mechanism.smallestPossibleP(washIn: .none) == 1.0 / 6)
    let washed = try #require(
      try mechanism.smallestPossibleP(washIn: WashIn(units: 1, before: false))
    )
    #expect(washed == 1.0 / 6)
    let two = try AllocationMechanism.coins(runs: [2, 2])
    #expect(try two.smallestPossibleP(washIn: WashIn(units: 2, before: true)) == nil)
  }

  @Test("a lot that is none is refused by name")
  func refused() {
    #expect(throws: InferenceError.outsideRange(field: "variant", value: 3, allowed: "[0, 2]")) {
      try AllocationMechanism.complete(units: 2, variant: 3)
    }
    #expect(throws: InferenceError.outsideRange(field: "chance", value: 1, allowed: "(0, 1)")) {
      try AllocationMechanism.coins(runs: [1], chance: 1)
    }
    #expect(throws: InferenceError.tooFew(field: "runs", value: 0, needed: 1)) {
      try AllocationMechanism.coins(runs: [])
    }
    #expect(throws: InferenceError.unequalLengths(field: "runs", count: 1, expected: 2)) {
      try AllocationMechanism.blocks([AllocationMechanism.Block(runs: 2, variant: 1)], runs: [4])
    }
    #expect(throws: InferenceError.self) { try AllocationMechanism.listed([]) }
    #expect(throws: InferenceError.self) { try AllocationMechanism.listed([[true], []]) }
    #expect(throws: InferenceError.self) {
      try AllocationMechanism.complete(units: .max, variant: 1)
    }
    #expect(throws: InferenceError.self) {
      try AllocationMechanism.coins(runs: [.max, .max])
    }
  }
}
