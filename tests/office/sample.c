/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sample FOLDER: the sample document of the writers' tests in each language, as FOLDER/sample-LANG.xlsx, .docx and .json. */
#include "brief/doc_sample.h"
#include "brief/docx.h"
#include "core/output.h"

static bool write_one(const char *folder, const char *language, const char *ending, bool (*write)(const struct doc *d, struct buf *out, struct err *e), struct err *e)
{
    struct speech speech = sample_speech(language);
    struct doc *d CLEANUP(doc_free) = sample_document(&speech);
    struct buf out CLEANUP(buf_end) = {0}, path CLEANUP(buf_end) = {0};
    buf_f(&path, "%s/sample-%s.%s", folder, language, ending);
    return write(d, &out, e) && output_file(path.p, buf_view(&out), e);
}

static bool as_json(const struct doc *d, struct buf *out, struct err *e)
{
    (void)e;
    doc_json(d, out);
    return true;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *ending;
        bool (*write)(const struct doc *d, struct buf *out, struct err *e);
    } media[] = {{"json", as_json}, {"xlsx", doc_xlsx}, {"docx", doc_docx}};
    static const char *const languages[] = {"en", "ar", "ckb"};
    struct err e = {0};
    for (size_t i = 0; argc == 2 && i < ARRAY_LEN(languages) * ARRAY_LEN(media); i++) {
        size_t m = i % ARRAY_LEN(media);
        if (!write_one(argv[1], languages[i / ARRAY_LEN(media)], media[m].ending, media[m].write, &e)) {
            fprintf(stderr, "%s\n", e.text);
            return 1;
        }
    }
    return argc == 2 ? 0 : 2;
}
