import VerdictExchange
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// «Воронка»: what is counted and how, the company's answers, its norms; the head changes them.
enum FunnelPage {
  static let path = "/funnel"

  static let routes: [Route] =
    Route.form(path, show: show, submit: edit)
    + Route.action(path + "/answers", show: show, answers)
    + Route.action(path + "/norm", show: show, norm)

  private static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = FunnelWords(visit.language)
    let asked = QuestionWords(visit.language)
    let page = FunnelPageWords(visit.language)
    let card = try await visit.desk.funnel()
    let currency = visit.settings.currency
    return Page(
      words.title,
      template: "funnel",
      [
        "back": page.back, "tablePath": TablePage.path, "heading": words.title, "lead": page.lead,
        "questionsTitle": words.questionsTitle, "keep": page.keep,
        "questions": card.answers.map { answer -> Values in
          Choice(
            answer.question.rawValue,
            asked.question(answer.question),
            answer.question.options.map { Choice.Option($0, asked.option(answer.question, $0)) }
          )
          .with {
            $0.suggestion = answer.answer
            $0.hint = answer.isGiven ? "" : page.notAnswered
          }
          .values(typed, visit.words)
        },
        "normsTitle": words.normsTitle, "hasNorms": !card.norms.isEmpty,
        "noNorms": page.noNorms,
        "norms": card.norms.map { words.norm($0, card.funnel, currency) },
        "setNorm": page.setNorm,
        "metric": Choice(
          "metric",
          page.metric,
          card.funnel.formable.map { Choice.Option($0.key, visit.language.text($0.title)) }
        ).values(typed, visit.words),
        "low": end("low", page.low, page.endHint, typed, visit),
        "high": end("high", page.high, "", typed, visit),
        "countersTitle": words.countersTitle,
        "counters": card.funnel.counters.map { named($0.key, words.counter($0)) },
        "metricsTitle": words.metricsTitle,
        "metrics": card.funnel.formable.map { named($0.key, words.metric($0, card.funnel)) },
        "editTitle": page.editTitle, "editLead": page.editLead, "example": page.example,
        "change": page.change,
        "yaml": Field("yaml", page.yaml).with { $0.maximum = 20_000 }.values(typed, visit.words),
      ],
      typed: typed,
      notice: visit.query["done"] == nil ? "" : page.done
    )
  }

  private static func named(_ key: String, _ text: String) -> Values {
    ["key": key, "text": text]
  }

  private static func end(
    _ name: String,
    _ label: String,
    _ hint: String,
    _ typed: Typed,
    _ visit: Visit
  ) -> Values {
    Field(name, label)
      .with {
        $0.hint = hint
        $0.isRequired = false
      }
      .values(typed, visit.words)
  }

  private static func answers(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    _ = try await visit.once(typed, answer: path + "?done=1") { desk in
      for question in FunnelQuestion.allCases {
        let answer = typed[question.rawValue]
        if !answer.isEmpty { try await desk.answerFunnel(question, answer) }
      }
    }
    return .redirect(path + "?done=1")
  }

  private static func norm(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let words = FunnelPageWords(visit.language)
    var typed = typed
    func end(_ name: String) -> Double? {
      let text = typed.trimmed(name)
      if text.isEmpty { return nil }
      let value = NormEnd.parse(text)
      if value == nil { typed.refuse(name, words.noNumber) }
      return value
    }
    let (low, high) = (end("low"), end("high"))
    try typed.settle()
    let norm = Norm(
      metric: typed["metric"],
      from: Month(containing: visit.today).start,
      low: low,
      high: high
    )
    _ = try await visit.once(typed, answer: path + "?done=1") { desk in
      try await desk.changeFunnel([.norm(norm)])
    }
    return .redirect(path + "?done=1")
  }

  /// Changes as YAML, all or none; a refusal names line and column.
  private static func edit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    var typed = typed
    let changes: [FunnelChange]
    do throws(ExchangeError) {
      changes = try FunnelYAML.read(Array(typed["yaml"].utf8), file: "YAML", from: visit.today)
    } catch {
      let messages = Messages(language: visit.language)
      let lines = error.refusals.map { messages.text(for: $0) }
      typed.refuse(
        "yaml",
        lines.isEmpty ? messages.text(for: error) : lines.joined(separator: " ")
      )
      try typed.settle()
      throw error
    }
    _ = try await visit.once(typed, answer: path + "?done=1") { desk in
      try await desk.changeFunnel(changes)
    }
    return .redirect(path + "?done=1")
  }
}
