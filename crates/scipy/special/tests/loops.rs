//! The loops of the ufuncs beside the kernels: common and uncommon arguments side by side, in both precisions.

use std::collections::BTreeMap;

use pallasite_array::{Kind, NdArray, Order};
use pallasite_special::{Kernel, TABLE, ufuncs};
use pallasite_ufunc::{Arg, Options, call};

/// The arguments of all cases by the name of their function.
fn arguments() -> BTreeMap<&'static str, Vec<Vec<f64>>> {
    let mut rows = BTreeMap::<_, Vec<Vec<f64>>>::new();
    for line in include_str!("data/values.txt").lines().chain(include_str!("data/extremes.txt").lines()) {
        let (name, rest) = line.split_once(' ').expect("a name and numbers");
        let mut numbers: Vec<f64> = rest.split(' ').map(|word| word.parse().expect("a number")).collect();
        numbers.pop();
        rows.entry(name).or_default().push(numbers);
    }
    rows
}

/// The values of the ufunc, where it takes floats.
fn looped(name: &str, rows: &[Vec<f64>], kind: Kind) -> Option<Vec<f64>> {
    let ufunc = ufuncs::ALL.iter().find(|ufunc| ufunc.name == name)?;
    let column = |j: usize| {
        NdArray::from_vec(rows.iter().map(|row| row[j]).collect())
            .astype(&kind.into(), Order::C)
            .expect("a cast")
    };
    let columns: Vec<NdArray> = (0..rows[0].len()).map(column).collect();
    let columns: Vec<Arg> = columns.iter().map(Arg::from).collect();
    let values = call(ufunc, &columns, &Options::default()).ok()?;
    values[0].cast_vec::<f64>().ok()
}

fn differences(kind: Kind, round: fn(f64) -> f64, tolerance: f64) -> (usize, Vec<String>) {
    let (mut count, mut beyond) = (0, Vec::new());
    for (name, rows) in arguments() {
        let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|&x| round(x)).collect()).collect();
        let kernel: &Kernel = &TABLE.iter().find(|(known, _)| *known == name).expect("a row of the table").1;
        let Some(values) = looped(name, &rows, kind) else { continue };
        count += 1;
        for (row, found) in rows.iter().zip(values) {
            let expected = round(kernel.call(row).expect("as many arguments as it takes"));
            let same = found == expected || (found.is_nan() && expected.is_nan());
            if !same && !((found - expected).abs() <= tolerance * expected.abs()) {
                beyond.push(format!("{name} {row:?}: {found:e}, by the kernel {expected:e}"));
            }
        }
    }
    (count, beyond)
}

#[test]
fn loops_over_doubles_agree_with_kernels() {
    let (count, beyond) = differences(Kind::Float64, |x| x, 2e-15);
    assert!(count > 60 && beyond.is_empty(), "{count} {beyond:#?}");
}

#[test]
fn loops_over_single_precision_agree_with_kernels() {
    let (count, beyond) = differences(Kind::Float32, |x| f64::from(x as f32), 1.3e-7);
    assert!(count > 60 && beyond.is_empty(), "{count} {beyond:#?}");
}

#[test]
fn values_do_not_depend_on_how_many_are_computed_together() {
    for (name, rows) in arguments() {
        let Some(all) = looped(name, &rows, Kind::Float64) else { continue };
        for size in [1, 7, 20] {
            let parts =
                rows.chunks(size).flat_map(|part| looped(name, part, Kind::Float64).expect("as before"));
            let differs = all.iter().zip(parts).position(|(a, b)| a.to_bits() != b.to_bits() && !a.is_nan());
            assert_eq!(differs.map(|i| &rows[i]), None, "{name}, {size} at a time");
        }
    }
}
