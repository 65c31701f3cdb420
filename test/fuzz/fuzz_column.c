/* fuzz_column.c - reads any bytes as a store's packed columns and as a name, and checks what store.h and plain_name.h promise: spans and strings
 * that come out are in order and within bounds, and go in again as they came out; a name's parts lie in its plain form. */
#include "fuzz.h"
#include "plain_name.h"

static void check_spans(avow_store *store, const char *text, size_t limit)
{
    avow_spans spans;
    if (!avow_unpack_spans(store, text, limit, &spans, &store->arena)) {
        demand(store->db->error.code == AVOW_STORE_DAMAGED, "what is no column is damage");
        store->db->error.code = AVOW_OK;
        return;
    }
    size_t at = 0;
    for (size_t i = 0; i < spans.count; i++) {
        demand(spans.items[i].start >= at && spans.items[i].start <= spans.items[i].end, "spans are in order");
        at = spans.items[i].end;
    }
    demand(at <= limit, "spans are within the text");
    avow_spans again;
    demand(avow_unpack_spans(store, avow_pack_spans(store, spans), limit, &again, &store->arena), "what came out goes in");
    demand(again.count == spans.count && (again.count == 0 || memcmp(again.items, spans.items, again.count * sizeof *again.items) == 0),
           "and comes out the same");
}

static void check_strings(avow_store *store, const char *bytes, size_t size)
{
    const char *const *strings;
    size_t count;
    if (!avow_unpack_strings(store, bytes, size, &strings, &count, &store->arena)) {
        store->db->error.code = AVOW_OK;
        return;
    }
    avow_value packed = avow_pack_strings(store, strings, count);
    demand(packed.size == size && memcmp(packed.data, bytes, size) == 0, "strings go in as they came out");
}

static void check_name(avow_store *store, const char *text)
{
    avow_plain_name name;
    demand(avow_plain_name_of(store, text, &name), "there is memory");
    size_t at = 0;
    for (size_t i = 0; i < name.count; i++) {
        demand(name.parts[i].start >= at && name.parts[i].start < name.parts[i].end, "parts are in order");
        at = name.parts[i].end;
    }
    demand(at <= name.size && name.core <= name.count && (name.count == 0) == (avow_name_whole(&name) == 0), "a name has parts and a hash");
    demand(name.count == 0 || (avow_name_ends(&name) != 0 && avow_name_last(&name) != 0), "its ends have, too");
    demand(avow_names_agree(&name, &name), "a name agrees with itself");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    avow_db db = {.error = {0}};
    avow_store store = {.db = &db};
    avow_arena_init(&store.arena, NULL);
    const char *text = avow_arena_copy(&store.arena, (const char *)data, size);
    demand(text != NULL, "there is memory");
    check_spans(&store, text, size > 0 ? (size_t)data[0] * data[0] * data[0] : 0);
    check_strings(&store, text, size);
    check_name(&store, avow_store_clean(&store, text));
    avow_arena_free(&store.arena);
    return 0;
}
