package import VerdictModel

extension CalendarWords {
  /// `ноябрь 2026`, `November 2026`; without the year where it is said already.
  package func month(_ month: Month, year: Bool = true) -> String {
    let russian = [
      "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
      "октябрь", "ноябрь", "декабрь",
    ]
    let english = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let name = (language == .ru ? russian : english)[month.month - 1]
    return year ? name + Figures.noBreak + String(month.year) : name
  }

  /// `понедельник`, `Monday`.
  package func weekdayName(_ day: Day) -> String {
    let russian = [
      "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
    ]
    let english = [
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    return (language == .ru ? russian : english)[day.weekday - 1]
  }
}

extension String {
  /// The same beginning with a capital letter.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
