import ArgumentParser
import Foundation
import VerdictAnalysis
import VerdictInference
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct ClaimCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim",
    abstract: "Does a boast add up? What must be true if it is, in words.",
    discussion: """
      The same arithmetic as numbers: verdict calc claim.
      Examples: verdict claim share --base 55% --total 72% --share 18%
                verdict claim cost --before 0.9% --after 2.2% --claimed -42%
                verdict claim check --revenue 120000000 --clients 200
      """,
    subcommands: [ClaimShare.self, ClaimCost.self, ClaimCheck.self]
  )

  /// Prints words or the value behind them.
  static func answer(
    _ lines: (Language) -> [String],
    _ value: some Encodable,
    _ options: CommonOptions
  )
    throws
  {
    if options.json { return try Output.json(value) }
    for line in lines(try Session(options).language()) { Output.data(line) }
  }
}

/// A share typed as `55%`, `55 %`, `0.55` or `0,55`; may be negative.
struct ShareText: ExpressibleByArgument {
  let value: Double
  init?(argument: String) {
    var text = argument.filter { !$0.isWhitespace }.replacing(",", with: ".")
      .replacing("−", with: "-")
    let isPercent = text.hasSuffix("%")
    if isPercent { text.removeLast() }
    guard let number = Double(text), number.isFinite else { return nil }
    value = isPercent ? number / 100 : number
  }
}

struct ClaimShare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share",
    abstract: "A share accepted at once; what must the rest do for the total?"
  )
  @OptionGroup var options: CommonOptions
  @Option(help: "The rate before, such as 55%.") var base: ShareText
  @Option(help: "The rate claimed after, such as 72%.") var total: ShareText
  @Option(help: "The share that accepted at once, such as 18%.") var share: ShareText

  func run() async throws {
    let claim = try ShareClaim(base: base.value, total: total.value, share: share.value)
    try ClaimCommand.answer({ ClaimWords($0).lines(claim) }, claim, options)
  }
}

struct ClaimCost: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost",
    abstract: "Conversion and cost per client claimed together."
  )
  @OptionGroup var options: CommonOptions
  @Option(help: "Lead to client before, such as 0.9%.") var before: ShareText
  @Option(help: "Lead to client after, such as 2.2%.") var after: ShareText
  @Option(
    parsing: .unconditional,
    help: "The claimed change of the cost per client, such as -42%."
  )
  var claimed: ShareText

  func run() async throws {
    let claim = try CostClaim(
      rateBefore: before.value,
      rateAfter: after.value,
      claimed: claimed.value
    )
    try ClaimCommand.answer({ ClaimWords($0).lines(claim) }, claim, options)
  }
}

struct ClaimCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "So many clients for so much money: the average deal that follows."
  )
  @OptionGroup var options: CommonOptions
  @Option(help: "Money in all.") var revenue: Double
  @Option(help: "Clients.") var clients: Int
  @Option(help: "The average deal claimed beside them.") var check: Double?
  @Option(help: "Of the money.") var currency = "RUB"

  func run() async throws {
    let claim = try CheckClaim(revenue: revenue, clients: clients, claimed: check)
    let currency = currency
    try ClaimCommand.answer(
      { ClaimWords($0).lines(claim, currency: currency) },
      claim,
      options
    )
  }
}
