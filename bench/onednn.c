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

enum { SOURCE, WEIGHTS, BIAS, OUT, FLOATS, PARTS };

struct onednn_product {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    dnnl_primitive_desc_t about;
    dnnl_primitive_t product, quantize;     /* quantize: FLOATS to SOURCE; NULL for the product alone */
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

/* A matrix filled with bytes that are no zeros, in that layout. */
static void make_part(onednn_product *p, int part, const dnnl_memory_desc_t *layout, int byte)
{
    void *data;
    check(dnnl_memory_create(&p->parts[part], layout, p->engine, DNNL_MEMORY_ALLOCATE));
    check(dnnl_memory_get_data_handle(p->parts[part], &data));
    memset(data, byte, dnnl_memory_desc_get_size(layout));
}

static dnnl_memory_desc_t layout_of(size_t rows, size_t columns, dnnl_data_type_t type, dnnl_format_tag_t order)
{
    dnnl_memory_desc_t layout;
    check(dnnl_memory_desc_init_by_tag(&layout, 2, (dnnl_dims_t){(dnnl_dim_t)rows, (dnnl_dim_t)columns}, type, order));
    return layout;
}

/* What turns floats into bytes, all by one scale. */
static void make_quantize(onednn_product *p, const dnnl_memory_desc_t *bytes, size_t rows, size_t k)
{
    dnnl_memory_desc_t floats = layout_of(rows, k, dnnl_f32, dnnl_ab);
    dnnl_primitive_desc_t about;
    dnnl_primitive_attr_t scaled;
    check(dnnl_primitive_attr_create(&scaled));
    check(dnnl_primitive_attr_set_output_scales(scaled, 1, 0, (float[]){1e3f}));
    check(dnnl_reorder_primitive_desc_create(&about, &floats, p->engine, bytes, p->engine, scaled));
    check(dnnl_primitive_create(&p->quantize, about));
    make_part(p, FLOATS, &floats, 0x3d);                            /* 0.046 */
    dnnl_primitive_desc_destroy(about);
    dnnl_primitive_attr_destroy(scaled);
}

onednn_product *onednn_new(size_t n, size_t k, size_t rows, bool floats)
{
    onednn_product *p = calloc(1, sizeof *p);
    float *scales = malloc(n * sizeof *scales);
    dnnl_memory_desc_t source = layout_of(rows, k, dnnl_u8, dnnl_ab), weights = layout_of(k, n, dnnl_s8, dnnl_format_tag_any);
    dnnl_memory_desc_t bias = layout_of(1, n, dnnl_f32, dnnl_ab), out = layout_of(rows, n, floats ? dnnl_f32 : dnnl_s32, dnnl_ab);
    dnnl_matmul_desc_t product;
    dnnl_primitive_attr_t scaled;
    if (p == NULL || scales == NULL) exit(1);
    for (size_t i = 0; i < n; i++) scales[i] = 1e-3f * (float)(i % 7 + 1);
    check(dnnl_engine_create(&p->engine, dnnl_cpu, 0));
    check(dnnl_stream_create(&p->stream, p->engine, dnnl_stream_default_flags));
    check(dnnl_primitive_attr_create(&scaled));
    if (floats) check(dnnl_primitive_attr_set_output_scales(scaled, (dnnl_dim_t)n, 1 << 1, scales));
    check(dnnl_matmul_desc_init(&product, &source, &weights, floats ? &bias : NULL, &out));
    check(dnnl_primitive_desc_create(&p->about, &product, scaled, p->engine, NULL));
    check(dnnl_primitive_create(&p->product, p->about));
    make_part(p, SOURCE, dnnl_primitive_desc_query_md(p->about, dnnl_query_src_md, 0), 90);
    make_part(p, WEIGHTS, dnnl_primitive_desc_query_md(p->about, dnnl_query_weights_md, 0), 35);
    make_part(p, OUT, &out, 0);
    if (floats) {
        make_part(p, BIAS, &bias, 0x3d);
        make_quantize(p, &source, rows, k);
    }
    dnnl_primitive_attr_destroy(scaled);
    free(scales);
    return p;
}

void onednn_run(onednn_product *p)
{
    dnnl_exec_arg_t arguments[] = {{DNNL_ARG_SRC, p->parts[SOURCE]}, {DNNL_ARG_WEIGHTS, p->parts[WEIGHTS]}, {DNNL_ARG_DST, p->parts[OUT]},
                                   {DNNL_ARG_BIAS, p->parts[BIAS]}};
    dnnl_exec_arg_t quantize[] = {{DNNL_ARG_FROM, p->parts[FLOATS]}, {DNNL_ARG_TO, p->parts[SOURCE]}};
    if (p->quantize != NULL) check(dnnl_primitive_execute(p->quantize, p->stream, 2, quantize));
    check(dnnl_primitive_execute(p->product, p->stream, p->quantize != NULL ? 4 : 3, arguments));
    check(dnnl_stream_wait(p->stream));
}

void onednn_free(onednn_product *p)
{
    if (p == NULL) return;
    for (int i = 0; i < PARTS; i++)
        if (p->parts[i] != NULL) dnnl_memory_destroy(p->parts[i]);
    if (p->quantize != NULL) dnnl_primitive_destroy(p->quantize);
    dnnl_primitive_destroy(p->product);
    dnnl_primitive_desc_destroy(p->about);
    dnnl_stream_destroy(p->stream);
    dnnl_engine_destroy(p->engine);
    free(p);
}

#else

const char *onednn_name(void) { return NULL; }
onednn_product *onednn_new(size_t n, size_t k, size_t rows, bool floats) { return (void)n, (void)k, (void)rows, (void)floats, NULL; }
void onednn_run(onednn_product *product) { (void)product; }
void onednn_free(onednn_product *product) { (void)product; }

#endif
