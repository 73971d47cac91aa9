//! Partition of a line in place by compressing vectors to both of its ends.
use super::lanes::Lanes;

/// Vectors read at once, so that the branch that chooses the end to read from is rare.
const UNROLL: usize = 4;

/// For each mask of eight lanes, a byte per lane: first the lanes of the mask, then the others.
pub(super) static PARTS: [u64; 256] = {
    let mut table = [0; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut lane, mut on, mut off) = (0, 0, (mask as u32).count_ones());
        while lane < 8 {
            let slot = if mask >> lane & 1 == 1 { &mut on } else { &mut off };
            table[mask] |= lane << (8 * *slot);
            *slot += 1;
            lane += 1;
        }
        mask += 1;
    }
    table
};

/// Where the next vectors are read and written: `[written_left, read_left)` and `[read_right, written_right)`
/// are free space.
struct Ends {
    written_left: usize,
    read_left: usize,
    read_right: usize,
    written_right: usize,
}

impl Ends {
    /// Claims `count` unread elements from the end with less free space. If the free space is at least
    /// `2 * count` in all, each end has room for `count` afterwards.
    #[inline(always)]
    fn claim(&mut self, count: usize) -> usize {
        if self.read_left - self.written_left <= self.written_right - self.read_right {
            self.read_left += count;
            self.read_left - count
        } else {
            self.read_right -= count;
            self.read_right
        }
    }

    /// Writes the lanes of `valid` below `pivot` to the left end, the others to the right end.
    ///
    /// # Safety
    /// As for [`Lanes`]; each end has room for the lanes of `valid`.
    #[inline(always)]
    unsafe fn write<L: Lanes>(&mut self, line: L, reg: L::Reg, valid: u32, pivot: L::Key) {
        // SAFETY: the caller's promise.
        unsafe {
            let below = L::below(reg, pivot) & valid;
            let above = valid ^ below;
            line.at(self.written_left).compress(below, reg);
            self.written_left += below.count_ones() as usize;
            self.written_right -= above.count_ones() as usize;
            line.at(self.written_right).compress(above, reg);
        }
    }

    /// [`Ends::write`] for a whole vector: stored at both ends, since each has room for all of it.
    ///
    /// # Safety
    /// As for [`Lanes`]; each end has room for the vector.
    #[inline(always)]
    unsafe fn write_all<L: Lanes>(&mut self, line: L, reg: L::Reg, pivot: L::Key) {
        // SAFETY: the caller's promise.
        unsafe {
            let below = L::below(reg, pivot);
            let count = below.count_ones() as usize;
            let parted = L::part(reg, below);
            line.at(self.written_left).store(parted);
            line.at(self.written_right - L::WIDTH).store(parted);
            self.written_left += count;
            self.written_right -= L::WIDTH - count;
        }
    }

    /// [`Ends::write_all`] of four vectors; no loop, so that they stay in registers.
    ///
    /// # Safety
    /// As for [`Ends::write_all`].
    #[inline(always)]
    unsafe fn write_block<L: Lanes>(&mut self, line: L, [a, b, c, d]: [L::Reg; UNROLL], pivot: L::Key) {
        // SAFETY: the caller's promise.
        unsafe {
            self.write_all(line, a, pivot);
            self.write_all(line, b, pivot);
            self.write_all(line, c, pivot);
            self.write_all(line, d, pivot);
        }
    }
}

/// Moves the elements below `pivot` to the front and returns their number.
///
/// # Safety
/// As for [`Lanes`], for the first `len` elements; `len` is at least `8 * L::WIDTH`.
#[inline(always)]
pub(super) unsafe fn partition<L: Lanes>(line: L, len: usize, pivot: L::Key) -> usize {
    let block = UNROLL * L::WIDTH;
    let mut ends = Ends { written_left: 0, read_left: block, read_right: len - block, written_right: len };
    // SAFETY: reads stay between `read_left` and `read_right`. The two blocks held in registers are the free
    // space of `claim`'s condition until they are written last, when nothing is left to read.
    unsafe {
        let first = load_block(line);
        let last = load_block(line.at(len - block));
        while ends.read_right - ends.read_left >= block {
            let from = ends.claim(block);
            ends.write_block(line, load_block(line.at(from)), pivot);
        }
        while ends.read_right - ends.read_left >= L::WIDTH {
            let from = ends.claim(L::WIDTH);
            ends.write_all(line, line.at(from).load(), pivot);
        }
        let rest = ends.read_right - ends.read_left;
        let reg = line.at(ends.read_left).load_first(rest);
        ends.read_left = ends.read_right;
        ends.write(line, reg, (1u32 << rest) - 1, pivot);
        ends.write_block(line, first, pivot);
        ends.write_block(line, last, pivot);
    }
    ends.written_left
}

#[inline(always)]
unsafe fn load_block<L: Lanes>(line: L) -> [L::Reg; UNROLL] {
    // SAFETY: the caller's promise that the block is inside the line.
    unsafe {
        [line.load(), line.at(L::WIDTH).load(), line.at(2 * L::WIDTH).load(), line.at(3 * L::WIDTH).load()]
    }
}
