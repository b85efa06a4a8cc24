"""A mail server on loopback that takes letters, refuses, puts off, is silent or hangs up, as told."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

ANSWERS = {"refuses": b"550 no such mailbox Kestrel", "puts off": b"451 try later", "quits": b"421 closing"}


class MailBox(socketserver.ThreadingTCPServer):
    """What came, and how the server behaves: takes, hangs, drops, refuses, puts off, quits, distrusts."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.behaves = "takes"
        self.came: list[EmailMessage] = []
        self.released = threading.Event()
        self.has_letter = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as a letter needs."""

    server: MailBox

    def handle(self) -> None:
        if self.server.behaves == "hangs":
            self.server.released.wait(20)
            return
        self.say(b"220 ready")
        for line in self.rfile:
            word = line.strip().upper()[:4]
            if word == b"QUIT":
                self.say(b"221 bye")
                return
            if word == b"DATA" and not self.take():
                return
            if word != b"DATA":
                self.say(self.answer(word))

    def answer(self, word: bytes) -> bytes:
        if word == b"MAIL" and self.server.behaves == "distrusts":
            return b"530 sign in first"
        return ANSWERS.get(self.server.behaves, b"250 ok") if word == b"RCPT" else b"250 ok"

    def take(self) -> bool:
        """A letter; whether the conversation goes on."""
        self.say(b"354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.behaves == "drops":
            return False
        self.server.came.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.server.has_letter.set()
        if self.server.behaves == "holds":
            self.server.released.wait(20)
        self.say(b"250 queued")
        return True

    def say(self, answer: bytes) -> None:
        self.wfile.write(answer + b"\r\n")


@contextmanager
def mailbox(settings: Any) -> Iterator[MailBox]:
    """A server that Django's own settings lead to."""
    with MailBox() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 0.3
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
