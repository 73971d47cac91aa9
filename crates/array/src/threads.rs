//! One policy of how much work is worth a thread.
//!
//! Work that is already on the pool runs serially, so that nested calls do not fight for cores. No
//! result depends on the number of threads: whoever splits a reduction splits it by shape.

mod core;
mod team;

use crate::interrupt;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::cell::Cell;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::thread;

/// Elements of a cheap operation (an addition) that are worth a thread.
pub const GRAIN: usize = 1 << 15;

/// Work between two looks whether it is to end: about a millisecond.
const COARSE: usize = 1 << 20;

/// Grains of work below which handing them over costs more than it wins.
const WORTH: usize = 2;

static LIMIT: AtomicUsize = AtomicUsize::new(0);
/// Runs rayon's own loops, whose caller waits.
static POOL: Pool = Pool(RwLock::new(None));
/// Helps a caller who works too. It has pools of its own as a pool wakes a thread for new work even when another,
/// which still looks for some, takes it: on few cores that thread is in the way.
static HELPERS: Pool = Pool(RwLock::new(None));

thread_local! {
    static LOCAL_LIMIT: Cell<usize> = const { Cell::new(0) };
}

fn default_limit() -> usize {
    let asked = std::env::var("PALLASITE_NUM_THREADS").ok().and_then(|v| v.trim().parse().ok());
    let cores = || std::thread::available_parallelism().map_or(1, |n| n.get());
    asked.filter(|&n: &usize| n > 0).unwrap_or_else(cores)
}

/// The number of threads that work is spread over.
pub fn num_threads() -> usize {
    let local = LOCAL_LIMIT.get();
    if local != 0 {
        return local;
    }
    match LIMIT.load(Ordering::Relaxed) {
        0 => {
            let n = default_limit();
            LIMIT.store(n, Ordering::Relaxed);
            n
        }
        n => n,
    }
}

/// Sets the number of threads for the whole process; 0 goes back to the default.
pub fn set_num_threads(n: usize) {
    LIMIT.store(n, Ordering::Relaxed);
}

/// Sets the number of threads for work started by this thread, 0 for no limit of its own; returns the old value.
pub fn set_local_threads(n: usize) -> usize {
    LOCAL_LIMIT.replace(n)
}

/// How many parts `work` (in units of a cheap element operation) is worth.
#[inline]
pub fn parts_for(work: usize) -> usize {
    if work < WORTH * GRAIN || team::is_member() {
        return 1;
    }
    (work / GRAIN).min(num_threads())
}

/// The `i`-th of `parts` parts of `0..n`, whose lengths differ by one at most.
#[inline]
pub fn part(n: usize, parts: usize, i: usize) -> Range<usize> {
    let cut = |i: usize| n / parts * i + (n % parts).min(i);
    cut(i)..cut(i + 1)
}

/// Threads that are started when they are needed first.
struct Pool(RwLock<Option<Arc<ThreadPool>>>);

impl Pool {
    /// At least `wanted` threads; `None` where the system has no more.
    fn of(&self, wanted: usize) -> Option<Arc<ThreadPool>> {
        if let Ok(held) = self.0.read()
            && let Some(p) = held.as_ref()
            && p.current_num_threads() >= wanted
        {
            return Some(p.clone());
        }
        let name = |i| format!("pallasite-{i}");
        let fresh = Arc::new(ThreadPoolBuilder::new().num_threads(wanted).thread_name(name).build().ok()?);
        *self.0.write().ok()? = Some(fresh.clone());
        Some(fresh)
    }

    fn forget(&self) {
        if let Ok(mut held) = self.0.write() {
            std::mem::forget(held.take());
        }
    }
}

/// Forgets all threads, which do not exist in a forked child.
pub fn after_fork() {
    POOL.forget();
    HELPERS.forget();
}

/// Runs `f` on the pool (serially, in place, when there is none or we are on it).
pub fn install<R: Send>(f: impl FnOnce() -> R + Send) -> R {
    match if team::is_member() { None } else { POOL.of(num_threads()) } {
        Some(p) => match interrupt::current() {
            Some(work) => install_watched(&p, &work, f),
            None => p.install(f),
        },
        None => f(),
    }
}

/// Waits for `f` with an eye on who wants to end it.
fn install_watched<R: Send>(pool: &ThreadPool, work: &interrupt::Handle, f: impl FnOnce() -> R + Send) -> R {
    let (value, done) = (Mutex::new(None), AtomicBool::new(false));
    let caller = thread::current();
    pool.in_place_scope(|scope| {
        scope.spawn(|_| {
            let result = catch_unwind(AssertUnwindSafe(|| work.enter(f)));
            *value.lock().unwrap_or_else(|e| e.into_inner()) = Some(result);
            done.store(true, Ordering::Release);
            caller.unpark();
        });
        while !done.load(Ordering::Acquire) {
            thread::park_timeout(interrupt::PERIOD);
            interrupt::is_stopped();
        }
    });
    let result = value.into_inner().unwrap_or_else(|e| e.into_inner());
    result.expect("the scope has ended").unwrap_or_else(|payload| resume_unwind(payload))
}

/// The values of `a` and `b`, which run at the same time where a thread of the pool is free.
pub fn join<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    match interrupt::current() {
        Some(work) => rayon::join(a, || work.enter(b)),
        None => rayon::join(a, b),
    }
}

/// Calls `f(0)`, ..., `f(n - 1)`, spread over the pool.
pub fn for_each(n: usize, f: impl Fn(usize) + Sync) {
    let threads = if n <= 1 || team::is_member() { 1 } else { num_threads() };
    match if threads > 1 { HELPERS.of(threads - 1) } else { None } {
        Some(pool) => team::run(&pool, threads, n, &f),
        None => (0..n).for_each(|i| {
            interrupt::poll();
            f(i);
        }),
    }
}

/// The values `f(0)`, ..., `f(n - 1)`, computed over the pool.
pub fn map<T: Send>(n: usize, f: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let slots: Vec<Mutex<Option<T>>> = (0..n).map(|_| Mutex::new(None)).collect();
    for_each(n, |i| *slots[i].lock().expect("nobody else has it") = Some(f(i)));
    slots.into_iter().map(|slot| slot.into_inner().ok().flatten().expect("every part has run")).collect()
}

/// Calls `f` with parts of `items`, and the place where each begins, over the pool; `cost` is that of an element.
pub fn for_each_chunk<T: Send>(items: &mut [T], cost: usize, f: impl Fn(usize, &mut [T]) + Sync) {
    let parts = parts_for(items.len().saturating_mul(cost));
    if parts == 1 {
        return f(0, items);
    }
    let size = items.len().div_ceil(parts).min(COARSE / cost.max(1) + 1);
    let chunks: Vec<Mutex<&mut [T]>> = items.chunks_mut(size).map(Mutex::new).collect();
    for_each(chunks.len(), |i| f(i * size, &mut chunks[i].lock().expect("nobody else has it")));
}
