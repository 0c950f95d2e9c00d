/// The form of another program's file, known by the names of its columns.
struct Preset: Sendable {
  enum Kind: Sendable {
    /// Days of ad campaigns: rows of one day add up.
    case ads
    /// Deals of a CRM, each a unit.
    case deals
    /// The department's own table.
    case table
  }

  let key: String
  let kind: Kind
  /// The source of all its rows.
  var source: String?
  /// Of each group one name must be there.
  let signature: [[String]]
  /// Names that mean something else here than elsewhere.
  var columns: [String: String] = [:]
  /// Its columns are chosen by each user, or were never seen: a person confirms them first.
  var isConfirmed = true
  /// Amounts without a decimal mark are millionths.
  var countsInMicros = false

  /// The most particular first.
  static let all: [Preset] = [
    Preset(
      key: "amocrm",
      kind: .deals,
      signature: [
        ["id"], ["этап сделки", "этап"],
        ["ответственный", "ответственный пользователь", "менеджер"],
      ]
    ),
    Preset(
      key: "bitrix24",
      kind: .deals,
      signature: [["id"], ["стадия сделки", "стадия"], ["ответственный"]]
    ),
    Preset(
      key: "metrica",
      kind: .ads,
      signature: [["date"], ["utmsource"], ["expenses"]]
    ),
    Preset(
      key: "direct.api",
      kind: .ads,
      source: "Директ",
      signature: [
        ["date"], ["cost"], ["impressions", "clicks"],
        ["campaignname", "campaignid", "campaigntype", "adgroupname", "adgroupid", "criterion"],
      ],
      countsInMicros: true
    ),
    Preset(
      key: "meta",
      kind: .ads,
      source: "Meta",
      signature: [
        ["reporting starts", "начало отчетного периода", "day", "день"],
        ["amount spent", "потраченная сумма", "сумма затрат"],
      ],
      columns: ["клики": Field.computed, "clicks": Field.computed]
    ),
    Preset(
      key: "google",
      kind: .ads,
      source: "Google",
      signature: [["campaign"], ["impr"], ["cost"], ["clicks"]]
    ),
    Preset(
      key: "google.ru",
      kind: .ads,
      source: "Google",
      signature: [["кампания"], ["цена"], ["показы"], ["клики"]],
      columns: ["цена": "spend"]
    ),
    Preset(
      key: "vk",
      kind: .ads,
      source: "VK",
      signature: [
        ["дата", "день", "date"], ["показы", "shows"], ["клики", "переходы", "clicks"],
        ["потрачено", "списано", "spent"],
      ],
      isConfirmed: false
    ),
    Preset(
      key: "direct.cabinet",
      kind: .ads,
      source: "Директ",
      signature: [
        ["дата", "день"], ["показы"], ["клики"], ["расход", "расход всего"],
        ["кампания", "№кампании", "название кампании", "группа", "тип площадки"],
      ]
    ),
  ]

  static let table = Preset(key: "table", kind: .table, signature: [])

  /// The first preset whose every group is among the names.
  static func recognised(_ names: [HeaderName]) -> Preset? {
    let found = Set(names.flatMap { [$0.key, $0.whole] })
    return all.first { preset in
      preset.signature.allSatisfy { group in group.contains(where: found.contains) }
    }
  }
}
