/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key suggest: passphrases chosen by chance, in words of the reader's language. */
#include "core/embedded.h"
#include "desk/key_priv.h"
#include <errno.h>
#include <sys/random.h>

enum { WORDS = 256 /* one byte of chance chooses one */, IN_ONE = 7, SUGGESTED = 4 };

static struct str words_of(const char *code)
{
    char name[16];
    snprintf(name, sizeof name, "%.8s.txt", code);
    const struct embedded *w = embedded_words;
    while (w[1].name && strcmp(w->name, name) != 0)
        w++;
    return (struct str){w->data, w->size};
}

static struct str word_at(struct str list, unsigned n)
{
    const char *end = memchr(list.p, '\n', list.n);
    while (n-- > 0) {
        list.n -= (size_t)(end + 1 - list.p);
        list.p = end + 1;
        end = memchr(list.p, '\n', list.n);
    }
    return (struct str){list.p, (size_t)(end - list.p)};
}

static bool run_suggest(struct request *r, struct answer *a, struct err *e)
{
    unsigned char chance[IN_ONE * SUGGESTED];
    struct str list = words_of(language_code(r->speech.language));
    if (getrandom(chance, sizeof chance, 0) != (ssize_t)sizeof chance)
        return err_set(e, ERR_SYSTEM, "this system gives no random numbers: %s", strerror(errno));
    a->doc = doc_new(&r->speech);
    a->doc->title = str_of(say(&r->speech, T("Passphrases chosen by chance")));
    for (int i = 0; i < SUGGESTED; i++) {
        struct buf b CLEANUP(buf_end) = {0};
        for (int k = 0; k < IN_ONE; k++) {
            buf_text(&b, k ? " " : "");
            buf_str(&b, word_at(list, chance[i * IN_ONE + k]));
        }
        words_text(a->doc, &doc_add(a->doc, BLOCK_PARAGRAPH)->words, buf_view(&b));
        explicit_bzero(b.p, b.n);
    }
    explicit_bzero(chance, sizeof chance);
    desk_note(r, a, T("Each is seven of 256 words chosen by chance: 56 bits. Take one as it stands, and make up a story that holds its words together; write it down only where you would keep the register itself. The passphrase is what was typed: the same words from another keyboard, with other letters that look alike, are another one."), NULL, 0);
    return true;
}

const struct verb verb_suggest = {.word = "suggest", .usage = "", .brief = T("passphrases of words chosen by chance, in your language"), .needs = NEEDS_NONE, .run = run_suggest};
