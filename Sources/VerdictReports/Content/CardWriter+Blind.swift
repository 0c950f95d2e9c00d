import VerdictAnalysis
import VerdictModel

/// Cards that must not say who leads: "too early" and "data unusable".
extension CardWriter {
  private var exposed: Int { evaluation.arms.reduce(0) { $0 + $1.exposed } }
  private var matured: Int { evaluation.arms.reduce(0) { $0 + $1.matured } }
  private var planned: Int { form.plannedPerArm * form.arms.count }

  func blindLead() -> [String] {
    if evaluation.verdict == .invalidData { return invalidLead() }
    if exposed == 0 {
      if form.allocation.slices != nil {
        return [
          language(
            "В таблице ещё нет чисел за дни этого теста.",
            "The table has no numbers for the days of this test yet."
          )
        ]
      }
      return [
        language(
          "В тесте ещё никого нет: первые участники появятся после первого жребия.",
          "Nobody is in the test yet: the first come with the first draw."
        )
      ]
    }
    var lines: [String] = []
    for case .ripening(let day) in evaluation.reasons {
      lines.append(reasons.sentence(.ripening(until: day), effect: nil, worthwhile: nil))
    }
    if let chance = card.chance {
      let units = Int64(chance.units)
      let locative =
        PluralForm.of(units, .ru) == .one ? unit.noun.ofTotal(units, .ru) : unit.locative
      lines.append(
        language(
          "Кто впереди, не показываем: на \(figures.whole(units)) \(locative) случай сам даёт разницу больше \(figures.ofHundred(chance.difference)) в каждом третьем тесте.",
          "Who leads is not shown: with \(figures.whole(units)) \(unit.noun.form(units, .en)) chance alone gives a difference above \(figures.ofHundred(chance.difference)) in one test of three."
        )
      )
    } else {
      lines.append(
        language(
          "Кто впереди, не показываем: для этого ещё мало данных.",
          "Who leads is not shown: there are too few data for that."
        )
      )
    }
    return lines
  }

  private func invalidLead() -> [String] {
    let failed = evaluation.gates.filter { $0.state == .failed }.map(\.gate)
    let fromReasons = evaluation.reasons.compactMap { reason -> DataGate? in
      if case .gate(let gate) = reason { gate } else { nil }
    }
    let gates = failed + fromReasons.filter { gate in !failed.contains { $0.name == gate.name } }
    let mend =
      evaluation.look.isFinal
      ? language(
        "Это был последний срок: такой тест повторяют заново.",
        "This was the final look: such a test is repeated anew."
      )
      : language(
        "Исправить можно до \(calendar.day(evaluation.look.decisionDate, near: reference)).",
        "It can be mended until \(calendar.day(evaluation.look.decisionDate, near: reference))."
      )
    return [
      language(
        "Этим данным нельзя верить, поэтому итогов не показываем.",
        "These data cannot be trusted, so no result is shown."
      )
    ] + gates.map { reasons.sentence($0) + " " + reasons.remedy($0) } + [mend]
  }

  func progress() -> ProgressBar? {
    guard planned > 0 else { return nil }
    let look = evaluation.look
    let due = calendar.day(look.decisionDate, near: reference)
    let total = Int64(planned)
    let collected = language(
      "Собрано \(figures.count(exposed, of: planned)) \(unit.noun.ofTotal(total, .ru)) · решение \(due)",
      "Collected \(figures.count(exposed, of: planned)) \(unit.noun.plural(.en)) · decision on \(due)"
    )
    return ProgressBar(fraction: min(1, Double(exposed) / Double(planned)), label: collected)
  }

  private func days(_ language: Language) -> String {
    let count = Int64(form.maturityDays)
    // "до" asks for the genitive: до 1 дня, до 7 дней.
    return Figures(language).whole(count) + " " + CountedNoun.day.ofTotal(count, language)
  }

  /// Of several variants, one that surely did harm is named while the others go on.
  private func harmedFacts() -> [Fact] {
    (evaluation.variants ?? []).filter { $0.verdict == .harmful }.map { reading in
      Fact(
        label: language.text(reading.title),
        text: words.word(.harmful)
          + language(
            ": стало хуже; этот вариант больше не предлагаем, остальные проверяем дальше",
            ": it got worse; offer it no more, the others go on"
          )
      )
    }
  }

  func blindFacts() -> [Fact] {
    var facts = harmedFacts()
    if matured < exposed {
      facts.append(
        Fact(
          label: book.label(.matured),
          text: figures.count(matured, of: exposed)
            + language(
              ", остальные дозревают: до \(days(.ru))",
              ", the rest ripen within \(days(.en))"
            )
        )
      )
    }
    if let uptake = evaluation.uptake {
      if let asDrawn = uptake.asDrawn, asDrawn.trials > 0 {
        facts.append(
          Fact(
            label: book.label(.adherence),
            text: figures.count(asDrawn.successes, of: asDrawn.trials)
          )
        )
      }
      if uptake.accepted.trials > 0 {
        facts.append(
          Fact(
            label: book.label(.uptake),
            text: figures.count(uptake.accepted.successes, of: uptake.accepted.trials)
          )
        )
      }
      if uptake.leaked > 0 {
        let count = Int64(uptake.leaked)
        facts.append(
          Fact(
            label: language("Новое досталось и старой стороне", "The old side got the new as well"),
            text: figures.whole(count) + " " + unit.noun.form(count, language)
          )
        )
      }
    }
    let warnings = evaluation.gates.filter { $0.state == .warning }
    for warning in warnings {
      facts.append(
        Fact(
          label: language("Данные: внимание", "Data: attention"),
          text: reasons.sentence(warning.gate)
        )
      )
    }
    facts += sliceFacts()
    if let fact = insteadFact() { facts.append(fact) }
    if evaluation.verdict == .tooEarly {
      // A design with one look has no alarm before it.
      if form.allocation.slices == nil {
        facts.append(
          Fact(
            label: language("Стоп-тревога", "Harm alarm"),
            text: language("молчит, вреда не видно", "silent, no harm is seen")
          )
        )
      }
      if let next = evaluation.look.nextReview {
        facts.append(
          Fact(
            label: language("Следующая проверка", "Next look"),
            text: calendar.day(next, near: reference)
          )
        )
      }
    }
    if let glances = glances() { facts.append(glances) }
    return facts
  }
}
