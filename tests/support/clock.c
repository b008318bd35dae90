// Loaded into workerd before libc: shifts the wall clock by the milliseconds in the file CLOCK_FILE. Other clocks, and with them all timers, are not
// affected, as on a machine whose clock is set. Uses no malloc and no dlsym, which workerd's allocator does not support this early.

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *off_ms;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("CLOCK_FILE");
  int file = path ? open(path, O_RDONLY) : -1;
  void *page = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *off_ms, PROT_READ, MAP_SHARED, file, 0);
  if (page != MAP_FAILED) off_ms = page;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int failed = syscall(SYS_clock_gettime, clock, now);
  if (failed || !off_ms || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return failed;
  int64_t ms = *off_ms;
  now->tv_sec += ms / 1000;
  now->tv_nsec += ms % 1000 * 1000000;
  if (now->tv_nsec < 0) now->tv_sec -= 1, now->tv_nsec += 1000000000;
  if (now->tv_nsec >= 1000000000) now->tv_sec += 1, now->tv_nsec -= 1000000000;
  return 0;
}
