/// Words of the page a manager has open beside the CRM during a call.
package struct CallWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  package var title: String { language("Звонок", "Call") }
  package var lead: String {
    language(
      "Сначала разговор. Когда клиент согласился на встречу, нажмите: страница скажет, что предложить.",
      "Talk first. When the client has agreed to meet, press: the page says what to offer."
    )
  }
  package var deal: String { language("Номер сделки", "Deal number") }
  package var dealHint: String {
    language("Из CRM, только цифры и буквы.", "From the CRM, letters and digits only.")
  }
  package var manager: String { language("Кто говорит", "Who is calling") }
  package var test: String { language("Какая проверка", "Which test") }
  package var yes: String { language("да", "yes") }
  package var no: String { language("нет", "no") }
  package var unknown: String { language("не знаю", "don't know") }
  package var agreed: String { language("Согласился встретиться", "Agreed to meet") }
  package var agreedHint: String {
    language("Жребий бросается в эту секунду.", "The lot is drawn at this very second.")
  }
  package func parity(control: String, variant: String) -> String {
    language(
      "Без экрана: нечётный номер — «\(control)», чётный — «\(variant)».",
      "Without a screen: an odd number is “\(control)”, an even one “\(variant)”."
    )
  }
  package var nothingOpen: String {
    language(
      "Сейчас ни одна проверка не бросает жребий по клиентам. Говорите как обычно.",
      "No test draws clients today. Talk as usual."
    )
  }
  package var missingDeal: String { language("Впишите номер сделки.", "Type the deal number.") }
  package var badDeal: String {
    language(
      "В номере сделки бывают только буквы, цифры, точка, дефис и подчёркивание.",
      "A deal number has only letters, digits, dots, hyphens and underscores."
    )
  }
  package var missingManager: String {
    language("Выберите, кто говорит.", "Choose who is calling.")
  }
  package var missingTest: String { language("Выберите проверку.", "Choose the test.") }

  package var newWay: String { language("Говорим по-новому", "Say it the new way") }
  package var oldWay: String { language("Говорим как обычно", "Say it the usual way") }
  package func client(_ unit: String) -> String { language("Сделка \(unit)", "Deal \(unit)") }
  package var drawnBefore: String {
    language(
      "Этому клиенту уже выпало раньше: жребий один и тот же.",
      "This client was drawn before: the lot stays the same."
    )
  }
  package func outcome(_ code: String) -> String {
    switch code {
    case "took": language("Подключился сейчас", "Joined now")
    case "booked": language("Записался на встречу", "Booked a meeting")
    case "declined": language("Передумал", "Changed their mind")
    default: language("Сказал иначе", "Said it differently")
    }
  }
  package var whatCame: String { language("Что вышло", "What came of it") }
  package var differently: String {
    language(
      "Сказал другие слова? Это не ошибка, но разбор должен знать.",
      "Said other words? No harm done, but the review has to know."
    )
  }
  package var differentlyField: String { language("Что сказал", "What was said") }
  package func recorded(_ code: String) -> String {
    language("Записано: \(outcome(code)).", "Recorded: \(outcome(code)).")
  }
  package var undo: String { language("Отменить (10 секунд)", "Take back (10 seconds)") }
  package var takenBack: String {
    language(
      "Отменено: про этого клиента снова ничего не записано.",
      "Taken back: nothing is recorded about this client."
    )
  }
  package var noted: String {
    language("Отмечено: сказано иначе.", "Noted: it was said differently.")
  }
  package var next: String { language("Следующий звонок", "Next call") }
  package var waiting: String { language("Ждут исхода", "Waiting for an outcome") }
  package var offline: String {
    language(
      "Нет связи. Запись ждёт на этой странице и уйдёт сама, когда связь вернётся. Не закрывайте страницу.",
      "No connection. The entry waits on this page and goes by itself when the connection is back. Keep the page open."
    )
  }
  package var sending: String { language("Отправляем…", "Sending…") }
}
