//! The intervals of an adaptive quadrature, sorted by their errors.

/// The intervals of an adaptive quadrature, in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Partition {
    /// The lower ends.
    pub lower: Vec<f64>,
    /// The upper ends.
    pub upper: Vec<f64>,
    /// The integrals over the intervals.
    pub value: Vec<f64>,
    /// The estimates of their errors.
    pub error: Vec<f64>,
    /// How often an interval was halved.
    pub level: Vec<usize>,
    /// The intervals with the largest errors, falling; near the limit only those that can still be bisected.
    pub order: Vec<usize>,
    /// The interval to bisect next.
    worst: usize,
    /// Its place in `order`.
    pub(crate) rank: usize,
    limit: usize,
}

/// An interval with its integral.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub lower: f64,
    pub upper: f64,
    pub value: f64,
    pub error: f64,
    pub level: usize,
}

impl Partition {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// The number of intervals.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.value.len()
    }

    /// Adds the intervals of the first partition, largest error first.
    pub(crate) fn start(&mut self, pieces: &[Piece]) {
        pieces.iter().for_each(|&p| self.append(p));
        self.order = (0..self.len()).collect();
        self.select(0);
    }

    /// Orders the intervals of the first partition by falling error.
    pub(crate) fn sort_all(&mut self) {
        for i in 1..self.len() {
            // Of equal errors the one furthest back, as QUADPACK's qagp picks it.
            let largest = (i - 1..self.len())
                .max_by(|&j, &k| self.error[self.order[j]].total_cmp(&self.error[self.order[k]]));
            self.order.swap(i - 1, largest.unwrap_or(i - 1));
        }
        self.select(0);
    }

    fn append(&mut self, piece: Piece) {
        self.lower.push(piece.lower);
        self.upper.push(piece.upper);
        self.value.push(piece.value);
        self.error.push(piece.error);
        self.level.push(piece.level);
    }

    /// Interval `i`.
    pub(crate) fn piece(&self, i: usize) -> Piece {
        let [lower, upper, value, error] =
            [&self.lower, &self.upper, &self.value, &self.error].map(|field| field[i]);
        Piece { lower, upper, value, error, level: self.level[i] }
    }

    /// The interval to bisect next.
    pub(crate) fn worst_piece(&self) -> Piece {
        self.piece(self.worst)
    }

    /// The sum of the integrals.
    pub(crate) fn total(&self) -> f64 {
        self.value.iter().fold(0.0, |sum, v| sum + v)
    }

    /// Makes the interval at `rank` of the order the one to bisect next.
    pub(crate) fn select(&mut self, rank: usize) {
        self.rank = rank;
        self.worst = self.order[rank];
    }

    /// How many intervals can still be wanted in order.
    pub(crate) fn sorted(&self) -> usize {
        let n = self.len();
        if n > self.limit / 2 + 2 { self.limit + 3 - n } else { n }
    }

    /// Puts two halves in the place of the worst interval.
    pub(crate) fn replace_worst(&mut self, left: Piece, right: Piece) {
        let (larger, smaller) = if right.error > left.error { (right, left) } else { (left, right) };
        let at = self.worst;
        self.lower[at] = larger.lower;
        self.upper[at] = larger.upper;
        self.value[at] = larger.value;
        self.error[at] = larger.error;
        self.level[at] = larger.level;
        self.append(smaller);
        self.sort();
    }

    /// Restores the order after the worst interval became smaller and one was added.
    fn sort(&mut self) {
        let (new, worst) = (self.len() - 1, self.worst);
        if new < 2 {
            self.order = vec![0, 1];
            return self.select(self.rank);
        }
        let error = self.error[worst];
        self.order.resize(self.order.len().max(new + 1), 0);
        while self.rank > 0 && error > self.error[self.order[self.rank - 1]] {
            self.order[self.rank] = self.order[self.rank - 1];
            self.rank -= 1;
        }
        let end = self.sorted() - 1;
        let mut i = (self.rank + 1).min(end);
        while i < end && error < self.error[self.order[i]] {
            self.order[i - 1] = self.order[i];
            i += 1;
        }
        self.order[i - 1] = worst;
        self.insert_from_below(new, i, end);
        self.select(self.rank);
    }

    /// Puts `new` in its place between `first` and `end`, sought from the small end.
    fn insert_from_below(&mut self, new: usize, first: usize, end: usize) {
        let mut k = end;
        while k > first && self.error[new] >= self.error[self.order[k - 1]] {
            self.order[k] = self.order[k - 1];
            k -= 1;
        }
        self.order[k] = new;
    }
}
