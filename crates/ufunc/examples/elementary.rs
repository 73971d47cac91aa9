//! Nanoseconds per element of the elementary functions, at 4096 and at a million elements.
//!
//! `cargo run --release -p pallasite-ufunc --example elementary [name]`

use std::time::Instant;

use pallasite_ufunc::math::elementary::*;
use pallasite_ufunc::math::map::{Loop, loop1, loop2};
use pallasite_ufunc::math::real::*;

/// Uniform numbers from `low` to `high`, by a linear congruence.
fn uniform(n: usize, low: f64, high: f64, seed: u64) -> Vec<f64> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        low + (high - low) * (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..n).map(|_| next()).collect()
}

/// The best of many short timings, to dodge the scheduler, of `f` over operands of `size` bytes an element.
fn time(f: Loop, inputs: &mut [Vec<u8>], size: isize, n: usize) -> f64 {
    let mut out = vec![0_u8; n * size as usize];
    let mut args: Vec<*mut u8> = inputs.iter_mut().map(|x| x.as_mut_ptr()).collect();
    args.push(out.as_mut_ptr());
    let steps = vec![size; args.len()];
    let repeats = (50_000 / n).max(1);
    let run = || {
        let start = Instant::now();
        for _ in 0..repeats {
            // SAFETY: all operands hold `n` elements of `size` bytes.
            unsafe { f(&args, &steps, n) };
        }
        start.elapsed().as_secs_f64() * 1e9 / (repeats * n) as f64
    };
    (0..10_000_000 / (repeats * n)).map(|_| run()).fold(f64::INFINITY, f64::min)
}

fn row(name: &str, loops: [Loop; 2], domains: &[(f64, f64)]) {
    if std::env::args().nth(1).is_some_and(|only| only != name) {
        return;
    }
    let mut times = Vec::new();
    for n in [4096, 1_000_000] {
        let operands = domains.iter().zip(1..).map(|(&(low, high), seed)| uniform(n, low, high, seed));
        let (mut doubles, mut singles) = (Vec::new(), Vec::new());
        for x in operands {
            doubles.push(x.iter().flat_map(|x| x.to_ne_bytes()).collect());
            singles.push(x.iter().flat_map(|&x| (x as f32).to_ne_bytes()).collect());
        }
        times.push((time(loops[0], &mut doubles, 8, n), time(loops[1], &mut singles, 4, n)));
    }
    let [(d, s), (dl, sl)] = times[..] else { unreachable!("two sizes") };
    println!("{name:12} f64 {d:7.2} {dl:7.2}   f32 {s:7.2} {sl:7.2}");
}

macro_rules! rows {
    ($looper:ident: $($name:ident $domains:expr;)*) => {
        $(row(stringify!($name), [$looper::<$name<f64>>, $looper::<$name<f32>>], &$domains);)*
    };
}

fn main() {
    const FREE: (f64, f64) = (-5.0, 5.0);
    const POSITIVE: (f64, f64) = (1e-3, 5.0);
    const UNIT: (f64, f64) = (-0.999, 0.999);
    println!("ns per element at 4096 and 1000000");
    rows! { loop1:
        Exp [FREE]; Exp2 [FREE]; Expm1 [FREE]; Log [POSITIVE]; Log2 [POSITIVE]; Log10 [POSITIVE];
        Log1p [POSITIVE]; Sin [FREE]; Cos [FREE]; Tan [FREE]; Arcsin [UNIT]; Arccos [UNIT]; Arctan [FREE];
        Sinh [FREE]; Cosh [FREE]; Tanh [FREE]; Arcsinh [FREE]; Arccosh [(1.0, 5.0)]; Arctanh [UNIT];
        Cbrt [FREE]; Sqrt [POSITIVE]; Rint [FREE];
    }
    rows! { loop2:
        Pow [POSITIVE, FREE]; Arctan2 [FREE, FREE]; Hypot [FREE, FREE]; Logaddexp [FREE, FREE];
        Logaddexp2 [FREE, FREE]; Fmod [FREE, FREE]; Remainder [FREE, FREE]; FloorDivide [FREE, FREE];
        Copysign [FREE, FREE]; Nextafter [FREE, FREE];
    }
}
