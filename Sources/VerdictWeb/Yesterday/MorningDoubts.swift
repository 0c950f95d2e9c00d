import VerdictModel
import VerdictReports
import VerdictWorkflow

/// What is possible and rarely true: asked once, above the numbers, and saved by saving again.
extension MorningForm {
  /// Doubts in words; a name added and a number replaced were done on this page on purpose.
  private var questions: [String] {
    let talk = DayTalk(visit.language, currency: visit.settings.currency)
    return doubts.compactMap { doubt in
      switch doubt {
      case .spendWithoutClicks(let day, let source): talk.spendWithoutClicks(day, source)
      case .leadsWithoutSpend(let day, let source): talk.leadsWithoutSpend(day, source)
      case .paymentsAboveHeld(let payments, let held): talk.paymentsAboveHeld(payments, held)
      case .fullDayOff(let day, let due): talk.fullDayOff(day, due)
      case .newSource, .newManager, .changed: nil
      }
    }
  }

  /// Questions that were not on the page when it was saved.
  var hasToAsk: Bool { !questions.isEmpty && typed["asked"] != asked }

  /// What the page says it has asked: other numbers raise other questions.
  private var asked: String { questions.joined(separator: "|") }

  var doubtValues: Values {
    [
      "hasQuestions": !questions.isEmpty, "questions": questions, "asked": asked,
      "questionsHead": words.questions, "save": questions.isEmpty ? words.save : words.saveAnyway,
    ]
  }
}
