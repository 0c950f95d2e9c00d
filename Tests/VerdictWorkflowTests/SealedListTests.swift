import Testing
import VerdictExchange
import VerdictModel
import VerdictWorkflow

@Suite("The sealed list")
struct SealedListTests {
  private static let seal = (0..<32).map { UInt8($0) }

  /// Written anew in Python from the description (hashlib's SHA-256, Lemire's bounded numbers, a
  /// forward Fisher–Yates shuffle): whoever holds the seal can make the list without this program.
  @Test(
    "Anybody can make the list from the seal",
    arguments: [
      ("Anna", "cv", "cvcvcvcvcvcvcvvcvcvvccvvcccvvccvcvvc"),
      ("", "cv", "vccvcvcvvccvcvcvvccvvcvcvcvccvvvccvc"),
      ("Ольга", "cv", "cvcvvccvcvcvcvcvcvvccvvcvcvccvvccvcv"),
      ("Anna", "cab", "abbaccabccabcabcbababccaacbcbaabacbc"),
    ]
  )
  func fromTheSeal(stratum: String, arms: String, expected: String) {
    let list = SealedList(seal: Self.seal, arms: arms.map(String.init))
    let found = expected.indices.enumerated().map {
      list.arm(stratum: stratum, position: $0.offset)
    }
    #expect(found.joined() == expected)
  }

  @Test("The fingerprint is the SHA-256 of the seal")
  func fingerprint() {
    // hashlib.sha256(bytes(range(32))).hexdigest()
    #expect(
      SealedList.fingerprint(Self.seal)
        == "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"
    )
  }

  @Test("Each block holds every arm equally often, and blocks differ in size")
  func blocks() {
    let list = SealedList(seal: Self.seal, arms: ["c", "v"])
    let arms = (0..<600).map { list.arm(stratum: "Vera", position: $0) }
    // Wherever a block begins, the arms are level after two places or after four.
    var start = 0
    var sizes: Set<Int> = []
    while start + 4 <= arms.count {
      let isPair = arms[start] != arms[start + 1]
      let block = arms[start..<start + (isPair ? 2 : 4)]
      #expect(block.count { $0 == "c" } * 2 == block.count, "from place \(start)")
      sizes.insert(block.count)
      start += block.count
    }
    #expect(sizes == [2, 4])
  }

  @Test("First places fall on either arm alike")
  func firstPlaces() {
    // 4,000 strata; a fair coin strays from a half by more than 0.0422 once in ten million times.
    let list = SealedList(seal: Self.seal, arms: ["c", "v"])
    let variants = (0..<4_000).count { list.arm(stratum: "m\($0)", position: 0) == "v" }
    #expect(abs(Double(variants) / 4_000 - 0.5) < 0.0422)
  }

  @Test("Every start has a seal of its own, which no page and no file shows")
  func secret() async throws {
    var seals: [[UInt8]] = []
    for _ in 0..<2 {
      let office = try Office()
      let desk = try office.desk("2026-10-16")
      _ = try await desk.add(try Office.form())
      _ = try await desk.start("screen")
      let hypothesis = try #require(try await office.store.read { try $0.hypothesis("screen") })
      let seal = try #require(hypothesis.seal)
      seals.append(seal)
      #expect(seal.count == 32)
      #expect(hypothesis.original.frozen?.sealSHA256 == sha256(seal))
      #expect(hypothesis.sha256 == sha256(FormCodec.bytes(of: hypothesis.original)))
      let period = try Office.period("2026-10-H2")
      _ = try await office.desk("2026-11-02").publish(period)
      let review = try #require(try await office.store.read { try $0.review(period) })
      for bytes in [review.json, review.wallRu, review.wallEn, review.headRu, review.headEn] {
        #expect(!String(decoding: bytes, as: UTF8.self).contains(hex(seal)))
      }
    }
    #expect(seals[0] != seals[1])
  }

  @Test("Each manager's list goes on by itself, however the calls come")
  func strata() async throws {
    let office = try Office()
    let desk = try office.desk("2026-10-16")
    _ = try await desk.add(try Office.form())
    _ = try await desk.start("screen", seal: Self.seal)
    let list = SealedList(seal: Self.seal, arms: ["usual", "now"])
    var places: [String: Int] = [:]
    for (number, manager) in ["Anna", "Oleg", "Oleg", "Anna", "Vera", "Oleg", "Anna"].enumerated() {
      let draw = try await office.desk("2026-10-20").draw(
        "screen",
        [DrawRequest(unit: "D\(number)", manager: manager)]
      )
      let place = places[manager, default: 0]
      places[manager] = place + 1
      #expect(draw.map(\.arm.key) == [list.arm(stratum: manager, position: place)])
    }
  }
}
