import Foundation
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// Asks for the missing cells of the unfilled days, a line an answer.
///
/// Questions go to standard error, answers come from standard input: a person's or a pipe's. An input
/// that ends in the middle writes nothing.
struct DayDialogue {
  let morning: Morning
  let language: Language
  let talk: DayTalk
  private var words: YesterdayWords { YesterdayWords(language) }
  private var said = DayEntry()
  private var empties: [CellPlace] = []

  init(morning: Morning, language: Language, talk: DayTalk) {
    self.morning = morning
    self.language = language
    self.talk = talk
  }

  mutating func entry() throws -> DayEntry {
    Output.talk(words.lead(morning.days.count))
    Output.talk(talk.howTo)
    for sheet in morning.days { try ask(sheet) }
    if morning.further > 0 { Output.talk(words.further(morning.further)) }
    if !empties.isEmpty {
      while true {
        let answer = try Self.ask(talk.empties(empties.count))
        if answer == "?" { break }
        guard answer == "0" else { continue }
        let zeros = empties.map { CellEntry(place: $0, was: nil, value: 0) }
        // Nothing was due and somebody came: then it is not zero.
        let impossible = ImpossibleRow.find(in: cells(said.cells + zeros))
        if impossible.isEmpty {
          said.cells += zeros
          break
        }
        complain(impossible)
      }
    }
    return said
  }

  /// Whether to write in spite of what is rarely true.
  func confirm(_ doubts: [DayDoubt]) throws -> Bool {
    guard !doubts.isEmpty else { return true }
    Output.talk(talk.doubtsHead)
    for doubt in doubts { Output.talk("  " + talk.text(doubt, morning)) }
    return try yes(talk.saveAnyway)
  }

  private mutating func ask(_ sheet: DaySheet) throws {
    let heading = talk.dayHeading(sheet.day)
    Output.talk(heading.prefix(1).uppercased() + heading.dropFirst())
    if !sheet.isWorking, try !yes(talk.worked) {
      said.off.insert(sheet.day)
      return
    }
    for manager in morning.managers { try ask(manager, sheet) }
    try askPayments(sheet)
  }

  /// A manager's row, asked again while more came than were due.
  private mutating func ask(_ manager: String, _ sheet: DaySheet) throws {
    let missing = morning.missing(on: sheet).filter { $0.0.manager == manager }
    guard !missing.isEmpty else { return }
    while true {
      var row: [CellPlace: Int64] = sheet.known.filter { $0.key.manager == manager }
      var cells: [CellEntry] = []
      var left: [CellPlace] = []
      for (place, counter) in missing {
        switch try answer(talk.cell(manager, counter), counter) {
        case .unknown: break
        case .empty: left.append(place)
        case .value(let value):
          row[place] = value
          cells.append(CellEntry(place: place, was: nil, value: value))
        }
      }
      let impossible = ImpossibleRow.find(in: row)
      if impossible.isEmpty {
        said.cells += cells
        empties += left
        return
      }
      complain(impossible)
    }
  }

  /// What the days will hold.
  private func cells(_ entered: [CellEntry]) -> [CellPlace: Int64] {
    var all: [CellPlace: Int64] = [:]
    for sheet in morning.days { all.merge(sheet.known) { $1 } }
    for cell in entered { all[cell.place] = cell.value }
    return all
  }

  private func complain(_ rows: [ImpossibleRow]) {
    for row in rows {
      Output.talk(
        "  ⚠ " + words.impossible(row.manager, held: row.held, moved: row.moved, due: row.due)
      )
    }
  }

  private mutating func askPayments(_ sheet: DaySheet) throws {
    if let known = sheet.payments {
      let sum = Figures(language).money(Money(minor: sheet.revenue ?? 0), talk.currency)
      Output.talk("  " + words.knownPayments(known, sum))
    }
    while true {
      let text = try Self.ask(talk.payment)
      if text == "?" { return }
      if text.isEmpty {
        said.paidOut.insert(sheet.day)
        return
      }
      if let payment = DayFlags.payment(text, sheet.day) {
        said.payments.append(payment)
      } else {
        Output.talk("  " + talk.refusedPayment(text))
      }
    }
  }

  // MARK: one answer

  private enum Typed {
    case value(Int64)
    case empty
    case unknown
  }

  private func answer(_ question: String, _ counter: Counter) throws -> Typed {
    while true {
      let text = try Self.ask(question)
      if text.isEmpty { return .empty }
      if text == "?" { return .unknown }
      if let value = EnteredText.value(text, of: counter) { return .value(value) }
      Output.talk("  " + (counter.isMoney ? words.badMoney : words.badCount))
    }
  }

  private func yes(_ question: String) throws -> Bool {
    while true {
      if let answer = DayTalk.answer(try Self.ask(question)) { return answer }
      Output.talk(talk.yesOrNo)
    }
  }

  private static func ask(_ question: String) throws -> String {
    FileHandle.standardError.write(Data(question.utf8))
    guard let line = readLine() else { throw CommandError.inputEnded }
    return line.trimmed
  }
}
