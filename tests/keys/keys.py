#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""keys.py DIWAN: passphrases on a real terminal, key files, shares, the kernel's keyring. TAP.

The terminal is a pseudo-terminal of the test's own. What touches the keys or processes of a whole user runs as a user
that nobody is (only root can do that; else these parts skip).
"""
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time

DIWAN = os.path.abspath(sys.argv[1])
GOOD, OTHER = "nine brown owls keep the lamp", "seven grey herons lift a stone"
PATIENCE_S = 120
NOBODY = 54321


class Failed(Exception):
    pass


class Skipped(Exception):
    pass


def must(fine, why):
    if not fine:
        raise Failed(why)


def environment(**more):
    env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
    env.update(PATH="/usr/bin:/bin", HOME=os.getcwd(), LC_ALL="C", TZ="UTC", USER="tester")
    env.update(more)
    return env


def diwan(*words, user=None, **env):
    """Without a terminal. (status, out, err)"""
    options = {"user": user, "group": user, "extra_groups": []} if user else {}
    done = subprocess.run([DIWAN, *words], env=environment(**env), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=PATIENCE_S, start_new_session=True, check=False, **options)
    return done.returncode, done.stdout, done.stderr


class Terminal:
    """A program with a terminal of its own."""

    def __init__(self, *words, user=None, **env):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                if user:
                    os.setgroups([])
                    os.setgid(user)
                    os.setuid(user)
                os.execve(DIWAN, [DIWAN, *words], environment(**env))
            finally:
                os._exit(126)

    def wait_for(self, text):
        """Until `text` has come since the last time."""
        end = time.monotonic() + PATIENCE_S
        while text not in self.seen:
            must(time.monotonic() < end and self.more(), f"never said {text!r}, but {self.seen!r}")
        before, self.seen = self.seen.split(text, 1)
        return before

    def more(self):
        if not select.select([self.fd], [], [], PATIENCE_S)[0]:
            return False
        try:
            data = os.read(self.fd, 4096)
        except OSError: # nobody holds the other end any more
            return False
        self.seen += data.decode("utf-8", "replace")
        return bool(data)

    def echoes(self):
        return bool(termios.tcgetattr(self.fd)[3] & termios.ECHO)

    def ask(self, prompt):
        """The prompt has come, and nothing typed is shown from then on."""
        self.wait_for(prompt)
        must(not self.echoes(), f"the terminal shows what is typed at {prompt!r}")

    def type(self, text):
        os.write(self.fd, text.encode())

    def end(self):
        """(status, all that was said since) The terminal must be as before."""
        must_echo = None
        while self.more():
            pass
        _, status = os.waitpid(self.pid, 0)
        try:
            must_echo = self.echoes()
        except termios.error:
            pass
        must(must_echo is not False, "the terminal does not show what is typed any more")
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status), self.seen


def make(name, passphrase=GOOD, user=None):
    status, out, err = diwan("new", name, user=user, DIWAN_PASSPHRASE=passphrase)
    if "Multiple Ciphers" in err or "cannot make" in err:
        raise Skipped("this build makes no encrypted registers")
    must(status == 0, out + err)
    return err


def opens(name, passphrase, user=None):
    return diwan("show", name, "imports", user=user, DIWAN_PASSPHRASE=passphrase)[0] == 0


# ---- the terminal ----

def a_new_one_is_asked_twice():
    t = Terminal("new", "a.diwan")
    t.wait_for("Nobody can recover a forgotten passphrase")
    t.ask("(it is not shown): ")
    t.type(GOOD + "\n")
    t.ask("Once more")
    t.type(GOOD + "x\n")
    t.wait_for("The two are not the same.")
    t.ask("(it is not shown): ")
    t.type(GOOD + "\n")
    t.ask("Once more")
    t.type(GOOD + "\n")
    status, said = t.end()
    must(status == 0, f"status {status}: {said}")
    must(GOOD not in said, "the passphrase was shown")
    must(opens("a.diwan", GOOD) and not opens("a.diwan", OTHER), "it does not open, or opens with another")


def a_weak_one_is_refused():
    t = Terminal("new", "weak.diwan")
    for weak, why in (("short", "too short"), ("passwordpassword", "again and again"), ("123456789012", "is a row")):
        t.ask("(it is not shown): ")
        t.type(weak + "\n")
        t.wait_for(why)
    status, said = t.end()
    must(status == 2 and "no passphrase was set" in said, f"status {status}: {said}")
    must(not os.path.exists("weak.diwan"), "a register was made")
    status, _, err = diwan("new", "weak.diwan", DIWAN_PASSPHRASE="short")
    must(status == 2 and "too short" in err and not os.path.exists("weak.diwan"), err)


def an_old_one_is_asked_once():
    make("b.diwan")
    t = Terminal("show", "b.diwan", "imports")
    t.ask("Passphrase of b.diwan (it is not shown): ")
    t.type(GOOD + "\n")
    status, said = t.end()
    must(status == 0 and GOOD not in said, f"status {status}: {said}")
    t = Terminal("show", "b.diwan", "imports")
    t.ask("Passphrase of b.diwan (it is not shown): ")
    t.type(OTHER + "\n")
    status, said = t.end()
    must(status == 1 and "not the passphrase" in said and OTHER not in said, f"status {status}: {said}")


def it_asks_in_the_readers_language():
    t = Terminal("show", "b.diwan", "imports", "--lang", "ckb")
    t.ask("دەستەواژەی نهێنیی b.diwan")
    t.type("\n")
    status, said = t.end()
    must(status == 2 and "no passphrase was typed" in said, f"status {status}: {said}")
    t = Terminal("show", "b.diwan", "imports", "--lang", "ar")
    t.ask("عبارة مرور السجل b.diwan")
    t.type("\x04")
    must(t.end()[0] == 1, "the end of the input is no passphrase")


def ctrl_c_leaves_the_terminal_as_it_was():
    for key in ("\x03", None):
        t = Terminal("show", "b.diwan", "imports")
        t.ask("(it is not shown): ")
        t.type("half a pass")
        time.sleep(0.1)
        if key:
            t.type(key)
        else:
            os.kill(t.pid, signal.SIGTERM)
        status, said = t.end()
        must(status == 1 and "stopped" in said and "half a pass" not in said, f"status {status}: {said}")
    t = Terminal("new", "c.diwan")
    t.ask("(it is not shown): ")
    t.type(GOOD + "\n")
    t.ask("Once more")
    t.type("\x03")
    must(t.end()[0] == 1 and not os.path.exists("c.diwan"), "a register was made")


def keys_that_stop_do_not_stop():
    """Ctrl-Z and Ctrl-\\ would leave a terminal that shows nothing, or a program that goes on with one that shows all."""
    t = Terminal("show", "b.diwan", "imports")
    t.ask("(it is not shown): ")
    t.type("\x15\x1a\x1c\x15" + GOOD + "\n")
    status, said = t.end()
    must(status == 0, f"status {status}: {said}")


def the_same_letters_typed_otherwise():
    composed, decomposed = "caf\u00e9 \u0622b nine owls lamp", "cafe\u0301 \u0627\u0653b nine owls lamp"
    make("nfc.diwan", composed)
    must(opens("nfc.diwan", decomposed), "the decomposed form does not open")
    t = Terminal("show", "nfc.diwan", "imports")
    t.ask("(it is not shown): ")
    t.type(decomposed + "\n")
    must(t.end()[0] == 0, "typed decomposed it does not open")


def without_a_terminal_one_sentence():
    for words, has in ((("show", "b.diwan", "imports"), "--key-file"), (("new", "d.diwan"), "DIWAN_PASSPHRASE")):
        status, out, err = diwan(*words)
        must(status == 1 and out == "" and len(err.splitlines()) == 1 and has in err and "no terminal" in err, err)
    status, _, err = diwan("key", "change", "b.diwan", DIWAN_PASSPHRASE=GOOD)
    must(status == 1 and "DIWAN_NEW_PASSPHRASE" in err and opens("b.diwan", GOOD), err)


# ---- elsewhere ----

def the_environment_is_wiped():
    """While it waits for the new passphrase, its environment does not hold the old one any more."""
    if os.geteuid() != 0:
        raise Skipped("only root may look into another process that has secrets")
    t = Terminal("key", "change", "b.diwan", DIWAN_PASSPHRASE=GOOD, DIWAN_LANG="en")
    t.ask("New passphrase of b.diwan")
    with open(f"/proc/{t.pid}/environ", "rb") as f:
        held = f.read()
    must(b"DIWAN_LANG=en" in held, "the test does not see the environment")
    must(GOOD.encode() not in held, "the passphrase stands in the environment")
    t.type("\x03")
    must(t.end()[0] == 1 and opens("b.diwan", GOOD), "it was changed")


def it_leaves_no_core_file():
    if os.geteuid() != 0:
        raise Skipped("only root may look into another process that has secrets")
    t = Terminal("show", "b.diwan", "imports")
    t.ask("(it is not shown): ")
    with open(f"/proc/{t.pid}/limits", encoding="ascii") as f:
        core = [line for line in f if line.startswith("Max core")][0].split()
    must(core[4:6] == ["0", "0"], f"core files: {core}")
    t.type("\x03")
    t.end()


def key_files():
    for name, text, mode in (("key", GOOD + "\n", 0o600), ("loose", GOOD, 0o644), ("empty", "", 0o600), ("wrong", OTHER, 0o600)):
        with open(name, "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(name, mode)
    must(diwan("show", "b.diwan", "imports", "--key-file", "key")[0] == 0, "the key file does not open")
    for name, says in (("loose", "chmod 600"), ("empty", "is empty"), ("none", "no such key file"), ("wrong", "not the passphrase")):
        status, _, err = diwan("show", "b.diwan", "imports", "--key-file", name)
        must(status == 1 and says in err and len(err.splitlines()) == 1, f"{name}: {err}")
    must(diwan("show", "b.diwan", "imports", "--key-file", "wrong", DIWAN_PASSPHRASE=GOOD)[0] == 1, "a named key file gives way to the environment")


def the_key_is_changed():
    make("e.diwan")
    status, _, err = diwan("key", "change", "e.diwan", DIWAN_PASSPHRASE=OTHER, DIWAN_NEW_PASSPHRASE=OTHER)
    must(status == 1 and opens("e.diwan", GOOD), err)
    status, _, err = diwan("key", "e.diwan", "change", DIWAN_PASSPHRASE=GOOD, DIWAN_NEW_PASSPHRASE="short")
    must(status == 2 and "too short" in err and opens("e.diwan", GOOD), err)
    with open("e.diwan", "rb") as f:
        before = f.read()
    status, _, err = diwan("key", "change", "e.diwan", DIWAN_PASSPHRASE=GOOD, DIWAN_NEW_PASSPHRASE=GOOD)
    with open("e.diwan", "rb") as f:
        must(status == 1 and "already" in err.splitlines()[-1] and f.read() == before, f"the same passphrase again: {err}")
    status, _, err = diwan("key", "e.diwan", "change", DIWAN_PASSPHRASE=GOOD, DIWAN_NEW_PASSPHRASE=OTHER)
    must(status == 0 and "make new ones" in err, err)
    must(opens("e.diwan", OTHER) and not opens("e.diwan", GOOD), "the old passphrase opens, or the new does not")
    must(sorted(n for n in os.listdir(".") if n.startswith("e.diwan")) == ["e.diwan"], f"left behind: {os.listdir('.')}")


# ---- shares ----

def shares():
    make("s.diwan")
    status, _, err = diwan("key", "shares", "s.diwan", "--of", "5", "--need", "3", "-o", "trust", DIWAN_PASSPHRASE=GOOD)
    must(status == 0 and "3 open the register" in err.replace("which 3", "3"), err)
    names = [f"trust/share-{i}-of-5.txt" for i in range(1, 6)]
    must(sorted(os.listdir("trust")) == [os.path.basename(n) for n in names], f"{os.listdir('trust')}")
    must(all(os.stat(n).st_mode & 0o777 == 0o600 for n in names) and os.stat("trust").st_mode & 0o777 == 0o700, "others may read them")
    with open(names[0], encoding="utf-8") as f:
        text = f.read()
    for word in ("Keep this sheet", "احفظ هذه الورقة", "ئەم پەڕەیە", "s.diwan"):
        must(word in text, f"{word!r} does not stand in a share")
    must(len(re.findall(r"^[1-9]:(?: [0-9A-HJKMNP-TV-Z]{5}){3}$", text, re.M)) == 9, text)
    status, _, err = diwan("key", "shares", "s.diwan", "--of", "5", "--need", "3", "-o", "trust", DIWAN_PASSPHRASE=GOOD)
    must(status == 2 and "is there already" in err, err)
    return names


def recover(*names, new=OTHER, register="s.diwan"):
    return diwan("key", "recover", register, *names, DIWAN_NEW_PASSPHRASE=new)


def wrong_shares():
    names = [f"trust/share-{i}-of-5.txt" for i in range(1, 6)]
    make("other.diwan")
    must(diwan("key", "shares", "s.diwan", "--of", "5", "--need", "3", "-o", "again", DIWAN_PASSPHRASE=GOOD)[0] == 0, "no second splitting")
    with open(names[1], encoding="utf-8") as f:
        text = f.read()
    at = text.index("\n4: ") + 4
    with open("slip.txt", "w", encoding="utf-8") as f:
        f.write(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1:])
    for given, says in ((names[:2], "ask 1 more of its 5 trustees"), ([names[0], names[0], names[1]], "are the same share (1 of 5)"),
            ([names[0], "slip.txt", names[2]], '("4:"): the last two signs'), ([names[0], names[1], "again/share-3-of-5.txt"], "of two splittings"),
            ([names[0], "s.diwan", names[2]], "s.diwan: "), ([names[0], "none.txt", names[1]], "none.txt")):
        status, _, err = recover(*given)
        must(status == 1 and says in err and len(err.splitlines()) == 1, f"{says!r}: {err}")
    status, _, err = recover(*names[:3], register="other.diwan")
    must(status == 1 and "another register than other.diwan" in err, err)
    must(opens("s.diwan", GOOD) and opens("other.diwan", GOOD), "a register was changed")


def what_is_no_encrypted_register_is_told_so():
    """Not as wrong shares: trustees would be sent home with good ones."""
    names = [f"trust/share-{i}-of-5.txt" for i in range(1, 4)]
    with open("s.diwan", "rb") as f:
        whole = f.read()
    for at in (0, 1, 8, 9, 13, 15):
        with open("damaged.diwan", "wb") as f:
            f.write(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
        status, _, err = recover(*names, register="damaged.diwan")
        must(status == 1 and "first bytes are damaged" in err and len(err.splitlines()) == 1, f"byte {at}: {err}")
    with open("text.diwan", "w", encoding="utf-8") as f:
        f.write("a list of things to do, longer than any head\n" * 5)
    must(diwan("new", "--open", "open.diwan")[0] == 0, "no open register")
    url = "postgresql://u:s3cretpw@localhost:1/db"
    for name, says in (("text.diwan", "not a register of Diwan"), ("open.diwan", "this register is open"), ("none.diwan", "no such register"),
            (url, "on a server")):
        for status, _, err in (recover(*names, register=name), diwan("key", "change", name, DIWAN_PASSPHRASE=GOOD, DIWAN_NEW_PASSPHRASE=OTHER)):
            must(status == 1 and says in err and len(err.splitlines()) == 1 and "s3cretpw" not in err, f"{name}: {err}")


def a_plain_file_in_the_place_of_an_encrypted_one():
    """A key file that was named must serve; a variable that is set may be for another register: writers are told."""
    table = "licences.csv"
    with open(table, "w", encoding="utf-8") as f:
        f.write("source,licence\nUCDP GED,attribution\n")
    must(diwan("new", "--open", "plain.diwan")[0] == 0, "no open register")
    with open("plain.diwan", "rb") as f:
        before = f.read()
    for words in (("add", "plain.diwan", table), ("show", "plain.diwan", "imports"), ("undo", "plain.diwan", "1"), ("backup", "plain.diwan", "copy.diwan"),
            ("backup", "plain.diwan", "--list"), ("retention", "plain.diwan"), ("note", "plain.diwan", "--list"), ("key", "steward", "plain.diwan")):
        status, out, err = diwan(*words, "--key-file", "key")
        must(status == 1 and out == "" and "not encrypted, though --key-file" in err and len(err.splitlines()) == 1, f"{words}: {status} {out}{err}")
    with open("plain.diwan", "rb") as f:
        must(f.read() == before and not os.path.exists("copy.diwan"), "something was written")
    status, _, err = diwan("show", "plain.diwan", "imports", DIWAN_PASSPHRASE=GOOD)
    must(status == 0 and "DIWAN_PASSPHRASE" not in err, err)
    status, _, err = diwan("add", "plain.diwan", table)
    must(status == 0 and "DIWAN_PASSPHRASE" not in err, err)
    status, _, err = diwan("undo", "plain.diwan", "1", DIWAN_PASSPHRASE=GOOD)
    must(status == 0 and err.count("is not encrypted, though DIWAN_PASSPHRASE is set") == 1, err)
    must(diwan("add", "b.diwan", table, "--key-file", "key")[0] == 0, "an encrypted register is not written")
    status, _, err = diwan("undo", "b.diwan", "1", DIWAN_PASSPHRASE=GOOD)
    must(status == 0 and "not encrypted" not in err, err)


def no_password_in_a_note():
    """`key lock` of a register on a server: as a user that nobody is, since it takes out all keys."""
    if os.geteuid() != 0 or not os.path.exists("nobody/k.diwan"):
        raise Skipped("needs root, to be a user of its own")
    for url in ("postgresql://u:s3cretpw@localhost/db", "postgres://localhost/db?user=u&password=s3cretpw"):
        status, out, err = diwan("key", "lock", url, user=NOBODY)
        must(status == 0 and "localhost/db" in err and "cannot be read" in err and "s3cretpw" not in out + err, out + err)
        must(len(err.splitlines()) == 2, err)


def shares_recover():
    names = [f"trust/share-{i}-of-5.txt" for i in range(1, 6)]
    with open(names[4], encoding="utf-8") as f:
        typed = "\r\n".join(line.lower().replace(" ", "") for line in f.read().splitlines() if re.match(r"[1-9]:", line))
    with open("typed.txt", "w", encoding="utf-8") as f:
        f.write(typed)
    status, _, err = recover(names[1], "typed.txt", names[3])
    must(status == 0 and "make new ones" in err, err)
    must(opens("s.diwan", OTHER) and not opens("s.diwan", GOOD), "the new passphrase does not open, or the old does")
    status, _, err = recover(names[1], "typed.txt", names[3], new=GOOD)
    must(status == 1 and "before it was changed" in err, err)


# ---- the kernel's keyring, as a user that nobody is ----

def as_nobody():
    if os.geteuid() != 0:
        raise Skipped("needs root, to be a user of its own")
    os.makedirs("nobody", exist_ok=True)
    os.chown("nobody", NOBODY, NOBODY)
    os.chmod(".", 0o755)
    try:
        if diwan("key", "lock", user=NOBODY)[0] != 0:
            raise Skipped("another user may not run this build")
    except OSError as e:
        raise Skipped("another user may not run this build") from e
    make("nobody/k.diwan", user=NOBODY)


def unlock_and_lock():
    as_nobody()
    if diwan("show", "nobody/k.diwan", "imports", user=NOBODY)[0] == 0:
        raise Failed("it opens without a passphrase")
    status, _, err = diwan("key", "unlock", "nobody/k.diwan", "--for", "1", user=NOBODY, DIWAN_PASSPHRASE=GOOD)
    if status == 1 and "keeps no keys" in err:
        raise Skipped("no keyring here: " + err.strip())
    must(status == 0 and "1 minute" in err, err)
    must(diwan("show", "nobody/k.diwan", "imports", user=NOBODY)[0] == 0, "unlocked, it asks all the same")
    status, _, err = diwan("key", "shares", "nobody/k.diwan", "--of", "2", "--need", "2", "-o", "nobody/x", user=NOBODY)
    must(status == 1 and "no terminal" in err, "shares are made without asking: " + err)
    status, _, err = diwan("key", "lock", "nobody/k.diwan", user=NOBODY)
    must(status == 0 and "1 key" in err, err)
    must(diwan("show", "nobody/k.diwan", "imports", user=NOBODY)[0] == 1, "locked, it opens")
    for _ in range(2):
        must(diwan("key", "unlock", "nobody/k.diwan", user=NOBODY, DIWAN_PASSPHRASE=GOOD)[0] == 0, "not unlocked again")
    began = time.monotonic()
    status, out, err = diwan("key", "lock", "gone.diwan", "--json", user=NOBODY)
    must(status == 0 and json.loads(out)["keys"] == 1 and "cannot be read" in err, out + err)
    must(time.monotonic() - began < 5, "locking took long")
    must(diwan("show", "nobody/k.diwan", "imports", user=NOBODY)[0] == 1, "locked, it opens")


def a_changed_key_is_not_kept():
    as_nobody_again = diwan("key", "unlock", "nobody/k.diwan", user=NOBODY, DIWAN_PASSPHRASE=GOOD) if os.geteuid() == 0 else (1, "", "")
    if as_nobody_again[0] != 0:
        raise Skipped("no keyring here")
    must(diwan("key", "change", "nobody/k.diwan", user=NOBODY, DIWAN_PASSPHRASE=GOOD, DIWAN_NEW_PASSPHRASE=OTHER)[0] == 0, "not changed")
    out = json.loads(diwan("key", "lock", "--json", user=NOBODY)[1])
    must(out["keys"] == 0, f"the old key is still kept: {out}")


def lock_now_ends_the_others():
    if os.geteuid() != 0 or not os.path.exists("nobody/k.diwan"):
        raise Skipped("needs root, to be a user of its own")
    t = Terminal("show", "nobody/k.diwan", "imports", user=NOBODY)
    t.ask("(it is not shown): ")
    out = json.loads(diwan("key", "lock", "--json", user=NOBODY)[1])
    must(out["at_work"] == [t.pid], f"{out}, not {t.pid}")
    status, _, err = diwan("key", "lock", user=NOBODY)
    must(status == 0 and str(t.pid) in err and "--now" in err, err)
    status, out, err = diwan("key", "lock", "--now", "--json", user=NOBODY)
    # Its end waits for nobody but this test, which has not asked for its status yet: gone it is.
    must(status == 0 and json.loads(out) == {"keys": 0, "ended": 1, "at_work": []}, out + err)
    must(t.end()[0] == 1, "it was not stopped")


def lock_now_leaves_no_key_of_an_unlock():
    """One that is at work when it is told to stop, at whatever step, leaves no key behind."""
    if os.geteuid() != 0 or not os.path.exists("nobody/k.diwan"):
        raise Skipped("needs root, to be a user of its own")
    make("nobody/u.diwan", user=NOBODY)
    if diwan("key", "unlock", "nobody/u.diwan", user=NOBODY, DIWAN_PASSPHRASE=GOOD)[0] != 0:
        raise Skipped("no keyring here")
    must(diwan("key", "lock", "--now", user=NOBODY)[0] == 0, "not locked")
    stopped = 0
    for step in range(12):
        with subprocess.Popen([DIWAN, "key", "unlock", "nobody/u.diwan"], env=environment(DIWAN_PASSPHRASE=GOOD), stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True, user=NOBODY, group=NOBODY, extra_groups=[]) as p:
            time.sleep(0.05 + step * 0.05)
            diwan("key", "lock", "--now", user=NOBODY)
            err = p.communicate(timeout=PATIENCE_S)[1]
        stopped += p.returncode == 1 and "as you asked" in err
        must(diwan("show", "nobody/u.diwan", "imports", user=NOBODY)[0] == 1, f"step {step}: it opens without a passphrase: {p.returncode} {err}")
    must(stopped > 0, "no unlock was met at work")


CASES = [a_new_one_is_asked_twice, a_weak_one_is_refused, an_old_one_is_asked_once, it_asks_in_the_readers_language,
    ctrl_c_leaves_the_terminal_as_it_was, keys_that_stop_do_not_stop, the_same_letters_typed_otherwise, without_a_terminal_one_sentence,
    the_environment_is_wiped, it_leaves_no_core_file, key_files, the_key_is_changed, shares, wrong_shares, what_is_no_encrypted_register_is_told_so,
    a_plain_file_in_the_place_of_an_encrypted_one, shares_recover, unlock_and_lock, a_changed_key_is_not_kept,
    no_password_in_a_note, lock_now_ends_the_others, lock_now_leaves_no_key_of_an_unlock]


def main():
    print(f"1..{len(CASES)}")
    folder = tempfile.mkdtemp(prefix="diwan-keys-")
    os.chdir(folder)
    failed = 0
    for number, case in enumerate(CASES, 1):
        name = case.__name__.replace("_", " ")
        try:
            case()
            print(f"ok {number} - {name}")
        except Skipped as why:
            print(f"ok {number} - {name} # SKIP {why}")
        except (Failed, subprocess.TimeoutExpired, OSError, ValueError) as why:
            failed += 1
            print(f"not ok {number} - {name}")
            print("# " + str(why).replace("\n", "\n# "))
        sys.stdout.flush()
    os.chdir("/")
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
