/* test_store_io.c - each read and write of SQLite's in turn fails, once or from then on: the call says so or has the whole answer, and
 * nothing that was in the store before is lost or doubled.
 *
 * The disk is a VFS of SQLite's that stands before the real one and counts (https://www.sqlite.org/vfs.html#vfs_shims), as SQLite tests
 * itself (https://www.sqlite.org/testing.html, 3.2, "I/O Error Testing"). */
#include "questions.h"

#include <sqlite3.h>

/* ---- the disk ------------------------------------------------------------------------------------------------------ */

typedef enum access_kind { READS = 1, WRITES = 2 } access_kind;

static struct {
    access_kind kinds;          /* which accesses count */
    int code;                   /* how writes fail: SQLITE_IOERR_WRITE, or SQLITE_FULL */
    long fail, asked;           /* the number of the access that fails, or -1; how many there were */
    bool on;                    /* those behind it do, too */
} disk = {.fail = -1};

static bool fails(access_kind kind)
{
    if (!(disk.kinds & kind)) return false;
    long number = disk.asked++;
    return disk.fail >= 0 && (number == disk.fail || (disk.on && number > disk.fail));
}

typedef struct watched {
    sqlite3_file file;
    sqlite3_file *real;         /* lies behind it */
} watched;

static sqlite3_vfs *plain, shim;

static sqlite3_file *real(sqlite3_file *file) { return ((watched *)file)->real; }

static int io_close(sqlite3_file *f) { return real(f)->pMethods->xClose(real(f)); }

static int io_read(sqlite3_file *f, void *to, int size, sqlite3_int64 at)
{
    return fails(READS) ? SQLITE_IOERR_READ : real(f)->pMethods->xRead(real(f), to, size, at);
}

/* What fails has written half. */
static int io_write(sqlite3_file *f, const void *from, int size, sqlite3_int64 at)
{
    if (!fails(WRITES)) return real(f)->pMethods->xWrite(real(f), from, size, at);
    real(f)->pMethods->xWrite(real(f), from, size / 2, at);
    return disk.code;
}

static int io_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    return fails(WRITES) ? SQLITE_IOERR_TRUNCATE : real(f)->pMethods->xTruncate(real(f), size);
}

/* Nothing is really synced: no machine stops here, and it takes most of the time. */
static int io_sync(sqlite3_file *f, int flags)
{
    (void)f, (void)flags;
    return fails(WRITES) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}


static int io_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return fails(READS) ? SQLITE_IOERR_FSTAT : real(f)->pMethods->xFileSize(real(f), size);
}

static int io_lock(sqlite3_file *f, int level) { return real(f)->pMethods->xLock(real(f), level); }
static int io_unlock(sqlite3_file *f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
static int io_is_reserved(sqlite3_file *f, int *out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); }
static int io_control(sqlite3_file *f, int operation, void *value) { return real(f)->pMethods->xFileControl(real(f), operation, value); }
static int io_sector(sqlite3_file *f) { return real(f)->pMethods->xSectorSize(real(f)); }
static int io_device(sqlite3_file *f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }

static int io_map(sqlite3_file *f, int region, int size, int extend, void volatile **at)
{
    return fails(extend ? WRITES : READS) ? SQLITE_IOERR_SHMMAP : real(f)->pMethods->xShmMap(real(f), region, size, extend, at);
}

static int io_shm_lock(sqlite3_file *f, int at, int count, int flags) { return real(f)->pMethods->xShmLock(real(f), at, count, flags); }
static void io_barrier(sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); }
static int io_unmap(sqlite3_file *f, int forget) { return real(f)->pMethods->xShmUnmap(real(f), forget); }

static const sqlite3_io_methods methods = {
    .iVersion = 2, .xClose = io_close, .xRead = io_read, .xWrite = io_write, .xTruncate = io_truncate, .xSync = io_sync,
    .xFileSize = io_size, .xLock = io_lock, .xUnlock = io_unlock, .xCheckReservedLock = io_is_reserved, .xFileControl = io_control,
    .xSectorSize = io_sector, .xDeviceCharacteristics = io_device, .xShmMap = io_map, .xShmLock = io_shm_lock, .xShmBarrier = io_barrier,
    .xShmUnmap = io_unmap,
};

static int io_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    watched *w = (watched *)file;
    *w = (watched){.real = (sqlite3_file *)(w + 1)};
    if (fails(flags & SQLITE_OPEN_MAIN_DB ? READS : WRITES)) return SQLITE_CANTOPEN;
    int code = plain->xOpen(plain, name, w->real, flags, out);
    if (w->real->pMethods != NULL) w->file.pMethods = &methods;
    return code;
}

static int io_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    return fails(WRITES) ? SQLITE_IOERR_DELETE : plain->xDelete(plain, name, sync);
}

static void watch_disk(void)
{
    plain = sqlite3_vfs_find(NULL);
    shim = *plain;
    shim.zName = "watched";
    shim.szOsFile = (int)sizeof(watched) + plain->szOsFile;
    shim.xOpen = io_open;
    shim.xDelete = io_delete;
    assert_int_equal(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
}

static void fail_at(access_kind kinds, int code, long number, bool on)
{
    disk.kinds = kinds;
    disk.code = code;
    disk.fail = number;
    disk.asked = 0;
    disk.on = on;
}

static void mend(void) { disk.fail = -1; }

/* ---- a store that is made anew for each try ------------------------------------------------------------------------- */

static char *bytes;
static size_t size;

static void put_back(void)
{
    char command[400];
    snprintf(command, sizeof command, "rm -f %s/disk.db*", folder);
    assert_int_equal(system(command), 0);
    FILE *file = fopen(where_is("disk"), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static int make_store(void **state)
{
    if (make_folder(state) != 0) return 1;
    watch_disk();
    avow_store *store = new_store("disk");
    fill_bridge(store);
    avow_store_close(store);
    bytes = read_file(where_is("disk"), &size);
    return bytes == NULL;
}

static int remove_store(void **state)
{
    free(bytes);
    return remove_folder(state);
}

static bool is_told(avow_status status, const avow_error *error)
{
    return error->code == status && error->detail[0] != '\0' && status != AVOW_BAD_ARGUMENT && status != AVOW_NO_MEMORY;
}

/* ---- asking --------------------------------------------------------------------------------------------------------- */

static avow_status ask(const question *q, size_t *count)
{
    avow_store *store;
    avow_error error = {0};
    *count = 0;
    avow_status status = try_open("disk", (avow_store_options){.read_only = true, .wait = 1}, &store, &error);
    if (status == AVOW_OK) status = q->ask(store, count, &error);
    if (status != AVOW_OK && !is_told(status, &error)) fail_msg("%s: %s, %s", q->name, avow_status_name(status), error.detail);
    avow_store_close(store);
    return status;
}

/* An answer is whole, or the call says that it is not. */
static void fail_asking(access_kind kinds, bool on)
{
    for (size_t i = 0; i < QUESTIONS; i++) {
        size_t whole, count;
        put_back();
        fail_at(kinds, SQLITE_IOERR_WRITE, -1, false);
        assert_int_equal(ask(&questions[i], &whole), AVOW_OK);
        assert_true(whole > 0);
        const long accesses = disk.asked;
        for (long n = 0; n < accesses; n++) {
            fail_at(kinds, SQLITE_IOERR_WRITE, n, on);
            avow_status status = ask(&questions[i], &count);
            mend();
            if (status == AVOW_OK && count != whole) fail_msg("%s, access %ld of %ld: lost", questions[i].name, n, accesses);
        }
        assert_int_equal(ask(&questions[i], &count), AVOW_OK);
        assert_int_equal(count, whole);
        print_message("%s: %ld accesses\n", questions[i].name, accesses);
    }
}

static void a_read_that_fails_is_told(void **state)
{
    (void)state;
    fail_asking(READS, false);
}

static void a_disk_that_is_gone_is_told(void **state)
{
    (void)state;
    fail_asking(READS | WRITES, true);
}

/* ---- adding --------------------------------------------------------------------------------------------------------- */

enum { NEW = 2 };

/* A new article, and another version of one that is there. */
static void make_new(made *m, size_t number)
{
    if (number == 0) tell(m, "2016-05-05", "Cy Moss", "repeated", AVOW_STATE);
    else tell(m, "2016-05-03", "Jo Lee", "insisted", AVOW_STATE);
}

/* Which of the articles were added; a failure is no reason not to try the next. */
static void add_new(bool *added)
{
    avow_store *store;
    avow_error error = {0};
    avow_status status = try_open("disk", (avow_store_options){.wait = 1}, &store, &error);
    if (status != AVOW_OK && !is_told(status, &error)) fail_msg("open: %s, %s", avow_status_name(status), error.detail);
    for (size_t i = 0; i < NEW; i++) {
        made m;
        make_new(&m, i);
        status = store != NULL ? avow_store_add(store, &m.result, NULL, &error) : status;
        added[i] = status == AVOW_OK;
        if (!added[i] && !is_told(status, &error)) fail_msg("add: %s, %s", avow_status_name(status), error.detail);
    }
    avow_store_close(store);
}

static void check_file(void)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_open(where_is("disk"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(s, 0), "ok");
    sqlite3_finalize(s);
    sqlite3_close(db);
}

/* With the disk mended: what was added is there, and adding it all again makes the store what it would have been. */
static void check_added(const bool *added, const size_t *whole)
{
    size_t count = 0;
    check_file();
    avow_store *store = open_store("disk", (avow_store_options){.wait = 1});
    avow_error error;
    for (size_t i = 0; i < NEW; i++) {
        made m;
        make_new(&m, i);
        avow_added again = add(store, &m.result);
        if (added[i]) assert_false(again.is_new);
        assert_int_equal(again.version, i + 1);
    }
    for (size_t i = 0; i < QUESTIONS; i++, count = 0) {
        assert_int_equal(questions[i].ask(store, &count, &error), AVOW_OK);
        assert_int_equal(count, whole[i]);
    }
    avow_store_close(store);
}

static void fail_adding(access_kind kinds, int code, bool on, long step)
{
    bool added[NEW];
    size_t whole[QUESTIONS] = {0}, failed = 0;
    avow_error error;
    put_back();
    fail_at(kinds, code, -1, false);
    add_new(added);
    const long accesses = disk.asked;
    assert_true(added[0] && added[1]);
    avow_store *store = open_store("disk", (avow_store_options){.read_only = true});
    for (size_t i = 0; i < QUESTIONS; i++) assert_int_equal(questions[i].ask(store, &whole[i], &error), AVOW_OK);
    avow_store_close(store);
    for (long n = 0; n < accesses; n += step) {
        put_back();
        fail_at(kinds, code, n, on);
        add_new(added);
        mend();
        failed += !added[0] || !added[1];
        check_added(added, whole);
    }
    assert_true(failed > 0);
    print_message("%ld accesses\n", accesses);
}

static void a_failed_read_loses_nothing(void **state)
{
    (void)state;
    fail_adding(READS, 0, false, 1);
}

static void a_failed_write_loses_nothing(void **state)
{
    (void)state;
    fail_adding(WRITES, SQLITE_IOERR_WRITE, false, 1);
}

static void a_full_disk_loses_nothing(void **state)
{
    (void)state;
    fail_adding(WRITES, SQLITE_FULL, true, 1);
}

static void a_disk_that_goes_loses_nothing(void **state)
{
    (void)state;
    fail_adding(READS | WRITES, SQLITE_IOERR_WRITE, true, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_read_that_fails_is_told),
        cmocka_unit_test(a_disk_that_is_gone_is_told),
        cmocka_unit_test(a_failed_read_loses_nothing),
        cmocka_unit_test(a_failed_write_loses_nothing),
        cmocka_unit_test(a_full_disk_loses_nothing),
        cmocka_unit_test(a_disk_that_goes_loses_nothing),
    };
    return cmocka_run_group_tests_name("store_io", tests, make_store, remove_store);
}
