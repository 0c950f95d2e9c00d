import Testing
import VerdictAnalysis
import VerdictModel
import VerdictWorkflow

@Suite("What registration says beside the chances") struct RegistrationRemarkTests {
  private let office: Office
  init() throws { office = try Office() }

  /// Daily rows from one date, each with what is due and held, agreed and paid.
  private func table(_ from: String, _ rows: [(agreed: Int, held: Int, paid: Int)]) async throws {
    let first = try Office.day(from)
    var lines = ["date,manager,meetings_scheduled,meetings_due,meetings_held"]
    var money = ["date,source,manager,payments,revenue"]
    for (index, row) in rows.enumerated() {
      lines.append("\(first + index),Anna,\(row.agreed),\(row.agreed),\(row.held)")
      money.append("\(first + index),Ads,Anna,\(row.paid),\(row.paid * 1000)")
    }
    try await office.table(lines.joined(separator: "\n") + "\n")
    try await office.table(money.joined(separator: "\n") + "\n")
  }

  @Test("a weak test is told how long a fair one takes, and where it would show sooner")
  func weak() async throws {
    try await table("2026-07-21", Array(repeating: (agreed: 10, held: 6, paid: 1), count: 90))
    var form = try Office.form(effect: RegisteredEffect(scale: .points, value: 4))
    form.stage = "payments"
    let remarks = try #require(try await office.desk("2026-10-16").add(form).remarks)
    let longer = remarks.compactMap { remark -> (Int, Double)? in
      if case .longer(let weeks, let confirmed) = remark { (weeks, confirmed) } else { nil }
    }
    let upstream = remarks.compactMap { remark -> (String, Double, Double)? in
      if case .upstream(let stage, let base, let chance) = remark {
        (stage, base, chance)
      } else {
        nil
      }
    }
    // 300 an arm in 60 days; 10 → 14 of 100 is found by 600 an arm in Φ(.04/√(2·.12·.88/600) − 1.96).
    #expect(longer.map(\.0) == [18])
    #expect(longer.allSatisfy { abs($0.1 - 0.57) < 0.005 })
    // The same two fifths more of 60 of 100 are 24 points: sure at 300 an arm.
    #expect(upstream.map(\.0) == ["meetings_held"])
    #expect(upstream.allSatisfy { abs($0.1 - 0.6) < 1e-12 && $0.2 > 0.999 })
    #expect(remarks.contains(.noGuardrail))
    #expect(remarks.contains(.noScript(arm: form.control.title)))
  }

  @Test("a test on the same clients is named, until its last word")
  func overlap() async throws {
    try await office.start(try Office.form("first"))
    let second = try Office.form("second")
    let beside = try #require(try await office.desk("2026-10-16").add(second).remarks)
    #expect(beside.contains(.overlaps(title: second.title, until: second.end)))
    var later = try Office.form("later")
    (later.start, later.end) = (try Office.day("2026-12-18"), try Office.day("2027-01-20"))
    let apart = try #require(try await office.desk("2026-10-16").add(later).remarks)
    #expect(!apart.contains { if case .overlaps = $0 { true } else { false } })
  }

  @Test("a start after bad weeks is warned of where nothing is drawn by lot, and only there")
  func badSpell() async throws {
    // Twenty weeks that go up and down about 60 of 100, then four weeks of 40.
    let usual = (0..<140).map { (agreed: 10, held: $0 / 7 % 2 == 0 ? 5 : 7, paid: 0) }
    let bad = Array(repeating: (agreed: 10, held: 4, paid: 0), count: 28)
    try await table("2026-05-04", usual + bad)
    var form = try Office.form()
    form.start = try Office.day("2026-10-19")
    form.stratum = .all
    form.allocation = .slices(SliceDesign(kind: .all, per: "meetings_due"))
    let remarks = try #require(try await office.desk("2026-10-16").add(form).remarks)
    let found = remarks.compactMap { remark -> (Double, Double, Double)? in
      if case .badSpell(let recent, let usual, let rebound) = remark {
        (recent, usual, rebound)
      } else {
        nil
      }
    }
    #expect(found.count == 1)
    #expect(found.allSatisfy { abs($0.0 - 0.4) < 1e-9 && abs($0.1 - 0.6) < 1e-9 && $0.2 > 0.1 })
    form.allocation = .slices(SliceDesign(kind: .day, per: "meetings_due", isDrawn: true))
    let drawn = try #require(try await office.desk("2026-10-16").add(form).remarks)
    #expect(!drawn.contains { if case .badSpell = $0 { true } else { false } })
  }
}
