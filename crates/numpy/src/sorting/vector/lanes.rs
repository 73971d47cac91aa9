//! What the algorithm asks of an instruction set, and what all of them share: lines of keys, and of keys with
//! indices.

/// A set of vector instructions.
///
/// # Safety
/// As for [`Lanes`]; `line` uses no instructions but those of the set.
pub(super) unsafe trait InstructionSet: Copy + Send {
    /// `partition::partition`, compiled for the instruction set.
    unsafe fn partition<L: Lanes>(line: L, len: usize, pivot: L::Key) -> usize;
    /// `network::leaf`, compiled for the instruction set.
    unsafe fn leaf<L: Lanes>(line: L, len: usize);
}

/// The operations on vectors that the algorithm needs; a value is a pointer to a line of elements.
///
/// # Safety
/// Every method that reads or writes requires that the elements it names are inside the line and that nobody
/// else accesses them meanwhile, and that the processor has the instructions of the implementation.
pub(super) unsafe trait Lanes: Copy + Send {
    /// The instructions used.
    type Set: InstructionSet;
    /// What the elements are ordered by.
    type Key: Copy + Ord + Send;
    /// Lanes over the bare keys, to sort a sample of them.
    type Keys: Lanes<Key = Self::Key>;
    /// One vector.
    type Reg: Copy;
    /// Elements in a vector.
    const WIDTH: usize;
    /// The longest line that is left to `leaf`; at most 16 vectors, and faster if they fit into the registers.
    const LEAF: usize;
    /// The least key.
    const MIN: Self::Key;

    /// The line that starts `i` elements further on.
    unsafe fn at(self, i: usize) -> Self;
    /// A line of bare keys.
    fn keys(keys: &mut [Self::Key]) -> Self::Keys;
    /// The key of the first element.
    unsafe fn key(self) -> Self::Key;
    /// The next larger key, if there is one.
    fn successor(key: Self::Key) -> Option<Self::Key>;
    /// A vector of the largest elements.
    unsafe fn largest() -> Self::Reg;
    /// The first vector of the line.
    unsafe fn load(self) -> Self::Reg;
    /// The first `count` elements, followed by the largest ones.
    unsafe fn load_first(self, count: usize) -> Self::Reg;
    /// Overwrites the first vector of the line.
    unsafe fn store(self, reg: Self::Reg);
    /// Overwrites the first `count` elements.
    unsafe fn store_first(self, count: usize, reg: Self::Reg);
    /// Bits of the lanes whose key is below `pivot`.
    unsafe fn below(reg: Self::Reg, pivot: Self::Key) -> u32;
    /// The lanes of `mask`, then the others.
    unsafe fn part(reg: Self::Reg, mask: u32) -> Self::Reg;
    /// Writes the lanes of `mask` side by side.
    unsafe fn compress(self, mask: u32, reg: Self::Reg);
    /// Lane by lane the lesser and the greater.
    unsafe fn exchange(a: Self::Reg, b: Self::Reg) -> (Self::Reg, Self::Reg);
    /// Orders each lane `i` of `reg` against lane `i ^ X` of `other`: the lesser if `i` is the lower of the two.
    unsafe fn exchange_lanes<const X: usize>(reg: Self::Reg, other: Self::Reg) -> Self::Reg;
    /// Lanes of `a` and `b` in turn.
    unsafe fn interleave(a: Self::Reg, b: Self::Reg) -> (Self::Reg, Self::Reg);

    /// Sorts by the standard library, for lines on which quicksort degenerates.
    unsafe fn fallback(self, len: usize);
    /// Orders elements whose keys are all equal.
    unsafe fn order_equal(self, len: usize);
}

/// Lanes of keys that can be ordered by a second line as well.
///
/// # Safety
/// As for [`Lanes`].
pub(super) unsafe trait Paired: Lanes<Key = i64> {
    /// A choice of lanes.
    type Mask: Copy;
    /// The first `len` elements.
    unsafe fn slice<'a>(self, len: usize) -> &'a mut [i64];
    /// Lanes in which `a` is before `b`.
    unsafe fn before(a: (Self::Reg, Self::Reg), b: (Self::Reg, Self::Reg)) -> Self::Mask;
    /// The lanes of `on` where `mask` is, else those of `off`.
    unsafe fn choose(mask: Self::Mask, off: Self::Reg, on: Self::Reg) -> Self::Reg;
    /// Lane `i` from lane `i ^ X`.
    unsafe fn partner<const X: usize>(reg: Self::Reg) -> Self::Reg;
    /// The mask with its [`upper`] lanes inverted.
    unsafe fn turned<const X: usize>(mask: Self::Mask) -> Self::Mask;
}

/// The lanes that keep the greater element when lane `i` meets lane `i ^ x`.
pub(super) const fn upper(x: usize) -> u32 {
    let high = 1 << x.ilog2();
    let (mut lane, mut mask) = (0, 0);
    while lane < 16 {
        mask |= ((lane & high != 0) as u32) << lane;
        lane += 1;
    }
    mask
}

/// Defines a line of integers `$name`, whose operations on vectors `$reg` of `$width` are in the module `$ops`;
/// leaves have at most `$rows` vectors.
macro_rules! keys {
    ($name:ident, $int:ty, $reg:ty, $width:literal, $rows:literal, $set:ty, $ops:ident) => {
        /// A line of integers.
        #[derive(Clone, Copy)]
        pub(super) struct $name(*mut $int);

        // SAFETY: the users of a line work on disjoint parts of it.
        unsafe impl Send for $name {}

        impl $name {
            pub(super) fn new(line: &mut [$int]) -> Self {
                Self(line.as_mut_ptr())
            }
        }

        // SAFETY: every method touches only the elements its contract names.
        unsafe impl Lanes for $name {
            type Set = $set;
            type Key = $int;
            type Keys = Self;
            type Reg = $reg;
            const WIDTH: usize = $width;
            const LEAF: usize = $rows * $width;
            const MIN: $int = <$int>::MIN;

            #[inline(always)]
            unsafe fn at(self, i: usize) -> Self {
                // SAFETY: the caller's promise.
                Self(unsafe { self.0.add(i) })
            }
            fn keys(keys: &mut [$int]) -> Self {
                Self::new(keys)
            }
            #[inline(always)]
            unsafe fn key(self) -> $int {
                // SAFETY: the caller's promise.
                unsafe { *self.0 }
            }
            fn successor(key: $int) -> Option<$int> {
                key.checked_add(1)
            }
            #[inline(always)]
            unsafe fn largest() -> $reg {
                // SAFETY: registers only.
                unsafe { $ops::splat(<$int>::MAX) }
            }
            #[inline(always)]
            unsafe fn load(self) -> $reg {
                // SAFETY: the caller's promise.
                unsafe { $ops::load(self.0) }
            }
            #[inline(always)]
            unsafe fn load_first(self, count: usize) -> $reg {
                // SAFETY: the caller's promise.
                unsafe { $ops::load_first(self.0, count, Self::largest()) }
            }
            #[inline(always)]
            unsafe fn store(self, reg: $reg) {
                // SAFETY: the caller's promise.
                unsafe { $ops::store(self.0, reg) }
            }
            #[inline(always)]
            unsafe fn store_first(self, count: usize, reg: $reg) {
                // SAFETY: the caller's promise.
                unsafe { $ops::store_first(self.0, count, reg) }
            }
            #[inline(always)]
            unsafe fn below(reg: $reg, pivot: $int) -> u32 {
                // SAFETY: registers only.
                unsafe { $ops::below(reg, pivot) }
            }
            #[inline(always)]
            unsafe fn part(reg: $reg, mask: u32) -> $reg {
                // SAFETY: registers only.
                unsafe { $ops::part(reg, mask) }
            }
            #[inline(always)]
            unsafe fn compress(self, mask: u32, reg: $reg) {
                // SAFETY: the caller's promise.
                unsafe { $ops::compress(self.0, mask, reg) }
            }
            #[inline(always)]
            unsafe fn exchange(a: $reg, b: $reg) -> ($reg, $reg) {
                // SAFETY: registers only.
                unsafe { $ops::exchange(a, b) }
            }
            #[inline(always)]
            unsafe fn exchange_lanes<const X: usize>(reg: $reg, other: $reg) -> $reg {
                // SAFETY: registers only.
                unsafe { $ops::exchange_lanes::<X>(reg, other) }
            }
            #[inline(always)]
            unsafe fn interleave(a: $reg, b: $reg) -> ($reg, $reg) {
                // SAFETY: registers only.
                unsafe { $ops::interleave(a, b) }
            }
            unsafe fn fallback(self, len: usize) {
                // SAFETY: the caller's promise.
                unsafe { std::slice::from_raw_parts_mut(self.0, len) }.sort_unstable();
            }
            unsafe fn order_equal(self, _len: usize) {}
        }
    };
}
pub(super) use keys;
