#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""further.py DIWAN: a further language is a folder with two files (DIWAN_WORDS), and no other build. A handful of French words, and an invented language from right to left. TAP."""
import os
import re
import sys
import tempfile

import serving
from hold import Facilitator, form, text_of
from serving import Server, Tap

ROOT = os.path.join(serving.HERE, "..", "..")
FRENCH = {"I agree": "Je suis d’accord", "I disagree": "Je ne suis pas d’accord", "In short": "En bref", "Add a statement of your own": "Ajouter une affirmation",
    "{n} statement": ("{n} affirmation", "{n} affirmations"), "{n} of {all}": "{n} sur {all}"}
INVENTED = {"I agree": "زز", "In short": "سس"}
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def words(to, translated, rule="nplurals=2; plural=n > 1;"):
    """po/diwan.pot with the words that somebody has written so far, as they would fill it in."""
    with open(os.path.join(ROOT, "po", "diwan.pot"), encoding="utf-8") as f:
        text = f.read()
    text = text.replace('"MIME-Version: 1.0\\n"\n', f'"MIME-Version: 1.0\\n"\n"Plural-Forms: {rule}\\n"\n', 1)
    for one, forms in translated.items():
        head = f"msgid {quoted(one)}\n"
        assert head in text, one
        if isinstance(forms, tuple):
            text = re.sub("(" + re.escape(head) + r'msgid_plural [^\n]*\n)msgstr\[0\][^\n]*\nmsgstr\[1\][^\n]*\n',
                lambda m, given=forms: m.group(1) + "".join(f"msgstr[{i}] {quoted(form)}\n" for i, form in enumerate(given)), text)
        else:
            text = text.replace(head + 'msgstr ""\n', head + f"msgstr {quoted(forms)}\n")
    with open(to, "w", encoding="utf-8") as f:
        f.write(text)
    return text


def data(folder, code, own_name, rtl):
    with open(os.path.join(ROOT, "assets", "lang", "en.lang"), encoding="utf-8") as f:
        text = f.read()
    text = text.replace("code = en", f"code = {code}").replace("own_name = English", f"own_name = {own_name}").replace("fallbacks = en", f"fallbacks = {code} en")
    text = re.sub(r"month\.(\d+) = .*", lambda m: f"month.{m.group(1)} = {MONTHS[int(m.group(1)) - 1]}", text)
    if rtl:
        text = text.replace("direction = ltr", "direction = rtl")
    with open(os.path.join(folder, code + ".lang"), "w", encoding="utf-8") as f:
        f.write(text)


def brought(folder):
    os.mkdir(folder)
    data(folder, "fr", "Français", False)
    words(os.path.join(folder, "fr.po"), FRENCH)
    data(folder, "zz", "ززز", True)
    words(os.path.join(folder, "zz.po"), INVENTED, "nplurals=1; plural=0;")
    return folder


def on_the_command_line(tap, diwan, path, folder):
    said = serving.run(diwan, "brief", path, "--lang", "fr", "--plain", "--quiet", DIWAN_WORDS=folder).stdout
    tap.ok("En bref" in said and "In short" not in said and "décembre" in said and "How sure we are" in said, "a brief in French, with English where words are missing", said[:1500])
    page = os.path.join(os.path.dirname(path), "zz.html")
    serving.run(diwan, "brief", path, "--lang", "zz", "-o", page, "--quiet", DIWAN_WORDS=folder)
    with open(page, encoding="utf-8") as f:
        text = f.read()
    tap.ok('lang="zz" dir="rtl"' in text and "سس" in text, "and in a language from right to left", text[:300])
    without = serving.run(diwan, "brief", path, "--lang", "fr", check=False)
    tap.ok(without.returncode == 2 and "fr" in without.stderr, "without the folder there is no such language", without.stderr)


def takes_part(tap, f):
    made = f.send("/hold/new", form("make", ([], [], []), name="empty-yet"))
    listed = text_of(f.ask("GET", "/hold?lang=fr"))
    tap.ok(made.status == 303 and re.search(r"\b0 affirmation\b", listed), "none is a singular, as its plural rule says", made.status, listed[-600:])
    f.send("/hold/new", form("make", name="in-french", entry="link") + [("topic", ""), ("topic", "La sécurité"), ("statements", ""), ("statements", "Les rues doivent être éclairées.")])
    f.send("/hold/in-french/open", [])
    english, french, other = (f.ask("GET", f"/d/in-french?lang={code}") for code in ("en", "fr", "zz"))
    tap.ok('lang="fr"' in english.text and "Français" in english.text and "ززز" in english.text, "it stands in the choice of languages", english.status, english.text[:800])
    tap.ok(french.status == 200 and '<html lang="fr" dir="ltr">' in french.text and "Je suis d’accord" in french.text and "I am not sure" in french.text and "I agree" not in french.text,
        "the participant's page is in French, with English where words are missing", french.status, french.text[:2500])
    tap.ok('<html lang="zz" dir="rtl">' in other.text and "زز" in other.text, "another runs from right to left", other.text[:400])


def is_corrected(tap, steward):
    page = steward.ask("GET", "/words?in=fr&q=I+am+not+sure")
    a = steward.ask("POST", "/words", {"token": steward.token, "in": "fr", "q": "", "message": "I am not sure", "text0": "Je ne sais pas"})
    tap.ok("I am not sure" in page.text and a.status == 303 and "Je ne sais pas" in steward.ask("GET", "/d/in-french?lang=fr").text, "what is missing can be written in place", page.status, a.status, a.text[-600:])
    po = steward.ask("GET", "/words/fr.po?all=yes").text
    tap.ok("nplurals=2; plural=n > 1;" in po and 'msgstr "Je ne sais pas"' in po and 'msgstr "En bref"' in po, "and goes back as a file", po[:600])


def is_refused(tap, diwan, folder):
    """What is wrong is one sentence that says where."""
    good = words(os.path.join(folder, "fr.po"), FRENCH)
    faults = {"a slot of its own": (words(os.path.join(folder, "fr.po"), {"{n} of {all}": "{n} sur {tous}"}), "{tous}"), "a slot that is missing": (words(os.path.join(folder, "fr.po"), {"{n} of {all}": "{n}"}), "{all}"),
        "a broken line": (good + "\nmsgid Agree\n", "line"), "a file that is cut short": (good[:good.index("En bref") + 3], "line"), "no header": ('msgid "I agree"\nmsgstr "Oui"\n', "header"),
        "a plural rule that is none": (good.replace("plural=n > 1", "plural=n %"), "plural"), "too few forms": (good.replace("nplurals=2; plural=n > 1", "nplurals=3; plural=n > 1"), "forms")}
    for name, (text, word) in faults.items():
        with open(os.path.join(folder, "fr.po"), "w", encoding="utf-8") as f:
            f.write(text)
        a = serving.run(diwan, "help", check=False, DIWAN_WORDS=folder)
        tap.ok(a.returncode != 0 and not a.stdout and a.stderr.count("\n") == 1 and "fr." in a.stderr and word in a.stderr, f"{name} is refused in one sentence", a.returncode, a.stderr, a.stdout[:200])
    words(os.path.join(folder, "fr.po"), FRENCH)
    data(folder, "ar", "Arabe", True)
    words(os.path.join(folder, "ar.po"), {})
    a = serving.run(diwan, "help", check=False, DIWAN_WORDS=folder)
    tap.ok(a.returncode != 0 and "ar.lang" in a.stderr, "nobody takes the place of a language of the program", a.stderr)
    a = serving.run(diwan, "help", check=False, DIWAN_WORDS=os.path.join(folder, "nowhere"))
    tap.ok(a.returncode != 0 and "nowhere" in a.stderr and a.stderr.count("\n") == 1, "a folder that is not there is said", a.stderr)


def main(diwan):
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="diwan-further-") as place:
        path, folder = serving.register(diwan, place, ("facilitator", "steward"), dialogues=False), brought(os.path.join(place, "words"))
        on_the_command_line(tap, diwan, path, folder)
        server = Server(diwan, path, env={"DIWAN_WORDS": folder})
        try:
            takes_part(tap, Facilitator(server, "facilitator").sign_in())
            is_corrected(tap, Facilitator(server, "steward").sign_in())
        finally:
            server.stop()
        is_refused(tap, diwan, folder)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
