import Crypto
import VerdictReports

/// The one style and the one script, served from the binary under names that change with them.
struct Assets: Sendable {
  let path: String
  let bytes: [UInt8]
  let type: String

  static let style = Assets(
    "site",
    "css",
    type: "text/css; charset=utf-8",
    [
      PackageResources.base_css, PackageResources.forms_css, PackageResources.call_css,
      PackageResources.morning_css, PackageResources.hypotheses_css,
      PackageResources.table_css,
      ChartStyle.css, PackageResources.signals_css,
      PackageResources.meeting_css,
    ]
  )
  static let script = Assets(
    "site",
    "js",
    type: "text/javascript; charset=utf-8",
    [PackageResources.site_js, PackageResources.queue_js, PackageResources.meeting_js]
  )

  static func named(_ name: String) -> Assets? {
    [style, script].first { $0.path == "/assets/" + name }
  }

  private init(_ name: String, _ suffix: String, type: String, _ parts: [[UInt8]]) {
    bytes = parts.flatMap { $0 + [0x0A] }
    let digest = SHA256.hash(data: bytes).prefix(6).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    path = "/assets/\(name)-\(digest).\(suffix)"
    self.type = type
  }
}
