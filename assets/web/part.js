// SPDX-License-Identifier: GPL-3.0-or-later
// Votes without reloading. What was not sent yet is kept on the phone, and wiped once it was sent, or on "Stop and leave".
"use strict";
(function () {
    var d = document, by = function (i) { return d.getElementById(i); };
    var form = by("v"), skip = by("x"), go = by("g"), say = by("m"), bar = by("o"), at = by("n"), q = by("q"), u = by("u"), f = form && form.elements;
    var key = "u" + location.pathname.split("/")[2], kept = [], ahead = [], seen = [], store, busy, timer, wait;
    try { store = localStorage; kept = JSON.parse(store.getItem(key)) || []; } catch (e) { /* none */ }
    function keep() {
        try { if (kept.length) store.setItem(key, JSON.stringify(kept)); else store.removeItem(key); } catch (e) { /* in memory, then */ }
    }
    function wipe() { kept = []; keep(); }
    if (!go) return wipe(); // the page of those who left
    if (!window.fetch || !window.URLSearchParams || !d.body.closest) return;
    function tell(what) { if (say) say.textContent = say.dataset[what]; }
    function digits(n) { return String(n).replace(/\d/g, function (c) { return at.dataset.d[c]; }); }
    function count() { at.textContent = at.dataset.t.replace("{n}", digits(Math.min(bar.value + 1, bar.max))).replace("{all}", digits(bar.max)); }
    function next() {
        wait = !ahead.length;
        form.setAttribute("aria-busy", wait);
        if (wait) return;
        var s = ahead.shift();
        f.s.value = skip.elements.s.value = s.s;
        q.textContent = s.text; q.lang = s.lang; q.dir = s.dir;
        u.textContent = s.original || ""; u.lang = s.original_lang || ""; u.dir = s.original_dir || "";
        count();
    }
    function held() { return seen.concat(ahead.map(function (s) { return s.s; }), +f.s.value); }
    function got(a) {
        if (!form) return;
        if (a.state === "next") {
            bar.max = a.of; bar.value = Math.max(bar.value, a.done + kept.length); count();
            ahead = ahead.concat(a.next.filter(function (s) { return held().indexOf(s.s) < 0; }));
            if (wait && ahead.length) next();
        }
        if (!kept.length && (wait || a.state !== "next")) go.submit(); // the whole page says more
    }
    function send() {
        clearTimeout(timer);
        if (busy || !kept.length) return;
        busy = true;
        var v = kept[0], b = { p: v.p, s: v.s, v: v.v, k: form ? held().slice(-16).join() : "", m: 4 - ahead.length };
        if (f && f.a) b.a = 1;
        fetch(v.to, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(b), credentials: "same-origin" }).then(function (r) {
            if (r.status > 499) throw r;
            return r.json(); // what is none comes from somebody on the way, who kept nothing
        }).then(function (a) {
            busy = 0; kept.shift(); keep(); tell(kept.length ? "w" : "s"); got(a);
            seen = seen.filter(function (n) { return n !== +v.s; }); send();
        }, function () {
            busy = 0; tell("f"); timer = setTimeout(send, 15000);
        });
    }
    d.addEventListener("click", function (e) {
        var b = e.target.closest("button"), way = b && b.value;
        if (!b) return;
        if (way === "leave") return wipe();
        if (!form || (b.form !== form && way !== "skip")) return;
        if (way === "skip" && !ahead.length && !kept.length) return;
        e.preventDefault();
        if (wait) return;
        seen.push(+f.s.value);
        if (way !== "skip") {
            kept.push({ to: form.action, p: f.p.value, s: f.s.value, v: way });
            keep(); bar.value += 1; tell("w");
        }
        next(); send();
    });
    addEventListener("online", send);
    if (form && kept.some(function (v) { return v.p === f.p.value && v.s === f.s.value; })) { seen.push(+f.s.value); next(); } // answered on the page before
    send();
})();
