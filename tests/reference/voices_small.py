#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""voices_small.py FOLDER: writes a small invented conversation and what the method (sections 2 to 5 of METHOD.md) gives for it.

A program of its own, without numbers from Diwan: plain lists, eigenvectors by Jacobi rotations, groups by trying. The case it wrote stands in
small-voices-plane; it is here so that anybody can see where the numbers come from.
"""
import csv
import json
import math
import os
import random
import sys

PEOPLE, STATEMENTS, OUT = 26, 11, [4]


def invent():
    """Votes in time order, (participant, statement, vote): three leanings, some people busy and some not, ids with gaps."""
    r = random.Random(6)
    votes = []
    for p in range(PEOPLE):
        lean = p % 3
        for s in range(STATEMENTS):
            if r.random() < (0.35 if p % 6 == 5 else 0.9):
                x = 1 if s % 3 == lean else -1
                votes.append([r.random(), 2 * p + 1, 3 * s, 0 if r.random() < 0.15 else x if r.random() < 0.85 else -x])
    votes.sort()
    return [v[1:] for v in votes]


def plane(people, statements, vote):
    columns, out = len(statements), set(3 * s for s in OUT)
    mean = {}
    for s in statements:
        cast = [vote[p, s] for p in people if (p, s) in vote]
        mean[s] = 0 if s in out else sum(cast) / len(cast)
    y = [[vote[p, s] - mean[s] if (p, s) in vote and s not in out else 0 for s in statements] for p in people]
    gram = [[sum(row[i] * row[j] for row in y) for j in range(columns)] for i in range(columns)]
    values, vectors = jacobi(gram)
    order = sorted(range(columns), key=lambda i: -values[i])[:2]
    pc = []
    for i in order:
        v = [vectors[k][i] for k in range(columns)]
        largest = max(abs(x) for x in v)
        first = next(x for x in v if abs(x) > largest * (1 - 1e-9))
        pc.append([x if first > 0 else -x for x in v])
    place = []
    for row, p in zip(y, people):
        n = sum((p, s) in vote and s not in out for s in statements) + len(out)
        few = math.sqrt(columns / max(1, n))
        place.append([few * sum(a * b for a, b in zip(row, c)) for c in pc])
    of_statement = [[(1 - mean[s]) * c[i] * math.sqrt(columns) for c in pc] for i, s in enumerate(statements)]
    return mean, pc, place, of_statement


def jacobi(a):
    """Eigenvalues and vectors (columns) of a symmetric matrix."""
    n = len(a)
    a = [row[:] for row in a]
    v = [[float(i == j) for j in range(n)] for i in range(n)]
    for _ in range(60):
        for p in range(n):
            for q in range(p + 1, n):
                if abs(a[p][q]) < 1e-300:
                    continue
                t = (a[q][q] - a[p][p]) / (2 * a[p][q])
                t = (1 if t >= 0 else -1) / (abs(t) + math.sqrt(t * t + 1))
                c = 1 / math.sqrt(t * t + 1)
                s = t * c
                for k in range(n):
                    a[k][p], a[k][q] = c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]
                for k in range(n):
                    a[p][k], a[q][k] = c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]
                for k in range(n):
                    v[k][p], v[k][q] = c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q]
    return [a[i][i] for i in range(n)], v


def replay(votes):
    cast, inside, seen = {}, [], set()
    for p, s, _ in votes:
        cast.setdefault(p, set()).add(s)
        seen.add(s)
        for q in sorted(cast):
            if q not in inside and len(cast[q]) >= min(7, len(seen)):
                inside.append(q)
        rest = sorted((q for q in cast if q not in inside), key=lambda q: (-len(cast[q]), q))
        inside += rest[:max(0, 15 - len(inside))]
    return set(inside)


def distance(a, b):
    return math.hypot(a[0] - b[0], a[1] - b[1])


def kmeans(points, weight, centres, steps, near=0.01):
    for _ in range(steps + 1):
        of = [min(range(len(centres)), key=lambda j: distance(p, centres[j])) for p in points]
        kept = [j for j in range(len(centres)) if j in of]
        new = []
        for j in kept:
            w = sum(weight[i] for i, g in enumerate(of) if g == j)
            new.append([sum(weight[i] * points[i][d] for i, g in enumerate(of) if g == j) / w for d in (0, 1)])
        of = [kept.index(g) for g in of]
        same = len(new) == len(centres) and all(distance(a, b) < near for a, b in zip(sorted(centres), sorted(new)))
        centres = new
        if same:
            break
    return centres, of


def distinct(points, k):
    first = []
    for p in points:
        if p not in first:
            first.append(p)
    return first[:k]


def silhouette(points, of):
    total = 0
    for i, p in enumerate(points):
        by = {}
        for j, q in enumerate(points):
            if i != j:
                by.setdefault(of[j], []).append(distance(p, q))
        if of[i] not in by:
            continue
        own = sum(by[of[i]]) / len(by[of[i]])
        other = min(sum(d) / len(d) for g, d in by.items() if g != of[i])
        total += (other - own) / max(own, other)
    return total / len(points)


def write(folder, name, head, rows):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(head)
        w.writerows([[f"{x:.10g}" if isinstance(x, float) else x for x in row] for row in rows])


def main():
    folder, votes = sys.argv[1], invent()
    vote = {(p, s): v for p, s, v in votes}
    people, statements = sorted({p for p, _ in vote}), sorted({s for _, s in vote})
    mean, pc, place, of_statement = plane(people, statements, vote)
    inside = replay(votes)
    at = [i for i, p in enumerate(people) if p in inside]
    points = [place[i] for i in at]
    bases, base_of = kmeans(points, [1] * len(points), distinct(points, 100), 100)
    size = [base_of.count(j) for j in range(len(bases))]
    by_k = {}
    for k in range(2, min(5, 2 + len(bases) // 12) + 1):
        centres, of = kmeans(bases, size, distinct(bases, k), 20)
        by_k[k] = (silhouette(bases, of), centres, of)
    best = max(by_k, key=lambda k: (by_k[k][0], k))
    centres, of = by_k[best][1:]
    r, inertia = random.Random(1), {}
    for k in range(2, 6):
        runs = [kmeans(points, [1] * len(points), r.sample(points, k), 200, 1e-12) for _ in range(400)]
        inertia[k] = min(sum(distance(p, c[g]) ** 2 for p, g in zip(points, o)) for c, o in runs)
    write(folder, "votes.csv", ["participant", "statement", "vote", "time_ms"], [v + [1000 * i] for i, v in enumerate(votes)])
    write(folder, "expected-method/statements.csv", ["statement", "center", "pc1", "pc2", "x", "y", "extremity"],
        [[s, float(mean[s]), pc[0][i], pc[1][i], *of_statement[i], math.hypot(*of_statement[i])] for i, s in enumerate(statements)])
    base = {people[i]: base_of[n] for n, i in enumerate(at)}
    write(folder, "expected-method/participants.csv", ["participant", "x", "y", "clustered", "base", "group"],
        [[p, *place[i], int(p in inside), base.get(p, ""), of[base[p]] if p in base else ""] for i, p in enumerate(people)])
    write(folder, "expected-polis/participants.csv", ["participant", "in_conv", "base", "group"],
        [[p, int(p in inside), base.get(p, ""), of[base[p]] if p in base else ""] for p in people])
    write(folder, "expected-polis/base_clusters.csv", ["base", "x", "y", "size", "group"], [[j, *bases[j], size[j], of[j]] for j in range(len(bases))])
    write(folder, "expected-polis/groups.csv", ["group", "x", "y", "base_clusters", "size"],
        [[g, *c, of.count(g), sum(size[j] for j in range(len(bases)) if of[j] == g)] for g, c in enumerate(centres)])
    with open(os.path.join(folder, "case.json"), "w", encoding="utf-8") as f:
        json.dump({"what": "Invented votes of an invented conversation; the expected values are those of voices_small.py.", "participants": len(people),
            "statements_with_votes": len(statements), "votes": len(vote), "moderated_out": [3 * s for s in OUT], "meta": [],
            "in_conv_replay": {"size": len(inside), "extra": [], "missing": []},
            "method": {"groups": best, "base_clusters": len(bases), "silhouette_by_k": {k: v[0] for k, v in by_k.items()}},
            "multistart": {"inertia_by_k": inertia}}, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
