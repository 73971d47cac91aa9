//! Sources of bits and their seeding, against NumPy 2.4.6.

use crate::common::{SEEDS, digest};
use ndarray::{Array3, Axis};
use pallasite_numpy::random::{
    BitGenerator, Generator, IntegerRange, IntegerSampler, Jump, Mt19937, Pcg64, Pcg64Dxsm, Philox,
    RandomState, Rejection, SeedSequence, Sfc64, Stream, default_rng,
};

fn raw(bits: &mut impl BitGenerator, n: usize) -> Vec<u64> {
    (0..n).map(|_| bits.next_raw()).collect()
}

/// 32-bit words, raw words, doubles and 32-bit words again, across an odd half word.
fn check_stream<B: Stream>(expected: [u64; 3]) {
    for (seed, expected) in SEEDS.into_iter().zip(expected) {
        let mut bits = B::from_seed(&seed.into());
        let mut values: Vec<u64> = (0..3).map(|_| u64::from(bits.next_u32())).collect();
        values.extend(raw(&mut bits, 1500));
        let mut rng = Generator::new(bits);
        values.extend(rng.random::<f64>(700).unwrap().into_iter().map(f64::to_bits));
        values.extend((0..2).map(|_| u64::from(rng.bit_generator_mut().next_u32())));
        assert_eq!(digest(&values), expected, "{} seed {seed}", B::NAME);
    }
}

#[test]
fn streams() {
    check_stream::<Pcg64>([0x7ff3_1b8b_c37d_863e, 0x4c58_6dc9_8483_6c5a, 0x1bde_fb7a_e7ce_9e64]);
    check_stream::<Pcg64Dxsm>([0xc5c1_c1ff_9a0c_a3c9, 0x6fec_9750_6013_6e35, 0xd2b1_797d_d3ed_1786]);
    check_stream::<Mt19937>([0xfba7_bee2_973f_db04, 0x84b0_f21d_12b7_29df, 0x91a3_25d8_71f5_80f1]);
    check_stream::<Philox>([0xb817_d485_6389_7b3d, 0x5a7b_e5a0_a85e_5cd3, 0x1afb_ccc5_2806_0e39]);
    check_stream::<Sfc64>([0x2f6c_d809_ccb7_37ee, 0x52c6_9344_9b93_fd06, 0xc314_5d62_51cc_471f]);
}

fn check_jump<B: Jump>(expected: [u64; 2]) {
    let mut bits = B::from_seed(&42_u64.into());
    raw(&mut bits, 10);
    bits.next_u32();
    for (jumps, expected) in [1, 3].into_iter().zip(expected) {
        assert_eq!(digest(&raw(&mut bits.jumped(jumps), 1000)), expected, "{} by {jumps}", B::NAME);
    }
}

#[test]
fn jumps() {
    check_jump::<Pcg64>([0xba06_1db0_cc1b_58c3, 0xb7b9_1c15_7f82_bf6a]);
    check_jump::<Pcg64Dxsm>([0x5bfa_77fd_51c2_b073, 0xe0d7_2548_870e_a5c3]);
    check_jump::<Mt19937>([0xa3bd_144e_fbfb_936e, 0xf613_4ca3_4129_bd99]);
    check_jump::<Philox>([0x9eae_476e_73d2_32e3, 0x567a_109e_49cb_3f12]);
}

#[test]
fn advances() {
    let mut bits = Pcg64::from_seed(&7_u64.into());
    bits.advance(10_u128.pow(30));
    assert_eq!(digest(&raw(&mut bits, 10)), 0x1913_8547_92b2_8ec6);
    let mut bits = Pcg64::from_seed(&7_u64.into());
    bits.advance(5_u128.wrapping_neg());
    assert_eq!(digest(&raw(&mut bits, 10)), 0x0ccc_0a65_e691_326d);
    let mut bits = Pcg64Dxsm::from_seed(&7_u64.into());
    bits.advance(10_u128.pow(30));
    assert_eq!(digest(&raw(&mut bits, 10)), 0x64b4_621c_cc0a_ede1);
    let mut bits = Philox::from_seed(&7_u64.into());
    raw(&mut bits, 5);
    bits.advance([u64::MAX, 0, 0, 1 << 8]);
    assert_eq!(digest(&raw(&mut bits, 10)), 0x29f4_a8d2_9b70_4096);
    let mut bits = Philox::with_key([5, 1 << 36], [u64::MAX - 1, 0, 0, 0]);
    assert_eq!(digest(&raw(&mut bits, 50)), 0xf5cd_be8e_877f_043c);
}

#[test]
fn seed_sequences() {
    let long = [0xae39_8115, 0xe5ad_9828, 0xbb37_0ba5, 0x5de5_9fa9, 0xd83f_f057];
    assert_eq!(digest(&SeedSequence::new(&long).generate_u32(20)), 0xacf0_7803_9434_a42a);
    let keyed = SeedSequence::with_spawn_key(&[5], &[3, 4], 4, 0).unwrap();
    assert_eq!(digest(&keyed.generate_u64(20)), 0x09aa_1957_fbd5_d95e);
    let wide = SeedSequence::with_spawn_key(&[1, 2, 3, 4, 5, 6, 7], &[9], 6, 0).unwrap();
    assert_eq!(digest(&wide.generate_u64(20)), 0x3272_3a94_8d64_2a93);
    let mut root = SeedSequence::from(1_u128 << 100);
    let grandchild = root.spawn(3).unwrap()[2].spawn(2).unwrap().remove(1);
    assert_eq!(digest(&grandchild.generate_u32(9)), 0x4214_cb56_8f86_68ba);
    assert_eq!(root.n_children_spawned(), 3);
    assert_eq!(digest(&SeedSequence::new(&[]).generate_u32(9)), 0x20c1_20ca_50bd_8a37);
    let child = default_rng(42).spawn(3).unwrap().remove(2).random::<f64>(100).unwrap();
    assert_eq!(digest(&child), 0xe446_9b33_a2a0_e06a);
}

#[test]
fn legacy_seeds() {
    let mut state = RandomState::from_array(&[1, 2, 3]).unwrap();
    assert_eq!(digest(&state.random_sample(1000).unwrap()), 0x990a_9db5_2829_fa04);
    let mut state = RandomState::from_array(&(0..1000).collect::<Vec<_>>()).unwrap();
    assert_eq!(digest(&state.random_sample(1000).unwrap()), 0xf92b_ed7b_38b1_4c5c);
    let mut state = RandomState::with_bits(Philox::from_seed(&3_u64.into()));
    assert_eq!(digest(&state.standard_normal(1000).unwrap()), 0xe186_d167_25db_2967);
}

#[test]
fn arrays_shuffle_along_axes() {
    let mut rng = default_rng(42);
    let mut x = Array3::from_shape_vec((3, 4, 5), (0..60_i64).collect()).unwrap();
    rng.shuffle_axis(x.view_mut(), Axis(1));
    let digest_of = |x: &Array3<i64>| digest(&x.iter().copied().collect::<Vec<_>>());
    assert_eq!(digest_of(&x), 0x724d_1632_8eba_0878);
    let mut y = x.clone();
    rng.permuted(y.view_mut(), Axis(1));
    assert_eq!(digest_of(&y), 0x9c39_ac91_7a41_8506);
    rng.permuted(x.view_mut(), Axis(2));
    assert_eq!(digest_of(&x), 0x7da7_2b85_b835_5452);
}

#[test]
fn ranges_of_their_own_share_words() {
    let mut bits = Pcg64::from_seed(&5_u64.into());
    let ranges = [(0, 10), (5, 6), (7, 255), (100, 120), (0, 255)]
        .map(|(low, high)| IntegerRange::new::<u8>(low, high, true).unwrap());
    let expected = [[7, 6, 185, 114, 238], [10, 6, 205, 100, 37], [8, 6, 12, 109, 63]];
    for row in expected {
        let mut sampler = IntegerSampler::new(Rejection::Lemire);
        assert_eq!(ranges.map(|range| sampler.draw::<u8, _>(&mut bits, range)), row);
    }
}

fn check_round_trip<B: Stream>() {
    let mut bits = B::from_seed(&1_u64.into());
    for words in 0..20 {
        raw(&mut bits, words);
        bits.next_u32();
        let state = bits.state();
        let ahead: Vec<u64> = (0..9).map(|_| bits.next_u64() ^ u64::from(bits.next_u32())).collect();
        let mut restored = B::from_seed(&2_u64.into());
        restored.set_state(state.clone()).unwrap();
        assert_eq!(restored.state(), state);
        let again: Vec<u64> = (0..9).map(|_| restored.next_u64() ^ u64::from(restored.next_u32())).collect();
        assert_eq!(ahead, again, "{}", B::NAME);
    }
}

#[test]
fn restored_states_continue_the_stream() {
    check_round_trip::<Pcg64>();
    check_round_trip::<Pcg64Dxsm>();
    check_round_trip::<Mt19937>();
    check_round_trip::<Philox>();
    check_round_trip::<Sfc64>();
}

/// Drawing one at a time, in pieces of any size, or through a trait object is the same stream.
fn check_fills<B: Stream>() {
    let whole = Generator::<B>::from_seed(9_u64.into()).standard_normal::<f64>(2000).unwrap();
    let mut rng = Generator::<B>::from_seed(9_u64.into());
    let mut pieces = Vec::new();
    for n in (1..).take_while(|n| n * (n + 1) / 2 <= 2000) {
        pieces.extend(rng.standard_normal::<f64>(n).unwrap());
    }
    assert_eq!(pieces, whole[..pieces.len()], "{}", B::NAME);
    let mut bits = B::from_seed(&9_u64.into());
    let bits: &mut dyn BitGenerator = &mut bits;
    let one = pallasite_numpy::random::distributions::normal(bits, 0.0, 1.0);
    assert_eq!(one, whole[0]);
}

#[test]
fn fills_are_the_scalar_stream() {
    check_fills::<Pcg64>();
    check_fills::<Pcg64Dxsm>();
    check_fills::<Mt19937>();
    check_fills::<Philox>();
    check_fills::<Sfc64>();
}
