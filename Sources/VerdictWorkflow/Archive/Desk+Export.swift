package import VerdictExchange
package import VerdictModel

/// A part of the store as a file that `import` takes.
package enum ExportedPart: Hashable, Sendable {
  case table(ClosedRange<Day>?)
  /// Of a hypothesis; nil: units of the register.
  case outcomes(String?)
  case tallies(String?)
}

extension Desk {
  /// Writes one part as CSV, in pieces and in memory that does not grow; answers its lines.
  package func export(
    _ part: ExportedPart,
    dialect: CanonicalWriter,
    _ take: @Sendable ([UInt8]) throws -> Void
  ) async throws -> Int {
    try await store.read { reader in
      switch part {
      case .table(let days): return try Self.table(reader, dialect, days: days, take)
      case .outcomes(let key):
        if let key { try Self.refuseUnknown(key, reader) }
        return try Self.outcomes(key, reader, dialect, take)
      case .tallies(let key):
        if let key { try Self.refuseUnknown(key, reader) }
        return try Self.tallies(reader, dialect, only: key, take)
      }
    }
  }

  /// Cells of the daily table, in the order of days, and the counters they are of.
  package func cells(_ days: ClosedRange<Day>?) async throws -> ([FunnelCell], FunnelDefinition) {
    try await store.read { reader in
      var cells: [FunnelCell] = []
      try Self.forEachCell(reader) { cell in
        if days?.contains(cell.day) ?? true { cells.append(cell) }
      }
      return (cells, try reader.funnelDefinition())
    }
  }

  private static func refuseUnknown(_ key: String, _ reader: any StoreReader) throws {
    guard try reader.hypothesis(key) != nil else { throw ModelError.unknownHypothesis(key) }
  }
}
