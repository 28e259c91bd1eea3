/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * BTS_NR_<name>: the number of each call of table.def on the architecture of this build, taken
 * from its own headers, -1 where it lacks the call. Written by scripts/gen-syscalls, since the
 * preprocessor cannot ask inside a row whether a name is defined. Include <sys/syscall.h> first.
 */
#ifdef __NR__llseek
#define BTS_NR__llseek __NR__llseek
#else
#define BTS_NR__llseek -1
#endif
#ifdef __NR__newselect
#define BTS_NR__newselect __NR__newselect
#else
#define BTS_NR__newselect -1
#endif
#ifdef __NR__sysctl
#define BTS_NR__sysctl __NR__sysctl
#else
#define BTS_NR__sysctl -1
#endif
#ifdef __NR_accept
#define BTS_NR_accept __NR_accept
#else
#define BTS_NR_accept -1
#endif
#ifdef __NR_accept4
#define BTS_NR_accept4 __NR_accept4
#else
#define BTS_NR_accept4 -1
#endif
#ifdef __NR_access
#define BTS_NR_access __NR_access
#else
#define BTS_NR_access -1
#endif
#ifdef __NR_acct
#define BTS_NR_acct __NR_acct
#else
#define BTS_NR_acct -1
#endif
#ifdef __NR_add_key
#define BTS_NR_add_key __NR_add_key
#else
#define BTS_NR_add_key -1
#endif
#ifdef __NR_adjtimex
#define BTS_NR_adjtimex __NR_adjtimex
#else
#define BTS_NR_adjtimex -1
#endif
#ifdef __NR_afs_syscall
#define BTS_NR_afs_syscall __NR_afs_syscall
#else
#define BTS_NR_afs_syscall -1
#endif
#ifdef __NR_alarm
#define BTS_NR_alarm __NR_alarm
#else
#define BTS_NR_alarm -1
#endif
#ifdef __NR_arch_prctl
#define BTS_NR_arch_prctl __NR_arch_prctl
#else
#define BTS_NR_arch_prctl -1
#endif
#ifdef __NR_bdflush
#define BTS_NR_bdflush __NR_bdflush
#else
#define BTS_NR_bdflush -1
#endif
#ifdef __NR_bind
#define BTS_NR_bind __NR_bind
#else
#define BTS_NR_bind -1
#endif
#ifdef __NR_bpf
#define BTS_NR_bpf __NR_bpf
#else
#define BTS_NR_bpf -1
#endif
#ifdef __NR_break
#define BTS_NR_break __NR_break
#else
#define BTS_NR_break -1
#endif
#ifdef __NR_brk
#define BTS_NR_brk __NR_brk
#else
#define BTS_NR_brk -1
#endif
#ifdef __NR_cachestat
#define BTS_NR_cachestat __NR_cachestat
#else
#define BTS_NR_cachestat -1
#endif
#ifdef __NR_capget
#define BTS_NR_capget __NR_capget
#else
#define BTS_NR_capget -1
#endif
#ifdef __NR_capset
#define BTS_NR_capset __NR_capset
#else
#define BTS_NR_capset -1
#endif
#ifdef __NR_chdir
#define BTS_NR_chdir __NR_chdir
#else
#define BTS_NR_chdir -1
#endif
#ifdef __NR_chmod
#define BTS_NR_chmod __NR_chmod
#else
#define BTS_NR_chmod -1
#endif
#ifdef __NR_chown
#define BTS_NR_chown __NR_chown
#else
#define BTS_NR_chown -1
#endif
#ifdef __NR_chown32
#define BTS_NR_chown32 __NR_chown32
#else
#define BTS_NR_chown32 -1
#endif
#ifdef __NR_chroot
#define BTS_NR_chroot __NR_chroot
#else
#define BTS_NR_chroot -1
#endif
#ifdef __NR_clock_adjtime
#define BTS_NR_clock_adjtime __NR_clock_adjtime
#else
#define BTS_NR_clock_adjtime -1
#endif
#ifdef __NR_clock_adjtime64
#define BTS_NR_clock_adjtime64 __NR_clock_adjtime64
#else
#define BTS_NR_clock_adjtime64 -1
#endif
#ifdef __NR_clock_getres
#define BTS_NR_clock_getres __NR_clock_getres
#else
#define BTS_NR_clock_getres -1
#endif
#ifdef __NR_clock_getres_time64
#define BTS_NR_clock_getres_time64 __NR_clock_getres_time64
#else
#define BTS_NR_clock_getres_time64 -1
#endif
#ifdef __NR_clock_gettime
#define BTS_NR_clock_gettime __NR_clock_gettime
#else
#define BTS_NR_clock_gettime -1
#endif
#ifdef __NR_clock_gettime64
#define BTS_NR_clock_gettime64 __NR_clock_gettime64
#else
#define BTS_NR_clock_gettime64 -1
#endif
#ifdef __NR_clock_nanosleep
#define BTS_NR_clock_nanosleep __NR_clock_nanosleep
#else
#define BTS_NR_clock_nanosleep -1
#endif
#ifdef __NR_clock_nanosleep_time64
#define BTS_NR_clock_nanosleep_time64 __NR_clock_nanosleep_time64
#else
#define BTS_NR_clock_nanosleep_time64 -1
#endif
#ifdef __NR_clock_settime
#define BTS_NR_clock_settime __NR_clock_settime
#else
#define BTS_NR_clock_settime -1
#endif
#ifdef __NR_clock_settime64
#define BTS_NR_clock_settime64 __NR_clock_settime64
#else
#define BTS_NR_clock_settime64 -1
#endif
#ifdef __NR_clone
#define BTS_NR_clone __NR_clone
#else
#define BTS_NR_clone -1
#endif
#ifdef __NR_clone3
#define BTS_NR_clone3 __NR_clone3
#else
#define BTS_NR_clone3 -1
#endif
#ifdef __NR_close
#define BTS_NR_close __NR_close
#else
#define BTS_NR_close -1
#endif
#ifdef __NR_close_range
#define BTS_NR_close_range __NR_close_range
#else
#define BTS_NR_close_range -1
#endif
#ifdef __NR_connect
#define BTS_NR_connect __NR_connect
#else
#define BTS_NR_connect -1
#endif
#ifdef __NR_copy_file_range
#define BTS_NR_copy_file_range __NR_copy_file_range
#else
#define BTS_NR_copy_file_range -1
#endif
#ifdef __NR_creat
#define BTS_NR_creat __NR_creat
#else
#define BTS_NR_creat -1
#endif
#ifdef __NR_create_module
#define BTS_NR_create_module __NR_create_module
#else
#define BTS_NR_create_module -1
#endif
#ifdef __NR_delete_module
#define BTS_NR_delete_module __NR_delete_module
#else
#define BTS_NR_delete_module -1
#endif
#ifdef __NR_dup
#define BTS_NR_dup __NR_dup
#else
#define BTS_NR_dup -1
#endif
#ifdef __NR_dup2
#define BTS_NR_dup2 __NR_dup2
#else
#define BTS_NR_dup2 -1
#endif
#ifdef __NR_dup3
#define BTS_NR_dup3 __NR_dup3
#else
#define BTS_NR_dup3 -1
#endif
#ifdef __NR_epoll_create
#define BTS_NR_epoll_create __NR_epoll_create
#else
#define BTS_NR_epoll_create -1
#endif
#ifdef __NR_epoll_create1
#define BTS_NR_epoll_create1 __NR_epoll_create1
#else
#define BTS_NR_epoll_create1 -1
#endif
#ifdef __NR_epoll_ctl
#define BTS_NR_epoll_ctl __NR_epoll_ctl
#else
#define BTS_NR_epoll_ctl -1
#endif
#ifdef __NR_epoll_ctl_old
#define BTS_NR_epoll_ctl_old __NR_epoll_ctl_old
#else
#define BTS_NR_epoll_ctl_old -1
#endif
#ifdef __NR_epoll_pwait
#define BTS_NR_epoll_pwait __NR_epoll_pwait
#else
#define BTS_NR_epoll_pwait -1
#endif
#ifdef __NR_epoll_pwait2
#define BTS_NR_epoll_pwait2 __NR_epoll_pwait2
#else
#define BTS_NR_epoll_pwait2 -1
#endif
#ifdef __NR_epoll_wait
#define BTS_NR_epoll_wait __NR_epoll_wait
#else
#define BTS_NR_epoll_wait -1
#endif
#ifdef __NR_epoll_wait_old
#define BTS_NR_epoll_wait_old __NR_epoll_wait_old
#else
#define BTS_NR_epoll_wait_old -1
#endif
#ifdef __NR_eventfd
#define BTS_NR_eventfd __NR_eventfd
#else
#define BTS_NR_eventfd -1
#endif
#ifdef __NR_eventfd2
#define BTS_NR_eventfd2 __NR_eventfd2
#else
#define BTS_NR_eventfd2 -1
#endif
#ifdef __NR_execve
#define BTS_NR_execve __NR_execve
#else
#define BTS_NR_execve -1
#endif
#ifdef __NR_execveat
#define BTS_NR_execveat __NR_execveat
#else
#define BTS_NR_execveat -1
#endif
#ifdef __NR_exit
#define BTS_NR_exit __NR_exit
#else
#define BTS_NR_exit -1
#endif
#ifdef __NR_exit_group
#define BTS_NR_exit_group __NR_exit_group
#else
#define BTS_NR_exit_group -1
#endif
#ifdef __NR_faccessat
#define BTS_NR_faccessat __NR_faccessat
#else
#define BTS_NR_faccessat -1
#endif
#ifdef __NR_faccessat2
#define BTS_NR_faccessat2 __NR_faccessat2
#else
#define BTS_NR_faccessat2 -1
#endif
#ifdef __NR_fadvise64
#define BTS_NR_fadvise64 __NR_fadvise64
#else
#define BTS_NR_fadvise64 -1
#endif
#ifdef __NR_fadvise64_64
#define BTS_NR_fadvise64_64 __NR_fadvise64_64
#else
#define BTS_NR_fadvise64_64 -1
#endif
#ifdef __NR_fallocate
#define BTS_NR_fallocate __NR_fallocate
#else
#define BTS_NR_fallocate -1
#endif
#ifdef __NR_fanotify_init
#define BTS_NR_fanotify_init __NR_fanotify_init
#else
#define BTS_NR_fanotify_init -1
#endif
#ifdef __NR_fanotify_mark
#define BTS_NR_fanotify_mark __NR_fanotify_mark
#else
#define BTS_NR_fanotify_mark -1
#endif
#ifdef __NR_fchdir
#define BTS_NR_fchdir __NR_fchdir
#else
#define BTS_NR_fchdir -1
#endif
#ifdef __NR_fchmod
#define BTS_NR_fchmod __NR_fchmod
#else
#define BTS_NR_fchmod -1
#endif
#ifdef __NR_fchmodat
#define BTS_NR_fchmodat __NR_fchmodat
#else
#define BTS_NR_fchmodat -1
#endif
#ifdef __NR_fchmodat2
#define BTS_NR_fchmodat2 __NR_fchmodat2
#else
#define BTS_NR_fchmodat2 -1
#endif
#ifdef __NR_fchown
#define BTS_NR_fchown __NR_fchown
#else
#define BTS_NR_fchown -1
#endif
#ifdef __NR_fchown32
#define BTS_NR_fchown32 __NR_fchown32
#else
#define BTS_NR_fchown32 -1
#endif
#ifdef __NR_fchownat
#define BTS_NR_fchownat __NR_fchownat
#else
#define BTS_NR_fchownat -1
#endif
#ifdef __NR_fchroot
#define BTS_NR_fchroot __NR_fchroot
#else
#define BTS_NR_fchroot -1
#endif
#ifdef __NR_fcntl
#define BTS_NR_fcntl __NR_fcntl
#else
#define BTS_NR_fcntl -1
#endif
#ifdef __NR_fcntl64
#define BTS_NR_fcntl64 __NR_fcntl64
#else
#define BTS_NR_fcntl64 -1
#endif
#ifdef __NR_fdatasync
#define BTS_NR_fdatasync __NR_fdatasync
#else
#define BTS_NR_fdatasync -1
#endif
#ifdef __NR_fgetxattr
#define BTS_NR_fgetxattr __NR_fgetxattr
#else
#define BTS_NR_fgetxattr -1
#endif
#ifdef __NR_file_getattr
#define BTS_NR_file_getattr __NR_file_getattr
#else
#define BTS_NR_file_getattr -1
#endif
#ifdef __NR_file_setattr
#define BTS_NR_file_setattr __NR_file_setattr
#else
#define BTS_NR_file_setattr -1
#endif
#ifdef __NR_finit_module
#define BTS_NR_finit_module __NR_finit_module
#else
#define BTS_NR_finit_module -1
#endif
#ifdef __NR_flistxattr
#define BTS_NR_flistxattr __NR_flistxattr
#else
#define BTS_NR_flistxattr -1
#endif
#ifdef __NR_flock
#define BTS_NR_flock __NR_flock
#else
#define BTS_NR_flock -1
#endif
#ifdef __NR_fork
#define BTS_NR_fork __NR_fork
#else
#define BTS_NR_fork -1
#endif
#ifdef __NR_fremovexattr
#define BTS_NR_fremovexattr __NR_fremovexattr
#else
#define BTS_NR_fremovexattr -1
#endif
#ifdef __NR_fsconfig
#define BTS_NR_fsconfig __NR_fsconfig
#else
#define BTS_NR_fsconfig -1
#endif
#ifdef __NR_fsetxattr
#define BTS_NR_fsetxattr __NR_fsetxattr
#else
#define BTS_NR_fsetxattr -1
#endif
#ifdef __NR_fsmount
#define BTS_NR_fsmount __NR_fsmount
#else
#define BTS_NR_fsmount -1
#endif
#ifdef __NR_fsopen
#define BTS_NR_fsopen __NR_fsopen
#else
#define BTS_NR_fsopen -1
#endif
#ifdef __NR_fspick
#define BTS_NR_fspick __NR_fspick
#else
#define BTS_NR_fspick -1
#endif
#ifdef __NR_fstat
#define BTS_NR_fstat __NR_fstat
#else
#define BTS_NR_fstat -1
#endif
#ifdef __NR_fstat64
#define BTS_NR_fstat64 __NR_fstat64
#else
#define BTS_NR_fstat64 -1
#endif
#ifdef __NR_fstatat64
#define BTS_NR_fstatat64 __NR_fstatat64
#else
#define BTS_NR_fstatat64 -1
#endif
#ifdef __NR_fstatfs
#define BTS_NR_fstatfs __NR_fstatfs
#else
#define BTS_NR_fstatfs -1
#endif
#ifdef __NR_fstatfs64
#define BTS_NR_fstatfs64 __NR_fstatfs64
#else
#define BTS_NR_fstatfs64 -1
#endif
#ifdef __NR_fsync
#define BTS_NR_fsync __NR_fsync
#else
#define BTS_NR_fsync -1
#endif
#ifdef __NR_ftime
#define BTS_NR_ftime __NR_ftime
#else
#define BTS_NR_ftime -1
#endif
#ifdef __NR_ftruncate
#define BTS_NR_ftruncate __NR_ftruncate
#else
#define BTS_NR_ftruncate -1
#endif
#ifdef __NR_ftruncate64
#define BTS_NR_ftruncate64 __NR_ftruncate64
#else
#define BTS_NR_ftruncate64 -1
#endif
#ifdef __NR_futex
#define BTS_NR_futex __NR_futex
#else
#define BTS_NR_futex -1
#endif
#ifdef __NR_futex_requeue
#define BTS_NR_futex_requeue __NR_futex_requeue
#else
#define BTS_NR_futex_requeue -1
#endif
#ifdef __NR_futex_time64
#define BTS_NR_futex_time64 __NR_futex_time64
#else
#define BTS_NR_futex_time64 -1
#endif
#ifdef __NR_futex_wait
#define BTS_NR_futex_wait __NR_futex_wait
#else
#define BTS_NR_futex_wait -1
#endif
#ifdef __NR_futex_waitv
#define BTS_NR_futex_waitv __NR_futex_waitv
#else
#define BTS_NR_futex_waitv -1
#endif
#ifdef __NR_futex_wake
#define BTS_NR_futex_wake __NR_futex_wake
#else
#define BTS_NR_futex_wake -1
#endif
#ifdef __NR_futimesat
#define BTS_NR_futimesat __NR_futimesat
#else
#define BTS_NR_futimesat -1
#endif
#ifdef __NR_get_kernel_syms
#define BTS_NR_get_kernel_syms __NR_get_kernel_syms
#else
#define BTS_NR_get_kernel_syms -1
#endif
#ifdef __NR_get_mempolicy
#define BTS_NR_get_mempolicy __NR_get_mempolicy
#else
#define BTS_NR_get_mempolicy -1
#endif
#ifdef __NR_get_robust_list
#define BTS_NR_get_robust_list __NR_get_robust_list
#else
#define BTS_NR_get_robust_list -1
#endif
#ifdef __NR_get_thread_area
#define BTS_NR_get_thread_area __NR_get_thread_area
#else
#define BTS_NR_get_thread_area -1
#endif
#ifdef __NR_getcpu
#define BTS_NR_getcpu __NR_getcpu
#else
#define BTS_NR_getcpu -1
#endif
#ifdef __NR_getcwd
#define BTS_NR_getcwd __NR_getcwd
#else
#define BTS_NR_getcwd -1
#endif
#ifdef __NR_getdents
#define BTS_NR_getdents __NR_getdents
#else
#define BTS_NR_getdents -1
#endif
#ifdef __NR_getdents64
#define BTS_NR_getdents64 __NR_getdents64
#else
#define BTS_NR_getdents64 -1
#endif
#ifdef __NR_getegid
#define BTS_NR_getegid __NR_getegid
#else
#define BTS_NR_getegid -1
#endif
#ifdef __NR_getegid32
#define BTS_NR_getegid32 __NR_getegid32
#else
#define BTS_NR_getegid32 -1
#endif
#ifdef __NR_geteuid
#define BTS_NR_geteuid __NR_geteuid
#else
#define BTS_NR_geteuid -1
#endif
#ifdef __NR_geteuid32
#define BTS_NR_geteuid32 __NR_geteuid32
#else
#define BTS_NR_geteuid32 -1
#endif
#ifdef __NR_getgid
#define BTS_NR_getgid __NR_getgid
#else
#define BTS_NR_getgid -1
#endif
#ifdef __NR_getgid32
#define BTS_NR_getgid32 __NR_getgid32
#else
#define BTS_NR_getgid32 -1
#endif
#ifdef __NR_getgroups
#define BTS_NR_getgroups __NR_getgroups
#else
#define BTS_NR_getgroups -1
#endif
#ifdef __NR_getgroups32
#define BTS_NR_getgroups32 __NR_getgroups32
#else
#define BTS_NR_getgroups32 -1
#endif
#ifdef __NR_getitimer
#define BTS_NR_getitimer __NR_getitimer
#else
#define BTS_NR_getitimer -1
#endif
#ifdef __NR_getpeername
#define BTS_NR_getpeername __NR_getpeername
#else
#define BTS_NR_getpeername -1
#endif
#ifdef __NR_getpgid
#define BTS_NR_getpgid __NR_getpgid
#else
#define BTS_NR_getpgid -1
#endif
#ifdef __NR_getpgrp
#define BTS_NR_getpgrp __NR_getpgrp
#else
#define BTS_NR_getpgrp -1
#endif
#ifdef __NR_getpid
#define BTS_NR_getpid __NR_getpid
#else
#define BTS_NR_getpid -1
#endif
#ifdef __NR_getpmsg
#define BTS_NR_getpmsg __NR_getpmsg
#else
#define BTS_NR_getpmsg -1
#endif
#ifdef __NR_getppid
#define BTS_NR_getppid __NR_getppid
#else
#define BTS_NR_getppid -1
#endif
#ifdef __NR_getpriority
#define BTS_NR_getpriority __NR_getpriority
#else
#define BTS_NR_getpriority -1
#endif
#ifdef __NR_getrandom
#define BTS_NR_getrandom __NR_getrandom
#else
#define BTS_NR_getrandom -1
#endif
#ifdef __NR_getresgid
#define BTS_NR_getresgid __NR_getresgid
#else
#define BTS_NR_getresgid -1
#endif
#ifdef __NR_getresgid32
#define BTS_NR_getresgid32 __NR_getresgid32
#else
#define BTS_NR_getresgid32 -1
#endif
#ifdef __NR_getresuid
#define BTS_NR_getresuid __NR_getresuid
#else
#define BTS_NR_getresuid -1
#endif
#ifdef __NR_getresuid32
#define BTS_NR_getresuid32 __NR_getresuid32
#else
#define BTS_NR_getresuid32 -1
#endif
#ifdef __NR_getrlimit
#define BTS_NR_getrlimit __NR_getrlimit
#else
#define BTS_NR_getrlimit -1
#endif
#ifdef __NR_getrusage
#define BTS_NR_getrusage __NR_getrusage
#else
#define BTS_NR_getrusage -1
#endif
#ifdef __NR_getsid
#define BTS_NR_getsid __NR_getsid
#else
#define BTS_NR_getsid -1
#endif
#ifdef __NR_getsockname
#define BTS_NR_getsockname __NR_getsockname
#else
#define BTS_NR_getsockname -1
#endif
#ifdef __NR_getsockopt
#define BTS_NR_getsockopt __NR_getsockopt
#else
#define BTS_NR_getsockopt -1
#endif
#ifdef __NR_gettid
#define BTS_NR_gettid __NR_gettid
#else
#define BTS_NR_gettid -1
#endif
#ifdef __NR_gettimeofday
#define BTS_NR_gettimeofday __NR_gettimeofday
#else
#define BTS_NR_gettimeofday -1
#endif
#ifdef __NR_getuid
#define BTS_NR_getuid __NR_getuid
#else
#define BTS_NR_getuid -1
#endif
#ifdef __NR_getuid32
#define BTS_NR_getuid32 __NR_getuid32
#else
#define BTS_NR_getuid32 -1
#endif
#ifdef __NR_getxattr
#define BTS_NR_getxattr __NR_getxattr
#else
#define BTS_NR_getxattr -1
#endif
#ifdef __NR_getxattrat
#define BTS_NR_getxattrat __NR_getxattrat
#else
#define BTS_NR_getxattrat -1
#endif
#ifdef __NR_gtty
#define BTS_NR_gtty __NR_gtty
#else
#define BTS_NR_gtty -1
#endif
#ifdef __NR_idle
#define BTS_NR_idle __NR_idle
#else
#define BTS_NR_idle -1
#endif
#ifdef __NR_init_module
#define BTS_NR_init_module __NR_init_module
#else
#define BTS_NR_init_module -1
#endif
#ifdef __NR_inotify_add_watch
#define BTS_NR_inotify_add_watch __NR_inotify_add_watch
#else
#define BTS_NR_inotify_add_watch -1
#endif
#ifdef __NR_inotify_init
#define BTS_NR_inotify_init __NR_inotify_init
#else
#define BTS_NR_inotify_init -1
#endif
#ifdef __NR_inotify_init1
#define BTS_NR_inotify_init1 __NR_inotify_init1
#else
#define BTS_NR_inotify_init1 -1
#endif
#ifdef __NR_inotify_rm_watch
#define BTS_NR_inotify_rm_watch __NR_inotify_rm_watch
#else
#define BTS_NR_inotify_rm_watch -1
#endif
#ifdef __NR_io_cancel
#define BTS_NR_io_cancel __NR_io_cancel
#else
#define BTS_NR_io_cancel -1
#endif
#ifdef __NR_io_destroy
#define BTS_NR_io_destroy __NR_io_destroy
#else
#define BTS_NR_io_destroy -1
#endif
#ifdef __NR_io_getevents
#define BTS_NR_io_getevents __NR_io_getevents
#else
#define BTS_NR_io_getevents -1
#endif
#ifdef __NR_io_pgetevents
#define BTS_NR_io_pgetevents __NR_io_pgetevents
#else
#define BTS_NR_io_pgetevents -1
#endif
#ifdef __NR_io_pgetevents_time64
#define BTS_NR_io_pgetevents_time64 __NR_io_pgetevents_time64
#else
#define BTS_NR_io_pgetevents_time64 -1
#endif
#ifdef __NR_io_setup
#define BTS_NR_io_setup __NR_io_setup
#else
#define BTS_NR_io_setup -1
#endif
#ifdef __NR_io_submit
#define BTS_NR_io_submit __NR_io_submit
#else
#define BTS_NR_io_submit -1
#endif
#ifdef __NR_io_uring_enter
#define BTS_NR_io_uring_enter __NR_io_uring_enter
#else
#define BTS_NR_io_uring_enter -1
#endif
#ifdef __NR_io_uring_register
#define BTS_NR_io_uring_register __NR_io_uring_register
#else
#define BTS_NR_io_uring_register -1
#endif
#ifdef __NR_io_uring_setup
#define BTS_NR_io_uring_setup __NR_io_uring_setup
#else
#define BTS_NR_io_uring_setup -1
#endif
#ifdef __NR_ioctl
#define BTS_NR_ioctl __NR_ioctl
#else
#define BTS_NR_ioctl -1
#endif
#ifdef __NR_ioperm
#define BTS_NR_ioperm __NR_ioperm
#else
#define BTS_NR_ioperm -1
#endif
#ifdef __NR_iopl
#define BTS_NR_iopl __NR_iopl
#else
#define BTS_NR_iopl -1
#endif
#ifdef __NR_ioprio_get
#define BTS_NR_ioprio_get __NR_ioprio_get
#else
#define BTS_NR_ioprio_get -1
#endif
#ifdef __NR_ioprio_set
#define BTS_NR_ioprio_set __NR_ioprio_set
#else
#define BTS_NR_ioprio_set -1
#endif
#ifdef __NR_ipc
#define BTS_NR_ipc __NR_ipc
#else
#define BTS_NR_ipc -1
#endif
#ifdef __NR_kcmp
#define BTS_NR_kcmp __NR_kcmp
#else
#define BTS_NR_kcmp -1
#endif
#ifdef __NR_kexec_file_load
#define BTS_NR_kexec_file_load __NR_kexec_file_load
#else
#define BTS_NR_kexec_file_load -1
#endif
#ifdef __NR_kexec_load
#define BTS_NR_kexec_load __NR_kexec_load
#else
#define BTS_NR_kexec_load -1
#endif
#ifdef __NR_keyctl
#define BTS_NR_keyctl __NR_keyctl
#else
#define BTS_NR_keyctl -1
#endif
#ifdef __NR_kill
#define BTS_NR_kill __NR_kill
#else
#define BTS_NR_kill -1
#endif
#ifdef __NR_landlock_add_rule
#define BTS_NR_landlock_add_rule __NR_landlock_add_rule
#else
#define BTS_NR_landlock_add_rule -1
#endif
#ifdef __NR_landlock_create_ruleset
#define BTS_NR_landlock_create_ruleset __NR_landlock_create_ruleset
#else
#define BTS_NR_landlock_create_ruleset -1
#endif
#ifdef __NR_landlock_restrict_self
#define BTS_NR_landlock_restrict_self __NR_landlock_restrict_self
#else
#define BTS_NR_landlock_restrict_self -1
#endif
#ifdef __NR_lchown
#define BTS_NR_lchown __NR_lchown
#else
#define BTS_NR_lchown -1
#endif
#ifdef __NR_lchown32
#define BTS_NR_lchown32 __NR_lchown32
#else
#define BTS_NR_lchown32 -1
#endif
#ifdef __NR_lgetxattr
#define BTS_NR_lgetxattr __NR_lgetxattr
#else
#define BTS_NR_lgetxattr -1
#endif
#ifdef __NR_link
#define BTS_NR_link __NR_link
#else
#define BTS_NR_link -1
#endif
#ifdef __NR_linkat
#define BTS_NR_linkat __NR_linkat
#else
#define BTS_NR_linkat -1
#endif
#ifdef __NR_listen
#define BTS_NR_listen __NR_listen
#else
#define BTS_NR_listen -1
#endif
#ifdef __NR_listmount
#define BTS_NR_listmount __NR_listmount
#else
#define BTS_NR_listmount -1
#endif
#ifdef __NR_listns
#define BTS_NR_listns __NR_listns
#else
#define BTS_NR_listns -1
#endif
#ifdef __NR_listxattr
#define BTS_NR_listxattr __NR_listxattr
#else
#define BTS_NR_listxattr -1
#endif
#ifdef __NR_listxattrat
#define BTS_NR_listxattrat __NR_listxattrat
#else
#define BTS_NR_listxattrat -1
#endif
#ifdef __NR_llistxattr
#define BTS_NR_llistxattr __NR_llistxattr
#else
#define BTS_NR_llistxattr -1
#endif
#ifdef __NR_lock
#define BTS_NR_lock __NR_lock
#else
#define BTS_NR_lock -1
#endif
#ifdef __NR_lookup_dcookie
#define BTS_NR_lookup_dcookie __NR_lookup_dcookie
#else
#define BTS_NR_lookup_dcookie -1
#endif
#ifdef __NR_lremovexattr
#define BTS_NR_lremovexattr __NR_lremovexattr
#else
#define BTS_NR_lremovexattr -1
#endif
#ifdef __NR_lseek
#define BTS_NR_lseek __NR_lseek
#else
#define BTS_NR_lseek -1
#endif
#ifdef __NR_lsetxattr
#define BTS_NR_lsetxattr __NR_lsetxattr
#else
#define BTS_NR_lsetxattr -1
#endif
#ifdef __NR_lsm_get_self_attr
#define BTS_NR_lsm_get_self_attr __NR_lsm_get_self_attr
#else
#define BTS_NR_lsm_get_self_attr -1
#endif
#ifdef __NR_lsm_list_modules
#define BTS_NR_lsm_list_modules __NR_lsm_list_modules
#else
#define BTS_NR_lsm_list_modules -1
#endif
#ifdef __NR_lsm_set_self_attr
#define BTS_NR_lsm_set_self_attr __NR_lsm_set_self_attr
#else
#define BTS_NR_lsm_set_self_attr -1
#endif
#ifdef __NR_lstat
#define BTS_NR_lstat __NR_lstat
#else
#define BTS_NR_lstat -1
#endif
#ifdef __NR_lstat64
#define BTS_NR_lstat64 __NR_lstat64
#else
#define BTS_NR_lstat64 -1
#endif
#ifdef __NR_madvise
#define BTS_NR_madvise __NR_madvise
#else
#define BTS_NR_madvise -1
#endif
#ifdef __NR_map_shadow_stack
#define BTS_NR_map_shadow_stack __NR_map_shadow_stack
#else
#define BTS_NR_map_shadow_stack -1
#endif
#ifdef __NR_mbind
#define BTS_NR_mbind __NR_mbind
#else
#define BTS_NR_mbind -1
#endif
#ifdef __NR_membarrier
#define BTS_NR_membarrier __NR_membarrier
#else
#define BTS_NR_membarrier -1
#endif
#ifdef __NR_memfd_create
#define BTS_NR_memfd_create __NR_memfd_create
#else
#define BTS_NR_memfd_create -1
#endif
#ifdef __NR_memfd_secret
#define BTS_NR_memfd_secret __NR_memfd_secret
#else
#define BTS_NR_memfd_secret -1
#endif
#ifdef __NR_migrate_pages
#define BTS_NR_migrate_pages __NR_migrate_pages
#else
#define BTS_NR_migrate_pages -1
#endif
#ifdef __NR_mincore
#define BTS_NR_mincore __NR_mincore
#else
#define BTS_NR_mincore -1
#endif
#ifdef __NR_mkdir
#define BTS_NR_mkdir __NR_mkdir
#else
#define BTS_NR_mkdir -1
#endif
#ifdef __NR_mkdirat
#define BTS_NR_mkdirat __NR_mkdirat
#else
#define BTS_NR_mkdirat -1
#endif
#ifdef __NR_mknod
#define BTS_NR_mknod __NR_mknod
#else
#define BTS_NR_mknod -1
#endif
#ifdef __NR_mknodat
#define BTS_NR_mknodat __NR_mknodat
#else
#define BTS_NR_mknodat -1
#endif
#ifdef __NR_mlock
#define BTS_NR_mlock __NR_mlock
#else
#define BTS_NR_mlock -1
#endif
#ifdef __NR_mlock2
#define BTS_NR_mlock2 __NR_mlock2
#else
#define BTS_NR_mlock2 -1
#endif
#ifdef __NR_mlockall
#define BTS_NR_mlockall __NR_mlockall
#else
#define BTS_NR_mlockall -1
#endif
#ifdef __NR_mmap
#define BTS_NR_mmap __NR_mmap
#else
#define BTS_NR_mmap -1
#endif
#ifdef __NR_mmap2
#define BTS_NR_mmap2 __NR_mmap2
#else
#define BTS_NR_mmap2 -1
#endif
#ifdef __NR_modify_ldt
#define BTS_NR_modify_ldt __NR_modify_ldt
#else
#define BTS_NR_modify_ldt -1
#endif
#ifdef __NR_mount
#define BTS_NR_mount __NR_mount
#else
#define BTS_NR_mount -1
#endif
#ifdef __NR_mount_setattr
#define BTS_NR_mount_setattr __NR_mount_setattr
#else
#define BTS_NR_mount_setattr -1
#endif
#ifdef __NR_move_mount
#define BTS_NR_move_mount __NR_move_mount
#else
#define BTS_NR_move_mount -1
#endif
#ifdef __NR_move_pages
#define BTS_NR_move_pages __NR_move_pages
#else
#define BTS_NR_move_pages -1
#endif
#ifdef __NR_mprotect
#define BTS_NR_mprotect __NR_mprotect
#else
#define BTS_NR_mprotect -1
#endif
#ifdef __NR_mpx
#define BTS_NR_mpx __NR_mpx
#else
#define BTS_NR_mpx -1
#endif
#ifdef __NR_mq_getsetattr
#define BTS_NR_mq_getsetattr __NR_mq_getsetattr
#else
#define BTS_NR_mq_getsetattr -1
#endif
#ifdef __NR_mq_notify
#define BTS_NR_mq_notify __NR_mq_notify
#else
#define BTS_NR_mq_notify -1
#endif
#ifdef __NR_mq_open
#define BTS_NR_mq_open __NR_mq_open
#else
#define BTS_NR_mq_open -1
#endif
#ifdef __NR_mq_timedreceive
#define BTS_NR_mq_timedreceive __NR_mq_timedreceive
#else
#define BTS_NR_mq_timedreceive -1
#endif
#ifdef __NR_mq_timedreceive_time64
#define BTS_NR_mq_timedreceive_time64 __NR_mq_timedreceive_time64
#else
#define BTS_NR_mq_timedreceive_time64 -1
#endif
#ifdef __NR_mq_timedsend
#define BTS_NR_mq_timedsend __NR_mq_timedsend
#else
#define BTS_NR_mq_timedsend -1
#endif
#ifdef __NR_mq_timedsend_time64
#define BTS_NR_mq_timedsend_time64 __NR_mq_timedsend_time64
#else
#define BTS_NR_mq_timedsend_time64 -1
#endif
#ifdef __NR_mq_unlink
#define BTS_NR_mq_unlink __NR_mq_unlink
#else
#define BTS_NR_mq_unlink -1
#endif
#ifdef __NR_mremap
#define BTS_NR_mremap __NR_mremap
#else
#define BTS_NR_mremap -1
#endif
#ifdef __NR_mseal
#define BTS_NR_mseal __NR_mseal
#else
#define BTS_NR_mseal -1
#endif
#ifdef __NR_msgctl
#define BTS_NR_msgctl __NR_msgctl
#else
#define BTS_NR_msgctl -1
#endif
#ifdef __NR_msgget
#define BTS_NR_msgget __NR_msgget
#else
#define BTS_NR_msgget -1
#endif
#ifdef __NR_msgrcv
#define BTS_NR_msgrcv __NR_msgrcv
#else
#define BTS_NR_msgrcv -1
#endif
#ifdef __NR_msgsnd
#define BTS_NR_msgsnd __NR_msgsnd
#else
#define BTS_NR_msgsnd -1
#endif
#ifdef __NR_msync
#define BTS_NR_msync __NR_msync
#else
#define BTS_NR_msync -1
#endif
#ifdef __NR_munlock
#define BTS_NR_munlock __NR_munlock
#else
#define BTS_NR_munlock -1
#endif
#ifdef __NR_munlockall
#define BTS_NR_munlockall __NR_munlockall
#else
#define BTS_NR_munlockall -1
#endif
#ifdef __NR_munmap
#define BTS_NR_munmap __NR_munmap
#else
#define BTS_NR_munmap -1
#endif
#ifdef __NR_name_to_handle_at
#define BTS_NR_name_to_handle_at __NR_name_to_handle_at
#else
#define BTS_NR_name_to_handle_at -1
#endif
#ifdef __NR_nanosleep
#define BTS_NR_nanosleep __NR_nanosleep
#else
#define BTS_NR_nanosleep -1
#endif
#ifdef __NR_newfstatat
#define BTS_NR_newfstatat __NR_newfstatat
#else
#define BTS_NR_newfstatat -1
#endif
#ifdef __NR_nfsservctl
#define BTS_NR_nfsservctl __NR_nfsservctl
#else
#define BTS_NR_nfsservctl -1
#endif
#ifdef __NR_nice
#define BTS_NR_nice __NR_nice
#else
#define BTS_NR_nice -1
#endif
#ifdef __NR_oldfstat
#define BTS_NR_oldfstat __NR_oldfstat
#else
#define BTS_NR_oldfstat -1
#endif
#ifdef __NR_oldlstat
#define BTS_NR_oldlstat __NR_oldlstat
#else
#define BTS_NR_oldlstat -1
#endif
#ifdef __NR_oldolduname
#define BTS_NR_oldolduname __NR_oldolduname
#else
#define BTS_NR_oldolduname -1
#endif
#ifdef __NR_oldstat
#define BTS_NR_oldstat __NR_oldstat
#else
#define BTS_NR_oldstat -1
#endif
#ifdef __NR_olduname
#define BTS_NR_olduname __NR_olduname
#else
#define BTS_NR_olduname -1
#endif
#ifdef __NR_open
#define BTS_NR_open __NR_open
#else
#define BTS_NR_open -1
#endif
#ifdef __NR_open_by_handle_at
#define BTS_NR_open_by_handle_at __NR_open_by_handle_at
#else
#define BTS_NR_open_by_handle_at -1
#endif
#ifdef __NR_open_tree
#define BTS_NR_open_tree __NR_open_tree
#else
#define BTS_NR_open_tree -1
#endif
#ifdef __NR_open_tree_attr
#define BTS_NR_open_tree_attr __NR_open_tree_attr
#else
#define BTS_NR_open_tree_attr -1
#endif
#ifdef __NR_openat
#define BTS_NR_openat __NR_openat
#else
#define BTS_NR_openat -1
#endif
#ifdef __NR_openat2
#define BTS_NR_openat2 __NR_openat2
#else
#define BTS_NR_openat2 -1
#endif
#ifdef __NR_pause
#define BTS_NR_pause __NR_pause
#else
#define BTS_NR_pause -1
#endif
#ifdef __NR_perf_event_open
#define BTS_NR_perf_event_open __NR_perf_event_open
#else
#define BTS_NR_perf_event_open -1
#endif
#ifdef __NR_personality
#define BTS_NR_personality __NR_personality
#else
#define BTS_NR_personality -1
#endif
#ifdef __NR_pidfd_getfd
#define BTS_NR_pidfd_getfd __NR_pidfd_getfd
#else
#define BTS_NR_pidfd_getfd -1
#endif
#ifdef __NR_pidfd_open
#define BTS_NR_pidfd_open __NR_pidfd_open
#else
#define BTS_NR_pidfd_open -1
#endif
#ifdef __NR_pidfd_send_signal
#define BTS_NR_pidfd_send_signal __NR_pidfd_send_signal
#else
#define BTS_NR_pidfd_send_signal -1
#endif
#ifdef __NR_pipe
#define BTS_NR_pipe __NR_pipe
#else
#define BTS_NR_pipe -1
#endif
#ifdef __NR_pipe2
#define BTS_NR_pipe2 __NR_pipe2
#else
#define BTS_NR_pipe2 -1
#endif
#ifdef __NR_pivot_root
#define BTS_NR_pivot_root __NR_pivot_root
#else
#define BTS_NR_pivot_root -1
#endif
#ifdef __NR_pkey_alloc
#define BTS_NR_pkey_alloc __NR_pkey_alloc
#else
#define BTS_NR_pkey_alloc -1
#endif
#ifdef __NR_pkey_free
#define BTS_NR_pkey_free __NR_pkey_free
#else
#define BTS_NR_pkey_free -1
#endif
#ifdef __NR_pkey_mprotect
#define BTS_NR_pkey_mprotect __NR_pkey_mprotect
#else
#define BTS_NR_pkey_mprotect -1
#endif
#ifdef __NR_poll
#define BTS_NR_poll __NR_poll
#else
#define BTS_NR_poll -1
#endif
#ifdef __NR_ppoll
#define BTS_NR_ppoll __NR_ppoll
#else
#define BTS_NR_ppoll -1
#endif
#ifdef __NR_ppoll_time64
#define BTS_NR_ppoll_time64 __NR_ppoll_time64
#else
#define BTS_NR_ppoll_time64 -1
#endif
#ifdef __NR_prctl
#define BTS_NR_prctl __NR_prctl
#else
#define BTS_NR_prctl -1
#endif
#ifdef __NR_pread64
#define BTS_NR_pread64 __NR_pread64
#else
#define BTS_NR_pread64 -1
#endif
#ifdef __NR_preadv
#define BTS_NR_preadv __NR_preadv
#else
#define BTS_NR_preadv -1
#endif
#ifdef __NR_preadv2
#define BTS_NR_preadv2 __NR_preadv2
#else
#define BTS_NR_preadv2 -1
#endif
#ifdef __NR_prlimit64
#define BTS_NR_prlimit64 __NR_prlimit64
#else
#define BTS_NR_prlimit64 -1
#endif
#ifdef __NR_process_madvise
#define BTS_NR_process_madvise __NR_process_madvise
#else
#define BTS_NR_process_madvise -1
#endif
#ifdef __NR_process_mrelease
#define BTS_NR_process_mrelease __NR_process_mrelease
#else
#define BTS_NR_process_mrelease -1
#endif
#ifdef __NR_process_vm_readv
#define BTS_NR_process_vm_readv __NR_process_vm_readv
#else
#define BTS_NR_process_vm_readv -1
#endif
#ifdef __NR_process_vm_writev
#define BTS_NR_process_vm_writev __NR_process_vm_writev
#else
#define BTS_NR_process_vm_writev -1
#endif
#ifdef __NR_prof
#define BTS_NR_prof __NR_prof
#else
#define BTS_NR_prof -1
#endif
#ifdef __NR_profil
#define BTS_NR_profil __NR_profil
#else
#define BTS_NR_profil -1
#endif
#ifdef __NR_pselect6
#define BTS_NR_pselect6 __NR_pselect6
#else
#define BTS_NR_pselect6 -1
#endif
#ifdef __NR_pselect6_time64
#define BTS_NR_pselect6_time64 __NR_pselect6_time64
#else
#define BTS_NR_pselect6_time64 -1
#endif
#ifdef __NR_ptrace
#define BTS_NR_ptrace __NR_ptrace
#else
#define BTS_NR_ptrace -1
#endif
#ifdef __NR_putpmsg
#define BTS_NR_putpmsg __NR_putpmsg
#else
#define BTS_NR_putpmsg -1
#endif
#ifdef __NR_pwrite64
#define BTS_NR_pwrite64 __NR_pwrite64
#else
#define BTS_NR_pwrite64 -1
#endif
#ifdef __NR_pwritev
#define BTS_NR_pwritev __NR_pwritev
#else
#define BTS_NR_pwritev -1
#endif
#ifdef __NR_pwritev2
#define BTS_NR_pwritev2 __NR_pwritev2
#else
#define BTS_NR_pwritev2 -1
#endif
#ifdef __NR_query_module
#define BTS_NR_query_module __NR_query_module
#else
#define BTS_NR_query_module -1
#endif
#ifdef __NR_quotactl
#define BTS_NR_quotactl __NR_quotactl
#else
#define BTS_NR_quotactl -1
#endif
#ifdef __NR_quotactl_fd
#define BTS_NR_quotactl_fd __NR_quotactl_fd
#else
#define BTS_NR_quotactl_fd -1
#endif
#ifdef __NR_read
#define BTS_NR_read __NR_read
#else
#define BTS_NR_read -1
#endif
#ifdef __NR_readahead
#define BTS_NR_readahead __NR_readahead
#else
#define BTS_NR_readahead -1
#endif
#ifdef __NR_readdir
#define BTS_NR_readdir __NR_readdir
#else
#define BTS_NR_readdir -1
#endif
#ifdef __NR_readlink
#define BTS_NR_readlink __NR_readlink
#else
#define BTS_NR_readlink -1
#endif
#ifdef __NR_readlinkat
#define BTS_NR_readlinkat __NR_readlinkat
#else
#define BTS_NR_readlinkat -1
#endif
#ifdef __NR_readv
#define BTS_NR_readv __NR_readv
#else
#define BTS_NR_readv -1
#endif
#ifdef __NR_reboot
#define BTS_NR_reboot __NR_reboot
#else
#define BTS_NR_reboot -1
#endif
#ifdef __NR_recvfrom
#define BTS_NR_recvfrom __NR_recvfrom
#else
#define BTS_NR_recvfrom -1
#endif
#ifdef __NR_recvmmsg
#define BTS_NR_recvmmsg __NR_recvmmsg
#else
#define BTS_NR_recvmmsg -1
#endif
#ifdef __NR_recvmmsg_time64
#define BTS_NR_recvmmsg_time64 __NR_recvmmsg_time64
#else
#define BTS_NR_recvmmsg_time64 -1
#endif
#ifdef __NR_recvmsg
#define BTS_NR_recvmsg __NR_recvmsg
#else
#define BTS_NR_recvmsg -1
#endif
#ifdef __NR_remap_file_pages
#define BTS_NR_remap_file_pages __NR_remap_file_pages
#else
#define BTS_NR_remap_file_pages -1
#endif
#ifdef __NR_removexattr
#define BTS_NR_removexattr __NR_removexattr
#else
#define BTS_NR_removexattr -1
#endif
#ifdef __NR_removexattrat
#define BTS_NR_removexattrat __NR_removexattrat
#else
#define BTS_NR_removexattrat -1
#endif
#ifdef __NR_rename
#define BTS_NR_rename __NR_rename
#else
#define BTS_NR_rename -1
#endif
#ifdef __NR_renameat
#define BTS_NR_renameat __NR_renameat
#else
#define BTS_NR_renameat -1
#endif
#ifdef __NR_renameat2
#define BTS_NR_renameat2 __NR_renameat2
#else
#define BTS_NR_renameat2 -1
#endif
#ifdef __NR_request_key
#define BTS_NR_request_key __NR_request_key
#else
#define BTS_NR_request_key -1
#endif
#ifdef __NR_restart_syscall
#define BTS_NR_restart_syscall __NR_restart_syscall
#else
#define BTS_NR_restart_syscall -1
#endif
#ifdef __NR_rmdir
#define BTS_NR_rmdir __NR_rmdir
#else
#define BTS_NR_rmdir -1
#endif
#ifdef __NR_rseq
#define BTS_NR_rseq __NR_rseq
#else
#define BTS_NR_rseq -1
#endif
#ifdef __NR_rseq_slice_yield
#define BTS_NR_rseq_slice_yield __NR_rseq_slice_yield
#else
#define BTS_NR_rseq_slice_yield -1
#endif
#ifdef __NR_rt_sigaction
#define BTS_NR_rt_sigaction __NR_rt_sigaction
#else
#define BTS_NR_rt_sigaction -1
#endif
#ifdef __NR_rt_sigpending
#define BTS_NR_rt_sigpending __NR_rt_sigpending
#else
#define BTS_NR_rt_sigpending -1
#endif
#ifdef __NR_rt_sigprocmask
#define BTS_NR_rt_sigprocmask __NR_rt_sigprocmask
#else
#define BTS_NR_rt_sigprocmask -1
#endif
#ifdef __NR_rt_sigqueueinfo
#define BTS_NR_rt_sigqueueinfo __NR_rt_sigqueueinfo
#else
#define BTS_NR_rt_sigqueueinfo -1
#endif
#ifdef __NR_rt_sigreturn
#define BTS_NR_rt_sigreturn __NR_rt_sigreturn
#else
#define BTS_NR_rt_sigreturn -1
#endif
#ifdef __NR_rt_sigsuspend
#define BTS_NR_rt_sigsuspend __NR_rt_sigsuspend
#else
#define BTS_NR_rt_sigsuspend -1
#endif
#ifdef __NR_rt_sigtimedwait
#define BTS_NR_rt_sigtimedwait __NR_rt_sigtimedwait
#else
#define BTS_NR_rt_sigtimedwait -1
#endif
#ifdef __NR_rt_sigtimedwait_time64
#define BTS_NR_rt_sigtimedwait_time64 __NR_rt_sigtimedwait_time64
#else
#define BTS_NR_rt_sigtimedwait_time64 -1
#endif
#ifdef __NR_rt_tgsigqueueinfo
#define BTS_NR_rt_tgsigqueueinfo __NR_rt_tgsigqueueinfo
#else
#define BTS_NR_rt_tgsigqueueinfo -1
#endif
#ifdef __NR_sched_get_priority_max
#define BTS_NR_sched_get_priority_max __NR_sched_get_priority_max
#else
#define BTS_NR_sched_get_priority_max -1
#endif
#ifdef __NR_sched_get_priority_min
#define BTS_NR_sched_get_priority_min __NR_sched_get_priority_min
#else
#define BTS_NR_sched_get_priority_min -1
#endif
#ifdef __NR_sched_getaffinity
#define BTS_NR_sched_getaffinity __NR_sched_getaffinity
#else
#define BTS_NR_sched_getaffinity -1
#endif
#ifdef __NR_sched_getattr
#define BTS_NR_sched_getattr __NR_sched_getattr
#else
#define BTS_NR_sched_getattr -1
#endif
#ifdef __NR_sched_getparam
#define BTS_NR_sched_getparam __NR_sched_getparam
#else
#define BTS_NR_sched_getparam -1
#endif
#ifdef __NR_sched_getscheduler
#define BTS_NR_sched_getscheduler __NR_sched_getscheduler
#else
#define BTS_NR_sched_getscheduler -1
#endif
#ifdef __NR_sched_rr_get_interval
#define BTS_NR_sched_rr_get_interval __NR_sched_rr_get_interval
#else
#define BTS_NR_sched_rr_get_interval -1
#endif
#ifdef __NR_sched_rr_get_interval_time64
#define BTS_NR_sched_rr_get_interval_time64 __NR_sched_rr_get_interval_time64
#else
#define BTS_NR_sched_rr_get_interval_time64 -1
#endif
#ifdef __NR_sched_setaffinity
#define BTS_NR_sched_setaffinity __NR_sched_setaffinity
#else
#define BTS_NR_sched_setaffinity -1
#endif
#ifdef __NR_sched_setattr
#define BTS_NR_sched_setattr __NR_sched_setattr
#else
#define BTS_NR_sched_setattr -1
#endif
#ifdef __NR_sched_setparam
#define BTS_NR_sched_setparam __NR_sched_setparam
#else
#define BTS_NR_sched_setparam -1
#endif
#ifdef __NR_sched_setscheduler
#define BTS_NR_sched_setscheduler __NR_sched_setscheduler
#else
#define BTS_NR_sched_setscheduler -1
#endif
#ifdef __NR_sched_yield
#define BTS_NR_sched_yield __NR_sched_yield
#else
#define BTS_NR_sched_yield -1
#endif
#ifdef __NR_seccomp
#define BTS_NR_seccomp __NR_seccomp
#else
#define BTS_NR_seccomp -1
#endif
#ifdef __NR_security
#define BTS_NR_security __NR_security
#else
#define BTS_NR_security -1
#endif
#ifdef __NR_select
#define BTS_NR_select __NR_select
#else
#define BTS_NR_select -1
#endif
#ifdef __NR_semctl
#define BTS_NR_semctl __NR_semctl
#else
#define BTS_NR_semctl -1
#endif
#ifdef __NR_semget
#define BTS_NR_semget __NR_semget
#else
#define BTS_NR_semget -1
#endif
#ifdef __NR_semop
#define BTS_NR_semop __NR_semop
#else
#define BTS_NR_semop -1
#endif
#ifdef __NR_semtimedop
#define BTS_NR_semtimedop __NR_semtimedop
#else
#define BTS_NR_semtimedop -1
#endif
#ifdef __NR_semtimedop_time64
#define BTS_NR_semtimedop_time64 __NR_semtimedop_time64
#else
#define BTS_NR_semtimedop_time64 -1
#endif
#ifdef __NR_sendfile
#define BTS_NR_sendfile __NR_sendfile
#else
#define BTS_NR_sendfile -1
#endif
#ifdef __NR_sendfile64
#define BTS_NR_sendfile64 __NR_sendfile64
#else
#define BTS_NR_sendfile64 -1
#endif
#ifdef __NR_sendmmsg
#define BTS_NR_sendmmsg __NR_sendmmsg
#else
#define BTS_NR_sendmmsg -1
#endif
#ifdef __NR_sendmsg
#define BTS_NR_sendmsg __NR_sendmsg
#else
#define BTS_NR_sendmsg -1
#endif
#ifdef __NR_sendto
#define BTS_NR_sendto __NR_sendto
#else
#define BTS_NR_sendto -1
#endif
#ifdef __NR_set_mempolicy
#define BTS_NR_set_mempolicy __NR_set_mempolicy
#else
#define BTS_NR_set_mempolicy -1
#endif
#ifdef __NR_set_mempolicy_home_node
#define BTS_NR_set_mempolicy_home_node __NR_set_mempolicy_home_node
#else
#define BTS_NR_set_mempolicy_home_node -1
#endif
#ifdef __NR_set_robust_list
#define BTS_NR_set_robust_list __NR_set_robust_list
#else
#define BTS_NR_set_robust_list -1
#endif
#ifdef __NR_set_thread_area
#define BTS_NR_set_thread_area __NR_set_thread_area
#else
#define BTS_NR_set_thread_area -1
#endif
#ifdef __NR_set_tid_address
#define BTS_NR_set_tid_address __NR_set_tid_address
#else
#define BTS_NR_set_tid_address -1
#endif
#ifdef __NR_setdomainname
#define BTS_NR_setdomainname __NR_setdomainname
#else
#define BTS_NR_setdomainname -1
#endif
#ifdef __NR_setfsgid
#define BTS_NR_setfsgid __NR_setfsgid
#else
#define BTS_NR_setfsgid -1
#endif
#ifdef __NR_setfsgid32
#define BTS_NR_setfsgid32 __NR_setfsgid32
#else
#define BTS_NR_setfsgid32 -1
#endif
#ifdef __NR_setfsuid
#define BTS_NR_setfsuid __NR_setfsuid
#else
#define BTS_NR_setfsuid -1
#endif
#ifdef __NR_setfsuid32
#define BTS_NR_setfsuid32 __NR_setfsuid32
#else
#define BTS_NR_setfsuid32 -1
#endif
#ifdef __NR_setgid
#define BTS_NR_setgid __NR_setgid
#else
#define BTS_NR_setgid -1
#endif
#ifdef __NR_setgid32
#define BTS_NR_setgid32 __NR_setgid32
#else
#define BTS_NR_setgid32 -1
#endif
#ifdef __NR_setgroups
#define BTS_NR_setgroups __NR_setgroups
#else
#define BTS_NR_setgroups -1
#endif
#ifdef __NR_setgroups32
#define BTS_NR_setgroups32 __NR_setgroups32
#else
#define BTS_NR_setgroups32 -1
#endif
#ifdef __NR_sethostname
#define BTS_NR_sethostname __NR_sethostname
#else
#define BTS_NR_sethostname -1
#endif
#ifdef __NR_setitimer
#define BTS_NR_setitimer __NR_setitimer
#else
#define BTS_NR_setitimer -1
#endif
#ifdef __NR_setns
#define BTS_NR_setns __NR_setns
#else
#define BTS_NR_setns -1
#endif
#ifdef __NR_setpgid
#define BTS_NR_setpgid __NR_setpgid
#else
#define BTS_NR_setpgid -1
#endif
#ifdef __NR_setpriority
#define BTS_NR_setpriority __NR_setpriority
#else
#define BTS_NR_setpriority -1
#endif
#ifdef __NR_setregid
#define BTS_NR_setregid __NR_setregid
#else
#define BTS_NR_setregid -1
#endif
#ifdef __NR_setregid32
#define BTS_NR_setregid32 __NR_setregid32
#else
#define BTS_NR_setregid32 -1
#endif
#ifdef __NR_setresgid
#define BTS_NR_setresgid __NR_setresgid
#else
#define BTS_NR_setresgid -1
#endif
#ifdef __NR_setresgid32
#define BTS_NR_setresgid32 __NR_setresgid32
#else
#define BTS_NR_setresgid32 -1
#endif
#ifdef __NR_setresuid
#define BTS_NR_setresuid __NR_setresuid
#else
#define BTS_NR_setresuid -1
#endif
#ifdef __NR_setresuid32
#define BTS_NR_setresuid32 __NR_setresuid32
#else
#define BTS_NR_setresuid32 -1
#endif
#ifdef __NR_setreuid
#define BTS_NR_setreuid __NR_setreuid
#else
#define BTS_NR_setreuid -1
#endif
#ifdef __NR_setreuid32
#define BTS_NR_setreuid32 __NR_setreuid32
#else
#define BTS_NR_setreuid32 -1
#endif
#ifdef __NR_setrlimit
#define BTS_NR_setrlimit __NR_setrlimit
#else
#define BTS_NR_setrlimit -1
#endif
#ifdef __NR_setsid
#define BTS_NR_setsid __NR_setsid
#else
#define BTS_NR_setsid -1
#endif
#ifdef __NR_setsockopt
#define BTS_NR_setsockopt __NR_setsockopt
#else
#define BTS_NR_setsockopt -1
#endif
#ifdef __NR_settimeofday
#define BTS_NR_settimeofday __NR_settimeofday
#else
#define BTS_NR_settimeofday -1
#endif
#ifdef __NR_setuid
#define BTS_NR_setuid __NR_setuid
#else
#define BTS_NR_setuid -1
#endif
#ifdef __NR_setuid32
#define BTS_NR_setuid32 __NR_setuid32
#else
#define BTS_NR_setuid32 -1
#endif
#ifdef __NR_setxattr
#define BTS_NR_setxattr __NR_setxattr
#else
#define BTS_NR_setxattr -1
#endif
#ifdef __NR_setxattrat
#define BTS_NR_setxattrat __NR_setxattrat
#else
#define BTS_NR_setxattrat -1
#endif
#ifdef __NR_sgetmask
#define BTS_NR_sgetmask __NR_sgetmask
#else
#define BTS_NR_sgetmask -1
#endif
#ifdef __NR_shmat
#define BTS_NR_shmat __NR_shmat
#else
#define BTS_NR_shmat -1
#endif
#ifdef __NR_shmctl
#define BTS_NR_shmctl __NR_shmctl
#else
#define BTS_NR_shmctl -1
#endif
#ifdef __NR_shmdt
#define BTS_NR_shmdt __NR_shmdt
#else
#define BTS_NR_shmdt -1
#endif
#ifdef __NR_shmget
#define BTS_NR_shmget __NR_shmget
#else
#define BTS_NR_shmget -1
#endif
#ifdef __NR_shutdown
#define BTS_NR_shutdown __NR_shutdown
#else
#define BTS_NR_shutdown -1
#endif
#ifdef __NR_sigaction
#define BTS_NR_sigaction __NR_sigaction
#else
#define BTS_NR_sigaction -1
#endif
#ifdef __NR_sigaltstack
#define BTS_NR_sigaltstack __NR_sigaltstack
#else
#define BTS_NR_sigaltstack -1
#endif
#ifdef __NR_signal
#define BTS_NR_signal __NR_signal
#else
#define BTS_NR_signal -1
#endif
#ifdef __NR_signalfd
#define BTS_NR_signalfd __NR_signalfd
#else
#define BTS_NR_signalfd -1
#endif
#ifdef __NR_signalfd4
#define BTS_NR_signalfd4 __NR_signalfd4
#else
#define BTS_NR_signalfd4 -1
#endif
#ifdef __NR_sigpending
#define BTS_NR_sigpending __NR_sigpending
#else
#define BTS_NR_sigpending -1
#endif
#ifdef __NR_sigprocmask
#define BTS_NR_sigprocmask __NR_sigprocmask
#else
#define BTS_NR_sigprocmask -1
#endif
#ifdef __NR_sigreturn
#define BTS_NR_sigreturn __NR_sigreturn
#else
#define BTS_NR_sigreturn -1
#endif
#ifdef __NR_sigsuspend
#define BTS_NR_sigsuspend __NR_sigsuspend
#else
#define BTS_NR_sigsuspend -1
#endif
#ifdef __NR_socket
#define BTS_NR_socket __NR_socket
#else
#define BTS_NR_socket -1
#endif
#ifdef __NR_socketcall
#define BTS_NR_socketcall __NR_socketcall
#else
#define BTS_NR_socketcall -1
#endif
#ifdef __NR_socketpair
#define BTS_NR_socketpair __NR_socketpair
#else
#define BTS_NR_socketpair -1
#endif
#ifdef __NR_splice
#define BTS_NR_splice __NR_splice
#else
#define BTS_NR_splice -1
#endif
#ifdef __NR_ssetmask
#define BTS_NR_ssetmask __NR_ssetmask
#else
#define BTS_NR_ssetmask -1
#endif
#ifdef __NR_stat
#define BTS_NR_stat __NR_stat
#else
#define BTS_NR_stat -1
#endif
#ifdef __NR_stat64
#define BTS_NR_stat64 __NR_stat64
#else
#define BTS_NR_stat64 -1
#endif
#ifdef __NR_statfs
#define BTS_NR_statfs __NR_statfs
#else
#define BTS_NR_statfs -1
#endif
#ifdef __NR_statfs64
#define BTS_NR_statfs64 __NR_statfs64
#else
#define BTS_NR_statfs64 -1
#endif
#ifdef __NR_statmount
#define BTS_NR_statmount __NR_statmount
#else
#define BTS_NR_statmount -1
#endif
#ifdef __NR_statx
#define BTS_NR_statx __NR_statx
#else
#define BTS_NR_statx -1
#endif
#ifdef __NR_stime
#define BTS_NR_stime __NR_stime
#else
#define BTS_NR_stime -1
#endif
#ifdef __NR_stty
#define BTS_NR_stty __NR_stty
#else
#define BTS_NR_stty -1
#endif
#ifdef __NR_swapoff
#define BTS_NR_swapoff __NR_swapoff
#else
#define BTS_NR_swapoff -1
#endif
#ifdef __NR_swapon
#define BTS_NR_swapon __NR_swapon
#else
#define BTS_NR_swapon -1
#endif
#ifdef __NR_symlink
#define BTS_NR_symlink __NR_symlink
#else
#define BTS_NR_symlink -1
#endif
#ifdef __NR_symlinkat
#define BTS_NR_symlinkat __NR_symlinkat
#else
#define BTS_NR_symlinkat -1
#endif
#ifdef __NR_sync
#define BTS_NR_sync __NR_sync
#else
#define BTS_NR_sync -1
#endif
#ifdef __NR_sync_file_range
#define BTS_NR_sync_file_range __NR_sync_file_range
#else
#define BTS_NR_sync_file_range -1
#endif
#ifdef __NR_syncfs
#define BTS_NR_syncfs __NR_syncfs
#else
#define BTS_NR_syncfs -1
#endif
#ifdef __NR_sysfs
#define BTS_NR_sysfs __NR_sysfs
#else
#define BTS_NR_sysfs -1
#endif
#ifdef __NR_sysinfo
#define BTS_NR_sysinfo __NR_sysinfo
#else
#define BTS_NR_sysinfo -1
#endif
#ifdef __NR_syslog
#define BTS_NR_syslog __NR_syslog
#else
#define BTS_NR_syslog -1
#endif
#ifdef __NR_tee
#define BTS_NR_tee __NR_tee
#else
#define BTS_NR_tee -1
#endif
#ifdef __NR_tgkill
#define BTS_NR_tgkill __NR_tgkill
#else
#define BTS_NR_tgkill -1
#endif
#ifdef __NR_time
#define BTS_NR_time __NR_time
#else
#define BTS_NR_time -1
#endif
#ifdef __NR_timer_create
#define BTS_NR_timer_create __NR_timer_create
#else
#define BTS_NR_timer_create -1
#endif
#ifdef __NR_timer_delete
#define BTS_NR_timer_delete __NR_timer_delete
#else
#define BTS_NR_timer_delete -1
#endif
#ifdef __NR_timer_getoverrun
#define BTS_NR_timer_getoverrun __NR_timer_getoverrun
#else
#define BTS_NR_timer_getoverrun -1
#endif
#ifdef __NR_timer_gettime
#define BTS_NR_timer_gettime __NR_timer_gettime
#else
#define BTS_NR_timer_gettime -1
#endif
#ifdef __NR_timer_gettime64
#define BTS_NR_timer_gettime64 __NR_timer_gettime64
#else
#define BTS_NR_timer_gettime64 -1
#endif
#ifdef __NR_timer_settime
#define BTS_NR_timer_settime __NR_timer_settime
#else
#define BTS_NR_timer_settime -1
#endif
#ifdef __NR_timer_settime64
#define BTS_NR_timer_settime64 __NR_timer_settime64
#else
#define BTS_NR_timer_settime64 -1
#endif
#ifdef __NR_timerfd_create
#define BTS_NR_timerfd_create __NR_timerfd_create
#else
#define BTS_NR_timerfd_create -1
#endif
#ifdef __NR_timerfd_gettime
#define BTS_NR_timerfd_gettime __NR_timerfd_gettime
#else
#define BTS_NR_timerfd_gettime -1
#endif
#ifdef __NR_timerfd_gettime64
#define BTS_NR_timerfd_gettime64 __NR_timerfd_gettime64
#else
#define BTS_NR_timerfd_gettime64 -1
#endif
#ifdef __NR_timerfd_settime
#define BTS_NR_timerfd_settime __NR_timerfd_settime
#else
#define BTS_NR_timerfd_settime -1
#endif
#ifdef __NR_timerfd_settime64
#define BTS_NR_timerfd_settime64 __NR_timerfd_settime64
#else
#define BTS_NR_timerfd_settime64 -1
#endif
#ifdef __NR_times
#define BTS_NR_times __NR_times
#else
#define BTS_NR_times -1
#endif
#ifdef __NR_tkill
#define BTS_NR_tkill __NR_tkill
#else
#define BTS_NR_tkill -1
#endif
#ifdef __NR_truncate
#define BTS_NR_truncate __NR_truncate
#else
#define BTS_NR_truncate -1
#endif
#ifdef __NR_truncate64
#define BTS_NR_truncate64 __NR_truncate64
#else
#define BTS_NR_truncate64 -1
#endif
#ifdef __NR_tuxcall
#define BTS_NR_tuxcall __NR_tuxcall
#else
#define BTS_NR_tuxcall -1
#endif
#ifdef __NR_ugetrlimit
#define BTS_NR_ugetrlimit __NR_ugetrlimit
#else
#define BTS_NR_ugetrlimit -1
#endif
#ifdef __NR_ulimit
#define BTS_NR_ulimit __NR_ulimit
#else
#define BTS_NR_ulimit -1
#endif
#ifdef __NR_umask
#define BTS_NR_umask __NR_umask
#else
#define BTS_NR_umask -1
#endif
#ifdef __NR_umount
#define BTS_NR_umount __NR_umount
#else
#define BTS_NR_umount -1
#endif
#ifdef __NR_umount2
#define BTS_NR_umount2 __NR_umount2
#else
#define BTS_NR_umount2 -1
#endif
#ifdef __NR_uname
#define BTS_NR_uname __NR_uname
#else
#define BTS_NR_uname -1
#endif
#ifdef __NR_unlink
#define BTS_NR_unlink __NR_unlink
#else
#define BTS_NR_unlink -1
#endif
#ifdef __NR_unlinkat
#define BTS_NR_unlinkat __NR_unlinkat
#else
#define BTS_NR_unlinkat -1
#endif
#ifdef __NR_unshare
#define BTS_NR_unshare __NR_unshare
#else
#define BTS_NR_unshare -1
#endif
#ifdef __NR_uprobe
#define BTS_NR_uprobe __NR_uprobe
#else
#define BTS_NR_uprobe -1
#endif
#ifdef __NR_uretprobe
#define BTS_NR_uretprobe __NR_uretprobe
#else
#define BTS_NR_uretprobe -1
#endif
#ifdef __NR_uselib
#define BTS_NR_uselib __NR_uselib
#else
#define BTS_NR_uselib -1
#endif
#ifdef __NR_userfaultfd
#define BTS_NR_userfaultfd __NR_userfaultfd
#else
#define BTS_NR_userfaultfd -1
#endif
#ifdef __NR_ustat
#define BTS_NR_ustat __NR_ustat
#else
#define BTS_NR_ustat -1
#endif
#ifdef __NR_utime
#define BTS_NR_utime __NR_utime
#else
#define BTS_NR_utime -1
#endif
#ifdef __NR_utimensat
#define BTS_NR_utimensat __NR_utimensat
#else
#define BTS_NR_utimensat -1
#endif
#ifdef __NR_utimensat_time64
#define BTS_NR_utimensat_time64 __NR_utimensat_time64
#else
#define BTS_NR_utimensat_time64 -1
#endif
#ifdef __NR_utimes
#define BTS_NR_utimes __NR_utimes
#else
#define BTS_NR_utimes -1
#endif
#ifdef __NR_vfork
#define BTS_NR_vfork __NR_vfork
#else
#define BTS_NR_vfork -1
#endif
#ifdef __NR_vhangup
#define BTS_NR_vhangup __NR_vhangup
#else
#define BTS_NR_vhangup -1
#endif
#ifdef __NR_vm86
#define BTS_NR_vm86 __NR_vm86
#else
#define BTS_NR_vm86 -1
#endif
#ifdef __NR_vm86old
#define BTS_NR_vm86old __NR_vm86old
#else
#define BTS_NR_vm86old -1
#endif
#ifdef __NR_vmsplice
#define BTS_NR_vmsplice __NR_vmsplice
#else
#define BTS_NR_vmsplice -1
#endif
#ifdef __NR_vserver
#define BTS_NR_vserver __NR_vserver
#else
#define BTS_NR_vserver -1
#endif
#ifdef __NR_wait4
#define BTS_NR_wait4 __NR_wait4
#else
#define BTS_NR_wait4 -1
#endif
#ifdef __NR_waitid
#define BTS_NR_waitid __NR_waitid
#else
#define BTS_NR_waitid -1
#endif
#ifdef __NR_waitpid
#define BTS_NR_waitpid __NR_waitpid
#else
#define BTS_NR_waitpid -1
#endif
#ifdef __NR_write
#define BTS_NR_write __NR_write
#else
#define BTS_NR_write -1
#endif
#ifdef __NR_writev
#define BTS_NR_writev __NR_writev
#else
#define BTS_NR_writev -1
#endif
