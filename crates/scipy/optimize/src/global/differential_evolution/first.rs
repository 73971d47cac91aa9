//! The first population.

use super::{InitialPopulation, Random};
use pallasite_qmc::Halton;

/// The members of a first population of so many variables, between 0 and 1.
///
/// # Errors
/// Those of `random`.
pub fn first_population<E>(
    random: &mut impl Random<E>,
    init: &InitialPopulation,
    count: usize,
    n: usize,
) -> Result<Vec<Vec<f64>>, E> {
    let rows = |flat: Vec<f64>| flat.chunks(n.max(1)).map(<[f64]>::to_vec).collect();
    Ok(match init {
        InitialPopulation::LatinHypercube => latin_hypercube(random, count, n)?,
        InitialPopulation::Random => rows(random.uniforms(count * n)?),
        InitialPopulation::Sobol(sobol) => rows(sobol.scrambled(&mut random.child()?)?.points(0, count)),
        InitialPopulation::Halton => rows(Halton::scrambled(n, &mut random.child()?)?.points(0, count)),
        InitialPopulation::Given(members) => members.clone(),
    })
}

fn latin_hypercube<E>(random: &mut impl Random<E>, count: usize, n: usize) -> Result<Vec<Vec<f64>>, E> {
    let size = 1.0 / count as f64;
    let draws = random.uniforms(count * n)?;
    let mut members = vec![vec![0.0; n]; count];
    for j in 0..n {
        let order = random.permutation(count)?;
        for (i, k) in order.into_iter().enumerate() {
            members[i][j] = size * draws[k * n + j] + k as f64 * size;
        }
    }
    Ok(members)
}
