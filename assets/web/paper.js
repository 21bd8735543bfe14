/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typing ballots: a digit goes on to the next statement by itself, 0 or a blank leaves one empty, backspace in an empty field goes back. The page works without it. */
(function () {
    "use strict";
    var votes = Array.prototype.slice.call(document.querySelectorAll("input.vote"));
    if (!votes.length)
        return;
    var form = votes[0].form, digits = { "\u0661": "1", "\u0662": "2", "\u0663": "3", "\u0660": "0", "\u06f1": "1", "\u06f2": "2", "\u06f3": "3", "\u06f0": "0" };
    function next(at) {
        var following = votes[at + 1] || form.querySelector("select") || form.querySelector("button");
        following.focus();
        if (following.select)
            following.select();
    }
    votes.forEach(function (field, at) {
        field.addEventListener("keydown", function (event) {
            var key = digits[event.key] || event.key;
            if (key === "1" || key === "2" || key === "3" || key === "0" || key === " ") {
                event.preventDefault();
                field.value = key === "0" || key === " " ? "" : key;
                next(at);
            } else if (key === "Backspace" && field.value === "" && at) {
                event.preventDefault();
                votes[at - 1].focus();
            } else if (key === "ArrowDown") {
                event.preventDefault();
                next(at);
            } else if (key === "ArrowUp" && at) {
                event.preventDefault();
                votes[at - 1].focus();
            }
        });
    });
    form.addEventListener("submit", function () {
        setTimeout(function () { form.querySelectorAll("button").forEach(function (b) { b.disabled = true; }); });
    });
    (document.querySelector("[aria-invalid=true]") || votes[0]).focus();
}());
