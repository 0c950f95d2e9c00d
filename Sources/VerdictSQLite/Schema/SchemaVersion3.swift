/// The third schema: no new table; evidence cells also say who took the variant *and* got there.
enum SchemaVersion3 {
  static let sql = ""
}
