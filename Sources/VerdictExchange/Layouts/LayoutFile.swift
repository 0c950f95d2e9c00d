package import VerdictModel

/// A file of another program, read whole and not yet compared with the store.
package struct LayoutFile: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// Rows of ad accounts, and the days the file speaks for.
    case ads([AdLine], days: ClosedRange<Day>)
    /// Deals in the file's order, and the day they were exported.
    case deals([Deal], exportedOn: Day)
    /// Cells of the table, as canonical files give them.
    case table([ImportRow])
  }
  package private(set) var recognition: FileRecognition
  package let content: Content
  /// Accepted lines.
  package let accepted: Int
  package let days: ClosedRange<Day>?
  package let totals: [TotalCheck]
  package let notes: [ImportNote]
  package let refusals: [Refusal]
  package let refusalCount: Int

  package var isClean: Bool { refusalCount == 0 }

  /// The same, with the names of sheets that were not read.
  func beside(_ sheets: [String]) -> LayoutFile {
    var file = self
    file.recognition.otherSheets = sheets
    return file
  }
}

/// One line of an ad report.
package struct AdLine: Hashable, Sendable {
  package let line: Int
  package let row: AdRow
}

/// A deal as a CRM's file has it now; nothing personal is taken along.
package struct Deal: Hashable, Sendable {
  package let line: Int
  /// The CRM's number of it.
  package let number: String
  package let created: Day
  package let changed: Day?
  package let closed: Day?
  /// The CRM's name of the stage.
  package let stageName: String
  package let stage: DealStage
  package let manager: String?
  package let source: String?
  package let amount: Money?
  package let packageName: String?
  package let tags: [String]
}
