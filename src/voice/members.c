/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: which files make up one dialogue, by their names: those of an export begin alike and end as their kind does. */
#include "voice/voice.h"

static const struct {
    const char *end;
    enum dialogue_part part;
} ends[] = { /* longer ones first: "participants-votes.csv" ends in "votes.csv", too */
    {"participants-votes.csv", PART_MATRIX}, {"participant-votes.csv", PART_MATRIX}, {"comment-groups.csv", PART_ASIDE}, {"stats-history.csv", PART_ASIDE},
    {"math-pca2.json", PART_ASIDE}, {"participants.csv", PART_PARTICIPANTS}, {"statements.csv", PART_STATEMENTS}, {"conversation.json", PART_ABOUT},
    {"comments.csv", PART_STATEMENTS}, {"comments.json", PART_STATEMENTS}, {"dialogue.csv", PART_ABOUT}, {"summary.csv", PART_ABOUT},
    {"votes.csv", PART_VOTES}, {"votes.json", PART_VOTES}};

enum dialogue_part dialogue_part_of(struct str name, size_t *stem)
{
    *stem = 0;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        size_t n = strlen(ends[i].end);
        if (name.n < n || !str_is_nocase((struct str){name.p + name.n - n, n}, ends[i].end))
            continue;
        if (name.n > n && !strchr("/-_. ", name.p[name.n - n - 1]))
            continue;
        *stem = name.n - n;
        return ends[i].part;
    }
    return PART_NONE;
}

static bool holds_votes(enum dialogue_part part)
{
    return part == PART_VOTES || part == PART_MATRIX;
}

/* Is it what a dialogue is known by? Its votes; or, before anybody voted, statements.csv with dialogue.csv beside it. */
static bool is_known_by(const struct str *names, size_t n, size_t i)
{
    static const char about[] = "dialogue.csv";
    size_t stem, other;
    enum dialogue_part part = dialogue_part_of(names[i], &stem);
    if (part != PART_STATEMENTS || !str_is_nocase((struct str){names[i].p + stem, names[i].n - stem}, "statements.csv"))
        return holds_votes(part);
    for (size_t k = 0; k < n; k++)
        if (dialogue_part_of(names[k], &other) == PART_ABOUT && str_eq((struct str){names[k].p, other}, (struct str){names[i].p, stem}) &&
            str_is_nocase((struct str){names[k].p + other, names[k].n - other}, about))
            return true;
    return false;
}

bool dialogue_among(const struct str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_known_by(names, n, i))
            return true;
    return false;
}

static struct str stem_of(struct str name)
{
    size_t n;
    return dialogue_part_of(name, &n) == PART_NONE ? (struct str){NULL, 0} : (struct str){name.p, n};
}

/* Whose files are meant: what their names begin with. */
static bool stem_meant(const struct str *names, size_t n, struct str meant, const char *file, struct str *out, struct err *e)
{
    if (meant.n) {
        *out = stem_of(meant);
        return true;
    }
    struct buf found CLEANUP(buf_end) = {0};
    size_t dialogues = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_known_by(names, n, i))
            continue;
        struct str own = stem_of(names[i]);
        if (dialogues && str_eq(own, *out))
            continue;
        bool again = false;
        for (size_t k = 0; k < i; k++)
            again = again || (is_known_by(names, n, k) && str_eq(stem_of(names[k]), own));
        if (again)
            continue;
        *out = own;
        if (found.n < 300)
            buf_f(&found, "%s%.*s", dialogues ? ", " : "", (int)MIN_OF(names[i].n, (size_t)80), names[i].p);
        dialogues++;
    }
    if (dialogues > 1)
        return err_set(e, ERR_USAGE, "%.100s: holds %zu dialogues (%s); each is one import: name a file of one, or put each into a folder or "
            "zip of its own", file, dialogues, found.p);
    return dialogues == 1 || err_set(e, ERR_INPUT, "%.100s: holds no votes of a dialogue (votes.csv, participants-votes.csv or votes.json), nor statements.csv with dialogue.csv", file);
}

bool dialogue_members(const struct str *names, size_t n, struct str meant, const char *file, size_t *out, size_t *out_n, struct err *e)
{
    struct str stem = {"", 0};
    *out_n = 0;
    if (!stem_meant(names, n, meant, file, &stem, e))
        return false;
    for (enum dialogue_part part = PART_VOTES; part < PART_ASIDE; part++) {
        size_t of_part = 0, before;
        for (size_t i = 0; i < n; i++) {
            if (dialogue_part_of(names[i], &before) != part || !str_eq((struct str){names[i].p, before}, stem))
                continue;
            if (of_part++ && part != PART_ABOUT)
                return err_set(e, ERR_USAGE, "%.100s: holds both %.*s and %.*s, and which one counts is not clear; take one of them out", file,
                    (int)MIN_OF(names[out[*out_n - 1]].n, (size_t)80), names[out[*out_n - 1]].p, (int)MIN_OF(names[i].n, (size_t)80), names[i].p);
            out[(*out_n)++] = i;
        }
    }
    return true;
}
