//! Wynn's epsilon algorithm (Wynn, MTAC 10, 1956), with QUADPACK's tests for convergence.

/// The most elements that the table keeps.
const CAPACITY: usize = 50;

/// The lower diagonal of the epsilon table of a sequence.
#[derive(Debug, Clone, Default)]
pub(super) struct Epsilon {
    table: Vec<f64>,
    /// The last three limits.
    recent: [f64; 3],
    calls: usize,
}

/// What became of one step along the diagonal.
enum Step {
    Converged(f64, f64),
    Irregular,
    Next(f64, f64),
}

impl Epsilon {
    /// Adds an element of the sequence.
    pub fn push(&mut self, element: f64) {
        self.table.push(element);
    }

    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// The element added last, unless the table was extrapolated since.
    pub fn last(&self) -> f64 {
        self.table.last().copied().unwrap_or(0.0)
    }

    /// The limit that the elements point to, and an estimate of its error.
    pub fn limit(&mut self) -> (f64, f64) {
        self.calls += 1;
        let n = self.table.len();
        let newest = self.table[n - 1];
        let (result, error) = if n < 3 { (newest, f64::MAX) } else { self.extrapolate(n, newest) };
        (result, error.max(5.0 * f64::EPSILON * result.abs()))
    }

    fn extrapolate(&mut self, n: usize, newest: f64) -> (f64, f64) {
        let pairs = (n - 1) / 2;
        self.table.push(0.0);
        self.table.push(newest);
        self.table[n - 1] = f64::MAX;
        let (mut result, mut error, mut kept) = (newest, f64::MAX, n);
        for i in 0..pairs {
            match self.step(n - 1 - 2 * i) {
                Step::Converged(limit, bound) => {
                    self.table.truncate(n);
                    return (limit, bound);
                }
                Step::Irregular => {
                    kept = 2 * i + 1;
                    break;
                }
                Step::Next(limit, bound) if bound <= error => (result, error) = (limit, bound),
                Step::Next(..) => {}
            }
        }
        self.shift(n, pairs, kept);
        (result, self.compare(result))
    }

    /// Replaces the element at `k` of the diagonal by that of the next even column.
    fn step(&mut self, k: usize) -> Step {
        let (e0, e1, e2) = (self.table[k - 2], self.table[k - 1], self.table[k + 2]);
        let (delta2, delta3) = (e2 - e1, e1 - e0);
        let (error2, error3) = (delta2.abs(), delta3.abs());
        let same2 = error2 <= e2.abs().max(e1.abs()) * f64::EPSILON;
        let same3 = error3 <= e1.abs().max(e0.abs()) * f64::EPSILON;
        if same2 && same3 {
            return Step::Converged(e2, error2 + error3);
        }
        let e3 = std::mem::replace(&mut self.table[k], e1);
        let delta1 = e1 - e3;
        if delta1.abs() <= e1.abs().max(e3.abs()) * f64::EPSILON || same2 || same3 {
            return Step::Irregular;
        }
        let sum = 1.0 / delta1 + 1.0 / delta2 - 1.0 / delta3;
        if (sum * e1).abs() <= 1e-4 {
            return Step::Irregular;
        }
        let next = e1 + 1.0 / sum;
        self.table[k] = next;
        Step::Next(next, error2 + (next - e2).abs() + error3)
    }

    /// Moves the new diagonal to the front, and drops all but the last `kept` elements.
    fn shift(&mut self, n: usize, pairs: usize, kept: usize) {
        let kept = if kept == CAPACITY { CAPACITY - 1 } else { kept };
        let first = (n + 1) % 2;
        for i in 0..=pairs {
            self.table[first + 2 * i] = self.table[first + 2 * i + 2];
        }
        self.table.truncate(n);
        self.table.drain(..n - kept);
    }

    /// The error of a limit, by the three before it.
    fn compare(&mut self, result: f64) -> f64 {
        if self.calls < 4 {
            self.recent[self.calls - 1] = result;
            return f64::MAX;
        }
        let [a, b, c] = self.recent;
        self.recent = [b, c, result];
        (result - c).abs() + (result - b).abs() + (result - a).abs()
    }
}
