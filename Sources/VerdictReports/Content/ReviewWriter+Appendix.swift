import VerdictAnalysis
import VerdictInference
import VerdictModel

extension ReviewWriter {
  func howToRead() -> Section {
    Section(
      id: "reading",
      title: language("Как читать эту страницу", "How to read this page"),
      blocks: [
        .numbered(
          language == .ru
            ? [
              "Слово на карточке — вывод по правилу, которое записали до старта. Менять его по ходу нельзя.",
              "«56 из 100» — доля; рядом сырые числа, чтобы было видно, много их или мало.",
              "Отрезок показывает всё, что допускают данные. Ноль — разницы нет; пунктир — стоит хлопот.",
              "«Рано» не значит «плохо»: на таких числах случай ещё сильнее дела, и кто впереди, не показываем.",
              "«Выбираем» — выбор к дате, когда доказать нельзя, а ошибиться недорого. Это не доказательство.",
              "«Обычный разброс» — так бывает и само. Искать причину не надо.",
            ]
            : [
              "The word on a card follows from a rule written before the start. It cannot be changed on the way.",
              "“56 of 100” is a rate; the raw counts stand beside it, so that one sees whether they are many.",
              "The bar shows everything the data allow. Zero means no difference; the dashed mark is worth the trouble.",
              "“Too early” does not mean bad: at these numbers chance is still stronger, so who leads is not shown.",
              "“Choose” is a choice by a date, where proof is out of reach and a mistake is cheap. It is not a proof.",
              "“Ordinary scatter” happens by itself. There is no cause to look for.",
            ]
        )
      ],
      isQuiet: true
    )
  }

  /// How each verdict was reached; cards that must stay blind show only their calendar.
  func method() -> [Section] {
    let cards = review.decide + review.watch
    guard !cards.isEmpty else { return [] }
    let slices = cards.compactMap { $0.evaluation.form.allocation.slices?.kind }
    var blocks: [Block] = []
    if cards.contains(where: { $0.evaluation.form.allocation.slices == nil }) {
      blocks.append(.paragraph(proofMethod))
    }
    for kind in SliceDesign.Kind.allCases where slices.contains(kind) {
      blocks.append(.paragraph(SliceMethods(language).text(kind)))
    }
    if cards.contains(where: {
      $0.evaluation.form.goal == .choose && $0.evaluation.form.allocation.slices == nil
    }) {
      blocks.append(.paragraph(choiceMethod))
    }
    for card in cards {
      let evaluation = card.evaluation
      blocks.append(.subtitle(language.text(evaluation.form.title)))
      blocks.append(.facts(methodFacts(evaluation)))
      guard evaluation.verdict != .tooEarly, evaluation.verdict != .invalidData else { continue }
      for (title, splits) in [
        (language("По группам", "By group"), evaluation.strata),
        (language("По сегментам", "By segment"), evaluation.segments),
      ] where !splits.isEmpty && !(copy == .wall && splits.allSatisfy { $0.cut == Cut.manager.key })
      {
        blocks.append(.table(splitTable(title, splits)))
      }
      for reading in evaluation.heterogeneity ?? []
      where !(copy == .wall && reading.cut == Cut.manager.key) {
        blocks.append(.paragraph(heterogeneity(reading)))
        blocks.append(.table(pooledTable(reading)))
      }
      if !evaluation.calls.isEmpty { blocks.append(.calls(evaluation.calls)) }
    }
    return [
      Section(
        id: "method",
        title: language("Как это посчитано", "How this was worked out"),
        blocks: blocks,
        isQuiet: true
      )
    ]
  }

  private var proofMethod: String {
    language(
      "Стороны сравнивает счёт Миеттинена — Нурминена внутри групп (Мантель — Хензель), а где записан точный счёт — безусловный тест Чана и Чжана. Границы на каждой проверке — О'Брайен и Флеминг через расход ошибки Лана и Де Метса, по набранной информации. Отрезок на карточке повторный: он верен на всех проверках сразу.",
      "Sides are compared by the Miettinen–Nurminen score within groups (Mantel–Haenszel), or, where the exact mode is registered, by the unconditional test of Chan and Zhang. Boundaries at each look follow O'Brien and Fleming through the error spending of Lan and DeMets, by the information gathered. The bar on a card is a repeated interval: it holds at all looks together."
    )
  }

  private var choiceMethod: String {
    language(
      "Цель «выбрать к дате»: выбирается сторона с большим ожидаемым результатом за вычетом её цены. Доля старого — Beta(½, ½), разница — нормальная около нуля с записанным до старта разбросом, обрезанная до возможных долей; ничья оставляет старое.",
      "Goal “choose by a date”: the side with the higher expected value, net of its cost, is picked. The old rate is Beta(½, ½), the difference normal about zero with the spread registered before the start, cut to possible rates; a tie keeps the old."
    )
  }

  /// By what a measure is compared; nil of a share.
  private func measureMethod(_ measure: Measure?) -> String? {
    switch measure {
    case nil: nil
    case .amount:
      language(
        "деньги на клиента, тест Уэлча внутри групп",
        "money per client, Welch's test within groups"
      )
    case .check:
      language(
        "средний чек, тест Уэлча по тем, кто заплатил",
        "average check, Welch's test of those who paid"
      )
    case .duration:
      language(
        "среднее число дней внутри окна, тест Уэлча внутри групп; одна проверка, последняя",
        "mean days within the window, Welch's test within groups; one look, the last"
      )
    }
  }

  private func methodFacts(_ evaluation: Evaluation) -> [Fact] {
    let look = evaluation.look
    let form = evaluation.form
    let statement = form.statement
    var facts = [
      Fact(
        label: language("Гипотеза", "Hypothesis"),
        text: language("если ", "if ") + language.text(statement.condition)
          + language(", то ", ", then ")
          + language.text(statement.expectation) + language(", потому что ", ", because ")
          + language.text(statement.reason)
      ),
      Fact(
        label: language("Правило", "Rule"),
        text: words.goal(form.goal) + ", "
          + (form.allocation.slices.map { SliceMethods(language).name($0.kind) }
            ?? measureMethod(form.measure)
            ?? (look.mode == .exact
              ? language("точный счёт", "exact")
              : language("счёт по нормальному закону", "score")))
          + (look.collapsed
            ? language(
              ", группы сложены: одна из сторон мала",
              ", groups put together: one side is thin"
            )
            : "")
      ),
      Fact(
        label: book.label(.look),
        text: language(
          "\(look.review) из \(max(look.planned, look.review)) по календарю; набрано \(figures.ofHundred(min(1, look.fraction), 0)) плана",
          "\(look.review) of \(max(look.planned, look.review)) by the calendar; \(figures.ofHundred(min(1, look.fraction), 0)) of the plan gathered"
        )
      ),
    ]
    if let boundary = look.boundary, look.counts {
      facts.append(Fact(label: book.label(.boundary), text: "z = " + figures.decimal(boundary, 3)))
    }
    if let tail = look.tail, evaluation.verdict != .tooEarly, evaluation.verdict != .invalidData {
      facts.append(
        Fact(
          label: book.label(.interval),
          text: language("интервал уровня ", "interval at level ")
            + figures.decimal((1 - 2 * tail) * 100, 2) + " %"
        )
      )
    }
    if form.goal == .prove {
      let isCapped = form.allocation.slices.map { !$0.isLottery } ?? false
      facts.append(
        Fact(
          label: language("Ложное «Внедряем»", "A false “Adopt”"),
          text: isCapped
            ? language("невозможно: жребия нет", "impossible: there is no lot")
            : language("за весь тест не чаще ", "over the whole test at most ")
              + figures.ofHundred(form.sideLevel)
        )
      )
    }
    facts.append(
      Fact(
        label: book.label(.worthwhile),
        text: RegisteredPoints.worthwhile(form, language, review.currency)
      )
    )
    facts.append(
      Fact(
        label: language("Тест", "Test"),
        text: calendar.days(form.start, form.stoppedOn ?? form.end)
          + language(
            ", срок созревания \(figures.whole(form.maturityDays)) \(CountedNoun.day.form(Int64(form.maturityDays), .ru))",
            ", ripens in \(figures.whole(form.maturityDays)) \(CountedNoun.day.form(Int64(form.maturityDays), .en))"
          )
      )
    )
    for gate in evaluation.gates where gate.state == .unknown {
      facts.append(
        Fact(
          label: language("Не проверено", "Not checked"),
          text: GateNames(language).name(gate.gate)
        )
      )
    }
    return facts
  }

  /// One sentence on whether the groups differ; a sign that changes is said, a p of one group never.
  private func heterogeneity(_ reading: HeterogeneityReading) -> String {
    guard let p = reading.pValue else {
      return language(
        "Различаются ли группы, по этим числам не сказать.",
        "Whether the groups differ cannot be said from these numbers."
      )
    }
    let often = ChanceWords(language).rarely(p)
    var text =
      p < 0.05
      ? language(
        "Группы, похоже, различаются: одинаковые дали бы такой разброс \(often). Искать, в какой из них «сработало», можно только новым тестом.",
        "The groups seem to differ: alike ones would scatter so \(often). Which of them it “worked” in only a new test can tell."
      )
      : language(
        "Различий между группами не видно: одинаковые дают такой разброс \(often).",
        "No difference between the groups is seen: alike ones scatter so \(often)."
      )
    if let sign = reading.signPValue, sign < 0.05 {
      text += language(
        " В одних новое лучше, в других хуже: случай даёт это \(ChanceWords(language).rarely(sign)).",
        " In some the new is better and in others worse: chance gives this \(ChanceWords(language).rarely(sign))."
      )
    }
    return text
  }

  /// Groups pulled towards all of them together.
  private func pooledTable(_ reading: HeterogeneityReading) -> TableContent {
    TableContent(
      caption: language(
        "Разница по группам, притянутая к общей",
        "Difference by group, pulled towards the common one"
      ),
      header: [
        language("Группа", "Group"), language("разница на 100", "difference per 100"),
        language("данные допускают", "the data allow"),
      ],
      rows: reading.members.map { member in
        [
          member.member, figures.signed(member.estimate * 100, 0),
          figures.range(
            member.interval.lower.map { $0 * 100 },
            member.interval.upper.map { $0 * 100 },
            0
          ),
        ]
      }
    )
  }

  private func splitTable(_ title: String, _ splits: [SplitReading]) -> TableContent {
    let shown = copy == .wall ? splits.filter { $0.cut != Cut.manager.key } : splits
    return TableContent(
      caption: title,
      header: [
        language("Группа", "Group"), language("по-старому", "the old way"),
        language("по-новому", "the new way"),
      ],
      rows: shown.map { split in
        [
          split.member.isEmpty ? language("не указано", "not given") : split.member,
          figures.count(split.control.successes, of: split.control.trials),
          figures.count(split.variant.successes, of: split.variant.trials),
        ]
      }
    )
  }

  /// «Как: расход ошибки; повторить: verdict calc boundaries».
  private func footnote(_ method: QuantityMethod) -> String {
    let how = language("Как: ", "How: ") + method.text
    guard let call = method.call else { return how + "." }
    return how + language("; повторить: verdict calc ", "; again: verdict calc ") + call + "."
  }

  func glossary() -> Section {
    Section(
      id: "glossary",
      title: language("Словарь", "Glossary"),
      blocks: [
        .facts(
          Quantity.allCases.map {
            let entry = book.entry($0)
            return Fact(
              label: entry.unit.isEmpty ? entry.label : entry.label + ", " + entry.unit,
              text: entry.explanation + " " + footnote(book.method($0)),
              anchor: $0.anchor
            )
          }
        ),
        .subtitle(language("Слова вывода", "Verdict words")),
        .facts(
          Verdict.allCases.map {
            Fact(label: words.mark($0) + " " + words.word($0), text: words.meaning($0))
          }
        ),
      ],
      isQuiet: true
    )
  }
}

/// The registered smallest worthwhile effect, as the form has it.
enum RegisteredPoints {
  static func worthwhile(_ form: HypothesisForm, _ language: Language, _ currency: String)
    -> String
  {
    let figures = Figures(language)
    let effects = EffectFigures(language: language, measure: form.measure, currency: currency)
    let effect =
      form.frozen?.smallestWorthwhileEffect ?? form.effect.absolute(baseRate: form.frozen?.baseRate)
    if let effect { return effects.text(effect, effects.places(ofSize: effect)) }
    return "+"
      + figures.decimal(form.effect.value, form.effect.value == form.effect.value.rounded() ? 0 : 1)
      + Figures.noBreak + "%"
  }
}

/// Names of the checks on the data.
struct GateNames: Sendable {
  let language: Language
  init(_ language: Language) { self.language = language }

  func name(_ gate: DataGate) -> String {
    switch gate {
    case .deviations: language("записанная сторона против жребия", "recorded side against the draw")
    case .armSizes: language("величина сторон", "sizes of the sides")
    case .tooFewUnits: language("хватает ли участников", "enough participants")
    case .crossovers: language("участники на обеих сторонах", "participants on both sides")
    case .missingOutcomes: language("исходы без записи", "outcomes not recorded")
    case .missingByArm: language("исходы без записи по сторонам", "outcomes not recorded, by side")
    case .coverage: language("журнал теста против таблицы", "test log against the table")
    case .missingDays: language("дни без чисел в таблице", "days without numbers in the table")
    }
  }
}
