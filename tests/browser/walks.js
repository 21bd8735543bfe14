// SPDX-License-Identifier: GPL-3.0-or-later
// walks.js MODULES CHROMIUM WANTED.json: those who work with a register walk through its pages, in each language, each walk with script and without. TAP, without the plan.
// WANTED.json: {address, password, wide: a dialogue that has a map, files: {language: a table with a fault}, pictures: folder or "", only: a walk or ""}.
"use strict";
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const [, , , chromium_path, list] = process.argv;
const { chromium, axe_source, FLAGS, report, axe, outline } = require("./look.js");
const wanted = JSON.parse(fs.readFileSync(list, "utf8"));
const RTL = { en: false, ar: true, ckb: true };
const WORDS = {
    en: { topic: "Lights in our streets", one: "The streets should be lit at night.", two: "The market needs a guard.", said: "The clinic should open on Fridays.", call: "Ask Karim Haddad, 0770 123 4567.", became: "Three streets will be lit." },
    ar: { topic: "إنارة شوارعنا", one: "يجب أن تُضاء الشوارع ليلاً.", two: "السوق يحتاج إلى حارس.", said: "ينبغي أن تفتح العيادة أيام الجمعة.", call: "اسألوا كريم حداد، 0770 123 4567.", became: "ستُضاء ثلاثة شوارع." },
    ckb: { topic: "ڕووناکیی شەقامەکانمان", one: "پێویستە شەقامەکان شەوان ڕووناک بن.", two: "بازاڕ پێویستی بە پاسەوان هەیە.", said: "پێویستە نۆرینگەکە ڕۆژانی هەینی بکرێتەوە.", call: "پرسیار لە کەریم حەداد بکە، 0770 123 4567.", became: "سێ شەقام ڕووناک دەکرێنەوە." },
};

// ---- a page before everybody ----

function structure(want) {
    const faults = [], html = document.documentElement;
    if (html.lang !== want.language)
        faults.push(`lang is ${html.lang}`);
    if (getComputedStyle(html).direction !== (want.rtl ? "rtl" : "ltr"))
        faults.push("the page runs in the wrong direction");
    if (html.scrollWidth > window.innerWidth)
        faults.push(`the page is ${html.scrollWidth} px wide in a window of ${window.innerWidth}`);
    if (!location.pathname.startsWith("/words") && /\{[a-z_]+\}|\*\*|\bundefined\b|\(null\)/.test(document.querySelector("main").innerText))
        faults.push(`something was not filled in: ${document.querySelector("main").innerText.match(/.{0,40}(\{[a-z_]+\}|\*\*|undefined|\(null\)).{0,20}/)[0]}`);
    return faults;
}

// A page that answers a form that was sent; links, and so served.js, lead to no such page.
const by_form = request => request.method() === "POST" || (request.redirectedFrom() !== null && by_form(request.redirectedFrom()));

const sessions = new Map(); // role: {cookies, landed}: each signs in once, for a password is slow on purpose

class Walk {
    constructor(browser, name, language, script) {
        Object.assign(this, { browser, name, language, script, faults: [], contexts: [], steps: 0 });
    }
    check(fine, why) {
        if (!fine)
            this.faults.push(why);
    }
    // Somebody with a window of their own: nothing of another's is in it.
    async somebody(width, height) {
        const context = await this.browser.newContext({ viewport: { width, height }, javaScriptEnabled: this.script, locale: this.language, reducedMotion: "reduce" });
        this.contexts.push(context);
        context.setDefaultTimeout(60000);
        await context.addCookies([{ name: "lang", value: this.language, url: wanted.address }]);
        const page = await context.newPage();
        page.on("console", m => { if ((m.type() === "error" || m.type() === "warning") && !(this.refused && /status of 403/.test(m.text()))) this.faults.push(`console: ${m.text()}`); });
        page.on("pageerror", e => this.faults.push(`script: ${e.message}`));
        page.on("request", r => { if (r.isNavigationRequest()) this.answers_form = by_form(r); });
        page.on("request", r => { if (!r.url().startsWith(wanted.address) && !r.url().startsWith("data:")) this.faults.push(`asked for ${r.url()}`); });
        return page;
    }
    async signed_in(who, width = 1000, height = 800) {
        const page = await this.somebody(width, height), kept = sessions.get(who);
        if (kept) {
            await page.context().addCookies(kept.cookies);
            await page.goto(kept.landed);
        } else {
            await this.sign_in(page, who);
            sessions.set(who, { cookies: (await page.context().cookies()).filter(c => !["lang", "p"].includes(c.name)), landed: page.url() });
        }
        return page;
    }
    async sign_in(page, who, password = wanted.password, digits = "") {
        await page.goto(`${wanted.address}/sign-in`);
        await page.fill("#f-name", who);
        await page.fill("#f-password", password);
        if (digits)
            await page.fill("#f-digits", digits);
        await page.click("main form button");
    }
    async go(page, address) {
        const answer = await page.goto(wanted.address + address);
        this.check(answer.status() === 200, `${address}: status ${answer.status()}`);
    }
    // The page as it stands. Axe looks once, from right to left, at what answers a form and at what is said (`axe_too`) to be seen by no other test: served.js sees each page that a link
    // leads to, in both directions. Without script axe comes to no end.
    async look(page, what, axe_too = false) {
        this.steps++;
        const found = [...await page.evaluate(structure, { language: this.language, rtl: RTL[this.language] }), ...await page.evaluate(outline)];
        if (this.script && this.language === "ar" && (this.answers_form || axe_too)) {
            await page.evaluate(axe_source);
            found.push(...await axe(page, "axe"));
        }
        this.faults.push(...found.map(f => `${what}: ${f}`));
        if (wanted.pictures)
            await page.screenshot({ path: path.join(wanted.pictures, `${this.name}-${String(this.steps).padStart(2, "0")}-${what.replace(/[^a-z0-9]+/g, "_")}-${this.language}.png`), fullPage: true });
    }
    async holds(page, text, what) {
        this.check((await page.locator("main").innerText()).includes(text), `${what}: "${text}" does not stand there`);
    }
}

// ---- facilitators ----

async function make_dialogue(walk, page, name, entry = "codes") {
    const words = WORDS[walk.language], at = Object.keys(RTL).indexOf(walk.language);
    await walk.go(page, "/hold");
    await walk.look(page, "hold");
    await page.click("main a[href='/hold/new']");
    await page.locator("[name=topic]").nth(at).fill(words.topic);
    await page.fill("[name=name]", name);
    await page.locator("[name=statements]").nth(at).fill(`${words.one}\n${words.two}`);
    await page.check(`input[name=entry][value=${entry}]`);
    await page.click("button[value=look]");
    await walk.holds(page, words.two, "the preview");
    await walk.look(page, "preview");
    await page.click("button[value=make]");
    await page.click(`form[action='/hold/${name}/open'] button`);
    await walk.look(page, "open");
}

async function take_part(walk, name, code, texts) {
    const page = await walk.somebody(360, 640);
    await page.goto(`${wanted.address}/d/${name}`);
    await page.fill("#c", code);
    await page.click("form[action*='/enter'] button");
    for (const text of texts) {
        await page.click("summary >> nth=0");
        await page.fill("#t", text);
        await page.click("form[action*='/statement'] button.s");
        walk.check(await page.locator(".w").count() === 1, "nothing was said of a statement that was sent");
    }
    return page;
}

async function codes(walk, page, name) {
    await walk.go(page, `/hold/${name}/codes`);
    await walk.look(page, "codes");
    await page.fill("[name=count]", "4");
    await page.click("main form button");
    const made = await page.locator(".big").allTextContents();
    walk.check(made.length === 4, `${made.length} codes of 4`);
    await walk.look(page, "codes on paper");
    return made;
}

async function facilitate(walk) {
    const name = `lights-${walk.language}`, words = WORDS[walk.language], page = await walk.signed_in("facilitator");
    await make_dialogue(walk, page, name);
    const made = await codes(walk, page, name);
    const phone = await take_part(walk, name, made[0], [words.said]);
    await walk.go(page, `/hold/${name}`);
    await page.click(".next a[href$='/moderate']");
    await page.selectOption("[name=decision]", "in");
    await page.click("main form .do");
    await walk.go(page, `/hold/${name}/poster`);
    await walk.look(page, "poster choice");
    await page.click(`main a[href$='in=${walk.language}']`);
    await walk.look(page, "poster");
    await walk.go(page, `/d/${name}/paper`);
    for (const field of await page.locator("[name=vote]").all())
        await field.fill("1");
    await page.click("main form .do");
    walk.check(await page.locator("[name=ballot]").inputValue() === "2", "the ballot was not counted");
    await walk.look(page, "ballots");
    await phone.reload();
    await phone.goto(`${wanted.address}/d/${name}`);
    await walk.go(page, `/hold/${name}/meetings`);
    await page.fill("[name=day]", "2026-03-20");
    await page.fill("[name=place]", "Maruq");
    await page.locator("[name=kind]").nth(0).fill(words.topic);
    await page.locator("[name=invited]").nth(0).fill("30");
    await page.locator("[name=came]").nth(0).fill("12");
    await page.locator("[name=why]").nth(0).fill(words.two);
    await page.click("main form .do");
    await walk.holds(page, words.two, "the meeting");
    await walk.look(page, "meetings");
    await walk.go(page, `/hold/${name}/outcomes`);
    await page.locator("[name=text]").nth(Object.keys(RTL).indexOf(walk.language)).fill(words.became);
    await page.fill("[name=said_by]", "City council");
    await page.click("main form .do");
    await walk.holds(page, words.became, "what became of it");
    await walk.look(page, "outcomes");
    await walk.go(page, `/hold/${name}/close`);
    await walk.look(page, "close");
    await page.check("[name=read]");
    await page.click("main form .do");
    await page.click(`main a[href='/dialogue/${name}']`);
    await walk.holds(page, words.two, "the report: who stayed away, and why");
    await walk.look(page, "report", true);
}

// On a telephone, between two meetings.
async function moderate(walk) {
    const name = `clinic-${walk.language}`, words = WORDS[walk.language], page = await walk.signed_in("facilitator", 360, 640);
    await make_dialogue(walk, page, name);
    const [code] = await codes(walk, page, name);
    const other = { en: "ckb", ar: "en", ckb: "ar" }[walk.language]; // whoever writes in another language than the page's
    const phone = await take_part(walk, name, code, [words.said, words.call, WORDS[other].said]);
    await walk.go(page, `/hold/${name}/moderate`);
    await walk.holds(page, words.call, "what waits");
    await walk.look(page, "waiting", true);
    const one = page.locator("fieldset.one");
    walk.check(await one.count() === 3, `${await one.count()} statements wait instead of 3`);
    walk.check(await one.nth(1).locator(".tells").count() === 1 && await page.locator(".tells").count() === 1, "a name and a number are pointed out, and nothing else");
    walk.check(await one.nth(2).locator("blockquote").getAttribute("lang") === other, `words in ${other} are taken for ${await one.nth(2).locator("blockquote").getAttribute("lang")}`);
    await one.nth(0).locator("[name=decision]").selectOption("in");
    await one.nth(1).locator("[name=decision]").selectOption("out");
    await one.nth(2).locator("[name=decision]").selectOption("out");
    await page.click("main form .do");
    await walk.look(page, "nothing waits");
    await walk.go(page, `/hold/${name}/moderate?show=in`);
    await walk.holds(page, words.said, "let in");
    await walk.go(page, `/hold/${name}/moderate?show=out`);
    await walk.holds(page, words.call, "left out");
    await phone.goto(`${wanted.address}/d/${name}`);
}

// ---- readers ----

async function read(walk) {
    const page = await walk.signed_in("reader");
    await walk.look(page, "overview");
    await page.click("main a[href^='/map']");
    await walk.look(page, "map");
    await page.click("main a[href^='/places']");
    await walk.look(page, "places");
    await page.click("main a[href^='/place/XS-VA'] >> nth=0");
    walk.check(new URL(page.url()).pathname === "/place/XS-VA", `the places lead to ${page.url()}`);
    await walk.look(page, "place");
    await walk.go(page, "/incidents");
    await page.selectOption("#q-kind", "3");
    await page.fill("#q-place", "Vashta");
    await page.click("form.ask button");
    const all = await page.locator("table.list tbody tr").count();
    await page.click("th a[href*='order=killed']");
    const sort = await page.locator("th[aria-sort=descending], th[aria-sort=ascending]").count();
    walk.check(all > 1 && await page.locator("table.list tbody tr").count() === all && sort === 1, `${all} incidents, ${sort} columns in an order`);
    await walk.look(page, "incidents");
    const [table] = await Promise.all([page.waitForEvent("download"), page.click("main a[href*='/incidents.csv']")]);
    const rows = fs.readFileSync(await table.path(), "utf8").trim().split("\n").length;
    walk.check(rows === all + 1, `the file has ${rows} lines for ${all} incidents`);
    await page.click("table.list tbody th a");
    await walk.look(page, "incident");
    await walk.go(page, "/dialogues");
    await walk.look(page, "dialogues");
    await page.click(`main a[href='/dialogue/${wanted.wide}']`);
    walk.check(await page.locator("#map svg, figure svg").count() > 0, "no map of opinions");
    await walk.look(page, "dialogue", true);
    await walk.go(page, "/briefs");
    await walk.look(page, "briefs");
    if (walk.language === "ckb") { // making one takes a second; documents in each language: the golden cases
        const [brief] = await Promise.all([page.waitForEvent("download"), page.click(`main a[href$='full-${walk.language}.docx']`)]);
        walk.check(fs.readFileSync(await brief.path()).subarray(0, 2).toString() === "PK", "the brief is no document");
    }
    await walk.go(page, "/incidents?side=Nobody-at-all");
    await walk.look(page, "none found", true);
}

// ---- analysts ----

async function upload(walk) {
    const page = await walk.signed_in("analyst"), place = `Market-${walk.language}`;
    await walk.go(page, "/upload");
    await walk.look(page, "choose");
    await page.setInputFiles("#file", wanted.files[walk.language]);
    await page.fill("#source", `Partner ${walk.language}`);
    await page.click("main form button");
    await walk.holds(page, place, "the preview");
    await walk.holds(page, "2024-13-02", "what was refused");
    await walk.look(page, "preview");
    await page.click("button[value=import]");
    for (let i = 0; i < 100 && await page.locator("main progress, main button[value=stop]").count(); i++) {
        await page.waitForTimeout(100);
        await page.reload();
    }
    await walk.look(page, "in", true);
    const done = page.locator("main a[href^='/imports/']"), import_page = await done.getAttribute("href");
    await walk.go(page, `/incidents?source=Partner+${walk.language}`);
    walk.check(await page.locator("table.list tbody tr").count() === 2, "both incidents are there");
    await page.click("table.list tbody th a");
    const incident = new URL(page.url()).pathname;
    await walk.look(page, "incident");
    await walk.go(page, import_page);
    await walk.look(page, "import", true);
    await page.check("[name=sure]");
    await page.click("button[value=undo]");
    await walk.look(page, "taken back");
    await walk.go(page, `/incidents?source=Partner+${walk.language}`);
    walk.check(await page.locator("table.list tbody tr").count() === 0, "they are still there");
    const gone = await page.context().request.get(wanted.address + incident);
    walk.check(gone.status() !== 200 || !(await gone.text()).includes("class=\"now\""), `the incident answers ${gone.status()}`);
    await walk.go(page, "/imports");
    await walk.look(page, "imports");
}

// ---- stewards ----

// RFC 6238, as an authenticator does it.
function totp(secret, seconds) {
    const bits = [...secret].map(c => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
    const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2))), step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
    const mac = crypto.createHmac("sha1", key).update(step).digest(), at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

async function invited(walk, link, name) {
    const page = await walk.somebody(360, 640), own = `a sentence of ${name} alone`;
    await page.goto(link);
    await walk.look(page, "invited", true);
    await page.fill("[name=password]", own);
    await page.fill("[name=again]", own);
    await page.click("main form button");
    await walk.look(page, "sign in");
    await walk.sign_in(page, name, own);
    await walk.go(page, "/me");
    await walk.look(page, "account");
    await page.click("main a[href='/me/second-factor']");
    await walk.look(page, "second factor");
    const secret = await page.locator("[name=secret]").getAttribute("value"), now = Date.now() / 1000;
    await page.fill("[name=old]", own);
    await page.fill("[name=digits]", totp(secret, now));
    await page.click("main form button");
    walk.check(await page.locator("main [role=status]").count() === 1, "nothing is said of the second factor that was kept");
    await walk.look(page, "kept");
    walk.refused = true; // the browser tells of that one
    await walk.sign_in(page, name, own);
    walk.check(await page.locator("main [role=alert]").count() === 1, "the password alone lets in");
    await walk.look(page, "not in");
    await walk.sign_in(page, name, own, totp(secret, now + 30)); // each serves once
    walk.check(await page.locator("a.who").count() === 1, "password and digits do not let in");
}

async function steward(walk) {
    const page = await walk.signed_in("steward"), name = `rana-${walk.language}`;
    await walk.go(page, "/accounts");
    await walk.look(page, "accounts");
    await page.fill("[name=name]", name);
    await page.selectOption("[name=role]", "analyst");
    await page.click("main form[action='/accounts'] button");
    await walk.look(page, "link");
    await invited(walk, await page.inputValue("#link"), name);
    await walk.go(page, "/settings");
    await page.fill("[name=name]", "Selmara");
    await page.click("main form button");
    walk.check(await page.locator("main [role=status]").count() === 1, "nothing is said of settings that were kept");
    await walk.look(page, "settings");
    const to = walk.language === "en" ? "ckb" : walk.language;
    await walk.go(page, `/words?in=${to}&q=Not+sure`);
    const own = await page.locator("textarea[name=text0]").first().inputValue();
    await page.locator("textarea[name=text0]").first().fill(`${own} …`);
    await page.locator("main section form button").first().click();
    await walk.holds(page, own, "the words before");
    await walk.look(page, "words");
    const [file] = await Promise.all([page.waitForEvent("download"), page.click(`main a[href='/words/${to}.po']`)]);
    walk.check(fs.readFileSync(await file.path(), "utf8").includes(`msgstr "${own} …"`), "the file has not the corrected words");
    await walk.go(page, `/words?in=${to}&q=Not+sure&corrected=yes`);
    await page.locator("textarea[name=text0]").first().fill("");
    await page.locator("main section form button").first().click();
    await walk.go(page, "/audit");
    await walk.holds(page, name, "the log");
    await walk.look(page, "audit");
}

// ---- from what people said to what became of it ----

const PRIORITY = {
    en: { short: "lit", ask: "Lamps in three streets", why: "The council has money for lamps.", who: "Workshop of Maruq", council: "Council of Maruq", promised: "to light three streets", answer: "Yes, by summer", told: "Said in the meeting", help: "Listening line", what: "Somebody who listens" },
    ar: { short: "منار", ask: "مصابيح في ثلاثة شوارع", why: "لدى المجلس مال للمصابيح.", who: "ورشة ماروق", council: "مجلس ماروق", promised: "إنارة ثلاثة شوارع", answer: "نعم، قبل الصيف", told: "قيل ذلك في الاجتماع", help: "خط الاستماع", what: "من يصغي إليك" },
    ckb: { short: "ڕووناک", ask: "چرا لە سێ شەقامدا", why: "ئەنجومەن پارەی چرای هەیە.", who: "وۆرکشۆپی مارووق", council: "ئەنجومەنی مارووق", promised: "ڕووناککردنەوەی سێ شەقام", answer: "بەڵێ، پێش هاوین", told: "لە کۆبوونەوەکەدا وترا", help: "هێڵی گوێگرتن", what: "کەسێک گوێت لێ دەگرێت" },
};

// So many people agree with everything that is asked.
async function agreed_by(walk, name, people) {
    for (let i = 0; i < people; i++) {
        const context = await walk.browser.newContext();
        let text = await (await context.request.get(`${wanted.address}/d/${name}`)).text();
        for (let k = 0; k < 2; k++) {
            const pass = text.match(/name="p" value="([^"]*)"/), statement = text.match(/name="s" value="(\d+)"/);
            if (!pass || !statement)
                break;
            text = await (await context.request.post(`${wanted.address}/d/${name}/vote`, { form: { p: pass[1], s: statement[1], v: "1" } })).text();
        }
        await context.close();
    }
}

// A record by hand; `more`: what is chosen from a list.
async function write_record(walk, page, kind, fields, more = {}) {
    await walk.go(page, `/records/${kind}/new`);
    for (const [column, value] of Object.entries(fields))
        await page.fill(`#f-${column}`, value);
    for (const [column, value] of Object.entries(more))
        await page.selectOption(`#f-${column}`, value);
    await page.fill("#why", "the workshop");
    await page.click("button[value=save]");
    walk.check(new URL(page.url()).pathname.endsWith("/history"), `a record of ${kind} was not saved: ${await page.locator("main").innerText()}`);
}

async function take_up(walk, page, name, key) {
    const words = WORDS[walk.language], own = PRIORITY[walk.language];
    await walk.go(page, "/agenda/candidates");
    const one = page.locator("main li", { hasText: words.one }).filter({ hasText: name });
    walk.check(await one.count() === 1, `${await one.count()} candidates for "${words.one}"`);
    await walk.look(page, "candidates", true);
    await one.locator("summary").click();
    await one.locator("[name=item]").fill(key);
    await one.locator("[name=said_by]").fill(own.who);
    await one.locator("form button").click();
    walk.check(/^\/records\/agenda-items\/\d+$/.test(new URL(page.url()).pathname), `taking up leads to ${page.url()}`);
    await page.fill("#f-ask", own.ask);
    await page.fill("#f-owner", own.council);
    await page.selectOption("#f-addressable", "yes");
    await page.fill("#f-addressable_why", own.why);
    await page.fill("#f-securities", "personal");
    await page.selectOption("#f-pillar", "protection");
    await page.selectOption("#f-level", "local");
    await page.fill("#why", "the workshop");
    await walk.look(page, "edit", true);
    await page.click("button[value=save]");
}

async function answered(walk, page, key) {
    const own = PRIORITY[walk.language], letter = `C-${key}`, promise = `P-${key}`;
    await write_record(walk, page, "capacities", { item: key, capacity: "1", language: walk.language, what: own.ask, who: own.who, said_by: own.who }, { works: "partly" });
    await write_record(walk, page, "contacts", { id: letter, date: "2026-03-01", to: own.council, topic: own.ask, due: "2026-04-01", outcome_date: "2026-03-20", answer: own.answer }, { kind: "letter", outcome: "answered_yes" });
    await write_record(walk, page, "promises", { id: promise, contact: letter, actor: own.council, promised: own.promised, made: "2026-03-20", due: "2099-06-30", told: "2026-03-25" }, { state: "promise_made" });
    await write_record(walk, page, "item-links", { item: key, reference: letter, said_by: own.who }, { kind: "contact" });
    await write_record(walk, page, "item-links", { item: key, reference: promise, said_by: own.who }, { kind: "promise" });
    await write_record(walk, page, "item-states", { item: key, day: "2026-03-20", because: own.told, said_by: own.who, told: "2026-03-25" }, { state: "promised" });
}

async function sign_item(walk, key) {
    const page = await walk.signed_in("steward");
    const blocked = { context: "yes", benefit: "yes", message: "yes", options: "no", small_group: "no", place: "no", words: "yes" };
    await walk.go(page, `/agenda/${encodeURIComponent(key)}`);
    await walk.look(page, "not signed", true);
    await page.locator("main details summary").last().click();
    for (const one of await page.locator("fieldset.one").all())
        await one.locator("select").selectOption(blocked[await one.locator("[name=question]").getAttribute("value")] || "yes");
    await page.click("form[action$='/answers'] button");
    await page.check("[name=sure]");
    await page.click("button[value=sign]");
    walk.check(await page.locator("button[value=back]").count() === 1, "the item is not signed");
    await walk.look(page, "signed", true);
}

async function loop(walk) {
    const words = WORDS[walk.language], own = PRIORITY[walk.language], name = `lit-${walk.language}`, key = `${own.short}-${walk.language}`;
    const holder = await walk.signed_in("facilitator");
    await make_dialogue(walk, holder, name, "link");
    await agreed_by(walk, name, 24);
    await walk.go(holder, `/hold/${name}/close`);
    await holder.check("[name=read]");
    await holder.click("main form .do");
    const analyst = await walk.signed_in("analyst");
    await take_up(walk, analyst, name, key);
    await answered(walk, analyst, key);
    const phone = await walk.somebody(360, 640);
    await phone.goto(`${wanted.address}/d/${name}/result`);
    walk.check(!(await phone.locator("main").innerText()).includes(own.promised), "participants read what nobody signed");
    await sign_item(walk, key);
    await walk.go(analyst, "/agenda");
    await walk.look(analyst, "list", true);
    await walk.go(phone, `/d/${name}/result`);
    await walk.holds(phone, words.one, "what became of it: the statement");
    await walk.holds(phone, own.promised, "what became of it: the promise");
    await walk.look(phone, "what became of it", true);
    await write_record(walk, analyst, "help", { help: `line-${walk.language}`, language: walk.language, name: own.help, what: own.what, how: "100", confidential: own.what, run_by: own.council, checked_by: own.who, checked: new Date().toISOString().slice(0, 10) }, { kind: "mind", reports: "no" });
    await walk.go(phone, "/help");
    await walk.holds(phone, own.help, "where people find help");
    await walk.look(phone, "help", true);
    await phone.click("a.x");
    await phone.waitForURL("**/exit");
    walk.check((await phone.locator("body").innerText()).trim() === "", "the quick exit leads to a page that is not empty");
    if (walk.script) {
        await phone.goBack().catch(() => null);
        walk.check(!phone.url().includes("/help"), "the way back leads to where somebody looked for help");
    }
}

// ---- all of them ----

async function one(browser, name, walk_of, language, script) {
    const walk = new Walk(browser, name, language, script);
    try {
        await walk_of(walk);
    } catch (e) {
        walk.faults.push(e.stack || e);
    }
    for (const context of walk.contexts)
        await context.close();
    report(`${name}, in ${language}, ${script ? "with" : "without"} script`, walk.faults);
}

(async () => {
    const browser = await chromium.launch({ executablePath: chromium_path, headless: true, args: FLAGS });
    try {
        const walks = { facilitate, moderate, read, upload, steward, loop };
        for (const [i, name] of Object.keys(walks).entries())
            for (const [k, language] of Object.keys(RTL).entries())
                if (!wanted.only || wanted.only === name)
                    await one(browser, name, walks[name], language, language === "ar" || (i + k / 2) % 2 === 0);
    } finally {
        await browser.close();
    }
})().catch(e => {
    report("the browser runs", [e.stack || e]);
    process.exit(1);
});
