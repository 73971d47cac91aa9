//! Prints the section "Integration" of `docs/accuracy.md`: `cargo run --release -p pallasite-integrate --example accuracy`.

#[path = "../tests/sets/mod.rs"]
mod sets;

use pallasite_integrate::{Method, QuadOptions, quad};
use sets::{ode, quadrature};
use std::convert::Infallible;

const METHODS: [(&str, Method); 6] = [
    ("RK23", Method::Rk23),
    ("RK45", Method::Rk45),
    ("DOP853", Method::Dop853),
    ("Radau", Method::Radau),
    ("BDF", Method::Bdf),
    ("LSODA", Method::Lsoda),
];

/// A row for each method: the worst error over the tolerance, and all evaluations.
fn row(name: &str, problems: &[ode::Problem], rtol: f64, factor: f64, methods: &[(&str, Method)]) {
    for (method_name, method) in methods {
        let all: Vec<ode::Outcome> = problems.iter().map(|p| ode::solve(p, *method, rtol, factor)).collect();
        let worst = all.iter().map(|o| o.error).fold(0.0, f64::max);
        let nfev: usize = all.iter().map(|o| o.nfev).sum();
        println!("| {name} | {method_name} | {rtol:.0e} | {worst:.1} | {nfev} |");
    }
}

fn main() {
    println!("| set | method | rtol | worst error, in tolerances | evaluations |");
    println!("| --- | --- | ---: | ---: | ---: |");
    row("DETEST, 11 problems", &ode::detest(), 1e-6, 1.0, &METHODS);
    row("stiff, 4 problems", &ode::stiff(), 1e-7, 1e-7, &METHODS[3..]);
    let options = QuadOptions { epsabs: 1e-10, epsrel: 1e-10, limit: 200, ..QuadOptions::default() };
    let (mut worst, mut neval) = (0.0_f64, 0);
    for problem in &quadrature::kahaner()[..20] {
        let f = |x| Ok::<_, Infallible>((problem.f)(x));
        if let Ok(found) = quad(f, problem.range.0, problem.range.1, &options) {
            worst = worst.max((found.value - problem.value).abs() / 1e-10);
            neval += found.neval;
        }
    }
    println!("| Kahaner, 20 of 21 integrals | quad | 1e-10 | {worst:.1} | {neval} |");
    let errors = quadrature::genz()
        .into_iter()
        .filter_map(|p| quadrature::integrate(&p).ok().map(|found| (found.value - p.value).abs() / 1e-10));
    println!("| Genz, 6 families in 2 variables | nquad | 1e-10 | {:.1} | |", errors.fold(0.0, f64::max));
}
