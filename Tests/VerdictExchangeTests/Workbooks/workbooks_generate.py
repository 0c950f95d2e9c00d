"""Makes the workbooks of the tests with openpyxl 3.1.5 (and one archive with zipfile).

    pip install openpyxl==3.1.5 && python3 workbooks_generate.py

`department.xlsx` is the table of `Fixture.long`, written by a program that is not ours: dates as dates,
numbers as numbers, a ratio as a formula, a note's sheet before it and a hidden one after it.
`bomb.xlsx` has a part that unpacks to a thousand times its size. Numbers are invented.
"""
import datetime
import zipfile

import openpyxl

book = openpyxl.Workbook()
notes = book.active
notes.title = "Заметки"
notes["A1"] = "Планёрка в понедельник"
sheet = book.create_sheet("РНП")
sheet.append(["РНП", "Ноябрь 2026"])
sheet.append(["Дата", "Источник", "Показы", "Клики", "CTR", "Лиды", "Расход", "CPL", "Встречи назначены"])
sheet.append([datetime.date(2026, 11, 1), "Директ", 1200, 31, "=D3/C3", 9, 1550.5, 172.28, 4])
sheet.append([datetime.date(2026, 11, 1), "VK", 800, 20, 0.025, "—", 1000, "#DIV/0!", 2])
sheet.append(["Неделя 1", None, 2000, 51, None, 9, 2550.5, 283.39, 6])
sheet.append([datetime.datetime(2026, 11, 2, 10, 12, 44), "Директ", 1100, 30, 0.0273, 0, None, None, None])
sheet.append(["Итого", None, 3100, 81, None, 9, 2550.5, 283.39, 6])
for row in sheet.iter_rows(min_row=3, max_col=1):
    for cell in row:
        if isinstance(cell.value, datetime.date):
            cell.number_format = "DD.MM.YYYY"
hidden = book.create_sheet("Старое")
hidden.sheet_state = "hidden"
hidden.append(["Дата", "Источник", "Клики", "Лиды"])
hidden.append([datetime.date(2025, 1, 1), "Директ", 1, 1])
book.create_sheet("Менеджеры").append(["Дата", "Менеджер", "Дошли", "Должны прийти"])
book.save("department.xlsx")

with zipfile.ZipFile("bomb.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    archive.writestr("xl/workbook.xml", "<workbook><sheets/></workbook>")
    archive.writestr("xl/sharedStrings.xml", "<sst><si><t>" + "a" * (4 << 20) + "</t></si></sst>")
