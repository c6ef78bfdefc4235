#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#endif
#include <unistd.h>

#include "CIntrinsics.h"

int vecdb_allowed_processors(void) {
#if defined(__linux__)
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return CPU_COUNT(&allowed);
#endif
    return (int)sysconf(_SC_NPROCESSORS_ONLN);
}

#if defined(__linux__)
#include <sys/resource.h>

void vecdb_step_back(void) {
    // A thread has a nice value of its own, and 0 names the calling one. Should it be refused, nothing is lost.
    (void)setpriority(PRIO_PROCESS, 0, 5);
}
#elif defined(__APPLE__)
#include <pthread/qos.h>

void vecdb_step_back(void) { (void)pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0); }
#else
void vecdb_step_back(void) {}
#endif
