/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * room_client PORT CONNECTIONS SECONDS get PATH
 * room_client PORT CONNECTIONS SECONDS vote DIALOGUE FIRST LAST [LOG]
 *
 * Asks a server on 127.0.0.1 over so many connections at once, one request after another on each, and prints one line of JSON: answers, errors, a second's worth, and how long they took.
 * Votes: each connection has a pass of its own, votes once on every statement FIRST..LAST as the script of the page does, and goes on with another pass. LOG gets a line for each vote
 * that was acknowledged (status 200): pass, statement, vote. A connection that breaks is opened again; an error is counted.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { REQUEST_MOST = 1024, ANSWER_MOST = 256 << 10, TAKES_MOST = 8000000, PASS_LETTERS = 22 };
struct line {
    int fd;
    char pass[PASS_LETTERS + 1], request[REQUEST_MOST];
    size_t request_n, sent, got;
    int statement, vote;
    int64_t begun;
    char *answer;
};
struct load {
    int epoll, port, first, last;
    bool votes, stop;
    const char *path;
    FILE *log;
    uint32_t *takes; /* microseconds */
    size_t take_n, answers, errors, broken;
    uint64_t random;
};

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static uint64_t draw(struct load *l)
{
    l->random ^= l->random << 13;
    l->random ^= l->random >> 7;
    l->random ^= l->random << 17;
    return l->random;
}

/* 16 bytes of chance in base 64 as addresses take it: the last letter holds two bits only. */
static void pass_draw(struct line *c)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned char b[PASS_LETTERS];
    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
        exit(1);
    for (int i = 0; i < PASS_LETTERS; i++)
        c->pass[i] = letters[i == PASS_LETTERS - 1 ? (b[i] & 3) << 4 : b[i] & 63];
}

static void next_request(struct load *l, struct line *c)
{
    char body[160];
    int n;
    if (!l->votes) {
        n = snprintf(c->request, sizeof c->request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept-Encoding: gzip\r\n\r\n", l->path, l->port);
    } else {
        if (!c->pass[0] || ++c->statement > l->last) {
            pass_draw(c);
            c->statement = l->first;
        }
        c->vote = (int)(draw(l) % 3) - 1;
        int body_n = snprintf(body, sizeof body, "p=%s&s=%d&v=%d", c->pass, c->statement, c->vote);
        n = snprintf(c->request, sizeof c->request, "POST /d/%s/vote HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAccept-Encoding: gzip\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", l->path, l->port, body_n, body);
    }
    c->request_n = (size_t)n;
    c->sent = c->got = 0;
}

static bool line_open(struct load *l, struct line *c)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)l->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&to, sizeof to) != 0) {
        if (c->fd >= 0)
            close(c->fd);
        c->fd = -1;
        return false;
    }
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(c->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event ev = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &ev);
    return true;
}

static void line_send(struct line *c)
{
    c->begun = now_us();
    while (c->sent < c->request_n) { /* a request is smaller than any socket's buffer */
        ssize_t n = send(c->fd, c->request + c->sent, c->request_n - c->sent, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        c->sent += (size_t)n;
    }
}

static void line_again(struct load *l, struct line *c)
{
    l->broken++;
    close(c->fd);
    c->pass[0] = 0; /* what was on its way is not known: another pass */
    while (!line_open(l, c) && !l->stop)
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    next_request(l, c);
    if (c->fd >= 0)
        line_send(c);
}

/* 0: not whole yet; else its status. */
static int whole(const struct line *c)
{
    const char *end = memmem(c->answer, c->got, "\r\n\r\n", 4);
    if (!end)
        return 0;
    const char *length = memmem(c->answer, (size_t)(end - c->answer), "Content-Length: ", 16);
    size_t n = length ? strtoul(length + 16, NULL, 10) : 0;
    return c->got >= (size_t)(end - c->answer) + 4 + n ? (int)strtol(c->answer + 9, NULL, 10) : 0;
}

static void line_read(struct load *l, struct line *c)
{
    ssize_t n = recv(c->fd, c->answer + c->got, ANSWER_MOST - c->got, 0);
    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0) {
        line_again(l, c);
        return;
    }
    c->got += (size_t)n;
    int status = whole(c);
    if (!status)
        return;
    if (l->take_n < TAKES_MOST)
        l->takes[l->take_n++] = (uint32_t)(now_us() - c->begun);
    l->answers += status == 200;
    l->errors += status != 200;
    if (status == 200 && l->log)
        fprintf(l->log, "%s %d %d\n", c->pass, c->statement, c->vote);
    next_request(l, c);
    line_send(c);
}

static int by_size(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double part_ms(const struct load *l, double share)
{
    return l->take_n ? l->takes[(size_t)(share * (double)(l->take_n - 1))] / 1000.0 : 0;
}

int main(int argc, char **argv)
{
    if (argc < 6)
        return 2;
    int connections = (int)strtol(argv[2], NULL, 10);
    int64_t length_us = (int64_t)(strtod(argv[3], NULL) * 1e6);
    struct load l = {.epoll = epoll_create1(0), .port = (int)strtol(argv[1], NULL, 10), .votes = strcmp(argv[4], "vote") == 0, .path = argv[5], .takes = malloc(TAKES_MOST * sizeof(uint32_t)), .random = 88172645463325252u};
    if (l.votes && argc < 8)
        return 2;
    l.first = l.votes ? (int)strtol(argv[6], NULL, 10) : 0;
    l.last = l.votes ? (int)strtol(argv[7], NULL, 10) : 0;
    l.log = l.votes && argc > 8 ? fopen(argv[8], "w") : NULL;
    struct line *lines = calloc((size_t)connections, sizeof *lines);
    for (int i = 0; i < connections; i++) {
        lines[i].answer = malloc(ANSWER_MOST);
        if (!line_open(&l, &lines[i])) {
            fprintf(stderr, "nobody listens on port %d\n", l.port);
            return 1;
        }
    }
    int64_t begun = now_us();
    for (int i = 0; i < connections; i++) {
        next_request(&l, &lines[i]);
        line_send(&lines[i]);
    }
    while (now_us() - begun < length_us) {
        struct epoll_event events[256];
        int n = epoll_wait(l.epoll, events, 256, 50);
        for (int i = 0; i < n; i++)
            line_read(&l, events[i].data.ptr);
    }
    double seconds = (double)(now_us() - begun) / 1e6;
    if (l.log)
        fclose(l.log);
    qsort(l.takes, l.take_n, sizeof *l.takes, by_size);
    printf("{\"connections\": %d, \"answers\": %zu, \"errors\": %zu, \"broken\": %zu, \"per_second\": %.0f, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"most_ms\": %.2f}\n", connections, l.answers, l.errors,
        l.broken, (double)l.answers / seconds, part_ms(&l, .5), part_ms(&l, .99), part_ms(&l, 1));
    return 0;
}
