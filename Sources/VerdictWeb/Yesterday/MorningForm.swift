import VerdictModel
import VerdictReports
import VerdictWorkflow

/// The one form of the morning: what its fields are called, and what they say.
struct MorningForm {
  let visit: Visit
  let morning: Morning
  var typed: Typed
  /// What should be asked about before it is saved.
  var doubts: [DayDoubt] = []

  /// Managers and sources of the page: those known, and those added on it.
  let managers: [String]
  let sources: [String]

  init(_ visit: Visit, _ morning: Morning, _ typed: Typed) {
    self.visit = visit
    self.morning = morning
    self.typed = typed
    func roster(_ known: [String], _ field: String, _ added: String) -> [String] {
      var names = known
      for name in typed.all(field) + [typed.trimmed(added)]
      where !name.isEmpty && name.count <= 64 && !names.contains(name) { names.append(name) }
      return names
    }
    let isOwn = visit.person.manager != nil
    managers = isOwn ? morning.managers : roster(morning.managers, "manager", "newManager")
    sources = isOwn ? [] : roster(morning.sources, "source", "newSource")
  }

  var words: YesterdayWords { YesterdayWords(visit.language) }
  /// A manager fills the own row alone; ads and payments are the assistant's.
  var isWhole: Bool { visit.person.manager == nil }

  static func field(_ place: CellPlace) -> String {
    "c|\(place.day)|\(place.counter)|\(place.manager ?? place.source ?? "")"
  }
  static func saw(_ place: CellPlace) -> String { "w" + field(place).dropFirst() }
  static func off(_ day: Day) -> String { "off|\(day)" }
  static func paid(_ day: Day) -> String { "paid|\(day)" }
  static func rows(_ day: Day) -> String { "rows|\(day)" }
  static func payment(_ day: Day, _ index: Int, _ part: String) -> String {
    "p|\(day)|\(index)|\(part)"
  }

  /// Lines for payments a day has on the page.
  func paymentRows(_ day: Day) -> Int {
    let asked = Int(typed[Self.rows(day)]) ?? 1
    let more = typed["more"] == "payment|\(day)" ? 1 : 0
    return min(max(1, asked) + more, 50)
  }

  func places(_ day: Day) -> [CellPlace] {
    managers.flatMap { manager in
      morning.salesCounters.map { CellPlace(day: day, counter: $0.key, manager: manager) }
    }
  }

  func adPlaces(_ day: Day) -> [CellPlace] {
    sources.flatMap { source in
      morning.adCounters.map { CellPlace(day: day, counter: $0.key, source: source) }
    }
  }

  // MARK: reading

  /// What the form says; mistakes are put at their fields and thrown together.
  mutating func entry() throws -> DayEntry {
    var entry = DayEntry()
    var empties = 0
    for sheet in morning.days {
      let day = sheet.day
      let sales = places(day)
      let isOff = typed.has(Self.off(day))
      if isOff {
        let hasNumbers = (sales + adPlaces(day)).contains { !typed.trimmed(Self.field($0)).isEmpty }
        if hasNumbers { typed.refuse(Self.off(day), words.offWithNumbers(day)) }
        if isWhole {
          entry.off.insert(day)
        } else {
          // A manager's day off is the own row of zeros; the company's days are not a manager's to set.
          entry.cells += sales.map { CellEntry(place: $0, was: seen($0), value: 0) }
        }
        continue
      }
      for place in sales + adPlaces(day) where typed.has(Self.field(place)) {
        let isMoney = morning.adCounters.first { $0.key == place.counter }?.isMoney ?? false
        let text = typed.trimmed(Self.field(place))
        if text.isEmpty {
          if place.manager != nil { empties += 1 }
          if place.manager != nil, typed["empty"] == "zero" {
            entry.cells.append(CellEntry(place: place, was: seen(place), value: 0))
          }
          continue
        }
        guard let value = isMoney ? Self.money(text)?.minor : Self.count(text) else {
          typed.refuse(Self.field(place), isMoney ? words.badMoney : words.badCount)
          continue
        }
        entry.cells.append(CellEntry(place: place, was: seen(place), value: value))
      }
      if isWhole {
        readPayments(day, &entry)
        if typed.has(Self.paid(day)) { entry.paidOut.insert(day) }
      }
    }
    if empties > 0, !["zero", "unknown"].contains(typed["empty"]) {
      typed.refuse("empty", words.missingEmpty(empties))
    }
    let values = Dictionary(
      entry.cells.compactMap { cell in cell.value.map { (cell.place, $0) } },
      uniquingKeysWith: { first, _ in first }
    )
    for row in ImpossibleRow.find(in: values) { refuse(row) }
    try typed.settle()
    return entry
  }

  /// More came than were due: said at the cell of those who came.
  mutating func refuse(_ row: ImpossibleRow) {
    let place = CellPlace(day: row.day, counter: "meetings_held", manager: row.manager)
    typed.refuse(
      Self.field(place),
      words.impossible(row.manager, held: row.held, moved: row.moved, due: row.due)
    )
  }

  mutating func refuse(_ cell: MovedCell) {
    typed.refuse(Self.field(cell.place), words.moved(cell.present, wished: cell.wished))
  }

  private func seen(_ place: CellPlace) -> Int64? { Int64(typed[Self.saw(place)]) }

  private mutating func readPayments(_ day: Day, _ entry: inout DayEntry) {
    for index in 0..<paymentRows(day) {
      func part(_ name: String) -> String { typed.trimmed(Self.payment(day, index, name)) }
      let (unit, amount) = (part("unit"), part("amount"))
      if unit.isEmpty, amount.isEmpty { continue }
      let (manager, source) = (part("manager"), part("source"))
      let field = Self.payment(day, index, "unit")
      guard CallPages.isDealNumber(unit), !unit.isEmpty, let money = Self.money(amount),
        money.minor != 0, !manager.isEmpty, !source.isEmpty
      else {
        typed.refuse(field, words.badPayment)
        continue
      }
      if !managers.contains(manager) {
        typed.refuse(Self.payment(day, index, "manager"), words.unknownManager)
      }
      if !sources.contains(source) {
        typed.refuse(Self.payment(day, index, "source"), words.unknownSource)
      }
      let package = part("package")
      entry.payments.append(
        PaymentEntry(
          day: day,
          unit: unit,
          manager: manager,
          source: source,
          amount: money,
          packageName: package.isEmpty ? nil : package
        )
      )
    }
  }

  static func count(_ text: String) -> Int64? { EnteredText.count(text) }

  static func money(_ text: String) -> Money? { EnteredText.money(text) }
}
