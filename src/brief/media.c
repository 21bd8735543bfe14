/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brief/media.h"
#include "brief/docx.h"
#include "brief/pdf.h"
#include <assert.h>

static const char *const names[] = {[MEDIUM_TERMINAL] = "", [MEDIUM_CSV] = "", [MEDIUM_TEXT] = "txt", [MEDIUM_HTML] = "html", [MEDIUM_PDF] = "pdf",
    [MEDIUM_JSON] = "json", [MEDIUM_XLSX] = "xlsx", [MEDIUM_DOCX] = "docx"};

const char *medium_name(enum medium m) { return names[m]; }

bool medium_of_file(struct str path, enum medium *out, struct err *e)
{
    for (size_t i = MEDIUM_TEXT; i < ARRAY_LEN(names); i++) {
        size_t n = strlen(names[i]);
        if (str_ends(path, names[i]) && path.n > n && path.p[path.n - n - 1] == '.') {
            *out = (enum medium)i;
            return true;
        }
    }
    return err_set(e, ERR_USAGE, "-o: \"%.*s\" ends in no medium that is known; use .html, .pdf, .txt, .json, .xlsx or .docx", STR_F(path));
}

bool medium_write(const struct doc *d, enum medium m, bool plain, struct buf *out, struct err *e)
{
    struct text_options text = {.width = 80, .plain = plain};
    switch (m) {
    case MEDIUM_TEXT: doc_text(d, &text, out); return true;
    case MEDIUM_HTML: doc_html(d, NULL, 0, out); return true;
    case MEDIUM_JSON: doc_json(d, out); return true;
    case MEDIUM_PDF: return doc_pdf(d, out, e);
    case MEDIUM_XLSX: return doc_xlsx(d, out, e);
    case MEDIUM_DOCX: return doc_docx(d, out, e);
    case MEDIUM_TERMINAL:
    case MEDIUM_CSV: break;
    }
    assert(!"a medium that is no file");
    return false;
}
