package import VerdictModel

/// Why the server did not start.
package enum ServeError: CodedError, Hashable {
  case portTaken(Int, address: String)
  case certificate(path: String, detail: String)
  case hostName(String)
  case noAddress

  package var code: String {
    switch self {
    case .portTaken: "serve.portTaken"
    case .certificate: "serve.certificate"
    case .hostName: "serve.hostName"
    case .noAddress: "serve.noAddress"
    }
  }

  package var values: [String: String] {
    switch self {
    case .portTaken(let port, let address): ["port": String(port), "address": address]
    case .certificate(let path, let detail): ["path": path, "detail": detail]
    case .hostName(let value): ["value": value]
    case .noAddress: [:]
    }
  }

  package var kind: FailureKind {
    switch self {
    case .portTaken: .busy
    case .certificate, .noAddress: .configuration
    case .hostName: .usage
    }
  }
}
