package import Hummingbird
import NIOCore

/// What is known about a request besides itself.
package struct SiteContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The address the connection comes from; empty where there is none, as in tests.
  let peer: String

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
