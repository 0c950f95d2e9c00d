/// The page in an archive's folder that says what each file is, as Markdown that also reads plainly.
package enum ArchivePage {
  /// Renders the page in both languages, the reader's own first.
  ///
  /// - Parameters:
  ///   - files: paths within the folder, and lines of those that are tables.
  ///   - program: its name and version.
  ///   - language: the reader's own.
  /// - Returns: Markdown.
  package static func render(
    _ files: [(path: String, rows: Int?)],
    program: String,
    language: Language
  ) -> String {
    let other: Language = language == .ru ? .en : .ru
    return part(files, program, language) + "\n---\n\n" + part(files, program, other)
  }

  private static func part(
    _ files: [(path: String, rows: Int?)],
    _ program: String,
    _ language: Language
  ) -> String {
    let figures = Figures(language)
    var lines = ["# " + language("Архив verdict", "A Verdict archive"), ""]
    lines += [
      language(
        "Здесь всё, что было в хранилище, в открытых формах. Вернуть целиком: `verdict restore ПАПКА` (прежнее хранилище останется рядом). Архив знает столько же, сколько хранилище: берегите его так же.",
        "This is everything the store held, in open formats. Back as a whole: `verdict restore FOLDER` (the present store is kept beside it). An archive knows as much as the store: keep it as safe."
      ), "",
    ]
    lines += [
      language(
        "- `data/*.csv` — строки хранилища: UTF-8, запятая, даты ISO, моменты UTC, деньги с точкой; в `daily-table.csv` и `ad-rows.csv` деньги в копейках. Пустая ячейка — «не известно» или «не делится». Апостроф перед `=`, `+`, `-`, `@` снимается при чтении. `batch` — номер загрузки; что было до правок, лежит в `former-rows.csv`, так что `verdict undo` работает и после возврата.",
        "- `data/*.csv`: the store's rows in UTF-8, commas, ISO days, moments in UTC, money with a point; in `daily-table.csv` and `ad-rows.csv` money is in minor units. An empty cell is “not known” or “not split”. An apostrophe before `=`, `+`, `-`, `@` is taken back on reading. `batch` is the number of an import; rows as they were before corrections are in `former-rows.csv`, so that `verdict undo` works afterwards too."
      ),
      language(
        "- `forms/`, `reviews/`, `looks/` — замороженные формы гипотез, опубликованные разборы и проверки, байт в байт.",
        "- `forms/`, `reviews/`, `looks/`: frozen forms of hypotheses, published reviews and looks, byte for byte."
      ),
      language(
        "- `for-people/` — то же ещё раз для людей и для `verdict import`: таблица, исходы, итоги, гипотезы в YAML для `verdict hypothesis add`. При возврате не читается. Вторая и дальнейшие оплаты одного клиента там не помещаются, они в `data/outcomes.csv`.",
        "- `for-people/`: the same once more for people and for `verdict import`: the table, outcomes, tallies, hypotheses in YAML for `verdict hypothesis add`. Not read on restoring. Second and further payments of one client do not fit there; they are in `data/outcomes.csv`."
      ),
      language(
        "- `archive.json` — список файлов с SHA-256.",
        "- `archive.json`: the files with their SHA-256."
      ), "",
      language(
        "Нет паролей, входов и приглашений. Суммы и клетки не выгружаются: они выводятся из строк и при возврате считаются заново. Журнал (`audit.csv`) возвращается с его цепочкой хешей и растёт дальше.",
        "There are no passwords, sign-ins or invitations. Sums and cells are not exported: they follow from the rows and are made anew on restoring. The audit (`audit.csv`) comes back with its chain of hashes and goes on growing."
      ), "", language("| файл | строк |", "| file | rows |"), "|---|---:|",
    ]
    for file in files {
      guard let rows = file.rows else { continue }
      lines.append("| `\(file.path)` | \(figures.whole(Int64(rows))) |")
    }
    lines += ["", language("Сделано программой ", "Made by ") + program + ".", ""]
    return lines.joined(separator: "\n")
  }
}
