import Synchronization
import VerdictModel

/// Slows down guessing: by name and by address, longer with each failure.
///
/// An attempt counts before its password is looked at, so that a hundred at once gain nothing; success
/// takes the name's count back.
final class Throttle: Sendable {
  private struct Record {
    var failures = 0
    var until = Timestamp(microseconds: 0)
    var last = Timestamp(microseconds: 0)
  }

  /// Attempts that cost nothing, and the longest wait in seconds.
  private struct Limit {
    let free: Int
    let longest: Int64
  }

  private static let name = Limit(free: 5, longest: 60)
  /// A whole office may share an address.
  private static let address = Limit(free: 30, longest: 300)
  private static let forgotten: Int64 = 3_600_000_000
  private static let kept = 20_000
  private let records = Mutex<[String: Record]>([:])

  /// Counts an attempt, or says how long to wait.
  func attempt(name: String, address: String, at now: Timestamp) throws(PeopleError) {
    let keys = [("n:" + name.lowercased().prefix(100), Self.name), ("a:" + address, Self.address)]
    let wait: Int64 = records.withLock { records in
      let longest = keys.map { key, _ in (records[key]?.until ?? now).microseconds }.max() ?? 0
      if longest > now.microseconds { return (longest - now.microseconds + 999_999) / 1_000_000 }
      if records.count > Self.kept {
        records = records.filter { $0.value.last.microseconds + Self.forgotten > now.microseconds }
      }
      for (key, limit) in keys {
        var record = records[key] ?? Record()
        if record.last.microseconds + Self.forgotten <= now.microseconds { record = Record() }
        record.failures += 1
        record.last = now
        let over = record.failures - limit.free
        if over >= 0 {
          let seconds = min(limit.longest, Int64(1) << min(over, 10))
          record.until = Timestamp(microseconds: now.microseconds + seconds * 1_000_000)
        }
        records[key] = record
      }
      return 0
    }
    if wait > 0 { throw .tooManyAttempts(seconds: Int(wait)) }
  }

  func succeeded(name: String) {
    _ = records.withLock { $0.removeValue(forKey: "n:" + name.lowercased().prefix(100)) }
  }
}
