/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

int terminal_open(void)
{
    return open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
}

static void put(int fd, const char *text)
{
    size_t n = strlen(text);
    while (n) {
        ssize_t k = write(fd, text, n);
        if (k <= 0 && errno != EINTR)
            return; /* nobody sees it: the answer will not come either */
        if (k > 0) {
            text += k;
            n -= (size_t)k;
        }
    }
}

/* A register's name may hold anything, and must not command the terminal. */
static void put_words(int fd, const char *text, const char *end)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, text);
    for (size_t i = 0; i < b.n; i++) {
        unsigned char c = (unsigned char)b.p[i];
        bool c1 = c == 0xC2 && (unsigned char)b.p[i + 1] >= 0x80 && (unsigned char)b.p[i + 1] <= 0x9F;
        if ((c < 0x20 && c != '\t') || c == 0x7F)
            b.p[i] = '?';
        if (c1)
            b.p[i] = b.p[i + 1] = '?';
    }
    buf_text(&b, end);
    put(fd, b.p ? b.p : "");
}

void terminal_say(int fd, const char *line)
{
    put_words(fd, line, "\n");
}

/* Wait for a line; `calm` lets the signals through that are blocked otherwise, so that none slips by between look and wait. */
static bool wait_for(int fd, const sigset_t *calm, struct err *e)
{
    while (!interrupted()) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int n = ppoll(&p, 1, NULL, calm);
        if (n > 0)
            return true;
        if (n < 0 && errno != EINTR)
            return err_set(e, ERR_SYSTEM, "the terminal cannot be read: %s", strerror(errno));
    }
    return err_set(e, ERR_STOPPED, "as you asked; nothing was opened or changed");
}

static bool read_line(int fd, const sigset_t *calm, struct secret *out, struct err *e)
{
    struct secret line CLEANUP(secret_end) = secret_empty(SECRET_MOST + 1);
    size_t n = 0;
    while (n == 0 || line.p[n - 1] != '\n') {
        if (n == line.n)
            return err_set(e, ERR_INPUT, "what was typed is longer than %d bytes", (int)SECRET_MOST);
        if (!wait_for(fd, calm, e))
            return false;
        ssize_t k = read(fd, line.p + n, line.n - n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return err_set(e, ERR_INPUT, "the terminal gave no passphrase: its input ended");
        n += (size_t)k;
    }
    n--;
    if (!str_utf8_ok((struct str){(const char *)line.p, n}, NULL))
        return err_set(e, ERR_INPUT, "what was typed is not UTF-8; set the terminal to UTF-8");
    *out = secret_of(line.p, n);
    return true;
}

/* Not shown, a line at a time, and no keys that stop or end the program while nothing is shown. */
static bool hide(int fd, struct termios *before, struct err *e)
{
    if (tcgetattr(fd, before) != 0)
        return err_set(e, ERR_SYSTEM, "the terminal cannot be asked without showing what is typed: %s", strerror(errno));
    struct termios hidden = *before;
    hidden.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
    hidden.c_lflag |= ICANON | ISIG;
    hidden.c_iflag |= IUTF8 | ICRNL;
    hidden.c_cc[VSUSP] = hidden.c_cc[VQUIT] = _POSIX_VDISABLE;
    if (tcsetattr(fd, TCSAFLUSH, &hidden) != 0)
        return err_set(e, ERR_SYSTEM, "the terminal would not stop showing what is typed: %s", strerror(errno));
    return true;
}

bool terminal_ask(int fd, const char *prompt, struct secret *out, struct err *e)
{
    sigset_t ends, calm;
    struct termios before;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, &calm);
    bool good = hide(fd, &before, e);
    if (good) {
        put_words(fd, prompt, " ");
        good = read_line(fd, &calm, out, e);
        (void)tcsetattr(fd, TCSAFLUSH, &before);
        put(fd, "\n");
    }
    sigprocmask(SIG_SETMASK, &calm, NULL);
    return good;
}
