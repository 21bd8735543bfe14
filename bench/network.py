#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""network.py NETWORK-BENCH [--vertices N] [--ties M] [--sources K] [--write]: what networks cost beside python-igraph and networkx, and whether the numbers are the same.

One invented network, the same for all, in one run: NETWORK-BENCH (build/src/math/network-bench) makes it, measures it and writes it down; the
peers read it. Of every actor betweenness and constraint, weighted: here they come with all other measures in one go, the peers are asked for these
two alone. Communities: 50 seeds of Leiden here and in igraph, of networkx (which has Louvain) one, and its time taken 50 times. Ways that share nobody, and no tie: 50 pairs
drawn by chance. networkx works betweenness out of K actors (all of them: --sources 0) and its time is taken as many times as it left out; where it was asked for
all, its numbers are compared, too. Betweenness and constraint must agree to 1e-9 of their size, the ways exactly: else this ends with an error.
--write puts the table into docs/performance.md."""
import argparse
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SEEDS, NEAR = 50, 1e-9


def with_peers():
    """Debian's own python3 has Debian's modules; another python3 may stand before it."""
    try:
        import igraph, networkx  # noqa: F401
    except ImportError:
        if os.path.realpath(sys.executable) == os.path.realpath("/usr/bin/python3"):
            sys.exit("network.py: python3-igraph and python3-networkx are missing: `make deps-bench` installs them")
        os.execv("/usr/bin/python3", ["/usr/bin/python3", os.path.abspath(__file__), *sys.argv[1:]])


def rows(folder, name):
    with open(os.path.join(folder, name + ".tsv"), encoding="utf-8") as f:
        return [line.split("\t") for line in f.read().splitlines()]


def timed(work):
    """(wall, processor) seconds, and what came of it."""
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    return (time.perf_counter() - wall, time.process_time() - processor), found


def of_diwan(program, folder, vertices, ties):
    done = subprocess.run([program, "--beside", folder, str(vertices), str(ties)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{program}: {done.stderr}")
    times = {name: (float(wall), float(work)) for name, wall, work in (line.split("\t") for line in done.stdout.splitlines())}
    return times, times.pop("modularity")


def apart(ours, theirs):
    """The largest difference, as a share of the value where that is above 1."""
    return max(abs(x - y) / max(1.0, abs(x)) for x, y in zip(ours, theirs) if x == x or y == y)


def in_igraph(vertices, edges, weights, pairs):
    import random
    import igraph
    random.seed(1)
    g = igraph.Graph(n=vertices, edges=edges)
    lengths = [1 / w for w in weights]
    times, found = {}, {}
    times["betweenness"], found["betweenness"] = timed(lambda: g.betweenness(directed=False, weights=lengths))
    times["constraint"], found["constraint"] = timed(lambda: g.constraint(weights=weights))
    times["camps"], all_ = timed(lambda: [g.community_leiden(objective_function="modularity", weights=weights, n_iterations=10) for _ in range(SEEDS)])
    found["modularity"] = max(g.modularity(c.membership, weights=weights) for c in all_)
    times["disjoint"], found["disjoint"] = timed(lambda: [(g.vertex_connectivity(s, t, neighbors="ignore") if not g.are_connected(s, t) else None,
        g.edge_connectivity(s, t)) for s, t in pairs])
    return times, found


def in_networkx(vertices, edges, weights, pairs, sources):
    import networkx as nx
    g = nx.Graph()
    g.add_nodes_from(range(vertices))
    g.add_weighted_edges_from((s, t, w) for (s, t), w in zip(edges, weights))
    for _, _, d in g.edges(data=True):
        d["length"] = 1 / d["weight"]
    times, found, times_of = {}, {}, vertices / sources if sources else 1
    times["betweenness"], one = timed(lambda: nx.betweenness_centrality(g, k=sources or None, weight="length", normalized=False, seed=1))
    found["betweenness"] = [one[i] for i in range(vertices)] if not sources else None
    times["betweenness"] = tuple(t * times_of for t in times["betweenness"])
    times["constraint"], two = timed(lambda: nx.constraint(g, weight="weight"))
    found["constraint"] = [two[i] for i in range(vertices)]
    times["camps"], camps = timed(lambda: nx.community.louvain_communities(g, weight="weight", seed=1))
    found["modularity"] = nx.community.modularity(g, camps, weight="weight")
    times["camps"] = tuple(t * SEEDS for t in times["camps"])
    times["disjoint"], found["disjoint"] = timed(lambda: [(nx.node_connectivity(g, s, t) if not g.has_edge(s, t) else None, nx.edge_connectivity(g, s, t)) for s, t in pairs])
    return times, found


def compared(folder, peers):
    """Differences that are too many, as sentences; and the largest of each number."""
    ours = [(float(b), float(c)) for b, c in rows(folder, "vertices")]
    ways = [(int(v), int(t)) for _, _, v, t in rows(folder, "pairs")]
    wrong, largest = [], {}
    for name, found in peers.items():
        for i, what in enumerate(("betweenness", "constraint")):
            if found[what] is not None:
                largest[what] = max(largest.get(what, 0.0), d := apart([x[i] for x in ours], found[what]))
                wrong += [f"{what} differs from that of {name} by {d:.1e}"] if d > NEAR else []
        for one, other in zip(ways, found["disjoint"]):
            if (other[0] is not None and one[0] != other[0]) or one[1] != other[1]:
                wrong.append(f"ways of a pair: {one} here, {other} in {name}")
    return wrong, largest


def table(asked, m, times, peers, modularity, largest):
    jobs = (("betweenness and constraint of every actor (here with all other measures)", ("measures",), ("betweenness", "constraint")),
        (f"communities, {SEEDS} seeds", ("camps",), ("camps",)), ("ways that share nobody and no tie, 50 pairs", ("disjoint",), ("disjoint",)))
    lines = []
    for job, here, there in jobs:
        ours = [sum(times["diwan"][k][i] for k in here) for i in range(2)]
        cells = [job, f"{ours[0]:.2f} ({ours[1]:.2f})"]
        for name in ("igraph", "networkx"):
            theirs = [sum(times[name][k][i] for k in there) for i in range(2)]
            cells += [f"{theirs[0]:.2f} ({theirs[1]:.2f})", f"{theirs[1] / ours[1]:.1f}"]
        lines.append("| " + " | ".join(cells) + " |")
    estimated = f"The betweenness of networkx is the time of {asked.sources} actors' ways, taken {asked.vertices / asked.sources:g} times. " if asked.sources else ""
    return (f"{asked.vertices:,} actors and {m:,} weighted ties, one after another in one run, seconds by clock (of processor); the ratio says how many times as much work of a processor the peer took, which other work on the machine disturbs least. Load average "
        f"{os.getloadavg()[0]:.1f}. {estimated}The time of networkx's communities is that of one seed of Louvain, taken {SEEDS} times.\n\n"
        "| job | Diwan | python-igraph | ratio | networkx | ratio |\n|---|---:|---:|---:|---:|---:|\n" + "\n".join(lines) + "\n\n"
        f"The same numbers: betweenness differs by at most {largest['betweenness']:.0e} of its size, constraint by {largest['constraint']:.0e}; the ways are equal. Modularity of the communities found: "
        f"{modularity:.4f} here, {peers['igraph']['modularity']:.4f} in igraph, {peers['networkx']['modularity']:.4f} in networkx.\n")


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("program")
    words.add_argument("--vertices", type=int, default=5000)
    words.add_argument("--ties", type=int, default=20000)
    words.add_argument("--sources", type=int, default=100)
    words.add_argument("--write", action="store_true")
    asked = words.parse_args()
    asked.sources = 0 if asked.sources >= asked.vertices else asked.sources
    with_peers()
    with tempfile.TemporaryDirectory(prefix="diwan-bench-") as folder:
        ours, (modularity, _) = of_diwan(os.path.abspath(asked.program), folder, asked.vertices, asked.ties)
        ties = rows(folder, "ties")
        edges, weights = [(int(s), int(t)) for s, t, _ in ties], [float(w) for _, _, w in ties]
        pairs = [(int(s), int(t)) for s, t, _, _ in rows(folder, "pairs")]
        times, peers = {"diwan": ours}, {}
        times["igraph"], peers["igraph"] = in_igraph(asked.vertices, edges, weights, pairs)
        times["networkx"], peers["networkx"] = in_networkx(asked.vertices, edges, weights, pairs, asked.sources)
        wrong, largest = compared(folder, peers)
    if wrong:
        sys.exit("\n".join(wrong[:10]))
    text = table(asked, len(edges), times, peers, modularity, largest)
    print(text)
    if asked.write:
        sys.path.insert(0, HERE)
        from page import write_page
        write_page("networks", text)


if __name__ == "__main__":
    main()
