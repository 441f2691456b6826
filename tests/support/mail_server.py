"""A mail server on this machine that takes every mail, or, when told to be silent, every call and says nothing."""

import socketserver
import threading
from email import message_from_bytes
from email.message import Message


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Call)
        self.silent = threading.Event()
        self.called = 0
        self.received: list[Message] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}?from=partner-center@example.com"

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.shutdown()
        self.server_close()


class _Call(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.called += 1
        if self.server.silent.is_set():
            self.rfile.read()
            return
        self._say("220 here")
        for line in self.rfile:
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say("354 go on")
                self.server.received.append(message_from_bytes(self._mail()))
            self._say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def _mail(self) -> bytes:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
