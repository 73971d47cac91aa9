//! Time per value of the large fills: `cargo run --release -p pallasite-numpy --example random_fill`.

use std::time::Instant;

use pallasite_numpy::random::{RandomState, default_rng};

const N: usize = 1_000_000;

fn time(name: &str, mut fill: impl FnMut()) {
    let best = (0..30)
        .map(|_| {
            let start = Instant::now();
            fill();
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min);
    println!("{name:30} {:6.3} ns", best / N as f64 * 1e9);
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut rng = default_rng(1);
    let mut old = RandomState::new(1);
    let mut x = vec![0.0_f64; N];
    let mut y = vec![0.0_f32; N];
    let mut i = vec![0_i64; N];
    let mut b = vec![0_u8; N];
    time("random", || rng.fill_random(&mut x));
    time("random f32", || rng.fill_random(&mut y));
    time("standard_normal", || rng.fill_standard_normal(&mut x));
    time("standard_normal f32", || rng.fill_standard_normal(&mut y));
    time("standard_exponential", || rng.fill_standard_exponential(&mut x));
    time("integers(0, 1000)", || rng.fill_integers(0, 1000, false, &mut i).unwrap_or(()));
    time("integers(0, 100) uint8", || rng.fill_integers(0, 100, false, &mut b).unwrap_or(()));
    time("gamma(2.5, 1)", || rng.fill_gamma(2.5, 1.0, &mut x).unwrap_or(()));
    time("poisson(20)", || rng.fill_poisson(20.0, &mut i).unwrap_or(()));
    time("binomial(100, 0.4)", || rng.fill_binomial(100, 0.4, &mut i).unwrap_or(()));
    time("shuffle", || rng.shuffle(&mut i));
    time("RandomState.random_sample", || old.fill_random_sample(&mut x));
    time("RandomState.standard_normal", || old.fill_standard_normal(&mut x).unwrap_or(()));
    Ok(())
}
