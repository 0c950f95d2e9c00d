/// `anytime`: an interval that may be read at any moment.
public enum AnytimeCalculation: Calculation {
  /// The method's name in commands and batches.
  public static let name = "anytime"
  /// What is computed, how, and from which source.
  public static let summary = """
    An interval and p for a difference of two rates that stay right however often they are looked \
    at: the asymptotic confidence sequence, narrowest at the planned total. With ordered blocks also \
    the e-value of no difference. Sources: Waudby-Smith et al., arXiv 2103.06476; Turner, Ly & \
    Grünwald, arXiv 2106.02693.
    """
  /// The inputs, in the order in which help lists them.
  public static let inputs = [
    CalculationInput("control", .count, required: true, "successes and trials so far"),
    CalculationInput("variant", .count, required: true, "successes and trials so far"),
    CalculationInput("plannedPerArm", .number, required: true, "units planned in each arm"),
    CalculationInput("alpha", .number, "two-sided level, between 0 and 1; .05"),
    CalculationInput(
      "blocks",
      .records(["control", "variant"]),
      "both arms' counts block by block, in order"
    ),
  ]
  /// The paths of the result.
  public static let results = ["interval", "pValue", "eValue"]

  /// Computes what the result asks for.
  public static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let planned = try inputs.required("plannedPerArm")
    guard planned > 0 else {
      throw .outsideRange(field: "plannedPerArm", value: planned, allowed: "(0, ∞)")
    }
    let alpha = try inputs.number("alpha", default: 0.05, above: 0, below: 1)
    let reading = try AnytimeInterval(
      control: EffectiveCount(try inputs.requiredCount("control")),
      variant: EffectiveCount(try inputs.requiredCount("variant")),
      plannedTotal: 2 * planned,
      significance: alpha
    )
    if let absence = reading.absence {
      result.missing("interval", reason: NoteReason(of: absence))
      result.missing("pValue", reason: NoteReason(of: absence))
    } else {
      try result.set(interval: "interval") { reading.interval }
      try result.set(number: "pValue") { reading.pValue }
    }
    if let blocks = try inputs.records("blocks", keys: ["control", "variant"]) {
      var value = BlockEValue()
      for block in blocks {
        value.add(
          control: try block.requiredCount("control"),
          variant: try block.requiredCount("variant")
        )
      }
      try result.set(number: "eValue") { value.value }
    } else {
      result.missing("eValue", reason: .noBlocks)
    }
  }
}
