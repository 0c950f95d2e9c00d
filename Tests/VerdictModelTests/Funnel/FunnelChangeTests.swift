import Foundation
import Testing
import VerdictModel

@Suite("Changes of the funnel") struct FunnelChangeTests {
  private let december = Day(number: 20_788)
  private let qualified = Counter(
    key: "leads_qualified",
    title: Title(ru: "Целевые лиды", en: "Qualified leads"),
    grain: .bySource,
    owner: .files
  )

  @Test("A counter is added after another; the catalogue's metrics of it then appear")
  func added() throws {
    #expect(!FunnelDefinition.standard.formable.contains { $0.key == "qual_rate" })
    let funnel = try FunnelDefinition.standard.applying(.addCounter(qualified, after: "leads"))
    let keys = funnel.counters.map(\.key)
    #expect(keys[3] == "leads_qualified")
    #expect(keys.count == 12)
    #expect(funnel.formable.contains { $0.key == "qual_rate" })
    #expect(funnel.formable.contains { $0.key == "cpql" })
  }

  @Test("A counter two owners want is refused, and so are bad names and metrics without counters")
  func refused() {
    func expect(_ error: FunnelError, _ change: FunnelChange) {
      #expect(throws: error) { try FunnelDefinition.standard.applying(change) }
    }
    let byHand = Counter(key: "leads", title: "Leads", grain: .bySource, owner: .hand)
    expect(
      .twoOwners(counter: "leads", present: "files, bySource", wished: "hand, bySource"),
      .addCounter(byHand, after: nil)
    )
    let again = Counter(key: "leads", title: "Leads", grain: .bySource, owner: .files)
    expect(.keyTaken("leads"), .addCounter(again, after: nil))
    for key in ["Leads", "2nd", "date", "", "отказы", String(repeating: "a", count: 41)] {
      let counter = Counter(key: key, title: "x", grain: .day, owner: .hand)
      expect(.badKey(key), .addCounter(counter, after: nil))
    }
    let metric = Metric(key: "m", title: "m", numerator: "a", denominator: "leads", good: .up)
    expect(.metricNeeds(metric: "m", counter: "a"), .addMetric(metric))
    expect(
      .normEnds(metric: "cpl"),
      .norm(Norm(metric: "cpl", from: december, low: 2, high: 1))
    )
    #expect(throws: FunnelError.self) {
      try FunnelDefinition.standard.applying(.retire("moon", on: december))
    }
  }

  @Test("Retired and renamed, the past keeps its counter and its name")
  func past() throws {
    let funnel = try FunnelDefinition.standard
      .applying(.retire("impressions", on: december))
      .applying(.rename("leads", to: Title(ru: "Заявки", en: "Enquiries"), on: december))
    #expect(funnel.counters.count == 11)
    let impressions = try #require(funnel.counter("impressions"))
    #expect(impressions.isKept(on: december - 1))
    #expect(!impressions.isKept(on: december))
    #expect(funnel.counter("leads")?.title.en == "Enquiries")
    #expect(funnel.counter("leads")?.formerly.first?.title.ru == "Лиды")
    #expect(throws: FunnelError.alreadyRetired("impressions", december)) {
      try funnel.applying(.retire("impressions", on: december + 5))
    }
    // A metric of the catalogue becomes the company's own when it is renamed, and can be retired.
    let romi = try funnel.applying(.retire("romi", on: december)).metric("romi")
    #expect(romi?.until == december)
    let read = try JSONDecoder().decode(
      FunnelDefinition.self,
      from: JSONEncoder().encode(funnel)
    )
    #expect(read == funnel)
  }

  @Test("An answer changes the metric it is about, everywhere")
  func answered() throws {
    let funnel = try FunnelDefinition.standard.answering(.showRate, "due-less-moved")
    let rate = try #require(funnel.metric("show_rate"))
    let sums: [String: Int64] = ["meetings_due": 40, "meetings_held": 22, "meetings_moved": 6]
    let parts = try #require(rate.parts(sums))
    #expect(parts == (22, 34))
    #expect(try FunnelDefinition.standard.answering(.showRate, "due") == .standard)
    #expect(
      throws: FunnelError.answerNeeds(answer: "ads-and-salaries", counter: "salaries")
    ) { try FunnelDefinition.standard.answering(.clientCost, "ads-and-salaries") }
    #expect(throws: FunnelError.self) {
      try FunnelDefinition.standard.answering(.showRate, "sometimes")
    }
  }

  @Test("A store written before these fields existed is read with their defaults")
  func older() throws {
    let text = """
      {"counters":[{"key":"leads","title":{"ru":"Лиды","en":"Leads"},"grain":"bySource",\
      "owner":"files","isMoney":false,"isStage":true}],\
      "metrics":[{"key":"cpl","title":{"ru":"Ц","en":"C"},"numerator":"spend",\
      "denominator":"leads","good":"down","isShare":false}]}
      """
    let funnel = try JSONDecoder().decode(FunnelDefinition.self, from: Data(text.utf8))
    #expect(funnel.counter("leads")?.good == .up)
    #expect(funnel.counter("leads")?.until == nil)
    #expect(funnel.metric("cpl")?.scale == 1)
    #expect(funnel.metric("cpl")?.isPlain == true)
  }
}
