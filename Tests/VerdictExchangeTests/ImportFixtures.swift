import VerdictExchange
import VerdictModel

/// A day that the test's author knows to exist.
func day(_ text: String) -> Day {
  guard let day = Day(iso: text) else { preconditionFailure(text) }
  return day
}

/// A registered hypothesis to read rows against.
func screenShare(
  end: String = "2026-12-27",
  stoppedOn: Day? = nil,
  drawnAt: String = "meetings_scheduled",
  segments: [Segment] = []
) -> HypothesisForm {
  HypothesisForm(
    id: "screen",
    title: Title(ru: "Экран", en: "Screen"),
    statement: Statement(condition: "a", expectation: "b", reason: "c"),
    owner: "Anna",
    arms: [
      Arm(key: "usual", title: Title(ru: "Как было", en: "Usual"), isControl: true),
      Arm(key: "now", title: Title(ru: "Сразу", en: "Now"), isControl: false),
    ],
    stage: "meetings_held",
    direction: .up,
    goal: .choose,
    effect: RegisteredEffect(scale: .points, value: 5),
    isReversible: true,
    allocation: .blocks(within: .manager),
    unit: Title(ru: "клиент", en: "client"),
    drawnAt: drawnAt,
    start: day("2026-11-02"),
    end: day(end),
    maturityDays: 14,
    plannedPerArm: 44,
    segments: segments,
    stoppedOn: stoppedOn
  )
}

let plain = ImportContext(funnel: .standard)
let registered = ImportContext(funnel: .standard, forms: [screenShare()])

/// Reads a text as a canonical file.
func read(
  _ text: String,
  _ context: ImportContext = plain,
  chunk: Int = 7
) throws(ExchangeError) -> ImportFile {
  try CanonicalReader.read(
    .bytes(Array(text.utf8), chunk: chunk),
    file: "f.csv",
    context: context
  )
}

/// All refusals of a text, whether they stop the reading or not.
func refusals(_ text: String, _ context: ImportContext = plain) -> [Refusal] {
  refusals(Array(text.utf8), context)
}

func refusals(_ bytes: [UInt8], _ context: ImportContext = plain) -> [Refusal] {
  do {
    return try CanonicalReader.read(.bytes(bytes, chunk: 5), file: "f.csv", context: context)
      .refusals
  } catch {
    return error.refusals
  }
}

func place(_ line: Int?, _ column: String? = nil) -> FilePlace {
  FilePlace(file: "f.csv", line: line, column: column)
}

/// A small reproducible generator.
///
/// Source: SplitMix64 by Sebastiano Vigna, prng.di.unimi.it/splitmix64.c.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
