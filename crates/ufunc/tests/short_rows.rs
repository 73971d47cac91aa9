//! Rows of few elements are packed for the loops: the result is that of a loop over each row.

use pallasite_array::{DType, Kind, NdArray, Order};
use pallasite_ufunc::{Options, binary, call_shared, table, unary};
use proptest::prelude::*;

/// An array of this shape whose rows are `gap` elements apart, some of them turned around or of one element again and
/// again.
fn spread(shape: [usize; 3], gap: usize, turned: bool, repeated: bool) -> NdArray {
    let [planes, rows, n] = shape;
    let wide = n + gap;
    let memory: Vec<f64> = (0..planes * rows * wide).map(|i| ((i * i) as f64 * 0.7).sin()).collect();
    let start = if turned { 8 * (n as isize - 1).max(0) } else { 0 };
    let step = if repeated { 0 } else { 8 };
    let strides = [(rows * wide * 8) as isize, (wide * 8) as isize, if turned { -step } else { step }];
    NdArray::from_vec(memory).view_with(start, DType::FLOAT64, &shape, &strides).unwrap()
}

fn values(a: &NdArray) -> Vec<f64> {
    a.cast_vec::<f64>().unwrap()
}

fn compact(a: &NdArray) -> NdArray {
    NdArray::from_vec_shape(values(a), a.shape()).unwrap()
}

/// What lies between the rows of such an array.
fn between(a: &NdArray, gap: usize, turned: bool) -> Vec<f64> {
    let &[planes, rows, n] = a.shape() else { unreachable!("three axes") };
    let first = if turned { 8 } else { 8 * n as isize };
    let strides = [a.strides()[0], a.strides()[1], 8];
    values(&a.view_with(first, DType::FLOAT64, &[planes, rows, gap], &strides).unwrap())
}

proptest! {
    #[test]
    fn a_layout_changes_nothing(
        shape in [0usize..5, 0usize..70, 0usize..40],
        gaps in [0usize..4, 0usize..4],
        turned in any::<[bool; 2]>(),
        repeated in any::<bool>(),
    ) {
        let a = spread(shape, gaps[0], turned[0], false);
        let b = spread(shape, gaps[1], turned[1], repeated);
        let want = binary(&table::SUBTRACT, &compact(&a), &compact(&b)).unwrap();
        prop_assert_eq!(values(&binary(&table::SUBTRACT, &a, &b).unwrap()), values(&want));
        prop_assert_eq!(values(&a.copy(Order::C).unwrap()), values(&a));
        let single = a.astype(&DType::FLOAT32, Order::C).unwrap();
        prop_assert_eq!(values(&single.astype(&DType::FLOAT64, Order::C).unwrap()),
            values(&compact(&a).astype(&DType::FLOAT32, Order::C).unwrap()));
        let root = unary(&table::EXP, &a).unwrap();
        prop_assert_eq!(values(&root), values(&unary(&table::EXP, &compact(&a)).unwrap()));
        let mixed = binary(&table::ADD, &a, &compact(&b).astype(&Kind::Float32.into(), Order::C).unwrap()).unwrap();
        prop_assert_eq!(mixed.kind(), Kind::Float64);
    }

    #[test]
    fn results_go_where_they_belong(
        shape in [1usize..4, 1usize..70, 1usize..40],
        gap in 0usize..4,
        turned in any::<bool>(),
    ) {
        let (a, out) = (spread(shape, 1, false, false), spread(shape, gap, turned, false));
        let untouched = between(&out, gap, turned);
        let options = Options { out: &[Some(&out)], ..Options::default() };
        // SAFETY: no reference into the memory of `out` exists.
        unsafe { call_shared(&table::MULTIPLY, &[(&a).into(), (&out).into()], &options).unwrap() };
        let start = spread(shape, gap, turned, false);
        let want = binary(&table::MULTIPLY, &compact(&a), &compact(&start)).unwrap();
        prop_assert_eq!(values(&out), values(&want));
        prop_assert_eq!(between(&out, gap, turned), untouched);
    }
}
