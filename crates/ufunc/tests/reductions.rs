//! Reductions and casts against values written down from NumPy 2.4.

use pallasite_array::{DType, NdArray, Order};
use pallasite_ufunc::{Options, ReduceOptions, accumulate, argmax, argmin, binary, call, reduce, table};

fn grid() -> NdArray {
    NdArray::from_vec((0..24).map(|i| f64::from(i * 7 % 24)).collect()).reshape(&[2, 3, 4]).unwrap()
}

fn over(axes: &[isize]) -> ReduceOptions<'_> {
    ReduceOptions { axes: Some(axes), ..ReduceOptions::default() }
}

#[test]
fn any_axes_agree_with_a_plain_loop() {
    let (a, values) = (grid(), grid().to_vec::<f64>().unwrap());
    for axes in [&[0][..], &[1], &[2], &[0, 1], &[0, 2], &[1, 2], &[0, 1, 2]] {
        let got = reduce(&table::ADD, &a, &over(axes)).unwrap().to_vec::<f64>().unwrap();
        let mut want = std::collections::BTreeMap::new();
        for (flat, v) in values.iter().enumerate() {
            let index = [flat / 12, flat / 4 % 3, flat % 4];
            let key: Vec<usize> =
                (0..3).filter(|i| !axes.contains(&(*i as isize))).map(|i| index[i]).collect();
            *want.entry(key).or_insert(0.0) += v;
        }
        assert_eq!(got, want.into_values().collect::<Vec<_>>(), "axes {axes:?}");
    }
}

#[test]
fn operations_without_identity_use_each_element_once() {
    let a = NdArray::from_vec(vec![10i64, 1, 2, 3]);
    assert_eq!(reduce(&table::SUBTRACT, &a, &over(&[0])).unwrap().to_vec::<i64>().unwrap(), [4]);
    let one = NdArray::from_vec(vec![5i64]).reshape(&[]).unwrap();
    assert_eq!(reduce(&table::SUBTRACT, &one, &over(&[0])).unwrap().to_vec::<i64>().unwrap(), [5]);
    assert!(reduce(&table::SUBTRACT, &grid(), &ReduceOptions::default()).is_err());
}

#[test]
fn empty_reductions_need_an_identity() {
    let a = NdArray::zeros(&[0, 3], &DType::FLOAT64).unwrap();
    assert_eq!(reduce(&table::ADD, &a, &over(&[0])).unwrap().to_vec::<f64>().unwrap(), [0.0; 3]);
    let error = reduce(&table::MAXIMUM, &a, &over(&[0])).unwrap_err().to_string();
    assert_eq!(error, "zero-size array to reduction operation maximum which has no identity");
    assert!(reduce(&table::MAXIMUM, &a, &over(&[1])).unwrap().to_vec::<f64>().unwrap().is_empty());
}

#[test]
fn nan_is_the_extremum_unless_ignored() {
    let mut values = vec![1.0; 1000];
    values[700] = f64::NAN;
    values[900] = 2.0;
    let a = NdArray::from_vec(values);
    let all = |u| reduce(u, &a, &ReduceOptions::default()).unwrap().to_vec::<f64>().unwrap()[0];
    assert!(all(&table::MAXIMUM).is_nan() && all(&table::MINIMUM).is_nan());
    assert_eq!((all(&table::FMAX), all(&table::FMIN)), (2.0, 1.0));
    assert_eq!(argmax(&a, None, false).unwrap().to_vec::<i64>().unwrap(), [700]);
    assert_eq!(argmin(&a, None, false).unwrap().to_vec::<i64>().unwrap(), [700]);
}

#[test]
fn signed_integers_may_run_unsigned_loops_but_not_where_the_sign_matters() {
    let (a, b) = (NdArray::from_vec(vec![-128i8, -1, 100]), NdArray::from_vec(vec![-1i8, 3, 100]));
    let run = |u| binary(u, &a, &b).unwrap().to_vec::<i8>().unwrap();
    assert_eq!(run(&table::ADD), [127, 2, -56]);
    assert_eq!(run(&table::MULTIPLY), [-128, -3, 16]);
    assert_eq!(run(&table::MAXIMUM), [-1, 3, 100]);
    assert_eq!(run(&table::FLOOR_DIVIDE), [-128, -1, 1]);
    assert_eq!(run(&table::RIGHT_SHIFT), [-1, -1, 0]);
    let truth =
        |u| binary(u, &a, &b).unwrap().astype(&DType::INT8, Order::K).unwrap().to_vec::<i8>().unwrap();
    assert_eq!(truth(&table::LESS), [1, 1, 0]);
    assert_eq!(truth(&table::GREATER_EQUAL), [0, 0, 1]);
    assert_eq!(truth(&table::EQUAL), [0, 0, 1]);
}

#[test]
fn integers_of_mixed_sign_compare_exactly() {
    let (a, b) =
        (NdArray::from_vec(vec![-1i64, i64::MAX]), NdArray::from_vec(vec![u64::MAX, i64::MAX as u64 + 1]));
    for (u, want) in [(&table::LESS, 1), (&table::GREATER, 0), (&table::EQUAL, 0)] {
        let got = binary(u, &a, &b).unwrap().astype(&DType::INT8, Order::K).unwrap().to_vec::<i8>().unwrap();
        assert_eq!(got, [want; 2], "{}", u.name);
    }
}

#[test]
fn casts_happen_in_chunks_and_broadcasts_stay_right() {
    let n = 3000;
    let a = NdArray::from_vec((0..n).collect::<Vec<i32>>()).reshape(&[n as isize, 1]).unwrap();
    let b = NdArray::from_vec(vec![0.5f32, 1.5]);
    let sum = binary(&table::ADD, &a, &b).unwrap();
    assert_eq!((sum.shape(), sum.dtype()), (&[n as usize, 2][..], &DType::FLOAT64));
    let want: Vec<f64> = (0..n).flat_map(|i| [f64::from(i) + 0.5, f64::from(i) + 1.5]).collect();
    assert_eq!(sum.to_vec::<f64>().unwrap(), want);
}

#[test]
fn overlapping_outputs_see_the_old_values() {
    let a = NdArray::from_vec((0..1000).map(f64::from).collect());
    let (head, tail) =
        (a.view_with(0, DType::FLOAT64, &[999], &[8]), a.view_with(8, DType::FLOAT64, &[999], &[8]));
    let (head, tail) = (head.unwrap(), tail.unwrap());
    let options = Options { out: &[Some(&tail)], ..Options::default() };
    // SAFETY: no reference into the memory is alive.
    unsafe { pallasite_ufunc::call_shared(&table::ADD, &[(&head).into(), 1i64.into()], &options).unwrap() };
    assert!(a.to_vec::<f64>().unwrap().iter().enumerate().all(|(i, &v)| v == i as f64));
}

#[test]
fn masks_pick_elements() {
    let a = NdArray::from_vec(vec![1.0, 2.0, 3.0, 4.0]);
    let mask = binary(&table::GREATER, &a, 1.5).unwrap();
    let options = ReduceOptions { where_: Some(&mask), ..ReduceOptions::default() };
    assert_eq!(reduce(&table::ADD, &a, &options).unwrap().to_vec::<f64>().unwrap(), [9.0]);
    let options = Options { where_: Some(&mask), ..Options::default() };
    let out = call(&table::NEGATIVE, &[(&a).into()], &options).unwrap();
    assert_eq!(out[0].to_vec::<f64>().unwrap(), [0.0, -2.0, -3.0, -4.0]);
}

#[test]
fn running_sums_go_along_any_axis() {
    let a = grid();
    for axis in 0..3 {
        let got = accumulate(&table::ADD, &a, axis, None).unwrap();
        let last = got.shape()[axis as usize] as isize - 1;
        let ends = got
            .slice(
                &(0..3)
                    .map(|i| {
                        use pallasite_array::index::{Item, Slice};
                        if i == axis { Item::Int(last) } else { Item::Slice(Slice::default()) }
                    })
                    .collect::<Vec<_>>(),
            )
            .unwrap();
        let total = reduce(&table::ADD, &a, &over(&[axis])).unwrap();
        assert_eq!(ends.to_vec::<f64>().unwrap(), total.to_vec::<f64>().unwrap());
    }
}
