import Testing
import VerdictAnalysis

@Suite("The minutes of a meeting")
struct MeetingAgendaTests {
  @Test("Whole minutes add up to the whole, each item has one, heavier ones have more")
  func shares() {
    var state: UInt64 = 7
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24) * 5 + 0.1
    }
    for count in 1...20 {
      let weights = (0..<count).map { _ in next() }
      let minutes = MeetingAgenda.shares(weights, of: MeetingAgenda.minutes)
      #expect(minutes.reduce(0, +) == 25)
      #expect(minutes.allSatisfy { $0 >= 1 })
      for (left, right) in zip(weights.indices, weights.indices.dropFirst())
      where weights[left] > weights[right] * 1.5 {
        #expect(minutes[left] >= minutes[right])
      }
    }
  }

  @Test("By hand: weights 1, 3, 5, 1 share 21 spare minutes as 2.1, 6.3, 10.5, 2.1")
  func byHand() {
    #expect(MeetingAgenda.shares([1, 3, 5, 1], of: 25) == [3, 7, 12, 3])
    #expect(MeetingAgenda.shares([], of: 25) == [])
  }
}
