import CArgon2
import Foundation
import NIOPosix
import Synchronization
import VerdictModel

/// Passwords as Argon2id hashes (RFC 9106), made aside so that nobody else waits.
///
/// At most two are computed at a time, at 19 MiB each; a crowd of logins waits in a short line and
/// beyond that is told to come back.
package final class Passwords: Sendable {
  /// What one hash costs.
  package struct Cost: Sendable, Hashable {
    package let kibibytes: UInt32
    package let passes: UInt32
    package init(kibibytes: UInt32, passes: UInt32) {
      self.kibibytes = kibibytes
      self.passes = passes
    }
    /// 19 MiB, two passes, one lane.
    ///
    /// The OWASP Password Storage Cheat Sheet's minimum.
    package static let standard = Cost(kibibytes: 19 * 1024, passes: 2)
  }

  private let cost: Cost
  private let threads = NIOThreadPool(numberOfThreads: 2)
  private let waiting = Mutex(0)
  /// The hash of a password nobody has, compared where there is no account of a name.
  private let nobody = Mutex<String?>(nil)
  private static let longestLine = 24
  private static let saltBytes = 16
  private static let hashBytes = 32

  package init(cost: Cost = .standard) {
    self.cost = cost
    threads.start()
  }

  deinit { threads.shutdownGracefully { _ in } }

  /// The hash of a password in the PHC text form, with a salt of its own.
  package func hash(_ password: String) async throws -> String {
    let cost = cost
    return try await aside { try Self.encode(password, cost) }
  }

  /// Whether the password is the one hashed; without a hash it takes as long and answers no.
  func verify(_ password: String, _ encoded: String?) async throws -> Bool {
    let cost = cost
    let known = encoded.flatMap { $0.isEmpty ? nil : $0 }
    let answer = try await aside { [self] in
      let hash = try known ?? stranger(cost)
      let bytes = Self.bytes(password)
      return argon2id_verify(hash, bytes, bytes.count) == Int32(ARGON2_OK.rawValue)
    }
    return answer && known != nil
  }

  private func stranger(_ cost: Cost) throws -> String {
    if let known = nobody.withLock({ $0 }) { return known }
    let made = try Self.encode(UUID().uuidString, cost)
    nobody.withLock { $0 = made }
    return made
  }

  private func aside<A: Sendable>(_ body: @escaping @Sendable () throws -> A) async throws -> A {
    let isAdmitted = waiting.withLock { count in
      guard count < Self.longestLine else { return false }
      count += 1
      return true
    }
    guard isAdmitted else { throw PeopleError.tooManyAttempts(seconds: 5) }
    defer { waiting.withLock { $0 -= 1 } }
    return try await threads.runIfActive(body)
  }

  /// One password, however a keyboard composes its letters.
  private static func bytes(_ password: String) -> [UInt8] {
    Array(password.precomposedStringWithCanonicalMapping.utf8)
  }

  private static func encode(_ password: String, _ cost: Cost) throws -> String {
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<saltBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let password = bytes(password)
    let length = argon2_encodedlen(
      cost.passes,
      cost.kibibytes,
      1,
      UInt32(saltBytes),
      UInt32(hashBytes),
      Argon2_id
    )
    var text = [CChar](repeating: 0, count: length)
    let status = argon2id_hash_encoded(
      cost.passes,
      cost.kibibytes,
      1,
      password,
      password.count,
      salt,
      saltBytes,
      hashBytes,
      &text,
      length
    )
    guard status == Int32(ARGON2_OK.rawValue) else {
      throw ModelError.damaged(detail: "argon2 \(status)")
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
