"""A real mail server on loopback, with sign-in and encryption, that keeps what it is given.

Started by the tests with one argument, a JSON object: folder, certificate, key, starttls, user, code, size, refuse
(a recipient it does not take) and answer (what it says after a letter). Prints its port once it listens.
"""

import asyncio
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

wanted = json.loads(sys.argv[1])
folder = pathlib.Path(wanted["folder"])


class Office:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == wanted.get("refuse"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = wanted.get("answer") or "250 OK"
        if answer.startswith("2"):
            Office.count += 1
            kept = folder / f"{Office.count}.eml"
            kept.write_bytes(envelope.original_content)
            way = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "encrypted": server._tls_protocol is not None
                   or session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None}
            kept.with_suffix(".json").write_text(json.dumps(way))
        return answer


def signed_in(server, session, envelope, mechanism, given):
    right = (
        isinstance(given, LoginPassword)
        and given.login == wanted["user"].encode()
        and given.password == wanted["code"].encode()
    )
    return AuthResult(success=right, handled=False)


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(wanted["certificate"], wanted["key"])
    starttls = wanted["starttls"]

    def connection():
        return SMTP(
            Office(),
            hostname="mail.test",
            data_size_limit=wanted["size"],
            tls_context=context if starttls else None,
            require_starttls=starttls,
            auth_required=True,
            auth_require_tls=starttls,
            authenticator=signed_in,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, "127.0.0.1", 0, ssl=None if starttls else context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
