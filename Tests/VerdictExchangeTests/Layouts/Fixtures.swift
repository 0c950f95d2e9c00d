import VerdictExchange
import VerdictModel

/// Files in the form other programs write, made by hand; every name and number is invented.
enum Fixture {
  /// amoCRM: commas, a header name twice, tags with a comma inside, the present stage only.
  static let amo = """
    ID,Название сделки,"Бюджет, ₽",Ответственный,Дата создания сделки,Кем создана сделка,Дата редактирования,Кем редактирована,Дата закрытия,Теги,Этап сделки,Воронка,Полное имя контакта,Рабочий телефон,Источник,utm_source,Источник
    41873,"Сделка с сайта, 15",600000,Анна Петрова,05.11.2026 10:12:44,Робот,06.11.2026 09:01:10,Анна Петрова,не закрыта,"сайт,показ экрана",Встреча назначена,Основная,Иванов Иван,+7 900 000-00-01,,yandex,
    41874,Сделка 16,,Борис Сидоров,05.11.2026 11:00:00,Робот,05.11.2026 11:00:00,Робот,не закрыта,,Первичный контакт,Основная,Петров Пётр,+7 900 000-00-02,,vk,
    41875,Сделка 17,600000,Анна Петрова,20.10.2026 12:30:00,Робот,06.11.2026 18:44:02,Анна Петрова,06.11.2026 18:44:02,,Успешно реализовано,Основная,Сидорова Ева,+7 900 000-00-03,Рекомендация,,
    41876,Сделка 18,600000,Борис Сидоров,21.10.2026 09:00:00,Робот,02.11.2026 10:00:00,Борис Сидоров,02.11.2026 10:00:00,,Закрыто и не реализовано,Основная,Ким Ким,+7 900 000-00-04,,yandex,
    41877,Сделка 19,600000,Борис Сидоров,01.11.2026 09:00:00,Робот,04.11.2026 10:00:00,Борис Сидоров,не закрыта,,Замер сделан,Основная,Ли Ли,+7 900 000-00-05,,,

    """

  /// Bitrix24: semicolons, a backslash before a quote, rows of products repeat the deal.
  static let bitrix = #"""
    ID;Название сделки;Стадия сделки;Сумма;Валюта;Ответственный;Дата создания;Дата изменения;Дата начала;Предполагаемая дата закрытия;Товар
    1204;"ООО \"Ромашка\": ремонт; срочно";Встреча проведена;600000.00;Российский рубль;Иван Кузнецов;05.11.2026 10:12:44;06.11.2026 18:00:01;05.11.2026;31.12.2026;Франшиза
    1204;"ООО \"Ромашка\": ремонт; срочно";Встреча проведена;600000.00;Российский рубль;Иван Кузнецов;05.11.2026 10:12:44;06.11.2026 18:00:01;05.11.2026;31.12.2026;Обучение
    1205;ИП Лютик;Сделка успешна;650000.50;Российский рубль;Ольга Белова;01.11.2026 09:00:00;06.11.2026 12:00:00;01.11.2026;30.11.2026;Франшиза

    """#

  /// The same deals as Bitrix24 writes them for Excel: a page in a file called `.xls`.
  static let bitrixPage = """
    <html><head><meta http-equiv="Content-type" content="text/html;charset=UTF-8" /></head>
    <body><table border="1">
    <thead><tr><th>ID</th><th>Название сделки</th><th>Стадия сделки</th><th>Сумма</th><th>Валюта</th><th>Ответственный</th><th>Дата создания</th><th>Дата изменения</th><th>Предполагаемая дата закрытия</th></tr></thead>
    <tbody>
    <tr><td>1204</td><td>ООО &quot;Ромашка&quot; &amp; Ко</td><td>Встреча проведена</td><td>600&nbsp;000</td><td>Российский рубль</td><td>Иван Кузнецов</td><td>05.11.2026 10:12:44</td><td>06.11.2026 18:00:01</td><td>31.12.2026</td></tr>
    <tr><td>1205</td><td>ИП Лютик</td><td>Сделка успешна</td><td>650000.50</td><td>Российский рубль</td><td>Ольга Белова</td><td>01.11.2026 09:00:00</td><td>06.11.2026 12:00:00</td><td></td></tr>
    </tbody></table></body></html>
    """

  /// Yandex Direct's cabinet: four lines of titles, money with a comma, prices of goals, a total.
  static let directCabinet = """
    Отчёт «Ежедневный»
    Период: 01.11.2026 - 03.11.2026
    Логин: shop-one
    С НДС
    Дата;Кампания;№ Кампании;Группа;Показы;Клики;CTR (%);Расход (руб.);Ср. цена клика (руб.);Цена цели (руб.)
    01.11.2026;Бренд;700123;Все;1 200;31;2,58;1550,50;50,02;775,25
    01.11.2026;Поиск;700124;Все;10 000;100;1,00;5000,00;50,00;—
    02.11.2026;Бренд;700123;Все;1 100;—;0,00;—;—;—
    Итого;;;;12 300;131;1,07;6550,50;50,00;—

    """

  /// Yandex Direct's reporting service: a title, tabs, money in millionths, a closing line.
  static let directAPI =
    "\"verdict 2026-11\" (2026-11-01 - 2026-11-02)\n"
    + "Date\tCampaignId\tCampaignName\tImpressions\tClicks\tCost\tCtr\n"
    + "2026-11-01\t700123\tБренд\t1200\t31\t1550500000\t2.58\n"
    + "2026-11-02\t700123\tБренд\t1100\t--\t--\t--\n"
    + "Total rows: 2\n"

  static let metrica = """
    Date,UTMSource,UTMMedium,UTMCampaign,UTMTerm,UTMContent,Expenses,Currency,Clicks
    2026-11-01,vk,cpc,leads,,,1000.25,RUB,40
    2026-11-01,yandex,cpc,brand,,,1550.50,RUB,31
    2026-11-01,yandex,cpc,search,,,2000,RUB,20

    """

  static let google =
    "Campaign report\nNovember 1, 2026 - November 2, 2026\n"
    + "Campaign\tDay\tCost\tImpr.\tClicks\tCTR\tConversions\tConv. value\n"
    + "Brand\t2026-11-01\t₽1,550.50\t1,200\t31\t2.58%\t2.50\t--\n"
    + "Brand\t2026-11-02\t₽800.00\t12,000\t10\t0.08%\t0.00\t0\n"
    + "Total: Account\t--\t₽2,350.50\t13,200\t41\t0.31%\t2.50\t--\n"

  static let googleRu = """
    Отчет по кампаниям
    1 ноября 2026 г. - 1 ноября 2026 г.
    Кампания;Показы;Клики;Цена;Ср. цена за клик;CTR;Конверсии;Цена/конв.
    Бренд;1 200;31;1 550,50;50,02;2,58 %;2,50;620,20
    Итого;1 200;31;1 550,50;50,02;2,58 %;2,50;620,20

    """

  static let metaRu = """
    Начало отчётного периода;Конец отчётного периода;Название кампании;Потраченная сумма (RUB);Показы;Охват;Клики (все);Клики на ссылку;Результаты;Цена за результат
    2026-11-01;2026-11-01;Лиды ноябрь;1 550,50;24800;20000;400;310;9;172,28
    2026-11-02;2026-11-02;Лиды ноябрь;1 000,00;12000;10000;200;110;4;250,00
    2026-11-01;2026-11-02;;2 550,50;36800;25000;600;420;13;196,19

    """

  static let vk = """
    Дата;Кампания;Показы;Клики;Потрачено, ₽;eCPC, ₽
    01.11.2026;Лиды;10 000;50;1 000,50;20,01
    02.11.2026;Лиды;9 000;40;900,00;22,50

    """

  /// The department's table, a row a source and day, with ratios, a week and a month.
  static let long = """
    РНП;Ноябрь 2026;;;;;;;
    Дата;Источник;Показы;Клики;CTR;Лиды;Расход;CPL;Встречи назначены
    01.11.2026;Директ;1200;31;2,58%;9;1 550,50;172,28;4
    01.11.2026;VK;800;20;2,50%;—;1 000,00;#DIV/0!;2
    Неделя 1;;2000;51;;9;2 550,50;283,39;6
    02.11.2026;Директ;1100;30;2,73%;0;;;
    Итого;;3100;81;;9;2 550,50;283,39;6

    """

  /// The same with the sources above their columns, and days of the month for dates.
  static let wide = """
    Ноябрь 2026;;;;;;;
    ;Директ;;;VK;;;Итого
    Дата;Расход;Клики;Лиды;Расход;Клики;Лиды;Лиды
    План;50 000;1000;100;40 000;800;80;180
    1;1 550,50;31;9;1 000,00;20;3;12
    2;1 200,00;30;0;900,00;—;2;2
    30;0;0;0;0;0;0;0

    """

  /// Managers below each other, meetings beside.
  static let managers = """
    Дата;Менеджер;Встречи назначены;Должны прийти;Дошли;Доходимость
    01.11.2026;Анна;4;5;3;60%
    01.11.2026;Борис Сидоров;3;4;2;50%

    """
}

/// A day late enough for every fixture, and the company's currency.
func context(
  sources: [String] = [],
  managers: [String] = [],
  today: String = "2026-11-29",
  aliases: Aliases = .builtIn,
  options: ImportOptions = ImportOptions()
) -> ImportContext {
  ImportContext(
    funnel: .standard,
    aliases: aliases,
    sources: sources,
    managers: managers,
    today: day(today),
    currency: "RUB",
    options: options
  )
}

/// Reads bytes as any table.
func file(
  _ bytes: [UInt8],
  _ context: ImportContext = context(),
  name: String = "f.csv",
  chunk: Int = 1 << 16
) throws -> FileContent {
  try FileReader.read(.bytes(bytes, chunk: chunk), file: name, context: context) { _ in }
}

func layout(
  _ text: String,
  _ context: ImportContext = context(),
  name: String = "f.csv"
) throws -> LayoutFile {
  guard case .layout(let layout) = try file(Array(text.utf8), context, name: name) else {
    throw NotALayout()
  }
  return layout
}

struct NotALayout: Error {}

extension LayoutFile {
  /// Rows of an ad report, summed over campaigns: day, source, counter.
  var sums: [String: Int64] {
    guard case .ads(let lines, _) = content else { return [:] }
    return Dictionary(
      lines.map { ("\($0.row.day) \($0.row.source) \($0.row.counter ?? "")", $0.row.value) },
      uniquingKeysWith: +
    )
  }
  /// Cells of a table: day, source or manager, counter.
  var cells: [String: Int64] {
    guard case .table(let rows) = content else { return [:] }
    var all: [String: Int64] = [:]
    for row in rows {
      guard case .funnel(let cells) = row.content else { continue }
      for cell in cells {
        all["\(cell.day) \(cell.source ?? cell.manager ?? "") \(cell.counter)"] = cell.value
      }
    }
    return all
  }
  var deals: [Deal] {
    guard case .deals(let deals, _) = content else { return [] }
    return deals
  }
  func leftOut(_ reason: ColumnUse.LeftOut) -> [String] {
    recognition.columns.filter { $0.leftOut == reason }.map(\.name)
  }
}
