import Testing
import VerdictModel

@Suite("Money")
struct MoneyTests {
  @Test(
    "Major units with a point become minor units, and back",
    arguments: [
      ("600000", 60_000_000, "600000"), ("1550.5", 155_050, "1550.50"), ("-12.5", -1_250, "-12.50"),
      ("0.01", 1, "0.01"), ("-0.01", -1, "-0.01"), ("0", 0, "0"), ("1550.50", 155_050, "1550.50"),
      ("007", 700, "7"), ("999999999999999.99", 99_999_999_999_999_999, "999999999999999.99"),
    ]
  )
  func read(text: String, minor: Int64, written: String) throws {
    let money = try #require(Money(major: text))
    #expect(money.minor == minor)
    #expect(money.description == written)
    #expect(Money(major: written) == money)
  }

  @Test(
    "Other spellings are refused",
    arguments: [
      "", "-", ".", "1.", ".5", "1.234", "1,5", "1 000", "1e3", "+5", "--5", "1.2.3", "0x10", "５",
      "1000000000000000", "NaN", " 1",
    ]
  )
  func refused(text: String) { #expect(Money(major: text) == nil) }

  @Test("The smallest value prints without overflow")
  func extremes() {
    #expect(Money(minor: .min).description == "-92233720368547758.08")
    #expect(Money(minor: .max).description == "92233720368547758.07")
  }
}
