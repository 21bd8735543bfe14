// SPDX-License-Identifier: GPL-3.0-or-later
// The quick exit takes the place of this page in the browser's history. Without script it is a link.
"use strict";
document.addEventListener("click", e => {
    const way = e.target.closest && e.target.closest("a.x");
    if (way) {
        e.preventDefault();
        location.replace(way.href);
    }
});
