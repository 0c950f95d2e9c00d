import Foundation
package import Testing

/// Compares a text with its committed snapshot; a missing one is recorded and fails the test.
package func expectSnapshot(
  _ text: String,
  _ name: String,
  file: String = #filePath,
  at place: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Snapshots")
  let url = folder.appending(path: name)
  guard let recorded = try? String(contentsOf: url, encoding: .utf8) else {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded a new snapshot \(name); read it, then run again", sourceLocation: place)
    return
  }
  #expect(text == recorded, "\(name) differs from its snapshot", sourceLocation: place)
}
