package import VerdictExchange
package import VerdictModel

/// What an import did, or would do.
package struct ImportReport: Hashable, Sendable {
  package let summary: ImportSummary?
  /// The batch `undo` takes back; nil for a preview.
  package let batch: Int?
  package let isPreview: Bool
  package let new: Int
  package let changed: Int
  package let same: Int
  package let crossovers: [String]
  /// The same file came before and was not undone: nothing was done.
  package let already: Batch?
}

extension Desk {
  /// Imports a canonical file, all or nothing; a preview is the same, rolled back.
  ///
  /// `hypothesis` is for rows that name none. With `acceptCrossovers` units already in another arm
  /// keep it and the second arm is set aside; without it they refuse the file.
  package func importFile(
    _ bytes: [UInt8],
    name: String,
    hypothesis: String? = nil,
    mode: WriteMode,
    acceptCrossovers: Bool = false,
    progress: @escaping @Sendable (_ rows: Int) -> Void = { _ in }
  ) async throws -> ImportReport {
    // The same rows for another hypothesis are another import.
    let digest = sha256(bytes + (hypothesis.map { Array("\nhypothesis \($0)".utf8) } ?? []))
    return try await store.write(act("import", name, detail: digest), mode) { writer in
      if let hypothesis { _ = try running(hypothesis, writer) }
      if let batch = try writer.batch(sha256: digest) {
        return ImportReport(
          summary: nil,
          batch: nil,
          isPreview: mode == .rehearse,
          new: 0,
          changed: 0,
          same: 0,
          crossovers: [],
          already: batch
        )
      }
      let hypotheses = try writer.hypotheses().filter { $0.state == .started }
      let context = ImportContext(
        funnel: try writer.funnelDefinition(),
        hypothesis: hypothesis,
        forms: hypotheses.map(\.form).map(Self.closedAtStop)
      )
      let batch = try writer.beginBatch(
        kind: "import",
        file: name,
        sha256: digest,
        preset: "canonical"
      )
      let parity = Dictionary(
        uniqueKeysWithValues: hypotheses.filter { $0.form.allocation == .parity }.map {
          ($0.key, $0)
        }
      )
      let fromTable = Set(
        hypotheses.filter { !($0.form.allocation.slices?.countsUnits ?? true) }.map(\.key)
      )
      var counts = (new: 0, changed: 0, same: 0)
      var crossovers: [String] = []
      var refusals: [Refusal] = []
      var rows = 0
      let summary = try CanonicalReader.forEachRow(
        .bytes(bytes),
        file: name,
        context: context
      ) { row in
        rows += 1
        if rows % Self.progressStep == 0 { progress(rows) }
        do {
          if let key = row.content.hypothesis, fromTable.contains(key) {
            throw WorkflowError.readFromTable(hypothesis: key)
          }
          for outcome in try put(row, parity: parity, writer) {
            switch outcome {
            case .new: counts.new += 1
            case .changed, .withdrawn: counts.changed += 1
            case .same: counts.same += 1
            case .crossover:
              if case .unit(let record) = row.content { crossovers.append(record.exposure.unit) }
            }
          }
        } catch let error as any CodedError where error.kind == .badData {
          // A row the store refuses is refused like one the reader refuses: with its line.
          if refusals.count < context.refusalLimit {
            refusals.append(
              Refusal(
                place: FilePlace(file: name, line: row.line),
                code: error.code,
                values: error.values
              )
            )
          }
        }
      }
      let all = summary.refusals + refusals
      guard all.isEmpty else {
        throw ExchangeError.refused(
          file: name,
          refusals: all,
          total: summary.refusalCount + refusals.count
        )
      }
      guard crossovers.isEmpty || acceptCrossovers else {
        throw WorkflowError.crossovers(units: crossovers)
      }
      return ImportReport(
        summary: summary,
        batch: mode == .commit ? batch : nil,
        isPreview: mode == .rehearse,
        new: counts.new,
        changed: counts.changed,
        same: counts.same,
        crossovers: crossovers,
        already: nil
      )
    }
  }

  /// Rows between two reports of progress.
  private static let progressStep = 2_000

  /// Takes a batch back.
  package func undo(_ batch: Int) async throws -> Batch {
    try await store.write(act("undo", String(batch)), .commit) { try $0.undo(batch) }
  }

  private func put(
    _ row: ImportRow,
    parity: [String: RegisteredHypothesis],
    _ writer: any StoreWriter
  ) throws -> [PutOutcome] {
    switch row.content {
    case .funnel(let cells): return try cells.map { try writer.put($0) }
    case .tally(let tally, let hypothesis):
      return [try writer.put(tally, hypothesis: hypothesis)]
    case .unit(let record):
      if let key = record.hypothesis, let hypothesis = parity[key],
        try writer.allocation(key, unit: record.exposure.unit) == nil
      {
        try writer.draw(key, try nextEntry(hypothesis, record.exposure, writer))
      }
      return [try writer.put(record)]
    }
  }

  /// Exposures after a stop are refused as exposures after the end are.
  private static func closedAtStop(_ form: HypothesisForm) -> HypothesisForm {
    guard let stopped = form.stoppedOn else { return form }
    var closed = form
    closed.end = min(form.end, stopped)
    return closed
  }
}
