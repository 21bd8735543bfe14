/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brief/agenda_book.h"
#include "brief/text_book.h"
#include "intake/intake.h"

/* ---- the logical framework ---- */

enum frame_column { L_LEVEL, L_AGENDA, L_ITEM, L_TEXT, L_INDICATOR, L_UNIT, L_BASELINE, L_BASELINE_LOW, L_BASELINE_HIGH, L_BASELINE_DAY, L_TARGET, L_TARGET_DAY, L_LATEST, L_LATEST_LOW, L_LATEST_HIGH,
    L_LATEST_DAY, L_MEANS, L_ASSUMPTIONS, L_OWNER, L_STATE, L_STATE_DAY, L_WHO, L_REPLY, L_SIGNED /* with --all alone */, FRAME_COLUMNS };
static const char *const heads[FRAME_COLUMNS] = {"level", "agenda", "item", "text", "indicator", "unit", "baseline", "baseline_low", "baseline_high", "baseline_day", "target", "target_day", "latest",
    "latest_low", "latest_high", "latest_day", "means_of_verification", "assumptions", "owner", "state", "state_day", "who", "reply", "signed"};

struct frame {
    struct arena arena;
    const struct speech *speech;
    const char *language;
    struct publish_facts facts;
    bool all;
    struct frame_row {
        struct str cells[FRAME_COLUMNS];
    } *rows;
    size_t n, room;
};

static void frame_end(struct frame *f)
{
    free(f->rows);
    arena_end(&f->arena);
}

static struct frame_row *row_new(struct frame *f, const char *level, struct str agenda, struct str item, struct str text)
{
    GROW(f->rows, f->n, f->room);
    f->rows[f->n] = (struct frame_row){{{0}}};
    struct frame_row *x = &f->rows[f->n++];
    for (size_t i = 0; i < FRAME_COLUMNS; i++)
        x->cells[i] = STR("");
    x->cells[L_LEVEL] = str_of(level);
    x->cells[L_AGENDA] = agenda;
    x->cells[L_ITEM] = item;
    x->cells[L_TEXT] = text;
    return x;
}

static struct str told_as(const struct frame *f, const struct telling *t, size_t which)
{
    const struct told *x = telling_in(t, f->language, which);
    return !x ? STR("") : which == 0 ? x->first : which == 1 ? x->second : x->third;
}

static struct str number(struct frame *f, double v)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (!isnan(v))
        buf_real(&b, v);
    return arena_str(&f->arena, buf_view(&b));
}

static struct str day(struct frame *f, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    return arena_str(&f->arena, buf_view(&b));
}

/* What the item rests on, and how it stands: "belief (verdict); ...". */
static struct str assumptions(struct frame *f, const struct agenda_item *x)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < x->premise_n; i++) {
        buf_text(&b, i ? "; " : "");
        buf_str(&b, told_as(f, &x->premises[i].told, 0));
        buf_f(&b, " (%s)", x->premises[i].verdict->code);
    }
    return arena_str(&f->arena, buf_view(&b));
}

static void indicator_cells(struct frame *f, struct frame_row *to, const struct indicator *k)
{
    const struct indicator_value *last = k->value_n ? &k->values[k->value_n - 1] : NULL;
    to->cells[L_INDICATOR] = told_as(f, &k->told, 0);
    to->cells[L_UNIT] = k->unit;
    to->cells[L_BASELINE] = number(f, k->baseline);
    to->cells[L_BASELINE_LOW] = number(f, k->baseline_low);
    to->cells[L_BASELINE_HIGH] = number(f, k->baseline_high);
    to->cells[L_BASELINE_DAY] = day(f, k->baseline_day);
    to->cells[L_TARGET] = number(f, k->target);
    to->cells[L_TARGET_DAY] = day(f, k->target_day);
    to->cells[L_MEANS] = told_as(f, &k->told, 1);
    if (!last)
        return;
    to->cells[L_LATEST] = number(f, last->value);
    to->cells[L_LATEST_LOW] = number(f, last->low);
    to->cells[L_LATEST_HIGH] = number(f, last->high);
    to->cells[L_LATEST_DAY] = day(f, last->day);
}

static bool is_signed(struct frame *f, const struct agenda_item *x) { return publish_decide(&(struct publish_what){.item = x}, &f->facts, &f->arena).may; }

static struct str called(struct frame *f, const struct agenda_item *x, struct str actor)
{
    struct publish_called c = publish_call(&f->facts, x, actor);
    int32_t who = f->facts.roster && actor.n ? roster_find(f->facts.roster, actor) : -1;
    struct str in;
    if (!actor.n)
        return actor;
    if (c.as != PUBLISH_NAME)
        return str_of(say(f->speech, publish_called_words(&c)));
    return who < 0 ? actor : roster_name(f->facts.roster, (size_t)who, f->language, &in);
}

/* What those say who are named although they may not have kept their word. */
static struct str replies(struct frame *f, const struct agenda_item *x)
{
    struct buf b CLEANUP(buf_end) = {0};
    const struct reply *y;
    for (size_t at = 0; (y = publish_reply_next(&f->facts, x, &at)) != NULL;) {
        struct slot slots[PUBLISH_REPLY_SLOTS];
        const char *words = publish_reply_words(f->speech, y, &f->facts, &f->arena, slots);
        slots[0] = (struct slot){.name = "who", .text = called(f, x, y->actor), .isolate = true};
        buf_text(&b, b.n ? " " : "");
        say_flat(&b, say(f->speech, words), slots, ARRAY_LEN(slots), false);
    }
    return arena_str(&f->arena, buf_view(&b));
}

static void item_cells(struct frame *f, struct frame_row *to, const struct agenda_item *x)
{
    const struct item_state *now = item_state_now(x);
    to->cells[L_OWNER] = called(f, x, x->owner);
    to->cells[L_REPLY] = replies(f, x);
    to->cells[L_SIGNED] = is_signed(f, x) ? STR("yes") : STR("no");
    to->cells[L_STATE] = str_of(now ? now->state->code : "proposed");
    to->cells[L_STATE_DAY] = day(f, now ? now->day : DAY_NONE);
}

static void activities(struct frame *f, const struct agenda_item *x)
{
    for (size_t i = 0; i < x->capacity_n; i++)
        row_new(f, "capacity", x->agenda, x->key, told_as(f, &x->capacities[i].told, 0))->cells[L_WHO] = told_as(f, &x->capacities[i].told, 1);
    for (size_t i = 0; i < x->link_n; i++)
        if (strcmp(x->links[i].kind->code, "project") == 0)
            row_new(f, "activity", x->agenda, x->key, x->links[i].reference);
}

static void item_rows(struct frame *f, const struct agenda_item *x)
{
    struct str need = told_as(f, &x->told, 0), ask = told_as(f, &x->told, 1), rests = assumptions(f, x);
    for (size_t i = 0; i < MAX_OF(x->indicator_n, (size_t)1); i++) {
        struct frame_row *row = row_new(f, "outcome", x->agenda, x->key, need);
        item_cells(f, row, x);
        row->cells[L_ASSUMPTIONS] = rests;
        if (i < x->indicator_n)
            indicator_cells(f, row, &x->indicators[i]);
    }
    if (ask.n)
        item_cells(f, row_new(f, "output", x->agenda, x->key, ask), x);
    activities(f, x);
}

static bool agenda_there(const struct agenda_book *b, struct str key)
{
    for (size_t i = 0; i < b->agenda_n; i++)
        if (str_eq(b->agendas[i].key, key))
            return true;
    return false;
}

/* Items stand by agenda, then key; those of an agenda that is not there come last. */
static void frame_fill(struct frame *f, const struct agenda_book *b)
{
    for (size_t i = 0; i < b->agenda_n; i++) {
        bool begun = false;
        for (size_t k = 0; k < b->item_n; k++) {
            if (!str_eq(b->items[k].agenda, b->agendas[i].key) || !(f->all || is_signed(f, &b->items[k])))
                continue;
            if (!begun)
                row_new(f, "goal", b->agendas[i].key, STR(""), told_as(f, &b->agendas[i].told, 0));
            begun = true;
            item_rows(f, &b->items[k]);
        }
        if (!begun && f->all)
            row_new(f, "goal", b->agendas[i].key, STR(""), told_as(f, &b->agendas[i].told, 0));
    }
    for (size_t k = 0; k < b->item_n; k++)
        if (!agenda_there(b, b->items[k].agenda) && (f->all || is_signed(f, &b->items[k])))
            item_rows(f, &b->items[k]);
}

static struct frame frame_of(const struct publish_facts *facts, const struct speech *speech, bool all)
{
    struct frame f = {.speech = speech, .language = language_code(speech->language), .facts = *facts, .all = all};
    f.facts.own_people = f.facts.by_name = all;
    return f;
}

static size_t frame_columns(const struct frame *f) { return f->all ? FRAME_COLUMNS : L_SIGNED; }

static struct str frame_cell(const void *context, size_t row, size_t column, struct arena *a)
{
    const struct frame *f = context;
    (void)a;
    return row == 0 ? str_of(heads[column]) : f->rows[row - 1].cells[column];
}

void agenda_logframe(const struct agenda_book *b, const struct publish_facts *facts, const struct speech *speech, bool all, struct buf *out)
{
    struct frame f CLEANUP(frame_end) = frame_of(facts, speech, all);
    frame_fill(&f, b);
    for (size_t row = 0; row <= f.n; row++) {
        for (size_t i = 0; i < frame_columns(&f); i++)
            csv_cell(out, i == 0, frame_cell(&f, row, i, NULL));
        buf_char(out, '\n');
    }
}

/* ---- the workbook ---- */

struct table_out { /* a table of the agenda, as it is read back */
    size_t sheet, n;
    struct str **rows;
};

static struct str table_cell_of(const void *context, size_t row, size_t column, struct arena *a)
{
    const struct table_out *t = context;
    (void)a;
    return row == 0 ? str_of(intake_column(t->sheet, column).name) : t->rows[row - 1][column];
}

enum sign_column { S_ITEM, S_DECISION, S_BY, S_DAY, S_NOTE, S_FITS, SIGN_COLUMNS };

/* The last signature of each item, and whether it still fits. */
static struct str sign_cell(const void *context, size_t row, size_t column, struct arena *a)
{
    static const char *const names[SIGN_COLUMNS] = {"signed_item", "decision", "signed_by", "day", "note", "may_be_published"};
    const struct agenda_book *b = context;
    if (row == 0)
        return str_of(names[column]);
    const struct agenda_item *x = &b->items[row - 1];
    struct buf day_words CLEANUP(buf_end) = {0};
    if (day_known(x->sign.day))
        buf_day(&day_words, x->sign.day);
    switch ((enum sign_column)column) {
    case S_ITEM: return x->key;
    case S_DECISION: return !x->sign.signed_by.n ? STR("") : x->sign.taken_back ? STR("taken_back") : STR("signed");
    case S_BY: return x->sign.signed_by;
    case S_DAY: return arena_str(a, buf_view(&day_words));
    case S_NOTE: return x->sign.note;
    case S_FITS:
    case SIGN_COLUMNS: break;
    }
    return item_may_be_published(x, NULL) == ITEM_SIGNED ? STR("yes") : STR("no");
}

enum { SHEETS_MOST = 20, ROWS_MOST = 1048570 };

static bool tables_out(struct store *s, const struct speech *speech, bool all, struct arena *a, struct text_sheet *sheets, size_t *n, struct err *e)
{
    for (size_t i = 0; i < intake_sheets(); i++) {
        struct intake_sheet sheet = intake_sheet(i);
        struct table_out *t = ARENA_NEW(a, struct table_out);
        if (strcmp(sheet.layout, "harm-answers") == 0 && !all)
            continue;
        *t = (struct table_out){.sheet = i};
        if (!intake_sheet_rows(s, i, a, &t->rows, &t->n, e))
            return false;
        if (t->n > ROWS_MOST)
            return err_set(e, ERR_INPUT, "there are more rows of %s than a sheet holds", sheet.layout);
        if (t->n)
            sheets[(*n)++] = (struct text_sheet){say(speech, sheet.title), 1, t->n + 1, sheet.columns, table_cell_of, t};
    }
    return true;
}

bool agenda_xlsx(struct store *s, const struct agenda_book *b, const struct publish_facts *facts, const struct speech *speech, bool all, struct buf *out, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct frame f CLEANUP(frame_end) = frame_of(facts, speech, all);
    struct text_sheet sheets[SHEETS_MOST];
    size_t n = 0;
    if (!tables_out(s, speech, all, &a, sheets, &n, e))
        return false;
    if (all && b->item_n)
        sheets[n++] = (struct text_sheet){say(speech, T("Signatures")), 1, b->item_n + 1, SIGN_COLUMNS, sign_cell, b};
    frame_fill(&f, b);
    sheets[n++] = (struct text_sheet){say(speech, T("Logical framework")), 1, f.n + 1, frame_columns(&f), frame_cell, &f};
    return text_book(sheets, n, out, e);
}
