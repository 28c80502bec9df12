"""Places that messages go to: a mail server and web hooks on loopback, which keep what they were sent."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Mailbox:
    """A mail server that takes whatever ``password`` is shown for."""

    password: str
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._controller = _Controller(
            self,
            hostname="127.0.0.1",
            port=0,
            auth_require_tls=False,
            authenticator=self._knows,
        )
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def url(self, password: str | None = None) -> str:
        shown = self.password if password is None else password
        to = "zwgk@example.gov.cn"
        return f"mailto://lanmu:{shown}@127.0.0.1:{self.port}?from=lanmu@example.gov.cn&to={to}&mode=insecure"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    def _knows(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, shown: Any) -> AuthResult:
        known = isinstance(shown, LoginPassword) and shown.password == self.password.encode()
        return AuthResult(success=known, handled=False)


class _Controller(Controller):  # type: ignore[misc]  # aiosmtpd is not typed
    def _trigger_server(self) -> None:
        """Learn the port that the system gave, before it is tried."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@dataclass(frozen=True)
class Posted:
    path: str
    query: dict[str, str]
    content: Any


@dataclass
class Hook:
    """A web hook that answers ``status`` with ``answer`` as JSON."""

    status: int = 200
    answer: Any = None
    posts: list[Posted] = field(default_factory=list)

    def __enter__(self) -> Self:
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                asked = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(asked.query).items()}
                hook.posts.append(Posted(asked.path, query, content))
                self.send_response(hook.status)
                self.end_headers()
                self.wfile.write(b"" if hook.answer is None else json.dumps(hook.answer).encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_port)

    @property
    def url(self) -> str:
        return f"json://lanmu:{SECRET}@127.0.0.1:{self.port}/{SECRET}"

    @property
    def messages(self) -> list[str]:
        return [f"{post.content['title']}\n{post.content['message']}" for post in self.posts]


SECRET = "k7Qm-jia-mi-kou-ling"
"""Stands in every address of these tests, and nowhere else may it be seen."""
