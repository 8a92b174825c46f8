"""Reads a letter from standard input as mail programs do, and prints what they would show, as JSON."""

import email
import email.header
import email.policy
import email.utils
import hashlib
import json
import sys

letter = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
files = [
    {
        "name": part.get_filename(),
        "old_name": str(email.header.make_header(email.header.decode_header(
            part.get_param("name", header="content-type")))),
        "type": part.get_content_type(),
        "sha256": hashlib.sha256(part.get_payload(decode=True)).hexdigest(),
    }
    for part in letter.iter_attachments()
]


def people(name):
    """Python's own parser leaves blanks between the encoded words of a long name; its older one
    joins them, as every mail program does."""
    raw = dict(letter.raw_items())[name]
    return [
        [str(email.header.make_header(email.header.decode_header(person))), address]
        for person, address in email.utils.getaddresses([raw])
    ]


print(json.dumps({
    "headers": [[name, str(value)] for name, value in letter.items()],
    "from": people("From"),
    "to": people("To"),
    "text": letter.get_body().get_content(),
    "files": files,
    "defects": [str(defect) for part in letter.walk() for defect in part.defects],
}))
