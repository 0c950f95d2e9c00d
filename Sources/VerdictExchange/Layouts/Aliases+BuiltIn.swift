extension Aliases {
  /// Names seen in the exports of CRMs, ad cabinets and the tables of sales departments.
  package static let builtIn: Aliases = {
    var names = Aliases()
    names.columns = columnNames
    names.sources = [
      "Директ": [
        "директ", "яндекс директ", "яндекс.директ", "яндекс", "yandex direct", "yandex.direct",
        "yandex", "yandex-direct", "yandex_direct", "yadirect", "direct", "ya", "ya.direct",
      ],
      "VK": [
        "vk", "вк", "вконтакте", "vk реклама", "vk ads", "vkontakte", "vk_ads", "vk.com",
        "mytarget",
      ],
      "Google": [
        "google", "гугл", "google ads", "google-ads", "google_ads", "adwords", "googleads",
      ],
      "Meta": [
        "meta", "facebook", "fb", "instagram", "ig", "meta ads", "facebook ads", "facebook_ads",
      ],
      "Без источника": ["", "(not set)", "(none)", "не указан", "не указано", "без источника"],
    ]
    names.stages = [
      "leads": [
        "неразобранное", "новая", "новая заявка", "новый лид", "новая сделка", "новый", "заявка",
        "первичный контакт", "взят в работу", "взято в работу", "в работе", "new", "incoming leads",
        "initial contact",
      ],
      "meetings_scheduled": [
        "встреча назначена", "назначена встреча", "записан на встречу", "запись на встречу",
        "назначена", "zoom назначен", "согласие на встречу", "meeting scheduled", "meeting booked",
      ],
      "meetings_held": [
        "встреча проведена", "проведена встреча", "встреча состоялась", "встреча прошла", "дошел",
        "дошли", "презентация проведена", "принимают решение", "принимает решение",
        "согласование договора", "договор", "договор отправлен", "счет выставлен",
        "выставлен счет", "счет на предоплату", "подготовка документов", "meeting held",
        "proposal sent", "contract discussion", "decision making",
      ],
      "payments": [
        "успешно реализовано", "сделка успешна", "оплачено", "оплата получена", "оплата",
        "предоплата получена", "успешно", "closed won", "closed - won", "won", "paid",
        "deal won",
      ],
      DealStage.lostWord: [
        "закрыто и не реализовано", "сделка провалена", "провалена", "отказ", "проиграно",
        "анализ причины провала", "спам", "дубль", "closed lost", "closed - lost", "lost",
        "deal lost",
      ],
    ]
    return names
  }()

  private static let columnNames: [String: [String]] = [
    Field.date: [
      "дата", "день", "date", "day", "reporting starts", "начало отчетного периода", "дата отчета",
    ],
    Field.until: ["reporting ends", "окончание отчетного периода", "конец отчетного периода"],
    Field.source: [
      "источник", "источник сделки", "источник трафика", "канал", "рекламный канал", "utm_source",
      "utmsource", "utm source", "source", "площадка", "система",
    ],
    Field.manager: [
      "ответственный", "ответственный пользователь", "менеджер", "менеджер оп",
      "менеджер сделки", "продавец", "сотрудник", "manager", "responsible", "responsible user",
      "owner",
    ],
    Field.account: [
      "аккаунт", "логин", "логин клиента", "кабинет", "рекламный кабинет", "account",
      "account name",
      "название аккаунта", "clientlogin", "имя аккаунта",
    ],
    Field.campaign: [
      "кампания", "название кампании", "рекламная кампания", "campaign", "campaign name",
      "campaignname", "utmcampaign", "utm_campaign", "№кампании", "номер кампании",
      "id кампании", "campaign id", "campaignid",
    ],
    Field.currency: ["валюта", "currency", "currency code", "код валюты"],
    "impressions": ["показы", "показов", "impressions", "impr", "shows", "просмотры рекламы"],
    "clicks": [
      "клики", "кликов", "переходы", "клики на ссылку", "клики по ссылке", "clicks", "link clicks",
      "переходы на сайт",
    ],
    "spend": [
      "расход", "расходы", "расход всего", "расход с ндс", "затраты", "бюджет рекламы", "стоимость",
      "cost", "spend", "spent", "amount spent", "потраченная сумма", "сумма затрат", "потрачено",
      "списано", "expenses", "расход на рекламу", "рекламный бюджет", "ad spend",
    ],
    "leads": ["лиды", "лидов", "заявки", "заявок", "обращения", "leads"],
    "meetings_scheduled": [
      "встречи назначены", "назначено встреч", "встреч назначено", "записи", "записей",
      "назначенные встречи", "назначены", "meetings booked", "meetings scheduled",
    ],
    "meetings_due": [
      "должны прийти", "встречи на дату", "встречи на день", "встреч на сегодня",
      "должны были прийти",
      "meetings due",
    ],
    "meetings_moved": ["перенесены", "перенесено", "переносы", "meetings moved", "rescheduled"],
    "meetings_held": [
      "встречи проведены", "встреч проведено", "проведено встреч", "проведенные встречи", "дошли",
      "дошло", "проведены", "встречи", "закрытые встречи", "meetings held",
    ],
    "payments": [
      "оплаты", "оплат", "продажи", "новые клиенты", "новые продажи", "сделки", "оплатившие",
      "payments", "sales", "paid",
    ],
    "revenue": ["выручка", "оборот", "касса", "поступления", "сумма оплат", "revenue"],
    "refunds": ["возвраты", "возврат", "refunds"],
    Field.deal: [
      "id", "ид", "id сделки", "номер сделки", "№ сделки", "№сделки", "deal id", "lead id",
    ],
    Field.created: [
      "дата создания", "дата создания сделки", "создана", "создано", "created", "created at",
      "date create",
      "дата начала",
    ],
    Field.changed: [
      "дата редактирования", "дата изменения", "дата последнего изменения", "изменена", "modified",
      "updated at", "last modified",
    ],
    Field.closed: [
      "дата закрытия", "закрыта", "дата закрытия сделки", "closedate", "closed at", "date closed",
    ],
    Field.stage: [
      "этап сделки", "стадия сделки", "этап", "стадия", "статус", "статус сделки", "stage",
      "status", "lead status", "deal stage",
    ],
    Field.pipeline: ["воронка", "направление", "pipeline"],
    Field.amount: ["бюджет", "сумма", "сумма сделки", "opportunity", "budget", "sale", "price"],
    Field.tags: ["теги", "теги сделки", "тег", "tags"],
    Field.package: ["пакет", "тариф", "package", "plan name"],
    Field.computed: [
      "ctr", "cpc", "cpm", "cpl", "cpa", "cpo", "cac", "ecpc", "ecpm", "romi", "roas", "roi", "дрр",
      "цена цели", "цена за результат", "цена/конв.", "цена/конв", "ср. цена клика",
      "ср. цена за клик", "средняя цена клика", "cost per result", "cost / conv.", "cost / conv",
      "avg. cpc", "avg cpc", "стоимость лида", "цена лида", "цена заявки", "цена клика",
      "конверсия",
      "конверсия сайта", "доходимость", "недоход", "средний чек", "стоимость клиента",
      "цена клиента", "клики (все)", "clicks (all)", "частота", "frequency", "отказы",
      "глубина", "конверсия (%)", "clickthrough rate", "результаты", "results",
      "предполагаемая дата закрытия",
    ],
    Field.personal: [
      "полное имя контакта", "основной контакт", "контакт", "компания", "компания контакта",
      "телефон", "рабочий телефон", "мобильный телефон", "email", "e-mail", "рабочий email",
      "имя", "фамилия", "фио", "адрес", "примечание", "комментарий", "название сделки", "сделка",
      "кем создана сделка", "кем редактирована", "phone", "contact", "full name",
    ],
  ]
}
