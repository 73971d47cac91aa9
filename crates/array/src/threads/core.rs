//! Which core a thread runs on.
//!
//! The scheduler may wake a thread on the core of whoever wakes it although others are idle: it takes the halted
//! cores of a guest of KVM for busy ones, and needs some 10 ms to see two threads on one core and none on the other.

/// The core that this thread runs on, where the system tells.
#[cfg(target_os = "linux")]
pub(super) fn current() -> Option<usize> {
    // SAFETY: asks for nothing.
    usize::try_from(unsafe { libc::sched_getcpu() }).ok()
}

/// Moves this thread away from a core, if it is there and may run on another.
#[cfg(target_os = "linux")]
pub(super) fn leave(core: Option<usize>) {
    let Some(core) = core.filter(|&c| current() == Some(c) && c < libc::CPU_SETSIZE as usize) else { return };
    let size = size_of::<libc::cpu_set_t>();
    // SAFETY: sets of cores as plain bits, of the size that is told; the thread is this one.
    unsafe {
        let mut allowed: libc::cpu_set_t = std::mem::zeroed();
        if libc::sched_getaffinity(0, size, &mut allowed) != 0 || libc::CPU_COUNT(&allowed) < 2 {
            return;
        }
        let mut others = allowed;
        libc::CPU_CLR(core, &mut others);
        if libc::sched_setaffinity(0, size, &others) == 0 {
            libc::sched_setaffinity(0, size, &allowed);
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn current() -> Option<usize> {
    None
}

#[cfg(not(target_os = "linux"))]
pub(super) fn leave(_core: Option<usize>) {}
