import VerdictAnalysis
import VerdictInference
import VerdictModel

/// Whether an adopted change still shows: before against after, said as no more than that.
struct HoldWords {
  let language: Language
  private var figures: Figures { Figures(language) }

  init(_ language: Language) { self.language = language }

  func word(_ state: HoldState) -> String {
    switch state {
    case .holds: language("▲ держится", "▲ it holds")
    case .worse: language("▼ хуже, чем до теста", "▼ worse than before the test")
    case .unclear: language("по этим числам не видно", "these numbers do not tell")
    }
  }

  func text(_ hold: HoldReading) -> String {
    guard let lower = hold.change?.lower, let upper = hold.change?.upper else {
      return word(hold.state)
    }
    return word(hold.state) + language("; разница ", "; a difference of ")
      + figures.range(lower * 100, upper * 100) + language(" на 100", " per 100")
  }
}
