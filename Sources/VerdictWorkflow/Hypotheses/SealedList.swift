import Crypto
import Foundation

/// The sealed allocation list: which arm a position of a stratum gets, hidden until it is drawn.
///
/// The seal is 32 random bytes whose SHA-256 stands in the frozen form; the list follows from it, so
/// that anybody can check it when the seal is revealed at the end. Permuted blocks of once or twice
/// the number of arms, the size itself drawn, so the last place of a block cannot be guessed.
package struct SealedList: Sendable {
  package let seal: [UInt8]
  /// Arm keys in the form's order, each equally often in a block.
  package let arms: [String]

  package init(seal: [UInt8], arms: [String]) {
    precondition(!arms.isEmpty, "a list has arms")
    self.seal = seal
    self.arms = arms
  }

  /// A seal from the system's generator.
  package static func randomSeal() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// SHA-256 of the seal, lower-case hex.
  package static func fingerprint(_ seal: [UInt8]) -> String { hex(SHA256.hash(data: seal)) }

  /// The arm at a position (from 0) of a stratum.
  package func arm(stratum: String, position: Int) -> String {
    var generator = SealGenerator(seal: seal, stratum: stratum)
    var start = 0
    while true {
      let copies = 1 + Int(generator.next() % 2)
      var block: [String] = []
      for _ in 0..<copies { block += arms }
      shuffle(&block, &generator)
      if position < start + block.count { return block[position - start] }
      start += block.count
    }
  }
}

extension SealedList {
  /// Names in an order the seal gives.
  func shuffled(_ names: [String], stratum: String) -> [String] {
    var generator = SealGenerator(seal: seal, stratum: stratum)
    var order = names
    shuffle(&order, &generator)
    return order
  }

  /// Swaps each place with one at or after it, all equally likely (Fisher & Yates; Durstenfeld 1964).
  ///
  /// Spelled out, so that no other version of a library can give another list for the same seal.
  private func shuffle(_ block: inout [String], _ generator: inout SealGenerator) {
    for place in 0..<max(0, block.count - 1) {
      block.swapAt(place, place + generator.next(below: UInt64(block.count - place)))
    }
  }
}

/// Random bits from SHA-256 of seal, stratum and a counter: reproducible from the seal alone.
private struct SealGenerator {
  private let key: [UInt8]
  private var counter: UInt64 = 0
  private var words: [UInt64] = []

  init(seal: [UInt8], stratum: String) {
    key = seal + Array(stratum.utf8)
  }

  mutating func next() -> UInt64 {
    if words.isEmpty {
      let digest = Array(SHA256.hash(data: key + withBytes(of: counter)))
      counter += 1
      words = stride(from: 0, to: 32, by: 8).map { start in
        digest[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
      }
    }
    return words.removeLast()
  }

  /// A whole number from 0 to `bound` − 1, each equally likely (Lemire 2019, algorithm 5).
  mutating func next(below bound: UInt64) -> Int {
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= bound || product.low >= (0 &- bound) % bound { return Int(product.high) }
    }
  }

  private func withBytes(of value: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * (7 - $0))) }
  }
}

/// Lower-case hex of a digest.
package func hex(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef")
  return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}

/// SHA-256 of bytes, lower-case hex.
package func sha256(_ bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }
