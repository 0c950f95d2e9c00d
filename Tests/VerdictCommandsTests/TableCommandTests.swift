import Foundation
import Testing

@Suite("table")
struct TableCommandTests {
  /// A year and a half of a made department: three sources, two managers, with weekends and gaps.
  private func department() -> String {
    var lines = [
      "date,source,manager,clicks,leads,spend,meetings_due,meetings_moved,meetings_held,payments,revenue"
    ]
    var state: UInt64 = 2026
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let calendar = Calendar(identifier: .gregorian)
    var components = DateComponents(timeZone: .gmt, year: 2025, month: 11, day: 20)
    let format = DateFormatter()
    format.calendar = calendar
    format.timeZone = .gmt
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "yyyy-MM-dd"
    for offset in 0..<370 {
      components.day = 20 + offset
      guard let date = calendar.date(from: components), next(23) != 0 else { continue }
      let day = format.string(from: date)
      for source in ["Direct", "VK", "Referral"] {
        lines.append("\(day),\(source),,\(next(90)),\(next(9)),\(next(9000)).\(10 + next(90)),,,,,")
      }
      for manager in ["Anna", "Igor"] {
        let due = next(4)
        lines.append("\(day),,\(manager),,,,\(due),0,\(next(due + 1)),,")
        lines.append("\(day),VK,\(manager),,,,,,,\(next(2)),\(next(2) * 600_000)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Sums of the same CSV by month and a column of names, by awk.
  private func sums(_ place: Workplace, by column: Int?) throws -> [String: Double] {
    let name = column.map { "$\($0)" } ?? "\"*\""
    let program = """
      NR == 1 { for (i = 4; i <= NF; i++) key[i] = $i; next }
      { for (i = 4; i <= NF; i++) if ($i != "" && \(name) != "")
          sum[\(name) "," key[i] "," substr($1, 1, 7)] += $i }
      END { for (k in sum) printf "%s %.2f\\n", k, sum[k] }
      """
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["LC_ALL=C", "awk", "-F,", program, place.path("table.csv")]
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    var sums: [String: Double] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ")
      sums[String(parts[0])] = Double(parts[1])
    }
    return sums
  }

  private func opened() throws -> Workplace {
    let place = try Workplace()
    try place.run("init")
    try place.write("table.csv", department())
    let answer = try place.run("import", "table.csv", now: "2026-11-30")
    #expect(answer.code == 0, "\(answer.err)")
    return place
  }

  @Test("Totals by month, source and manager are those of the same CSV by awk")
  func totals() throws {
    let place = try opened()
    for (split, column) in [(nil, nil), ("source", 2), ("manager", 3)] as [(String?, Int?)] {
      let expected = try sums(place, by: column)
      #expect(expected.count > 60)
      var words = ["table", "--by", "month", "--from", "2025", "--format", "csv"]
      if let split { words += ["--split", split] }
      let answer = try place.start(words, now: "2026-11-30").answer()
      #expect(answer.code == 0)
      let lines = answer.out.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      let months = try #require(lines.first).filter { $0.hasPrefix("202") }
      var found = 0
      for line in lines.dropFirst() where (line[0] == "*") == (split == nil) {
        for (index, month) in months.enumerated() {
          guard let sum = expected[line[0] + "," + line[1] + "," + month] else {
            if line[3] == "count" || line[3] == "money" { #expect(Double(line[4 + index]) == nil) }
            continue
          }
          found += 1
          let shown = try #require(Double(line[4 + index]), "\(line[0]) \(line[1]) \(month)")
          #expect(abs(shown - sum) < 0.005, "\(line[0]) \(line[1]) \(month)")
        }
      }
      #expect(found == expected.count)
    }
  }

  @Test("A table without numbers, days to come, a wrong name and a wrong order are said")
  func refusals() throws {
    let place = try Workplace()
    let missing = try place.run("table")
    #expect(missing.code == 66)
    #expect(missing.err.contains("verdict init"))
    try place.run("init")
    let empty = try place.run("table")
    #expect(empty.code == 0)
    #expect(empty.out.contains("no number yet"))
    #expect(try place.run("table", "--from", "2027-01").code == 65)
    let reversed = try place.run("table", "--from", "2026-10", "--to", "2026-09")
    #expect(reversed.code == 64)
    #expect(reversed.err.contains("2026-09-30"))
    #expect(try place.run("table", "--from", "31.12.2026").code == 64)
    #expect(try place.run("table", "--only", "VK").code == 64)
    try place.write("table.csv", SampleFiles.table)
    try place.run("import", "table.csv")
    let nobody = try place.run("table", "--split", "source", "--only", "VK")
    #expect(nobody.code == 64)
    #expect(nobody.err.contains("ads"))
  }

  @Test("Every form holds the numbers, fits its width, and reads in both languages")
  func forms() throws {
    let place = try opened()
    for (language, leads) in [("ru", "Лиды"), ("en", "Leads")] {
      for width in [80, 120] {
        let text = try place.run(
          "table",
          "--by",
          "half-month",
          "--split",
          "source",
          "--width",
          String(width),
          now: "2026-11-30",
          lang: language
        )
        #expect(text.out.contains(leads))
        for line in text.out.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
        #expect(!text.out.contains("2026-11-H2"))
      }
      for format in ["markdown", "html"] {
        let answer = try place.run("table", "--format", format, now: "2026-11-30", lang: language)
        #expect(answer.out.contains(leads))
        #expect(!answer.out.contains("nan") || language == "ru")
      }
    }
    let json = try place.run("table", "--json", now: "2026-11-30").json
    #expect(json["schemaVersion"] as? Int == 1)
    #expect((json["periods"] as? [[String: Any]])?.last?["key"] as? String == "2026-11")
  }
}
