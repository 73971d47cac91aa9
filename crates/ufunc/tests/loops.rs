//! Loops that take a faster way for some layouts give what the plain way gives.

use pallasite_array::{Kind, NdArray, Order};
use pallasite_ufunc::{ReduceOptions, argmax, argmin, binary, inplace, reduce, table, unary};

/// Numbers between -1 and 1 without a pattern.
fn numbers(n: usize, seed: f64) -> Vec<f64> {
    (0..n).map(|i| (seed + 1.7 * i as f64 * i as f64).sin()).collect()
}

fn column(values: &[f64]) -> NdArray {
    NdArray::from_vec(values.to_vec())
}

#[test]
fn in_place_is_out_of_place() {
    for n in [1, 3, 64, 1000, 2001] {
        let (a, b) = (column(&numbers(n, 0.1)), column(&numbers(n, 0.2)));
        for ufunc in [&table::ADD, &table::DIVIDE, &table::MAXIMUM, &table::SUBTRACT] {
            let want = binary(ufunc, &a, &b).unwrap().to_vec::<f64>().unwrap();
            let left = inplace(ufunc, a.copy(Order::C).unwrap(), &b).unwrap();
            assert_eq!(left.to_vec::<f64>().unwrap(), want);
            let want = binary(ufunc, &a, 0.3).unwrap().to_vec::<f64>().unwrap();
            let scalar = inplace(ufunc, a.copy(Order::C).unwrap(), 0.3).unwrap();
            assert_eq!(scalar.to_vec::<f64>().unwrap(), want);
        }
    }
}

#[test]
fn an_output_may_be_the_right_operand_or_both() {
    let (a, b) = (column(&numbers(777, 0.1)), column(&numbers(777, 0.2)));
    let into = |x: &NdArray, y: &NdArray, out: &NdArray| {
        let options = pallasite_ufunc::Options { out: &[Some(out)], ..Default::default() };
        // SAFETY: no reference into the arrays' memory exists.
        unsafe {
            pallasite_ufunc::call_shared(&table::SUBTRACT, &[x.into(), y.into()], &options).unwrap();
        }
        out.to_vec::<f64>().unwrap()
    };
    let want = binary(&table::SUBTRACT, &a, &b).unwrap().to_vec::<f64>().unwrap();
    let right = b.copy(Order::C).unwrap();
    assert_eq!(into(&a, &right, &right), want);
    let both = b.copy(Order::C).unwrap();
    assert_eq!(into(&both, &both, &both), vec![0.0; 777]);
    // Shifted by one element, the operand is read before it is written.
    let shifted = b.copy(Order::C).unwrap();
    let start = shifted.view_with(0, b.dtype().clone(), &[776], &[8]).unwrap();
    let rest = shifted.view_with(8, b.dtype().clone(), &[776], &[8]).unwrap();
    let old = b.to_vec::<f64>().unwrap();
    let want: Vec<f64> = (0..776).map(|i| old[i] - old[i]).collect();
    assert_eq!(into(&start, &start, &rest), want);
}

/// Quotients and remainders of all pairs of values, a divisor at a time, against the definition in 64 bits.
fn divides(kind: Kind, values: &[i64]) {
    let small = |v: &[i64]| NdArray::from_vec(v.to_vec()).astype(&kind.into(), Order::C).unwrap();
    for &b in values.iter().filter(|&&b| b != 0) {
        let a = small(values);
        let quotient = binary(&table::FLOOR_DIVIDE, &a, &small(&[b])).unwrap();
        let remainder = binary(&table::REMAINDER, &a, &small(&[b])).unwrap();
        let floor = |a: i64| a.div_euclid(b) - i64::from(b < 0 && a.rem_euclid(b) != 0);
        let want: Vec<i64> = values.iter().map(|&a| floor(a)).collect();
        let rest: Vec<i64> = values.iter().map(|&a| a - floor(a) * b).collect();
        assert_eq!((widened(&quotient), widened(&remainder)), (wrapped(kind, want), rest));
    }
}

fn widened(a: &NdArray) -> Vec<i64> {
    a.astype(&Kind::Int64.into(), Order::C).unwrap().to_vec().unwrap()
}

/// The smallest integer divided by -1 is itself.
fn wrapped(kind: Kind, values: Vec<i64>) -> Vec<i64> {
    let most = 1i64 << (kind.size() * 8 - 1);
    values.into_iter().map(|v| if kind.is_signed() && v == most { -most } else { v }).collect()
}

#[test]
fn one_divisor_for_all_elements() {
    for (kind, bits) in [(Kind::Int8, 7), (Kind::Int16, 15), (Kind::Int32, 31)] {
        let most = (1i64 << bits) - 1;
        let near = [0, 1, 2, 3, 7, 10, most / 7 * 7, most / 2, most / 2 + 1, most - 1, most];
        let signed: Vec<i64> = near.iter().flat_map(|&v| [v, -v, -v - 1]).collect();
        divides(kind, &signed);
    }
    for (kind, bits) in [(Kind::UInt8, 8), (Kind::UInt16, 16), (Kind::UInt32, 32)] {
        let most = (1i64 << bits) - 1;
        divides(kind, &[0, 1, 2, 3, 7, 10, most / 7 * 7, most / 2, most / 2 + 1, most - 1, most]);
    }
}

#[test]
fn first_axis_is_every_column_in_order() {
    for (rows, n) in [(1, 5), (2, 1), (3, 70), (7, 1024), (10, 2500), (2049, 3)] {
        let values = numbers(rows * n, 0.4);
        let a = NdArray::from_vec_shape(values.clone(), &[rows, n]).unwrap();
        let along = ReduceOptions { axes: Some(&[0]), ..Default::default() };
        let got = |ufunc| reduce(ufunc, &a, &along).unwrap().to_vec::<f64>().unwrap();
        let fold = |f: fn(f64, f64) -> f64| -> Vec<f64> {
            (0..n).map(|j| (1..rows).fold(values[j], |acc, i| f(acc, values[i * n + j]))).collect()
        };
        assert_eq!(got(&table::ADD), fold(|x, y| x + y));
        assert_eq!(got(&table::MULTIPLY), fold(|x, y| x * y));
        assert_eq!(got(&table::MAXIMUM), fold(f64::max));
        assert_eq!(got(&table::MINIMUM), fold(f64::min));
    }
}

#[test]
fn extrema_of_lines_of_any_length() {
    for n in [1, 2, 63, 64, 65, 127, 128, 300, 1000, 5000] {
        let mut values = numbers(n, 0.3);
        for place in [0, n / 2, n - 1] {
            let old = std::mem::replace(&mut values[place], 2.0);
            let a = column(&values);
            let all = ReduceOptions::default();
            let most = |a: &NdArray| reduce(&table::MAXIMUM, a, &all).unwrap().to_vec::<f64>().unwrap()[0];
            assert_eq!(most(&a), 2.0);
            assert_eq!(argmax(&a, None, false).unwrap().to_vec::<i64>().unwrap(), [place as i64]);
            values[place] = f64::NAN;
            let a = column(&values);
            assert!(most(&a).is_nan());
            assert_eq!(argmin(&a, None, false).unwrap().to_vec::<i64>().unwrap(), [place as i64]);
            values[place] = old;
        }
    }
}

#[test]
fn places_along_scattered_lines() {
    let (rows, n) = (100, 7);
    let values = numbers(rows * n, 0.9);
    let a = NdArray::from_vec_shape(values.clone(), &[rows, n]).unwrap();
    let most = |j: usize| (0..rows).max_by(|&i, &k| values[i * n + j].total_cmp(&values[k * n + j])).unwrap();
    let want: Vec<i64> = (0..n).map(|j| most(j) as i64).collect();
    let got = argmax(&a, Some(0), true).unwrap();
    assert_eq!((got.shape(), got.to_vec::<i64>().unwrap()), (&[1, n][..], want));
}

#[test]
fn magnitudes_neither_overflow_nor_lose_infinities() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    let parts =
        [(3.0, 4.0), (0.0, -0.0), (1e300, 1e300), (5e-324, 0.0), (inf, nan), (nan, -inf), (1e-300, 1e-300)];
    let z: Vec<_> = parts.iter().map(|&(re, im)| num_complex::Complex::new(re, im)).collect();
    let got = unary(&table::ABSOLUTE, &NdArray::from_vec(z)).unwrap().to_vec::<f64>().unwrap();
    for (&(re, im), got) in parts.iter().zip(&got) {
        let want = re.hypot(im);
        assert!(*got == want || (got - want).abs() <= want * f64::EPSILON, "{re} {im}: {got} {want}");
    }
    let nan = unary(&table::ABSOLUTE, &NdArray::from_vec(vec![num_complex::Complex::new(nan, 1.0)])).unwrap();
    assert!(nan.to_vec::<f64>().unwrap()[0].is_nan());
}
