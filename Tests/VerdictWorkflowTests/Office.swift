import Testing
import VerdictModel
import VerdictSQLite
import VerdictTestSupport
import VerdictWorkflow

/// A small department with a real store, at a desk whose date the test chooses.
struct Office {
  let folder: ThrowawayFolder
  let store: any Store

  init() throws {
    folder = try ThrowawayFolder()
    store = try SQLiteStore.create(
      at: folder.file("verdict.sqlite"),
      settings: [CompanySettings.Key.timeZone: "+03:00", CompanySettings.Key.currency: "RUB"],
      funnel: .standard
    )
  }

  /// The desk at nine in the morning, UTC.
  func desk(_ day: String, author: String = "head") throws -> Desk {
    let day = try #require(Day(iso: day))
    return Desk(
      store: store,
      author: author,
      now: Timestamp(microseconds: Int64(day.number * 86_400 + 9 * 3600) * 1_000_000),
      program: "verdict test"
    )
  }

  static func day(_ iso: String) throws -> Day { try #require(Day(iso: iso)) }
  static func period(_ iso: String) throws -> HalfMonth { try #require(HalfMonth(iso: iso)) }

  /// Two months of a test that ripens two weeks after 17 December.
  static func form(
    _ id: String = "screen",
    goal: Goal = .prove,
    effect: RegisteredEffect = RegisteredEffect(scale: .points, value: 5),
    allocation: Allocation = .blocks(within: .manager),
    plannedPerArm: Int = 40,
    stratum: Cut = .all
  ) throws -> HypothesisForm {
    HypothesisForm(
      id: id,
      title: Title(ru: "Экран сейчас", en: "Screen now"),
      statement: Statement(condition: "a", expectation: "b", reason: "c"),
      owner: "Anna",
      arms: [
        Arm(key: "usual", title: Title(ru: "По-старому", en: "As before"), isControl: true),
        Arm(key: "now", title: Title(ru: "По-новому", en: "The new way"), isControl: false),
      ],
      stage: "meetings_held",
      direction: .up,
      goal: goal,
      effect: effect,
      isReversible: true,
      allocation: allocation,
      unit: Title(ru: "клиент", en: "client"),
      drawnAt: "meetings_scheduled",
      start: try day("2026-10-19"),
      end: try day("2026-12-17"),
      maturityDays: 14,
      plannedPerArm: plannedPerArm,
      stratum: stratum
    )
  }

  /// Registers and starts a form three days before its start, with a seal that makes runs repeat.
  func start(_ form: HypothesisForm, seal: [UInt8]? = Array("office".utf8)) async throws {
    let desk = try desk("2026-10-16")
    _ = try await desk.add(form)
    _ = try await desk.start(form.id, seal: seal)
  }

  /// Draws `count` clients on a day and logs that `held` of each arm came the next day, the others not.
  func live(
    _ key: String,
    _ day: String,
    prefix: String,
    count: Int,
    held: [String: Int],
    manager: String = "Anna"
  ) async throws {
    let desk = try desk(day)
    let draws = try await desk.draw(
      key,
      (0..<count).map { DrawRequest(unit: "\(prefix)\($0)", manager: manager) }
    )
    var left = held
    let next = try Self.day(day) + 1
    for draw in draws {
      let came = left[draw.arm.key, default: 0] > 0
      left[draw.arm.key, default: 0] -= 1
      let later = try self.desk(next.description)
      _ = try await later.log(
        key,
        LogEntry(
          unit: draw.unit,
          events: [
            UnitEvent(
              unit: draw.unit,
              stage: "meetings_held",
              reached: came,
              day: came ? next : nil
            )
          ]
        )
      )
    }
  }
}
