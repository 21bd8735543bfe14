#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""served.py DIWAN FOLDER [SHOTS]: every page that `serve` has for a steward, in a real browser, in three languages. TAP.

The register is the invented country's. FOLDER has what npm installed for browser.py, or gets it; SHOTS is a folder for pictures of each page.
"""
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "web"))
import browser  # noqa: E402
import demo_kept  # noqa: E402
import serving  # noqa: E402
import upload  # noqa: E402

HIDDEN = ["/invited/{token}", "/feed/{token}/letters.ics", "/a/{file}", "/health", "/upload/{id}/refused.csv", "/words/{language}.csv"]  # reached by no link, or only where there is something of the kind
HELD = "maruq-after-dark"  # of the demo: people can answer it


def main():
    diwan, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    shots = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else ""
    os.makedirs(folder, exist_ok=True)
    why = browser.missing() or browser.install(folder)
    if why:
        print(f"1..0 # SKIP no look through a browser: {why}")
        return 0
    with tempfile.TemporaryDirectory(prefix="diwan-served-") as top:
        place = os.path.join(top, "demo")
        demo_kept.put(diwan, place)
        register, password = os.path.join(place, "demo.diwan"), os.path.join(place, "password")
        with open(password, "w", encoding="utf-8") as f:
            f.write(serving.PASSWORD + "\n")
        os.chmod(password, 0o600)
        serving.run(diwan, "user", "add", register, "steward", "--role", "steward", "--password-file", password, "--quiet")
        server = serving.Server(diwan, register)
        try:
            caller = serving.Caller(server, "steward").sign_in()
            with open(os.path.join(serving.DATA, "selmara_incidents.csv"), "rb") as f:
                sent = upload.send(caller, "selmara_incidents.csv", f.read())
            name, value = next(iter((k, v) for k, v in caller.cookies.items() if k not in ("lang", "p")))
            if shots:
                os.makedirs(shots, exist_ok=True)
            wanted = {"address": server.address, "cookie": {"name": name, "value": value}, "rows": serving.pages(diwan), "starts": ["/", "/overview", f"/d/{HELD}", f"/d/{HELD}/result", f"/hold/{HELD}", f"/hold/{HELD}/codes", sent.header("location")],
                "shots": shots, "hidden": HIDDEN, "each": 2 if shots else 1}
            return browser.walked(folder, "served.js", wanted)
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
