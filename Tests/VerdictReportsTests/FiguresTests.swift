import Testing
import VerdictModel
import VerdictReports

@Suite struct FiguresTests {
  private let ru = Figures(.ru)
  private let en = Figures(.en)

  @Test func numbersAreGroupedTheWayEachLanguageWrites() {
    #expect(ru.decimal(1234.5, 1) == "1\u{A0}234,5")
    #expect(en.decimal(1234.5, 1) == "1,234.5")
    #expect(ru.whole(600_000) == "600\u{A0}000")
    #expect(en.whole(-1_234_567) == "\u{2212}1,234,567")
    #expect(ru.whole(0) == "0")
    #expect(ru.whole(999) == "999")
    #expect(en.whole(Int64.min) == "\u{2212}9,223,372,036,854,775,808")
  }

  @Test func signsAreTypographicAndZeroHasNone() {
    #expect(ru.signed(13) == "+13")
    #expect(ru.signed(-7.4) == "\u{2212}7")
    #expect(ru.signed(-0.04, 1) == "0,0")
    #expect(ru.decimal(-0.4) == "0")
    #expect(ru.signed(0) == "0")
    #expect(ru.decimal(2.5) == "3")
    #expect(ru.decimal(-2.5) == "\u{2212}3")
  }

  @Test func whatIsNotANumberIsADash() {
    #expect(ru.decimal(.nan) == "—")
    #expect(ru.signed(.infinity) == "—")
    #expect(ru.decimal(1e300) == "—")
  }

  @Test func ratesAreOfAHundred() {
    #expect(ru.ofHundred(0.5581) == "56\u{A0}из\u{A0}100")
    #expect(en.ofHundred(0.009) == "0.9\u{A0}of\u{A0}100")
    #expect(ru.hundred(0) == "0")
    #expect(ru.hundred(1) == "100")
    #expect(ru.hundred(0.05) == "5")
    #expect(ru.hundred(0.07) == "7")
    #expect(ru.hundred(0.0004) == "0,04")
    #expect(ru.points(0.13) == "+13\u{A0}на\u{A0}100")
    #expect(en.points(-0.0206, 1) == "\u{2212}2.1\u{A0}per\u{A0}100")
  }

  @Test func rangesSayOpenEndsInWords() {
    #expect(ru.range(-7, 32) == "от −7 до +32")
    #expect(en.range(nil, 3) == "up to +3")
    #expect(ru.range(2, nil) == "от +2 и больше")
  }

  @Test func moneyIsExactOrRoundedAsPeopleSayIt() throws {
    #expect(ru.money(Money(minor: 60_000_000), "RUB") == "600\u{A0}000\u{A0}₽")
    #expect(ru.money(Money(minor: 155_050), "RUB") == "1\u{A0}550,50\u{A0}₽")
    #expect(en.money(Money(minor: -155_050), "USD") == "\u{2212}$1,550.50")
    #expect(en.money(Money(minor: 155_050), "JPY") == "¥1,551")
    #expect(en.money(Money(minor: 1_000), "XYZ") == "10\u{A0}XYZ")
    #expect(ru.roundMoney(38_210, "RUB") == "38\u{A0}тыс.\u{A0}₽")
    #expect(ru.roundMoney(2_400_000, "RUB") == "2,4\u{A0}млн\u{A0}₽")
    #expect(ru.roundMoney(120_000_000, "RUB") == "120\u{A0}млн\u{A0}₽")
    #expect(ru.roundMoney(3_250_000_000, "RUB") == "3,3\u{A0}млрд\u{A0}₽")
    #expect(ru.roundMoney(2_000_000, "RUB") == "2\u{A0}млн\u{A0}₽")
    #expect(ru.roundMoney(999_900, "RUB") == "1\u{A0}млн\u{A0}₽")
    #expect(ru.roundMoney(-612, "RUB", signed: true) == "−612\u{A0}₽")
    #expect(en.roundMoney(1_200_000_000, "USD") == "$1.2bn")
    #expect(en.roundMoney(0.2, "USD", signed: true) == "$0")
  }
}

@Suite struct CalendarWordsTests {
  private let ru = CalendarWords(.ru)
  private let en = CalendarWords(.en)

  @Test func halfMonthsAreSaidAsDays() throws {
    let first = try #require(HalfMonth(iso: "2026-11-H1"))
    #expect(ru.period(first, year: false) == "1–15\u{A0}ноября")
    #expect(en.period(first) == "1–15\u{A0}November\u{A0}2026")
    let leap = try #require(HalfMonth(iso: "2028-02-H2"))
    #expect(ru.period(leap) == "16–29\u{A0}февраля\u{A0}2028")
  }

  @Test func monthsAreInTheGenitive() throws {
    let expected = [
      "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
      "октября", "ноября", "декабря",
    ]
    for (index, month) in expected.enumerated() {
      let day = try #require(Day(year: 2027, month: index + 1, day: 11))
      #expect(ru.day(day) == "11\u{A0}" + month)
    }
  }

  @Test func aDayFarAwayCarriesItsYear() {
    let meeting = Sample.day("2027-01-11")
    #expect(ru.day(Sample.day("2026-12-31"), near: meeting) == "31\u{A0}декабря")
    #expect(ru.day(Sample.day("2025-12-31"), near: meeting) == "31\u{A0}декабря\u{A0}2025")
  }

  @Test func spansCrossMonthsAndYears() {
    #expect(
      ru.days(Sample.day("2026-11-01"), Sample.day("2026-12-31"))
        == "1\u{A0}ноября – 31\u{A0}декабря"
    )
    #expect(
      en.days(Sample.day("2026-12-28"), Sample.day("2027-01-03"))
        == "28\u{A0}December\u{A0}2026 – 3\u{A0}January\u{A0}2027"
    )
    #expect(ru.days(Sample.day("2026-11-05"), Sample.day("2026-11-05")) == "5\u{A0}ноября")
  }

  @Test func momentsAreInUTC() {
    #expect(ru.moment(Timestamp(microseconds: 0)) == "1\u{A0}января\u{A0}1970, 00:00 UTC")
    #expect(
      en.moment(Timestamp(microseconds: -1_000_000)) == "31\u{A0}December\u{A0}1969, 23:59 UTC"
    )
  }
}
