/* replay.c - a main for fuzz targets without libFuzzer: runs each file in the folders and files named, and no input at all,
 * so that what fuzzing once found stays found with any compiler. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input is copied to memory of just its size, so that sanitizers see a read past its end. */
static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        return 1;
    }
    long size = ftell(file);
    rewind(file);
    uint8_t *data = malloc(size > 0 ? (size_t)size : 1);
    int failed = data == NULL || size < 0 || fread(data, 1, (size_t)size, file) != (size_t)size;
    if (failed)
        perror(path);
    else
        LLVMFuzzerTestOneInput(data, (size_t)size);
    free(data);
    fclose(file);
    return failed;
}

static int run(const char *path, size_t *count)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        ++*count;
        return run_file(path);
    }
    int failed = 0;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char inner[4096];
        if (entry->d_name[0] != '.' && snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) < (int)sizeof inner)
            failed |= run(inner, count);
    }
    closedir(folder);
    return failed;
}

int main(int argc, char **argv)
{
    size_t count = 1;
    int failed = 0;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++)
        failed |= run(argv[i], &count);
    printf("%zu inputs\n", count);
    return failed;
}
