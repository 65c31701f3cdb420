/* sections.c - the frame of a model file: header, checksum, section table (doc/model-format.md).
 *
 * The table is used in place, so all that the rest relies on is settled here: that each section lies within the file,
 * aligned and apart from the others, and that its size is what its type and shape say. Numbers are little-endian; on a
 * big-endian machine each file has an unknown version. */
#include "sections.h"

#include <string.h>

#include "hash.h"
#include "status.h"

enum { HEADER = 64, ALIGNMENT = 64, MOST_SECTIONS = 4096, CHECKSUM_AT = 24, CHECKSUM_END = 32 };

typedef struct header {
    char magic[8];
    uint32_t version, count;
    uint64_t size, checksum;
    char zeros[32];
} header;

_Static_assert(sizeof(header) == HEADER && sizeof(avow_section) == 64, "as they stand in the file");

static const uint32_t TYPE_SIZE[AVOW_SECTION_TYPES] = {1, 1, 4, 4, 4};

static size_t first_nonzero(const char *bytes, size_t size)
{
    size_t i = 0;
    while (i < size && bytes[i] == 0) i++;
    return i;
}

static avow_status check_header(const char *data, size_t size, header *head, avow_error *error)
{
    const char magic[8] = "AVOWMDL";
    if (size < sizeof magic || memcmp(data, magic, sizeof magic) != 0)
        return avow_fail(error, AVOW_MODEL_FOREIGN, 0, "this is not an avow model: it does not begin with AVOWMDL");
    if (size < HEADER) return avow_fail(error, AVOW_MODEL_DAMAGED, size, "the file ends within its header, after %zu bytes", size);
    memcpy(head, data, sizeof *head);
    if (head->version != AVOW_FORMAT_VERSION)
        return avow_fail(error, AVOW_MODEL_FOREIGN, 8, "the model has format version %u, this library reads version %d",
                         (unsigned)head->version, AVOW_FORMAT_VERSION);
    if (head->size != size)
        return avow_fail(error, AVOW_MODEL_DAMAGED, 16, "the file has %zu bytes, its header says %llu", size,
                         (unsigned long long)head->size);
    uint64_t checksum = avow_xxh3_two(data, CHECKSUM_AT, data + CHECKSUM_END, size - CHECKSUM_END);
    if (head->checksum != checksum)
        return avow_fail(error, AVOW_MODEL_DAMAGED, CHECKSUM_AT, "the checksum is %016llx, the header says %016llx",
                         (unsigned long long)checksum, (unsigned long long)head->checksum);
    size_t zeros = first_nonzero(head->zeros, sizeof head->zeros);
    if (zeros < sizeof head->zeros)
        return avow_fail(error, AVOW_MODEL_DAMAGED, CHECKSUM_END + zeros, "the header's last 32 bytes are not 0");
    if (head->count < 1 || head->count > MOST_SECTIONS || head->count > (size - HEADER) / sizeof(avow_section))
        return avow_fail(error, AVOW_MODEL_DAMAGED, 12, "the file can't have %u sections", (unsigned)head->count);
    return AVOW_OK;
}

/* ASCII from ! to ~, at least one, then NULs to the end, at least one. */
static bool name_is_sound(const char name[32])
{
    size_t length = 0;
    while (length < 32 && name[length] > ' ' && name[length] <= '~') length++;
    return length > 0 && length < 32 && first_nonzero(name + length, 32 - length) == 32 - length;
}

static bool name_is_new(const avow_section *table, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++)
        if (memcmp(table[i].name, table[index].name, sizeof table[i].name) == 0) return false;
    return true;
}

/* Checks one record; *end is where the section before ends, padding included, and becomes where this one does. */
static avow_status check_section(const avow_sections *s, uint32_t index, uint64_t size, uint64_t *end)
{
    const avow_section *x = &s->table[index];
    uint64_t at = HEADER + (uint64_t)index * sizeof *x;
    if (!name_is_sound(x->name))
        return avow_fail(s->error, AVOW_MODEL_DAMAGED, at, "the name of section %u is no ASCII text", (unsigned)index);
    if (!name_is_new(s->table, index))
        return avow_fail(s->error, AVOW_MODEL_DAMAGED, at, "there are two sections %s", x->name);
    if (x->type >= AVOW_SECTION_TYPES || x->zero != 0)
        return avow_fail(s->error, AVOW_MODEL_DAMAGED, at + 32, "section %s has the unknown type %u", x->name, (unsigned)x->type);
    if (x->at != *end)
        return avow_fail(s->error, AVOW_MODEL_DAMAGED, at + 48, "section %s begins at byte %llu instead of %llu", x->name,
                         (unsigned long long)x->at, (unsigned long long)*end);
    if (x->size > size - *end)
        return avow_fail(s->error, AVOW_MODEL_DAMAGED, at + 56, "section %s reaches past the end of the file", x->name);
    uint64_t cells = (uint64_t)x->rows * x->columns;                /* can't overflow */
    if (x->size % TYPE_SIZE[x->type] != 0 || x->size / TYPE_SIZE[x->type] != cells)
        return avow_fail(s->error, AVOW_MODEL_DAMAGED, at + 56, "section %s has not the size of its %u rows of %u", x->name,
                         (unsigned)x->rows, (unsigned)x->columns);
    uint64_t last = *end + x->size, padding = (ALIGNMENT - last % ALIGNMENT) % ALIGNMENT;
    if (padding > size - last)
        return avow_fail(s->error, AVOW_MODEL_DAMAGED, last, "section %s is not padded to a multiple of 64 bytes", x->name);
    size_t zeros = first_nonzero(s->data + last, (size_t)padding);
    if (zeros < padding)
        return avow_fail(s->error, AVOW_MODEL_DAMAGED, last + zeros, "the padding of section %s is not 0", x->name);
    *end = last + padding;
    return AVOW_OK;
}

avow_status avow_sections_open(const char *data, size_t size, avow_sections *sections, avow_error *error)
{
    header head;
    avow_status status = check_header(data, size, &head, error);
    if (status != AVOW_OK) return status;
    *sections = (avow_sections){data, (const avow_section *)(const void *)(data + HEADER), head.count, head.version, head.checksum, error};
    uint64_t end = HEADER + (uint64_t)head.count * sizeof(avow_section);
    for (uint32_t i = 0; i < head.count && status == AVOW_OK; i++) status = check_section(sections, i, size, &end);
    if (status == AVOW_OK && end != size)
        return avow_fail(error, AVOW_MODEL_DAMAGED, end, "the file goes on behind its last section");
    return status;
}

/* The section of that name, or NULL. */
static const avow_section *section_named(const avow_sections *sections, const char *name)
{
    const avow_section *x = sections->table, *end = x + sections->count;
    while (x < end && strcmp(x->name, name) != 0) x++;
    return x < end ? x : NULL;
}

avow_status avow_sections_find(const avow_sections *sections, const char *name, avow_section_type type, uint32_t rows,
                               uint32_t columns, const avow_section **section)
{
    const avow_section *x = section_named(sections, name);
    if (x == NULL) return avow_fail(sections->error, AVOW_MODEL_DAMAGED, HEADER, "section %s is missing", name);
    uint64_t at = HEADER + (uint64_t)(x - sections->table) * sizeof *x;
    if (x->type != type)
        return avow_fail(sections->error, AVOW_MODEL_DAMAGED, at + 32, "section %s has type %u instead of %u", name,
                         (unsigned)x->type, (unsigned)type);
    if (x->rows != rows || (columns != 0 && x->columns != columns))
        return avow_fail(sections->error, AVOW_MODEL_DAMAGED, at + 36, "section %s is %u x %u instead of %u x %u", name,
                         (unsigned)x->rows, (unsigned)x->columns, (unsigned)rows, (unsigned)columns);
    *section = x;
    return AVOW_OK;
}
