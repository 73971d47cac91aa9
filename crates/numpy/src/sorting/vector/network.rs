//! Bitonic sorting networks over at most sixteen vectors, seen as the rows of a matrix.
use super::lanes::Lanes;

/// Sorts a line of at most sixteen vectors.
///
/// # Safety
/// As for [`Lanes`], for the first `len` elements.
#[inline(always)]
pub(super) unsafe fn leaf<L: Lanes>(line: L, len: usize) {
    // SAFETY: the caller's promise; every case has room for `len` elements.
    unsafe {
        match len.div_ceil(L::WIDTH).next_power_of_two() {
            1 => sort_line::<L, 1>(line, len),
            2 => sort_line::<L, 2>(line, len),
            4 => sort_line::<L, 4>(line, len),
            8 => sort_line::<L, 8>(line, len),
            _ => sort_line::<L, 16>(line, len),
        }
    }
}

#[inline(always)]
unsafe fn sort_line<L: Lanes, const R: usize>(line: L, len: usize) {
    // SAFETY: only the first `len` elements are read and written.
    unsafe {
        let mut regs = [L::largest(); R];
        for (i, reg) in regs.iter_mut().enumerate() {
            *reg = match len.saturating_sub(i * L::WIDTH) {
                0 => continue,
                rest if rest < L::WIDTH => line.at(i * L::WIDTH).load_first(rest),
                _ => line.at(i * L::WIDTH).load(),
            };
        }
        sort_regs::<L, R>(&mut regs);
        for (i, &reg) in regs.iter().enumerate() {
            match len.saturating_sub(i * L::WIDTH) {
                0 => break,
                rest if rest < L::WIDTH => line.at(i * L::WIDTH).store_first(rest, reg),
                _ => line.at(i * L::WIDTH).store(reg),
            }
        }
    }
}

/// Sorts the columns, merges them two by two down to one, and lays that one out row after row.
#[inline(always)]
unsafe fn sort_regs<L: Lanes, const R: usize>(regs: &mut [L::Reg; R]) {
    // SAFETY: registers only.
    unsafe {
        sort_columns::<L>(regs);
        merge_columns::<L, 1>(regs);
        merge_columns::<L, 3>(regs);
        if L::WIDTH > 4 {
            merge_columns::<L, 7>(regs);
        }
        if L::WIDTH > 8 {
            merge_columns::<L, 15>(regs);
        }
        transpose::<L, R>(regs);
    }
}

/// Bitonic sort of every column.
#[inline(always)]
unsafe fn sort_columns<L: Lanes>(regs: &mut [L::Reg]) {
    let mut run = 1;
    while run < regs.len() {
        for pair in regs.chunks_exact_mut(2 * run) {
            pair[run..].reverse();
            // SAFETY: registers only.
            unsafe { clean_columns::<L>(pair) };
        }
        run *= 2;
    }
}

/// Sorts columns that are bitonic.
#[inline(always)]
unsafe fn clean_columns<L: Lanes>(regs: &mut [L::Reg]) {
    let mut half = regs.len() / 2;
    while half > 0 {
        for block in regs.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for (a, b) in low.iter_mut().zip(high) {
                // SAFETY: registers only.
                (*a, *b) = unsafe { L::exchange(*a, *b) };
            }
        }
        half /= 2;
    }
}

/// Merges neighbouring groups of `X / 2 + 1` columns, each group sorted column after column.
#[inline(always)]
unsafe fn merge_columns<L: Lanes, const X: usize>(regs: &mut [L::Reg]) {
    let rows = regs.len();
    // SAFETY: registers only.
    unsafe {
        for i in 0..rows.div_ceil(2) {
            let (a, b) = (regs[i], regs[rows - 1 - i]);
            regs[i] = L::exchange_lanes::<X>(a, b);
            regs[rows - 1 - i] = L::exchange_lanes::<X>(b, a);
        }
        for reg in regs.iter_mut() {
            if X > 7 {
                *reg = L::exchange_lanes::<4>(*reg, *reg);
            }
            if X > 3 {
                *reg = L::exchange_lanes::<2>(*reg, *reg);
            }
            if X > 1 {
                *reg = L::exchange_lanes::<1>(*reg, *reg);
            }
        }
        clean_columns::<L>(regs);
    }
}

/// Column-major to row-major: each perfect shuffle moves one bit of the row behind the lane.
#[inline(always)]
unsafe fn transpose<L: Lanes, const R: usize>(regs: &mut [L::Reg; R]) {
    let mut rest = R;
    while rest > 1 {
        let old = *regs;
        for i in 0..R / 2 {
            // SAFETY: registers only.
            (regs[2 * i], regs[2 * i + 1]) = unsafe { L::interleave(old[i], old[i + R / 2]) };
        }
        rest /= 2;
    }
}
