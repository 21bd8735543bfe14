/* SPDX-License-Identifier: GPL-3.0-or-later */
/* serve: what it listens on, its key, and what it knows of the register. */
#include "panel/panel.h"
#include "store/keep.h"
#include "store/people.h"
#include "web/server_priv.h"
#include <errno.h>
#include <netdb.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- the register ---- */

static bool answer_key(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    const struct web *w = arg;
    if (!w->master.p || memcmp(q->salt, w->salt, sizeof w->salt) != 0)
        return err_set(e, ERR_STORE, "%.300s: the key of the register was changed while it was served: start again", q->register_shown);
    *out = (struct key_answer){KEY_IS_MASTER, secret_of(w->master.p, w->master.n)};
    return true;
}

bool web_store_open(struct web *w, enum store_mode mode, struct store **out, struct err *e)
{
    enum { WRITER_MIB = 64, READER_MIB = 12 };
    struct store *s = NULL;
    if (!store_open_keyed(w->o.path, mode, &w->keys, &s, e))
        return false;
    if (!store_keep(s, mode == STORE_WRITE ? WRITER_MIB : READER_MIB, e)) {
        store_close(&s);
        return false;
    }
    *out = s;
    return true;
}

/* Once, with whoever knows the passphrase: brings an older register up to date, and keeps the key. */
static bool open_first(struct web *w, struct err *e)
{
    struct store *s CLEANUP(store_close) = NULL;
    if (!store_open_keyed(w->o.path, STORE_WRITE, w->o.keys, &s, e))
        return false;
    const struct secret *master = store_master(s);
    if (master)
        w->master = secret_of(master->p, master->n);
    memcpy(w->salt, store_salt(s), sizeof w->salt);
    w->keys = (struct key_source){answer_key, w};
    int64_t stewards = 0;
    if (!store_int(s, "SELECT count(*) FROM account WHERE role = 'steward' AND ended = ''", WITH_NOTHING, 0, &stewards, e))
        return false;
    w->no_steward = !stewards;
    return true;
}

static bool known_read(struct store *s, void *arg, struct err *e)
{
    struct known *k = arg;
    struct arena a CLEANUP(arena_end) = {0};
    struct str readers, invented, language, digits, name;
    int64_t help = 0;
    if (!store_generation(s, &k->generation, e) || !store_fact(s, "readers", &a, &readers, e) || !store_fact(s, "invented", &a, &invented, e) ||
        !store_fact(s, "language", &a, &language, e) || !store_fact(s, "digits", &a, &digits, e) || !store_fact(s, "name", &a, &name, e) ||
        !store_int(s, "SELECT id FROM help_service WHERE ended_by IS NULL LIMIT 1", WITH_NOTHING, 0, &help, e))
        return false;
    struct err none;
    if (!store_people(s, &k->k, &none)) /* pages then say the floor, and show no number about people */
        k->k = people_least(0);
    k->readers_anybody = str_is(readers, "anybody");
    k->latin_digits = str_is(digits, "latin");
    k->invented = str_is(invented, "1");
    k->help = help != 0;
    memcpy(k->language, language.p, MIN_OF(language.n, sizeof k->language - 1));
    k->name = mem_get(name.n + 1);
    memcpy(k->name, name.p, name.n);
    return desk_corrections(s, &k->corrections, e);
}

bool web_known_renew(struct web *w, struct store *s, struct err *e)
{
    int64_t generation;
    if (!store_generation(s, &generation, e))
        return false;
    pthread_mutex_lock(&w->lock);
    bool same = w->known.name && w->known.generation == generation;
    pthread_mutex_unlock(&w->lock);
    struct known k = {0};
    if (same || !store_look(s, known_read, &k, e))
        return same;
    pthread_mutex_lock(&w->lock);
    struct known old = w->known;
    w->known = k;
    pthread_mutex_unlock(&w->lock);
    free(old.name);
    corrections_free(&old.corrections);
    columns_want(w, k.generation);
    return true;
}

/* ---- listening ---- */

static bool listen_on(struct web *w, const struct addrinfo *a, struct err *e)
{
    int on = 1, fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    struct sockaddr_storage address = {0};
    socklen_t n = a->ai_addrlen;
    memcpy(&address, a->ai_addr, n);
    if (w->port && a->ai_family == AF_INET6)
        ((struct sockaddr_in6 *)(void *)&address)->sin6_port = htons((uint16_t)w->port);
    else if (w->port)
        ((struct sockaddr_in *)(void *)&address)->sin_port = htons((uint16_t)w->port);
    if (fd < 0)
        return err_set(e, ERR_SYSTEM, "%s", strerror(errno));
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (a->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)(void *)&address, n) != 0 || listen(fd, 1024) != 0 || getsockname(fd, (struct sockaddr *)(void *)&address, &n) != 0) {
        int number = errno;
        close(fd);
        return err_set(e, ERR_SYSTEM, number == EADDRINUSE ? "another program listens there: end it, or choose another --port" : "%s", strerror(number));
    }
    w->port = ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&address)->sin6_port : ((struct sockaddr_in *)(void *)&address)->sin_port);
    w->sockets[w->socket_n++] = fd;
    return true;
}

/* One address, or all that a name means. `must`: it is an error where there is none. */
static bool listen_to(struct web *w, const char *name, bool must, struct err *e)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *list = NULL;
    struct err why = {0};
    size_t before = w->socket_n;
    int failed = getaddrinfo(name, "0", &hints, &list);
    for (struct addrinfo *a = list; !failed && a && w->socket_n < LISTENERS_MOST; a = a->ai_next)
        (void)listen_on(w, a, &why);
    if (!failed)
        freeaddrinfo(list);
    if (w->socket_n > before || (!must && why.code == ERR_NONE))
        return true;
    return !must || err_set(e, ERR_SYSTEM, "%.100s, port %d: it cannot be listened on: %.300s", name, w->port, failed ? gai_strerror(failed) : why.text);
}

static bool is_here(const char *name)
{
    return !name || strcmp(name, "localhost") == 0 || strcmp(name, "::1") == 0 || strncmp(name, "127.", 4) == 0;
}

bool web_listen(struct web *w, struct err *e)
{
    if (w->o.port > 65535)
        return err_set(e, ERR_USAGE, "--port: %d is not a port; they go up to 65535", w->o.port);
    w->port = w->o.port;
    w->loopback = is_here(w->o.listen);
    if (w->o.listen)
        return listen_to(w, w->o.listen, true, e);
    return listen_to(w, "127.0.0.1", true, e) && listen_to(w, "::1", false, e);
}

/* ---- what is said at the beginning ---- */

static void say_where(const struct web *w)
{
    const struct speech *s = &w->o.speech;
    struct buf b CLEANUP(buf_end) = {0}, at CLEANUP(buf_end) = {0};
    bool six = w->o.listen && strchr(w->o.listen, ':');
    buf_f(&at, "%s://%s%s%s:%d", w->tls ? "https" : "http", six ? "[" : "", w->o.listen ? w->o.listen : "127.0.0.1", six ? "]" : "", w->port);
    struct slot slot = {.name = "address", .text = buf_view(&at)};
    if (!w->o.quiet) {
        say_flat(&b, say(s, T("Open at {address} (Ctrl-C ends it).")), &slot, 1, false);
        fprintf(stderr, "%s\n", b.p);
    }
    if (w->no_steward && !w->o.quiet) /* no page makes the first: whoever came first would have the register */
        fprintf(stderr, "%s\n", say(s, T("Nobody can sign in as a steward yet. Make the first one in another terminal: diwan user add REGISTER NAME --role steward")));
    if (!w->loopback && !w->tls && !w->o.public_address)
        fprintf(stderr, "%s\n", say(s, T("Warning: others can reach this server, and nothing encrypts what they send: passwords and answers can be read on the way. Give --certificate and --certificate-key, or put it behind a proxy that speaks TLS and say --address.")));
}

static bool file_whole(const char *path, char **out, struct err *e)
{
    struct file_stream f = {0};
    struct buf b CLEANUP(buf_end) = {0};
    if (!file_open(path, &f, e))
        return false;
    bool good = stream_all(&f.s, 1 << 20, &b, e);
    file_close(&f);
    if (good) {
        *out = mem_get(b.n + 1);
        memcpy(*out, b.p, b.n);
    }
    return good;
}

void web_certificate_drop(struct certificate *c)
{
    if (c->key)
        explicit_bzero(c->key, strlen(c->key));
    free(c->chain);
    free(c->key);
    *c = (struct certificate){0};
}

bool web_certificate_read(struct web *w, struct err *e)
{
    struct certificate c = {0};
    if (!w->o.certificate != !w->o.key)
        return err_set(e, ERR_USAGE, "--certificate and --certificate-key belong together: name both");
    if (!w->o.certificate)
        return true;
    if (!file_whole(w->o.certificate, &c.chain, e) || !file_whole(w->o.key, &c.key, e)) {
        web_certificate_drop(&c);
        return false;
    }
    web_certificate_drop(&w->certificate);
    w->tls = true;
    w->certificate = c;
    return true;
}

void web_free(struct web *w)
{
    for (size_t i = 0; i < w->socket_n; i++)
        close(w->sockets[i]);
    web_certificate_drop(&w->certificate);
    free(w->known.name);
    corrections_free(&w->known.corrections);
    columns_drop(&w->columns);
    kept_free(&w->kept);
    desk_answers_free(&w->answers);
    uploads_free(&w->uploads);
    secret_end(&w->master);
    free(w);
}

bool web_serve(const struct web_options *o, struct err *e)
{
    struct web *w = mem_get(sizeof *w);
    w->o = *o;
    w->door = -1;
    pthread_mutex_init(&w->lock, NULL);
    pthread_mutex_init(&w->guests_lock, NULL);
    pthread_mutex_init(&w->columns_lock, NULL);
    pthread_cond_init(&w->columns_moved, NULL);
    bool good = web_certificate_read(w, e) && open_first(w, e) && web_listen(w, e);
    if (good && getrandom(w->secret, sizeof w->secret, 0) != (ssize_t)sizeof w->secret)
        good = err_set(e, ERR_SYSTEM, "this system gives no random numbers");
    w->secure = w->tls || (o->public_address && strncmp(o->public_address, "https://", 8) == 0);
    good = good && web_supervise(w, say_where, e);
    web_free(w);
    return good;
}
