/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What could identify somebody, as `check` and `add` tell it: how much of what kind and where it stands, never the words themselves. */
#include "desk/desk_priv.h"
#include "guard/identify_register.h"

static const struct { const char *own, *published, *label; } kinds[IDENTIFY_KINDS] = {
    [IDENTIFY_NAME] = {"identifying_name", "identifying_name_published", T("names of persons")},
    [IDENTIFY_MAYBE_NAME] = {"identifying_maybe_name", "identifying_maybe_name_published", T("what may be a name of a person: one given name, or words that look like a name")},
    [IDENTIFY_PHONE] = {"identifying_phone", "identifying_phone_published", T("telephone numbers")},
    [IDENTIFY_EMAIL] = {"identifying_email", "identifying_email_published", T("mail addresses")},
    [IDENTIFY_ADDRESS] = {"identifying_address", "identifying_address_published", T("street, house or quarter with its number")},
    [IDENTIFY_POINT] = {"identifying_point", "identifying_point_published", T("points finer than two decimals (about one kilometre), or links to maps")},
    [IDENTIFY_DOCUMENT] = {"identifying_document", "identifying_document_published", T("numbers of passports and identity cards")},
    [IDENTIFY_PROFILE] = {"identifying_profile", "identifying_profile_published", T("names and pages in social media")},
    [IDENTIFY_BANK] = {"identifying_bank", "identifying_bank_published", T("numbers of bank accounts and cards")},
    [IDENTIFY_INTERNET] = {"identifying_internet", "identifying_internet_published", T("addresses of computers")},
    [IDENTIFY_PLATE] = {"identifying_plate", "identifying_plate_published", T("number plates of vehicles")}};

int64_t identifying_n(const struct identified *x, size_t k)
{
    return k < IDENTIFY_KINDS ? x->own[k] : x->published[k - IDENTIFY_KINDS];
}

const char *identifying_code(size_t k)
{
    return k < IDENTIFY_KINDS ? kinds[k].own : kinds[k - IDENTIFY_KINDS].published;
}

struct str identifying_label(struct request *r, size_t k)
{
    if (k < IDENTIFY_KINDS)
        return str_of(say(&r->speech, kinds[k].label));
    return DESK_TOLD(r, T("as its source published it: {what}"), desk_slot("what", str_of(say(&r->speech, kinds[k - IDENTIFY_KINDS].label))));
}

struct str identifying_machine(struct request *r, size_t k)
{
    return str_of(k < IDENTIFY_KINDS ? kinds[k].label : arena_f(&r->arena, "as its source published it: %s", kinds[k - IDENTIFY_KINDS].label));
}

bool identifying_is(struct str code, size_t *k)
{
    for (size_t i = 0; i < 2 * IDENTIFY_KINDS; i++)
        if (str_is(code, identifying_code(i))) {
            *k = i;
            return true;
        }
    return false;
}

bool identifying_look(struct store *s, const struct incident_columns *c, struct request *r, struct str code, struct identified *out, struct err *e)
{
    size_t k = 0;
    struct identify_wish wish = {.decimals = IDENTIFY_DECIMALS};
    if (code.n && identifying_is(code, &k)) {
        wish.listed = true;
        wish.kind = (enum identify_kind)(k % IDENTIFY_KINDS);
        wish.published = k >= IDENTIFY_KINDS;
    }
    return identify_register(s, c, &wish, &r->arena, out, e);
}

/* ---- where it stands ---- */

static void row_cells(struct request *r, struct answer *a, struct doc_table *t, size_t row, const struct identified_row *x)
{
    if (x->id)
        desk_number(t, row, 0, x->id);
    if (x->import)
        desk_number(t, row, 1, x->import);
    if (x->line)
        desk_number(t, row, 2, x->line);
    desk_text(a, t, row, 3, str_of(x->table));
    desk_text(a, t, row, 4, str_of(x->column));
    desk_both(a, t, row, 5, str_of(say(&r->speech, x->in_use ? T("yes") : T("no"))), NULL, x->in_use ? STR("yes") : STR("no"));
    desk_number(t, row, 6, x->fields);
    desk_text(a, t, row, 7, x->masked);
}

void identifying_list(struct request *r, struct answer *a, const struct identified *x, size_t k)
{
    static const char *const keys[] = {"id", "import", "line", "table", "column", "in_use", "fields", "masked"};
    static const char *const labels[] = {T("Number"), T("Import"), T("Line"), T("Table"), T("Column"), T("In use"), T("Fields that hold it"), T("First letter, and how many")};
    struct doc_table *t = desk_table(r, a, "listed", kinds[k % IDENTIFY_KINDS].label, ARRAY_LEN(keys), x->row_n);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        desk_column(r, t, i, keys[i], labels[i], i < 3 || i == 6, "");
    for (size_t i = 0; i < x->row_n; i++)
        row_cells(r, a, t, i, &x->rows[i]);
    desk_note(r, a, T("The words themselves are not shown, so that this list can be kept: import and line tell where they stand in the file. Correct them there, take the old import back (`diwan undo`), then add the file: otherwise an old row may stay in use beside the new one. What was taken back stays in the register until it is erased."), NULL, 0);
}

static int64_t own_total(const struct identified *x)
{
    int64_t n = 0;
    for (size_t k = 0; k < IDENTIFY_KINDS; k++)
        n += x->own[k];
    return n;
}

/* Below the table of `check`. */
void identifying_note(struct request *r, struct answer *a, const struct identified *x)
{
    if (own_total(x))
        desk_note(r, a, T("Codes that begin with identifying_ count what could identify somebody: a machine's guess, which misses some and is sometimes wrong. Look at each of your own; do not take their absence for safety."), NULL, 0);
}

/* ---- after `add` ---- */

struct adding {
    struct request *r;
    struct answer *a;
    const struct import *im;
};

static bool look_at_import(struct store *s, void *arg, struct err *e)
{
    struct adding *x = arg;
    struct identified found;
    struct identify_wish wish = {.decimals = IDENTIFY_DECIMALS, .import = x->im->id};
    if (!identify_register(s, NULL, &wish, &x->r->arena, &found, e))
        return false;
    found.own[IDENTIFY_POINT] = 0; /* who may show points depends on the licence, which `check` looks up */
    int64_t n = own_total(&found);
    if (n)
        DESK_NOTE(x->r, x->a, T("{file}: could identify somebody: {n}. `diwan check REGISTER` counts them by kind, `--list CODE` says where they stand."), desk_slot("file", x->im->file),
            desk_slot("n", desk_counted(x->r, TN("{n} finding", "{n} findings"), n)));
    return true;
}

/* A remark: where it cannot be looked, nothing is said. */
void desk_note_identifying(struct request *r, struct answer *a, const struct import *im)
{
    struct err e = {0};
    struct adding x = {r, a, im};
    bool own = im->id > 0 && !str_ends(im->layout, "-borders") && !identify_published(im->layout);
    if (!own || request_flag(r, "dry-run") || request_flag(r, "quiet"))
        return;
    if (!store_look(r->store, look_at_import, &x, &e))
        e.text[0] = '\0'; /* the file is in; `check` will say what is wrong with the register */
}
