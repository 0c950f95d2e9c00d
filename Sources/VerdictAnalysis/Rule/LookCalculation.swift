package import VerdictInference
package import VerdictModel

/// `calc look`: one look at a running test by the rule, from counts alone.
package enum LookCalculation: Calculation {
  package static let name = "look"
  package static let summary = """
    One planned look: information, boundary (Lan-DeMets, O'Brien-Fleming type, per side), repeated \
    interval and the verdict of the rule. Score test of Miettinen and Nurminen, or the exact \
    unconditional test of Chan and Zhang.
    """
  package static let inputs = [
    CalculationInput("control", .count, "reached of matured, reference arm"),
    CalculationInput("variant", .count, "reached of matured, compared arm"),
    CalculationInput("strata", .records(["control", "variant"]), "instead of control and variant"),
    CalculationInput(
      "maturity",
      .record(["control", "variant"]),
      "effectiveTrials and conversion per arm while units mature"
    ),
    CalculationInput("plannedPerArm", .number, required: true, "units planned per arm, above 0"),
    CalculationInput("past", .numbers, "t of the looks that counted before, ascending"),
    CalculationInput(
      "smallestWorthwhileEffect",
      .number,
      required: true,
      "a fraction, above 0, up to 1"
    ),
    CalculationInput("alpha", .number, "two-sided level, default .05"),
    CalculationInput("final", .boolean, "the final look: all that is left is spent"),
    CalculationInput(
      "mode",
      .choice(["exact", "score"]),
      "default: score with strata, else exact up to 800 planned units"
    ),
    CalculationInput(
      "guardrails",
      .records(["control", "variant", "margin", "policy"]),
      "sign already turned, so that a success is good"
    ),
  ]
  package static let results = [
    "information", "boundary", "z", "repeatedInterval", "verdict", "reasons",
  ]

  package static func calculate(
    _ inputs: CalculationInputs,
    into result: inout CalculationResult
  ) throws(InferenceError) {
    let counts = try counts(inputs)
    let planned = try positive("plannedPerArm", inputs)
    let worthwhile = try positive("smallestWorthwhileEffect", inputs, upTo: 1)
    let alpha = try inputs.number("alpha") ?? 0.05
    guard alpha > 0, alpha < 1 else {
      throw .outsideRange(field: "alpha", value: alpha, allowed: "(0, 1)")
    }
    let hasStrata = inputs.has("strata")
    let asked = try inputs.choice("mode", of: ["exact", "score"])
    let mode: TestMode =
      switch asked {
      case "exact": .exact
      case "score": .score
      default: hasStrata || 2 * planned > 800 ? .score : .exact
      }
    let isFinal = try inputs.boolean("final") ?? false
    let past = try inputs.numbers("past") ?? []
    for (index, value) in past.enumerated() {
      let before = index == 0 ? 0 : past[index - 1]
      guard value > before * (1 + LookTrack.assumedGrowth / 10) else {
        throw .notIncreasing(field: "past", previous: before, value: value)
      }
    }
    let plan = LookPlan(plannedControl: planned, plannedVariant: planned, sideLevel: alpha / 2)
    var track = LookTrack(past: past)
    track.take(
      information: counts.information(mode: mode),
      units: counts.units(mode: mode),
      plan: plan,
      isScheduledFinal: isFinal
    )
    let boundary = try track.boundary(level: plan.sideLevel)
    let tail = boundary?.nominalP ?? 0
    let (test, collapsed) = try counts.test(mode: mode)
    let guardrails = try guardrails(
      inputs,
      mode: collapsed ? .exact : mode,
      track: track,
      level: plan.sideLevel
    )
    let ruling = try Rule.prove(
      test: test,
      tail: tail,
      worthwhile: worthwhile,
      guardrails: guardrails,
      moment: track.isFinal ? .final : .interim
    )

    try result.set(number: "information") { track.fraction }
    if let boundary, boundary.z.isFinite {
      try result.set(number: "boundary") { boundary.z }
    } else {
      result.missing("boundary", reason: track.counts ? .nothingSpent : .lookDoesNotCount)
    }
    try result.set("z") { () throws(InferenceError) in
      CalculationValue(try test.statistic())
    }
    try result.set(interval: "repeatedInterval") { () throws(InferenceError) in
      try test.interval(tail: tail)
    }
    try result.set("verdict") { .string(ruling.verdict.rawValue) }
    try result.set("reasons") { .array(ruling.reasons.map { .string($0.name) }) }
    if collapsed { result.note("", reason: .strataCollapsed) }
  }

  private static func positive(
    _ name: String,
    _ inputs: CalculationInputs,
    upTo limit: Double = .infinity
  ) throws(InferenceError) -> Double {
    let value = try inputs.required(name)
    guard value > 0, value <= limit else {
      throw .outsideRange(
        field: name,
        value: value,
        allowed: limit.isFinite ? "(0, \(limit)]" : "(0, ∞)"
      )
    }
    return value
  }

  private static func counts(_ inputs: CalculationInputs) throws(InferenceError) -> LookCounts {
    if let strata = try inputs.records("strata", keys: ["control", "variant"]) {
      guard !inputs.has("control"), !inputs.has("variant"), !inputs.has("maturity") else {
        throw .conflictingInputs(fields: ["strata", "control", "variant"], allowed: "1")
      }
      var rates: [RateStratum] = []
      var control = try BinomialCount(successes: 0, trials: 0)
      var variant = control
      for stratum in strata {
        let left = try stratum.requiredCount("control")
        let right = try stratum.requiredCount("variant")
        rates.append(
          RateStratum(control: EffectiveCount(left), variant: EffectiveCount(right))
        )
        control = control + left
        variant = variant + right
      }
      guard !rates.isEmpty else { throw .missing(field: "strata") }
      return LookCounts(strata: rates, control: control, variant: variant)
    }
    let control = try inputs.requiredCount("control")
    let variant = try inputs.requiredCount("variant")
    guard let maturity = try inputs.record("maturity", keys: ["control", "variant"]) else {
      return LookCounts(control: control, variant: variant)
    }
    func effective(_ name: String, _ plain: BinomialCount) throws(InferenceError)
      -> EffectiveCount
    {
      guard let arm = try maturity.record(name, keys: ["effectiveTrials", "conversion"]) else {
        return EffectiveCount(plain)
      }
      let trials = try arm.required("effectiveTrials")
      let conversion = try arm.required("conversion")
      guard conversion >= 0, conversion <= 1 else {
        throw .outsideRange(
          field: "maturity.\(name).conversion",
          value: conversion,
          allowed: "[0, 1]"
        )
      }
      return try EffectiveCount(successes: conversion * trials, trials: trials)
    }
    return LookCounts(
      strata: [
        RateStratum(
          control: try effective("control", control),
          variant: try effective("variant", variant)
        )
      ],
      control: control,
      variant: variant
    )
  }

  private static func guardrails(
    _ inputs: CalculationInputs,
    mode: TestMode,
    track: LookTrack,
    level: Double
  ) throws(InferenceError) -> [GuardrailTest] {
    let records =
      try inputs.records("guardrails", keys: ["control", "variant", "margin", "policy"]) ?? []
    var tests: [GuardrailTest] = []
    for (index, record) in records.enumerated() {
      let counts = LookCounts(
        control: try record.requiredCount("control"),
        variant: try record.requiredCount("variant")
      )
      let margin: Double
      do throws(InferenceError) {
        margin = try positive("margin", record, upTo: 1)
      } catch {
        // What is missing already says where; a value out of range only knows its own name.
        if case .outsideRange = error { throw error.inside("guardrails[\(index)]") }
        throw error
      }
      let policy = try record.choice("policy", of: ["mustNotBreak", "mustHold"])
      let tail = try track.boundary(level: level / Double(records.count))?.nominalP ?? 0
      tests.append(
        GuardrailTest(
          stage: String(index + 1),
          test: try counts.test(mode: mode).test,
          margin: margin,
          policy: policy == "mustHold" ? .mustHold : .mustNotBreak,
          tail: tail
        )
      )
    }
    return tests
  }

  /// The batch line that reproduces an evaluation's look.
  static func call(counts: LookCounts, form: HypothesisForm, history: LookHistory) -> String {
    let mode = form.frozen?.mode ?? form.defaultMode
    func count(_ value: BinomialCount) -> String {
      "{\"successes\":\(value.successes),\"trials\":\(value.trials)}"
    }
    func whole(_ value: EffectiveCount) -> String? {
      guard value.successes == value.successes.rounded(), value.trials == value.trials.rounded()
      else { return nil }
      return "{\"successes\":\(Int(value.successes)),\"trials\":\(Int(value.trials))}"
    }
    var arms = "\"control\":\(count(counts.control)),\"variant\":\(count(counts.variant))"
    let strata = counts.strata.map { (whole($0.control), whole($0.variant)) }
    if mode == .score, counts.strata.count > 1 {
      let rows = strata.compactMap { row in
        row.0.flatMap { left in row.1.map { "{\"control\":\(left),\"variant\":\($0)}" } }
      }
      // Maturing units are worth fractions; such a look is reproduced from the pooled arms only.
      if rows.count == strata.count { arms = "\"strata\":[\(rows.joined(separator: ","))]" }
    }
    if mode == .score, let only = counts.strata.first, counts.strata.count == 1,
      strata[0].0 == nil || strata[0].1 == nil
    {
      func worth(_ value: EffectiveCount) -> String {
        "{\"effectiveTrials\":\(value.trials),\"conversion\":\(value.rate ?? 0)}"
      }
      arms +=
        ",\"maturity\":{\"control\":\(worth(only.control)),\"variant\":\(worth(only.variant))}"
    }
    let track = history.look
    // After a stop nothing is topped up, which is what an unfinal look means to `calc`.
    let spendsRest = (track?.isFinal ?? false) && form.stoppedOn == nil
    let past = (track?.fractions ?? []).dropLast(track?.counts == true ? 1 : 0)
    let pastText =
      past.isEmpty ? "" : ",\"past\":[\(past.map(\.description).joined(separator: ","))]"
    let effect = form.frozen?.smallestWorthwhileEffect ?? 0.05
    return "echo '{\"method\":\"look\",\(arms),\"plannedPerArm\":\(form.plannedPerArm)"
      + pastText + ",\"smallestWorthwhileEffect\":\(effect),\"alpha\":\(form.significanceLevel)"
      + ",\"final\":\(spendsRest),\"mode\":\"\(mode.rawValue)\"}'"
      + " | verdict calc --batch"
  }
}

extension VerdictReason {
  /// The stable name of the case, as in JSON.
  package var name: String {
    switch self {
    case .surelyWorse: "surelyWorse"
    case .guardrailBroken: "guardrailBroken"
    case .withinWorthwhile: "withinWorthwhile"
    case .betterButLess: "betterButLess"
    case .belowWorthwhile: "belowWorthwhile"
    case .surelyBetter: "surelyBetter"
    case .collecting: "collecting"
    case .ripening: "ripening"
    case .inconclusive: "inconclusive"
    case .stopped: "stopped"
    case .guardrailOpen: "guardrailOpen"
    case .notCausal: "notCausal"
    case .notReversible: "notReversible"
    case .higherExpectedValue: "higherExpectedValue"
    case .tieKeepsControl: "tieKeepsControl"
    case .gate(let gate): "gate." + gate.name
    }
  }
}
