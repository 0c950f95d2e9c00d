package import VerdictModel

/// Dates as people say them: «1–15 ноября», "11 January".
package struct CalendarWords: Sendable, Hashable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  /// `11 января`.
  package func day(_ day: Day) -> String {
    let civil = day.civil
    return String(civil.day) + Figures.noBreak + month(civil.month)
  }

  /// `11 января 2027`.
  package func dayAndYear(_ day: Day) -> String {
    self.day(day) + Figures.noBreak + String(day.civil.year)
  }

  /// A day near `reference` needs no year, one further off than ten months does.
  package func day(_ day: Day, near reference: Day) -> String {
    abs(day - reference) > 300 ? dayAndYear(day) : self.day(day)
  }

  /// `1–15 ноября`, or `28 ноября – 3 декабря`, with the year when asked.
  package func days(_ first: Day, _ last: Day, year: Bool = false) -> String {
    let (start, end) = (first.civil, last.civil)
    let tail = year ? dayAndYear(last) : day(last)
    if first == last { return tail }
    if start.year == end.year, start.month == end.month { return String(start.day) + "–" + tail }
    return (start.year == end.year ? day(first) : dayAndYear(first)) + " – "
      + (start.year == end.year ? tail : dayAndYear(last))
  }

  /// `16–31 декабря 2026`.
  package func period(_ period: HalfMonth, year: Bool = true) -> String {
    days(period.start, period.end, year: year)
  }

  /// A day in the shortest form, for chart ticks: `11.01`, `11 Jan`.
  package func short(_ day: Day) -> String {
    let civil = day.civil
    if language == .ru { return pad(civil.day, 2) + "." + pad(civil.month, 2) }
    return String(civil.day) + Figures.noBreak + month(civil.month).prefix(3)
  }

  /// Day, hour and minute of a moment, at UTC.
  package func moment(_ moment: Timestamp) -> String {
    let day = moment.day(offsetSeconds: 0)
    let seconds = moment.microseconds / 1_000_000 - Int64(day.number) * 86_400
    return dayAndYear(day) + ", " + pad(Int(seconds / 3600), 2) + ":"
      + pad(Int(seconds / 60 % 60), 2) + " UTC"
  }

  /// `Пн`, `Mon`.
  package func weekday(_ day: Day) -> String {
    let russian = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
    let english = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return (language == .ru ? russian : english)[day.weekday - 1]
  }

  /// Several days, the last ones as a count when there are many: `6, 9 и 10 ноября`.
  package func list(_ days: [Day], limit: Int = 6) -> String {
    var parts = days.prefix(limit).map { day($0) }
    if days.count > limit {
      parts.append(language("ещё ", "and ") + String(days.count - limit) + language("", " more"))
    }
    return parts.joined(separator: ", ")
  }

  /// A month by its name alone: `ноябрь`, `November`.
  package func monthName(_ day: Day) -> String {
    let russian = [
      "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
      "октябрь", "ноябрь", "декабрь",
    ]
    return language == .ru ? russian[day.civil.month - 1] : month(day.civil.month)
  }

  /// A month after "против" and the like: `ноября`, `November`.
  package func ofMonth(_ day: Day) -> String { month(day.civil.month) }

  private func month(_ number: Int) -> String {
    let russian = [
      "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
      "октября", "ноября", "декабря",
    ]
    let english = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    return (language == .ru ? russian : english)[number - 1]
  }
}
