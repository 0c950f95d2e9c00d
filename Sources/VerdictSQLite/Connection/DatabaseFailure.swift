import GRDB
import VerdictModel

/// Turns the database's own errors into the model's, with the store's path.
func modelError(_ error: any Error, path: String) -> any Error {
  guard let failure = error as? DatabaseError else { return error }
  switch failure.extendedResultCode {
  case .SQLITE_FULL: return ModelError.diskFull(path: path)
  // "Locking protocol" is another process in the middle of taking the write-ahead log over.
  case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: return ModelError.storeBusy(path: path)
  case .SQLITE_NOTADB: return ModelError.notAStore(path: path)
  case .SQLITE_CORRUPT: return ModelError.damaged(detail: failure.message ?? "corrupt")
  case .SQLITE_CONSTRAINT_TRIGGER:
    if let message = failure.message, message.hasPrefix("append-only:") {
      return ModelError.appendOnly(table: String(message.dropFirst("append-only:".count)))
    }
    return ModelError.damaged(detail: failure.message ?? "constraint")
  case .SQLITE_CONSTRAINT:
    return ModelError.damaged(detail: failure.message ?? "constraint")
  default:
    // Values bound to a statement may be personal: only the code and the message leave.
    let code = String(failure.extendedResultCode.rawValue)
    return ModelError.inputOutput(path: path, detail: code + ": " + (failure.message ?? ""))
  }
}

/// Runs work on the database and throws the model's errors.
func withModelErrors<A>(path: String, _ body: () throws -> A) throws -> A {
  do {
    return try body()
  } catch {
    throw modelError(error, path: path)
  }
}
