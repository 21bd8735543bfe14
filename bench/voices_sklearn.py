#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""voices_sklearn.py EXPORT: opinion groups of a Polis export by pandas and scikit-learn, as anybody would write it; JSON to the standard output.

The same steps as `diwan voice --compat polis`: the latest vote of each participant and statement, missing votes filled with the statement's mean,
two principal components, participants with few votes pushed out, those with 7 votes or more clustered by k-means for k of 2 to 5, the best
silhouette chosen, and for every group the statements it holds more than others (a two-proportion z)."""
import json
import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # quickest for tables of this size: more threads wait for one another
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402
from sklearn.decomposition import PCA  # noqa: E402
from sklearn.metrics import silhouette_score  # noqa: E402

LEAST, SIGNIFICANT, PICKS = 7, 1.2816, 5


def matrix_of(folder):
    """Participants by statements, NaN where missing; and which statements are rejected."""
    votes = pd.read_csv(os.path.join(folder, "votes.csv"))
    said = pd.read_csv(os.path.join(folder, "comments.csv"))
    votes = votes.sort_values("timestamp", kind="stable").drop_duplicates(["voter-id", "comment-id"], keep="last")
    out = set(said.loc[said["moderated"] == -1, "comment-id"])
    return votes.pivot(index="voter-id", columns="comment-id", values="vote"), out


def projection(x, out):
    """Each participant's place in the plane."""
    y = x.copy()
    y.loc[:, [c for c in y.columns if c in out]] = 0.0
    seen = y.notna().sum(axis=1).clip(lower=1)
    filled = y.fillna(y.mean())
    return PCA(n_components=2, svd_solver="full").fit_transform(filled.to_numpy()) * np.sqrt(y.shape[1] / seen.to_numpy())[:, None]


def groups_of(points):
    """(k, silhouette, group of each)."""
    best = (0, -1.0, np.zeros(len(points), dtype=int))
    for k in range(2, 6):
        if len(points) <= k:
            break
        found = KMeans(n_clusters=k, n_init=10, random_state=1).fit_predict(points)
        score = silhouette_score(points, found)
        if score > best[1]:
            best = (k, score, found)
    return best


def representative(x, group, k, out):
    """By group: statements and directions that it holds more than the rest, most telling first."""
    raw, picks = x.to_numpy(), []
    for g in range(k):
        inside, rest, told = raw[group == g], raw[group != g], []
        for column, number in enumerate(x.columns):
            if number in out:
                continue
            for sign in (1, -1):
                s1, n1 = (inside[:, column] == sign).sum() + 1, (~np.isnan(inside[:, column])).sum() + 1
                s2, n2 = (rest[:, column] == sign).sum() + 1, (~np.isnan(rest[:, column])).sum() + 1
                pooled = (s1 + s2) / (n1 + n2)
                z = 0.0 if pooled == 1 else (s1 / n1 - s2 / n2) / np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
                own = 2 * np.sqrt(n1) * (s1 / n1 - 0.5)
                if z > SIGNIFICANT and own > SIGNIFICANT:
                    told.append((z * own * s1 / (n1 + 1), int(number), sign))
        picks.append([(number, sign) for _, number, sign in sorted(told, reverse=True)[:PICKS]])
    return picks


def main():
    x, out = matrix_of(sys.argv[1])
    points = projection(x, out)
    enough = (x.notna().sum(axis=1) >= min(LEAST, x.shape[1])).to_numpy()
    k, silhouette, group = groups_of(points[enough])
    agree = (x == 1).sum() + 1
    json.dump({"participants": x.shape[0], "statements": x.shape[1], "grouped": int(enough.sum()), "k": k, "silhouette": round(float(silhouette), 4),
        "sizes": [int((group == g).sum()) for g in range(k)], "representative": representative(x[enough], group, k, out),
        "agree": [round(float(p), 4) for p in agree / (x.notna().sum() + 2)]}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
