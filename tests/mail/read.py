"""Reads a letter from standard input as mail programs do, and prints what they would show, as JSON."""

import email
import email.policy
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
print(json.dumps({
    "headers": [[name, str(value)] for name, value in letter.items()],
    "from": [[one.display_name, one.addr_spec] for one in letter["From"].addresses],
    "to": [[one.display_name, one.addr_spec] for one in letter["To"].addresses],
    "text": letter.get_body().get_content(),
    "files": files,
    "defects": [str(defect) for part in letter.walk() for defect in part.defects],
}))
