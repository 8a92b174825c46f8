/* A disk that fails, or that loses what was not synced, and a clock that is wrong, put under a program with LD_PRELOAD.
 *
 * FAIL_AFTER=N   every sync after the N-th fails with EIO.
 * CLOCK_AT=SECONDS the computer's time, in seconds since 1970.
 * SYNCED=FOLDER  each file that is synced is copied there, under its own name: what a power cut would leave.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static atomic_long syncs;

static int fails(void) {
    const char *after = getenv("FAIL_AFTER");
    return after != NULL && atomic_fetch_add(&syncs, 1) >= atol(after);
}

/* The copy has its name only when it is whole: the program may be killed at any moment. */
static void keep(int file) {
    const char *folder = getenv("SYNCED");
    char link[64], path[PATH_MAX], part[PATH_MAX], whole[PATH_MAX], bytes[65536];
    struct stat what;
    off_t at = 0;
    if (folder == NULL || fstat(file, &what) != 0 || !S_ISREG(what.st_mode)) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    if (name == NULL) return;
    if (snprintf(part, sizeof part, "%s/.%s.part", folder, name + 1) >= (int)sizeof part) return;
    if (snprintf(whole, sizeof whole, "%s/%s", folder, name + 1) >= (int)sizeof whole) return;
    int to = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (to < 0) return;
    /* The same descriptor: opening and closing the file again would take SQLite's locks away. */
    ssize_t got;
    while ((got = pread(file, bytes, sizeof bytes, at)) > 0) {
        if (write(to, bytes, (size_t)got) != got) break;
        at += got;
    }
    if (got == 0) rename(part, whole);
    close(to);
}

static int sync_with(const char *name, int file) {
    if (fails()) {
        errno = EIO;
        return -1;
    }
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    int result = real(file);
    if (result == 0) keep(file);
    return result;
}

int clock_gettime(clockid_t which, struct timespec *to) {
    const char *at = getenv("CLOCK_AT");
    if (at != NULL && which == CLOCK_REALTIME) {
        to->tv_sec = atoll(at);
        to->tv_nsec = 0;
        return 0;
    }
    int (*real)(clockid_t, struct timespec *) = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    return real(which, to);
}

int fsync(int file) { return sync_with("fsync", file); }
int fdatasync(int file) { return sync_with("fdatasync", file); }
