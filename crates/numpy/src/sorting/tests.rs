use super::*;
use half::f16;
use num_complex::Complex;
use proptest::prelude::*;

/// Every kernel against a comparison of the keys.
fn check<T: SortKey + std::fmt::Debug>(line: &[T]) {
    let len = line.len();
    let mut expected: Vec<i64> = (0..len as i64).collect();
    expected.sort_by_key(|&i| line[i as usize].key());
    assert_eq!(argsort(line), expected);
    let keys: Vec<T::Key> = expected.iter().map(|&i| line[i as usize].key()).collect();
    for kind in [Kind::Quicksort, Kind::Stable] {
        let mut sorted = line.to_vec();
        sort(&mut sorted, kind);
        assert!(sorted.iter().map(|x| x.key()).eq(keys.iter().copied()), "{kind:?} of {line:?}");
    }
    for k in [0, len / 3, len.saturating_sub(1)].into_iter().filter(|&k| k < len) {
        let mut parted = line.to_vec();
        partition(&mut parted, &[k as i64]).unwrap();
        check_parted(parted.iter().map(|x| x.key()), k, keys[k]);
        let indices = argpartition(line, &[k as i64]).unwrap();
        check_parted(indices.iter().map(|&i| line[i as usize].key()), k, keys[k]);
    }
}

fn check_parted<K: Ord + Copy>(keys: impl Iterator<Item = K>, k: usize, expected: K) {
    for (i, key) in keys.enumerate() {
        assert!(if i < k { key <= expected } else { key >= expected });
        assert!(i != k || key == expected);
    }
}

/// Reproducible bits, by Marsaglia's xorshift.
fn bits(count: usize) -> impl Iterator<Item = u64> {
    let mut state = 88_172_645_463_325_252u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    })
    .take(count)
}

#[test]
fn every_type_at_lengths_around_the_sizes_of_vectors_and_leaves() {
    for len in (0..70).chain([127, 128, 129, 255, 256, 257, 1000, 5000]) {
        for mask in [u64::MAX, 3, 0xFFF0_0000_0000_0003] {
            let b: Vec<u64> = bits(len).map(|x| x & mask).collect();
            check(&b);
            check(&b.iter().map(|&x| x as i64).collect::<Vec<_>>());
            check(&b.iter().map(|&x| x.rotate_left(17) as u32).collect::<Vec<_>>());
            check(&b.iter().map(|&x| x.rotate_left(17) as i32).collect::<Vec<_>>());
            check(&b.iter().map(|&x| x as u16).collect::<Vec<_>>());
            check(&b.iter().map(|&x| x as i16).collect::<Vec<_>>());
            check(&b.iter().map(|&x| x as u8).collect::<Vec<_>>());
            check(&b.iter().map(|&x| x as i8).collect::<Vec<_>>());
            check(&b.iter().map(|&x| x & 1 == 1).collect::<Vec<_>>());
            check(&b.iter().map(|&x| f16::from_bits(x as u16)).collect::<Vec<_>>());
            check(&b.iter().map(|&x| f32::from_bits(x.rotate_left(17) as u32)).collect::<Vec<_>>());
            let reals: Vec<f64> = b.iter().map(|&x| f64::from_bits(x)).collect();
            check(&reals);
            let complex: Vec<_> =
                reals.iter().zip(reals.iter().rev()).map(|(&a, &b)| Complex::new(a, b)).collect();
            check(&complex);
            check(&complex.iter().map(|z| Complex::new(z.re as f32, z.im as f32)).collect::<Vec<_>>());
        }
    }
}

#[test]
fn patterns_that_are_hard_for_quicksort() {
    let n = 200_000i64;
    check(&(0..n).collect::<Vec<_>>());
    check(&(0..n).rev().collect::<Vec<_>>());
    check(&vec![i64::MAX; 100_000]);
    check(&(0..n).map(|i| i.min(n - i)).collect::<Vec<_>>());
    check(&(0..n).map(|i| if i % 2 == 0 { i64::MIN } else { i64::MAX }).collect::<Vec<_>>());
    check(&(0..n).map(|i| (i as f64).sqrt().sin()).collect::<Vec<_>>());
}

#[test]
fn stable_sort_keeps_the_order_of_zeros_and_the_bits_of_nan() {
    let payload = f64::from_bits(0xFFF8_0000_0000_0007);
    let mut line = [0.0, 1.0, -0.0, payload, 0.0, -1.0, f64::NAN];
    sort(&mut line, Kind::Stable);
    let expected = [-1.0, 0.0, -0.0, 0.0, 1.0, payload, f64::NAN];
    assert_eq!(line.map(f64::to_bits), expected.map(f64::to_bits));
}

#[test]
fn complex_numbers_with_nan_have_numpys_order() {
    let nan = f64::NAN;
    let line = [
        (nan, nan),
        (nan, 1.0),
        (2.0, nan),
        (1.0, nan),
        (3.0, -0.0),
        (3.0, f64::INFINITY),
        (-0.0, 2.0),
        (0.0, 1.0),
    ];
    let line = line.map(|(re, im)| Complex::new(re, im));
    assert_eq!(argsort(&line), [7, 6, 4, 5, 3, 2, 1, 0]);
}

#[test]
fn errors_have_numpys_words() {
    let mut line = [1, 2, 3];
    assert_eq!(partition(&mut line, &[10]).unwrap_err().to_string(), "kth(=10) out of bounds (3)");
    assert!(searchsorted(&line, &[2], Side::Left, Some(&[0, 1, 3])).is_err());
    assert!(searchsorted(&line, &[2], Side::Left, Some(&[0, 1])).is_err());
    assert_eq!(searchsorted(&[3, 1, 2], &[2, 9, 0], Side::Left, Some(&[1, 2, 0])), Ok(vec![1, 3, 0]));
}

#[test]
fn unique_counts_and_inverts() {
    let found = unique_all(&[3.0, f64::NAN, 1.0, 3.0, f64::NAN], true);
    assert_eq!(
        (found.index, found.inverse, found.counts),
        (vec![2, 0, 1], vec![1, 2, 0, 1, 2], vec![1, 2, 2])
    );
    assert_eq!(unique(&[f64::NAN, 1.0, f64::NAN], false).len(), 3);
    assert_eq!(unique_counts(&[f64::NAN, 0.0, f64::NAN, -0.0], false).1, [2, 1, 1]);
    assert_eq!(unique_counts(&[f64::NAN, 0.0, f64::NAN], true).1, [1, 2]);
    assert_eq!(unique_counts::<i32>(&[], true), (vec![], vec![]));
    assert_eq!(unique::<i32>(&[], true), []);
}

proptest! {
    #[test]
    fn several_positions_at_once(line in prop::collection::vec(-50i32..50, 1..2000), seeds in prop::collection::vec(0usize..2000, 1..5)) {
        let kth: Vec<i64> = seeds.iter().map(|&k| (k % line.len()) as i64).collect();
        let mut sorted = line.clone();
        sorted.sort_unstable();
        let mut parted = line.clone();
        partition(&mut parted, &kth).unwrap();
        let indices = argpartition(&line, &kth).unwrap();
        for k in kth {
            let k = k as usize;
            check_parted(parted.iter().copied(), k, sorted[k]);
            check_parted(indices.iter().map(|&i| line[i as usize]), k, sorted[k]);
        }
    }
}
