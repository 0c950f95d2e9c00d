import VerdictModel
import VerdictWorkflow

/// A morning said in words of the command line.
struct DayFlags {
  let values: [String]
  let days: [Day]
  let manager: String?
  let source: String?
  let payments: [String]
  let noMorePayments: Bool
  let off: [Day]
  let empty: DayCommand.Empty?

  /// What the words say, checked against the funnel; everything wrong is thrown at once.
  func entry(_ morning: Morning, _ funnel: FunnelDefinition) throws -> DayEntry {
    var entry = DayEntry()
    var refusals: [Refusal] = []
    entry.off = Set(off)
    let needsDay = !values.isEmpty || !payments.isEmpty || noMorePayments || empty != nil
    guard needsDay else { return entry }
    let chosen = days.isEmpty ? morning.days.map(\.day).filter { !entry.off.contains($0) } : days
    guard chosen.count == 1 || (values.isEmpty && payments.isEmpty), let day = chosen.first else {
      throw CommandError.dayNotSaid(chosen)
    }
    for text in values {
      do { entry.cells.append(try cell(text, day, morning, funnel)) } catch let error as ModelError
      {
        if case .refused(let found) = error { refusals += found }
      }
    }
    for text in payments {
      if let payment = Self.payment(text, day) {
        entry.payments.append(payment)
      } else {
        refusals.append(Refusal(place: nil, code: "day.payment", value: text))
      }
    }
    if noMorePayments { entry.paidOut = Set(chosen) }
    if empty == .zero {
      for sheet in morning.days where chosen.contains(sheet.day) {
        let said = Set(entry.cells.map(\.place))
        for (place, _) in morning.missing(on: sheet)
        where !said.contains(place) && (manager == nil || place.manager == manager) {
          entry.cells.append(CellEntry(place: place, was: nil, value: 0))
        }
      }
    }
    if !refusals.isEmpty { throw ModelError.refused(refusals) }
    return entry
  }

  /// `Igor:meetings_due=2`.
  private func cell(
    _ text: String,
    _ day: Day,
    _ morning: Morning,
    _ funnel: FunnelDefinition
  ) throws -> CellEntry {
    func refuse(_ code: String, _ value: String, _ values: [String: String] = [:]) -> ModelError {
      .refused([Refusal(place: nil, code: code, value: value, values: values)])
    }
    guard let mark = text.lastIndex(of: "=") else { throw refuse("day.value", text) }
    let left = text[..<mark]
    let number = text[text.index(after: mark)...].trimmed
    var name: String?
    var key = left.trimmed
    if let colon = left.lastIndex(of: ":") {
      name = left[..<colon].trimmed
      key = left[left.index(after: colon)...].trimmed
    }
    let enterable = funnel.counters.filter { $0.grain == .byManager || $0.grain == .bySource }
    guard let counter = enterable.first(where: { $0.key == key }) else {
      throw refuse(
        funnel.counter(key) == nil ? "day.counter" : "day.payments",
        key,
        ["allowed": enterable.map(\.key).joined(separator: ", ")]
      )
    }
    let isOfManager = counter.grain == .byManager
    guard let who = name ?? (isOfManager ? manager : source), !who.isEmpty else {
      throw refuse(isOfManager ? "day.manager" : "day.source", key)
    }
    let place = CellPlace(
      day: day,
      counter: key,
      source: isOfManager ? nil : who,
      manager: isOfManager ? who : nil
    )
    let was = morning.days.first { $0.day == day }?.known[place]
    if number == "?" { return CellEntry(place: place, was: was, value: nil) }
    guard let value = EnteredText.value(number, of: counter) else {
      throw refuse(counter.isMoney ? "day.money" : "day.count", number, ["counter": key])
    }
    return CellEntry(place: place, was: was, value: value)
  }

  /// `41873; Anna; Direct; 600 000; full`; nil for anything else.
  static func payment(_ text: String, _ day: Day) -> PaymentEntry? {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
    guard (4...5).contains(parts.count), parts[0].count <= 64,
      !parts[0..<3].contains(where: \.isEmpty), let amount = EnteredText.money(parts[3]),
      amount.minor != 0
    else { return nil }
    let package = parts.count == 5 ? parts[4] : ""
    return PaymentEntry(
      day: day,
      unit: parts[0],
      manager: parts[1],
      source: parts[2],
      amount: amount,
      packageName: package.isEmpty ? nil : package
    )
  }
}

extension StringProtocol {
  /// Without spaces around.
  var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    guard start < endIndex, let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[start...last])
  }
}
