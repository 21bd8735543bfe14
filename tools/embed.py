#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""embed.py OUT.c NAME FILE...: write files as one C table, in the order given.

The table is `const struct embedded NAME[]` (name, bytes, length; NULL name at the end), declared in
core/embedded.h. A NUL stands behind each file's bytes, outside its length.
"""
import os
import sys

out, name, files = sys.argv[1], sys.argv[2], sys.argv[3:]
with open(out, "w", encoding="ascii") as c:
    c.write('#include "core/embedded.h"\n')
    for i, path in enumerate(files):
        data = open(path, "rb").read() + b"\0"
        c.write(f"static const unsigned char file_{i}[] = {{")
        for at in range(0, len(data), 20):
            c.write("\n" + ",".join(str(b) for b in data[at:at + 20]) + ",")
        c.write("};\n")
    c.write(f"const struct embedded {name}[] = {{\n")
    for i, path in enumerate(files):
        c.write(f'    {{"{os.path.basename(path)}", (const char *)file_{i}, sizeof file_{i} - 1}},\n')
    c.write("    {0, 0, 0}};\n")
