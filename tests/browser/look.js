// SPDX-License-Identifier: GPL-3.0-or-later
// look.js: what the browser tests share: how a browser is started, how results are told (TAP, without the plan), and axe. MODULES is the third word of the command line.
"use strict";
const fs = require("fs");
const path = require("path");
const modules = process.argv[2];
const { chromium } = require(path.join(modules, "playwright-core"));
const axe_source = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");
// A name other than 127.0.0.1 leads nowhere: whatever a page asked for, nothing would leave the machine.
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];

let number = 0;
function report(name, faults) {
    number++;
    process.stdout.write(`${faults.length ? "not ok" : "ok"} ${number} - ${name}\n`);
    for (const fault of faults.slice(0, 20))
        process.stdout.write(`# ${String(fault).replace(/\n/g, " ").slice(0, 300)}\n`);
}

// What axe finds; the page has to hold axe_source. `only`: options of axe.run that choose rules.
async function axe(page, when, only = {}) {
    const found = await page.evaluate(o => window.axe.run(document, { resultTypes: ["violations"], ...o }), only);
    return found.violations.flatMap(v => v.nodes.map(n => `${when}: ${v.id}: ${v.help}: ${n.target.join(" ")}`));
}

// Inside a page: ids that stand more than once, headings that leave a level out or say nothing, and how many are of the first level.
function outline() {
    const faults = [], ids = new Map();
    for (const e of document.querySelectorAll("[id]"))
        ids.set(e.id, (ids.get(e.id) || 0) + 1);
    for (const [id, n] of ids)
        if (n > 1)
            faults.push(`id ${id} stands ${n} times`);
    let level = 0;
    for (const h of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
        const next = Number(h.tagName[1]);
        if (next > level + 1)
            faults.push(`a heading of level ${next} after level ${level}: ${h.textContent}`);
        if (!h.textContent.trim())
            faults.push("an empty heading");
        level = next;
    }
    if (document.querySelectorAll("h1").length !== 1)
        faults.push(`${document.querySelectorAll("h1").length} h1`);
    return faults;
}

module.exports = { chromium, axe_source, FLAGS, report, axe, outline };
