//! The factors `L D Lᵀ` of the approximation of the Hessian.

/// The columns of `L` one behind the other, with the diagonal of `D` in the place of the ones.
pub(super) struct Ldl {
    n: usize,
    packed: Vec<f64>,
}

impl Ldl {
    pub fn identity(n: usize) -> Self {
        let mut packed = vec![0.0; n * (n + 1) / 2];
        let mut diagonal = 0;
        for j in 0..n {
            packed[diagonal] = 1.0;
            diagonal += n - j;
        }
        Self { n, packed }
    }

    /// The columns: the diagonal of `D`, and what is below the diagonal of `L`.
    pub fn columns(&self) -> impl DoubleEndedIterator<Item = (f64, &[f64])> + ExactSizeIterator {
        (0..self.n).map(|j| {
            let start = j * self.n - j * j.saturating_sub(1) / 2;
            let column = &self.packed[start..start + self.n - j];
            (column[0], &column[1..])
        })
    }

    /// `L D Lᵀ s`
    pub fn product(&self, s: &[f64]) -> Vec<f64> {
        let along = |(j, (d, below)): (usize, (f64, &[f64]))| {
            d * (s[j] + below.iter().zip(&s[j + 1..]).map(|(l, s)| l * s).sum::<f64>())
        };
        let mut product: Vec<f64> = self.columns().enumerate().map(along).collect();
        for (j, (_, below)) in self.columns().enumerate().rev() {
            let value = product[j];
            product[j + 1..].iter_mut().zip(below).for_each(|(p, l)| *p += l * value);
        }
        product
    }

    /// Adds `σ z zᵀ` (Fletcher and Powell 1974); `z` is used up.
    pub fn update(&mut self, z: &mut [f64], sigma: f64) {
        if sigma == 0.0 {
            return;
        }
        let before = if sigma < 0.0 { self.downdate_terms(z, sigma) } else { Vec::new() };
        let (mut t, mut at) = (1.0 / sigma, 0);
        for j in 0..self.n {
            let v = z[j];
            let delta = v / self.packed[at];
            let next = if sigma < 0.0 { before[j] } else { t + delta * v };
            let alpha = next / t;
            self.packed[at] *= alpha;
            let beta = delta / next;
            let column = &mut self.packed[at + 1..at + self.n - j];
            for (l, z) in column.iter_mut().zip(&mut z[j + 1..]) {
                let below = *l;
                if alpha <= 4.0 {
                    *z -= v * below;
                    *l = below + beta * *z;
                } else {
                    *l = t / next * below + beta * *z;
                    *z -= v * below;
                }
            }
            at += self.n - j;
            t = next;
        }
    }

    /// The terms of a negative update, computed so that the diagonal stays positive.
    fn downdate_terms(&self, z: &[f64], sigma: f64) -> Vec<f64> {
        let (mut w, mut t) = (z.to_vec(), 1.0 / sigma);
        for (j, (d, below)) in self.columns().enumerate() {
            let v = w[j];
            t += v * v / d;
            w[j + 1..].iter_mut().zip(below).for_each(|(w, l)| *w -= v * l);
        }
        if t >= 0.0 {
            t = f64::EPSILON / sigma;
        }
        for (j, (d, _)) in self.columns().enumerate().rev() {
            let u = std::mem::replace(&mut w[j], t);
            t -= u * u / d;
        }
        w
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn updates_add_rank_one() {
        let mut h = Ldl::identity(3);
        h.update(&mut [1.0, 2.0, 3.0], 2.0);
        h.update(&mut [1.0, 0.0, -1.0], -0.25);
        let x = [0.5, -1.0, 2.0];
        let (a, b) = (2.0 * 4.5, -0.25 * -1.5);
        let want = [0.5 + a + b, -1.0 + 2.0 * a, 2.0 + 3.0 * a - b];
        let got = h.product(&x);
        assert!(got.iter().zip(want).all(|(g, w)| (g - w).abs() < 1e-12), "{got:?} {want:?}");
    }
}
