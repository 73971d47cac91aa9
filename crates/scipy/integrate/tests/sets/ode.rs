//! Initial value problems: DETEST (Hull, Enright, Fellen and Sedgwick 1972) as far as solutions are known in closed form,
//! and the stiff problems of Hairer and Wanner (*Solving Ordinary Differential Equations II*, 1996).

use pallasite_integrate::{IvpOptions, Method, StepOptions, solve_ivp};
use std::convert::Infallible;

/// An initial value problem and its solution at the end.
pub struct Problem {
    pub name: &'static str,
    pub f: fn(f64, &[f64], &mut [f64]),
    pub y0: Vec<f64>,
    pub t: f64,
    pub solution: Vec<f64>,
}

/// What a solver made of a problem.
pub struct Outcome {
    /// The largest error of a component, in units of what the tolerances allow.
    pub error: f64,
    pub nfev: usize,
}

/// Solves with `rtol`, and absolute tolerances that are a factor smaller.
pub fn solve(problem: &Problem, method: Method, rtol: f64, factor: f64) -> Outcome {
    let mut system = |t: f64, y: &[f64], dydt: &mut [f64]| {
        (problem.f)(t, y, dydt);
        Ok::<_, Infallible>(())
    };
    let step = StepOptions { rtol: vec![rtol], atol: vec![rtol * factor], ..StepOptions::default() };
    let options = IvpOptions { method, step, t_eval: Some(vec![problem.t]), ..IvpOptions::default() };
    let found = solve_ivp(&mut system, (0.0, problem.t), &problem.y0, &options, &mut [])
        .unwrap_or_else(|e| panic!("{}: {e}", problem.name));
    let y = found.trajectory.y.last().unwrap_or_else(|| panic!("{}: no solution", problem.name));
    let miss = |(y, s): (&f64, &f64)| (y - s).abs() / (rtol * factor + rtol * s.abs());
    let error = y.iter().zip(&problem.solution).map(miss).fold(0.0, f64::max);
    Outcome { error, nfev: found.nfev }
}

fn chain(_t: f64, y: &[f64], dydt: &mut [f64]) {
    dydt[0] = -y[0];
    (1..9).for_each(|i| dydt[i] = y[i - 1] - y[i]);
    dydt[9] = y[8];
}

/// The decay chain: Poisson's weights.
fn chain_solution(t: f64) -> Vec<f64> {
    let mut y = vec![(-t).exp()];
    (1..9).for_each(|i| y.push(y[i - 1] * t / i as f64));
    y.push(1.0 - y.iter().sum::<f64>());
    y
}

fn orbit(_t: f64, y: &[f64], dydt: &mut [f64]) {
    let r3 = (y[0] * y[0] + y[1] * y[1]).powf(1.5);
    (dydt[0], dydt[1], dydt[2], dydt[3]) = (y[2], y[3], -y[0] / r3, -y[1] / r3);
}

/// The orbit of eccentricity `e`, by Kepler's equation.
fn kepler(name: &'static str, e: f64) -> Problem {
    let t = 20.0;
    let mut u: f64 = t;
    for _ in 0..100 {
        u -= (u - e * u.sin() - t) / (1.0 - e * u.cos());
    }
    let (b, r) = ((1.0 - e * e).sqrt(), 1.0 - e * u.cos());
    let solution = vec![u.cos() - e, b * u.sin(), -u.sin() / r, b * u.cos() / r];
    let y0 = vec![1.0 - e, 0.0, 0.0, ((1.0 + e) / (1.0 - e)).sqrt()];
    Problem { name, f: orbit, y0, t, solution }
}

/// Bessel's equation of order one half.
fn bessel(t: f64, y: &[f64], dydt: &mut [f64]) {
    let x = t + 1.0;
    (dydt[0], dydt[1]) = (y[1], -(y[1] / x + (1.0 - 0.25 / (x * x)) * y[0]));
}

fn bessel_solution(t: f64) -> Vec<f64> {
    let x = t + 1.0;
    let scale = (2.0 / (std::f64::consts::PI * x)).sqrt();
    vec![scale * x.sin(), scale * (x.cos() - x.sin() / (2.0 * x))]
}

/// DETEST: A1 to A4, C1, D1 to D5, E1.
pub fn detest() -> Vec<Problem> {
    let t = 20.0;
    let one = |name, f, y0, y: f64| Problem { name, f, y0: vec![y0], t, solution: vec![y] };
    vec![
        one("A1", |_, y, d| d[0] = -y[0], 1.0, (-t).exp()),
        one("A2", |_, y, d| d[0] = -y[0].powi(3) / 2.0, 1.0, (1.0 + t).sqrt().recip()),
        one("A3", |t, y, d| d[0] = y[0] * t.cos(), 1.0, t.sin().exp()),
        one(
            "A4",
            |_, y, d| d[0] = y[0] / 4.0 * (1.0 - y[0] / 20.0),
            1.0,
            20.0 / (1.0 + 19.0 * (-t / 4.0).exp()),
        ),
        Problem {
            name: "C1",
            f: chain,
            y0: [vec![1.0], vec![0.0; 9]].concat(),
            t,
            solution: chain_solution(t),
        },
        kepler("D1", 0.1),
        kepler("D2", 0.3),
        kepler("D3", 0.5),
        kepler("D4", 0.7),
        kepler("D5", 0.9),
        Problem { name: "E1", f: bessel, y0: bessel_solution(0.0), t, solution: bessel_solution(t) },
    ]
}

fn hires(_t: f64, y: &[f64], d: &mut [f64]) {
    d[0] = -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007;
    d[1] = 1.71 * y[0] - 8.75 * y[1];
    d[2] = -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4];
    d[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
    d[4] = -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6];
    d[5] = -280.0 * y[5] * y[7] + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6];
    d[6] = 280.0 * y[5] * y[7] - 1.81 * y[6];
    d[7] = -d[6];
}

fn oregonator(_t: f64, y: &[f64], d: &mut [f64]) {
    d[0] = 77.27 * (y[1] + y[0] * (1.0 - 8.375e-6 * y[0] - y[1]));
    d[1] = (y[2] - (1.0 + y[0]) * y[1]) / 77.27;
    d[2] = 0.161 * (y[0] - y[2]);
}

fn robertson(_t: f64, y: &[f64], d: &mut [f64]) {
    d[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
    d[2] = 3e7 * y[1] * y[1];
    d[1] = -d[0] - d[2];
}

fn van_der_pol(_t: f64, y: &[f64], d: &mut [f64]) {
    (d[0], d[1]) = (y[1], ((1.0 - y[0] * y[0]) * y[1] - y[0]) * 1e6);
}

/// Van der Pol, Robertson, HIRES, Oregonator, with the solutions of Mazzia and Magherini's test set (2008).
pub fn stiff() -> Vec<Problem> {
    vec![
        Problem {
            name: "van der Pol",
            f: van_der_pol,
            y0: vec![2.0, 0.0],
            t: 2.0,
            solution: vec![1.706167732170483, -0.8928097010247975],
        },
        Problem {
            name: "Robertson",
            f: robertson,
            y0: vec![1.0, 0.0, 0.0],
            t: 1e11,
            solution: vec![2.083340149701255e-8, 8.333360770334713e-14, 0.9999999791665050],
        },
        Problem {
            name: "HIRES",
            f: hires,
            y0: vec![1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0057],
            t: 321.8122,
            solution: vec![
                0.7371312573325668e-3,
                0.1442485726316185e-3,
                0.5888729740967575e-4,
                0.1175651343283149e-2,
                0.2386356198831331e-2,
                0.6238968252742796e-2,
                0.2849998395185769e-2,
                0.2850001604814231e-2,
            ],
        },
        Problem {
            name: "Oregonator",
            f: oregonator,
            y0: vec![1.0, 2.0, 3.0],
            t: 360.0,
            solution: vec![1.000814870318523, 1228.178521549917, 132.0554942846706],
        },
    ]
}
