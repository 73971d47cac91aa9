//! Short cuts against plain loops: numbers of a type, casts of few elements, operations at picked elements.

use pallasite_array::index::Item;
use pallasite_array::{DType, Kind, NdArray, Order};
use pallasite_ufunc::{Arg, Number, Options, at_shared, binary, call, table};

fn double(x: f64) -> Arg<'static> {
    // SAFETY: an element of this kind.
    Arg::Number(unsafe { Number::read((&raw const x).cast(), Kind::Float64) })
}

#[test]
fn a_typed_number_promotes_as_an_array_does() {
    let whole = NdArray::from_vec(vec![1i64, -2, 3]);
    let single = whole.astype(&DType::FLOAT32, Order::K).unwrap();
    for a in [&whole, &single] {
        let sum = binary(&table::ADD, a, double(0.5)).unwrap();
        assert_eq!(sum.to_vec::<f64>().unwrap(), [1.5, -1.5, 3.5]);
        let weak = binary(&table::ADD, a, 0.5).unwrap();
        assert_eq!(weak.kind(), if a.kind() == Kind::Float32 { Kind::Float32 } else { Kind::Float64 });
    }
    let power = binary(&table::POWER, &single, double(2.0)).unwrap();
    assert_eq!(power.to_vec::<f64>().unwrap(), [1.0, 4.0, 9.0]);
}

#[test]
fn spread_operands_of_two_types_are_cast_piece_by_piece() {
    let n = 1500;
    let a = NdArray::from_vec((0..2 * n).map(f64::from).collect::<Vec<_>>());
    let b = NdArray::from_vec((0..n).map(i64::from).collect::<Vec<_>>());
    let halves = a.view_with(8 * (2 * n as isize - 1), DType::FLOAT64, &[n as usize], &[-16]).unwrap();
    let sum = binary(&table::ADD, &halves, &b).unwrap().to_vec::<f64>().unwrap();
    for (i, s) in (0..n).zip(sum) {
        assert_eq!(s, f64::from(2 * n - 1 - 2 * i + i));
    }
}

#[test]
fn an_output_over_an_input_gets_what_that_held_before() {
    let a = NdArray::from_vec((0..6).map(f64::from).collect::<Vec<_>>());
    let turned = a.view_with(40, DType::FLOAT64, &[6], &[-8]).unwrap();
    let options = Options { out: &[Some(&a)], ..Options::default() };
    // SAFETY: nobody looks at the memory meanwhile.
    unsafe { pallasite_ufunc::call_shared(&table::ADD, &[(&turned).into(), 1.0.into()], &options).unwrap() };
    assert_eq!(a.to_vec::<f64>().unwrap(), [6.0, 5.0, 4.0, 3.0, 2.0, 1.0]);
    assert!(call(&table::ADD, &[(&a).into(), 1.0.into()], &options).is_err());
}

#[test]
fn elements_picked_twice_are_changed_twice() {
    let picks: Vec<i64> = (0..2000).map(|i| i * 7 % 13 - 5).collect();
    let values: Vec<f64> = (0..2000).map(f64::from).collect();
    let mut want = vec![0.0; 16];
    for (&i, v) in picks.iter().zip(&values) {
        want[i.rem_euclid(16) as usize] += v;
    }
    let (a, b) = (NdArray::from_vec(vec![0.0; 16]), NdArray::from_vec(values));
    let items = [Item::Array(NdArray::from_vec(picks))];
    // SAFETY: nobody looks at the memory meanwhile.
    unsafe { at_shared(&table::ADD, &a, &items, Some((&b).into())).unwrap() };
    assert_eq!(a.to_vec::<f64>().unwrap(), want);
    let items = [Item::Array(NdArray::from_vec(vec![0i64, 16]))];
    // SAFETY: as above.
    unsafe { at_shared(&table::ADD, &a, &items, Some(1.0.into())).unwrap_err() };
    assert_eq!(a.to_vec::<f64>().unwrap(), want, "nothing is changed by a call that fails");
}
