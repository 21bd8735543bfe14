# SPDX-License-Identifier: GPL-3.0-or-later
"""A server with invented dialogues, and a browser as poor as they come: no script, no cookie unless it is told to, one request after the other."""
import html.parser
import os
import re
import socket
import subprocess
import tempfile
import urllib.parse
import zlib

PASSPHRASE = "nine brown owls keep the lamp"
LANGUAGES = {"en": "ltr", "ar": "rtl", "ckb": "rtl"}


def environment():
    env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "LD_PRELOAD"}
    env.update(PATH="/usr/bin:/bin", HOME=os.getcwd(), LC_ALL="C", TZ="UTC", USER="tester", DIWAN_PASSPHRASE=PASSPHRASE)
    return env


class Server:
    """`codes`: those of the dialogue by-code."""
    def __init__(self, diwan, maker):
        self.folder = tempfile.TemporaryDirectory()
        self.register = os.path.join(self.folder.name, "room.diwan")
        env = environment()
        subprocess.run([diwan, "new", self.register, "--quiet"], env=env, check=True, capture_output=True, timeout=120)
        made = subprocess.run([maker, self.register], env=env, check=True, capture_output=True, text=True, timeout=120)
        self.codes = made.stdout.split()
        self.process = subprocess.Popen([diwan, "serve", self.register, "--port", "0"], env=env, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        said = ""
        for line in self.process.stderr:
            said += line
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                return
        raise AssertionError("the server did not begin: " + said)

    def end(self):
        self.process.terminate()
        status = self.process.wait(timeout=30)
        self.process.stderr.close()
        self.folder.cleanup()
        return status


class Reply:
    def __init__(self, raw):
        self.raw = raw
        head, _, body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1])
        self.headers = [tuple(line.split(": ", 1)) for line in lines[1:]]
        if self.header("Transfer-Encoding") == "chunked":
            body = unchunked(body)
        if self.header("Content-Encoding") == "gzip":
            body = zlib.decompress(body, 31)
        self.text = body.decode("utf-8")

    def header(self, name):
        return next((v for k, v in self.headers if k.lower() == name.lower()), "")

    def all(self, name):
        return [v for k, v in self.headers if k.lower() == name.lower()]


def unchunked(body):
    out = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        n = int(size, 16)
        out, body = out + body[:n], body[n + 2:]
        if not n:
            break
    return out


def fetch(port, method, path, body=b"", headers=()):
    """All that came over the wire."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as s:
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        s.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        raw = b""
        while True:
            more = s.recv(65536)
            if not more:
                return Reply(raw)
            raw += more


class Page(html.parser.HTMLParser):
    """Forms with their fields and buttons, links, ids and texts of a page."""
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.forms, self.links, self.texts, self.tags, self.lang, self.dir, self.titles = [], [], {}, [], "", "", ""
        self._open, self._form = [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = {k: v or "" for k, v in attrs}
        self.tags.append((tag, a))
        if tag == "html":
            self.lang, self.dir = a.get("lang", ""), a.get("dir", "")
        if tag == "form":
            self._form = {"action": a["action"], "method": a.get("method", "get"), "fields": {}, "buttons": [], "id": a.get("id", ""), "choices": {}}
            self.forms.append(self._form)
        if tag == "a":
            self.links.append(a.get("href", ""))
        if self._form is not None and tag in ("input", "textarea", "button") and "name" in a:
            if tag == "button":
                self._form["buttons"].append((a["name"], a.get("value", "")))
            elif a.get("type") == "radio":
                self._form["choices"].setdefault(a["name"], []).append(a.get("value", ""))
                if "checked" in a:
                    self._form["fields"][a["name"]] = a.get("value", "")
            else:
                self._form["fields"][a["name"]] = a.get("value", "")
        if tag not in ("input", "meta", "link", "path", "circle", "br"):
            self._open.append((tag, a.get("id", "")))

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for tag, name in self._open[-3:]:
            if name:
                self.texts[name] = self.texts.get(name, "") + data
            if tag in ("title", "h1", "strong"):
                self.texts[tag] = self.texts.get(tag, "") + data

    def form(self, end):
        """The form whose action ends so (before the language)."""
        return next((f for f in self.forms if f["action"].split("?")[0].endswith(end)), None)


class Browser:
    """`cookies`: whether it takes them."""
    def __init__(self, port, cookies=False, language=""):
        self.port, self.takes, self.jar, self.language, self.reply, self.page, self.path = port, cookies, {}, language, None, None, "/"

    def ask(self, method, path, body=b"", headers=()):
        headers = ["Accept-Encoding: gzip", *headers]
        if self.language:
            headers.append("Accept-Language: " + self.language)
        held = [v for (name, at), v in self.jar.items() if path.split("?")[0].startswith(at)]
        if held:
            headers.append("Cookie: " + "; ".join(held))
        self.reply = fetch(self.port, method, path, body, headers)
        self.path = path
        for line in self.reply.all("Set-Cookie"):
            name = line.split("=")[0]
            at = re.search(r"Path=([^;]*)", line).group(1)
            if re.search(r"Max-Age=0", line):
                self.jar.pop((name, at), None)
            elif self.takes:
                self.jar[name, at] = line.split(";")[0]
        self.page = Page(self.reply.text) if "html" in self.reply.header("Content-Type") else None
        return self.reply

    def get(self, path):
        return self.ask("GET", path)

    def send(self, form, button=None, headers=(), **fields):
        all_fields = {**form["fields"], **fields}
        if button:
            all_fields[button[0]] = button[1]
        return self.ask("POST", urllib.parse.urljoin(self.path, form["action"]), urllib.parse.urlencode(all_fields).encode(), headers)

    def vote(self, v, **fields):
        return self.send(self.page.form("/vote"), ("v", str(v)), **fields)

    def go(self, where):
        """One of the buttons that carry the pass: result, leave, other, skip."""
        return self.send(next(f for f in self.page.forms if ("go", where) in f["buttons"]), ("go", where))


class Report:
    def __init__(self):
        self.lines, self.failed = [], 0

    def run(self, name, test):
        faults = []
        try:
            test(lambda fine, why: None if fine else faults.append(str(why)))
        except (AssertionError, KeyError, TypeError, AttributeError, OSError, StopIteration, ValueError) as e:
            faults.append(f"{type(e).__name__}: {e} (line {e.__traceback__.tb_next.tb_lineno if e.__traceback__.tb_next else 0})")
        self.failed += bool(faults)
        self.lines.append(f"{'not ok' if faults else 'ok'} {len(self.lines) + 1} - {name}")
        print(self.lines[-1], flush=True)
        for f in faults[:10]:
            print("# " + f.replace("\n", " ")[:300])

    def end(self):
        print(f"1..{len(self.lines)}")
        return 1 if self.failed else 0


def can_encrypt(diwan):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([diwan, "new", os.path.join(folder, "x.diwan")], env=environment(), capture_output=True, text=True, timeout=60, check=False)
    return "without encryption" not in done.stderr
