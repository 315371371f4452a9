// SPDX-License-Identifier: MIT
// launch NETNS COMMAND...: runs it in the network namespace of the file NETNS, without its output, and prints
// one line: microseconds of wall time, microseconds of CPU, peak memory in KiB, exit status. Static and
// small, because a process's peak memory includes that of the program it was forked from.
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long microseconds(const timeval &t)
{
    return t.tv_sec * 1000000 + t.tv_usec;
}

static long now()
{
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    const int netns = open(argv[1], O_RDONLY | O_CLOEXEC);
    if (netns == -1 || setns(netns, CLONE_NEWNET) == -1)
        return 2;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);

    pid_t pid;
    const long start = now();
    if (posix_spawnp(&pid, argv[2], &actions, nullptr, argv + 2, environ) != 0)
        return 2;
    int status;
    rusage used;
    if (wait4(pid, &status, 0, &used) < 0)
        return 2;
    printf("%ld %ld %ld %d\n", now() - start, microseconds(used.ru_utime) + microseconds(used.ru_stime),
           used.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
