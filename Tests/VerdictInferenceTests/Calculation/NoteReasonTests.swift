import Testing
import VerdictInference

@Suite("NoteReason")
struct NoteReasonTests {
  @Test("what a method may lack has a reason of the same name")
  func named() throws {
    for cell in DifferenceInDifferences.EmptyCell.allCases {
      #expect(NoteReason(rawValue: cell.rawValue) != nil)
    }
    for reason in SegmentedRegression.Reason.allCases {
      #expect(NoteReason(rawValue: reason.rawValue) != nil)
    }
    for reason in LocalLevel.Reason.allCases {
      #expect(NoteReason(rawValue: reason.rawValue) != nil)
    }
    for absence in AnytimeInterval.Absence.allCases {
      #expect(NoteReason(rawValue: absence.rawValue) != nil)
    }
  }
}
