package import VerdictExchange
package import VerdictModel

/// What an import did, or would do.
package struct ImportReport: Hashable, Sendable {
  /// Of a canonical file.
  package var summary: ImportSummary?
  /// What the file was taken for.
  package var recognition: FileRecognition?
  /// The batch `undo` takes back; nil for a preview.
  package var batch: Int?
  package var isPreview: Bool
  package var new = 0
  package var changed = 0
  package var same = 0
  package var withdrawn = 0
  /// Accepted lines of the file.
  package var accepted = 0
  package var days: ClosedRange<Day>?
  package var crossovers: [String] = []
  /// Our sums, beside those of the file where it has any.
  package var totals: [TotalCheck] = []
  package var notes: [ImportNote] = []
  /// The same file came before and was not undone: nothing was done.
  package var already: Batch?

  package init(already: Batch? = nil, isPreview: Bool) {
    self.already = already
    self.isPreview = isPreview
  }

  mutating func count(_ outcome: PutOutcome) {
    switch outcome {
    case .new: new += 1
    case .changed: changed += 1
    case .same: same += 1
    case .withdrawn: withdrawn += 1
    case .crossover: break
    }
  }
}
