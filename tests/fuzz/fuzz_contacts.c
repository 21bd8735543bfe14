/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters, meetings and promises, as tables: whatever the bytes, each row is kept, refused or a duplicate; what is kept are words of the codebook, days in order and trust
 * on its scale, each key once. */
#include "intake/intake_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static struct identify *lists; /* long to make, the same for all */

static void end(struct contact_batch *b)
{
    b->identify = NULL;
    contact_batch_end(b);
}

static void contact(const struct contact_batch *b, const struct contact_row *x)
{
    struct str kind = intern_text(&b->words, x->kind), outcome = intern_text(&b->words, x->outcome);
    must(contact_kind_of(kind) && str_is(kind, contact_kind_of(kind)->code) && outcome_of(outcome) && str_is(outcome, outcome_of(outcome)->code));
    must(x->key && x->to && day_known(x->day) && (!day_known(x->due) || x->due.n >= x->day.n) && (!day_known(x->outcome_day) || x->outcome_day.n >= x->day.n));
    must((isnan(x->trust_before) || (x->trust_before >= -3 && x->trust_before <= 3)) && (isnan(x->trust_after) || (x->trust_after >= -3 && x->trust_after <= 3)));
}

static void promise(const struct contact_batch *b, const struct promise_row *x)
{
    struct str state = intern_text(&b->words, x->state);
    must(follow_up_of(state) && str_is(state, follow_up_of(state)->code));
    must(x->key && x->actor && x->promised && day_known(x->made) && (!day_known(x->due) || x->due.n >= x->made.n));
}

static void as_table(struct str text, bool promises)
{
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct contact_batch b CLEANUP(end) = {0};
    struct err e = {0};
    memory_open(&m, "fuzz.csv", text);
    if (!lists)
        lists = identify_new(IDENTIFY_DECIMALS);
    b.identify = lists;
    if (!table_open(&m.s, &t, &e))
        return;
    (void)(contacts_sniff(t) + promises_sniff(t));
    if (!(promises ? promises_table(t, &b, NULL, &e) : contacts_table(t, &b, NULL, &e))) {
        must(e.code != ERR_NONE);
        return;
    }
    must(b.rows == (int64_t)(b.contact_n + b.promise_n) + b.refused + b.duplicates);
    for (size_t i = 0; i < b.contact_n; i++)
        contact(&b, &b.contacts[i]);
    for (size_t i = 0; i < b.promise_n; i++)
        promise(&b, &b.promises[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    as_table(text, false);
    as_table(text, true);
    return 0;
}
