/* open.c - opening, describing and closing a model: the public calls, and the file's texts (metadata and vocabulary).
 *
 * All of a file is checked before any of it is used: frame and checksum (sections.c), dimensions (config.c), shapes
 * (tensors.c), numbers (check.c). What comes out is safe to compute with, whatever bytes went in. */
#include "sections.h"

#include <string.h>

#include "status.h"
#include "utf8.h"

/* Lines "key: value", without control characters, the first one's key "name". */
static bool metadata_is_sound(const char *text, size_t size)
{
    if (size < 8 || memcmp(text, "name: ", 6) != 0 || text[size - 1] != '\n') return false;
    if (avow_utf8_valid_prefix(text, size) != size) return false;
    for (const char *line = text, *end = text + size, *next; line < end; line = next) {
        next = (const char *)memchr(line, '\n', (size_t)(end - line)) + 1;
        const char *colon = memchr(line, ':', (size_t)(next - line));
        if (!colon || colon == line || colon[1] != ' ') return false;
        for (const char *c = line; c < next - 1; c++)
            if ((unsigned char)*c < ' ' || *c == 0x7f) return false;
    }
    return text[6] != '\n';
}

static char *copy_text(const avow_allocator *allocator, const char *text, size_t size)
{
    char *copy = size < SIZE_MAX ? avow_alloc(allocator, size + 1, 1) : NULL;
    if (!copy) return NULL;
    memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

static avow_status read_metadata(avow_model *model, const avow_sections *sections)
{
    const avow_section *section;
    avow_status status = avow_sections_find(sections, "metadata", AVOW_RAW, 1, 0, &section);
    if (status != AVOW_OK) return status;
    const char *text = sections->data + section->at;
    if (!metadata_is_sound(text, section->size))
        return avow_fail(sections->error, AVOW_MODEL_DAMAGED, section->at,
                         "section metadata is not lines \"key: value\" of UTF-8 with the name first");
    const char *name = text + 6;
    model->metadata = copy_text(&model->allocator, text, section->size);
    model->name = copy_text(&model->allocator, name, (size_t)((const char *)memchr(name, '\n', section->size - 6) - name));
    return model->metadata && model->name ? AVOW_OK : avow_fail_memory(sections->error);
}

static bool piece_is(const avow_vocabulary *v, uint32_t id, const char *text)
{
    size_t size = v->offsets[id + 1] - v->offsets[id] - 1;
    return size == strlen(text) && memcmp(v->bytes + v->offsets[id], text, size) == 0;
}

static avow_status read_vocabulary(avow_model *model, const avow_sections *sections)
{
    static const struct { uint32_t id; const char *text; } SPECIAL[] = {
        {AVOW_PAD, "[PAD]"}, {AVOW_UNK, "[UNK]"}, {AVOW_CLS, "[CLS]"}, {AVOW_SEP, "[SEP]"},
    };
    const avow_section *section;
    avow_status status = avow_sections_find(sections, "vocabulary", AVOW_RAW, 1, 0, &section);
    if (status != AVOW_OK) return status;
    avow_vocabulary *v = &model->vocabulary;
    status = avow_vocabulary_init(v, sections->data + section->at, section->size, model->config.vocabulary, &model->allocator,
                                  sections->error);
    if (status == AVOW_MODEL_DAMAGED && sections->error) sections->error->offset += section->at;
    if (status != AVOW_OK) return status;
    for (size_t i = 0; i < sizeof SPECIAL / sizeof *SPECIAL; i++)
        if (!piece_is(v, SPECIAL[i].id, SPECIAL[i].text))
            return avow_fail(sections->error, AVOW_MODEL_DAMAGED, section->at + v->offsets[SPECIAL[i].id],
                             "section vocabulary: piece %u is not %s", (unsigned)SPECIAL[i].id, SPECIAL[i].text);
    return AVOW_OK;
}

/* Everything after the bytes are there. */
static avow_status read_model(avow_model *model, const char *data, size_t size, avow_error *error)
{
    avow_sections sections;
    avow_status status = avow_sections_open(data, size, &sections, error);
    if (status != AVOW_OK) return status;
    model->data = data;
    model->size = size;
    model->checksum = sections.checksum;
    if ((status = avow_config_read(&sections, &model->config)) != AVOW_OK) return status;
    model->layer = avow_alloc(&model->allocator, model->config.layers, sizeof *model->layer);
    if (!model->layer) return avow_fail_memory(error);
    if ((status = avow_tensors_bind(&sections, model)) != AVOW_OK) return status;
    if ((status = read_metadata(model, &sections)) != AVOW_OK) return status;
    return read_vocabulary(model, &sections);
}

static avow_model *new_model(const avow_allocator *allocator)
{
    avow_allocator a = avow_allocator_or_default(allocator);
    avow_model *model = avow_alloc(&a, 1, sizeof *model);
    if (model) *model = (avow_model){.allocator = a, .vocabulary.allocator = a};
    return model;
}

/* Hands the model out, or frees it if it did not come to be. */
static avow_status finish(avow_model *model, avow_status status, avow_model **out)
{
    if (status == AVOW_OK) *out = model;
    else avow_model_close(model);
    return status;
}

avow_status avow_model_open(const char *path, const avow_allocator *allocator, avow_model **model, avow_error *error)
{
    if (model) *model = NULL;
    if (!path || !model) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "path and model must not be NULL");
    avow_model *m = new_model(allocator);
    if (!m) return avow_fail_memory(error);
    avow_status status = avow_map_open(path, &m->map, error);
    if (status == AVOW_OK) status = read_model(m, m->map.data, m->map.size, error);
    return finish(m, status, model);
}

avow_status avow_model_open_memory(const void *data, size_t size, const avow_allocator *allocator, avow_model **model,
                                   avow_error *error)
{
    if (model) *model = NULL;
    if (!data || !model) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "data and model must not be NULL");
    if ((uintptr_t)data % 64 != 0) return avow_fail(error, AVOW_BAD_ARGUMENT, 0, "data must be aligned to 64 bytes");
    avow_model *m = new_model(allocator);
    if (!m) return avow_fail_memory(error);
    return finish(m, read_model(m, data, size, error), model);
}

void avow_model_close(avow_model *model)
{
    if (!model) return;
    avow_allocator a = model->allocator;
    avow_vocabulary_free(&model->vocabulary);
    avow_free(&a, model->layer);
    avow_free(&a, model->name);
    avow_free(&a, model->metadata);
    avow_map_close(&model->map);
    avow_free(&a, model);
}

avow_model_info avow_model_describe(const avow_model *model)
{
    if (!model) return (avow_model_info){0};
    const avow_config *c = &model->config;
    return (avow_model_info){
        .name = model->name, .metadata = model->metadata, .file_size = model->size, .checksum = model->checksum,
        .parameters = model->parameters, .format = model->format, .layers = c->layers, .width = c->width, .heads = c->heads,
        .vocabulary = c->vocabulary,
    };
}
