/* A disk that fills up whenever a file says so: writes to files fail with ENOSPC while FULL_DISK_FLAG exists.
   Loaded before the C library (LD_PRELOAD), because a small disk of its own can only be mounted by root. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int is_full(int fd) {
    const char *flag = getenv("FULL_DISK_FLAG");
    struct stat file;
    return flag && access(flag, F_OK) == 0 && fstat(fd, &file) == 0 && S_ISREG(file.st_mode);
}

#define FULL(type, name, parameters, arguments)                            \
    type name parameters {                                                 \
        static type(*real) parameters;                                     \
        if (is_full(fd)) { errno = ENOSPC; return -1; }                    \
        if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name);     \
        return real arguments;                                             \
    }

FULL(ssize_t, write, (int fd, const void *bytes, size_t n), (fd, bytes, n))
FULL(ssize_t, writev, (int fd, const struct iovec *parts, int n), (fd, parts, n))
FULL(ssize_t, pwrite, (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
FULL(ssize_t, pwrite64, (int fd, const void *bytes, size_t n, off64_t at), (fd, bytes, n, at))
FULL(int, ftruncate, (int fd, off_t size), (fd, size))
FULL(int, ftruncate64, (int fd, off64_t size), (fd, size))
FULL(int, fallocate, (int fd, int mode, off_t at, off_t n), (fd, mode, at, n))
FULL(int, posix_fallocate, (int fd, off_t at, off_t n), (fd, at, n))
