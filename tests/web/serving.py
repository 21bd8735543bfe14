# SPDX-License-Identifier: GPL-3.0-or-later
"""A register with an account for each role, served; and what asks it. For the tests beside this file.

The register is encrypted and small: incidents and borders, a published dialogue, and one held with people here. Who took part in that one
has numbers that stand nowhere else (PARTICIPANTS): wherever one of them is found, something leaks.
"""
import csv
import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "golden", "data")
PASSPHRASE = "nine brown owls keep the lamp"
PASSWORD = "seven tall herons stand still"
ROLES = ("reader", "facilitator", "analyst", "steward")
PARTICIPANTS = [70013370000 + 17 * i for i in range(60)]  # longer than any other number here
ENV = dict(os.environ, DIWAN_PASSPHRASE=PASSPHRASE, DIWAN_LANG="en", DIWAN_WHO="tests", LC_ALL="C.UTF-8")


def run(diwan, *args, stdin="", check=True, **env):
    done = subprocess.run([diwan, *args], input=stdin, capture_output=True, text=True, env=dict(ENV, **env), timeout=300)
    if check and done.returncode != 0:
        raise RuntimeError(f"diwan {' '.join(args)}: {done.stdout[-500:]}{done.stderr[-1500:]}")
    return done


def own_dialogue(folder):
    """The golden dialogue with other numbers for those who took part: nobody else's number looks like theirs."""
    to = os.path.join(folder, "spoken-here")
    shutil.copytree(os.path.join(DATA, "maruq-round-table"), to)
    numbers = {}
    for name in ("participants.csv", "votes.csv"):
        path = os.path.join(to, name)
        with open(path, encoding="utf-8", newline="") as f:
            rows = list(csv.reader(f))
        column = next(i for i, key in enumerate(rows[0]) if key in ("participant", "voter-id"))
        for row in rows[1:]:
            row[column] = str(numbers.setdefault(row[column], PARTICIPANTS[len(numbers) % len(PARTICIPANTS)]))
        with open(path, "w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(rows)
    return to


def register(diwan, folder, roles=ROLES, dialogues=True):
    """Path of a new register in `folder`, with an account named like each role and one, "spare", for what ends accounts."""
    path = os.path.join(folder, "room.diwan")
    run(diwan, "new", path, "--name", "Selmara", "--quiet")
    run(diwan, "add", path, os.path.join(DATA, "selmara_borders.geojson"), os.path.join(DATA, "selmara_incidents.csv"),
        os.path.join(DATA, "selmara_harm.csv"), "--quiet")  # nobody has stated the licence of these: for those with an account alone
    if dialogues:
        run(diwan, "add", path, os.path.join(DATA, "maruq-round-table"), "--public", "--dialogue", "published", "--quiet")
        run(diwan, "add", path, own_dialogue(folder), "--dialogue", "spoken-here", "--quiet")
    password = os.path.join(folder, "password")
    with open(password, "w", encoding="utf-8") as f:
        f.write(PASSWORD + "\n")
    os.chmod(password, 0o600)
    for role in roles:
        run(diwan, "user", "add", path, role, "--role", role, "--password-file", password, "--quiet")
    return path


def certificate(folder):
    cert, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    return cert, key


class Server:
    def __init__(self, diwan, path, *options, tls=None, env=None, port=0):
        self.log = path + ".log"
        args = [diwan, "serve", path, "--port", str(port), *options]
        if tls:
            args += ["--certificate", tls[0], "--certificate-key", tls[1]]
        self.tls = bool(tls)
        self.err = open(self.log, "w+", encoding="utf-8")
        self.process = subprocess.Popen(args, stdin=subprocess.DEVNULL, stdout=self.err, stderr=self.err, env=dict(ENV, **(env or {})))
        self.port = None
        for _ in range(600):
            found = re.search(r"://[^\s/]*:(\d+)", self.said())
            if found:
                self.port = int(found.group(1))
                break
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        if not self.port:
            self.stop()
            raise RuntimeError("no server: " + self.said()[-2000:])

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as f:
            return f.read()

    def connection(self):
        if self.tls:
            context = ssl._create_unverified_context()
            return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=context)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    @property
    def address(self):
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.err.close()
        return self.process.returncode


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")


class Caller:
    """Somebody who asks over one connection that is kept, with what cookies were set."""

    def __init__(self, server, name="nobody"):
        self.server, self.name, self.cookies, self.token, self.link = server, name, {}, "", None

    def ask(self, method, path, fields=None, headers=None, body=None):
        sent = {"Accept": "text/html", "Accept-Language": "en", **(headers or {})}
        if self.cookies and "Cookie" not in sent:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        for once_more in (True, False):
            if self.link is None:
                self.link = self.server.connection()
            try:
                self.link.request(method, path, body=body, headers=sent)
                r = self.link.getresponse()
                answer = Answer(r.status, r.getheaders(), r.read())
                if r.will_close:
                    self.close()
                break
            except (http.client.HTTPException, OSError):
                self.close()
                if not once_more:
                    return Answer(0, [], b"")  # closed without an answer
        for key, value in answer.headers:
            if key.lower() == "set-cookie":
                name, _, rest = value.partition("=")
                value = rest.split(";")[0]
                if "Max-Age=0" in rest:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = value
        return answer

    def close(self):
        if self.link:
            self.link.close()
        self.link = None

    def sign_in(self, password=PASSWORD):
        a = self.ask("POST", "/sign-in", {"name": self.name, "password": password})
        if a.status != 303:
            raise RuntimeError(f"{self.name} cannot sign in: {a.status} {a.text[-600:]}")
        self.token = self.form_token()
        return self

    def form_token(self):
        """Of any form that a page of this session shows."""
        found = re.search(r'name="token" value="([0-9a-f]{64})"', self.ask("GET", "/me").text)
        return found.group(1) if found else ""


def open_to_readers(steward, readers="anybody"):
    """The register, to anybody. The other settings stay as the form has them."""
    form = steward.ask("GET", "/settings").text
    fields = dict(re.findall(r'<input[^>]*name="([a-z_]+)"[^>]*value="([^"]*)"', form))
    language = re.search(r'<select[^>]*name="language".*?<option value="([a-z]*)" selected', form, re.S)
    fields.update({"language": language.group(1) if language else "en", "readers": readers, "token": steward.token})
    a = steward.ask("POST", "/settings", fields)
    if a.status not in (200, 303):
        raise RuntimeError(f"the register cannot be opened to readers: {a.status} {a.text[-500:]}")


def hold(facilitator, name, told):
    """A dialogue held here, open to whoever has its address. told: (topic, statements a line each) in the three languages."""
    fields = [("token", facilitator.token), ("step", "make"), ("name", name), ("first", "en"), ("districts", ""), ("entry", "link"), ("listed", "yes"), ("may_add", "yes"), ("result", "yes"), ("rules", "")]
    for topic, statements in told:
        fields += [("topic", topic), ("description", ""), ("who", ""), ("statements", statements)]
    fields += [("own_name", ""), ("own_values", ""), ("own_name", ""), ("own_values", "")]
    made = facilitator.ask("POST", "/hold/new", fields)
    opened = facilitator.ask("POST", f"/hold/{name}/open", [("token", facilitator.token)])
    if (made.status, opened.status) != (303, 303):
        raise RuntimeError(f"the dialogue is not held: {made.status} {opened.status} {made.text[-900:]}")


def pages(diwan):
    import json
    return json.loads(subprocess.run([diwan, "serve", "--pages"], capture_output=True, text=True, check=True).stdout)


class Tap:
    def __init__(self):
        self.n = self.wrong = 0

    def ok(self, good, name, *why):
        self.n += 1
        print(f"{'ok' if good else 'not ok'} {self.n} - {name}", flush=True)
        if not good:
            self.wrong += 1
            for line in why:
                for part in str(line).split("\n")[:40]:
                    print("# " + part[:400])
        return good

    def end(self):
        print(f"1..{self.n}")
        return 1 if self.wrong else 0
