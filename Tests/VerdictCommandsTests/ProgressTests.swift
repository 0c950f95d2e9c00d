import Testing
import VerdictCommands
import VerdictWorkflow

/// The line a person sees while a large file is read.
@Suite("Progress of an import")
struct ProgressTests {
  private func line(_ bytes: Int, of all: Int?, rows: Int, after seconds: Double) -> String {
    Progress.line(ImportProgress(bytes: bytes, allBytes: all, rows: rows), seconds: seconds)
  }

  @Test("Says the share of the file's bytes, the time left at this pace, and the lines so far")
  func line() {
    // A quarter in 4 seconds leaves 12; nine tenths in 90 leave 10.
    #expect(
      line(250, of: 1000, rows: 40_000, after: 4) == "[#####---------------]  25 %  ≈ 0:12  40000"
    )
    #expect(line(900, of: 1000, rows: 7, after: 90) == "[##################--]  90 %  ≈ 0:10  7")
    #expect(
      line(500, of: 1000, rows: 0, after: 125) == "[##########----------]  50 %  ≈ 2:05"
    )
    #expect(line(1000, of: 1000, rows: 1, after: 3) == "[####################] 100 %  ≈ 0:00  1")
  }

  @Test("Promises no time from the first bytes, and no share of what has no end")
  func unknown() {
    #expect(line(10, of: 1000, rows: 0, after: 1) == "[--------------------]   1 %")
    #expect(line(10, of: nil, rows: 12, after: 1) == "  12 …")
    #expect(line(0, of: 0, rows: 0, after: 1) == "…")
    // A file that grew is never more than read.
    #expect(line(2000, of: 1000, rows: 0, after: 1) == "[####################] 100 %  ≈ 0:00")
  }
}
