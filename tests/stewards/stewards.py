#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stewards.py DIWAN DATA: keys of stewards and notes sealed to them, from making a pair to erasing a note. TAP."""
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile

DIWAN, DATA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
NOTE = "The teacher at the crossing gave the names: \u0646\u06d5\u0648\u0631\u06c6\u0632."
OTHER = "second \x1b[31mnote"


def diwan(*words, say="", steward="seven grey herons lift a stone"):
    known = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
    known.update(PATH="/usr/bin:/bin", HOME=os.getcwd(), LC_ALL="C", TZ="UTC", USER="tester", DIWAN_PASSPHRASE="nine brown owls keep the lamp",
        DIWAN_STEWARD_PASSPHRASE=steward)
    done = subprocess.run([DIWAN, *words], env=known, input=say, capture_output=True, text=True, timeout=120, start_new_session=True, check=False)
    return done.returncode, done.stdout, done.stderr


def must(fine, why):
    if not fine:
        raise AssertionError(why)


def good(*words, **more):
    status, out, err = diwan(*words, **more)
    must(status == 0, f"{' '.join(words)}: status {status}: {err}")
    return out + err


def refused(what, *words, **more):
    status, out, err = diwan(*words, **more)
    must(status in (1, 2) and what in err and err.count("\n") == 1, f"{' '.join(words)}: status {status}, not {what!r}: {err}")
    must(NOTE not in out and NOTE not in err, "the note is shown all the same")


def pairs():
    for name in ("dana", "rebin", "layla"):
        good("key", "pair", "-o", name + ".key", "--name", name.title())
        must(stat.S_IMODE(os.stat(name + ".key").st_mode) == 0o600, "others may read the secret half")
    before = open("dana.key", encoding="utf-8").read()
    refused("is there already", "key", "pair", "-o", "dana.key", "--name", "Dana")
    must(open("dana.key", encoding="utf-8").read() == before, "written over")
    os.remove("dana.key.pub")
    open("dana.key.pub", "w", encoding="utf-8").close()
    os.rename("dana.key", "kept")
    refused("is there already", "key", "pair", "-o", "dana.key", "--name", "Dana")
    must(not os.path.exists("dana.key"), "half a pair was made")
    os.remove("dana.key.pub")
    good("key", "pair", "-o", "dana.key", "--name", "Dana")
    refused("too short", "key", "pair", "-o", "weak.key", "--name", "Weak", steward="short")
    must(not os.path.exists("weak.key") and not os.path.exists("weak.key.pub"), "a weak one was made")


def write_and_list():
    good("new", "a.diwan", "--name", "Selmara")
    good("add", "a.diwan", os.path.join(DATA, "selmara_borders.geojson"), os.path.join(DATA, "selmara_incidents.csv"))
    refused("no steward is in office", "note", "a.diwan", "place:XXS", say=NOTE)
    refused("must not come near a register", "key", "steward", "a.diwan", "--add", "dana.key")
    good("key", "steward", "a.diwan", "--add", "dana.key.pub")
    good("key", "steward", "a.diwan", "--add", "rebin.key.pub")
    refused("in office, number 1 (Dana)", "key", "steward", "a.diwan", "--add", "dana.key.pub")
    refused("the note is empty", "note", "a.diwan", "place:XXS", say=" \n")
    refused("no incident 777", "note", "a.diwan", "incident:777", say=NOTE)
    said = good("note", "a.diwan", "place:XXS", say=NOTE + "\n")
    must("Dana" in said and "Rebin" in said and NOTE not in said, "the stewards it is sealed to are not named, or it is told back")
    good("note", "a.diwan", "incident:2", say=OTHER)
    listed = good("note", "a.diwan", "--list", "--csv")
    must("1,place:XXS," in listed and "2,incident:UCDP GED:9002," in listed and "teacher" not in listed, listed)


def read_them():
    for name in ("dana", "rebin"):
        out = good("note", "a.diwan", "--read", "--steward-key", name + ".key")
        must(NOTE in out and "second ?[31mnote" in out, f"{name} reads {out!r}")
    out = good("note", "a.diwan", "--read", "--steward-key", "dana.key", "incident:2")
    must(NOTE not in out and "second" in out, "another note than the one that was asked for")
    refused("passphrase is not that of this key", "note", "a.diwan", "--read", "--steward-key", "dana.key", steward="seven grey herons lift a stove")
    refused("no file or machine form", "note", "a.diwan", "--read", "--json", "--steward-key", "dana.key")
    refused("no file or machine form", "note", "a.diwan", "--read", "--csv", "--steward-key", "dana.key")
    refused("--steward-key FILE", "note", "a.diwan", "--read")
    must("2 notes" in good("note", "a.diwan", "--read", "--steward-key", "layla.key"), "a stranger's key is not told from a steward's")


def typed_from_paper():
    """The kaf of the other keyboard in the name does no harm; a slip elsewhere is found by its line."""
    with open("dana.key", encoding="utf-8") as f:
        text = f.read()
    def typed(old, new):
        must(old in text, old)
        with open("typed.key", "w", encoding="utf-8") as f:
            f.write(text.replace(old, new))
        return ("note", "a.diwan", "--read", "--steward-key", "typed.key")
    for name in ("\u0626\u0627\u06a9\u06c6", "\u0626\u0627\u0643\u06c6"):
        must(NOTE in good(*typed("name: Dana", "name: " + name)), name)
    refused("typed.key: line 8: does not fit its check", *typed("262144 KiB", "262114 KiB"))
    key = re.search("public: (........)", text).group(1)
    refused("typed.key: line 6: does not fit its check", *typed("public: " + key, "public: " + format(int(key, 16) ^ 1, "08x")))
    os.remove("typed.key")


def nowhere_else():
    """Not in what the register says otherwise, nor in its file or a brief."""
    for words in (("show", "a.diwan"), ("count", "a.diwan", "--json"), ("check", "a.diwan", "--json"), ("brief", "a.diwan", "-o", "b.json"), ("brief", "a.diwan", "-o", "b.html")):
        status, out, err = diwan(*words)
        must(status in (0, 1) and "teacher" not in out + err and "sealed" not in out, f"{words}: {err}")
    for folder, _, names in os.walk("."):
        for name in names:
            with open(os.path.join(folder, name), "rb") as f:
                must(b"teacher at the crossing" not in f.read(), name)


def change_of_stewards():
    good("key", "steward", "a.diwan", "--add", "layla.key.pub")
    good("key", "steward", "a.diwan", "--end", "1")
    refused("no steward 1 is in office", "key", "steward", "a.diwan", "--end", "1")
    code = re.search(r'--stewards "([\d ]+)"', good("key", "reseal", "a.diwan")).group(1)
    refused("are not those of --stewards", "key", "reseal", "a.diwan", "--steward-key", "rebin.key", "--stewards", "11111 22222 33333 44444")
    refused("not sealed to this steward's key", "key", "reseal", "a.diwan", "--steward-key", "layla.key", "--stewards", code)
    must("2 notes" in good("note", "a.diwan", "--read", "--steward-key", "layla.key"), "something was sealed again all the same")
    must("2 values" in good("key", "reseal", "a.diwan", "--steward-key", "rebin.key", "--stewards", code.replace(" ", "")), "how many")
    must(NOTE in good("note", "a.diwan", "--read", "--steward-key", "layla.key"), "the new steward cannot read")
    must("2 notes" in good("note", "a.diwan", "--read", "--steward-key", "dana.key"), "the former one still can")


def erase_one():
    good("note", "a.diwan", "--erase", "1")
    refused("no note 1", "note", "a.diwan", "--erase", "1")
    out = good("note", "a.diwan", "--read", "--steward-key", "layla.key")
    must(NOTE not in out and "second" in out, out)
    must("problems" in good("check", "a.diwan", "--json"), "check")


def main():
    parts = [pairs, write_and_list, read_them, typed_from_paper, nowhere_else, change_of_stewards, erase_one]
    folder = tempfile.mkdtemp(prefix="diwan-stewards-")
    os.chdir(folder)
    status, _, err = diwan("new", "try.diwan")
    if status:
        print(f"1..0 # SKIP this build makes open registers only: {err.strip()}")
        return 0
    print(f"1..{len(parts)}")
    failed = 0
    for number, part in enumerate(parts, 1):
        name = part.__name__.replace("_", " ")
        try:
            part()
            print(f"ok {number} - {name}")
        except (AssertionError, subprocess.TimeoutExpired) as e:
            failed += 1
            print(f"not ok {number} - {name}\n# " + str(e).replace("\n", "\n# "))
    os.chdir("/")
    shutil.rmtree(folder)
    return 1 if failed else 0


sys.exit(main())
