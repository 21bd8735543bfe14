/* SPDX-License-Identifier: GPL-3.0-or-later */
/* media: which medium a file's name asks for, and the document in it. */
#ifndef DIWAN_BRIEF_MEDIA_H
#define DIWAN_BRIEF_MEDIA_H
#include "brief/doc.h"

enum medium { MEDIUM_TERMINAL, MEDIUM_CSV, MEDIUM_TEXT, MEDIUM_HTML, MEDIUM_PDF, MEDIUM_JSON, MEDIUM_XLSX, MEDIUM_DOCX };

/* By the ending of `path`. ERR_USAGE where it is none that is known. */
MUST_USE bool medium_of_file(struct str path, enum medium *out, struct err *e);
const char *medium_name(enum medium m); /* "html"; "" for a terminal and CSV, which are no files here */
/* The document as the bytes of such a file; `plain`: as for screen readers, where the medium is text. */
MUST_USE bool medium_write(const struct doc *d, enum medium m, bool plain, struct buf *out, struct err *e);
#endif
