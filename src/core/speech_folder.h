/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speech_folder: further languages, as files bring them, without building the program anew. */
#ifndef DIWAN_SPEECH_FOLDER_H
#define DIWAN_SPEECH_FOLDER_H
#include "core/speech.h"

/* CODE.lang and CODE.po for each, in a folder (docs/languages.md). Once, at the start, before other threads: afterwards they are as those built in. ERR_INPUT where a file does not do: its line, what
 * was found and what was expected. */
MUST_USE bool languages_add(const char *folder, struct err *e);
#endif
