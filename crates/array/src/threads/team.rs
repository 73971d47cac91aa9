//! Fork and join for loops that take microseconds.
//!
//! Waking a sleeping thread and being woken by it costs some 30 µs each way, as long as adding 10^5 numbers. So
//! the caller works too and takes whatever nobody else has begun, a thread of the pool looks for more work for a
//! moment before it sleeps (as OpenMP's do), and the caller sleeps only when it has waited long.

use super::{core, part};
use crate::interrupt;
use rayon::{ThreadPool, Yield};
use smallvec::SmallVec;
use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

/// How long a thread looks for work, or the caller for the end of it, before it sleeps.
const PATIENCE: Duration = Duration::from_micros(100);

/// Looks between two looks at the clock.
const LOOKS: usize = 32;

/// Threads that look for work.
static LOOKING: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static MEMBER: Cell<bool> = const { Cell::new(false) };
    static LINGERS: Cell<bool> = const { Cell::new(false) };
}

/// True where a part of a shared loop is running, or any other work of a pool.
pub(super) fn is_member() -> bool {
    MEMBER.get() || rayon::current_thread_index().is_some()
}

/// A loop whose iterations are handed out one by one: to each thread those of its own share first, as what the loop
/// before left in the cache of a core is of use to the same share alone.
struct Team {
    body: *const (dyn Fn(usize) + Sync),
    n: usize,
    /// How many iterations of each share are handed out.
    taken: SmallVec<[AtomicUsize; 4]>,
    done: AtomicUsize,
    panic: Mutex<Option<Box<dyn Any + Send>>>,
    caller: Thread,
    watched: Option<interrupt::Handle>,
}

// SAFETY: `body` points to something `Sync`, and `work` says when it is used.
unsafe impl Send for Team {}
// SAFETY: as above; everything else is atomic or locked.
unsafe impl Sync for Team {}

impl Team {
    /// An iteration that nobody has begun, of a share if one is left there.
    fn next(&self, own: usize) -> Option<usize> {
        let shares = self.taken.len();
        (own..shares).chain(0..own).find_map(|share| {
            let range = part(self.n, shares, share);
            let i = range.start + self.taken[share].fetch_add(1, Ordering::Relaxed);
            (i < range.end).then_some(i)
        })
    }

    /// Runs iterations until none is left; panics wait in `panic`.
    fn work(&self, share: usize) {
        let member = MEMBER.replace(true);
        while let Some(i) = self.next(share) {
            // SAFETY: iteration `i` is not done, so that `run` has not returned and the closure is alive.
            let body = unsafe { &*self.body };
            let part = || {
                interrupt::poll();
                body(i);
            };
            if let Err(payload) = catch_unwind(AssertUnwindSafe(part)) {
                self.panic.lock().unwrap_or_else(|e| e.into_inner()).get_or_insert(payload);
            }
            if self.done.fetch_add(1, Ordering::AcqRel) + 1 == self.n {
                self.caller.unpark();
            }
        }
        MEMBER.set(member);
    }

    /// [`Team::work`] on a thread of the pool.
    fn help(&self) {
        let share = 1 + rayon::current_thread_index().unwrap_or(0) % (self.taken.len() - 1);
        match &self.watched {
            Some(work) => work.enter(|| self.work(share)),
            None => self.work(share),
        }
    }

    /// Sleeps until the last iteration is done, or a while.
    fn wait(&self) {
        if self.watched.is_none() {
            return thread::park();
        }
        thread::park_timeout(interrupt::PERIOD);
        interrupt::is_stopped();
    }

    fn finished(&self) -> bool {
        self.done.load(Ordering::Acquire) == self.n
    }
}

/// Calls `f(0)`, ..., `f(n - 1)` on the caller and up to `threads - 1` threads of the pool.
pub(super) fn run(pool: &ThreadPool, threads: usize, n: usize, f: &(impl Fn(usize) + Sync)) {
    let body: &(dyn Fn(usize) + Sync) = f;
    // SAFETY: only the lifetime changes; the closure is not used after this function returns, see `work`.
    let body =
        unsafe { std::mem::transmute::<&(dyn Fn(usize) + Sync), &'static (dyn Fn(usize) + Sync)>(body) };
    let threads = threads.min(n);
    let team = Arc::new(Team {
        body,
        n,
        taken: (0..threads).map(|_| AtomicUsize::new(0)).collect(),
        done: AtomicUsize::new(0),
        panic: Mutex::new(None),
        caller: thread::current(),
        watched: interrupt::current(),
    });
    let here = core::current();
    for _ in 1..threads {
        let team = Arc::clone(&team);
        pool.spawn(move || {
            core::leave(here);
            team.help();
            drop(team);
            linger();
        });
    }
    // A thread that was asleep may have to leave this core first.
    if LOOKING.load(Ordering::Relaxed) == 0 {
        thread::yield_now();
    }
    team.work(0);
    if !patiently(|| team.finished()) {
        while !team.finished() {
            team.wait();
        }
    }
    if let Some(payload) = team.panic.lock().unwrap_or_else(|e| e.into_inner()).take() {
        resume_unwind(payload);
    }
}

/// Looks for more work of the pool for a while.
fn linger() {
    if LINGERS.replace(true) {
        return;
    }
    LOOKING.fetch_add(1, Ordering::Relaxed);
    while patiently(|| matches!(rayon::yield_now(), Some(Yield::Executed))) {}
    LOOKING.fetch_sub(1, Ordering::Relaxed);
    LINGERS.set(false);
}

/// Asks until the answer is yes or patience is over; whether it was yes.
fn patiently(mut asked: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    loop {
        for _ in 0..LOOKS {
            if asked() {
                return true;
            }
            std::hint::spin_loop();
        }
        // Where the scheduler has put both on one core, the other one goes on now and not at the next tick.
        thread::yield_now();
        if start.elapsed() >= PATIENCE {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::threads::{for_each, parts_for};
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn every_iteration_runs_once() {
        for n in [2, 3, 7, 1000] {
            let counts: Vec<AtomicUsize> = (0..n).map(|_| AtomicUsize::new(0)).collect();
            for _ in 0..200 {
                for_each(n, |i| {
                    counts[i].fetch_add(1, Ordering::Relaxed);
                });
            }
            assert!(counts.iter().all(|c| c.load(Ordering::Relaxed) == 200));
        }
    }

    #[test]
    fn nested_loops_are_serial() {
        for_each(4, |_| assert_eq!(parts_for(usize::MAX), 1));
    }

    #[test]
    fn a_panic_comes_out_and_the_pool_goes_on() {
        for culprit in [0, 5] {
            let caught = std::panic::catch_unwind(|| for_each(8, |i| assert_ne!(i, culprit, "the culprit")));
            assert!(caught.is_err());
        }
        every_iteration_runs_once();
    }
}
