/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small invented document for the tests of the writers: every kind of block, cell, mark and state once, in English
 * and in Arabic. Its texts are given in the language, so that they do not change with the translations.
 */
#ifndef DIWAN_DOC_SAMPLE_H
#define DIWAN_DOC_SAMPLE_H
#include "brief/doc_priv.h"

struct doc *sample_document(const struct speech *speech);
struct speech sample_speech(const char *language);
/* One of everything that is broken or hostile in a name. */
extern const char sample_bad_name[];
#endif
