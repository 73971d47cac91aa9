//! Steps that lower a quadratic function within a region: truncated conjugate gradients on faces (Steihaug 1983), and
//! arcs on the sphere beyond (Powell 2009, *BOBYQA*, section 3; Ragonneau's thesis of 2022, chapter 6).

use super::region::{Face, Region, Side, is_rounding, reaches, slack_after, snap};
use crate::vector::{add_scaled, dot, moved, norm};

/// Reductions below this part of what was achieved end a search.
const LITTLE: f64 = 1e-8;

/// A function of a step.
pub(super) trait Curve {
    fn gradient(&self, step: &[f64]) -> Vec<f64>;

    /// By how much the function is lower at `cos θ p + sin θ d` in place of `p` within `step`, where `t = tan θ/2`.
    fn reduction(&self, step: &[f64], p: &[f64], d: &[f64], t: f64) -> f64;
}

/// `gᵀ s + ½ sᵀ H s`.
pub(super) struct Parabola<'a, H> {
    pub gradient: &'a [f64],
    pub product: H,
}

impl<H: Fn(&[f64]) -> Vec<f64>> Parabola<'_, H> {
    fn value(&self, step: &[f64]) -> f64 {
        dot(self.gradient, step) + 0.5 * dot(step, &(self.product)(step))
    }
}

/// The cosine, less 1, and the sine of an angle from the tangent of its half.
pub(super) fn turn(t: f64) -> (f64, f64) {
    let sine = 2.0 * t / (1.0 + t * t);
    (-t * sine, sine)
}

impl<H: Fn(&[f64]) -> Vec<f64>> Curve for Parabola<'_, H> {
    fn gradient(&self, step: &[f64]) -> Vec<f64> {
        moved(self.gradient, 1.0, &(self.product)(step))
    }

    fn reduction(&self, step: &[f64], p: &[f64], d: &[f64], t: f64) -> f64 {
        let gradient = self.gradient(step);
        let (hp, hd) = ((self.product)(p), (self.product)(d));
        let (cosine, sine) = turn(t);
        let linear = cosine * dot(&gradient, p) + sine * dot(&gradient, d);
        let square =
            cosine * cosine * dot(p, &hp) + 2.0 * cosine * sine * dot(p, &hd) + sine * sine * dot(d, &hd);
        -(linear + 0.5 * square)
    }
}

/// Where a descent has come to.
pub(super) struct Descent {
    pub step: Vec<f64>,
    pub face: Face,
    reduction: f64,
    /// Whether it ended at the surface of a ball.
    pub at_surface: bool,
}

/// Conjugate gradients on faces, from 0 until the step leaves a ball or nothing more is gained.
pub(super) fn conjugate_gradients<H>(f: &Parabola<'_, H>, region: &Region<'_>) -> Descent
where
    H: Fn(&[f64]) -> Vec<f64>,
{
    let mut gradient = f.gradient.to_vec();
    let face = Face::new(region, &gradient);
    let mut at = Descent { step: vec![0.0; gradient.len()], face, reduction: 0.0, at_surface: false };
    let mut slack = region.slack.clone();
    let mut direction = negative(at.face.project(&gradient));
    let mut count = 0;
    while count < at.face.freedom() {
        let slope = dot(&gradient, &direction);
        let surface = region.balls.iter().filter_map(|b| b.reach(&at.step, &direction)).reduce(f64::min);
        let Some(surface) =
            surface.filter(|s| !is_rounding(slope, &gradient) && -s * slope > LITTLE * at.reduction)
        else {
            break;
        };
        let product = (f.product)(&direction);
        let curvature = dot(&direction, &product);
        let curved = curvature > f64::MIN_POSITIVE * slope.abs();
        let lowest = if curved { (-slope / curvature).max(0.0) } else { f64::INFINITY };
        let gain = |length: f64| -length * (slope + 0.5 * length * curvature);
        if gain(surface.min(lowest)) <= LITTLE * at.reduction {
            break;
        }
        let all = reaches(region, &at.face, &at.step, &slack, &direction);
        let wall = all.iter().map(|(_, reach)| *reach).fold(f64::INFINITY, f64::min);
        let length = surface.min(lowest).min(wall);
        if length > 0.0 {
            add_scaled(&mut at.step, length, &direction);
            clip(&region.low, &region.high, &mut at.step);
            add_scaled(&mut gradient, length, &product);
            slack = region
                .rows
                .iter()
                .zip(&slack)
                .map(|(row, s)| (s - length * dot(row, &direction)).max(0.0))
                .collect();
            at.reduction += gain(length);
        }
        if length < surface.min(wall) {
            let along = at.face.project(&gradient);
            let beta = dot(&along, &product) / curvature;
            direction = moved(&direction, beta - 1.0, &direction);
            add_scaled(&mut direction, -1.0, &along);
            count += 1;
            continue;
        }
        at.at_surface = length >= surface;
        let mut met = all.iter().filter(|(_, reach)| *reach <= length).map(|(side, _)| *side);
        let met: Vec<Side> = if at.at_surface { met.collect() } else { met.next().into_iter().collect() };
        snap(region, &met, &mut at.step);
        at.face.add(region, &met);
        // Nothing is met where a number is none.
        if at.at_surface || met.is_empty() {
            break;
        }
        direction = negative(at.face.project(&gradient));
        count = 0;
    }
    at
}

/// Turns the part of a step along its face towards the steepest descent, for as long as that lowers the function.
pub(super) fn along_arcs(f: &impl Curve, region: &Region<'_>, mut at: Descent) -> Vec<f64> {
    while at.face.freedom() > 0 {
        let gradient = f.gradient(&at.step);
        let (p, g) = (at.face.project(&at.step), at.face.project(&gradient));
        let (square, along) = (dot(&p, &p), dot(&g, &p));
        let slope = -(square * dot(&g, &g) - along * along).max(0.0).sqrt();
        let mut d: Vec<f64> = g.iter().zip(&p).map(|(g, p)| along * p - square * g).collect();
        let hidden = d.iter().any(|d| slope >= -f64::MIN_POSITIVE * d.abs());
        if slope >= -LITTLE * at.reduction || hidden || slope.is_nan() {
            break;
        }
        d.iter_mut().for_each(|d| *d /= -slope);
        let all = turns(region, &at.face, (&at.step, &p, &d));
        let most = all.iter().map(|(_, t)| *t).fold(1.0, f64::min);
        let samples = (17.0 * most + 3.0) as usize;
        let angle = |k: usize| most * (k + 1) as f64 / samples as f64;
        let gains: Vec<f64> = (0..samples).map(|k| f.reduction(&at.step, &p, &d, angle(k))).collect();
        let best = (0..samples).fold(0, |best, k| if gains[k] > gains[best] { k } else { best });
        // Also where no gain is a number.
        if gains[best].is_nan() || gains[best] <= 0.0 {
            break;
        }
        let (cosine, sine) = turn(angle(best));
        add_scaled(&mut at.step, cosine, &p);
        add_scaled(&mut at.step, sine, &d);
        clip(&region.low, &region.high, &mut at.step);
        at.reduction += gains[best];
        if most >= 1.0 || best + 1 < samples {
            break;
        }
        let met: Vec<Side> = all.iter().filter(|(_, t)| *t <= most).map(|(side, _)| *side).collect();
        snap(region, &met, &mut at.step);
        at.face.add(region, &met);
    }
    at.step
}

/// How far one can turn before each constraint that is not on the face, as the tangent of half the angle.
fn turns(region: &Region<'_>, face: &Face, (step, p, d): (&[f64], &[f64], &[f64])) -> Vec<(Side, f64)> {
    // The first root of `room - 2 b t + (room + 2 a) t²`.
    let first = |room: f64, a: f64, b: f64| {
        let square = b * b - room * (room + 2.0 * a);
        let root = if square > 0.0 { square.sqrt() + b } else { 0.0 };
        (root > f64::MIN_POSITIVE * room && room.is_finite()).then(|| room / root)
    };
    let mut out = Vec::new();
    for i in 0..step.len() {
        let low = first((step[i] - region.low[i]).max(0.0), -p[i], -d[i]).filter(|_| !face.low[i]);
        let high = first((region.high[i] - step[i]).max(0.0), p[i], d[i]).filter(|_| !face.high[i]);
        out.extend(low.map(|t| (Side::Low(i), t)));
        out.extend(high.map(|t| (Side::High(i), t)));
    }
    let slack = slack_after(region, step);
    for (i, (row, room)) in region.rows.iter().zip(&slack).enumerate() {
        let t = first(*room, dot(row, p), dot(row, d)).filter(|_| !face.row[i]);
        out.extend(t.map(|t| (Side::Row(i), t)));
    }
    out
}

fn negative(mut v: Vec<f64>) -> Vec<f64> {
    v.iter_mut().for_each(|v| *v = -*v);
    v
}

/// Puts what is beyond bounds on them.
pub(super) fn clip(low: &[f64], high: &[f64], step: &mut [f64]) {
    let bounds = low.iter().zip(high);
    step.iter_mut().zip(bounds).for_each(|(s, (low, high))| *s = s.max(*low).min(*high));
}

/// A step within a region that lowers `gᵀ s + ½ sᵀ H s`.
pub(super) fn tangential_step<H>(f: &Parabola<'_, H>, region: &Region<'_>) -> Vec<f64>
where
    H: Fn(&[f64]) -> Vec<f64>,
{
    let descent = conjugate_gradients(f, region);
    if !descent.at_surface {
        return descent.step;
    }
    let plain = descent.step.clone();
    let turned = along_arcs(f, region, descent);
    if f.value(&turned) > f.value(&plain) || norm(&turned).is_nan() { plain } else { turned }
}
