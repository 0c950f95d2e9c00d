import GRDB
import Synchronization
import VerdictModel

/// Writes of a server committed together: one sync of the disk serves everybody who waits for one.
///
/// Each write keeps what one of its own would have: it is a savepoint, undone alone when it throws,
/// and it is acknowledged only after the commit that holds it is on the disk. When the commit itself
/// fails, each of its writes is tried once more alone, so that one cannot spoil another's.
final class GroupCommit: Sendable {
  /// What is called once the commit is on the disk.
  private typealias Acknowledgement = @Sendable () -> Void

  private struct Job: Sendable {
    /// Long ones are not to be waited for by those who came before them.
    let isAlone: Bool
    let perform: @Sendable (Database) throws -> Acknowledgement
    let fail: @Sendable (any Error) -> Void
  }

  private struct Line {
    var waiting: [Job] = []
    var isServed = false
  }

  /// Writes in one commit at most: a page's worth of people, not a flood.
  private static let largest = 64

  private let connection: any DatabaseWriter
  private let line = Mutex(Line())

  init(_ connection: any DatabaseWriter) { self.connection = connection }

  /// Does one write and returns after the commit it is part of.
  func write<A: Sendable>(
    isAlone: Bool,
    _ body: @escaping @Sendable (Database) throws -> (answer: A, keeps: Bool)
  ) async throws -> A {
    try await withCheckedThrowingContinuation { continuation in
      let job = Job(
        isAlone: isAlone,
        perform: { database in
          do {
            var answer: A?
            try database.inSavepoint {
              let done = try body(database)
              answer = done.answer
              return done.keeps ? .commit : .rollback
            }
            guard let answer else { preconditionFailure("a finished write has its answer") }
            return { continuation.resume(returning: answer) }
          } catch  where database.isInsideTransaction {
            // Undone to its savepoint; the others go on.
            return { continuation.resume(throwing: error) }
          }
        },
        fail: { continuation.resume(throwing: $0) }
      )
      let isFirst = line.withLock { line in
        line.waiting.append(job)
        defer { line.isServed = true }
        return !line.isServed
      }
      if isFirst { serve() }
    }
  }

  /// Commits whoever waits, then gives the connection up before the next commit.
  private func serve() {
    connection.asyncWriteWithoutTransaction { database in
      let jobs = self.next()
      if jobs.isEmpty { return }
      self.commit(jobs, database)
      self.serve()
    }
  }

  private func next() -> [Job] {
    line.withLock { line in
      guard let first = line.waiting.first else {
        line.isServed = false
        return []
      }
      let count =
        first.isAlone ? 1 : line.waiting.prefix(Self.largest).prefix { !$0.isAlone }.count
      let jobs = Array(line.waiting.prefix(count))
      line.waiting.removeFirst(count)
      return jobs
    }
  }

  private func commit(_ jobs: [Job], _ database: Database) {
    do {
      var acknowledgements: [Acknowledgement] = []
      try database.inTransaction(.immediate) {
        for job in jobs { acknowledgements.append(try job.perform(database)) }
        return .commit
      }
      for acknowledge in acknowledgements { acknowledge() }
    } catch {
      if jobs.count > 1 {
        for job in jobs { commit([job], database) }
      } else {
        for job in jobs { job.fail(error) }
      }
    }
  }
}
