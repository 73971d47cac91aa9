//! The three best points of a minimisation by parabolas and golden sections.

fn at_least(step: f64, shortest: f64) -> f64 {
    if step.abs() >= shortest {
        step
    } else if step >= 0.0 {
        shortest
    } else {
        -shortest
    }
}

/// The interval, the best three points and the last two steps.
pub(super) struct Points {
    pub a: f64,
    pub b: f64,
    pub x: f64,
    w: f64,
    v: f64,
    pub fx: f64,
    fw: f64,
    fv: f64,
    before_last: f64,
    last: f64,
    golden: f64,
}

impl Points {
    /// Begins at a point with its value, in an interval; `golden` is the smaller part of a golden section.
    pub fn new((x, fx): (f64, f64), (a, b): (f64, f64), golden: f64) -> Self {
        Self { a, b, x, w: x, v: x, fx, fw: fx, fv: fx, before_last: 0.0, last: 0.0, golden }
    }

    /// The next point: the vertex of the parabola if that is good enough, else a golden section.
    pub fn next(&mut self, shortest: f64, middle: f64) -> (f64, &'static str) {
        let parabola = if self.before_last.abs() > shortest { self.parabola(shortest, middle) } else { None };
        self.last = parabola.unwrap_or_else(|| {
            self.before_last = if self.x >= middle { self.a - self.x } else { self.b - self.x };
            self.golden * self.before_last
        });
        let procedure = if parabola.is_some() { "parabolic" } else { "golden" };
        (self.x + at_least(self.last, shortest), procedure)
    }

    fn parabola(&mut self, shortest: f64, middle: f64) -> Option<f64> {
        let r = (self.x - self.w) * (self.fx - self.fv);
        let q = (self.x - self.v) * (self.fx - self.fw);
        let p = (self.x - self.v) * q - (self.x - self.w) * r;
        let denominator = 2.0 * (q - r);
        let p = if denominator > 0.0 { -p } else { p };
        let denominator = denominator.abs();
        let before_last = std::mem::replace(&mut self.before_last, self.last);
        let inside = p > denominator * (self.a - self.x) && p < denominator * (self.b - self.x);
        if !inside || p.abs() >= (0.5 * denominator * before_last).abs() {
            return None;
        }
        let step = p / denominator;
        let u = self.x + step;
        if u - self.a < 2.0 * shortest || self.b - u < 2.0 * shortest {
            return Some(if middle - self.x >= 0.0 { shortest } else { -shortest });
        }
        Some(step)
    }

    /// Takes in a point, which may be the lowest.
    pub fn insert(&mut self, u: f64, fu: f64, lowest: bool) {
        if lowest {
            *(if u >= self.x { &mut self.a } else { &mut self.b }) = self.x;
            (self.v, self.w, self.x) = (self.w, self.x, u);
            (self.fv, self.fw, self.fx) = (self.fw, self.fx, fu);
            return;
        }
        *(if u < self.x { &mut self.a } else { &mut self.b }) = u;
        if fu <= self.fw || self.w == self.x {
            (self.v, self.w, self.fv, self.fw) = (self.w, u, self.fw, fu);
        } else if fu <= self.fv || self.v == self.x || self.v == self.w {
            (self.v, self.fv) = (u, fu);
        }
    }
}
