//! Memory behind arrays: reference-counted blocks of our own, or memory that somebody else keeps alive.
//!
//! A block of ours is one allocation: a header of 64 bytes, then the data, aligned to 64 bytes. Large
//! blocks are kept for a while after they are freed, because page faults are half the cost of an
//! operation like `a * 1.1` on 80 MB.

use crate::threads;
use std::alloc::{Layout as Alloc, alloc, alloc_zeroed, dealloc};
use std::any::Any;
use std::ptr::NonNull;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering, fence};

/// Alignment of the data, one cache line.
pub const ALIGN: usize = 64;

/// What keeps foreign memory alive.
pub type Owner = Box<dyn Any + Send + Sync>;

struct Header {
    count: AtomicUsize,
    start: *mut u8,
    len: usize,
    /// Start and size of the allocation that holds this header.
    block: *mut u8,
    block_size: usize,
    owner: Option<Owner>,
}

const _: () = assert!(size_of::<Header>() <= ALIGN);

/// A counted reference to a block of memory.
///
/// It says nothing about who may read or write: that is the business of [`crate::NdArray`].
pub struct Buffer(NonNull<Header>);

// SAFETY: the header is immutable after construction but for the atomic count; the owner is Send + Sync;
// the memory itself is only reachable through raw pointers.
unsafe impl Send for Buffer {}
// SAFETY: as above.
unsafe impl Sync for Buffer {}

/// Blocks of this size and more are kept when freed.
const CACHE_FROM: usize = 1 << 18;
/// Blocks of this size and more are asked for as zeros; fewer are quicker set to it.
const ZEROED_FROM: usize = 1 << 11;
/// Larger blocks of zeros are new pages, which the system clears as they are used; smaller ones are sooner cleared.
const CLEARED_TO: usize = 1 << 25;
/// The most memory that waits for reuse.
const CACHE_TOTAL: usize = 1 << 28;
/// The most blocks that wait for reuse.
const CACHE_BLOCKS: usize = 16;

struct Free {
    block: *mut u8,
    size: usize,
}

// SAFETY: a freed block has no other owner.
unsafe impl Send for Free {}

/// The first byte of a block that threads share out.
struct Start(*mut u8);

// SAFETY: the pointer is only handed on; the parts that are written do not meet.
unsafe impl Sync for Start {}

impl Start {
    fn at(&self, offset: usize) -> *mut u8 {
        self.0.wrapping_add(offset)
    }
}

static FREE: Mutex<Vec<Free>> = Mutex::new(Vec::new());

/// Blocks of this size and more ask for huge pages, as there are many addresses to translate.
const HUGE_FROM: usize = 1 << 22;

/// Tells the system that a fresh block is worth huge pages.
#[cfg(target_os = "linux")]
fn advise(block: *mut u8, size: usize) {
    const PAGE: usize = 4096;
    if size >= HUGE_FROM && !block.is_null() {
        let skip = block.align_offset(PAGE);
        // SAFETY: the whole pages inside of a block of ours; the advice does not change what they hold, and
        // nothing depends on its being taken.
        unsafe { libc::madvise(block.add(skip).cast(), (size - skip) & !(PAGE - 1), libc::MADV_HUGEPAGE) };
    }
}

#[cfg(not(target_os = "linux"))]
fn advise(_: *mut u8, _: usize) {}

fn block_alloc(size: usize) -> Alloc {
    Alloc::from_size_align(size, 16).expect("size was checked")
}

/// Takes the waiting block of at least `size` bytes that wastes less than an eighth and was freed last: it is
/// the most likely one to be in a cache still.
fn reuse(size: usize) -> Option<(*mut u8, usize)> {
    let mut free = FREE.lock().ok()?;
    let i = free.iter().rposition(|f| f.size >= size && f.size - size <= size / 8)?;
    let f = free.remove(i);
    Some((f.block, f.size))
}

/// Keeps a block for reuse, or gives it back.
fn release(block: *mut u8, size: usize) {
    if (CACHE_FROM..=CACHE_TOTAL).contains(&size)
        && let Ok(mut free) = FREE.lock()
    {
        let mut held: usize = free.iter().map(|f| f.size).sum();
        while held + size > CACHE_TOTAL || free.len() >= CACHE_BLOCKS {
            let old = free.remove(0);
            held -= old.size;
            // SAFETY: the block came from `alloc` with this layout and nobody else holds it.
            unsafe { dealloc(old.block, block_alloc(old.size)) };
        }
        free.push(Free { block, size });
        return;
    }
    // SAFETY: as above.
    unsafe { dealloc(block, block_alloc(size)) };
}

/// Gives all memory that waits for reuse back to the system.
pub fn clear_cache() {
    let waiting = FREE.lock().map(|mut f| std::mem::take(&mut *f)).unwrap_or_default();
    for f in waiting {
        // SAFETY: the block came from `alloc` with this layout and nobody else holds it.
        unsafe { dealloc(f.block, block_alloc(f.size)) };
    }
}

impl Buffer {
    /// `len` bytes of uninitialised (or recycled) memory; `None` when there is no such amount.
    pub fn uninit(len: usize) -> Option<Buffer> {
        let size = Self::block_size(len)?;
        if size >= CACHE_FROM
            && let Some((block, size)) = reuse(size)
        {
            return Some(Self::place(block, size, len));
        }
        // SAFETY: the layout is not empty.
        let block = unsafe { alloc(block_alloc(size)) };
        advise(block, size);
        (!block.is_null()).then(|| Self::place(block, size, len))
    }

    /// `len` bytes that hold whatever the memory held, which may be read.
    pub fn arbitrary(len: usize) -> Option<Buffer> {
        let buffer = Self::uninit(len)?;
        buffer.settle();
        Some(buffer)
    }

    /// Tells the compiler, which takes fresh memory for nothing at all, that there are bytes.
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
    fn settle(&self) {
        // SAFETY: no instruction; for all the compiler knows it writes to the block, which is ours.
        unsafe { std::arch::asm!("/* {0} */", in(reg) self.start(), options(nostack, preserves_flags)) };
    }

    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    fn settle(&self) {
        self.clear();
    }

    /// `len` bytes of zeros; large ones are the system's untouched pages.
    pub fn zeroed(len: usize) -> Option<Buffer> {
        if len < ZEROED_FROM {
            let buffer = Self::uninit(len)?;
            // SAFETY: the memory is ours and has as many bytes.
            unsafe { std::ptr::write_bytes(buffer.start(), 0, len) };
            return Some(buffer);
        }
        let size = Self::block_size(len)?;
        if (CACHE_FROM..=CLEARED_TO).contains(&size)
            && let Some((block, size)) = reuse(size)
        {
            let buffer = Self::place(block, size, len);
            buffer.clear();
            return Some(buffer);
        }
        // SAFETY: the layout is not empty.
        let block = unsafe { alloc_zeroed(block_alloc(size)) };
        advise(block, size);
        (!block.is_null()).then(|| Self::place(block, size, len))
    }

    /// Sets a block that nobody else has to zeros.
    fn clear(&self) {
        let (start, len) = (Start(self.start()), self.len());
        let parts = threads::parts_for(len / size_of::<f64>());
        threads::for_each(parts, |i| {
            let range = threads::part(len, parts, i);
            // SAFETY: the parts lie within the block and do not meet.
            unsafe { std::ptr::write_bytes(start.at(range.start), 0, range.len()) };
        });
    }

    /// Memory that `owner` keeps alive.
    ///
    /// # Safety
    /// `start` must be valid for reads of `len` bytes (for writes too, where an array on it is made
    /// writeable) for as long as `owner` lives, and stay at its place when `owner` is moved.
    pub unsafe fn foreign(owner: Owner, start: *mut u8, len: usize) -> Buffer {
        let block_size = size_of::<Header>() + ALIGN;
        // SAFETY: the layout is not empty.
        let block = unsafe { alloc(block_alloc(block_size)) };
        assert!(!block.is_null(), "out of memory for a header");
        let header = Header { count: AtomicUsize::new(1), start, len, block, block_size, owner: Some(owner) };
        Self::write_header(block, header)
    }

    fn block_size(len: usize) -> Option<usize> {
        let size = len.checked_add(ALIGN + ALIGN)?;
        (size <= isize::MAX as usize - ALIGN).then_some(size)
    }

    /// Builds the header in `block` so that the data behind it is aligned.
    fn place(block: *mut u8, block_size: usize, len: usize) -> Buffer {
        let pad = (ALIGN - block as usize % ALIGN) % ALIGN;
        let start = block.wrapping_add(pad + ALIGN);
        Self::write_header(
            block,
            Header { count: AtomicUsize::new(1), start, len, block, block_size, owner: None },
        )
    }

    fn write_header(block: *mut u8, header: Header) -> Buffer {
        let pad = (ALIGN - block as usize % ALIGN) % ALIGN;
        let at = block.wrapping_add(pad).cast::<Header>();
        // SAFETY: `block_size` leaves room for the padding and the header, and `at` is aligned to 64 bytes.
        unsafe {
            at.write(header);
            Buffer(NonNull::new_unchecked(at))
        }
    }

    fn header(&self) -> &Header {
        // SAFETY: the header lives as long as the count is not zero, and we hold one.
        unsafe { self.0.as_ref() }
    }

    /// First byte of the memory.
    #[inline]
    pub fn start(&self) -> *mut u8 {
        self.header().start
    }

    /// Number of bytes.
    #[inline]
    pub fn len(&self) -> usize {
        self.header().len
    }

    /// True for a block of no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True when this is the only reference to memory of our own.
    #[inline]
    pub fn is_unique(&self) -> bool {
        self.header().owner.is_none() && self.handles() == 1
    }

    /// Number of references to the block.
    pub fn handles(&self) -> usize {
        self.header().count.load(Ordering::Acquire)
    }

    /// What keeps foreign memory alive; `None` for memory of our own.
    pub fn owner(&self) -> Option<&Owner> {
        self.header().owner.as_ref()
    }

    /// True when both refer to the same block.
    #[inline]
    pub fn same(&self, other: &Buffer) -> bool {
        self.0 == other.0
    }
}

impl Clone for Buffer {
    #[inline]
    fn clone(&self) -> Self {
        self.header().count.fetch_add(1, Ordering::Relaxed);
        Buffer(self.0)
    }
}

impl Drop for Buffer {
    #[inline]
    fn drop(&mut self) {
        if self.header().count.fetch_sub(1, Ordering::Release) != 1 {
            return;
        }
        fence(Ordering::Acquire);
        // SAFETY: the count was ours alone, so nobody reads the header any more; it was written by `write_header`.
        let header = unsafe { self.0.as_ptr().read() };
        let (block, size) = (header.block, header.block_size);
        drop(header.owner);
        release(block, size);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_aligned_and_counted() {
        let b = Buffer::uninit(1000).unwrap();
        assert_eq!(b.start() as usize % ALIGN, 0);
        assert!(b.is_unique());
        let c = b.clone();
        assert!(!b.is_unique() && b.same(&c));
        drop(c);
        assert!(b.is_unique());
    }

    #[test]
    fn owner_is_dropped_once() {
        let flag = std::sync::Arc::new(());
        let mut data = vec![0u8; 8];
        // SAFETY: `data` outlives the buffer.
        let b = unsafe { Buffer::foreign(Box::new(flag.clone()), data.as_mut_ptr(), 8) };
        drop(b.clone());
        assert_eq!(std::sync::Arc::strong_count(&flag), 2);
        drop(b);
        assert_eq!(std::sync::Arc::strong_count(&flag), 1);
    }

    #[test]
    fn absurd_sizes_are_refused() {
        assert!(Buffer::uninit(usize::MAX - 8).is_none());
        assert!(Buffer::zeroed(isize::MAX as usize).is_none());
    }
}
