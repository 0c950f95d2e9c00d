import ArgumentParser
import Foundation
import Logging
import VerdictModel
import VerdictReports
import VerdictSQLite
import VerdictWeb
import VerdictWorkflow

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "The pages for people who never open a terminal.",
    discussion: """
      Listens on this machine only and prints a link. --lan opens it to the network: then everybody \
      logs in, so at least one head must have an account (verdict user add). Without --tls what passes \
      can be read in the network.

      Examples: verdict serve
                verdict serve --lan --host verdict.office
                verdict serve --lan --tls cert.pem --tls key.pem
      """
  )

  @OptionGroup var options: CommonOptions
  @Option(help: "Default: 8484, or the next free one.") var port: Int?
  @Flag(help: "Listen in the network, not on this machine alone.") var lan = false
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Certificate chain and key, PEM files.", valueName: "cert key")
  )
  var tls: [String] = []
  @Option(name: .customLong("host"), help: "A further name people type; may be repeated.")
  var hosts: [String] = []
  @Flag(help: "TLS ends at a proxy on this machine, which sends X-Forwarded-For.")
  var behindProxy = false

  private static let standardPort = 8484

  func validate() throws {
    guard tls.isEmpty || tls.count == 2 else {
      throw ValidationError("--tls needs two files: the certificate chain and its key.")
    }
    if let port, !(1...65_535).contains(port) {
      throw ValidationError("--port is a number between 1 and 65535.")
    }
  }

  func run() async throws {
    let session = try Session(options)
    let store = try SQLiteStore.open(at: session.storePath, mode: .server)
    let language = try await session.language(of: store)
    let words = ServeWords(language)
    if lan {
      let hasHead = try await store.read { reader in
        try reader.accounts().contains { $0.isActive && $0.role == .head }
      }
      guard hasHead else { throw PeopleError.headNeeded }
    }
    if lan, WebServer.addresses().isEmpty, hosts.isEmpty { throw ServeError.noAddress }
    let address = lan ? "0.0.0.0" : "127.0.0.1"
    let port = try await freePort(address)
    if let asked = self.port ?? (port == Self.standardPort ? nil : Self.standardPort), asked != port
    {
      Output.talk(words.movedPort(port, from: asked))
    }
    let office = Office(
      store: store,
      program: Session.program,
      hosts: try hostList(port),
      transport: behindProxy ? .behindProxy : tls.isEmpty ? .plain : .tls,
      uploads: try Self.uploads(),
      cookieSuffix: String(port),
      demo: { try await DemoStore.page($0) },
      clock: try Self.clock(session)
    )
    let server = WebServer(
      site: Site(office),
      host: address,
      port: port,
      certificate: tls.isEmpty ? nil : .init(chain: tls[0], key: tls[1]),
      logger: Self.logger()
    )
    let hasAccounts = try await store.read { try $0.hasAccounts() }
    try await server.run {
      for line in lines(words, office: office, port: port, hasAccounts: hasAccounts) {
        Output.talk(line)
      }
    }
    Output.talk(words.stopped)
  }

  /// What is printed once the port is open.
  private func lines(
    _ words: ServeWords,
    office: Office,
    port: Int,
    hasAccounts: Bool
  ) -> [String] {
    let scheme = tls.isEmpty ? "http" : "https"
    var lines = [words.open]
    if hasAccounts {
      lines.append("  \(scheme)://127.0.0.1:\(port)/")
    } else {
      lines.append("  \(scheme)://127.0.0.1:\(port)/enter?key=\(office.makeStartKey())")
      lines.append(words.ownLink)
    }
    if lan {
      lines.append(words.inNetwork)
      let links = (hosts + WebServer.addresses()).map { "\(scheme)://\($0):\(port)/" }
      lines += links.map { "  " + $0 }
      if let first = links.first, let code = QRCode(first) { lines += [""] + code.lines + [""] }
      if tls.isEmpty, !behindProxy { lines.append(words.plainWarning) }
    }
    return lines + [words.stop]
  }

  private func freePort(_ address: String) async throws -> Int {
    if let port {
      guard await WebServer.isFree(host: address, port: port) else {
        throw ServeError.portTaken(port, address: address)
      }
      return port
    }
    for port in Self.standardPort..<Self.standardPort + 20 {
      if await WebServer.isFree(host: address, port: port) { return port }
    }
    throw ServeError.portTaken(Self.standardPort, address: address)
  }

  private func hostList(_ port: Int) throws -> HostList {
    var names = HostList.loopback(port: port)
    if lan { names += WebServer.addresses().map { HostName(name: $0, port: port) } }
    for text in hosts {
      guard let host = HostName(text) else { throw ServeError.hostName(text) }
      names.append(HostName(name: host.name, port: host.port ?? port))
      // A proxy, or the scheme's own port, leaves the number out.
      if behindProxy || host.port == nil { names.append(HostName(name: host.name, port: nil)) }
    }
    return HostList(names)
  }

  /// A folder of our own for files that are being read, gone with the machine's temporary files.
  private static func uploads() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("verdict-" + UUID().uuidString)
    do {
      try FileManager.default.createDirectory(
        at: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw ModelError.inputOutput(path: folder.path, detail: error.localizedDescription)
    }
    return folder.path
  }

  /// The system's clock, or VERDICT_NOW standing still.
  private static func clock(_ session: Session) throws -> @Sendable () -> Timestamp {
    if let fixed = session.environment["VERDICT_NOW"], !fixed.isEmpty {
      let now = session.now
      return { now }
    }
    return { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
  }

  private static func logger() -> Logger {
    Logger(label: "verdict") { label in StreamLogHandler.standardError(label: label) }
  }
}
