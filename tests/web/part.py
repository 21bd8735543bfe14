#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""part.py DIWAN MAKE_DIALOGUES: the participant's way as a phone without scripts walks it, with cookies refused and with cookies taken. TAP."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from walk import LANGUAGES, Browser, Page, Report, Server, can_encrypt

DIWAN, MAKER = map(os.path.abspath, sys.argv[1:3])
HOSTILE = ("<script>alert", "<img", "<b>value", "<b>side", "onerror=alert(2)>")


def answer_all(b, check, most=40):
    """Votes until nothing is asked; what was asked, in order."""
    asked = []
    for _ in range(most):
        if b.page.form("/declare"):
            b.send(b.page.form("/declare"))
            check(b.reply.status == 200, f"declaring: {b.reply.status}")
            continue
        form = b.page.form("/vote")
        if not form:
            break
        asked.append(form["fields"]["s"])
        b.vote((1, -1, 0)[len(asked) % 3])
        check(b.reply.status == 200, f"vote {len(asked)}: {b.reply.status}")
    return asked


def first_page(server):
    def test(check):
        b = Browser(server.port)
        r = b.get("/?lang=en")
        check(r.status == 200, r.status)
        listed = [h for h in b.page.links if h.startswith("/d/")]
        check(any(h.startswith("/d/safe-place") for h in listed) and any(h.startswith("/d/by-code") for h in listed), listed)
        check([h.split("?")[0] for h in listed if "over" in h] == ["/d/over/result"], f"a closed one leads to what came of it: {listed}")
        check(not any("not-yet" in h or "on-paper" in h for h in listed), f"what is not listed: {listed}")
        check(not r.all("Set-Cookie"), "a cookie before anything was answered")
        check(not any(h.startswith("/overview") for h in b.page.links), "a way to what nobody may read here")
        b.send(b.page.forms[0], d="safe-place")
        check(b.reply.status == 303 and b.reply.header("Location").startswith("/d/safe-place"), b.reply.headers)
        for typed in ("Safe-Place", "Safe place", " SAFE-PLACE "):
            b.get("/?lang=ar")
            b.send(b.page.forms[0], d=typed)
            check(b.reply.status == 303 and b.reply.header("Location").startswith("/d/safe-place?"), f"{typed}, as a telephone writes it: {b.reply.headers}")
        b.get("/?lang=en")
        b.send(b.page.forms[0], d="no such")
        check(b.reply.status == 404 and "There is no dialogue of that name" in b.reply.text, b.reply.status)
        b.get("/?lang=en")
        b.send(b.page.forms[0], d="ABCD-EFGH")
        check(b.page.form("/d/by-code/enter"), "a code leads on")
        check("ABCD" not in b.path and not b.reply.header("Location"), "the code is in an address")
    return test


def walk(server, cookies, language):
    def test(check):
        b = Browser(server.port, cookies)
        b.get(f"/d/safe-place?lang={language}")
        check((b.page.lang, b.page.dir) == (language, LANGUAGES[language]), (b.page.lang, b.page.dir))
        check(not b.reply.all("Set-Cookie"), "a cookie before anything was answered")
        token = b.page.form("/vote")["fields"]["p"]
        check(len(token) == 22 and token not in b.path and not any(token in h for h in b.page.links), "the pass in an address")
        titles = b.page.texts["title"]
        check(not re.search("safe|الأم|سەلامەت", titles), f"the title stands in the history: {titles}")
        asked = answer_all(b, check)
        check(len(asked) == len(set(asked)) == 15, f"asked {asked}")
        check(b.page.lang == language, "the language was lost on the way")
        check(bool(b.reply.all("Set-Cookie")) == (not cookies) and (("p", "/d/safe-place") in b.jar) == cookies, f"the cookie is set until it is there, and then no more: {b.jar}")
        check(b.page.forms[0]["fields"].get("p") == token, "the pass was lost")
        if cookies:
            b.get(f"/d/safe-place?lang={language}")
            check(not b.page.form("/vote"), "with its cookie, all is answered")
        b.go("leave")
        check(b.reply.status == 200 and not b.jar, f"left: {b.reply.status} {b.jar}")
        check(token not in b.reply.text, "who has left is still on the page")
        b.get(f"/d/safe-place?lang={language}")
        check(b.page.form("/vote") and b.page.form("/vote")["fields"]["p"] != token, "somebody else at the same phone")
    return test


def cookie_is_narrow(server):
    def test(check):
        b = Browser(server.port, True)
        b.get("/d/safe-place")
        line = b.vote(1) and b.reply.all("Set-Cookie")[0]
        for part in ("HttpOnly", "SameSite=Strict", "Path=/d/safe-place"):
            check(part in line, f"{part}: {line}")
        check("Max-Age" not in line and "Expires" not in line, f"it outlives the browser: {line}")
        b.vote(1)
        check(not b.reply.all("Set-Cookie"), "set again though it is there")
        check("no-store" in b.reply.header("Cache-Control"), "the page stays on the phone")
    return test


def language_on_the_way(server):
    def test(check):
        b = Browser(server.port)
        b.get("/d/safe-place?lang=en")
        token = b.page.form("/vote")["fields"]["p"]
        b.vote(1)
        form = next(f for f in b.page.forms if ("lang", "ar") in f["buttons"])
        b.send(form, ("lang", "ar"))
        check((b.page.lang, b.page.dir) == ("ar", "rtl"), b.page.lang)
        check(b.page.form("/vote")["fields"]["p"] == token and "lang=ar" in b.page.form("/vote")["action"], "pass or language lost")
        check(not any(h.startswith("?lang=") for h in b.page.links), "a link that would lose the pass")
        b.vote(-1)
        check(b.page.lang == "ar", "the language holds")
    return test


def skipping(server):
    def test(check):
        b = Browser(server.port)
        b.get("/d/safe-place")
        b.vote(1)
        seen = []
        for _ in range(14):
            seen.append(b.page.form("/vote")["fields"]["s"])
            b.go("skip")
        check(len(set(seen)) == 14, f"skipped shows again: {seen}")
        check(b.page.form("/vote"), "where all were passed over, they come again")
    return test


def replay(server):
    def test(check):
        b = Browser(server.port)
        b.get("/d/safe-place?lang=en")
        form = b.page.form("/vote")
        texts = []
        for _ in range(3):
            b.send(form, ("v", "1"))
            texts.append(b.page.texts.get("n"))
        check(texts[0] and set(texts) == {"2 of 15"}, f"the same form again counts once: {texts}")
    return test


def statement(server):
    def test(check):
        b = Browser(server.port)
        b.get("/d/safe-place?lang=en")
        b.vote(1)
        form = b.page.form("/statement")
        b.send(form, t="A <b>lamp</b> at the bridge", o="It is dark", f="Uneasy", n="Light", r="A lamp")
        check(b.reply.status == 200 and "Somebody reads your statement" in b.reply.text and "lamp</b>" not in b.reply.text, b.reply.status)
        b.send(b.page.form("/statement"), t="x" * 281)
        check(b.reply.status == 400 and "at most 280 letters" in b.reply.text and "x" * 281 in b.reply.text, f"{b.reply.status}: what was typed is not lost")
        check(b.page.form("/vote"), "and the way goes on")
        b.send(b.page.form("/statement"), t="ک" * 280)
        check(b.reply.status == 200, f"280 letters of two bytes: {b.reply.status}")
        b.send(b.page.form("/statement"), t="   ")
        check(b.reply.status == 400 and "empty" in b.reply.text, b.reply.status)
        b.send(b.page.form("/statement"), t="short", o="y" * 281)
        check(b.reply.status == 400, f"a part that is too long: {b.reply.status}")
    return test


def declaring(server):
    def test(check):
        b = Browser(server.port)
        b.get("/d/safe-place?lang=en")
        for _ in range(3):
            b.vote(1)
        form = b.page.form("/declare")
        check(form and form["choices"]["d0"] == ["women", "men", ""] and form["fields"] .get("d0") == "" and form["fields"].get("d1") == "", f"asked after three: {form}")
        b.send(form, d0="women", d1="")
        check(b.page.form("/vote"), "and on")
        b.vote(1)
        check(not b.page.form("/declare"), "asked once")
        b.send(form, d0="neither of these")
        check(b.reply.status == 404, f"a value that is none: {b.reply.status}")
        b.get("/d/safe-place?lang=ar")
        for _ in range(3):
            b.vote(1)
        check("النساء" in b.reply.text and "قطاع الأمن" in b.reply.text, "choices in the reader's language")
        b.send(b.page.form("/declare"))
        b.vote(0)
        check(not b.page.form("/declare"), "who said nothing is not asked again")
    return test


def codes(server):
    def test(check):
        b = Browser(server.port)
        b.get("/d/by-code?lang=en")
        check(not b.page.form("/vote"), "nobody votes without a code")
        form = b.page.form("/enter")
        b.send(form, code="AAAA-AAAA")
        check(b.reply.status == 403 and b.page.form("/enter"), f"a code that is none: {b.reply.status}")
        b.send(form, code=" " + server.codes[0].lower().replace("-", " "))
        check(b.reply.status == 200 and b.page.form("/vote"), f"a code, badly typed: {b.reply.status}")
        voting = b.page.form("/vote")
        b.send(form, code=server.codes[0])
        check(b.page.form("/vote"), "sent again, since the line broke: the same person")
        other = Browser(server.port)
        other.get("/d/by-code?lang=en")
        other.send(other.page.form("/enter"), code=server.codes[0])
        check(other.reply.status == 403 and "has been used" in other.reply.text and not other.page.form("/vote"), f"one code, one voice: {other.reply.status}")
        stolen = {**voting, "fields": {**voting["fields"], "p": other.page.form("/enter")["fields"]["p"]}}
        other.send(stolen, ("v", "1"))
        check(other.reply.status == 403 and other.page.form("/enter"), f"a vote of a pass that no code let in: {other.reply.status}")
        b.send(voting, ("v", "1"))
        check(b.reply.status == 200 and b.page.form("/vote"), b.reply.status)
    return test


def states(server):
    def test(check):
        b = Browser(server.port)
        for name, words in (("over", "This dialogue is closed"), ("not-yet", "not open yet"), ("on-paper", "answered on paper")):
            b.get(f"/d/{name}?lang=en")
            check(b.reply.status == 200 and words in b.reply.text and not b.page.form("/vote"), f"{name}: {b.reply.status}")
        b.get("/d/safe-place?lang=en")
        form = b.page.form("/vote")
        for name in ("over", "not-yet", "on-paper"):
            b.send({**form, "action": f"/d/{name}/vote?lang=en"}, ("v", "1"))
            check(b.reply.status == 403 and not b.page.form("/vote"), f"a vote in {name}: {b.reply.status}")
        for path in ("/d/nothing", "/d/nothing/result", "/d/%D9%84%D8%A7", "/d/" + "x" * 300):
            check(b.get(path + "?lang=en").status == 404 and not b.reply.all("Set-Cookie"), f"{path}: {b.reply.status}")
        b.send({**form, "action": "/d/nothing/vote?lang=en"}, ("v", "1"))
        check(b.reply.status == 404, b.reply.status)
    return test


def wrong_forms(server):
    def test(check):
        b = Browser(server.port)
        b.get("/d/safe-place?lang=en")
        form = b.page.form("/vote")
        for fields in ({"p": ""}, {"p": "short"}, {"p": "!" * 22}, {"p": "A" * 23}, {"v": "2"}, {"v": "agree"}, {"s": ""}, {"s": "1e3"}, {"v": ""}):
            b.send(form, **{"v": "1", **fields})
            check(b.reply.status == 400 and not b.reply.all("Set-Cookie"), f"{fields}: {b.reply.status}")
        for fields in ({"s": "999"}, {"s": "-4"}, {"s": "9223372036854775807"}):
            b.send(form, **{"v": "1", **fields})
            check(b.reply.status == 404 and b.page.form("/vote"), f"{fields}: {b.reply.status}")
        b.send(form, v="1", k="1,2,x,-5,,99999999999999999999," + ",".join(map(str, range(100))))
        check(b.reply.status == 200, f"a list of passed-over statements that is odd: {b.reply.status}")
        b.send(form, v="1", lang="xx", a="<", i="\"")
        check(b.reply.status == 200, b.reply.status)
        b.send({**form, "action": "/d/safe-place?lang=en"}, go="nowhere")
        check(b.reply.status == 200 and b.page.form("/vote"), b.reply.status)
    return test


def escaped(server):
    def test(check):
        for language in LANGUAGES:
            b = Browser(server.port)
            b.get("/?lang=" + language)
            check(not any(h in b.reply.text for h in HOSTILE), "/")
            b.get("/d/hostile?lang=" + language)
            for step in range(8):
                check(not any(h in b.reply.text for h in HOSTILE), f"{language}, step {step}: {b.path}")
                if b.page.form("/declare"):
                    b.send(b.page.form("/declare"), d1='"><b>value')
                    check(b.reply.status == 200, f"a value with signs: {b.reply.status}")
                elif b.page.form("/vote"):
                    b.vote(1)
            b.go("result")
            check(not any(h in b.reply.text for h in HOSTILE), "result")
        b.get("/d/hostile?lang=en")
        b.vote(1, headers=["Accept: application/json"])
        check("application/json" in b.reply.header("Content-Type") and json.loads(b.reply.text)["next"][0]["text"].startswith("<script>"), b.reply.text[:200])
        check(b.reply.header("X-Content-Type-Options") == "nosniff", "a browser could take it for a page")
    return test


def results(server):
    def test(check):
        b = Browser(server.port)
        b.get("/d/over/result?lang=en")
        text = re.sub(r"<[^>]+>", " ", b.reply.text)
        for words in ("At least 20 people", "About 8 in 10 agree", "About 9 in 10 disagree", "They are split", "The market has a lamp", "City council"):
            check(words in text, f"{words}: {text[:600]}")
        check(not re.search(r"\b24\b|\b21\b|%", text), f"finer than tenths: {text}")
        b.get("/d/over/result?lang=ar")
        check("صار في السوق مصباح" in b.reply.text, "what was answered, in the reader's language")
        b.get("/d/safe-place/result?lang=en")
        check("too few to tell anything" in b.reply.text or "At least" in b.reply.text, "some result")
        check("Most agree" not in b.reply.text or "At least" in b.reply.text, "told of too few")
        b.get("/d/by-code/result?lang=en")
        check("It is told when the dialogue is closed" in b.reply.text, "a result that is not to be told yet")
        b.get("/d/safe-place?lang=en")
        b.vote(1)
        token = b.page.form("/vote")["fields"]["p"]
        b.go("result")
        check(b.page.forms[-1]["fields"]["p"] == token, "the way back carries the pass")
        b.send(b.page.forms[-1], ("go", ""))
        check(b.page.form("/vote")["fields"]["p"] == token, "and it is the same person")
    return test


def script(server):
    def test(check):
        b = Browser(server.port)
        b.get("/d/safe-place?lang=en")
        form, json_wanted = b.page.form("/vote"), ["Accept: application/json"]
        b.send(form, ("v", "1"), headers=json_wanted, m="4")
        a = json.loads(b.reply.text)
        ids = [s["s"] for s in a["next"]]
        check(a["state"] == "next" and a["done"] == 1 and a["of"] == 15 and len(set(ids)) == 4 and int(form["fields"]["s"]) not in ids, a)
        b.send(form, ("v", "-1"), headers=json_wanted, s=str(ids[0]), k=",".join(map(str, ids)), m="1")
        more = json.loads(b.reply.text)
        check(more["done"] == 2 and len(more["next"]) == 1 and more["next"][0]["s"] not in ids, more)
        b.send(form, ("v", "0"), headers=json_wanted, s=str(ids[1]), m="0")
        check(json.loads(b.reply.text)["state"] == "page", "after three the page asks more than the script can show")
        b.send({**form, "action": "/d/over/vote"}, ("v", "1"), headers=json_wanted)
        check(b.reply.status == 403 and json.loads(b.reply.text)["state"] == "page", b.reply.text)
        b.send(form, ("v", "7"), headers=json_wanted)
        check(b.reply.status == 400 and json.loads(b.reply.text)["state"] == "page", b.reply.text)
    return test


def other_person(server):
    def test(check):
        b = Browser(server.port, True)
        b.get("/d/by-code?lang=en")
        b.send(b.page.form("/enter"), code=server.codes[1])
        answer_all(b, check)
        token = b.page.forms[0]["fields"]["p"]
        check(b.jar, "the cookie is there")
        b.go("other")
        check(not b.jar and b.page.form("/enter") and token not in b.reply.text, "the next person begins anew, with a code of their own")
    return test


def bare(server):
    def test(check):
        """Nothing that a poor browser would need: no script in the page, no style in an attribute, a label on each field."""
        b = Browser(server.port)
        b.get("/d/safe-place?lang=en")
        b.vote(1)
        for tag, a in b.page.tags:
            check(tag != "script" or a.get("src", "").startswith("/a/"), "a script in the page")
            check("style" not in a and not any(k.startswith("on") for k in a), f"{tag} {a}")
        named = {a["for"] for tag, a in b.page.tags if tag == "label" and "for" in a}
        for tag, a in b.page.tags:
            if tag == "textarea" or (tag == "input" and a.get("type") not in ("hidden", "radio")):
                check(a.get("id") in named, f"no label: {a}")
        keys = [a["accesskey"] for _, a in b.page.tags if "accesskey" in a]
        check(keys == ["1", "2", "3"], keys)
        check(Page(b.reply.text).texts["h1"], "a heading")
    return test


def main():
    if not can_encrypt(DIWAN):
        print("1..0 # SKIP this build makes no encrypted registers, and a dialogue is held in no other file")
        return 0
    server, report = Server(DIWAN, MAKER), Report()
    try:
        report.run("the first page: open dialogues, a name, a code, no cookie", first_page(server))
        for language in LANGUAGES:
            for cookies in (False, True):
                report.run(f"the whole way in {language}, cookies {'taken' if cookies else 'refused'}", walk(server, cookies, language))
        for name, test in (("the cookie: from the first answer on, for this dialogue, until the browser closes", cookie_is_narrow), ("another language on the way", language_on_the_way), ("statements passed over", skipping),
                ("a form sent again counts once", replay), ("a statement of one's own", statement), ("what people declare", declaring), ("codes", codes), ("dialogues that are not open, and none", states),
                ("forms that are not whole", wrong_forms), ("texts that would be markup", escaped), ("the result: tenths and tens, and what was answered", results), ("answers for the script", script),
                ("somebody else at the same phone", other_person), ("what a page is made of", bare)):
            report.run(name, test(server))
    finally:
        status = server.end()
    report.run("the server ended well", lambda check: check(status == 0, status))
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
