package import VerdictModel

/// How a verdict sounds: used for its colour and mark, never without its word.
enum Tone: String, Sendable {
  case good
  case bad
  case calm
  case waiting
  case broken

  init(_ verdict: Verdict) {
    switch verdict {
    case .confirmed, .preferVariant: self = .good
    case .harmful: self = .bad
    case .noEffect, .notWorthIt, .preferControl, .undecided: self = .calm
    case .tooEarly: self = .waiting
    case .invalidData: self = .broken
    }
  }
}

/// The nine verdict words.
package struct VerdictWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  /// `Выбираем новое`, `Choose the new`.
  package func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .confirmed: language("Внедряем", "Adopt")
    case .harmful: language("Откатываем", "Roll back")
    case .noEffect: language("Без разницы", "No difference")
    case .notWorthIt: language("Не окупается", "Not worth it")
    case .preferVariant: language("Выбираем новое", "Choose the new")
    case .preferControl: language("Оставляем старое", "Keep the old")
    case .tooEarly: language("Рано", "Too early")
    case .undecided: language("Обсудить", "Discuss")
    case .invalidData: language("Данные негодны", "Data unusable")
    }
  }

  /// A sign beside the word, so that colour is never alone.
  func mark(_ verdict: Verdict) -> String {
    switch verdict {
    case .confirmed, .preferVariant: "▲"
    case .harmful: "▼"
    case .noEffect: "="
    case .notWorthIt: "◇"
    case .preferControl: "■"
    case .tooEarly: "…"
    case .undecided: "?"
    case .invalidData: "✕"
    }
  }

  /// What the verdict means, one line for the glossary.
  func meaning(_ verdict: Verdict) -> String {
    switch verdict {
    case .confirmed:
      language(
        "новое лучше: все значения, которые допускают данные, выше нуля",
        "the new is better: everything the data allow lies above zero"
      )
    case .harmful:
      language(
        "новое хуже, или сломалась стоп-метрика",
        "the new is worse, or a guardrail is broken"
      )
    case .noEffect:
      language(
        "разница, если она есть, меньше той, что стоит хлопот",
        "a difference, if any, is smaller than one worth the trouble"
      )
    case .notWorthIt:
      language(
        "выигрыша, который стоит хлопот, данные уже не допускают",
        "the data no longer allow a gain worth the trouble"
      )
    case .preferVariant:
      language(
        "к назначенному дню выбираем новое: это выбор, а не доказательство",
        "on the appointed day we choose the new: a choice, not a proof"
      )
    case .preferControl:
      language(
        "к назначенному дню оставляем старое: это выбор, а не доказательство",
        "on the appointed day we keep the old: a choice, not a proof"
      )
    case .tooEarly:
      language(
        "решать ещё нельзя, и кто впереди, не показываем",
        "no decision yet, and who leads is not shown"
      )
    case .undecided:
      language(
        "тест кончился и не ответил: решают люди",
        "the test is over and gave no answer: people decide"
      )
    case .invalidData:
      language(
        "данным нельзя верить, итогов не показываем",
        "the data cannot be trusted, so no result is shown"
      )
    }
  }

  /// How strong the kind of evidence is.
  func grade(_ grade: EvidenceGrade, unit: UnitNoun) -> String {
    switch grade {
    case .drawnByUnit:
      language(
        "жребий по " + unit.dative,
        "drawn by lot, " + unit.noun.englishOne + " by " + unit.noun.englishOne
      )
    case .parity:
      language(
        "чёт и нечет номера, сторона известна заранее",
        "odd and even numbers, side known beforehand"
      )
    case .reportedSplit:
      language(
        "стороны пришли с данными, жребия не видно",
        "sides came with the data, the draw is not seen"
      )
    case .drawnByDay: language("жребий по дням", "drawn by lot, day by day")
    case .drawnByManager: language("жребий по менеджерам", "drawn by lot, manager by manager")
    case .drawnRollout:
      language("кому первыми, решил жребий", "who came first was drawn by lot")
    case .rolloutToSome:
      language(
        "дали части менеджеров без жребия",
        "given to some managers without a lot"
      )
    case .interruptedSeries:
      language("до и после, контроля нет", "before and after, no control")
    case .newSource:
      language("новый источник рядом с прежними", "a new source beside the others")
    }
  }

  /// What the meeting did.
  package func choice(_ choice: DecisionChoice) -> String {
    switch choice {
    case .adopt: language("внедряем", "adopt")
    case .rollBack: language("откатываем", "roll back")
    case .keep: language("оставляем старое", "keep the old")
    case .extend: language("продлеваем", "extend")
    case .stop: language("останавливаем", "stop")
    case .continue: language("продолжаем", "continue")
    }
  }

  /// What the meeting can do after this verdict.
  package func choices(_ verdict: Verdict) -> [DecisionChoice] {
    switch verdict {
    case .confirmed: [.adopt, .stop]
    case .harmful: [.rollBack]
    case .preferVariant: [.adopt, .extend, .keep]
    case .preferControl: [.keep, .extend]
    case .noEffect, .notWorthIt: [.keep, .adopt]
    case .undecided: [.extend, .keep, .adopt]
    case .tooEarly: [.continue, .stop]
    case .invalidData: [.continue, .stop]
    }
  }

  func policy(_ policy: GuardrailPolicy) -> String {
    switch policy {
    case .mustNotBreak: language("не должна сломаться", "must not break")
    case .mustHold: language("должна устоять доказанно", "must be shown to hold")
    }
  }

  func goal(_ goal: Goal) -> String {
    switch goal {
    case .prove: language("доказать", "prove")
    case .choose: language("выбрать к дате", "choose by a date")
    }
  }
}
