import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOPosix
import NIOSSL
import UnixSignals

/// The site behind a port, until somebody stops it.
package struct WebServer: Sendable {
  /// A certificate chain and its key, both PEM files.
  package struct Certificate: Sendable, Hashable {
    package let chain: String
    package let key: String
    package init(chain: String, key: String) {
      self.chain = chain
      self.key = key
    }
  }

  private let site: Site
  private let host: String
  private let port: Int
  private let certificate: Certificate?
  private let logger: Logger

  /// A server that has not started.
  ///
  /// - Parameters:
  ///   - site: all pages.
  ///   - host: the address to listen at: `127.0.0.1`, or `0.0.0.0` for the network.
  ///   - port: 1…65535.
  ///   - certificate: nil for plain HTTP.
  ///   - logger: where the access log goes.
  package init(
    site: Site,
    host: String,
    port: Int,
    certificate: Certificate?,
    logger: Logger
  ) {
    self.site = site
    self.host = host
    self.port = port
    self.certificate = certificate
    self.logger = logger
  }

  /// Serves until the process is told to end; requests that were begun are finished.
  ///
  /// - Parameter running: called once the port is open.
  /// - Throws: ``ServeError/certificate(path:detail:)``, and what opening the port throws.
  package func run(running: @escaping @Sendable () async -> Void) async throws {
    let application = Application(
      router: site.router(),
      server: try channel(),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        serverName: nil
      ),
      onServerRunning: { _ in await running() },
      logger: logger
    )
    try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
  }

  private func channel() throws -> HTTPServerBuilder {
    guard let certificate else { return .http1() }
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKey
    do {
      chain = try NIOSSLCertificate.fromPEMFile(certificate.chain).map { .certificate($0) }
    } catch {
      throw ServeError.certificate(path: certificate.chain, detail: String(describing: error))
    }
    do {
      key = try NIOSSLPrivateKey(file: certificate.key, format: .pem)
    } catch {
      throw ServeError.certificate(path: certificate.key, detail: String(describing: error))
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain,
      privateKey: .privateKey(key)
    )
    configuration.minimumTLSVersion = .tlsv12
    return try .tls(tlsConfiguration: configuration)
  }

  /// Whether a port can be listened at, found by listening at it for a moment.
  package static func isFree(host: String, port: Int) async -> Bool {
    let group = MultiThreadedEventLoopGroup.singleton
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
    guard let channel = try? await bootstrap.bind(host: host, port: port).get() else {
      return false
    }
    try? await channel.close().get()
    return true
  }

  /// This machine's addresses in its networks, without the loopback ones.
  package static func addresses() -> [String] {
    let devices = (try? System.enumerateDevices()) ?? []
    let all = devices.compactMap { device -> String? in
      guard case .v4? = device.address, let text = device.address?.ipAddress else { return nil }
      return text.hasPrefix("127.") || text.hasPrefix("169.254.") ? nil : text
    }
    return Array(Set(all)).sorted()
  }
}
