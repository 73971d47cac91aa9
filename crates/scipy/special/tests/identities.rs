//! Identities that hold for every argument.

use pallasite_special::*;
use proptest::prelude::*;

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs())
}

proptest! {
    #[test]
    fn noncentral_quantiles_undo(p in 0.001f64..0.999, a in 0.5f64..50.0, b in 0.5f64..50.0, nc in 0.01f64..14.0) {
        prop_assert!(close(chndtr(chndtrix(p, a, nc), a, nc), p, 1e-12));
        prop_assert!(close(ncfdtr(a, b, nc, ncfdtri(a, b, nc, p)), p, 1e-12));
        prop_assert!(close(nctdtr(a, nc.sqrt(), nctdtrit(a, nc.sqrt(), p)), p, 1e-12));
    }

    #[test]
    fn parameters_undo(p in 0.001f64..0.999, x in 0.01f64..100.0, degrees in 0.01f64..100.0) {
        prop_assert!(close(gammainc(gdtrib(1.0, p, x), x), p, 1e-12));
        prop_assert!(close(chdtr(chdtriv(p, x), x), p, 1e-12));
        let k = pdtrik(p, x);
        prop_assert!(k == 0.0 || close(gammaincc(k + 1.0, x), p, 1e-12));
        let tail = stdtr(degrees, -1.5);
        prop_assert!(close(stdtridf(tail, -1.5), degrees, 1e-10));
    }

    #[test]
    fn gamma_recurs(x in 0.01f64..150.0) {
        prop_assert!(close(gamma(x + 1.0), x * gamma(x), 2e-13));
    }

    #[test]
    fn gamma_reflects(x in 0.01f64..0.5) {
        let sine = (std::f64::consts::PI * x).sin();
        prop_assert!(close(gamma(x) * gamma(1.0 - x) * sine, std::f64::consts::PI, 5e-15));
    }

    #[test]
    fn digamma_recurs(x in 0.01f64..100.0) {
        prop_assert!((digamma(x + 1.0) - digamma(x) - 1.0 / x).abs() < 1e-14 * (1.0 + 1.0 / x));
    }

    #[test]
    fn error_functions_add_to_one(x in -6f64..6.0) {
        prop_assert!(close(erf(x) + erfc(x), 1.0, 5e-16));
    }

    #[test]
    fn inverse_error_function_undoes(y in -0.999f64..0.999) {
        prop_assert!(close(erf(erfinv(y)), y, 1e-15));
    }

    #[test]
    fn incomplete_gammas_add_to_one(a in 0.01f64..500.0, x in 0.0f64..1000.0) {
        prop_assert!(close(gammainc(a, x) + gammaincc(a, x), 1.0, 1e-15));
    }

    #[test]
    fn incomplete_gamma_inverts(a in 0.1f64..300.0, p in 0.001f64..0.999) {
        prop_assert!(close(gammainc(a, gammaincinv(a, p)), p, 1e-13));
    }

    #[test]
    fn incomplete_beta_is_symmetric(a in 0.1f64..100.0, b in 0.1f64..100.0, k in 1u32..1024) {
        let x = f64::from(k) / 1024.0;
        prop_assert!(close(betainc(a, b, x), betaincc(b, a, 1.0 - x), 1e-14));
    }

    #[test]
    fn incomplete_beta_inverts(a in 0.5f64..50.0, b in 0.5f64..50.0, p in 0.001f64..0.999) {
        prop_assert!(close(betainc(a, b, betaincinv(a, b, p)), p, 1e-13));
    }

    #[test]
    fn legendre_relation(m in 0.001f64..0.999) {
        let (k, e, k1, e1) = (ellipk(m), ellipe(m), ellipkm1(m), ellipe(1.0 - m));
        prop_assert!(close(e * k1 + e1 * k - k * k1, std::f64::consts::FRAC_PI_2, 1e-14));
    }

    #[test]
    fn bessel_wronskian(v in 0.0f64..60.0, x in 0.5f64..80.0) {
        let (one, other) = (jv(v + 1.0, x) * yv(v, x), jv(v, x) * yv(v + 1.0, x));
        let wronskian = 2.0 / (std::f64::consts::PI * x);
        prop_assert!((one - other - wronskian).abs() < 1e-12 * (one.abs() + other.abs()));
    }

    #[test]
    fn modified_bessel_wronskian(v in 0.0f64..60.0, x in 0.5f64..80.0) {
        prop_assert!(close(ive(v, x) * kve(v + 1.0, x) + ive(v + 1.0, x) * kve(v, x), 1.0 / x, 1e-13));
    }

    #[test]
    fn lambert_solves(re in -5f64..5.0, im in -5f64..5.0, k in -2i64..3) {
        let z = num_complex::Complex64::new(re, im);
        let w = lambertw(z, k);
        prop_assert!((w * w.exp() - z).norm() < 1e-13 * (1.0 + z.norm()), "{}", w);
    }

    #[test]
    fn nothing_panics(x in any::<f64>(), y in any::<f64>(), z in any::<f64>()) {
        for (_, kernel) in TABLE {
            if let Kernel::One(f) = kernel {
                f(x);
            }
        }
        // Those whose work does not grow with their arguments.
        for f in [beta, betaln, ellipkinc, ellipeinc, poch, kl_div, boxcox] {
            f(x, y);
        }
        expn(3.0, y);
        betainc(x.abs() % 1e3, y.abs() % 1e3, z.abs() % 1.0);
    }
}

#[test]
fn gauss_rules_integrate_powers() {
    for n in [1, 2, 5, 20, 64] {
        let (x, w) = roots_legendre(n);
        for degree in (0..2 * n).step_by(2) {
            let sum: f64 = x.iter().zip(&w).map(|(x, w)| w * x.powi(degree as i32)).sum();
            assert!(close(sum, 2.0 / (degree as f64 + 1.0), 1e-13), "{n} {degree}: {sum}");
        }
        let (x, w) = roots_laguerre(n);
        let sum: f64 = x.iter().zip(&w).map(|(x, w)| w * x).sum();
        assert!(close(sum, 1.0, 1e-12), "{n}: {sum}");
        let (x, w) = roots_hermite(n);
        let sum: f64 = x.iter().zip(&w).map(|(x, w)| w * (x * x + 1.0)).sum();
        let root = std::f64::consts::PI.sqrt();
        assert!(close(sum, if n == 1 { root } else { 1.5 * root }, 1e-12), "{n}: {sum}");
    }
}
