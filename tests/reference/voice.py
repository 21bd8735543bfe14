#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""voice.py DIWAN [CASE]: dialogues of others, from their export to `diwan voice --compat polis --json`, against the stored answers. TAP.

CASE is a folder of reference/voices/cases; without it, all of them. The answers are those of a separate program that follows the method's text
(expected-method, expected-bridging): where groups begin afresh, Polis itself cannot be asked to give the same.
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

CASES = "reference/voices/cases"
WHO_IS_IN_DIFFERS = {"fixture-above-100-ptpts"} # 31 people whom Polis let in under rules that the votes do not tell


def rows(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def rand_index(a, b):
    """Adjusted Rand index of two partitions {id: group} over the ids of both."""
    both, left, right, ids = {}, {}, {}, [i for i in a if i in b]
    for i in ids:
        both[a[i], b[i]] = both.get((a[i], b[i]), 0) + 1
        left[a[i]] = left.get(a[i], 0) + 1
        right[b[i]] = right.get(b[i], 0) + 1
    pairs = lambda counts: sum(n * (n - 1) / 2 for n in counts.values())
    all_pairs = len(ids) * (len(ids) - 1) / 2
    chance = pairs(left) * pairs(right) / all_pairs
    most = (pairs(left) + pairs(right)) / 2
    return 1.0 if most == chance else (pairs(both) - chance) / (most - chance)


class Case:
    def __init__(self, diwan, folder, work):
        self.folder, self.wrong = folder, []
        with open(os.path.join(folder, "case.json"), encoding="utf-8") as f:
            self.case = json.load(f)
        self.name = os.path.basename(folder)
        self.got = self.answer(diwan, work)

    def inputs(self, work):
        """The dialogue's folder; of the fixtures their two tables alone."""
        said = self.case.get("inputs", "")
        place = re.match(r"\S*data/dialogues/([^/ ]+)", said)
        if place:
            top = os.path.join(self.folder, "../../../../data/dialogues")
            return next(os.path.join(top, n) for n in sorted(os.listdir(top)) if n.startswith(place.group(1)))
        if said.startswith("inputs/"):
            return os.path.join(self.folder, "inputs")
        there = os.path.join(work, self.name)
        os.mkdir(there)
        for name in ("votes.csv", "statements.csv"):
            shutil.copy(os.path.join(self.folder, name), there)
        return there

    def answer(self, diwan, work):
        register, meta = os.path.join(work, "register.diwan"), os.path.join(work, "meta.txt")
        folder = self.inputs(work)
        words = [diwan, "add", register, folder, "--quiet"]
        self.fixture = folder.startswith(work)
        if self.case["meta"] and not self.fixture: # a fixture's own table says which
            with open(meta, "w", encoding="utf-8") as f:
                f.writelines(f"{i}\n" for i in self.case["meta"])
            words += ["--meta", meta]
        self.run([diwan, "new", "--open", register, "--quiet"])
        self.run(words)
        listed = rows_of(self.run([diwan, "show", register, "dialogues", "--csv", "--quiet"]))
        asked = [diwan, "voice", register, listed[0]["name"], "--compat", "polis", "--json", "--quiet"]
        return json.loads(self.run(asked + (["--replay"] if self.fixture else [])))

    def run(self, words):
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words[1:])}: {done.stderr.strip()}")
        return done.stdout

    # ---- comparing

    def same(self, what, got, expected, tolerance, relative=False):
        if got is None or expected in ("", None):
            if got is not None or expected not in ("", None):
                self.wrong.append(f"{what}: {got}, expected {expected or 'none'}")
            return
        limit = tolerance * max(1e-300, abs(float(expected))) if relative else tolerance
        if abs(float(got) - float(expected)) > limit:
            self.wrong.append(f"{what}: {got}, expected {expected}")

    def plane(self):
        listed = {s["id"]: s for s in self.got["statement_list"]}
        expected = rows(self.folder, "expected-method", "statements.csv")
        flips = []
        for axis, name in enumerate(("pc1", "pc2")):
            at = max(expected, key=lambda s: abs(float(s[name])))
            flips.append(1 if float(at[name]) * listed[int(at["statement"])]["components"][axis] >= 0 else -1)
        for s in expected:
            got, who = listed[int(s["statement"])], f"statement {s['statement']}"
            self.same(f"{who} centre", got["center"], s["center"], 1e-9)
            for axis, name in enumerate(("pc1", "pc2")):
                self.same(f"{who} {name}", flips[axis] * got["components"][axis], s[name], 1e-6)
            self.same(f"{who} x", flips[0] * got["x"], s["x"], 1e-6)
            self.same(f"{who} y", flips[1] * got["y"], s["y"], 1e-6)
            self.same(f"{who} extremity", got["extremity"], s["extremity"], 1e-8 * max(1, float(s["extremity"])))
        people = {p["id"]: p for p in self.got["people"]}
        for p in rows(self.folder, "expected-method", "participants.csv"):
            got = people[int(p["participant"])]
            self.same(f"participant {p['participant']} x", flips[0] * got["x"], p["x"], 1e-6)
            self.same(f"participant {p['participant']} y", flips[1] * got["y"], p["y"], 1e-6)

    def groups(self):
        """Whose group is whose: {their id: ours} where the groups are identical, else None."""
        expected = {int(p["participant"]): p["group"] for p in rows(self.folder, "expected-method", "participants.csv") if p["group"] != ""}
        ours = {p["id"]: p["group"] for p in self.got["people"] if p["group"] is not None}
        sizes = sorted(int(g["size"]) for g in rows(self.folder, "expected-method", "groups.csv"))
        if set(ours) != set(expected):
            self.wrong.append(f"{len(set(ours) ^ set(expected))} people are in here or there only")
        if self.got["k"] != len(sizes):
            self.wrong.append(f"{self.got['k']} groups, expected {len(sizes)}")
        if sum(g["size"] for g in self.got["groups"]) != self.got["grouped"]:
            self.wrong.append("the groups do not add up to those grouped")
        index = rand_index(expected, ours)
        if index < 0.98:
            self.wrong.append(f"the groups' Rand index is {index:.3f}")
        for k, value in self.case["method"]["silhouette_by_k"].items():
            self.same(f"silhouette of {k} groups", self.got["silhouette_by_k"].get(k), value, 1e-6)
        if index < 1 or self.got["k"] != len(sizes):
            return None
        if sorted(g["size"] for g in self.got["groups"]) != sizes:
            self.wrong.append(f"sizes {sorted(g['size'] for g in self.got['groups'])}, expected {sizes}")
        return {theirs: ours[i] for i, theirs in expected.items()}

    def picks(self, what, got, expected):
        listed = lambda row, key: [row["statement" if key == "id" else "repful_for" if "repful_for" in row else "direction"]][0]
        want = [(int(listed(row, "id")), listed(row, "direction")) for row in expected]
        have = [(p["id"], p["direction"]) for p in got]
        if have != want:
            self.wrong.append(f"{what}: {have}, expected {want}")
            return
        for p, row in zip(got, expected):
            for key in ("p_success", "p_test", "repness"):
                if key in row:
                    self.same(f"{what}, statement {p['id']} {key}", p[key], row[key], 1e-9 * max(1, abs(float(row[key]))))
            if "repness_test" in row:
                self.same(f"{what}, statement {p['id']} repness_test", p["repness_test"], row["repness_test"], 1e-6)

    def lists(self, ours_of):
        expected = rows(self.folder, "expected-method", "repness.csv")
        ours = {g["id"]: g["representative"] for g in self.got["groups"]}
        for theirs, own in sorted(ours_of.items()):
            self.picks(f"group of {theirs}", ours[own], [row for row in expected if row["group"] == theirs])
        shared = {s["id"]: s for s in self.got["group_consensus"]}
        listed = {s["id"]: s for s in self.got["statement_list"]}
        for s in rows(self.folder, "expected-method", "statements.csv"):
            got = shared[int(s["statement"])]
            self.same(f"statement {s['statement']} agreed to by all groups", got["agree"], s["gac_agree"], 1e-9)
            self.same(f"statement {s['statement']} rejected by all groups", got["disagree"], s["gac_disagree"], 1e-9)
            self.same(f"statement {s['statement']} priority", listed[int(s["statement"])]["priority"], s["priority"], 1e-8, True)

    def bridging(self):
        with open(os.path.join(self.folder, "expected-bridging", "model.json"), encoding="utf-8") as f:
            model = json.load(f)
        self.same("loss of the bridging model", self.got["bridging_loss"], model["loss"], 1e-9)
        got = {s["id"]: s for s in self.got["bridging"]}
        expected = {int(s["statement"]): s for s in rows(self.folder, "expected-bridging", "statements.csv")}
        if set(got) != set(expected):
            self.wrong.append(f"bridging: {len(set(got) ^ set(expected))} statements are here or there only")
        for i in set(got) & set(expected):
            self.same(f"statement {i} bridging intercept", got[i]["intercept"], expected[i]["intercept"], 1e-5)
            self.same(f"statement {i} bridging factor", got[i]["factor"], expected[i]["factor"], 1e-5)

    def compare(self):
        self.same("participants", self.got["participants"], self.case["participants"], 0)
        self.same("votes", self.got["votes"], self.case["votes"], 0)
        self.plane()
        self.picks("consensus", self.got["consensus"], rows(self.folder, "expected-method", "consensus.csv"))
        self.bridging()
        if self.name in WHO_IS_IN_DIFFERS:
            print(f"# {self.name}: groups are not compared, 31 people are in there whom the votes alone do not let in")
            return
        same = self.groups()
        if same:
            self.lists(same)
        else:
            print(f"# {self.name}: groups are not identical, so their lists are not compared")


def rows_of(text):
    return list(csv.DictReader(text.splitlines()))


def main():
    diwan, given = os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    shared = os.path.join(os.environ.get("DIWAN_SHARED", ""), CASES)
    if not given and not (os.environ.get("DIWAN_SHARED") and os.path.isdir(shared)):
        print("1..0 # SKIP the shared data are not there (DIWAN_SHARED)")
        return 0
    folders = [given] if given else [os.path.join(shared, n) for n in sorted(os.listdir(shared)) if os.path.isfile(os.path.join(shared, n, "case.json"))]
    print(f"1..{len(folders)}")
    failed = 0
    for number, folder in enumerate(folders, 1):
        wrong = []
        with tempfile.TemporaryDirectory() as work:
            try:
                case = Case(diwan, os.path.abspath(folder), work)
                case.compare()
                wrong = case.wrong
            except (RuntimeError, KeyError, TypeError, OSError) as e:
                wrong = [f"{type(e).__name__}: {e}"]
        failed += bool(wrong)
        print(f"{'not ' if wrong else ''}ok {number} - {os.path.basename(folder)}", flush=True)
        for line in wrong[:12]:
            print(f"# {line}")
        if len(wrong) > 12:
            print(f"# and {len(wrong) - 12} more")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
