"""Packs a folder: names in UTF-8, in order, all with one time, so that the same files give the same bytes.

python3 zip.py FOLDER ZIP SECONDS
"""

import os
import sys
import time
import zipfile

folder, target, seconds = sys.argv[1:]
moment = time.gmtime(int(seconds))[:6]
paths = sorted(os.path.join(where, name) for where, _, names in os.walk(folder) for name in names)
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as container:
    for path in paths:
        entry = zipfile.ZipInfo(os.path.relpath(path, folder).replace(os.sep, "/"), moment)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with open(path, "rb") as file:
            container.writestr(entry, file.read())
