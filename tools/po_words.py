# SPDX-License-Identifier: GPL-3.0-or-later
"""What the po_*.py tools share: messages in C sources, and .po files read and written.

A message is T("...") or TN("one", "many"); adjacent literals are one text, and printf's formats, as errors have them, slots. A .po file here holds no line
numbers, so that moving code does not change it; entries stand in the order of the sources.
"""
import os
import re

LANGUAGES = ["en", "ar", "ckb"]
SOURCE_LANGUAGE = "en"
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'", "?": "?"}
TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'                 # comments
    r'|"(?:[^"\\\n]|\\.)*"'               # texts
    r"|'(?:[^'\\\n]|\\.)*'"               # characters
    r'|[A-Za-z_][A-Za-z0-9_]*|\S', re.S)


class Message:
    """One message: `many` is None where it has no plural; `files` say where it stands."""

    def __init__(self, one, many=None):
        self.one, self.many, self.files, self.forms, self.fuzzy = one, many, [], [], False


def literal(token):
    """The text of a C literal's token. \\u and \\x are not used in messages: they are refused."""
    def turn(match):
        if match.group(1) not in ESCAPES:
            raise ValueError(f"\\{match.group(1)} in a message: write the character itself")
        return ESCAPES[match.group(1)]
    return re.sub(r"\\(.)", turn, token[1:-1], flags=re.S)


def without_directives(text):
    """The source with preprocessor lines emptied but for words in a macro: `#define T(text) text` marks nothing."""
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\.)*(?:\\\n[^\n]*)*", lambda m: re.sub(r'^[ \t]*#define \w+ (?=T\(")|^(?![ \t]*#define \w+ T\(").*', "", m.group(), flags=re.S), text, flags=re.M)


PRINTF = re.compile(r"%(?:%|[-+#0]*(?:\*|[0-9]+)?(?:\.(?:\*|[0-9]+)?)?(?:hh|ll|[hljzt])?[diouxXcsfgeE](?![A-Za-z]))")


def slots_for_formats(text):
    """The format of an error as a message: each part that printf puts in is {p1}, {p2}, ... (src/core/speech_cause.c finds them again)."""
    numbers = iter(range(1, 100))
    return PRINTF.sub(lambda m: "%" if m.group() == "%%" else "{p%d}" % next(numbers), text)


def arguments(tokens, at):
    """Texts of the call whose "(" stands at tokens[at]; None where an argument is not only literals."""
    texts, now, at = [], None, at + 1
    while at < len(tokens) and tokens[at] not in (")", ";"):
        if tokens[at] == ",":
            texts.append(now)
            now = None
        elif tokens[at].startswith('"'):
            now = (now or "") + literal(tokens[at])
        elif now is not None and tokens[at].startswith("PRI"): # as in "line %" PRId64
            now += "d"
        else:
            return None
        at += 1
    return [t if t is None else slots_for_formats(t) for t in texts + [now]]


def messages_of(text, name):
    """(one, many or None) of every message of a source, in order."""
    tokens = [t for t in TOKEN.findall(without_directives(text)) if not t.startswith(("//", "/*"))]
    for i, token in enumerate(tokens[:-1]):
        if token not in ("T", "TN") or tokens[i + 1] != "(":
            continue
        got = arguments(tokens, i + 1)
        if not got or None in got or len(got) != (1 if token == "T" else 2):
            raise ValueError(f"{name}: {token}({tokens[i + 2]} ...: expected text literals only")
        yield (got[0], None) if token == "T" else (got[0], got[1])


def source_files(root):
    for top in ("src", "sim"):
        for folder, folders, files in os.walk(os.path.join(root, top)):
            folders.sort()
            for name in sorted(files):
                if name.endswith((".c", ".h")) and not name.endswith("_test.c"):
                    yield os.path.join(folder, name)


def collect(root):
    """{msgid: Message} of all sources, in order; ValueError where two uses do not go together."""
    found = {}
    for path in source_files(root):
        name = os.path.relpath(path, root)
        with open(path, encoding="utf-8") as f:
            for one, many in messages_of(f.read(), name):
                message = found.setdefault(one, Message(one, many))
                if message.many != many:
                    raise ValueError(f'{name}: "{one}" stands with plural {many!r} here and {message.many!r} elsewhere')
                if name not in message.files:
                    message.files.append(name)
    return found


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def read_po(path):
    """(header, {msgid: Message}, {msgid: Message} of obsolete ones)."""
    header, live, old = "", {}, {}
    if not os.path.exists(path):
        return header, live, old
    with open(path, encoding="utf-8") as f:
        blocks = re.split(r"\n[ \t]*\n", f.read())
    for block in blocks:
        obsolete = any(line.startswith("#~") for line in block.splitlines())
        fields, field, fuzzy = {}, None, False
        for line in block.splitlines():
            line = line[2:].strip() if line.startswith("#~") else line.strip()
            if line.startswith("#"):
                fuzzy |= line.startswith("#,") and "fuzzy" in line
                continue
            key = re.match(r'(msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(?=")', line)
            if key:
                field = key.group(1)
                fields[field] = ""
                line = line[key.end():]
            if line.startswith('"') and field:
                fields[field] += literal(line)
        if "msgid" not in fields:
            continue
        message = Message(fields["msgid"], fields.get("msgid_plural"))
        message.fuzzy = fuzzy
        message.forms = [fields[k] for k in sorted(k for k in fields if k.startswith("msgstr"))]
        if message.one == "" and not obsolete:
            header = message.forms[0]
        else:
            (old if obsolete else live)[message.one] = message
    return header, live, old


def entry(message, mark=""):
    lines = [] if mark else [f"#: {name}" for name in message.files]
    lines += ["#, fuzzy"] if message.fuzzy and not mark else []
    lines += [f"{mark}msgid {quoted(message.one)}"]
    if message.many is None:
        lines.append(f"{mark}msgstr {quoted(message.forms[0] if message.forms else '')}")
    else:
        lines.append(f"{mark}msgid_plural {quoted(message.many)}")
        lines += [f"{mark}msgstr[{i}] {quoted(form)}" for i, form in enumerate(message.forms)]
    return "\n".join(lines) + "\n"


def write_po(path, comment, header, live, old=()):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(comment + 'msgid ""\nmsgstr ""\n')
        f.writelines(quoted(line + "\n") + "\n" for line in header.splitlines())
        for message in live:
            f.write("\n" + entry(message))
        for message in old:
            f.write("\n" + entry(message, "#~ "))
