"""What a clerk's own script does with the workbooks of a folder: reads them with openpyxl and adds up their numbers.

Prints `openpyxl<TAB>milliseconds`; where it is not installed, nothing, and says so.
Usage: add_up.py FOLDER
"""

import pathlib
import sys
import time


def main():
    try:
        import openpyxl
    except ImportError:
        print("openpyxl is not installed, not measured", file=sys.stderr)
        return
    start = time.perf_counter()
    total = 0
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx")):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book:
            for row in sheet.iter_rows(values_only=True):
                total += sum(value for value in row if isinstance(value, (int, float)))
        book.close()
    print(f"openpyxl\t{(time.perf_counter() - start) * 1000:.1f}")
    print(f"added up to {total}", file=sys.stderr)


main()
