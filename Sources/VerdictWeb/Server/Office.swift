import Synchronization
package import VerdictModel
package import VerdictReports
package import VerdictWorkflow

/// What the whole site stands on: a store, a clock, and how the server is reached.
package final class Office: Sendable {
  package let store: any Store
  /// Name and version of the program.
  package let program: String
  package let clock: @Sendable () -> Timestamp
  package let hosts: HostList
  package let transport: Transport
  /// The example review a newcomer may open.
  package let demo: @Sendable (Language) async throws -> [UInt8]
  /// Where uploaded files wait while they are read.
  package let uploads: String
  let passwords: Passwords
  let throttle: Throttle
  let cookies: CookieNames
  private let startKey: Mutex<String?>

  /// How bytes travel between browser and server.
  package enum Transport: Sendable, Hashable {
    /// Plain HTTP, on the machine itself or in a network that is trusted.
    case plain
    /// TLS ends here.
    case tls
    /// TLS ends at a proxy on the same machine, whose `X-Forwarded-For` is believed.
    case behindProxy

    package var isSecure: Bool { self != .plain }
  }

  package init(
    store: any Store,
    program: String,
    hosts: HostList,
    transport: Transport,
    uploads: String,
    cookieSuffix: String = "",
    cost: Passwords.Cost = .standard,
    demo: @escaping @Sendable (Language) async throws -> [UInt8] = { _ in
      throw SiteProblem.notFound
    },
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.store = store
    self.program = program
    self.hosts = hosts
    self.transport = transport
    self.uploads = uploads
    self.clock = clock
    self.demo = demo
    passwords = Passwords(cost: cost)
    throttle = Throttle()
    cookies = CookieNames(isSecure: transport.isSecure, suffix: cookieSuffix)
    startKey = Mutex(nil)
  }

  /// A path of ours as a link to send: at the first name that is not this machine's own.
  package func address(of path: String) -> String {
    let own = Set(HostList.loopback(port: 1).map(\.name))
    let sorted = hosts.names.sorted { $0.text < $1.text }
    let host = sorted.first { !own.contains($0.name) } ?? sorted.first
    return (transport.isSecure ? "https://" : "http://") + (host?.text ?? "127.0.0.1") + path
  }

  /// The hash of a password, made aside.
  package func makeHash(_ password: String) async throws -> String {
    try await passwords.hash(password)
  }

  /// A desk of somebody's.
  package func desk(_ author: String) -> Desk {
    Desk(store: store, author: author, now: clock(), program: program)
  }

  /// The key of a link that makes its first opener the head, while there are no accounts.
  package func makeStartKey() -> String {
    let key = Token.random()
    startKey.withLock { $0 = Token.hash(key) }
    return key
  }

  /// Whether this is the key; it opens once.
  func takeStartKey(_ key: String) -> Bool {
    startKey.withLock { known in
      guard let hash = known, hash == Token.hash(key) else { return false }
      known = nil
      return true
    }
  }
}

/// What our cookies are called; under TLS the browser itself ties them to this host.
struct CookieNames: Sendable {
  let session: String
  let language: String
  let isSecure: Bool

  /// Cookies do not know ports: two servers of one machine differ by `suffix`.
  init(isSecure: Bool, suffix: String) {
    let prefix = isSecure ? "__Host-verdict" : "verdict"
    session = prefix + suffix
    language = prefix + "-lang" + suffix
    self.isSecure = isSecure
  }
}
