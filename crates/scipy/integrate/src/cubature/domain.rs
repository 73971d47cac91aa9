//! Boxes: infinite ones as finite ones, and how they are cut.

/// A corner of a box.
type Corner = Vec<f64>;

/// How a coordinate of the integrand follows from that of the finite box.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Axis {
    Finite,
    /// `x = sign (start + (1 - t) / t)`
    Half {
        start: f64,
        sign: f64,
    },
    /// `x = (1 - |t|) / t`
    Whole,
}

/// The box of integration.
#[derive(Debug)]
pub(super) struct Domain {
    axes: Vec<Axis>,
    /// The corners of the finite box.
    a: Corner,
    b: Corner,
}

impl Domain {
    /// The box with corners that are in order.
    pub fn new(a: &[f64], b: &[f64]) -> Self {
        let axis = |(&a, &b): (&f64, &f64)| match (a == f64::NEG_INFINITY, b == f64::INFINITY) {
            (true, true) => (Axis::Whole, -1.0, 1.0),
            (false, true) => (Axis::Half { start: a, sign: 1.0 }, 0.0, 1.0),
            (true, false) => (Axis::Half { start: -b, sign: -1.0 }, 0.0, 1.0),
            (false, false) => (Axis::Finite, a, b),
        };
        let all: Vec<_> = a.iter().zip(b).map(axis).collect();
        Domain {
            axes: all.iter().map(|a| a.0).collect(),
            a: all.iter().map(|a| a.1).collect(),
            b: all.iter().map(|a| a.2).collect(),
        }
    }

    fn is_finite(&self) -> bool {
        self.axes.iter().all(|&axis| axis == Axis::Finite)
    }

    /// The finite box, cut at the points that are inside, and at the origin where the map is singular.
    pub fn boxes(&self, points: &[Corner]) -> Vec<[Corner; 2]> {
        let mut cuts: Vec<Corner> = points.iter().map(|p| self.mapped(p)).collect();
        if !self.is_finite() {
            cuts.push(vec![0.0; self.a.len()]);
        }
        let mut boxes = vec![[self.a.clone(), self.b.clone()]];
        for cut in cuts.iter().filter(|cut| cut.iter().all(|x| !x.is_infinite())) {
            boxes = boxes
                .into_iter()
                .flat_map(|b| if inside(&b, cut) { pieces(&b, cut) } else { vec![b] })
                .collect();
        }
        boxes
    }

    /// Where a point is in the finite box; at infinity if the map never gets there.
    fn mapped(&self, x: &[f64]) -> Corner {
        let map = |(&axis, &x): (&Axis, &f64)| match axis {
            Axis::Finite => x,
            Axis::Half { start, sign } => (sign * x - start + 1.0).recip(),
            Axis::Whole if x == 0.0 => f64::INFINITY,
            Axis::Whole => (x + x.signum()).recip(),
        };
        self.axes.iter().zip(x).map(map).collect()
    }

    /// Maps points of the finite box to where the integrand is evaluated; for each the factor of its value.
    pub fn unmap(&self, t: &mut [f64]) -> Option<Vec<f64>> {
        if self.is_finite() {
            return None;
        }
        let factor = |point: &mut [f64]| {
            let mut square = 1.0;
            for (t, &axis) in point.iter_mut().zip(&self.axes) {
                let x = match axis {
                    Axis::Finite => continue,
                    Axis::Half { start, sign } => sign * (start + (1.0 - *t) / *t),
                    Axis::Whole => (1.0 - t.abs()) / *t,
                };
                square *= *t * *t;
                *t = x;
            }
            1.0 / square
        };
        Some(t.chunks_exact_mut(self.axes.len()).map(factor).collect())
    }
}

fn inside([a, b]: &[Corner; 2], point: &[f64]) -> bool {
    let within = a.iter().zip(b).zip(point).all(|((a, b), p)| a <= p && p <= b);
    within && point != a && point != b
}

/// The parts of a box cut at `point` that have a volume.
fn pieces(whole: &[Corner; 2], point: &[f64]) -> Vec<[Corner; 2]> {
    let mut all = split(whole, point);
    all.retain(|[a, b]| a.iter().zip(b).all(|(a, b)| a != b));
    all
}

/// The 2ⁿ parts of a box cut along each axis; the last axis changes fastest.
pub(super) fn split([a, b]: &[Corner; 2], at: &[f64]) -> Vec<[Corner; 2]> {
    let n = at.len();
    let part = |bits: usize| {
        let upper = |i: usize| bits >> (n - 1 - i) & 1 == 1;
        let low = (0..n).map(|i| if upper(i) { at[i] } else { a[i] }).collect();
        let high = (0..n).map(|i| if upper(i) { b[i] } else { at[i] }).collect();
        [low, high]
    };
    (0..1 << n).map(part).collect()
}
