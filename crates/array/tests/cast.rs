//! Casts that go through text.

use pallasite_array::{DType, NdArray, Order};

#[test]
fn short_floats_print_their_own_digits() {
    let text: DType = "U32".parse().unwrap();
    let a = NdArray::from_vec(vec![0.1f32]).astype(&text, Order::C).unwrap();
    assert_eq!(a.get(&[0]).unwrap().to_text(), "0.1");
}

#[test]
fn text_to_numbers_and_back() {
    let a = NdArray::from_vec(vec![1i64, -20]);
    let text = a.astype(&"S21".parse().unwrap(), Order::C).unwrap();
    assert_eq!(text.astype(&DType::INT64, Order::C).unwrap().to_vec::<i64>().unwrap(), [1, -20]);
    let bad = text.astype(&"U2".parse().unwrap(), Order::C).unwrap();
    assert_eq!(bad.get(&[1]).unwrap().to_text(), "-2");
}

#[test]
fn both_byte_orders_agree() {
    let big: DType = ">f8".parse().unwrap();
    let a = NdArray::from_vec((0..1000).map(|i| f64::from(i) / 3.0).collect());
    let b = a.astype(&big, Order::C).unwrap();
    assert_ne!(b.get(&[1]).unwrap(), pallasite_array::Scalar::Float(0.0));
    assert_eq!(
        b.astype(&DType::FLOAT64, Order::C).unwrap().to_vec::<f64>().unwrap(),
        a.to_vec::<f64>().unwrap()
    );
    let half = b.astype(&">f4".parse().unwrap(), Order::C).unwrap();
    assert_eq!(half.cast_vec::<f32>().unwrap()[2], 2.0f32 / 3.0);
}

#[test]
fn structures_cast_field_by_field() {
    let from: DType = "i4,f4".parse().unwrap();
    let to: DType = "f8,i2".parse().unwrap();
    let a = NdArray::zeros(&[3], &from).unwrap();
    let b = a.astype(&to, Order::C).unwrap();
    assert_eq!((b.itemsize(), b.field("f1").unwrap().to_vec::<i16>().unwrap()), (10, vec![0, 0, 0]));
    assert!(a.astype(&"f8,f8,f8".parse().unwrap(), Order::C).is_err());
}
