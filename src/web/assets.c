/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of the program, each under an address that holds its digest: they never change, so browsers keep them. And the page that says that the server lives. */
#include "core/embedded.h"
#include "web/server_priv.h"

extern const struct embedded embedded_web[]; /* assets/web */

enum { ASSETS_MOST = 32, DIGEST_LETTERS = 12 };
static struct asset {
    char name[64], path[96];
    struct MHD_Response *plain, *packed; /* packed: NULL where it would not be smaller */
} assets[ASSETS_MOST]; /* made before any thread, then only read */
static size_t asset_n;

static const char *type_of(const char *name)
{
    struct str s = str_of(name);
    return str_ends(s, ".css") ? "text/css; charset=utf-8" : str_ends(s, ".js") ? "text/javascript; charset=utf-8" : str_ends(s, ".svg") ? "image/svg+xml" : str_ends(s, ".png") ? "image/png"
        : str_ends(s, ".json") ? "application/json" : "application/octet-stream";
}

static struct MHD_Response *response_of(const char *name, struct str bytes, bool packed)
{
    struct MHD_Response *r = MHD_create_response_from_buffer(bytes.n, (void *)(uintptr_t)bytes.p, MHD_RESPMEM_MUST_COPY);
    if (!r)
        mem_ran_out(bytes.n);
    (void)MHD_add_response_header(r, "Content-Type", type_of(name));
    (void)MHD_add_response_header(r, "Cache-Control", "public, max-age=31536000, immutable");
    (void)MHD_add_response_header(r, "Vary", "Accept-Encoding");
    if (packed)
        (void)MHD_add_response_header(r, "Content-Encoding", "gzip");
    reply_headers(r, NULL, false);
    return r;
}

static void asset_add(const char *name, struct str bytes)
{
    struct asset *a = &assets[asset_n++];
    struct hasher h;
    char digest[65];
    hash_begin(&h);
    hash_add(&h, bytes.p, bytes.n);
    struct digest d = hash_end(&h);
    digest_hex(&d, digest);
    int stem = (int)(strrchr(name, '.') - name);
    snprintf(a->name, sizeof a->name, "%s", name);
    snprintf(a->path, sizeof a->path, "/a/%.*s-%.*s%s", stem, name, DIGEST_LETTERS, digest, name + stem);
    char *packed = NULL;
    size_t n = 0;
    a->plain = response_of(name, bytes, false);
    if (gzip_pack(bytes, 9, &packed, &n) && n < bytes.n)
        a->packed = response_of(name, (struct str){packed, n}, true);
    free(packed);
}

void assets_begin(void)
{
    for (const struct embedded *f = embedded_web; f->name; f++) {
        struct buf whole CLEANUP(buf_end) = {0};
        if (strcmp(f->name, "page.css") == 0) /* readers' pages look as documents do */
            buf_str(&whole, markup_style());
        buf_add(&whole, f->data, f->size);
        asset_add(f->name, buf_view(&whole));
    }
}

void assets_end(void)
{
    while (asset_n) {
        struct asset *a = &assets[--asset_n];
        MHD_destroy_response(a->plain);
        if (a->packed)
            MHD_destroy_response(a->packed);
    }
}

const char *web_asset(const char *name)
{
    for (size_t i = 0; i < asset_n; i++)
        if (strcmp(assets[i].name, name) == 0)
            return assets[i].path;
    return "/a/none";
}

static bool asset_run(struct exchange *x, struct err *e)
{
    for (size_t i = 0; i < asset_n; i++)
        if (str_is(x->path, assets[i].path)) {
            struct visit *v = visit_of(x);
            v->ready = assets[i].packed && gzip_accepted(v->heads.accept_encoding) ? assets[i].packed : assets[i].plain;
            return true;
        }
    return err_set(e, ERR_ABSENT, "there is no such file");
}

static bool health_run(struct exchange *x, UNUSED struct err *e)
{
    buf_text(&x->body, "well\n");
    x->type = "text/plain; charset=utf-8";
    return true;
}

const struct page pages_assets[] = {
    {"GET", "/a/{file}", MAY_TAKE_PART, PAGE_PLAIN, "", "a file of the program: style, script", asset_run, NULL},
    {"GET", "/health", MAY_TAKE_PART, PAGE_PLAIN, "", "says that the server lives", health_run, NULL},
    {0}};
