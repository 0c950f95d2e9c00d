import ArgumentParser
import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct PowerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "What a test could show at your size, before you write one down.",
    discussion: """
      Reads the base rate and the volume from the table's last 90 days. For each length: units a side, \
      the chance to prove the effect, to pick the right side, and the smallest effect that is proved in \
      80 of 100. `hypothesis add` then says the same of the registered test, look by look.
      Examples: verdict power --effect "8 points"
                verdict power --metric payments --effect "30 %" --weeks 4,8,26
                verdict power --effect "5 points" --base 0.55 --per-month 44
      """
  )

  @OptionGroup var options: CommonOptions
  @Option(help: "The stage that must be reached.") var metric = "meetings_held"
  @Option(help: "The counter at which the arm is drawn.") var drawnAt = "meetings_scheduled"
  @Option(help: "The smallest effect worth the trouble: \"5 points\" or \"10 %\".")
  var effect = "5 points"
  @Flag(help: "Less is better.") var down = false
  @Option(help: "Lengths of exposure in weeks, comma-separated, 1 to 104 each.")
  var weeks = "4,8,13,26"
  @Option(help: "The usual rate, a fraction. Default: the table's.") var base: Double?
  @Option(help: "Units a month at the draw. Default: the table's.") var perMonth: Double?
  @Option(help: "Days an outcome may take.") var maturity = 14

  private var lengths: [Int] { weeks.split(separator: ",").compactMap { Int($0) } }

  func validate() throws {
    guard lengths.count == weeks.split(separator: ",").count, !lengths.isEmpty,
      lengths.allSatisfy({ (1...104).contains($0) })
    else { throw ValidationError("--weeks holds whole numbers from 1 to 104, comma-separated.") }
    guard let effect = EffectSizeText.read(effect),
      effect.scale == .points || effect.scale == .relative,
      effect.value > 0
    else { throw ValidationError("--effect is like \"5 points\" or \"10 %\", above 0: \(effect).") }
    if let base, !(base > 0 && base < 1) {
      throw ValidationError("--base must lie between 0 and 1: \(base).")
    }
    if let perMonth, !(perMonth > 0 && perMonth <= 10_000_000) {
      throw ValidationError("--per-month must lie between 0 and 10000000: \(perMonth).")
    }
    guard (0...400).contains(maturity) else {
      throw ValidationError("--maturity must lie from 0 to 400: \(maturity).")
    }
  }

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    guard let effect = EffectSizeText.read(effect) else { return }
    let reading = try await desk.power(
      stage: metric,
      drawnAt: drawnAt,
      direction: down ? .down : .up,
      effect: effect,
      base: base,
      unitsPerMonth: perMonth,
      weeks: lengths,
      maturityDays: maturity
    )
    if options.json { return try Output.json(reading) }
    let writer = PowerWriter(
      reading,
      language: try await session.language(of: store),
      funnel: try await store.read { try $0.funnelDefinition() }
    )
    Output.data(writer.text(width: session.width, colour: session.isColoured(1)))
  }
}
