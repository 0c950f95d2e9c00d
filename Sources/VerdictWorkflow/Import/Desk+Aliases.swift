package import VerdictExchange
package import VerdictModel

extension Desk {
  /// Under what the company's own aliases are kept, as YAML.
  static let aliasesKey = "aliases.own"

  /// The company's own aliases, and those with the built-in ones after them.
  package func aliases() async throws -> (own: Aliases, all: Aliases) {
    try await store.read { reader in
      let own = try ownAliases(reader, reader.funnelDefinition())
      return (own, own.before(.builtIn))
    }
  }

  /// Replaces the company's own aliases by a file that was read whole and found good.
  package func setAliases(_ bytes: [UInt8], file: String) async throws -> Aliases {
    try await store.write(act("aliases", file, detail: sha256(bytes)), .commit) { writer in
      let aliases = try AliasesYAML.read(bytes, file: file, funnel: writer.funnelDefinition())
      try writer.set(Self.aliasesKey, AliasesYAML.write(aliases))
      return aliases
    }
  }

  /// Keeps what a person confirmed about the columns of a file, for next time.
  package func keepLayout(_ proposal: LayoutProposal, options: ImportOptions) async throws {
    try await store.write(act("aliases", proposal.header), .commit) { writer in
      try keep(proposal, options, writer)
    }
  }

  func ownAliases(_ reader: any StoreReader, _ funnel: FunnelDefinition) throws -> Aliases {
    guard let text = try reader.setting(Self.aliasesKey) else { return Aliases() }
    return try AliasesYAML.read(Array(text.utf8), file: "aliases.yaml", funnel: funnel)
  }

  func keep(
    _ proposal: LayoutProposal,
    _ options: ImportOptions,
    _ writer: any StoreWriter
  ) throws {
    let layout = proposal.layout(options)
    let own = try ownAliases(writer, writer.funnelDefinition()).adding(layout)
    try writer.set(Self.aliasesKey, AliasesYAML.write(own))
  }
}
