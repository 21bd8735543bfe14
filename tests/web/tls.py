#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tls.py DIWAN: the server with a certificate made for the test: which versions of TLS it speaks, what it tells browsers, and what is wrong is told in a sentence. TAP."""
import http.client
import os
import shutil
import signal
import socket
import ssl
import sys
import tempfile
import time
import warnings

import serving
from server import head, raw
from serving import Server, Tap

warnings.simplefilter("ignore", DeprecationWarning)


def handshake(port, cert, least, most):
    """The version agreed upon, or what went wrong."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cert)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = least, most
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as s, context.wrap_socket(s, server_hostname="localhost") as t:
            return t.version(), t.cipher()[0]
    except (ssl.SSLError, OSError) as e:
        return None, str(e)


def main():
    diwan = sys.argv[1]
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "open.diwan")
        serving.run(diwan, "new", "--open", path, "--name", "Selmara", "--quiet")
        cert, key = serving.certificate(folder)
        other = os.path.join(folder, "other")
        os.mkdir(other)
        other_cert, other_key = serving.certificate(other)
        nonsense = os.path.join(folder, "nonsense.pem")
        with open(nonsense, "w", encoding="ascii") as f:
            f.write("neither certificate nor key\n")
        mixed_key = os.path.join(folder, "mixed.pem")
        shutil.copy(key, mixed_key)
        server = Server(diwan, path, tls=(cert, key))
        V = ssl.TLSVersion
        for least, most, want in ((V.TLSv1_3, V.TLSv1_3, "TLSv1.3"), (V.TLSv1_2, V.TLSv1_2, "TLSv1.2"), (V.TLSv1, V.TLSv1_1, None)):
            got, more = handshake(server.port, cert, least, most)
            tap.ok(got == want, f"TLS up to {most.name}: {want or 'refused'}", got, more)
        c = http.client.HTTPSConnection("localhost", server.port, context=ssl.create_default_context(cafile=cert), timeout=10)
        for _ in range(20):
            c.request("GET", "/nothing?lang=ar")
            r = c.getresponse()
            body, h = r.read(), dict((k.lower(), v) for k, v in r.getheaders())
        tap.ok(r.status == 404 and body.endswith(b"</html>\n") and h.get("strict-transport-security") == "max-age=31536000", "pages say that it is TLS for a year", r.status, h)
        tap.ok("; Secure" in h.get("set-cookie", ""), "cookies are for TLS alone", h)
        tap.ok("Warning" not in server.said(), "no warning", server.said())
        tap.ok(b"200" not in raw(server.port, head("GET", "/health")), "without TLS nothing is answered")
        silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
        c.request("GET", "/health")
        tap.ok(c.getresponse().status == 200, "who never says hello keeps nobody out")
        for s in silent:
            s.close()
        c.close()
        before = ssl.get_server_certificate(("127.0.0.1", server.port))
        for at, to in ((other_cert, cert), (other_key, key)):
            shutil.copy(at, to)
        server.process.send_signal(signal.SIGHUP)
        began, now = time.time(), before
        while now == before and time.time() - began < 10:
            now = ssl.get_server_certificate(("127.0.0.1", server.port))
            time.sleep(0.05)
        with open(other_cert, encoding="ascii") as f:
            tap.ok(now.split() == f.read().split(), "a certificate that was renewed is taken at SIGHUP", time.time() - began, server.said())
        shutil.copy(mixed_key, key)
        server.process.send_signal(signal.SIGHUP)
        began = time.time()
        while "stays as it was" not in server.said() and time.time() - began < 10:
            time.sleep(0.05)
        tap.ok("belong together" in server.said() and ssl.get_server_certificate(("127.0.0.1", server.port)) == now, "a key that belongs to another certificate changes nothing", server.said())
        tap.ok(server.stop() == 0, "it ends well", server.said())
        for options, words in (((cert, mixed_key), "belong together"), ((os.path.join(folder, "none.pem"), key), "none.pem"), ((nonsense, key), "certificate")):
            done = serving.run(diwan, "serve", path, "--port", "0", "--certificate", options[0], "--certificate-key", options[1], check=False)
            tap.ok(done.returncode == 1 and words in done.stderr and done.stderr.count("\n") == 1 and mixed_key not in done.stderr, f"a wrong certificate or key is told: {words}", done.returncode, done.stderr)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
