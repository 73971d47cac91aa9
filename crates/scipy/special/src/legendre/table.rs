//! Tables of Legendre functions: of orders and degrees that come with the arguments, or of all up to some.

use super::argument::Argument;
use super::ends::at_end;
use super::family::{Scaling, Step};
use super::number::Number;
use super::walk::{Front, Group, Lanes, Seeds};
use pallasite_array::{interrupt, threads};
use std::ops::{Range, RangeInclusive};

/// How many arguments go together.
const LANES: usize = 16;
/// Fewer than this go one by one.
const FEW: usize = 4;
/// How many arguments a thread takes at a time.
const BLOCK: usize = 128;
/// How many steps are listed at a time, where there is no table of them all.
const LISTED: i64 = 1 << 14;

/// A degree and an order, and whether the cut is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) n: i64,
    pub(super) m: i64,
    pub(super) cut_inside: bool,
}

/// Values and `D - 1` derivatives, one row after the other, of the function that `key` names for each argument.
pub(super) fn each<V: Number, const D: usize>(
    scaling: Scaling,
    key: impl Fn(usize) -> Key + Sync,
    count: usize,
    argument: impl Fn(usize) -> Argument<V> + Sync,
) -> Vec<V> {
    let mut rows = vec![V::ZERO; D * count];
    let highest = (0..count.min(BLOCK)).map(|i| key(i).n.max(1)).max().unwrap_or(1) as usize;
    fill(&mut rows, count, highest.saturating_mul(D), |first, rows| {
        let mut order = Order::<D>::new(scaling, Key { n: -1, m: 0, cut_inside: false });
        let (mut start, length) = (0, rows[0].len());
        while start < length {
            let own = key(first + start);
            let alike = (start..length).take_while(|&i| key(first + i) == own).count();
            if own.n >= 0 && own.m.unsigned_abs() <= own.n as u64 {
                if order.key != own {
                    order = Order::new(scaling, own);
                }
                let run: Vec<Argument<V>> = (start..start + alike).map(|i| argument(first + i)).collect();
                in_groups(&order, &run, start, rows);
            }
            start += alike;
        }
    });
    rows
}

/// Those of all degrees up to `n` and the orders in `orders` (DLMF 14.10.3), as an array of derivatives, degrees, orders
/// and arguments.
pub(super) fn all<V: Number, const D: usize>(
    scaling: Scaling,
    n: usize,
    orders: Orders,
    count: usize,
    argument: impl Fn(usize) -> Argument<V> + Sync,
) -> Vec<V> {
    let functions = (n + 1) * orders.columns();
    let mut rows = vec![V::ZERO; D * functions * count];
    let task = Triangle::<D>::new(scaling, n, orders);
    fill(&mut rows, count, D * functions, |first, rows| {
        let block: Vec<Argument<V>> = (first..first + rows[0].len()).map(&argument).collect();
        in_groups(&task, &block, 0, rows);
    });
    rows
}

/// Splits the rows of `data`, of `count` numbers each, into blocks of columns, and gives them to `f` with the place of the
/// first; `cost` is that of a column.
pub(super) fn fill<V: Number>(
    data: &mut [V],
    count: usize,
    cost: usize,
    f: impl Fn(usize, &mut [&mut [V]]) + Sync,
) {
    if data.is_empty() {
        return;
    }
    let height = data.len() / count;
    let mut blocks: Vec<Vec<&mut [V]>> =
        (0..count.div_ceil(BLOCK)).map(|_| Vec::with_capacity(height)).collect();
    for row in data.chunks_mut(count) {
        blocks.iter_mut().zip(row.chunks_mut(BLOCK)).for_each(|(block, part)| block.push(part));
    }
    threads::for_each_chunk(&mut blocks, cost.saturating_mul(BLOCK.min(count)), |first, some| {
        for (i, block) in (first..).zip(some) {
            f(i * BLOCK, block);
        }
    });
}

/// What is to be computed of some arguments.
trait Task<V> {
    /// Writes columns from `at` on.
    fn run<const L: usize>(&self, arguments: &[Argument<V>], at: usize, rows: &mut [&mut [V]]);
}

/// Runs a task for arguments in groups; a few have none to share the work with.
fn in_groups<V>(task: &impl Task<V>, arguments: &[Argument<V>], start: usize, rows: &mut [&mut [V]]) {
    for (at, some) in (start..).step_by(LANES).zip(arguments.chunks(LANES)) {
        interrupt::poll();
        if some.len() >= FEW {
            task.run::<LANES>(some, at, rows);
        } else {
            for (i, one) in some.chunks(1).enumerate() {
                task.run::<1>(one, at + i, rows);
            }
        }
    }
}

/// One function.
struct Order<const D: usize> {
    scaling: Scaling,
    key: Key,
    /// The first steps to the degree.
    steps: Vec<Step>,
}

impl<const D: usize> Order<D> {
    fn new(scaling: Scaling, key: Key) -> Self {
        let first = key.n.min(key.m.abs() + LISTED);
        Order { scaling, key, steps: steps(scaling, key.m.abs() + 1..=first, key.m) }
    }

    /// `P_m^m` of the order.
    fn seeds<V: Number, const L: usize>(&self, group: &Group<V, L>) -> Seeds<V, D, L> {
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
    fn run<const L: usize>(&self, arguments: &[Argument<V>], at: usize, rows: &mut [&mut [V]]) {
        let Key { n, m, .. } = self.key;
        let group = Group::<V, L>::new(arguments);
        let mut front = Front::<V, D, L>::new(&self.seeds(&group));
        front.rise(&group, &self.steps, &mut []);
        for first in (m.abs() + LISTED + 1..=n).step_by(LISTED as usize) {
            interrupt::poll();
            let more = steps(self.scaling, first..=n.min(first + LISTED - 1), m);
            front.rise(&group, &more, &mut []);
        }
        let mut value = front.values();
        put_ends(&group, &mut value, |i| at_end(self.scaling, n, m, group.ends[i], group.cut_inside[i]));
        for (row, lanes) in rows.iter_mut().zip(&value) {
            row[at..at + arguments.len()].copy_from_slice(&lanes[..arguments.len()]);
        }
    }
}

/// Replaces the lanes of singular points.
fn put_ends<V: Number, const D: usize, const L: usize>(
    group: &Group<V, L>,
    value: &mut Lanes<V, D, L>,
    at_ends: impl Fn(usize) -> [f64; 3],
) {
    for i in (0..L).filter(|&i| group.ends[i] != 0.0) {
        let exact = at_ends(i);
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
        group: &Group<V, L>,
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
                put_ends(group, value, |i| at_end(self.scaling, n, m, group.ends[i], group.cut_inside[i]));
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
            for (d, lanes) in value.iter().enumerate() {
                let row = &mut rows[(d * (self.n + 1) + n) * columns + column][part.clone()];
                row.iter_mut().zip(lanes).zip(signs).for_each(|((to, &from), &sign)| *to = from * sign);
            }
        }
    }
}

impl<V: Number, const D: usize> Task<V> for Triangle<D> {
    fn run<const L: usize>(&self, arguments: &[Argument<V>], at: usize, rows: &mut [&mut [V]]) {
        let group = Group::<V, L>::new(arguments);
        let part = at..at + arguments.len();
        let mirrored = self.scaling != Scaling::Ferrers && matches!(self.orders, Orders::Both(_));
        self.columns(&group, 1, |m, history| {
            self.write(m, &[1.0; L], history, rows, part.clone());
            if m > 0 && mirrored {
                let signs = group.cut_inside.map(|inside| if m % 2 == 0 || inside { 1.0 } else { -1.0 });
                self.write(-m, &signs, history, rows, part.clone());
            }
        });
        self.columns(&group, -1, |m, history| {
            if m < 0 {
                self.write(m, &[1.0; L], history, rows, part.clone());
            }
        });
    }
}
