//! Tables of Legendre functions: of orders and degrees that come with the arguments, or of all up to some.

use super::argument::{Group, INSIDE, Needs, Points};
use super::ends::at_end;
use super::family::{Scaling, Step};
use super::number::Number;
use super::spread::Spread;
use super::walk::{Front, Lanes, Seeds, lanes, put};
use pallasite_array::{NdArray, Order as Layout, Result, interrupt, threads};
use std::ops::{Range, RangeInclusive};

/// How many arguments go together.
const LANES: usize = 32;
/// Fewer than this go one by one.
const FEW: usize = 4;
/// How many arguments a thread takes at a time, at least and at most.
const BLOCK: (usize, usize) = (64, 4096);
/// What an argument costs before the first step, in steps.
const BASE_COST: usize = 4;
/// How many steps are listed at a time, where there is no table of them all.
const LISTED: i64 = 1 << 14;

/// A degree and an order, and whether the cut is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    n: i64,
    m: i64,
    cut_inside: bool,
}

impl Key {
    /// Whether the function is not zero everywhere.
    fn is_function(self) -> bool {
        self.n >= 0 && self.m.unsigned_abs() <= self.n as u64
    }
}

/// The degrees, orders and branch cuts of many arguments.
pub(super) struct Keys<'a> {
    pub(super) n: Spread<'a, i64>,
    pub(super) m: Spread<'a, i64>,
    pub(super) cut: Spread<'a, i64>,
}

impl Keys<'_> {
    fn at(&self, i: usize) -> Key {
        Key { n: self.n.at(i), m: self.m.at(i), cut_inside: self.cut.at(i) == INSIDE }
    }

    /// How many of a range have the key of the first.
    fn alike(&self, range: Range<usize>) -> usize {
        if [&self.n, &self.m, &self.cut].iter().all(|values| values.is_one()) {
            return range.len();
        }
        let first = self.at(range.start);
        range.take_while(|&i| self.at(i) == first).count()
    }
}

/// Values and `D - 1` derivatives, one row after the other, of the function that `keys` name for each of `count` arguments.
pub(super) fn each<V: Number, const D: usize>(
    scaling: Scaling,
    keys: &Keys,
    count: usize,
    points: &impl Points<V>,
    values: [&mut [V]; 1],
) {
    let highest = (0..count.min(BLOCK.0)).map(|i| keys.at(i).n.max(0)).max().unwrap_or(0) as usize;
    fill(values, count, highest.saturating_add(BASE_COST).saturating_mul(D), |first, rows| {
        let mut last: Option<Order<D>> = None;
        let (mut start, end) = (0, rows[0].len());
        while start < end {
            let key = keys.at(first + start);
            let part = start..start + keys.alike(first + start..first + end);
            start = part.end;
            if !key.is_function() {
                rows.iter_mut().for_each(|row| row[part.clone()].fill(V::ZERO));
                continue;
            }
            let order = last.filter(|last| last.key == key).unwrap_or_else(|| Order::new(scaling, key));
            in_groups::<LANES, _, _>(&order, points, first, part, rows);
            last = Some(order);
        }
    });
}

/// Those of all degrees up to `n` and the orders in `orders` (DLMF 14.10.3), as an array of derivatives, degrees, orders
/// and arguments.
pub(super) fn all<V: Number, const D: usize>(
    scaling: Scaling,
    n: usize,
    orders: Orders,
    count: usize,
    points: &impl Points<V>,
    values: [&mut [V]; 1],
) {
    let task = Triangle::<D>::new(scaling, n, orders);
    fill(values, count, D * (n + 1) * orders.columns(), |first, rows| {
        for (i, row) in rows.iter_mut().enumerate() {
            if orders.beyond(i / orders.columns() % (n + 1), i % orders.columns()) {
                row.fill(V::ZERO);
            }
        }
        in_groups::<LANES, _, _>(&task, points, first, 0..rows[0].len(), rows);
    });
}

/// Arrays for the values that `write` leaves in all their elements.
pub(super) fn filled<V: Number, const N: usize>(
    shape: &[usize],
    write: impl FnOnce([&mut [V]; N]),
) -> Result<[NdArray; N]> {
    let mut arrays = Vec::with_capacity(N);
    for _ in 0..N {
        arrays.push(NdArray::arbitrary(shape, &V::KIND.into(), Layout::C)?);
    }
    let mut arrays: [NdArray; N] = arrays.try_into().expect("as many as were pushed");
    write(arrays.each_mut().map(|array| array.as_slice_mut().expect("a new array is contiguous")));
    Ok(arrays)
}

/// Splits the rows of `data`, of `count` numbers each, into blocks of columns, and gives them to `f` with the place of the
/// first; `cost` is that of a column.
pub(super) fn fill<V: Number, const N: usize>(
    data: [&mut [V]; N],
    count: usize,
    cost: usize,
    f: impl Fn(usize, &mut [&mut [V]]) + Sync,
) {
    if count == 0 {
        return;
    }
    let height = data.iter().map(|part| part.len() / count).sum();
    let width = (threads::GRAIN / cost.max(1)).clamp(BLOCK.0, BLOCK.1).next_multiple_of(LANES);
    let mut blocks: Vec<Vec<&mut [V]>> =
        (0..count.div_ceil(width)).map(|_| Vec::with_capacity(height)).collect();
    for row in data.into_iter().flat_map(|part| part.chunks_mut(count)) {
        blocks.iter_mut().zip(row.chunks_mut(width)).for_each(|(block, part)| block.push(part));
    }
    threads::for_each_chunk(&mut blocks, cost.saturating_mul(width.min(count)), |first, some| {
        for (i, block) in (first..).zip(some) {
            interrupt::poll();
            f(i * width, block);
        }
    });
}

/// What is to be computed of some arguments.
pub(super) trait Task<V> {
    /// Writes a part of the columns, the first of which is that of argument `first`.
    fn run<P: Points<V>, const L: usize>(
        &self,
        points: &P,
        first: usize,
        part: Range<usize>,
        rows: &mut [&mut [V]],
    );
}

/// Runs a task for arguments in groups of `L`; a few have none to share the work with.
pub(super) fn in_groups<const L: usize, V, P: Points<V>>(
    task: &impl Task<V>,
    points: &P,
    first: usize,
    part: Range<usize>,
    rows: &mut [&mut [V]],
) {
    for (round, start) in part.clone().step_by(L).enumerate() {
        interrupt::poll_round(round);
        let end = part.end.min(start + L);
        if end - start >= FEW {
            task.run::<P, L>(points, first, start..end, rows);
        } else {
            (start..end).for_each(|i| task.run::<P, 1>(points, first, i..i + 1, rows));
        }
    }
}

/// One function.
struct Order<const D: usize> {
    scaling: Scaling,
    key: Key,
    needs: Needs,
    /// The first steps to the degree.
    steps: Vec<Step>,
}

impl<const D: usize> Order<D> {
    fn new(scaling: Scaling, key: Key) -> Self {
        let first = key.n.min(key.m.abs() + LISTED);
        let needs = Needs::of_order(key.m);
        Order { scaling, key, needs, steps: steps(scaling, key.m.abs() + 1..=first, key.m) }
    }

    /// `P_m^m` of the order.
    #[inline(always)]
    fn seeds<V: Number, const L: usize>(&self, group: &Group<V, D, L>) -> Seeds<V, D, L> {
        let m = self.key.m;
        let mut seeds = Seeds::new(self.scaling, m % 2, group);
        for k in ((m % 2).abs() + 2..=m.abs()).step_by(2) {
            interrupt::poll_round(k as usize / 2);
            seeds.widen(self.scaling.widen(k as f64, m), group);
        }
        seeds
    }
}

/// The steps to degrees of order `m`.
fn steps(scaling: Scaling, degrees: RangeInclusive<i64>, m: i64) -> Vec<Step> {
    degrees.map(|k| scaling.step(k as f64, m as f64)).collect()
}

impl<V: Number, const D: usize> Task<V> for Order<D> {
    fn run<P: Points<V>, const L: usize>(
        &self,
        points: &P,
        first: usize,
        part: Range<usize>,
        rows: &mut [&mut [V]],
    ) {
        let Key { n, m, .. } = self.key;
        let group = points.group::<D, L>(first + part.start..first + part.end, self.needs);
        let mut front = Front::<V, D, L>::new(&self.seeds(&group));
        front.rise(&group, &self.steps, &mut []);
        for first in (m.abs() + LISTED + 1..=n).step_by(LISTED as usize) {
            interrupt::poll();
            let more = steps(self.scaling, first..=n.min(first + LISTED - 1), m);
            front.rise(&group, &more, &mut []);
        }
        let mut value = front.values();
        put_ends(&group, &mut value, |i, end| at_end(self.scaling, n, m, end, group.cut_inside[i]));
        for (row, value) in rows.iter_mut().zip(&value) {
            put(value, &mut row[part.clone()]);
        }
    }
}

/// Replaces the lanes of singular points.
fn put_ends<V: Number, const D: usize, const L: usize>(
    group: &Group<V, D, L>,
    value: &mut Lanes<V, D, L>,
    at_ends: impl Fn(usize, f64) -> [f64; 3],
) {
    let Some(ends) = group.ends else { return };
    for i in (0..L).filter(|&i| ends[i] != 0.0) {
        let exact = at_ends(i, ends[i]);
        for d in 0..D {
            value[d][i] = V::from(exact[d]);
        }
    }
}

/// Which orders a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Orders {
    /// From zero on.
    UpTo(usize),
    /// The same, then the negative ones from the lowest to -1.
    Both(usize),
}

impl Orders {
    pub(super) fn highest(self) -> usize {
        match self {
            Orders::UpTo(m) | Orders::Both(m) => m,
        }
    }

    pub(super) fn columns(self) -> usize {
        match self {
            Orders::UpTo(m) => m + 1,
            Orders::Both(m) => 2 * m + 1,
        }
    }

    /// Whether the order of a column is larger than a degree.
    fn beyond(self, n: usize, column: usize) -> bool {
        match self {
            Orders::Both(m) if column > m => self.columns() - column > n,
            _ => column > n,
        }
    }
}

/// All functions of a table.
struct Triangle<const D: usize> {
    scaling: Scaling,
    n: usize,
    orders: Orders,
    /// The steps of order after order.
    steps: Vec<Vec<Step>>,
    /// The same of the negative orders, where they are more than a sign.
    steps_below: Vec<Vec<Step>>,
}

impl<const D: usize> Triangle<D> {
    fn new(scaling: Scaling, n: usize, orders: Orders) -> Self {
        let side = |side: i64| {
            (0..=orders.highest().min(n) as i64).map(|m| steps(scaling, m + 1..=n as i64, side * m)).collect()
        };
        let below = scaling == Scaling::Ferrers && matches!(orders, Orders::Both(_));
        Triangle {
            scaling,
            n,
            orders,
            steps: side(1),
            steps_below: if below { side(-1) } else { Vec::new() },
        }
    }

    /// Gives `f` the orders of one side with all degrees of each.
    fn columns<V: Number, const L: usize>(
        &self,
        group: &Group<V, D, L>,
        side: i64,
        mut f: impl FnMut(i64, &[Lanes<V, D, L>]),
    ) {
        let mut history = vec![[[V::ZERO; L]; D]; self.n + 1];
        let mut chains = [0, side].map(|m| Seeds::<V, D, L>::new(self.scaling, m, group));
        for (k, steps) in (0..).zip(if side < 0 { &self.steps_below } else { &self.steps }) {
            let (m, chain) = (side * k, &mut chains[(k % 2) as usize]);
            if k > 1 {
                chain.widen(self.scaling.widen(k as f64, m), group);
            }
            let history = &mut history[..=steps.len()];
            let mut front = Front::new(chain);
            history[0] = front.values();
            front.rise(group, steps, &mut history[1..]);
            for (n, value) in (k..).zip(history.iter_mut()) {
                put_ends(group, value, |i, end| at_end(self.scaling, n, m, end, group.cut_inside[i]));
            }
            f(m, history);
        }
    }

    /// Writes all degrees of an order, with a sign.
    fn write<V: Number, const L: usize>(
        &self,
        m: i64,
        signs: &[f64; L],
        history: &[Lanes<V, D, L>],
        rows: &mut [&mut [V]],
        part: Range<usize>,
    ) {
        let columns = self.orders.columns();
        let column = if m < 0 { columns - m.unsigned_abs() as usize } else { m as usize };
        for (n, value) in (m.unsigned_abs() as usize..).zip(history) {
            for (d, value) in value.iter().enumerate() {
                let row = &mut rows[(d * (self.n + 1) + n) * columns + column];
                put::<V, L>(&lanes(|i| value[i] * signs[i]), &mut row[part.clone()]);
            }
        }
    }
}

impl<V: Number, const D: usize> Task<V> for Triangle<D> {
    fn run<P: Points<V>, const L: usize>(
        &self,
        points: &P,
        first: usize,
        part: Range<usize>,
        rows: &mut [&mut [V]],
    ) {
        let needs = Needs::up_to(self.orders.highest().min(self.n));
        let group = points.group::<D, L>(first + part.start..first + part.end, needs);
        let mirrored = self.scaling != Scaling::Ferrers && matches!(self.orders, Orders::Both(_));
        self.columns(&group, 1, |m, history| {
            self.write(m, &[1.0; L], history, rows, part.clone());
            if m > 0 && mirrored {
                let signs = group.cut_inside.map(|inside| if m % 2 == 0 || inside { 1.0 } else { -1.0 });
                self.write(-m, &signs, history, rows, part.clone());
            }
        });
        if !self.steps_below.is_empty() {
            self.columns(&group, -1, |m, history| {
                if m < 0 {
                    self.write(m, &[1.0; L], history, rows, part.clone());
                }
            });
        }
    }
}
