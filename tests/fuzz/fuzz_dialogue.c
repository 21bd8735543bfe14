/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A dialogue's files, several in one: a line "== NAME" begins each. Whatever the bytes, the dialogue is refused with a sentence, or what was read
 * fits together: ids rise, votes name people and statements that there are, and stand in order of time.
 */
#include "voice/reading_testing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void text_fits(struct str s)
{
    must(s.p != NULL && str_utf8_ok(s, NULL));
}

static void statements_fit(const struct dialogue_batch *b)
{
    for (size_t i = 0; i < b->statement_n; i++) {
        const struct voice_statement *s = &b->statements[i];
        must(i == 0 || b->statements[i - 1].id < s->id);
        must(s->id >= 0 && s->author >= -1 && s->moderation >= VOICE_REJECTED && s->moderation <= VOICE_ACCEPTED);
        for (size_t k = 0; k < s->text_n; k++) {
            text_fits(s->texts[k].text);
            text_fits(s->texts[k].language);
            must(s->texts[k].translated == (k > 0) && s->texts[k].text.n > 0);
            for (size_t j = 0; j < k; j++)
                must(!str_eq(s->texts[j].language, s->texts[k].language));
        }
    }
}

static void people_fit(const struct dialogue_batch *b)
{
    for (size_t i = 1; i < b->participant_n; i++)
        must(b->participants[i - 1] < b->participants[i]);
    for (size_t k = 0; k < b->attribute_n; k++)
        for (size_t i = 0; i < b->participant_n; i++)
            must(b->attributes[k].of[i] < b->attributes[k].n || b->attributes[k].of[i] == OPINION_NO_GROUP);
}

static void fits(const struct dialogue_batch *b)
{
    int64_t before = VOICE_TIME_NONE;
    statements_fit(b);
    people_fit(b);
    must(b->rows == (int64_t)b->event_n + b->refused || (!b->event_n && b->rows == (int64_t)b->statement_n + b->refused));
    for (size_t i = 0; i < b->event_n; i++) {
        const struct voice_event *v = &b->events[i];
        must(v->participant < b->participant_n && v->statement < b->statement_n && v->vote >= -1 && v->vote <= 1 && v->time_ms >= before);
        before = v->time_ms;
    }
    for (size_t i = 0; i < b->word_n; i++)
        text_fits(b->words[i].topic);
}

/* "== votes.csv\n" ...: the files. Names other than those of a dialogue's parts count, too. */
static size_t split(struct str all, char names[FILES_MOST][40], struct memory_file *files)
{
    size_t n = 0;
    while (all.n) {
        const char *end = memmem(all.p, all.n, "\n== ", 4);
        size_t own = end ? (size_t)(end - all.p) + 1 : all.n;
        struct str part = {all.p, own};
        const char *line = memchr(part.p, '\n', part.n);
        size_t name = line ? (size_t)(line - part.p) : 0;
        if (n < FILES_MOST && part.n > 3 && memcmp(part.p, "== ", 3) == 0 && name > 3) {
            snprintf(names[n], sizeof names[n], "%.*s", (int)MIN_OF(name - 3, (size_t)39), part.p + 3);
            files[n] = (struct memory_file){names[n], {line + 1, part.n - name - 1}};
            n++;
        }
        all = (struct str){all.p + own, all.n - own};
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char names[FILES_MOST][40];
    struct memory_file files[FILES_MOST];
    size_t n = split((struct str){(const char *)data, size}, names, files);
    for (int signs = SIGNS_UNSAID; signs <= SIGNS_API; signs += 2) {
        struct dialogue_wish wish = {.name = STR("fuzz"), .file = "fuzz", .signs = (enum dialogue_signs)signs, .meta = signs ? STR("0\n") : (struct str){NULL, 0}, .meta_file = "meta.txt"};
        struct dialogue_batch b = {0};
        struct err e = {0};
        if (read_files(files, n, &wish, &b, &e))
            fits(&b);
        else
            must(e.code != ERR_NONE && strlen(e.text) > 10 && !strchr(e.text, '\n'));
        dialogue_batch_end(&b);
    }
    return 0;
}
