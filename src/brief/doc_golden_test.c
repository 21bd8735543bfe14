/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the writers make of the sample document, byte for byte, in English and in Arabic. DIWAN_ACCEPT=1 writes what
 * came out as what is expected: look at the difference, and at the pages, before you commit it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/doc_sample.h"

static void compare(const char *name, const struct buf *got)
{
    const char *folder = getenv("DIWAN_GOLDEN"), *accept = getenv("DIWAN_ACCEPT");
    if (!folder) {
        print_message("DIWAN_GOLDEN is not set: golden documents not compared\n");
        skip();
    }
    struct buf path CLEANUP(buf_end) = {0}, wanted CLEANUP(buf_end) = {0};
    buf_f(&path, "%s/%s", folder, name);
    if (accept && *accept) {
        FILE *f = fopen(path.p, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(got->p, 1, got->n, f), got->n);
        assert_int_equal(fclose(f), 0);
        return;
    }
    struct file_stream f;
    struct err e = {0};
    if (!file_open(path.p, &f, &e))
        fail_msg("%s", e.text);
    bool read = stream_all(&f.s, 1 << 20, &wanted, &e);
    file_close(&f);
    assert_true(read);
    size_t same = 0;
    while (same < got->n && same < wanted.n && got->p[same] == wanted.p[same])
        same++;
    if (same < got->n || same < wanted.n)
        fail_msg("%s differs from byte %zu on: expected \"%.60s\", got \"%.60s\"", name, same, wanted.p + same, got->p + same);
}

static void check(const char *language, const char *ending, void (*write)(const struct doc *d, struct buf *out))
{
    struct speech speech = sample_speech(language);
    struct doc *d = sample_document(&speech);
    struct buf out CLEANUP(buf_end) = {0}, name CLEANUP(buf_end) = {0};
    write(d, &out);
    doc_free(&d);
    assert_null(d);
    buf_f(&name, "sample-%s.%s", language, ending);
    compare(name.p, &out);
}

static void as_page(const struct doc *d, struct buf *out)
{
    static const struct html_links links[] = {{"en", "sample-en.html"}, {"ar", "sample-ar.html"}, {"ckb", ""}};
    doc_html(d, links, ARRAY_LEN(links), out);
}
static void as_text(const struct doc *d, struct buf *out) { doc_text(d, &(struct text_options){.width = 80}, out); }
static void as_plain(const struct doc *d, struct buf *out) { doc_text(d, &(struct text_options){.width = 72, .plain = true}, out); }
static void as_csv(const struct doc *d, struct buf *out) { doc_csv(d, true, out); }

static void english(void **state)
{
    (void)state;
    check("en", "html", as_page);
    check("en", "txt", as_text);
    check("en", "plain.txt", as_plain);
    check("en", "json", doc_json);
    check("en", "csv", as_csv);
}

static void arabic(void **state)
{
    (void)state;
    check("ar", "html", as_page);
    check("ar", "txt", as_text);
    check("ar", "plain.txt", as_plain);
    check("ar", "json", doc_json);
    check("ar", "csv", as_csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(english), cmocka_unit_test(arabic)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
