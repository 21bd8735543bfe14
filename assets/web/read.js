// SPDX-License-Identifier: GPL-3.0-or-later
// Sharpens readers' pages; all that it does can be done without: tables are sorted by a press on a head, small drawings say in a tip what they show, and a slider moves the period.
"use strict";
(function () {
    const digits = {"٫": ".", "٬": "", ",": "", "−": "-", "%": "", "٪": ""};

    // What a cell is sorted by: its number in any digits, else its words; what is not known comes last.
    function valueOf(cell) {
        const text = (cell ? cell.textContent : "").trim();
        const latin = text.replace(/[٠-٩]/g, d => String(d.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, d => String(d.charCodeAt(0) - 0x6f0)).replace(/[٫٬,−%٪\u2066-\u2069\s]/g, c => c in digits ? digits[c] : "");
        return cell && cell.classList.contains("n") ? (latin !== "" && isFinite(latin) ? Number(latin) : null) : text;
    }

    function sortBy(table, column, head) {
        const down = head.getAttribute("aria-sort") !== "descending", body = table.tBodies[0], rows = Array.from(body.rows);
        rows.sort(function (a, b) {
            const x = valueOf(a.cells[column]), y = valueOf(b.cells[column]);
            if (x === null || y === null)
                return (x === null) - (y === null);
            const way = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), document.documentElement.lang);
            return down ? -way : way;
        });
        for (const other of table.tHead.rows[0].cells)
            other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        body.append(...rows);
    }

    for (const table of document.querySelectorAll(".over table"))
        Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
            const first = table.tBodies[0].rows[0];
            if (!first || !first.cells[column] || first.cells[column].querySelector("svg, a") && column > 0)
                return;
            const button = document.createElement("button");
            button.type = "button";
            button.className = "sort";
            button.textContent = head.textContent;
            button.addEventListener("click", () => sortBy(table, column, head));
            head.replaceChildren(button);
        });

    for (const says of document.querySelectorAll("td svg desc"))
        says.closest("td").title = says.textContent;

    // The slider: as long as the period asked for, or two years, anywhere on record.
    const form = document.querySelector("form.ask[data-first]"), from = form && form.elements.from, to = form && form.elements.to;
    const month = text => /^\d{4}-\d{2}$/.test(text) ? Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1 : null;
    const named = n => String(Math.floor(n / 12)).padStart(4, "0") + "-" + String(n % 12 + 1).padStart(2, "0");
    if (!from || !to)
        return;
    const first = month(form.dataset.first), last = month(form.dataset.last), end = month(to.value) === null ? last : month(to.value);
    const length = month(from.value) === null ? Math.min(23, last - first) : Math.max(0, end - month(from.value));
    if (first === null || last === null || last - first <= length)
        return;
    const field = document.createElement("div"), label = document.createElement("label"), slide = document.createElement("input");
    field.className = "fd slide";
    label.htmlFor = slide.id = "q-slide";
    label.textContent = form.dataset.slide;
    Object.assign(slide, {type: "range", min: first + length, max: last, value: end});
    slide.addEventListener("input", function () {
        from.value = named(Number(slide.value) - length);
        to.value = named(Number(slide.value));
        slide.setAttribute("aria-valuetext", from.value + " – " + to.value);
    });
    field.append(label, slide);
    form.insertBefore(field, form.querySelector(".go"));
})();
