//! Integrals of samples: exact for the polynomials that the rules are exact for, and along any axis.

use pallasite_array::{NdArray, Result};
use pallasite_integrate::samples::{cumulative_simpson, cumulative_trapezoid, romb, simpson, trapezoid};

fn parabola(n: usize) -> (NdArray, NdArray, f64) {
    let x: Vec<f64> = (0..n).map(|i| (i * i) as f64 / 7.0 + 0.5).collect();
    let y = x.iter().map(|x| 3.0 * x * x - x + 1.0).collect();
    let whole = |x: f64| x * x * x - 0.5 * x * x + x;
    let area = whole(x[n - 1]) - whole(x[0]);
    (NdArray::from_vec(x), NdArray::from_vec(y), area)
}

fn close(found: &NdArray, wanted: f64) -> bool {
    (found.cast_vec::<f64>().unwrap()[0] - wanted).abs() <= 1e-12 * wanted.abs()
}

#[test]
fn simpson_is_exact_for_parabolas() -> Result<()> {
    for n in 3..9 {
        let (x, y, area) = parabola(n);
        assert!(close(&simpson(&y, Some(&x), 1.0, -1)?, area), "{n} samples");
        let one = NdArray::from_vec_shape(vec![1.0], &[])?;
        let running = cumulative_simpson(&y, Some(&x), &one, -1, None)?.to_vec::<f64>()?;
        assert!((running[n - 2] - area).abs() <= 1e-12 * area);
    }
    Ok(())
}

#[test]
fn axes_agree() -> Result<()> {
    let (x, y, _) = parabola(6);
    let columns = y.reshape(&[6, 1])?.broadcast_to(&[6, 4])?;
    let along = simpson(&columns, Some(&x), 1.0, 0)?.to_vec::<f64>()?;
    let one = simpson(&y, Some(&x), 1.0, -1)?.cast_vec::<f64>()?[0];
    assert_eq!(along, [one; 4]);
    let sums = cumulative_trapezoid(&columns, Some(&x), 1.0.into(), 0, true)?;
    assert_eq!(sums.shape(), [6, 4]);
    let last = sums.to_vec::<f64>()?[20];
    assert!(close(&trapezoid(&y, Some(&x), 1.0.into(), -1)?, last));
    Ok(())
}

/// Romberg's table ends with Boole's rule for five samples: exact to degree five.
#[test]
fn romberg() -> Result<()> {
    let y = NdArray::from_vec((0..5).map(|i| f64::from(i).powi(5)).collect());
    let columns = romb(&y, 1.0, -1)?;
    assert_eq!(columns.iter().map(NdArray::size).collect::<Vec<_>>(), [3, 2, 1]);
    assert!(close(&columns[2], 4.0f64.powi(6) / 6.0));
    assert!(romb(&NdArray::from_vec(vec![1.0; 4]), 1.0, -1).is_err());
    Ok(())
}
