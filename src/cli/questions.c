/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions on the terminal, answered with yes or no. */
#include "cli/cli_priv.h"
#include "cli/passphrase.h"
#include "cli/terminal.h"
#include <unistd.h>

/* As people write it; the letters y and n serve in every language, since every keyboard has them. */
static int answer_of(struct str line)
{
    static const char *const yes[] = {"y", "yes", "نعم", "بەڵێ"}, *const no[] = {"n", "no", "لا", "نەخێر"};
    line = str_trim(line);
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
        if (str_is_nocase(line, yes[i]))
            return 1;
        if (str_is_nocase(line, no[i]))
            return 0;
    }
    return -1;
}

static bool yes_or_no(void *arg, const struct speech *speech, const char *shown, const char *question, bool *yes, struct err *e)
{
    (void)arg;
    char line[64];
    print_words(shown);
    for (;;) {
        print_words(question);
        fprintf(stderr, " %s ", say(speech, T("(y for yes, n for no)")));
        fflush(stderr);
        if (!fgets(line, sizeof line, stdin) || interrupted()) /* a line may have come with Ctrl-C */
            return err_set(e, ERR_STOPPED, "no answer came");
        int answer = answer_of(str_of(line));
        if (answer >= 0) {
            *yes = answer;
            return true;
        }
    }
}

static bool typed_twice(int terminal, const struct speech *speech, const char *prompt, struct secret *out, struct err *e)
{
    struct secret again CLEANUP(secret_end) = {0};
    if (!terminal_ask(terminal, prompt, out, e) || !terminal_ask(terminal, say(speech, T("Once more, so that no slip of the finger locks you out:")), &again, e))
        return false;
    passphrase_compose(out);
    passphrase_compose(&again);
    return (out->n == again.n && memcmp(out->p, again.p, out->n) == 0) || err_set(e, ERR_USAGE, "the two are not the same: nothing was changed");
}

static bool password(void *arg, const struct speech *speech, const char *prompt, struct secret *out, struct err *e)
{
    (void)arg;
    int terminal = terminal_open();
    if (terminal < 0)
        return err_set(e, ERR_DENIED, "there is no terminal to ask for a password: name a file with --password-file");
    bool good = typed_twice(terminal, speech, prompt, out, e);
    close(terminal);
    return good;
}

static const struct answerer on_terminal = {.yes_or_no = yes_or_no, .password = password};

const struct answerer *answerer_here(void)
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO) ? &on_terminal : NULL;
}
