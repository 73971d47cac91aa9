//! Bisection with extrapolation: QAGS, QAGI, QAGP, and the loop of QAWO.
//!
//! While large intervals are bisected the integral converges like a sequence; each time only small ones are
//! left, its value goes into the epsilon table, whose limit may be the integral long before the bisections
//! are (de Doncker 1978).

use super::epsilon::Epsilon;
use super::kronrod::{Range, kronrod15_mapped, kronrod21};
use super::partition::Piece;
use super::{Estimate, Goal, Outcome, Partition, too_narrow};

/// Where a rule is applied: an interval, how often it was halved, whether it is the second half.
pub(super) struct Place {
    pub lower: f64,
    pub upper: f64,
    pub level: usize,
    pub second: bool,
}

/// Which intervals count as small.
pub(super) enum Scale {
    /// Those no wider than this.
    Width(f64),
    /// Those halved at least as often as this.
    Level(usize),
}

/// The state of the bisection.
pub(super) struct Extrapolating<R> {
    rule: R,
    goal: Goal,
    partition: Partition,
    table: Epsilon,
    scale: Scale,
    /// The frequency of the weight; extrapolation waits until the intervals are short beside the waves.
    omega: f64,
    ready: bool,
    area: f64,
    error_sum: f64,
    bound: f64,
    value: f64,
    abserr: f64,
    magnitude: f64,
    one_signed: bool,
    status: u8,
    /// The extrapolation table is full of round-off.
    noisy: bool,
    /// Round-off: outside extrapolation, inside it, and errors that grew.
    roundoff: [usize; 3],
    extrapolating: bool,
    exhausted: bool,
    stalled: usize,
    /// The error over the large intervals, and what it may be.
    large_error: f64,
    large_bound: f64,
    correction: f64,
}

/// What the bisection made of the worst interval.
struct Bisected {
    before: f64,
    first: Piece,
    error: f64,
}

impl<E, R: FnMut(&Place) -> Result<Estimate, E>> Extrapolating<R> {
    /// Starts from a first partition, whose sum is `whole`.
    pub(super) fn new(
        goal: Goal,
        rule: R,
        pieces: &[Piece],
        whole: Estimate,
        scale: Scale,
        omega: f64,
    ) -> Self {
        let mut partition = Partition::new(goal.limit);
        partition.start(pieces);
        partition.sort_all();
        let width = pieces[0].upper - pieces[0].lower;
        let error_sum = pieces.iter().fold(0.0, |sum, p| sum + p.error);
        let bound = goal.bound(whole.value);
        let mut table = Epsilon::default();
        if matches!(scale, Scale::Level(_)) || 0.5 * width.abs() * omega <= 2.0 {
            table.push(whole.value);
        }
        let ready = matches!(scale, Scale::Level(_)) || 0.25 * width.abs() * omega <= 2.0;
        let noise = 100.0 * f64::EPSILON * whole.magnitude;
        let mut status = if whole.error <= noise && whole.error > bound { 2 } else { 0 };
        if goal.limit <= pieces.len() {
            status = 1;
        }
        Self {
            rule,
            goal,
            partition,
            table,
            scale,
            omega,
            ready,
            area: whole.value,
            error_sum,
            bound,
            value: whole.value,
            abserr: whole.error,
            magnitude: whole.magnitude,
            one_signed: whole.value.abs() >= (1.0 - 50.0 * f64::EPSILON) * whole.magnitude,
            status,
            noisy: false,
            roundoff: [0; 3],
            extrapolating: false,
            exhausted: false,
            stalled: 0,
            large_error: error_sum,
            large_bound: bound,
            correction: 0.0,
        }
    }

    /// Bisects until the goal is met or cannot be; `met` says that the first partition meets it.
    pub(super) fn run(mut self, met: bool) -> Result<Outcome, E> {
        if self.status == 0 && !met {
            self.abserr = f64::MAX;
            let enough = self.refine()?;
            if enough || !self.trust_extrapolation() {
                self.value = self.partition.total();
                self.abserr = self.error_sum;
            }
        }
        let status = if self.status > 2 { self.status - 1 } else { self.status };
        Ok(Outcome { value: self.value, abserr: self.abserr, status, partition: self.partition })
    }

    /// True when the bisections alone met the goal.
    fn refine(&mut self) -> Result<bool, E> {
        while self.partition.len() < self.goal.limit {
            let bisected = self.bisect()?;
            if self.error_sum <= self.bound {
                return Ok(true);
            }
            if self.status != 0 || !self.advance(&bisected) {
                break;
            }
        }
        Ok(false)
    }

    fn bisect(&mut self) -> Result<Bisected, E> {
        let worst = self.partition.worst_piece();
        let middle = 0.5 * (worst.lower + worst.upper);
        let level = worst.level + 1;
        let left = (self.rule)(&Place { lower: worst.lower, upper: middle, level, second: false })?;
        let right = (self.rule)(&Place { lower: middle, upper: worst.upper, level, second: true })?;
        let (value, error) = (left.value + right.value, left.error + right.error);
        self.error_sum = self.error_sum + error - worst.error;
        self.area = self.area + value - worst.value;
        if left.deviation != left.error && right.deviation != right.error {
            self.count_roundoff(&worst, value, error);
        }
        self.bound = self.goal.bound(self.area);
        self.judge(worst.lower, middle, worst.upper);
        let half = |lower, upper, e: Estimate| Piece { lower, upper, value: e.value, error: e.error, level };
        let first = half(worst.lower, middle, left);
        self.partition.replace_worst(first, half(middle, worst.upper, right));
        Ok(Bisected { before: worst.error, first, error })
    }

    fn count_roundoff(&mut self, worst: &Piece, value: f64, error: f64) {
        if (worst.value - value).abs() <= 1e-5 * value.abs() && error >= 0.99 * worst.error {
            self.roundoff[usize::from(self.extrapolating)] += 1;
        }
        if self.partition.len() + 1 > 10 && error > worst.error {
            self.roundoff[2] += 1;
        }
    }

    /// Sets the status after a bisection; later reasons win.
    fn judge(&mut self, a: f64, middle: f64, b: f64) {
        let [outside, inside, grew] = self.roundoff;
        if outside + inside >= 10 || grew >= 20 {
            self.status = 2;
        }
        self.noisy |= inside >= 5;
        if self.partition.len() + 1 == self.goal.limit {
            self.status = 1;
        }
        if too_narrow(a, middle, b) {
            self.status = 4;
        }
    }

    /// Chooses the next interval, extrapolating when no large one is worth it. False ends the bisection.
    fn advance(&mut self, bisected: &Bisected) -> bool {
        if let Scale::Width(small) = &mut self.scale
            && self.partition.len() == 2
            && self.ready
        {
            *small *= 0.5;
            self.table.push(self.area);
            self.reset_large();
            return true;
        }
        if self.exhausted {
            return true;
        }
        if self.ready {
            self.large_error -= bisected.before;
            if self.is_large(&bisected.first) {
                self.large_error += bisected.error;
            }
        }
        if !self.extrapolating {
            if self.is_large(&self.partition.worst_piece()) {
                return true;
            }
            if !self.ready {
                self.get_ready();
                return true;
            }
            self.extrapolating = true;
            self.partition.rank = 1;
        }
        if !self.noisy && self.large_error > self.large_bound && self.find_large() {
            return true;
        }
        self.extrapolate()
    }

    fn reset_large(&mut self) {
        self.large_bound = self.bound;
        self.large_error = self.error_sum;
    }

    fn is_large(&self, piece: &Piece) -> bool {
        match self.scale {
            Scale::Width(small) => (piece.upper - piece.lower).abs() > small,
            Scale::Level(small) => piece.level < small,
        }
    }

    /// Under an oscillating weight: extrapolation may begin once the next intervals are short beside the
    /// waves.
    fn get_ready(&mut self) {
        let worst = self.partition.worst_piece();
        if let Scale::Width(small) = &mut self.scale {
            *small *= 0.5;
        }
        if 0.25 * (worst.upper - worst.lower).abs() * self.omega <= 2.0 {
            self.ready = true;
            self.reset_large();
        }
    }

    /// Selects the next large interval in order of errors, if there is one.
    fn find_large(&mut self) -> bool {
        for rank in self.partition.rank..self.partition.sorted() {
            self.partition.select(rank);
            if self.is_large(&self.partition.worst_piece()) {
                return true;
            }
        }
        false
    }

    /// Puts the integral into the table. False when the limit is good enough, or hopeless.
    fn extrapolate(&mut self) -> bool {
        self.table.push(self.area);
        if self.table.len() >= 3 && !self.take_limit() {
            return false;
        }
        self.partition.select(0);
        self.extrapolating = false;
        match &mut self.scale {
            Scale::Width(small) => *small *= 0.5,
            Scale::Level(small) => *small += 1,
        }
        self.large_error = self.error_sum;
        true
    }

    fn take_limit(&mut self) -> bool {
        let (limit, error) = self.table.limit();
        self.stalled += 1;
        if self.stalled > 5 && self.abserr < 1e-3 * self.error_sum {
            self.status = 5;
        }
        if error < self.abserr {
            self.stalled = 0;
            self.abserr = error;
            self.value = limit;
            self.correction = self.large_error;
            self.large_bound = self.goal.bound(limit);
            if self.abserr <= self.large_bound {
                return false;
            }
        }
        self.exhausted |= self.table.len() == 1;
        self.status != 5
    }

    /// Whether the extrapolated value is better than the sum over the intervals; divergence is noticed here.
    fn trust_extrapolation(&mut self) -> bool {
        if self.abserr == f64::MAX {
            return false;
        }
        if self.status != 0 || self.noisy {
            if self.noisy {
                self.abserr += self.correction;
            }
            if self.status == 0 {
                self.status = 3;
            }
            if self.value != 0.0 && self.area != 0.0 {
                if self.abserr / self.value.abs() > self.error_sum / self.area.abs() {
                    return false;
                }
            } else if self.abserr > self.error_sum {
                return false;
            } else if self.area == 0.0 {
                return true;
            }
        }
        self.test_divergence();
        true
    }

    fn test_divergence(&mut self) {
        if !self.one_signed && self.value.abs().max(self.area.abs()) <= self.magnitude * 0.01 {
            return;
        }
        let ratio = self.value / self.area;
        if !(0.01..=100.0).contains(&ratio) || self.error_sum > self.area.abs() {
            self.status = 6;
        }
    }
}

/// True when the first estimate is good enough, and not by an accident of the rule.
fn good_at_once(first: &Estimate, goal: &Goal) -> bool {
    first.error <= goal.bound(first.value) && first.error != first.deviation || first.error == 0.0
}

fn whole(lower: f64, upper: f64, e: &Estimate) -> Piece {
    Piece { lower, upper, value: e.value, error: e.error, level: 0 }
}

/// QAGS: a finite interval, singularities of any kind at its ends or within.
pub(crate) fn finite<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    goal: Goal,
) -> Result<Outcome, E> {
    let first = kronrod21(&mut f, a, b)?;
    let scale = Scale::Width(0.75 * (b - a).abs());
    let rule = |p: &Place| kronrod21(&mut f, p.lower, p.upper);
    let search = Extrapolating::new(goal, rule, &[whole(a, b, &first)], first, scale, 0.0);
    search.run(good_at_once(&first, &goal))
}

/// QAGI: a range without one end or both, mapped to (0, 1].
pub(crate) fn infinite<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    range: Range,
    goal: Goal,
) -> Result<Outcome, E> {
    let first = kronrod15_mapped(&mut f, range, 0.0, 1.0)?;
    let rule = |p: &Place| kronrod15_mapped(&mut f, range, p.lower, p.upper);
    let search = Extrapolating::new(goal, rule, &[whole(0.0, 1.0, &first)], first, Scale::Width(0.75), 0.0);
    search.run(good_at_once(&first, &goal))
}

/// QAGP: a finite interval with known points of difficulty; also which of the first intervals had a useless
/// error estimate, which then takes the error of the whole.
pub(crate) fn with_points<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    ends: &[f64],
    goal: Goal,
) -> Result<(Outcome, Vec<bool>), E> {
    let mut sum = Estimate { value: 0.0, error: 0.0, magnitude: 0.0, deviation: 0.0 };
    let (mut pieces, mut useless) = (Vec::new(), Vec::new());
    for pair in ends.windows(2) {
        let e = kronrod21(&mut f, pair[0], pair[1])?;
        sum.value += e.value;
        sum.error += e.error;
        sum.magnitude += e.magnitude;
        useless.push(e.error == e.deviation && e.error != 0.0);
        pieces.push(whole(pair[0], pair[1], &e));
    }
    for (piece, _) in pieces.iter_mut().zip(&useless).filter(|(_, u)| **u) {
        piece.error = sum.error;
    }
    let rule = |p: &Place| kronrod21(&mut f, p.lower, p.upper);
    let met = sum.error <= goal.bound(sum.value);
    let search = Extrapolating::new(goal, rule, &pieces, sum, Scale::Level(1), 0.0);
    Ok((search.run(met)?, useless))
}
