import Crypto
package import VerdictExchange
package import VerdictModel

extension Desk {
  /// Imports a file a person has, all or nothing; a preview is the same, rolled back.
  ///
  /// `hypothesis` is for rows that name none. With `acceptCrossovers` units already in another arm
  /// keep it and the second arm is set aside; without it they refuse the file.
  /// - Throws: `refused` with every refusal, `layoutUnknown` for a file nobody has described yet.
  package func importFile(
    _ bytes: [UInt8],
    name: String,
    hypothesis: String? = nil,
    mode: WriteMode,
    acceptCrossovers: Bool = false,
    options: ImportOptions = ImportOptions(),
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportReport {
    try await importFile(
      .bytes(bytes),
      name: name,
      hypothesis: hypothesis,
      mode: mode,
      acceptCrossovers: acceptCrossovers,
      options: options,
      progress: progress
    )
  }

  /// The same for a file of any size: it is read twice, once for its hash and once for its rows.
  package func importFile(
    _ input: RepeatableBytes,
    name: String,
    hypothesis: String? = nil,
    mode: WriteMode,
    acceptCrossovers: Bool = false,
    options: ImportOptions = ImportOptions(),
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportReport {
    // The same rows for another hypothesis, or read otherwise, are another import.
    let said =
      (hypothesis.map { "\nhypothesis \($0)" } ?? "")
      + (options.fingerprint.isEmpty ? "" : "\noptions \(options.fingerprint)")
    let digest = try Self.digest(of: input, and: said)
    return try await store.write(act("import", name, detail: digest), mode) { writer in
      if let hypothesis { _ = try running(hypothesis, writer) }
      if let batch = try writer.batch(sha256: digest) {
        return ImportReport(already: batch, isPreview: mode == .rehearse)
      }
      var incoming = FileImport(desk: self, writer: writer, name: name, sha256: digest)
      incoming.acceptCrossovers = acceptCrossovers
      incoming.isPreview = mode == .rehearse
      var context = try context(writer, hypothesis: hypothesis, options: options)
      let content = try incoming.read(input, context, progress)
      guard case .unknown(let proposal) = content else {
        return try incoming.report(content, context)
      }
      guard options.acceptsLayout else {
        throw WorkflowError.layoutUnknown(file: name, proposal)
      }
      try keep(proposal, options, writer)
      context = try self.context(writer, hypothesis: hypothesis, options: options)
      return try incoming.report(try incoming.read(input, context, progress), context)
    }
  }

  /// What a file is, without importing it; nil when nobody has said yet what its columns hold.
  package func recognise(
    _ input: RepeatableBytes,
    name: String,
    options: ImportOptions = ImportOptions()
  ) async throws -> FileRecognition? {
    try await store.read { reader in
      try FileReader.recognise(
        try input.open(),
        file: name,
        context: try context(reader, hypothesis: nil, options: options)
      )
    }
  }

  private static func digest(of input: RepeatableBytes, and said: String) throws -> String {
    var digest = SHA256()
    let source = try input.open()
    while let piece = try source.next() { digest.update(data: piece) }
    digest.update(data: Array(said.utf8))
    return hex(digest.finalize())
  }

  /// What the readers must know of the company.
  private func context(
    _ reader: any StoreReader,
    hypothesis: String?,
    options: ImportOptions
  ) throws -> ImportContext {
    let hypotheses = try reader.hypotheses().filter { $0.state == .started }
    let funnel = try reader.funnelDefinition()
    return ImportContext(
      funnel: funnel,
      hypothesis: hypothesis,
      forms: hypotheses.map(\.form).map(Self.closedAtStop),
      aliases: try ownAliases(reader, funnel).before(.builtIn),
      sources: try reader.sources(),
      managers: try reader.managers(),
      today: try today(reader),
      currency: try reader.setting(CompanySettings.Key.currency) ?? "RUB",
      options: options,
      prefersManagerField: try reader.setting(FunnelQuestion.dealOwner.setting) == "field"
    )
  }

  /// Takes a batch back.
  package func undo(_ batch: Int) async throws -> Batch {
    try await store.write(act("undo", String(batch)), .commit) { try $0.undo(batch) }
  }

  /// Exposures after a stop are refused as exposures after the end are.
  private static func closedAtStop(_ form: HypothesisForm) -> HypothesisForm {
    guard let stopped = form.stoppedOn else { return form }
    var closed = form
    closed.end = min(form.end, stopped)
    return closed
  }
}
