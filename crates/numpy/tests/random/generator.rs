//! Streams of `Generator`, against NumPy 2.4.6.
//!
//! Each row holds, for the seeds of `SEEDS`, a digest of the bits of all values xored with the bits of the
//! uniform drawn next, so that the state left behind is checked as well.

use crate::common::{N, SEEDS, digest, with};
use pallasite_numpy::random::{MultivariateMethod, default_rng};

macro_rules! check {
    ($method:ident $(::<$type:ty>)? ($($arg:expr),*), $expected:expr) => {
        for (seed, expected) in SEEDS.into_iter().zip($expected) {
            let mut rng = default_rng(seed);
            let values = rng.$method$(::<$type>)?($($arg),*).unwrap();
            let next = rng.random::<f64>(1).unwrap()[0];
            assert_eq!(digest(&values) ^ next.to_bits(), expected, "{} seed {seed}", stringify!($method($($arg),*)));
        }
    };
}

#[test]
fn standard() {
    check!(random::<f64>(N), [0x7cc0_3052_1fcb_b73e, 0xb372_6008_eda2_5045, 0xdbd5_9ba5_9a25_3fb2]);
    check!(random::<f32>(N), [0xd8a7_834f_e892_4549, 0x0fab_297d_9796_f155, 0x8261_4d79_9b8b_2d71]);
    check!(standard_normal::<f64>(N), [0x7c98_5052_d744_78c8, 0xbb08_8f90_125c_3c14, 0x1a5f_cfc0_7b2b_54e2]);
    check!(
        standard_normal::<f64>(30_000),
        [0x127b_6da6_fb2d_b4b9, 0x568f_1a43_719d_5641, 0xc968_b018_1aab_2f8c]
    );
    check!(
        standard_normal::<f32>(30_000),
        [0x749a_1abb_0c8c_5745, 0xa5b3_ea76_20a2_521b, 0x5c42_11fe_726a_6d3a]
    );
    check!(
        standard_exponential::<f64>(30_000),
        [0x8d03_d223_7d60_ecac, 0xfa2c_7822_d225_3110, 0x0156_31a2_a5ab_3eaa]
    );
    check!(
        standard_exponential::<f32>(30_000),
        [0x8d13_cf6d_708e_bd74, 0x6b9f_277f_c1da_070e, 0x6948_bd39_7fae_c795]
    );
    check!(
        standard_exponential_inverse::<f64>(N),
        [0x7eb4_7946_abbe_3728, 0x4c7e_e1c1_f0a5_9750, 0x5285_76ef_f8ec_ed5a]
    );
    check!(
        standard_exponential_inverse::<f32>(N),
        [0x04d9_a984_80dc_de0a, 0xa6a5_4f90_453d_8c35, 0xa7b2_fef0_d219_a47b]
    );
    check!(standard_gamma(0.0_f64, N), [0x3fe4_61fd_79fb_3850, 0x3fe8_c43f_79a2_db24, 0x3fd3_142f_7036_3ce0]);
    check!(standard_gamma(0.0_f32, N), [0x3fe4_61fd_79fb_3850, 0x3fe8_c43f_79a2_db24, 0x3fd3_142f_7036_3ce0]);
    check!(standard_gamma(0.3_f64, N), [0x0d3e_64d2_3b3e_b754, 0xc00b_295c_3ef7_9ee9, 0x88c6_238d_8bc2_cc1e]);
    check!(standard_gamma(0.3_f32, N), [0x9ecb_acbb_8658_e2d2, 0x328d_8e0f_ca9a_2380, 0xd64f_4809_cc0c_ce29]);
    check!(standard_gamma(1.0_f64, N), [0x3be5_d999_daa2_5b12, 0xca47_4a12_1975_74bc, 0xe049_6c55_1454_8a58]);
    check!(standard_gamma(1.0_f32, N), [0x0db2_9e93_ffc1_7717, 0x0f13_ccc6_2ba4_8714, 0xb919_8910_1d6d_120b]);
    check!(standard_gamma(2.5_f64, N), [0x0be2_327a_28b2_6786, 0x2553_ec4f_a8bd_b7e9, 0xf500_db50_1f10_7589]);
    check!(standard_gamma(2.5_f32, N), [0x0db6_ea94_01a9_b692, 0xfa17_d79d_bfe6_785a, 0x0981_fcd3_aff2_377c]);
    check!(
        standard_gamma(50.0_f64, N),
        [0xf8d5_0f57_6e50_c9a4, 0x517e_7f44_9f0e_c49a, 0x2565_b712_a41e_8303]
    );
    check!(
        standard_gamma(50.0_f32, N),
        [0x5f2c_172c_8ec7_fae7, 0x329a_920a_4ef9_c71c, 0x4ef5_7947_b8ad_4332]
    );
    check!(standard_cauchy(N), [0x4c26_bfdf_9cac_46ba, 0xf45d_3203_06a4_1e6b, 0xe7b8_fca8_12dc_d4c8]);
    check!(standard_t(4.5, N), [0xb604_b9bf_eea3_5853, 0x484d_4c87_90f6_5695, 0x9875_b553_5c24_3672]);
}

#[test]
fn continuous() {
    check!(uniform(-3.0, 5.5, N), [0x94e9_9741_941f_be6b, 0x2d5a_9988_7640_578b, 0xf001_6855_664d_ef46]);
    check!(normal(1.5, 2.5, N), [0x82d9_72af_4e5a_3fbb, 0xd760_35be_49d7_9883, 0x718c_6c0b_9917_c75e]);
    check!(exponential(2.5, N), [0xc5a9_603e_c3b9_e48d, 0x21b0_0319_99b1_4b6a, 0x6f4e_da88_79cc_f625]);
    check!(gamma(0.5, 2.0, N), [0x24a3_fa4d_0a9f_b6a7, 0xe43a_5f0b_75ad_c1fc, 0x043c_8c65_9657_0a22]);
    check!(gamma(3.0, 0.7, N), [0xf9d0_c8b9_f996_ef2f, 0x94aa_7575_790c_6b3d, 0x0088_e34a_7190_b377]);
    check!(beta(0.5, 0.5, N), [0x515f_1786_163e_068e, 0x2468_bfeb_efec_f2ef, 0x649a_8946_33b9_96cf]);
    check!(beta(2.0, 3.0, N), [0x217c_0efc_8e2c_5316, 0xda4b_54a0_80d1_86fd, 0xd897_4447_d742_a3cd]);
    check!(beta(0.001, 0.001, N), [0x39cf_7bf5_87dd_0f58, 0xd4e0_1b05_24a5_f15e, 0x75f7_c971_992e_48fb]);
    check!(beta(1e-200, 1e-200, N), [0xc471_68c6_bcf7_3e40, 0xce8d_a91c_1521_21d2, 0x68bd_70e3_747a_952a]);
    check!(beta(0.2, 3.0, N), [0xe063_dcd8_0dfd_41e3, 0x9403_b9fd_efa6_15be, 0x1863_34b6_ae7c_f554]);
    check!(chisquare(1.0, N), [0x24a3_fa4d_0a9f_b6a7, 0xe43a_5f0b_75ad_c1fc, 0x043c_8c65_9657_0a22]);
    check!(chisquare(7.5, N), [0x60f4_21aa_43c8_8934, 0x9020_c3b7_3b40_86f7, 0xa9d2_ad4c_68c9_8072]);
    check!(
        noncentral_chisquare(0.5, 1.5, N),
        [0x0b16_40bd_959c_1679, 0xc33c_92bf_83fd_a420, 0x6b44_9a77_7259_f255]
    );
    check!(
        noncentral_chisquare(3.0, 2.0, N),
        [0x21ae_0fb7_472c_726a, 0x9f9f_7f7c_538e_f4aa, 0xc17c_0797_fb3f_39cb]
    );
    check!(
        noncentral_chisquare(2.0, 0.0, N),
        [0x9a9a_e523_2842_1be7, 0x889f_920c_d609_16d1, 0xe9aa_0d73_6ea4_aa79]
    );
    check!(f(3.0, 7.0, N), [0xc0d2_8a27_98e5_d1bc, 0xf1ef_cbe2_9128_50d4, 0x1957_f89b_18cd_814f]);
    check!(
        noncentral_f(3.0, 7.0, 1.5, N),
        [0x5e2a_fa65_9327_4f54, 0x9420_f4b5_f970_eb01, 0x20b4_19ce_6dd9_64f7]
    );
    check!(lognormal(0.5, 0.75, N), [0x0e8d_6cfc_9089_2505, 0xa7f4_ad11_3bc5_8490, 0x6b35_12ae_ce20_b1f1]);
    check!(laplace(1.0, 2.0, N), [0x1407_1d3a_cc52_369d, 0x0674_a8b6_5da3_7cfd, 0xac4e_7cc9_383e_6aec]);
    check!(logistic(1.0, 2.0, N), [0x30ce_5673_fd28_7e07, 0x133d_3c8f_c528_9578, 0xa777_538f_57a7_2fc4]);
    check!(gumbel(1.0, 2.0, N), [0x1875_5a34_8fdd_7e60, 0xc3df_8628_640c_3323, 0x5287_93e6_1b46_290c]);
    check!(weibull(1.5, N), [0x1f83_28cb_ced7_e0e3, 0xbb49_ff0b_2cac_8220, 0x56a6_6e87_f858_46f5]);
    check!(weibull(0.0, N), [0x3fe4_61fd_79fb_3850, 0x3fe8_c43f_79a2_db24, 0x3fd3_142f_7036_3ce0]);
    check!(rayleigh(2.0, N), [0xb2bd_ea58_2dd2_6140, 0x6f76_3ef7_181c_7224, 0xe9a9_f798_91db_aa0e]);
    check!(pareto(3.0, N), [0xb00b_8d05_6304_1fd7, 0x3899_ec7c_2cb2_ffd1, 0xacf5_e3fc_4618_8f83]);
    check!(power(2.5, N), [0x1e60_31d6_eb3a_fe09, 0xdc8b_63ca_7336_155d, 0xbf12_f4a4_3184_5609]);
    check!(wald(2.0, 3.0, N), [0x80e8_9cf8_2b24_ee1c, 0x5e85_56d2_9742_28ee, 0xd7fd_9108_0437_aba8]);
    check!(vonmises(0.5, 1e-09, N), [0x85a3_95b8_4961_479c, 0xe88b_f6f7_1bfe_207d, 0xd550_b207_daf8_4097]);
    check!(vonmises(0.5, 1e-06, N), [0x76d2_29e7_85b7_4cf8, 0xe44e_c44d_f5b7_b96c, 0x64c2_d75b_b2a5_4218]);
    check!(vonmises(1.0, 4.0, N), [0x2efc_d45e_f3c8_fd5c, 0x581e_a004_d3cc_5ada, 0x23a2_85ce_0472_d392]);
    check!(vonmises(3.0, 0.1, N), [0x6fe8_56c6_241a_15a0, 0xcd73_1ba1_3360_8d5c, 0xb0f9_d792_6334_8945]);
    check!(
        vonmises(2.0, 2000000.0, N),
        [0x4a9c_921a_e9e2_5dfa, 0xb767_a3fe_2299_8bde, 0x6a3a_f3b1_1f8e_d02e]
    );
    check!(
        triangular(-1.0, 0.5, 3.0, N),
        [0xf45a_3560_5372_cde3, 0xf6d2_5d43_b1d1_6b07, 0x056a_50e7_6ecd_6d73]
    );
}

#[test]
fn discrete() {
    check!(poisson(0.0, N), [0x3fe4_61fd_79fb_3850, 0x3fe8_c43f_79a2_db24, 0x3fd3_142f_7036_3ce0]);
    check!(poisson(3.5, N), [0xe5df_ab58_ab53_05ef, 0xd3f8_a96b_77f1_a220, 0xcaef_6b9d_cfc3_32a0]);
    check!(poisson(10.0, N), [0x6942_db13_bfaf_25a1, 0x6a42_e0dd_6059_8fdd, 0xbc07_7822_222d_c5d3]);
    check!(poisson(1234.5, N), [0x498d_19e6_1985_876d, 0x6713_344b_d5dc_50d8, 0x4d69_e91f_6459_d2c6]);
    check!(
        poisson(1000000000000000.0, N),
        [0x759a_2908_ba10_e7a5, 0xf240_3d36_7a8f_4200, 0x875c_a628_c191_5535]
    );
    check!(geometric(0.5, N), [0xc184_e25a_09da_403e, 0xb5c9_0295_aa34_a81c, 0x299a_3f2e_1027_f4b0]);
    check!(geometric(0.01, N), [0x48ae_3d4e_0d1d_dd90, 0x0174_821d_fc12_2ea8, 0xb227_a80b_602f_322d]);
    check!(geometric(1.0, N), [0x32d5_f442_9f0a_9493, 0x32f0_913a_8b24_f383, 0x32b3_148e_90b2_841e]);
    check!(geometric(1e-17, N), [0x3b15_0ec4_8999_f975, 0x48a7_84a2_02e0_9fd5, 0x52b9_ca27_f201_85e3]);
    check!(zipf(1.1, N), [0x32dc_489e_d4e5_593c, 0x5df8_1940_8c82_26d6, 0xf768_08da_d8ad_6757]);
    check!(zipf(2.5, N), [0x93bc_77c9_08aa_4d82, 0x6970_e0e0_81a4_b130, 0x77da_fa18_8ba4_aeca]);
    check!(zipf(2000.0, N), [0x32bb_367b_bb1e_5183, 0x32b7_93b9_bb47_b2f7, 0x328c_43a9_b2d3_5533]);
    check!(logseries(0.3, N), [0xacfe_11b0_bb07_4156, 0x6f4a_4e26_0ff8_8d83, 0x8363_39cb_f9da_872e]);
    check!(logseries(0.99, N), [0x7966_8d9f_dbd6_0055, 0x4ef5_f960_b7a9_a379, 0x018d_e754_6b20_bf4a]);
    check!(binomial(10, 0.3, N), [0x924e_ce24_891a_2dda, 0x9f0d_5f69_9acc_8161, 0xabfc_c9b8_bb3e_ac14]);
    check!(binomial(10, 0.8, N), [0xd2cd_cf0f_5a93_0361, 0x5e1b_a642_f2c9_82a4, 0xfcf1_aff8_f857_e7a2]);
    check!(binomial(1000, 0.4, N), [0x2eb1_92d2_eacf_8b96, 0x8052_8476_4951_7c00, 0x3c8e_e8e8_828d_e46f]);
    check!(binomial(1000, 0.9, N), [0x20e7_b830_c180_0faf, 0x52c9_9c00_f641_c12f, 0xe2ee_7f17_02f2_53fc]);
    check!(binomial(100000, 0.5, N), [0x8172_b305_7715_913f, 0x8b78_d793_e6a9_8a6c, 0x46bd_621f_a3e6_b328]);
    check!(
        binomial(1000000000, 0.3, N),
        [0x7320_e4b0_e494_0bf6, 0xaa2e_d06e_2144_0fb6, 0x1f75_1b99_b68c_6ae9]
    );
    check!(binomial(0, 0.5, N), [0x3fe4_61fd_79fb_3850, 0x3fe8_c43f_79a2_db24, 0x3fd3_142f_7036_3ce0]);
    check!(binomial(5, 0.0, N), [0x3fe4_61fd_79fb_3850, 0x3fe8_c43f_79a2_db24, 0x3fd3_142f_7036_3ce0]);
    check!(binomial(5, 1.0, N), [0x37bf_9c35_a1fa_1387, 0x379a_f94d_b5d4_7497, 0x37d9_7cf9_ae42_030a]);
    check!(
        negative_binomial(3.5, 0.4, N),
        [0x6410_e80d_5c43_bc1a, 0x7915_a3f3_2562_703f, 0xab5d_3617_3992_2da9]
    );
    check!(hypergeometric(5, 7, 4, N), [0xb848_4b2e_4bea_653b, 0x0427_fdf9_b994_30db, 0x1b82_497f_4352_a763]);
    check!(
        hypergeometric(15, 25, 30, N),
        [0xb4b5_9486_0daf_0764, 0xa2a3_c0b2_ceac_a63b, 0xb7a9_102e_7ef1_e640]
    );
    check!(
        hypergeometric(100, 50, 60, N),
        [0xe4e6_5f07_fe3b_2a87, 0x32f4_5b76_1e66_b5a6, 0xe827_0d4f_60af_f3a8]
    );
    check!(
        hypergeometric(500000, 100000, 1000, N),
        [0x29b0_473c_74c3_1bea, 0x1767_4bf2_8e59_93a4, 0xc17a_35d4_62c5_9943]
    );
    check!(
        hypergeometric(10, 0, 5, N),
        [0x37d1_5e0c_85ee_d697, 0x37dd_fbce_85b7_35e3, 0x37e6_2bde_8c23_d227]
    );
    check!(
        hypergeometric(7, 300, 290, N),
        [0x941d_d795_90bc_96cd, 0x7afd_c860_7674_02a2, 0xfbe0_b43e_c4ee_e2dd]
    );
}

#[test]
fn vectors() {
    check!(
        multinomial(100, &[0.1, 0.2, 0.3, 0.4], N),
        [0x8cab_a132_e03d_06cb, 0xd5ac_3ff0_d9bf_d36b, 0xe98b_9316_59ad_c4f2]
    );
    check!(
        multinomial(100, &[0.5, 0.5, 0.0], N),
        [0x5407_6767_c88c_6bd8, 0x907f_ad3f_b084_c826, 0xe29a_3503_fcfc_c26f]
    );
    check!(
        dirichlet(&[0.5, 2.0, 3.0], N),
        [0x5dfe_0aa2_c0d5_11b5, 0xfa11_e129_e23c_245b, 0x637c_07d5_9962_8527]
    );
    check!(
        dirichlet(&[0.05, 0.02, 0.0], N),
        [0x5ed7_3806_cea6_dc92, 0x633b_2fdc_07b7_294d, 0x696b_2dd9_5a58_3b31]
    );
    check!(
        multivariate_hypergeometric(&[10, 20, 5, 7], 12, MultivariateMethod::Marginals, N),
        [0x5aaa_8268_fd7b_c06c, 0x22f5_fa93_892e_4bbc, 0xc1db_5dec_1177_5a03]
    );
    check!(
        multivariate_hypergeometric(&[10, 20, 5, 7], 30, MultivariateMethod::Count, N),
        [0x3b0b_cb77_7e21_6776, 0x5d7d_f04e_0458_f1b1, 0x8606_a232_6ede_0933]
    );
}

#[test]
fn integers() {
    check!(
        integers::<i8>(0_i128, 10_i128, false, N),
        [0x3c88_6c1f_0deb_8e0a, 0xc94b_f042_8839_305c, 0xa15f_f851_ebdf_cf5f]
    );
    check!(
        integers::<i8>(3_i128, 100_i128, true, N),
        [0x8b60_efbd_e75b_48d9, 0x9c83_7420_cbeb_04cc, 0xba97_df6d_09b8_ae1b]
    );
    check!(
        integers::<i8>(5_i128, 5_i128, true, N),
        [0x37d1_5e0c_85ee_d697, 0x37dd_fbce_85b7_35e3, 0x37e6_2bde_8c23_d227]
    );
    check!(
        integers::<i8>(-128_i128, 127_i128, true, N),
        [0x324c_38f4_e0c3_d293, 0x646c_ad8a_e676_0ed1, 0x1e17_2409_e138_c9ce]
    );
    check!(
        integers::<i8>(-128_i128, 127_i128, false, N),
        [0x76f5_c945_3412_ac0d, 0xcbcd_bda0_dcde_e898, 0xf280_0d9b_396c_d58f]
    );
    check!(
        integers::<i8>(-43_i128, 84_i128, false, N),
        [0xe496_26e5_3d49_d0bf, 0x8eac_c30e_0d7a_1e0e, 0x6459_2722_b56e_3045]
    );
    check!(
        integers::<i16>(0_i128, 10_i128, false, N),
        [0xa560_7794_0b3a_0f42, 0x4a11_bd40_0aa7_0350, 0x53ed_ace7_1dfc_b9ce]
    );
    check!(
        integers::<i16>(3_i128, 100_i128, true, N),
        [0x709f_48e2_8d5a_f8e5, 0x539b_0465_f72f_7f42, 0xdc6c_6c1a_f79d_7123]
    );
    check!(
        integers::<i16>(5_i128, 5_i128, true, N),
        [0x37d1_5e0c_85ee_d697, 0x37dd_fbce_85b7_35e3, 0x37e6_2bde_8c23_d227]
    );
    check!(
        integers::<i16>(-32768_i128, 32767_i128, true, N),
        [0x996f_4075_4cfc_7238, 0x4cee_53e1_9bbf_f110, 0x83fc_236b_c63e_690d]
    );
    check!(
        integers::<i16>(-32768_i128, 32767_i128, false, N),
        [0x76f3_58a0_5502_114a, 0x0ca4_3f40_af0d_c5ce, 0xea5c_b75b_2491_036a]
    );
    check!(
        integers::<i16>(-10923_i128, 21844_i128, false, N),
        [0xd066_1b87_e817_abd7, 0xe436_69fb_7cfa_7987, 0x76f8_2d74_9e68_68ef]
    );
    check!(
        integers::<i32>(0_i128, 10_i128, false, N),
        [0x3865_dac3_d4b5_6947, 0xf87d_321a_2d5e_abc1, 0x856f_8fe6_493c_b29c]
    );
    check!(
        integers::<i32>(3_i128, 100_i128, true, N),
        [0x8603_eb84_3a48_8c9f, 0x2d58_af93_9a87_ed9c, 0xb490_4932_4d35_d967]
    );
    check!(
        integers::<i32>(5_i128, 5_i128, true, N),
        [0x37d1_5e0c_85ee_d697, 0x37dd_fbce_85b7_35e3, 0x37e6_2bde_8c23_d227]
    );
    check!(
        integers::<i32>(-2147483648_i128, 2147483647_i128, true, N),
        [0x39b2_fb49_0904_c5aa, 0x9c80_3761_2b0c_8121, 0xf956_8eda_e76a_7d38]
    );
    check!(
        integers::<i32>(-2147483648_i128, 2147483647_i128, false, N),
        [0x1727_e1e9_f0a3_4886, 0xdc55_c17f_9173_67a0, 0xacee_7a4f_73e9_1296]
    );
    check!(
        integers::<i32>(-715827883_i128, 1431655764_i128, false, N),
        [0x3a94_b789_b9e2_1d7a, 0xff70_e77e_e52a_4327, 0xeba6_2761_bf31_bda8]
    );
    check!(
        integers::<i64>(0_i128, 10_i128, false, N),
        [0x3865_dac3_d4b5_6947, 0xf87d_321a_2d5e_abc1, 0x856f_8fe6_493c_b29c]
    );
    check!(
        integers::<i64>(3_i128, 100_i128, true, N),
        [0x8603_eb84_3a48_8c9f, 0x2d58_af93_9a87_ed9c, 0xb490_4932_4d35_d967]
    );
    check!(
        integers::<i64>(5_i128, 5_i128, true, N),
        [0x37d1_5e0c_85ee_d697, 0x37dd_fbce_85b7_35e3, 0x37e6_2bde_8c23_d227]
    );
    check!(
        integers::<i64>(-9223372036854775808_i128, 9223372036854775807_i128, true, N),
        [0x5482_0f9f_67ee_cf7e, 0xb03e_1273_5cb0_e332, 0x0e3f_9548_2f91_db79]
    );
    check!(
        integers::<i64>(-9223372036854775808_i128, 9223372036854775807_i128, false, N),
        [0x816a_682b_392d_cf57, 0x683a_2618_f8d8_ab1f, 0x0567_2a7b_208c_0753]
    );
    check!(
        integers::<i64>(-3074457345618258603_i128, 6148914691236517204_i128, false, N),
        [0x15af_e24e_3e72_d0b5, 0x8a52_5787_944b_2e0a, 0x80b5_2841_b28b_b58d]
    );
    check!(
        integers::<u8>(0_i128, 10_i128, false, N),
        [0x3c88_6c1f_0deb_8e0a, 0xc94b_f042_8839_305c, 0xa15f_f851_ebdf_cf5f]
    );
    check!(
        integers::<u8>(3_i128, 100_i128, true, N),
        [0x8b60_efbd_e75b_48d9, 0x9c83_7420_cbeb_04cc, 0xba97_df6d_09b8_ae1b]
    );
    check!(
        integers::<u8>(5_i128, 5_i128, true, N),
        [0x37d1_5e0c_85ee_d697, 0x37dd_fbce_85b7_35e3, 0x37e6_2bde_8c23_d227]
    );
    check!(
        integers::<u8>(0_i128, 255_i128, true, N),
        [0x2f79_2f8f_ac56_a237, 0x7695_757b_b0f5_66fa, 0x1ffe_a3ef_54b0_b92a]
    );
    check!(
        integers::<u8>(0_i128, 255_i128, false, N),
        [0xd488_b224_6dbf_e3cc, 0xf8a4_bb07_fe6b_dd8f, 0x0d71_356c_0757_e735]
    );
    check!(
        integers::<u8>(0_i128, 170_i128, false, N),
        [0x2f89_e25d_df34_86aa, 0x526f_d09c_c9cb_2cfb, 0x29a3_1444_1ac0_52bd]
    );
    check!(
        integers::<u16>(0_i128, 10_i128, false, N),
        [0xa560_7794_0b3a_0f42, 0x4a11_bd40_0aa7_0350, 0x53ed_ace7_1dfc_b9ce]
    );
    check!(
        integers::<u16>(3_i128, 100_i128, true, N),
        [0x709f_48e2_8d5a_f8e5, 0x539b_0465_f72f_7f42, 0xdc6c_6c1a_f79d_7123]
    );
    check!(
        integers::<u16>(5_i128, 5_i128, true, N),
        [0x37d1_5e0c_85ee_d697, 0x37dd_fbce_85b7_35e3, 0x37e6_2bde_8c23_d227]
    );
    check!(
        integers::<u16>(0_i128, 65535_i128, true, N),
        [0xf4b8_4bec_3ac7_38e7, 0xdb93_73df_576e_c6f8, 0xb58c_7e63_1c8c_0c5d]
    );
    check!(
        integers::<u16>(0_i128, 65535_i128, false, N),
        [0x1c09_5f08_6466_02f9, 0xa712_e7b2_9614_0a5f, 0x4cde_f01c_8bb1_ad24]
    );
    check!(
        integers::<u16>(0_i128, 43690_i128, false, N),
        [0x0974_823d_3067_5402, 0x9f68_c2a0_1126_b27d, 0xd582_3be9_9b49_14f6]
    );
    check!(
        integers::<u32>(0_i128, 10_i128, false, N),
        [0x3865_dac3_d4b5_6947, 0xf87d_321a_2d5e_abc1, 0x856f_8fe6_493c_b29c]
    );
    check!(
        integers::<u32>(3_i128, 100_i128, true, N),
        [0x8603_eb84_3a48_8c9f, 0x2d58_af93_9a87_ed9c, 0xb490_4932_4d35_d967]
    );
    check!(
        integers::<u32>(5_i128, 5_i128, true, N),
        [0x37d1_5e0c_85ee_d697, 0x37dd_fbce_85b7_35e3, 0x37e6_2bde_8c23_d227]
    );
    check!(
        integers::<u32>(0_i128, 4294967295_i128, true, N),
        [0x9479_1c6e_60d5_b624, 0x5f1d_8865_d3cb_fe9d, 0x38ac_8fda_ad45_ae8f]
    );
    check!(
        integers::<u32>(0_i128, 4294967295_i128, false, N),
        [0x5f39_f942_a329_2765, 0xfe9b_68c2_d430_2d32, 0x62f0_7273_4657_1c24]
    );
    check!(
        integers::<u32>(0_i128, 2863311530_i128, false, N),
        [0x4161_3f5e_4a05_9967, 0x3559_4136_2d01_802e, 0x1ee5_69a3_1ad4_0bb4]
    );
    check!(
        integers::<u64>(0_i128, 10_i128, false, N),
        [0x3865_dac3_d4b5_6947, 0xf87d_321a_2d5e_abc1, 0x856f_8fe6_493c_b29c]
    );
    check!(
        integers::<u64>(3_i128, 100_i128, true, N),
        [0x8603_eb84_3a48_8c9f, 0x2d58_af93_9a87_ed9c, 0xb490_4932_4d35_d967]
    );
    check!(
        integers::<u64>(5_i128, 5_i128, true, N),
        [0x37d1_5e0c_85ee_d697, 0x37dd_fbce_85b7_35e3, 0x37e6_2bde_8c23_d227]
    );
    check!(
        integers::<u64>(0_i128, 18446744073709551615_i128, true, N),
        [0xe96f_a927_d83c_b137, 0x88c7_5d00_7292_ff31, 0xa559_92f0_7e65_d34a]
    );
    check!(
        integers::<u64>(0_i128, 18446744073709551615_i128, false, N),
        [0xf326_44fa_cabb_6be2, 0x21ce_32d2_2f63_e6f9, 0xaa8e_748a_803f_e1e5]
    );
    check!(
        integers::<u64>(0_i128, 12297829382473034410_i128, false, N),
        [0x7be7_13c2_a292_cc23, 0xe179_7c33_e664_8e15, 0x623c_5cac_0e86_a27c]
    );
    check!(
        integers::<i64>(0, 4294967295_i64, true, N),
        [0x9479_1c6e_60d5_b624, 0x5f1d_8865_d3cb_fe9d, 0x38ac_8fda_ad45_ae8f]
    );
    check!(
        integers::<i64>(0, 4294967296_i64, true, N),
        [0x66e0_4a49_a272_d855, 0xeb70_9bd7_ca3d_d38d, 0xeb10_8a78_6c59_7636]
    );
    check!(
        integers::<bool>(0, 1, true, N),
        [0xf5ca_9700_1387_6397, 0x2a55_e516_d4f1_0d17, 0xd285_e7f5_645b_12f1]
    );
    check!(
        integers::<bool>(1, 1, true, N),
        [0x32bb_367b_bb1e_5183, 0x32b7_93b9_bb47_b2f7, 0x328c_43a9_b2d3_5533]
    );
    check!(bytes(1001), [0x9e8d_c32e_1245_8353, 0xf71c_7e24_c858_f68d, 0x5f5d_a085_92f0_73e4]);
}

#[test]
fn sequences() {
    check!(permutation(1000), [0x11e0_4cf8_2179_71c4, 0xc0ba_0c0c_a7e3_44da, 0xa8ac_9201_8ba3_0519]);
    check!(permutation(1), [0x3fe4_61fd_79fb_3850, 0x3fe8_c43f_79a2_db24, 0x3fd3_142f_7036_3ce0]);
    check!(
        choice(77, N, &with(true, None, true)),
        [0x18fc_14d8_8b2c_d203, 0x9bd9_0448_c5b7_f0f1, 0x7812_e9b5_a619_3162]
    );
    check!(
        choice(6, N, &with(true, Some(&[0.1, 0.05, 0.0, 0.25, 0.3, 0.3]), true)),
        [0x16da_81e9_acca_4747, 0x506c_f476_7836_84d8, 0x9152_cc50_f2c3_59f5]
    );
    check!(
        choice(6, 5, &with(false, Some(&[0.1, 0.05, 0.0, 0.25, 0.3, 0.3]), true)),
        [0xec56_adb4_5252_fc0f, 0x46de_7dcf_eef8_5b6f, 0x65b0_db66_1249_0f56]
    );
    check!(
        choice(10, 10, &with(false, None, true)),
        [0x7b37_e684_33e5_75d7, 0x713f_5f01_24f9_34c2, 0x5d8c_8c34_98ea_73b3]
    );
    check!(
        choice(10, 10, &with(false, None, false)),
        [0xbc33_f82b_188b_ac44, 0xbc31_f52c_6a0f_bcad, 0xbc32_7202_6065_ae9f]
    );
    check!(
        choice(1000, 30, &with(false, None, true)),
        [0x87fe_7bac_0f99_0aa7, 0x3bdf_7b88_2a1a_8f5f, 0xb051_dfaa_d6c8_a343]
    );
    check!(
        choice(1000, 30, &with(false, None, false)),
        [0x6718_94ca_ae93_3993, 0xe622_6ebe_ce54_b16b, 0x7e68_3f73_7c3c_1386]
    );
    check!(
        choice(20000, 100, &with(false, None, true)),
        [0xb142_0d01_1cf3_db75, 0xc601_2c48_43d2_b0e3, 0xa684_d58a_25e1_e4a9]
    );
    check!(
        choice(20000, 100, &with(false, None, false)),
        [0x2f4b_a061_c779_4fcb, 0xc36e_8244_b43a_b121, 0xfc70_183b_c83b_f56f]
    );
    check!(
        choice(20000, 500, &with(false, None, true)),
        [0x90ca_27cb_b900_6c02, 0x4346_62e6_e2a5_4f32, 0xd3ad_8b66_aaa9_efca]
    );
    check!(
        choice(20000, 500, &with(false, None, false)),
        [0x335b_eace_c05d_eb7e, 0x882c_3dc6_aee2_10df, 0x9609_1207_2132_b4c8]
    );
    check!(
        choice(20000, 1500, &with(false, None, true)),
        [0xef17_2ca6_2a01_acc3, 0xa6c2_343c_5bc1_8995, 0xa7e4_3880_bc37_43dd]
    );
    check!(
        choice(20000, 1500, &with(false, None, false)),
        [0xef17_2ca6_2a01_acc3, 0xa6c2_343c_5bc1_8995, 0xa7e4_3880_bc37_43dd]
    );
    check!(
        choice(20000, 20000, &with(false, None, true)),
        [0x5049_efed_635c_6162, 0x5857_6db0_74c7_bc65, 0xc034_81eb_3aa8_fb3b]
    );
    check!(
        choice(20000, 20000, &with(false, None, false)),
        [0x5049_efed_635c_6162, 0x5857_6db0_74c7_bc65, 0xc034_81eb_3aa8_fb3b]
    );
}
