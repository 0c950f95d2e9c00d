import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Cards with a verdict: what came out, and what it is worth.
extension CardWriter {
  private var control: ArmReading? { evaluation.arms.first(where: \.isControl) }
  private var variant: ArmReading? {
    evaluation.arms.first { $0.key == evaluation.lead }
      ?? evaluation.arms.first { !$0.isControl }
  }
  private var oldWay: String { language("по-старому", "the old way") }
  private var newWay: String { language("по-новому", "the new way") }

  private var ratePlaces: Int {
    max(
      places,
      [control?.rate, variant?.rate].compactMap { $0 }.filter { $0 > 0 }
        .map { $0 < 0.0095 ? Figures.places(ofShare: $0) : 0 }.max() ?? 0
    )
  }

  func openLead() -> [String] {
    var lines: [String] = []
    if let measure = form.measure {
      if let old = control?.mean, let new = variant?.mean {
        let sides = language(
          "по-старому \(effects.mean(old)), по-новому \(effects.mean(new))",
          "the old way \(effects.mean(old)), the new way \(effects.mean(new))"
        )
        lines.append(measureName(measure) + ": " + sides + ".")
      }
    } else if let old = control?.rate, let new = variant?.rate {
      let group = stages.group(drawnAt: form.countedFrom, unit: unit)
      let verb = stages.reached(form.stage)
      lines.append(
        language(
          "Из 100 \(group) \(verb): по-старому \(figures.hundred(old, ratePlaces)), по-новому \(figures.hundred(new, ratePlaces)).",
          "Of 100 \(group), \(figures.hundred(old, ratePlaces)) \(verb) the old way and \(figures.hundred(new, ratePlaces)) the new way."
        )
      )
    }
    for reason in evaluation.reasons {
      lines.append(reasons.sentence(reason, effect: evaluation.effect, worthwhile: worthwhile))
    }
    return lines
  }

  func tiles() -> [FigureTile] {
    var tiles: [FigureTile] = []
    for arm in [control, variant].compactMap({ $0 }) {
      if form.measure != nil {
        guard let mean = arm.mean else { continue }
        tiles.append(
          FigureTile(
            label: arm.isControl ? oldWay : newWay,
            value: effects.mean(mean),
            unit: "",
            detail: unitCount(arm),
            isResult: false
          )
        )
        continue
      }
      guard let rate = arm.rate, let reached = arm.reached else { continue }
      tiles.append(
        FigureTile(
          label: arm.isControl ? oldWay : newWay,
          value: figures.hundred(rate, ratePlaces),
          unit: language("из 100", "of 100"),
          detail: figures.count(reached, of: arm.matured),
          isResult: false
        )
      )
    }
    if let effect = evaluation.effect {
      let interval = effect.interval
      let value = effect.estimate.map { effects.number($0, places) } ?? Figures.nothing
      tiles.append(
        FigureTile(
          label: book.label(.difference).lowercased(),
          value: value,
          unit: effects.unit,
          detail: language("данные допускают ", "the data allow ")
            + effects.range(interval.lower, interval.upper, places),
          isResult: true
        )
      )
    }
    return tiles
  }

  func forest() -> ForestRow? {
    guard let effect = evaluation.effect else { return nil }
    let interval = effect.interval
    let worth = effects.number(
      effect.smallestWorthwhileEffect,
      effects.places(ofSize: effect.smallestWorthwhileEffect)
    )
    let range = effects.rangeText(interval.lower, interval.upper, places)
    let scale = effects.factor
    let estimate =
      effect.estimate.map { effects.text($0, places) } ?? language("не оценить", "not estimable")
    return ForestRow(
      language: language,
      effects: effects,
      estimate: effect.estimate.map { $0 * scale },
      lower: interval.lower.map { $0 * scale },
      upper: interval.upper.map { $0 * scale },
      worthwhile: effect.smallestWorthwhileEffect * scale,
      places: places,
      title: language.text(form.title) + ": "
        + language("разница \(estimate)", "difference \(estimate)"),
      description: language(
        "Разница \(estimate); данные допускают \(range). Стоит хлопот: \(worth). Числа — в таблице карточки.",
        "Difference \(estimate); the data allow \(range). Worth the trouble: \(worth). The numbers are in the card's table."
      ),
      worthwhileLabel: worth + " " + language("стоит хлопот", "worth the trouble")
    )
  }

  func openFacts() -> [Fact] {
    var facts: [Fact] = []
    if form.direction == .down {
      facts.append(
        Fact(
          label: language("Знак", "Sign"),
          text: language(
            "здесь лучше, когда меньше; плюс значит «лучше», то есть меньше",
            "less is better here; plus means better, that is, fewer"
          )
        )
      )
    }
    if form.measure == .check {
      facts.append(
        Fact(
          label: language("Отбор", "Selection"),
          text: language(
            "чек считается по тем, кто заплатил; если новое меняет и то, кто платит, это не одни и те же люди",
            "the check is of those who paid; if the new changes who pays, they are not the same people"
          )
        )
      )
    }
    facts += variantFacts()
    facts += sliceFacts()
    facts += priceFacts()
    if let fact = chanceFact() { facts.append(fact) }
    if let fact = exaggerationFact() { facts.append(fact) }
    facts += guardrailFacts()
    if let fact = moneyFact() { facts.append(fact) }
    if let fact = instantFact() { facts.append(fact) }
    if let fact = complierFact() { facts.append(fact) }
    if let fact = groupFact() { facts.append(fact) }
    if let fact = spreadsheetFact() { facts.append(fact) }
    if let fact = betsFact() { facts.append(fact) }
    for warning in evaluation.gates where warning.state == .warning {
      facts.append(
        Fact(
          label: language("Данные: внимание", "Data: attention"),
          text: reasons.sentence(warning.gate)
        )
      )
    }
    if let change = evaluation.change {
      facts.append(Fact(label: book.label(.change), text: text(change)))
    }
    if let followUp = card.followUp {
      facts.append(
        Fact(
          label: language("С тех пор", "Since then"),
          text:
            "\(oldWay) \(figures.count(followUp.control.successes, of: followUp.control.trials)), \(newWay) \(figures.count(followUp.variant.successes, of: followUp.variant.trials))"
        )
      )
    }
    if let late = card.late { facts.append(LateWords(language).fact(late)) }
    if let fact = repeatedFact() { facts.append(fact) }
    if let fact = insteadFact() { facts.append(fact) }
    if let checkOn = card.decision?.checkOn {
      facts.append(Fact(label: book.label(.check), text: calendar.day(checkOn, near: reference)))
    }
    if let glances = glances() { facts.append(glances) }
    return facts
  }

  /// Of several variants, each with its own word; the card's own is said by name.
  private func variantFacts() -> [Fact] {
    guard let variants = evaluation.variants else { return [] }
    return variants.map { reading in
      var text = words.word(reading.verdict)
      if let effect = reading.effect, let estimate = effect.estimate {
        text +=
          ": " + effects.text(estimate, places)
          + language(", данные допускают ", ", the data allow ")
          + effects.range(effect.interval.lower, effect.interval.upper, places)
      }
      if reading.key == evaluation.lead {
        text += language("; о нём эта карточка", "; this card speaks of it")
      }
      return Fact(label: language.text(reading.title), text: text)
    }
  }

  /// Whole cases of 100; one that is almost sure, or almost ruled out, is not printed as certain.
  private func cases(_ chance: Double) -> String {
    if chance > 0, chance < 0.005 { return language("менее чем 1", "fewer than 1") }
    if chance < 1, chance > 0.995 { return language("более чем 99", "more than 99") }
    return figures.hundred(chance, 0)
  }

  private func priceFacts() -> [Fact] {
    guard let choice = evaluation.choice else { return [] }
    var facts: [Fact] = []
    func price(_ units: Double?, _ money: Double?) -> String? {
      guard let units else { return nil }
      // Of money and days the price is money, or it is not told.
      if form.measure != nil {
        return money.map {
          figures.roundMoney(0 - abs($0), currency, signed: true) + language(" в месяц", " a month")
        }
      }
      let size = abs(units)
      let decimals = size < 9.95 ? 1 : 0
      let noun = stages.success(form.stage)
      let word =
        decimals == 0
        ? noun.form(Int64(size.rounded()), language) : language(noun.fraction, noun.englishOther)
      var text =
        figures.signed(0 - size, decimals) + " " + word + language(" в месяц", " a month")
      if let money {
        text += language(" (≈ ", " (≈ ") + figures.roundMoney(abs(money), currency) + ")"
      }
      return text
    }
    if let text = price(choice.monthlyLossIfVariant, choice.monthlyMoneyIfVariant) {
      facts.append(Fact(label: book.label(.lossIfVariant), text: text))
    }
    if let text = price(choice.monthlyLossIfControl, choice.monthlyMoneyIfControl) {
      facts.append(Fact(label: book.label(.lossIfControl), text: text))
    }
    let spread =
      form.measure == nil
      ? figures.decimal(choice.tau * 200, 0) : effects.mean(choice.tau * 2)
    facts.append(
      Fact(
        label: book.label(.probabilityBetter),
        text: language(
          "«такие идеи редко дают больше ±\(spread)»; при нём новое лучше в \(cases(choice.probabilityVariantBetter)) случаях из 100, выбор ошибочен в \(cases(choice.probabilityWrong))",
          "“such ideas rarely give more than ±\(spread)”; under it the new is better in \(cases(choice.probabilityVariantBetter)) cases of 100, the choice is wrong in \(cases(choice.probabilityWrong))"
        )
      )
    )
    return facts
  }

  /// How often chance alone would do this: for verdicts that claim a difference.
  private func chanceFact() -> Fact? {
    guard let effect = evaluation.effect else { return nil }
    let p: Double
    switch evaluation.verdict {
    case .confirmed: p = effect.pValueBetter
    case .harmful where evaluation.reasons.contains(.surelyWorse): p = effect.pValueWorse
    default: return nil
    }
    var text = language(
      "если бы новое ничего не меняло, такую или большую разницу в эту сторону он дал бы \(chance.rarely(p))",
      "if the new changed nothing, it would give this or a larger difference to this side \(chance.rarely(p))"
    )
    if let stagewise = effect.stagewise {
      text += language(
        "; с поправкой на ранний конец разница \(effects.text(stagewise.estimate, places))",
        "; corrected for stopping early, the difference is \(effects.text(stagewise.estimate, places))"
      )
    }
    return Fact(label: book.label(.chance), text: text)
  }

  /// By how much confirmed tests of this size overstate an effect that is just worth it.
  private func exaggerationFact() -> Fact? {
    guard let reading = evaluation.exaggeration, reading.typeM >= 1.05 else { return nil }
    let effect = effects.text(reading.trueEffect, effects.places(ofSize: reading.trueEffect))
    let times = figures.decimal(reading.typeM, reading.typeM < 9.95 ? 1 : 0)
    return Fact(
      label: language("Завышение", "Overstating"),
      text: language(
        "если на деле новое даёт \(effect), такие тесты, когда подтверждают, показывают в среднем в \(times) раза больше",
        "if the new really gives \(effect), such tests show \(times) times as much on average when they confirm"
      )
    )
  }

  private func guardrailFacts() -> [Fact] {
    evaluation.guardrails.map { reading in
      var text = ""
      if let old = reading.control, let new = reading.variant {
        text = language(
          "\(figures.count(old.successes, of: old.trials)) и \(figures.count(new.successes, of: new.trials)), ",
          "\(figures.count(old.successes, of: old.trials)) and \(figures.count(new.successes, of: new.trials)), "
        )
      }
      let margin = figures.signed(
        0 - reading.margin * 100,
        Figures.places(ofShare: reading.margin)
      )
      switch reading.state {
      case .held:
        text += language(
          "держится: потери больше \(figures.hundred(reading.margin)) на 100 данные не допускают",
          "held: the data allow no loss above \(figures.hundred(reading.margin)) per 100"
        )
      case .broken: text += language("сломалась: стало хуже", "broken: it got worse")
      case .open where reading.hasData == false:
        text = language(
          "на этом этапе ничего не записано: сказать нечего, вносите исходы и здесь",
          "nothing was recorded at this stage: there is nothing to say, log outcomes here as well"
        )
      case .open:
        text += language("вреда не видно", "no harm seen")
        if let units = reading.unitsToExclude {
          text += language(
            " (исключить \(margin) на 100: ≈ \(figures.whole(units)) \(unit.noun.form(Int64(units), .ru)) в группе)",
            " (to exclude \(margin) per 100: ≈ \(figures.whole(units)) \(unit.noun.form(Int64(units), .en)) a side)"
          )
        }
      }
      return Fact(
        label: book.label(.guardrail) + " "
          + stages.path(from: form.countedFrom, to: reading.stage),
        text: text
      )
    }
  }

  private func moneyFact() -> Fact? {
    guard let money = evaluation.money, let monthly = money.monthly else { return nil }
    var text = "≈ " + figures.roundMoney(monthly, currency, signed: true)
    if let lower = money.lower, let upper = money.upper {
      text += language(
        " (данные допускают от \(figures.roundMoney(lower, currency, signed: true)) до \(figures.roundMoney(upper, currency, signed: true)))",
        " (the data allow \(figures.roundMoney(lower, currency, signed: true)) to \(figures.roundMoney(upper, currency, signed: true)))"
      )
    }
    return Fact(label: book.label(.money), text: text)
  }

  private func instantFact() -> Fact? {
    guard let variant, let instant = variant.instant, instant > 0,
      let rest = variant.rateWithoutInstant, let old = control?.rate
    else { return nil }
    return Fact(
      label: book.label(.uptake),
      text: language(
        "\(figures.count(instant, of: variant.matured)); среди остальных \(figures.ofHundred(rest, ratePlaces)) (по-старому \(figures.hundred(old, ratePlaces)))",
        "\(figures.count(instant, of: variant.matured)); among the rest \(figures.ofHundred(rest, ratePlaces)) (the old way \(figures.hundred(old, ratePlaces)))"
      )
    )
  }

  /// The effect on those who accepted: never "accepted against declined".
  private func complierFact() -> Fact? {
    guard let reading = evaluation.compliers else { return nil }
    let share = figures.ofHundred(reading.share)
    let label = language("Тем, кто принял", "Those who accepted")
    guard let interval = reading.interval, let lower = interval.lower, let upper = interval.upper
    else {
      return Fact(
        label: label,
        text: language(
          "что новое дало им самим, эти данные не говорят: благодаря предложению приняли \(share)",
          "these data do not say what it gave them: \(share) accepted because they were offered it"
        )
      )
    }
    let estimate = min(1, max(-1, reading.estimate))
    return Fact(
      label: label,
      text: language(
        "\(figures.points(estimate)), данные допускают \(figures.range(lower * 100, upper * 100)); это разница сторон на тех \(share), кто принял благодаря предложению",
        "\(figures.points(estimate)), the data allow \(figures.range(lower * 100, upper * 100)); the difference of the sides over the \(share) who accepted because they were offered it"
      )
    )
  }

  /// Of a registered trait whose groups seem to differ: each pulled towards all of them.
  private func groupFact() -> Fact? {
    let traits = evaluation.heterogeneity?.filter { reading in
      reading.cut != form.stratum.key && (reading.pValue ?? 1) < 0.05
    }
    guard let reading = traits?.first else { return nil }
    let isFirst = reading.cut == Cut.segment.key
    let trait = form.segments.first { isFirst || "trait:" + $0.key == reading.cut }
    let groups = reading.members.map { member in
      memberName(member.member) + " "
        + figures.points(member.estimate, Figures.places(ofWidth: member.interval.width))
    }
    return Fact(
      label: trait.map { language.text($0.title) } ?? language("Группы", "Groups"),
      text: groups.joined(separator: ", ")
        + language(
          "; группы, похоже, различаются, но это догадка для нового теста",
          "; the groups seem to differ, which is a guess for a new test"
        )
    )
  }

  private func memberName(_ member: String) -> String {
    switch member {
    case "yes": language("да", "yes")
    case "no": language("нет", "no")
    default: member
    }
  }

  private func spreadsheetFact() -> Fact? {
    guard let sheet = evaluation.spreadsheet else { return nil }
    let difference = figures.signed(sheet.difference * 100, places)
    let threshold = figures.signed(
      sheet.threshold * 100,
      Figures.places(ofShare: sheet.threshold)
    )
    let wrong = figures.hundred(sheet.falseAlarm, 0)
    let acts = sheet.difference >= sheet.threshold
    return Fact(
      label: book.label(.spreadsheet),
      text: language(
        "«\(difference), \(acts ? "внедряем" : "не внедряем")»; порог «\(threshold)» ложно срабатывает в \(wrong) тестах из 100",
        "“\(difference), \(acts ? "adopt" : "do not adopt")”; the threshold “\(threshold)” gives a false alarm in \(wrong) of 100 tests"
      )
    )
  }

  private func betsFact() -> Fact? {
    guard !card.bets.isEmpty else { return nil }
    let up = card.bets.count { $0.direction == "up" }
    let same = card.bets.count { $0.direction == "same" }
    let down = card.bets.count - up - same
    var parts = [
      language("роста ", "a rise: ") + figures.count(up, of: card.bets.count)
    ]
    if same > 0 { parts.append(language("без разницы ", "no change: ") + figures.whole(same)) }
    if down > 0 { parts.append(language("падения ", "a fall: ") + figures.whole(down)) }
    return Fact(label: book.label(.bets), text: parts.joined(separator: ", "))
  }

  private func text(_ change: WhatWouldChange) -> String {
    switch change {
    case .fewerThan(let successes, let trials, let arm):
      let isControl = form.arms.first { $0.key == arm }?.isControl ?? false
      return language(
        "меньше \(figures.whole(successes)) \(stages.people(form.stage)) из следующих \(figures.whole(trials)) \(isControl ? oldWay : newWay)",
        "if fewer than \(figures.whole(successes)) of the next \(figures.whole(trials)) on \(isControl ? oldWay : newWay) \(stages.reached(form.stage))"
      )
    case .atLeast(let successes, let trials, let arm):
      let isControl = form.arms.first { $0.key == arm }?.isControl ?? false
      return language(
        "не меньше \(figures.whole(successes)) \(stages.people(form.stage)) из следующих \(figures.whole(trials)) \(isControl ? oldWay : newWay)",
        "if at least \(figures.whole(successes)) of the next \(figures.whole(trials)) on \(isControl ? oldWay : newWay) \(stages.reached(form.stage))"
      )
    case .time(let until):
      return language("решает день ", "decided on ") + calendar.day(until, near: reference)
    case .units(let perArm):
      return language(
        "больше данных: ≈ \(figures.whole(perArm)) \(unit.noun.form(Int64(perArm), .ru)) на сторону",
        "more data: ≈ \(figures.whole(perArm)) \(unit.noun.form(Int64(perArm), .en)) a side"
      )
    case .mendData:
      return language("исправленные данные", "mended data")
    case .repeatOnly:
      return language(
        "в этом тесте ничего; повтор — новая гипотеза",
        "nothing in this test; a repeat is a new hypothesis"
      )
    }
  }

  /// `Дней до этапа «Оплаты»`: what a number of a measure is.
  private func measureName(_ measure: Measure) -> String {
    let stage = language.text(names.counter(form.stage))
    switch measure {
    case .amount: return language("Денег на клиента", "Money per client")
    case .check: return language("Средний чек", "Average check")
    case .duration:
      return language("Дней до этапа «\(stage)»", "Days to “\(stage)”")
    }
  }

  /// `61 клиент, оплат 9`: how many stand behind a mean.
  private func unitCount(_ arm: ArmReading) -> String {
    let units = Int64(arm.matured)
    let text = figures.whole(units) + Figures.noBreak + unit.noun.form(units, language)
    guard let reached = arm.reached else { return text }
    return text + ", " + language.text(names.counter(form.stage)).lowercased() + ": "
      + figures.whole(reached)
  }

  /// "the old way: Zoom by appointment"; one of the two where they say the same.
  private func sideName(_ arm: ArmReading) -> String {
    if evaluation.variants != nil, !arm.isControl { return language.text(arm.title) }
    let side = arm.isControl ? oldWay : newWay
    let title = language.text(arm.title)
    return title.lowercased() == side ? title : side + ": " + title
  }

  func counts() -> TableContent? {
    guard !evaluation.arms.isEmpty else { return nil }
    let rows = evaluation.arms.map { arm in
      [
        sideName(arm),
        figures.whole(arm.exposed), figures.whole(arm.matured),
        arm.reached.map { figures.whole($0) } ?? Figures.nothing,
        arm.mean.map(effects.mean) ?? arm.rate.map { figures.hundred($0, max(1, ratePlaces)) }
          ?? Figures.nothing,
        figures.whole(arm.missing),
      ]
    }
    return TableContent(
      caption: nil,
      header: [
        language("Сторона", "Side"), language("В тесте", "In the test"), book.label(.matured),
        book.label(.reached), form.measure.map(measureName) ?? language("Из 100", "Of 100"),
        book.label(.missing),
      ],
      rows: rows
    )
  }
}
