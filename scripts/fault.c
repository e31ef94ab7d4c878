/* Makes writing fail, for tests: loaded before the C library (LD_PRELOAD), it answers an error while a file of that
   name lies in the folder BAOLEI_FAULTS. `sync`: flushing gives EIO; `write`: writing gives EIO; `full`: writing gives
   ENOSPC; `lie`: flushing says that it is done and does nothing. Only positioned writes count, as a database makes them;
   a log to a terminal goes on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int is_on(const char *name) {
    const char *folder = getenv("BAOLEI_FAULTS");
    char path[4096];
    int before = errno;
    if (!folder) return 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int on = access(path, F_OK) == 0;
    errno = before;
    return on;
}

static int refused(void) {
    errno = is_on("write") ? EIO : is_on("full") ? ENOSPC : 0;
    return errno != 0;
}

#define REAL(name, ...) static int (*real)(__VA_ARGS__); if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

int fsync(int file) {
    REAL("fsync", int);
    if (is_on("lie")) return 0;
    if (is_on("sync")) { errno = EIO; return -1; }
    return real(file);
}

int fdatasync(int file) {
    REAL("fdatasync", int);
    if (is_on("lie")) return 0;
    if (is_on("sync")) { errno = EIO; return -1; }
    return real(file);
}

#define WRITING(name, offset_type) \
    ssize_t name(int file, const void *bytes, size_t n, offset_type at) { \
        static ssize_t (*real)(int, const void *, size_t, offset_type); \
        int before = errno; \
        if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name); \
        if (refused()) return -1; \
        errno = before; \
        return real(file, bytes, n, at); \
    }

WRITING(pwrite, off_t)
WRITING(pwrite64, off64_t)
