/* onednn.c - see onednn.h. Written to version 2's C interface, which Debian 12 has; version 3's is another one. */
#include "onednn.h"

#ifdef AVOW_ONEDNN
#include <oneapi/dnnl/dnnl.h>
#endif

#if defined(AVOW_ONEDNN) && DNNL_VERSION_MAJOR == 2

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCE, WEIGHTS, SUMS, PARTS };

struct onednn_product {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    dnnl_primitive_desc_t about;
    dnnl_primitive_t primitive;
    dnnl_memory_t parts[PARTS];
};

const char *onednn_name(void)
{
    static char name[32];
    const dnnl_version_t *v = dnnl_version();
    snprintf(name, sizeof name, "oneDNN %d.%d.%d", v->major, v->minor, v->patch);
    return name;
}

static void check(dnnl_status_t status)
{
    if (status == dnnl_success) return;
    fprintf(stderr, "oneDNN: error %d\n", (int)status);
    exit(1);
}

/* A matrix filled with bytes that are no zeros, in the layout that the product asks for. */
static void make_part(onednn_product *p, int part, dnnl_query_t query, int byte)
{
    const dnnl_memory_desc_t *layout = dnnl_primitive_desc_query_md(p->about, query, 0);
    void *data;
    check(dnnl_memory_create(&p->parts[part], layout, p->engine, DNNL_MEMORY_ALLOCATE));
    check(dnnl_memory_get_data_handle(p->parts[part], &data));
    memset(data, byte, dnnl_memory_desc_get_size(layout));
}

onednn_product *onednn_new(size_t n, size_t k, size_t rows)
{
    onednn_product *p = calloc(1, sizeof *p);
    dnnl_memory_desc_t source, weights, sums;
    dnnl_matmul_desc_t product;
    if (p == NULL) return NULL;
    check(dnnl_memory_desc_init_by_tag(&source, 2, (dnnl_dims_t){(dnnl_dim_t)rows, (dnnl_dim_t)k}, dnnl_u8, dnnl_ab));
    check(dnnl_memory_desc_init_by_tag(&weights, 2, (dnnl_dims_t){(dnnl_dim_t)k, (dnnl_dim_t)n}, dnnl_s8, dnnl_format_tag_any));
    check(dnnl_memory_desc_init_by_tag(&sums, 2, (dnnl_dims_t){(dnnl_dim_t)rows, (dnnl_dim_t)n}, dnnl_s32, dnnl_ab));
    check(dnnl_engine_create(&p->engine, dnnl_cpu, 0));
    check(dnnl_stream_create(&p->stream, p->engine, dnnl_stream_default_flags));
    check(dnnl_matmul_desc_init(&product, &source, &weights, NULL, &sums));
    check(dnnl_primitive_desc_create(&p->about, &product, NULL, p->engine, NULL));
    check(dnnl_primitive_create(&p->primitive, p->about));
    make_part(p, SOURCE, dnnl_query_src_md, 90);
    make_part(p, WEIGHTS, dnnl_query_weights_md, 35);
    make_part(p, SUMS, dnnl_query_dst_md, 0);
    return p;
}

void onednn_run(onednn_product *p)
{
    dnnl_exec_arg_t arguments[PARTS] = {{DNNL_ARG_SRC, p->parts[SOURCE]}, {DNNL_ARG_WEIGHTS, p->parts[WEIGHTS]}, {DNNL_ARG_DST, p->parts[SUMS]}};
    check(dnnl_primitive_execute(p->primitive, p->stream, PARTS, arguments));
    check(dnnl_stream_wait(p->stream));
}

void onednn_free(onednn_product *p)
{
    if (p == NULL) return;
    for (int i = 0; i < PARTS; i++) dnnl_memory_destroy(p->parts[i]);
    dnnl_primitive_destroy(p->primitive);
    dnnl_primitive_desc_destroy(p->about);
    dnnl_stream_destroy(p->stream);
    dnnl_engine_destroy(p->engine);
    free(p);
}

#else

const char *onednn_name(void) { return NULL; }
onednn_product *onednn_new(size_t n, size_t k, size_t rows) { return (void)n, (void)k, (void)rows, NULL; }
void onednn_run(onednn_product *product) { (void)product; }
void onednn_free(onednn_product *product) { (void)product; }

#endif
