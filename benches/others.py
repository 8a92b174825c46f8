"""The same form by what an office might use instead: XlsxWriter and openpyxl for the workbook, LibreOffice for the rest.

Prints `name<TAB>milliseconds` lines, medians of many runs. What is not installed is left out, and said.
Usage: others.py FORM.json FOLDER; the form is {"title", "rows": [[text]], "months": [[[number]]]}.
"""

import json
import os
import statistics
import subprocess
import sys
import time


def median(operation, runs=11):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        operation()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def by_xlsxwriter(form, path):
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    title = book.add_format({"bold": True, "align": "center"})
    cell = book.add_format({"border": 1, "text_wrap": True})
    sheet.merge_range(0, 0, 0, len(form["rows"][0]) - 1, form["title"], title)
    for row, texts in enumerate(form["rows"], 1):
        for column, text in enumerate(texts):
            sheet.write(row, column, text, cell)
    book.close()


def by_openpyxl(form, path):
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    book = openpyxl.Workbook()
    sheet = book.active
    line = Side(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(form["rows"][0]))
    sheet.cell(1, 1, form["title"]).font = Font(bold=True)
    for row, texts in enumerate(form["rows"], 2):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column, text)
            cell.border = border
            cell.alignment = Alignment(wrap_text=True)
    book.save(path)


def office(folder, months):
    import uno
    from com.sun.star.beans import PropertyValue

    def options(**values):
        return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())

    pipe = f"yuebao{os.getpid()}"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    soffice = subprocess.Popen(
        ["soffice", profile, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    context = None
    while context is None:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.05)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    try:
        book = f"file://{folder}/form.xlsx"

        def load():
            desktop.loadComponentFromURL(book, "_blank", 0, options(Hidden=True)).close(True)

        yield "LibreOffice load", median(load)
        document = desktop.loadComponentFromURL(book, "_blank", 0, options(Hidden=True))
        pdf = options(FilterName="calc_pdf_Export")
        yield "LibreOffice pdf", median(lambda: document.storeToURL(f"file://{folder}/office.pdf", pdf))
        document.close(True)
        document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, options(Hidden=True))
        sheet = document.Sheets.getByIndex(0)
        for row, figure in enumerate(months):
            for column, amount in enumerate(figure):
                sheet.getCellByPosition(column, row).Value = amount
                first = sheet.getCellByPosition(0, row).AbsoluteName.split(".")[-1].replace("$", "")
                last = sheet.getCellByPosition(column, row).AbsoluteName.split(".")[-1].replace("$", "")
                sheet.getCellByPosition(column, row + len(months) + 1).Formula = f"=SUM({first}:{last})"
        numbers = iter(range(1, 1000))

        def type_one():
            sheet.getCellByPosition(0, 0).Value = next(numbers)
            document.calculate()
            return sheet.getCellByPosition(len(months[0]) - 1, len(months) + 1).Value

        yield "LibreOffice recalc", median(type_one)
        document.close(True)
    finally:
        try:
            desktop.terminate()
        except Exception:
            pass
        soffice.wait()


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        form = json.load(file)
    folder = sys.argv[2]
    for name, write in (("XlsxWriter", by_xlsxwriter), ("openpyxl", by_openpyxl)):
        try:
            path = os.path.join(folder, f"{name}.xlsx")
            print(f"{name}\t{median(lambda: write(form, path)):.2f}", flush=True)
        except ImportError:
            print(f"{name} is not installed, not measured", file=sys.stderr)
    try:
        for name, value in office(folder, form["months"]):
            print(f"{name}\t{value:.2f}", flush=True)
    except (ImportError, FileNotFoundError):
        print("LibreOffice with Python is not installed, not measured", file=sys.stderr)


main()
