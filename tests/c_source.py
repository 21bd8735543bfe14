# SPDX-License-Identifier: GPL-3.0-or-later
"""Just enough of C to look at a source: tokens without comments, calls with their arguments, text literals."""
import re

TOKEN = re.compile(r"""
    (?P<comment>/\*.*?\*/|//[^\n]*)
  | (?P<text>"(?:[^"\\\n]|\\.)*")
  | (?P<char>'(?:[^'\\\n]|\\.)*')
  | (?P<word>[A-Za-z_]\w*)
  | (?P<space>\s+)
  | (?P<other>.)
""", re.X | re.S)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", '"': '"', "\\": "\\", "'": "'", "?": "?"}
DEFINE = re.compile(r'^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+((?:[^\n\\]|\\\n|\\[^\n])*)', re.M)


def tokens(source):
    """(kind, text, line) of each token; comments and white space left out."""
    line = 1
    for found in TOKEN.finditer(source):
        kind, text = found.lastgroup, found.group()
        if kind not in ("comment", "space"):
            yield kind, text, line
        line += text.count("\n")


def plain(literal):
    """What a text literal says."""
    return re.sub(r"\\(.)", lambda m: ESCAPES.get(m[1], m[1]), literal[1:-1], flags=re.S)


def text_macros(source):
    """name -> tokens of each `#define NAME ...` whose value holds text."""
    found = {}
    for name, value in DEFINE.findall(source):
        value = list(tokens(value.replace("\\\n", " ")))
        if value and all(kind in ("text", "word") or text in "()" for kind, text, _ in value):
            found[name] = value
    return found


def literal_of(pieces, macros, depth=0):
    """Adjacent literals and text macros as one text; None where anything else stands among them."""
    out = ""
    for kind, text, _ in pieces:
        if kind == "text":
            out += plain(text)
        elif kind == "word" and text in macros and depth < 8:
            inner = literal_of(macros[text], macros, depth + 1)
            if inner is None:
                return None
            out += inner
        elif text not in "()":
            return None
    return out


def calls(source, names):
    """(name, line, [argument tokens]) of each call of one of `names`; definitions and macros left out."""
    source = DEFINE.sub(lambda m: "\n" * m[0].count("\n"), source)
    stream = list(tokens(source))
    for at, (kind, text, line) in enumerate(stream[:-1]):
        if kind != "word" or text not in names or stream[at + 1][1] != "(":
            continue
        yield text, line, arguments(stream, at + 1)


def arguments(stream, at):
    """The arguments of the call whose opening bracket stands at `at`."""
    depth, out, now = 0, [], []
    for kind, text, line in stream[at:]:
        if text in ("(", "[", "{"):
            depth += 1
            if depth == 1:
                continue
        elif text in (")", "]", "}"):
            depth -= 1
            if depth == 0:
                break
        if text == "," and depth == 1:
            out.append(now)
            now = []
        else:
            now.append((kind, text, line))
    return out + [now] if now or out else out
