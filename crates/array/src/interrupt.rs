//! Ends long work on request.
//!
//! Loops that may run for long call [`poll`] now and then. Under [`watch`] that asks a question every tenth of a
//! second; once the answer is yes, the work unwinds to `watch`, on the threads that help with it as well. Elsewhere
//! it costs a nanosecond and does nothing.
//!
//! Unwinding, which salsa and rust-analyzer cancel their queries by too, spares the kernels a `Result` for something
//! that is no error of theirs. No panic is reported, and destructors run.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Time between two questions.
pub(crate) const PERIOD: Duration = Duration::from_millis(100);

/// The work was ended before it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("interrupted")]
pub struct Interrupted;

/// Work that may be ended, as the threads that help with it see it.
#[derive(Clone)]
pub struct Handle {
    stop: Arc<AtomicBool>,
}

/// The work that this thread does; who began it also asks whether to go on.
#[derive(Clone)]
struct Current {
    handle: Handle,
    question: Option<Rc<Question<dyn Fn() -> bool>>>,
}

struct Question<F: ?Sized> {
    /// When to ask, once there was a first look.
    next: Cell<Option<Instant>>,
    ask: F,
}

thread_local! {
    static CURRENT: RefCell<Option<Current>> = const { RefCell::new(None) };
}

/// Runs `f`, which ends at its next [`poll`] once `ask` says so.
///
/// Only this thread asks, about every tenth of a second, and not within `ask` itself.
///
/// # Errors
/// The work was ended. Whatever `f` was writing to is in a state between.
///
/// ```
/// use pallasite_array::interrupt::{Interrupted, poll, watch};
/// use std::time::{Duration, Instant};
///
/// let deadline = Instant::now() + Duration::from_millis(50);
/// let forever = || loop { poll() };
/// assert_eq!(watch(move || Instant::now() > deadline, forever), Err::<(), _>(Interrupted));
/// ```
pub fn watch<T>(ask: impl Fn() -> bool + 'static, f: impl FnOnce() -> T) -> Result<T, Interrupted> {
    let question = Question { next: Cell::new(None), ask };
    let handle = Handle { stop: Arc::new(AtomicBool::new(false)) };
    let current = Current { handle, question: Some(Rc::new(question)) };
    catch_unwind(AssertUnwindSafe(|| entered(Some(current), f))).map_err(|payload| match payload.downcast() {
        Ok(interrupted) => *interrupted,
        Err(panic) => resume_unwind(panic),
    })
}

/// Ends the work here if it is to end; for loops whose rounds take microseconds.
///
/// # Panics
/// Unwinds to [`watch`], nowhere else.
#[inline]
pub fn poll() {
    if is_stopped() {
        resume_unwind(Box::new(Interrupted));
    }
}

/// [`poll`] in one of 256 rounds of a loop, for rounds that take less than a microsecond.
#[inline]
pub fn poll_round(round: usize) {
    if round.is_multiple_of(256) {
        poll();
    }
}

/// Asks if it is time to, and tells whether the work is to end.
pub(crate) fn is_stopped() -> bool {
    match CURRENT.with_borrow(|current| current.as_ref().map_or(Look::GoesOn, Current::look)) {
        Look::GoesOn => false,
        Look::Stopped => true,
        Look::Due(question) => question.is_answered(),
    }
}

enum Look {
    GoesOn,
    Stopped,
    Due(Rc<Question<dyn Fn() -> bool>>),
}

impl Current {
    fn look(&self) -> Look {
        if self.handle.stop.load(Ordering::Relaxed) {
            return Look::Stopped;
        }
        let due = self.question.as_ref().filter(|q| q.is_due());
        due.map_or(Look::GoesOn, |q| Look::Due(q.clone()))
    }
}

impl Question<dyn Fn() -> bool> {
    fn is_due(&self) -> bool {
        let now = Instant::now();
        let next = self.next.get().unwrap_or(now + PERIOD);
        self.next.set(Some(next));
        now >= next
    }

    fn is_answered(&self) -> bool {
        // The answer may run code that polls.
        let current = CURRENT.take();
        let stop = (self.ask)();
        self.next.set(Some(Instant::now() + PERIOD));
        if let Some(Current { handle, .. }) = &current {
            handle.stop.store(stop, Ordering::Relaxed);
        }
        CURRENT.set(current);
        stop
    }
}

/// The work that this thread does, for another thread to [`enter`](Handle::enter).
pub fn current() -> Option<Handle> {
    CURRENT.with_borrow(|current| current.as_ref().map(|c| c.handle.clone()))
}

impl Handle {
    /// Runs `f` as a part of the work.
    pub fn enter<T>(&self, f: impl FnOnce() -> T) -> T {
        if current().is_some_and(|here| Arc::ptr_eq(&here.stop, &self.stop)) {
            return f();
        }
        entered(Some(Current { handle: self.clone(), question: None }), f)
    }
}

/// The body of a loop of rayon's, whose threads do not know what they work for; it polls.
pub fn shared<A, T>(body: impl Fn(A) -> T + Sync) -> impl Fn(A) -> T + Sync {
    let work = current();
    move |item| {
        let run = || {
            poll();
            body(item)
        };
        match &work {
            Some(work) => work.enter(run),
            None => run(),
        }
    }
}

/// Runs `f` while this thread's work is `current`.
fn entered<T>(current: Option<Current>, f: impl FnOnce() -> T) -> T {
    struct Restore(Option<Current>);
    impl Drop for Restore {
        fn drop(&mut self) {
            CURRENT.set(self.0.take());
        }
    }
    let _restore = Restore(CURRENT.replace(current));
    f()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threads;

    /// Says yes from the second question on.
    fn second() -> impl Fn() -> bool + 'static {
        let asked = Cell::new(0);
        move || {
            asked.set(asked.get() + 1);
            asked.get() > 1
        }
    }

    #[test]
    fn work_that_ends_by_itself_keeps_its_value() {
        assert_eq!(watch(|| true, || 3), Ok(3));
        poll();
    }

    #[test]
    fn loops_on_several_threads_end() {
        let forever = |_| loop {
            poll()
        };
        assert_eq!(watch(second(), || threads::for_each(8, forever)), Err(Interrupted));
        assert_eq!(watch(second(), || threads::install(|| forever(0))), Err(Interrupted));
        assert_eq!(
            watch(second(), || threads::install(|| threads::join(|| forever(0), || forever(1)))),
            Err(Interrupted)
        );
    }

    #[test]
    fn who_waits_for_another_thread_asks() {
        let nap = || std::thread::sleep(3 * PERIOD);
        assert_eq!(watch(second(), || (threads::install(nap), poll())), Err(Interrupted));
    }

    #[test]
    fn an_inner_watch_leaves_the_outer_one_alone() {
        let inner = || {
            watch::<()>(
                || true,
                || loop {
                    poll()
                },
            )
        };
        assert_eq!(watch(|| false, inner), Ok(Err(Interrupted)));
    }

    #[test]
    fn panics_pass() {
        let caught = catch_unwind(|| watch(|| false, || panic!("theirs")));
        assert_eq!(caught.unwrap_err().downcast_ref(), Some(&"theirs"));
    }
}
