//! Short rows, as of images and of lists of points: as many as fit the first-level cache are packed into one line for
//! the loop, which has a price for each call of it.

use crate::driver::{CHUNK, Casts, ChunkBuffer, MAX_OPERANDS};
use crate::error::Result;
use pallasite_array::cast::copy_rows;
use pallasite_array::interrupt;
use pallasite_array::iter::{Nest, PerOperand};
use std::mem::MaybeUninit;

/// Runs the loop on all elements of a nest with [short rows](Nest::has_short_rows).
///
/// # Safety
/// As [`Casts::run`], for each row.
pub(crate) unsafe fn run(casts: &Casts, nest: &Nest, start: &[*mut u8]) -> Result<()> {
    if nest.size() == 0 {
        return Ok(());
    }
    let mut buffers = [const { MaybeUninit::<ChunkBuffer>::uninit() }; MAX_OPERANDS];
    // SAFETY: by the caller; the buffers outlive the line.
    let mut line = unsafe { Line::new(casts, nest, start, &mut buffers)? };
    let mut done = Ok(());
    nest.each_plane(start, |at, steps, shape| {
        if done.is_ok() {
            // SAFETY: by the caller.
            done = unsafe { line.push(at, steps, shape) };
        }
    });
    done?;
    // SAFETY: by the caller.
    unsafe { line.flush() }
}

/// Rows one behind the other.
struct Line<'a> {
    casts: &'a Casts<'a>,
    /// Where the loop finds each operand's elements, and how far they are apart.
    at: PerOperand<*mut u8>,
    steps: PerOperand<isize>,
    sources: PerOperand<Source>,
    /// Where results go that are not written there at once: operand and rows.
    targets: Vec<(usize, Rows)>,
    /// Elements so far, and times that the line was full.
    filled: usize,
    rounds: usize,
}

/// What the loop reads or writes of an operand.
enum Source {
    /// Its memory: one line, or one element.
    Memory,
    /// A buffer that holds one row again and again.
    Repeated,
    /// A buffer.
    Packed,
}

/// Rows in memory: the first element, strides and numbers of rows and of elements in them.
#[derive(Clone, Copy)]
struct Rows {
    at: *mut u8,
    steps: [isize; 2],
    shape: [usize; 2],
}

impl<'a> Line<'a> {
    /// # Safety
    /// As [`run`], for an operand that is one row.
    unsafe fn new(
        casts: &'a Casts,
        nest: &Nest,
        start: &[*mut u8],
        buffers: &mut [MaybeUninit<ChunkBuffer>; MAX_OPERANDS],
    ) -> Result<Line<'a>> {
        let n = nest.shape()[nest.shape().len() - 1];
        let mut line = Line {
            casts,
            at: PerOperand::new(),
            steps: nest.inner_strides(),
            sources: PerOperand::new(),
            targets: Vec::new(),
            filled: 0,
            rounds: 0,
        };
        for (i, buffer) in buffers.iter_mut().enumerate().take(start.len()) {
            line.at.push(buffer.as_mut_ptr().cast());
            if casts.caster(i).is_none() && nest.is_line(i) {
                line.sources.push(Source::Memory);
                continue;
            }
            let repeats = !casts.is_output(i) && nest.repeats_row(i);
            if repeats {
                let rows = (CHUNK / n).min(nest.size() / n);
                // SAFETY: by the caller; the buffer has room.
                unsafe { line.pack(i, Rows { at: start[i], steps: [0, line.steps[i]], shape: [rows, n] })? };
            }
            line.sources.push(if repeats { Source::Repeated } else { Source::Packed });
            line.steps[i] = casts.size(i) as isize;
        }
        Ok(line)
    }

    /// Adds rows; runs the loop whenever no more fit.
    ///
    /// # Safety
    /// As [`run`], and few elements in a row.
    unsafe fn push(&mut self, at: &[*mut u8], steps: [&[isize]; 2], [rows, n]: [usize; 2]) -> Result<()> {
        let mut first = 0;
        while first < rows {
            let more = ((CHUNK - self.filled) / n).min(rows - first);
            if more == 0 {
                // SAFETY: by the caller.
                unsafe { self.flush()? };
                continue;
            }
            for i in 0..at.len() {
                let steps = [steps[0][i], steps[1][i]];
                let part =
                    Rows { at: at[i].wrapping_offset(steps[0] * first as isize), steps, shape: [more, n] };
                match self.sources[i] {
                    Source::Memory if self.filled == 0 => self.at[i] = part.at,
                    Source::Memory | Source::Repeated => {}
                    Source::Packed if self.casts.is_output(i) => self.targets.push((i, part)),
                    // SAFETY: by the caller; the buffer has room.
                    Source::Packed => unsafe { self.pack(i, part)? },
                }
            }
            self.filled += more * n;
            first += more;
        }
        Ok(())
    }

    /// Copies rows of an input to its buffer, behind what is filled.
    ///
    /// # Safety
    /// The rows are there, and there is room for them.
    unsafe fn pack(&self, i: usize, rows: Rows) -> Result<()> {
        let size = self.casts.size(i);
        let to = self.at[i].wrapping_add(self.filled * size);
        // SAFETY: by the caller.
        unsafe { self.copy(i, rows, Rows { at: to, ..packed(rows, size) }) }
    }

    /// # Safety
    /// Both are there.
    unsafe fn copy(&self, i: usize, from: Rows, to: Rows) -> Result<()> {
        // SAFETY: by the caller; buffers overlap no operand.
        unsafe {
            match self.casts.caster(i) {
                Some(caster) => caster.run_rows(from.at, from.steps, to.at, to.steps, from.shape)?,
                None => copy_rows(from.at, from.steps, to.at, to.steps, from.shape, self.casts.size(i)),
            }
        }
        Ok(())
    }

    /// Runs the loop on what the line holds and empties it.
    ///
    /// # Safety
    /// As [`run`].
    unsafe fn flush(&mut self) -> Result<()> {
        interrupt::poll_round(self.rounds);
        self.rounds += 1;
        // SAFETY: all operands have as many elements of the loop's types.
        unsafe { self.casts.run_loop(&self.at, &self.steps, self.filled) };
        self.filled = 0;
        let mut from = self.at.clone();
        for &(i, rows) in &self.targets {
            let packed = packed(rows, self.casts.size(i));
            // SAFETY: by the caller; the buffer holds the results of the rows.
            unsafe { self.copy(i, Rows { at: from[i], ..packed }, rows)? };
            from[i] = from[i].wrapping_offset(packed.steps[0] * rows.shape[0] as isize);
        }
        self.targets.clear();
        Ok(())
    }
}

/// As many rows without gaps between them.
fn packed(rows: Rows, size: usize) -> Rows {
    Rows { steps: [(rows.shape[1] * size) as isize, size as isize], ..rows }
}
