// SPDX-License-Identifier: GPL-3.0-or-later
// served.js MODULES CHROMIUM WANTED.json: every page of a server that its table names, in a browser, as each who may see it. TAP, without the plan.
// WANTED.json: {address, cookie: {name, value}, rows: [{method, path, may}], starts: [path], shots: folder or "", each: how many of a row}. Pages with something in braces are found by following
// links; so many of each row are looked at. In English at 1000 and 360 px, in Arabic and Kurdish at 360 px.
"use strict";
const fs = require("fs");
const path = require("path");
const [, , , chromium_path, list] = process.argv;
const { chromium, axe_source, FLAGS, report, axe, outline } = require("./look.js");
const wanted = JSON.parse(fs.readFileSync(list, "utf8"));
const OF_A_ROW = wanted.each;

// ---- the table ----

const rows = wanted.rows.filter(r => r.method === "GET").map(r => ({ ...r, seen: [],
    fits: new RegExp("^" + r.path.split("/").map(part => part.startsWith("{") ? "[^/]+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("/") + "$") }));
rows.sort((a, b) => (a.path.match(/{/g) || []).length - (b.path.match(/{/g) || []).length);
const row_of = address => rows.find(r => r.fits.test(address));

// ---- one page ----

function structure(want) {
    const faults = [], html = document.documentElement;
    if (html.lang !== want.language)
        faults.push(`lang is ${html.lang}`);
    if (getComputedStyle(html).direction !== (want.language === "en" ? "ltr" : "rtl"))
        faults.push("the page runs in the wrong direction");
    if (!document.title.trim())
        faults.push("no title");
    if (document.querySelectorAll("[style], script:not([src]), style").length)
        faults.push("a style or a script inside the page");
    for (const e of document.querySelectorAll("a, button, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea, summary")) {
        const box = e.getBoundingClientRect();
        if (box.width && e.tagName !== "A" && box.height < (e.tagName === "SUMMARY" ? 24 : 43.5))
            faults.push(`${e.tagName.toLowerCase()} ${e.name || e.textContent.trim().slice(0, 20)} is ${Math.round(box.height)} px high`);
    }
    return faults;
}

function too_wide() {
    const wide = document.documentElement.scrollWidth;
    if (wide <= window.innerWidth)
        return [];
    let worst = "";
    for (const e of document.querySelectorAll("main *, header *, nav *, footer *")) {
        const box = e.getBoundingClientRect();
        let held = false;
        for (let p = e.parentElement; p && !held; p = p.parentElement)
            held = /auto|scroll|hidden/.test(getComputedStyle(p).overflowX);
        if (!held && box.width && (box.right > window.innerWidth + 1 || box.left < -1))
            worst = `${e.tagName.toLowerCase()}.${e.className} "${e.textContent.trim().slice(0, 30)}"`;
    }
    return [`the page is ${wide} px wide in a window of ${window.innerWidth}: ${worst}`];
}

// Axe sees each page twice: from left to right and from right to left, wide and narrow, light and dark; four neighbours in all eight ways. What it looks at hangs on the direction,
// not on the words: Kurdish runs as Arabic does.
const EN = [[1000, "light"], [1000, "dark"], [360, "light"], [360, "dark"]];
const opposite = ([width, scheme]) => [width === 360 ? 1000 : 360, scheme === "light" ? "dark" : "light"];

async function seen_by_axe(page, language, number) {
    if (language === "ckb")
        return [];
    const en = EN[number % EN.length], [width, scheme] = language === "en" ? en : opposite(en);
    await page.evaluate(axe_source);
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    return axe(page, `${language}, ${width} px, ${scheme}`);
}

async function look(page, address, language, links, number) {
    const faults = [], noise = [];
    const hear = m => { if (m.type() === "error" || m.type() === "warning") noise.push(`console: ${m.text()}`); };
    const failed = e => noise.push(`script: ${e.message}`);
    page.on("console", hear);
    page.on("pageerror", failed);
    await page.setViewportSize({ width: language === "en" ? 1000 : 360, height: 800 });
    await page.emulateMedia({ colorScheme: "light" });
    const asked = address + (address.includes("?") ? "&" : "?") + "lang=" + language;
    const answer = await page.goto(wanted.address + asked, { waitUntil: "load", timeout: 60000 });
    if (answer.status() !== 200)
        faults.push(`status ${answer.status()}`);
    faults.push(...await page.evaluate(structure, { language }), ...await page.evaluate(outline));
    if (language === "en") {
        for (const href of await page.evaluate(() => [...document.querySelectorAll("a[href]")].map(a => a.href)))
            links.push(href);
        await shot(page, address, language, 1000);
    }
    faults.push(...await seen_by_axe(page, language, number));
    await page.setViewportSize({ width: 360, height: 800 });
    faults.push(...await page.evaluate(too_wide));
    await shot(page, address, language, 360);
    page.off("console", hear);
    page.off("pageerror", failed);
    return faults.concat(noise);
}

async function shot(page, address, language, width) {
    if (!wanted.shots)
        return;
    const name = address.replace(/[^A-Za-z0-9]+/g, "_").slice(0, 80);
    await page.screenshot({ path: path.join(wanted.shots, `${name}-${language}-${width}.png`), fullPage: true });
}

// ---- all of them ----

async function main() {
    const browser = await chromium.launch({ executablePath: chromium_path, args: FLAGS });
    const context = await browser.newContext({ reducedMotion: "reduce", bypassCSP: false });
    const outside = [];
    context.on("request", r => { // no route: with one, nothing is kept from one page to the next
        if (!r.url().startsWith(wanted.address) && !r.url().startsWith("data:"))
            outside.push(r.url());
    });
    if (wanted.cookie)
        await context.addCookies([{ ...wanted.cookie, url: wanted.address }]);
    const page = await context.newPage();
    const queue = [...wanted.starts, ...rows.filter(r => !r.path.includes("{") && !r.path.startsWith("/api")).map(r => r.path)], known = new Set(), dead = [];
    let pages = 0;
    while (queue.length) {
        const address = queue.shift(), bare = address.split("?")[0], row = row_of(decodeURI(bare)) || row_of(bare);
        if (known.has(address))
            continue;
        known.add(address);
        if (!row) {
            dead.push(`${address}: a link that no row of the table answers`);
            continue;
        }
        if (row.seen.length >= OF_A_ROW || row.seen.includes(bare))
            continue;
        row.seen.push(bare);
        if (bare === "/exit") // an empty page, which takes the session away
            continue;
        const head = await context.request.get(wanted.address + address, { maxRedirects: 0, timeout: 60000 });
        const type = head.headers()["content-type"] || "";
        if (head.status() >= 400)
            dead.push(`${address}: status ${head.status()}`);
        if (head.status() !== 200 || !type.startsWith("text/html") || /attachment/.test(head.headers()["content-disposition"] || ""))
            continue;
        const links = [];
        for (const language of ["en", "ar", "ckb"])
            report(`${address} in ${language}`, await look(page, address, language, links, pages));
        pages++;
        for (const href of links) {
            const url = new URL(href);
            url.searchParams.delete("lang");
            if (url.origin === new URL(wanted.address).origin)
                queue.push(url.pathname + (row_of(url.pathname) && row_of(url.pathname).seen.length ? "" : url.search));
        }
    }
    report("every link is answered", dead);
    report("nothing is asked of another server", outside);
    const unseen = rows.filter(r => !r.seen.length && !r.path.startsWith("/api") && !wanted.hidden.includes(r.path)).map(r => `${r.path}: ${r.about}`);
    report("every row of the table was found", unseen);
    await browser.close();
}
main().catch(e => {
    report("the browser came to the end", [e.stack || e]);
    process.exit(1);
});
