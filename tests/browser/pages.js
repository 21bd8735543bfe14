// SPDX-License-Identifier: GPL-3.0-or-later
// pages.js MODULES CHROMIUM PAGES.json: what a browser shows of each page, and whether everybody can use it. TAP, without the plan.
// PAGES.json: [{file, language, rtl, sheet: "pages" | "one" | "wall"}].
"use strict";
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const [, , , chromium_path, list] = process.argv;
const { chromium, axe_source, FLAGS, report, axe, outline } = require("./look.js");

// ---- axe ----

// Width, colours, and whether tables are open: two opposite ones of the eight views a page, so that each is seen wide, narrow, light, dark, open and shut, and the next
// page in another two: four neighbours (a brief and the next one, from left to right and from right to left) are seen in all eight.
const OPPOSITE = [[[1000, "light", false], [360, "dark", true]], [[1000, "light", true], [360, "dark", false]],
    [[1000, "dark", false], [360, "light", true]], [[1000, "dark", true], [360, "light", false]]];

async function seen_as(page, [width, scheme, open]) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(o => document.querySelectorAll("details").forEach(d => { d.open = o; }), open);
    return `${width} px, ${scheme}, ${open ? "open" : "shut"}`;
}

// What it looks at hangs on the direction, and not on the words: a page in Kurdish, which stands as the Arabic one does, is seen by all rules but that of contrast, once.
async function accessible(page, want, number) {
    await page.evaluate(axe_source);
    const faults = [], views = OPPOSITE[number % OPPOSITE.length];
    if (want.language === "ckb")
        faults.push(...await axe(page, await seen_as(page, views[1]), { rules: { "color-contrast": { enabled: false } } }));
    else
        for (const view of views)
            faults.push(...await axe(page, await seen_as(page, view)));
    await page.emulateMedia({ colorScheme: "light" });
    return faults;
}

// ---- what the document says of itself ----

function structure(want) {
    const faults = [], ids = new Set();
    const html = document.documentElement;
    if (html.lang !== want.language)
        faults.push(`lang is ${html.lang}`);
    if (getComputedStyle(html).direction !== (want.rtl ? "rtl" : "ltr"))
        faults.push("the page runs in the wrong direction");
    if (!document.title.trim())
        faults.push("no title");
    for (const e of document.querySelectorAll("[id]"))
        ids.add(e.id);
    for (const a of document.querySelectorAll("a[href]")) {
        const href = a.getAttribute("href");
        if (href.startsWith("#") ? !ids.has(decodeURIComponent(href.slice(1))) : new URL(href, location.href).protocol !== "file:")
            faults.push(`a link leads nowhere, or away: ${href}`);
    }
    for (const e of document.querySelectorAll("[aria-labelledby]"))
        for (const id of e.getAttribute("aria-labelledby").split(/\s+/))
            if (!ids.has(id))
                faults.push(`aria-labelledby names ${id}, which is not there`);
    if (document.querySelectorAll("script, link, img:not([src^='data:image/png;base64,']), iframe, object, embed").length)
        faults.push("a script, or something from outside");
    return faults;
}

// ---- a phone: only named regions that the keyboard reaches scroll sideways ----

function phone() {
    const faults = [], root = document.documentElement;
    document.querySelectorAll("details").forEach(d => { d.open = true; });
    if (root.scrollWidth > root.clientWidth)
        faults.push(`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}`);
    for (const e of document.body.querySelectorAll("*")) {
        if (e instanceof SVGElement || e.closest("svg"))
            continue;
        const scrolls = ["auto", "scroll"].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth;
        if (scrolls && !(e.tabIndex === 0 && e.getAttribute("role") === "region" && (e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || "").trim()))
            faults.push(`scrolls sideways and is no named region in reach of the keyboard: <${e.tagName} class="${e.className}">`);
        if (!e.closest(".sc") && e.clientWidth > 0) {
            const box = e.getBoundingClientRect();
            if (box.left < -1 || box.right > root.clientWidth + 1)
                faults.push(`runs out of the window: <${e.tagName} class="${e.className}"> ${e.textContent.slice(0, 40)}`);
        }
    }
    return faults;
}

// ---- the keyboard ----

// The things that a keyboard must reach now, in the order of the page; each is given a number.
function reachable() {
    let n = 0;
    for (const e of document.querySelectorAll("a[href], summary, [tabindex]")) {
        const shut = e.parentElement.closest("details:not([open])");
        if (!shut || (e.tagName === "SUMMARY" && shut === e.parentElement))
            e.dataset.order = String(n++);
    }
    return n;
}

function focused() {
    const e = document.activeElement, style = getComputedStyle(e);
    return { order: e.dataset.order, name: e.tagName + " " + e.textContent.trim().slice(0, 30), tag: e.tagName, open: e.tagName === "SUMMARY" && e.parentElement.open,
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, seen: e.getBoundingClientRect().width > 0 };
}

async function keyboard(page) {
    const faults = [];
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.evaluate(() => document.querySelectorAll("details").forEach(d => { d.open = false; }));
    await page.evaluate(() => { document.activeElement.blur(); window.getSelection().removeAllRanges(); window.scrollTo(0, 0); });
    const summaries = await page.evaluate(() => document.querySelectorAll("summary").length);
    for (let i = 0; i < summaries; i++) { // by the keyboard alone
        await page.locator("summary").nth(i).focus();
        await page.keyboard.press("Enter");
    }
    if (await page.evaluate(() => document.querySelectorAll("details:not([open])").length))
        faults.push("a table does not open by the keyboard");
    const n = await page.evaluate(reachable);
    await page.evaluate(() => { document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex"); });
    for (let i = 0; i < n; i++) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(focused);
        if (at.order !== String(i)) {
            faults.push(`stop ${i} of ${n} is number ${at.order}: ${at.name}`);
            break;
        }
        if (!at.ring || !at.seen)
            faults.push(`the focus does not show: ${at.name}`);
    }
    return faults;
}

// ---- colours as tokens ----

function luminance(hex) {
    const wide = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, c => c + c) : hex;
    const [r, g, b] = [1, 3, 5].map(i => parseInt(wide.slice(i, i + 2), 16) / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
}

// CIE lightness: what remains of a colour on a grey print.
const lightness = hex => { const y = luminance(hex); return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y; };

async function colours(page) {
    const faults = [];
    for (const scheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: scheme });
        const t = await page.evaluate(() => Object.fromEntries(["bg", "pan", "soft", "ink", "ink2", "dn", "up", "hat", "s1", "s2", "s3", "s4", "s5", "on", "on2"]
            .map(name => [name, getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim()])));
        const text = [["ink", "bg"], ["ink2", "bg"], ["dn", "bg"], ["up", "bg"], ["ink", "soft"], ["ink2", "soft"], ["ink", "pan"], ["up", "pan"], ["on", "s1"], ["on", "s2"], ["on2", "s4"], ["on2", "s5"]];
        for (const [a, b] of text)
            if (contrast(t[a], t[b]) < 4.5)
                faults.push(`${scheme}: ${a} on ${b}: ${contrast(t[a], t[b]).toFixed(2)}`);
        if (contrast("#12171c", t.s3) < 4.5)
            faults.push(`${scheme}: the label on s3`);
        if (contrast(t.hat, t.bg) < 3)
            faults.push(`${scheme}: the hatch on the page`);
        const steps = ["s1", "s2", "s3", "s4", "s5"].map(name => lightness(t[name]));
        for (let i = 1; i < steps.length; i++)
            if (Math.abs(steps[i] - steps[i - 1]) < 8 || Math.sign(steps[i] - steps[i - 1]) !== Math.sign(steps[4] - steps[0]))
                faults.push(`${scheme}: classes ${i} and ${i + 1} are alike in grey`);
    }
    await page.emulateMedia({ colorScheme: "light" });
    return faults;
}

// ---- paper ----

const MM = 96 / 25.4;
const PAPER = { pages: [184, 267], one: [186, 280], wall: [265, 390] }; // what the margins of the style sheets leave, in mm

function on_paper([width, height]) {
    const faults = [];
    for (const d of document.querySelectorAll("details"))
        if (getComputedStyle(d).display !== "none")
            faults.push("a table behind a figure is printed");
    for (const f of document.querySelectorAll("figure")) {
        const box = f.getBoundingClientRect();
        if (getComputedStyle(f).breakInside !== "avoid" || box.height > height)
            faults.push(`a figure may be cut: ${f.id}, ${Math.round(box.height)} px high on a page of ${Math.round(height)}`);
        for (const svg of f.querySelectorAll("svg"))
            if (svg.getBoundingClientRect().right > width + 1 || svg.getBoundingClientRect().left < -1)
                faults.push(`a drawing is wider than the page: ${f.id}`);
    }
    for (const e of document.querySelectorAll(".sc"))
        if (getComputedStyle(e).overflowX !== "visible" || e.scrollWidth > width + 1)
            faults.push(`something is cut off at the side: ${e.textContent.slice(0, 40)}`);
    return faults;
}

// How many pages a PDF has, and how wide the first is, in mm.
function pdf_pages(bytes) {
    const text = bytes.toString("latin1"), box = text.match(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)/);
    return { n: (text.match(/\/Type\s*\/Page(?![a-zA-Z])/g) || []).length, mm: box ? Number(box[1]) / 72 * 25.4 : 0 };
}

async function paper(page, want) {
    const [width, height] = PAPER[want.sheet].map(v => v * MM);
    await page.setViewportSize({ width: Math.round(width), height: Math.round(height) });
    await page.emulateMedia({ media: "print" });
    const faults = await page.evaluate(on_paper, [width, height]);
    await page.emulateMedia({ media: null });
    const pdf = pdf_pages(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    if (pdf.n === 0 || (want.sheet !== "pages" && pdf.n !== 1))
        faults.push(`${pdf.n} pages of paper`);
    if (Math.abs(pdf.mm - (want.sheet === "wall" ? 297 : 210)) > 1)
        faults.push(`the paper is ${pdf.mm.toFixed(0)} mm wide`);
    return faults;
}

// ---- all ----

async function look(browser, want, number) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
    const page = await context.newPage(), url = pathToFileURL(want.file).href, asked = [], complaints = [];
    page.on("request", r => asked.push(r.url()));
    page.on("console", m => complaints.push(m.text()));
    page.on("pageerror", e => complaints.push(e.message));
    await page.goto(url);
    const name = path.basename(want.file);
    report(`${name}: ids, links, headings, language, direction`, [...await page.evaluate(structure, want), ...await page.evaluate(outline)]);
    report(`${name}: colours keep their contrast, in grey too`, await colours(page));
    report(`${name}: axe finds nothing, light and dark, wide and narrow`, await accessible(page, want, number));
    await page.setViewportSize({ width: 360, height: 740 });
    report(`${name}: nothing runs out of a phone`, await page.evaluate(phone));
    report(`${name}: the keyboard reaches all, in order, and shows where it is`, await keyboard(page));
    report(`${name}: on paper nothing is cut`, await paper(page, want));
    report(`${name}: asks for nothing and complains of nothing`, [...asked.filter(u => u !== url).map(u => `asked for ${u}`), ...complaints]);
    await context.close();
}

(async () => {
    const browser = await chromium.launch({ executablePath: chromium_path, headless: true, args: FLAGS });
    try {
        let number = 0;
        for (const want of JSON.parse(fs.readFileSync(list, "utf8"))) {
            await look(browser, want, number);
            number += want.language !== "ckb";
        }
    } finally {
        await browser.close();
    }
})().catch(e => {
    report("the browser runs", [e.stack || e]);
    process.exit(1);
});
