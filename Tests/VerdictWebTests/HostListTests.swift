import Testing
import VerdictWeb

@Suite("Host list")
struct HostListTests {
  private let hosts = HostList(HostList.loopback(port: 8484))

  @Test(
    "this machine's names at its port are let in",
    arguments: ["127.0.0.1:8484", "localhost:8484", "LOCALHOST:8484", "[::1]:8484"]
  )
  func own(_ host: String) { #expect(hosts.allows(host)) }

  @Test(
    "everything else is a stranger, however it begins or ends",
    arguments: [
      "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8484.evil.com", "127.evil.com:8484",
      "localhost.evil.com:8484", "evil.com", "[::1]", "[::2]:8484", "127.0.0.1:08484x", "",
      "127.0.0.1:8484@evil.com", "user@127.0.0.1:8484", "127.0.0.1 :8484", "0.0.0.0:8484",
    ]
  )
  func strangers(_ host: String) { #expect(!hosts.allows(host)) }

  @Test("an origin's own port may be left out, and no other scheme is one")
  func origins() {
    #expect(
      HostName(origin: "https://verdict.office") == HostName(origin: "https://verdict.office:443")
    )
    #expect(HostName(origin: "http://verdict.office:81")?.port == 81)
    #expect(HostName(origin: "null") == nil && HostName(origin: "file://x") == nil)
  }
}
