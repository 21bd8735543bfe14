/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * form: fields as browsers send them: application/x-www-form-urlencoded (WHATWG URL, 5.1) and multipart/form-data (RFC 7578). Strict: what is not well
 * formed is ERR_INPUT. Names and values are UTF-8; line ends become LF, other control characters blanks.
 */
#ifndef DIWAN_WEB_FORM_H
#define DIWAN_WEB_FORM_H
#include "web/web_priv.h"

enum { FORM_MOST = 64 << 10, FIELDS_MOST = 1000, FIELD_NAME_MOST = 64, FIELD_VALUE_MOST = 16 << 10, UPLOADS_MOST = 8 };

/* %41 -> A; with `plus`, + -> blank. ERR_INPUT where it is not well formed, or no UTF-8. Into the arena. */
MUST_USE bool form_decode(struct str text, bool plus, struct arena *a, struct str *out, struct err *e);
/* a=1&b=2 */
MUST_USE bool form_read(struct str text, struct arena *a, struct field **out, size_t *n, struct err *e);

struct multipart; /* read piece by piece */
/* NULL where the header's boundary is missing or wrong. `most`: bytes of all files; 0: files are refused. */
struct multipart *multipart_new(const char *content_type, struct arena *a, int64_t most);
MUST_USE bool multipart_feed(struct multipart *m, const char *data, size_t n, struct err *e);
/* Whole? Fields and uploads, in the arena; the uploads' descriptors are the caller's from here on. */
MUST_USE bool multipart_finish(struct multipart *m, struct field **fields, size_t *field_n, struct upload **uploads, size_t *upload_n, struct err *e);
void multipart_free(struct multipart **m);
#endif
