// SPDX-License-Identifier: GPL-3.0-or-later
// part.js MODULES CHROMIUM PORT CODE,CODE,... [PICTURES]: somebody takes part in a dialogue, on a phone, in each language, scripts on and off. TAP, without the plan.
"use strict";
const fs = require("fs");
const path = require("path");
const [, , , chromium_path, port, code_list, pictures] = process.argv;
const { chromium, axe_source, FLAGS, report, axe } = require("./look.js");
const HOME = `http://127.0.0.1:${port}`, LANGUAGES = ["en", "ar", "ckb"], codes = code_list.split(",");

async function trial(name, test) {
    const faults = [];
    const check = (fine, why) => { if (!fine) faults.push(why); };
    try {
        await test(check);
    } catch (e) {
        faults.push(e.stack || e);
    }
    report(name, faults);
}

// ---- a page before everybody ----

// What a thumb must hit, and what runs out of the window.
function on_a_phone() {
    const faults = [], root = document.documentElement, ids = [...document.querySelectorAll("[id]")].map(e => e.id);
    if (new Set(ids).size !== ids.length)
        faults.push(`an id stands twice: ${ids}`);
    document.querySelectorAll("details").forEach(d => { d.open = true; });
    if (root.scrollWidth > root.clientWidth)
        faults.push(`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}`);
    for (const e of document.querySelectorAll("a, button, summary, textarea, input:not([type=hidden]):not([type=radio]), fieldset label")) {
        const box = e.getBoundingClientRect();
        if (box.height < 44 || box.width < 44)
            faults.push(`${Math.round(box.width)} x ${Math.round(box.height)} px: <${e.tagName}> ${e.textContent.slice(0, 30)}`);
    }
    return faults;
}

async function look(page, what, check, picture) {
    const language = await page.locator("html").getAttribute("lang");
    await page.evaluate(axe_source);
    for (const [width, scheme, open] of [[360, "light", false], [320, "dark", true]]) {
        await page.setViewportSize({ width, height: 640 });
        await page.emulateMedia({ colorScheme: scheme });
        await page.evaluate(o => document.querySelectorAll("details").forEach(d => { d.open = o; }), open);
        if (language !== "ckb") // what axe looks at hangs on the direction, not on the words: Kurdish runs as Arabic does
            for (const fault of await axe(page, `${what}, ${width} px, ${scheme}`))
                check(false, fault);
        for (const fault of await page.evaluate(on_a_phone))
            check(false, `${what}, ${width} px: ${fault}`);
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 360, height: 640 });
    await page.evaluate(() => document.querySelectorAll("details").forEach(d => { d.open = false; }));
    if (pictures && picture)
        await page.screenshot({ path: path.join(pictures, `${picture}.png`), fullPage: true });
}

async function phone(browser, language, script) {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, javaScriptEnabled: script, locale: language });
    const page = await context.newPage(), complaints = [];
    page.on("console", m => { if (m.type() === "error" && !/ERR_INTERNET_DISCONNECTED/.test(m.text())) complaints.push(m.text()); });
    page.on("pageerror", e => complaints.push(e.message));
    page.on("request", r => { if (!r.url().startsWith(HOME)) complaints.push(`asked for ${r.url()}`); });
    return { context, page, complaints };
}

const kept = page => page.evaluate(() => Object.keys(localStorage).map(k => JSON.parse(localStorage.getItem(k)).length).reduce((a, b) => a + b, 0));
const text = (page, id) => page.locator(id).textContent();

// Until it is so; also while the page is on its way to another. (The library's own waiting evaluates text, which the policy of our pages forbids.)
async function until(page, what, test, arg) {
    for (let i = 0; i < 200; i++) {
        if (await page.evaluate(test, arg).catch(() => false))
            return;
        await page.waitForTimeout(50);
    }
    throw new Error(`it did not come to that: ${what}`);
}
const changed = (page, before) => until(page, "another statement", t => document.getElementById("q").textContent !== t, before);
const says = (page, what) => until(page, `the line says "${what}"`, w => document.getElementById("m").textContent === document.getElementById("m").dataset[w], what);

// ---- with the script ----

// A finger's hover stays where it was: it must mark no answer of the statement that comes next.
async function touched(browser, check) {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, reducedMotion: "reduce" }), page = await context.newPage();
    await page.goto(`${HOME}/d/safe-place?lang=en`);
    check(await page.evaluate(() => !matchMedia("(hover: hover)").matches), "the browser has a mouse");
    const before = await page.textContent("#q");
    await page.tap("#v button");
    for (let i = 0; i < 100 && await page.textContent("#q") === before; i++)
        await page.waitForTimeout(50);
    check(await page.textContent("#q") !== before, "no other statement came");
    const colours = await page.evaluate(() => [...document.querySelectorAll("#v button")].map(b => getComputedStyle(b).backgroundColor));
    check(new Set(colours).size === 1, `one answer looks chosen: ${colours}`);
    await context.close();
}

async function votes_without_reload(page, check) {
    let loads = 0;
    page.on("load", () => loads++);
    const before = loads, first = await text(page, "#q");
    await page.click("button[name=v][value='1']");
    await changed(page, first);
    const second = await text(page, "#q"), answer = page.waitForResponse(r => r.url().includes("/vote"));
    await page.focus("button[name=v][value='-1']");
    await page.keyboard.press("Enter"); // the keyboard alone
    check((await answer).ok(), "a vote was refused");
    await changed(page, second);
    check(loads === before, "the page was loaded anew");
    check(await page.evaluate(() => document.activeElement.value === "-1"), "the focus was lost");
    check(await page.locator("#o").evaluate(o => o.value) === 2, "progress");
    await says(page, "s");
    check(await kept(page) === 0, "what was sent is still kept");
}

async function declares(page, language, check) {
    await page.click("button[name=v][value='0']");
    await page.waitForSelector("fieldset");
    await look(page, "what is asked about the person", check, `declare-${language}`);
    await page.check("input[name=d0][value=women]");
    await page.click("form[action*='/declare'] button.s");
    await page.waitForSelector("#q");
}

// The line breaks: votes are kept, said in words, and sent when it is back, in order, once.
async function offline_then_online(context, page, check) {
    const sent = page.waitForResponse(r => r.url().includes("/vote"));
    await page.click("button[name=v][value='1']"); // brings some statements ahead
    await sent;
    await says(page, "s");
    const done = await page.locator("#o").evaluate(o => o.value);
    await context.setOffline(true);
    for (let i = 0; i < 3; i++) {
        const now = await text(page, "#q");
        await page.click(`button[name=v][value='${i - 1}']`);
        if (i < 2)
            await changed(page, now);
    }
    await says(page, "f");
    check(await kept(page) === 3, `${await kept(page)} of three are kept`);
    await context.setOffline(false);
    await until(page, "all is sent", () => !localStorage.length);
    await until(page, "progress", n => document.getElementById("o").value === n, done + 3);
    await page.reload(); // with the cookie
    check(await page.locator("#o").evaluate(o => o.value) === done + 3, "the register has them");
    await page.route("**/vote*", route => route.fulfill({ status: 200, contentType: "text/html", body: "<p>Pay for this network first</p>" }));
    await page.click("button[name=v][value='1']");
    await says(page, "f");
    check(await kept(page) === 1, "an answer went to somebody else's page");
    await page.unroute("**/vote*");
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await until(page, "that one is sent as well", () => !localStorage.length);
}

// What was kept and not sent goes with who leaves, also where the page that says so does not come.
async function leaves_offline(context, page, check) {
    await context.setOffline(true);
    await page.click("button[name=v][value='1']");
    await until(page, "it is kept", () => localStorage.length === 1);
    await page.click("button[value=leave]").catch(() => {});
    await page.waitForTimeout(300);
    await context.setOffline(false);
    await page.goto(HOME + "/d/safe-place");
    check(await page.evaluate(() => localStorage.length) === 0, "an answer stayed on the phone");
}

async function rest(page, check) {
    const asked = [];
    for (let i = 0; i < 20 && !await page.locator("button[value=other]").count(); i++) {
        const now = await text(page, "#q");
        asked.push(now);
        await page.click("button[name=v][value='1']");
        await until(page, "a vote leads on", t => document.readyState === "complete" && (document.getElementById("q") ? document.getElementById("q").textContent !== t : document.querySelector("button[value=other]")), now);
    }
    check(await page.locator("button[value=other]").count() === 1, "all answered");
    check(new Set(asked).size === asked.length && asked.length > 0, `asked twice: ${asked}`);
}

async function with_script(browser, language) {
    const { context, page, complaints } = await phone(browser, language, true);
    await trial(`${language}, with script: the first page`, async check => {
        await page.goto(`${HOME}/?lang=${language}`);
        await look(page, "first page", check, `first-${language}`);
        await page.click("a[href*='/d/safe-place']");
        await look(page, "dialogue", check, `dialogue-${language}`);
    });
    await trial(`${language}, with script: votes without reloading`, check => votes_without_reload(page, check));
    await trial(`${language}, with script: what is asked about the person`, check => declares(page, language, check));
    await trial(`${language}, with script: the connection goes and comes back`, check => offline_then_online(context, page, check));
    await trial(`${language}, with script: to the end, the result, and out`, async check => {
        await rest(page, check);
        await look(page, "all answered", check, `done-${language}`);
        await page.click("button[value=result]");
        await look(page, "result", check, `result-${language}`);
        await page.click("footer button");
        await page.click("button[value=leave]");
        await look(page, "left", check, `left-${language}`);
        check((await context.cookies()).length === 0 && await page.evaluate(() => localStorage.length) === 0, "something stayed on the phone");
    });
    await trial(`${language}, with script: who leaves leaves nothing`, async check => {
        await page.goto(`${HOME}/d/safe-place?lang=${language}`);
        await leaves_offline(context, page, check);
    });
    await trial(`${language}, with script: no complaint, nothing asked of others`, check => check(!complaints.length, complaints.join("; ")));
    await context.close();
}

// ---- without ----

async function without_script(browser, language, code) {
    const { context, page, complaints } = await phone(browser, language, false);
    await trial(`${language}, without script: in with a code, to the end, and out`, async check => {
        await page.goto(`${HOME}/d/by-code?lang=${language}`);
        if (pictures)
            await page.screenshot({ path: path.join(pictures, `code-${language}.png`), fullPage: true });
        await page.fill("#c", code);
        await page.click("form[action*='/enter'] button");
        let n = 0;
        for (; n < 10 && await page.locator("#q").count(); n++)
            await page.click("button[name=v][value='-1']");
        check(n === 5, `${n} of 5 were asked`);
        await page.click("button[value=result]");
        await page.click("footer button");
        await page.click("button[value=leave]");
        check((await context.cookies()).length === 0, "the cookie stayed");
        check(await page.locator("h1").count() === 1, "a page that says so");
    });
    await trial(`${language}, without script: a statement of one's own, and another language`, async check => {
        await page.goto(`${HOME}/d/safe-place?lang=${language}`);
        await page.click("summary >> nth=0");
        await page.fill("#t", "A lamp at the bridge");
        await page.click("form[action*='/statement'] button.s");
        check(await page.locator(".w").count() === 1, "nothing was said of it");
        if (pictures)
            await page.screenshot({ path: path.join(pictures, `said-${language}.png`), fullPage: true });
        const other = language === "ar" ? "ckb" : "ar";
        await page.click(`button[name=lang][value=${other}]`);
        check(await page.locator("html").getAttribute("lang") === other, "the language did not change");
    });
    await trial(`${language}, without script: no complaint, nothing asked of others`, check => check(!complaints.length, complaints.join("; ")));
    await context.close();
}

(async () => {
    const browser = await chromium.launch({ executablePath: chromium_path, headless: true, args: FLAGS });
    try {
        for (const [i, language] of LANGUAGES.entries()) {
            await with_script(browser, language);
            await without_script(browser, language, codes[i]);
        }
        await trial("a finger's hover marks no answer", check => touched(browser, check));
    } finally {
        await browser.close();
    }
})().catch(e => {
    report("the browser runs", [e.stack || e]);
    process.exit(1);
});
