//! The distributions that `Generator` and `RandomState` have in common.

/// Calls `$distributions!` with these rows and `$own`.
macro_rules! with_common_rows {
    ($distributions:ident! { $($own:tt)* }) => {
        $distributions! {
            $($own)*
            /// Normal with mean `loc` and standard deviation `scale`.
            fn normal(loc = 0.0, scale = 1.0) -> f64 = |g, out| g.fill_normal(loc, scale, out);
            /// Exponential with mean `scale`.
            fn exponential(scale = 1.0) -> f64 = |g, out| g.fill_exponential(scale, out);
            /// Gamma.
            fn gamma(shape, scale = 1.0) -> f64 = |g, out| g.fill_gamma(shape, scale, out);
            /// Beta.
            fn beta(a, b) -> f64 = |g, out| g.fill_beta(a, b, out);
            /// Chi-square.
            fn chisquare(df) -> f64 = |g, out| g.fill_chisquare(df, out);
            /// Noncentral chi-square.
            fn noncentral_chisquare(df, nonc) -> f64 = |g, out| g.fill_noncentral_chisquare(df, nonc, out);
            /// Fisher's F.
            fn f(dfnum, dfden) -> f64 = |g, out| g.fill_f(dfnum, dfden, out);
            /// Noncentral F.
            fn noncentral_f(dfnum, dfden, nonc) -> f64 = |g, out| g.fill_noncentral_f(dfnum, dfden, nonc, out);
            /// Standard Cauchy.
            fn standard_cauchy() -> f64 = |g, out| g.fill_standard_cauchy(out);
            /// Student's t.
            fn standard_t(df) -> f64 = |g, out| g.fill_standard_t(df, out);
            /// Log-normal.
            fn lognormal(mean = 0.0, sigma = 1.0) -> f64 = |g, out| g.fill_lognormal(mean, sigma, out);
            /// Laplace.
            fn laplace(loc = 0.0, scale = 1.0) -> f64 = |g, out| g.fill_laplace(loc, scale, out);
            /// Logistic.
            fn logistic(loc = 0.0, scale = 1.0) -> f64 = |g, out| g.fill_logistic(loc, scale, out);
            /// Gumbel.
            fn gumbel(loc = 0.0, scale = 1.0) -> f64 = |g, out| g.fill_gumbel(loc, scale, out);
            /// Weibull.
            fn weibull(a) -> f64 = |g, out| g.fill_weibull(a, out);
            /// Rayleigh.
            fn rayleigh(scale = 1.0) -> f64 = |g, out| g.fill_rayleigh(scale, out);
            /// Pareto II (Lomax).
            fn pareto(a) -> f64 = |g, out| g.fill_pareto(a, out);
            /// Power.
            fn power(a) -> f64 = |g, out| g.fill_power(a, out);
            /// Wald (inverse Gaussian).
            fn wald(mean, scale) -> f64 = |g, out| g.fill_wald(mean, scale, out);
            /// Von Mises.
            fn vonmises(mu, kappa) -> f64 = |g, out| g.fill_vonmises(mu, kappa, out);
            /// Triangular.
            fn triangular(left, mode, right) -> f64 = |g, out| store(out, |n| g.triangular(left, mode, right, n));
            /// Negative binomial.
            fn negative_binomial(n, p) -> i64 = |g, out| store(out, |k| g.negative_binomial(n, p, k));
            /// Poisson.
            fn poisson(lam = 1.0) -> i64 = |g, out| g.fill_poisson(lam, out);
            /// Geometric.
            fn geometric(p) -> i64 = |g, out| g.fill_geometric(p, out);
            /// Zipf.
            fn zipf(a) -> i64 = |g, out| g.fill_zipf(a, out);
            /// Logarithmic series.
            fn logseries(p) -> i64 = |g, out| g.fill_logseries(p, out);
            /// Hypergeometric.
            fn hypergeometric(ngood, nbad, nsample) -> i64 =
                |g, out| store(out, |n| g.hypergeometric(ngood as i64, nbad as i64, nsample as i64, n));
        }
    };
}

pub(super) use with_common_rows;
