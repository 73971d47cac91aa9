//! Streams of `RandomState`, against NumPy 2.4.6.
//!
//! Each row holds, for the seeds of `SEEDS`, a digest of the bits of all values xored with the bits of the
//! uniform drawn next, so that the state left behind is checked as well.

use crate::common::{N, SEEDS, digest, with};
use pallasite_numpy::random::RandomState;

macro_rules! check {
    ($method:ident $(::<$type:ty>)? ($($arg:expr),*), $expected:expr) => {
        for (seed, expected) in SEEDS.into_iter().zip($expected) {
            let mut rng = RandomState::new(seed as u32);
            let values = rng.$method$(::<$type>)?($($arg),*).unwrap();
            let next = rng.random_sample(1).unwrap()[0];
            assert_eq!(digest(&values) ^ next.to_bits(), expected, "{} seed {seed}", stringify!($method($($arg),*)));
        }
    };
}

#[test]
fn standard() {
    check!(random_sample(N), [0x8364_1906_0cb5_8517, 0xccec_d738_f733_7cfd, 0x8a8b_e2fc_403b_974b]);
    check!(standard_normal(N), [0xcfd6_ac1c_a9b4_c990, 0x434c_0674_bdd6_e1bc, 0x4c69_fe6d_60bc_7e95]);
    check!(standard_normal(7), [0x3df1_ab69_5309_faad, 0xc45d_c014_4c96_d97b, 0x1c87_6ca8_aefe_b4aa]);
    check!(standard_exponential(N), [0xfc38_fd48_147e_b9f6, 0x997b_082e_3086_2ad0, 0x4462_fe17_9e1b_f85e]);
    check!(standard_gamma(0.3, N), [0xe76b_e108_58bd_4041, 0x0b77_e538_114d_72fc, 0xb7d8_b2b7_e64a_9b0a]);
    check!(standard_gamma(2.5, N), [0xc9af_9b15_0b30_34e1, 0x2f0e_bd16_e67a_4b79, 0x18d0_7f29_927d_649d]);
    check!(standard_gamma(1.0, N), [0xfc38_fd48_147e_b9f6, 0x997b_082e_3086_2ad0, 0x4462_fe17_9e1b_f85e]);
    check!(standard_cauchy(N), [0x8405_c285_fec8_fee6, 0xfebf_5657_8423_f297, 0x4e98_47c7_39a3_57b8]);
    check!(standard_t(4.5, N), [0x743f_9efb_45dd_f272, 0x2cb2_619d_9dd9_17dc, 0x3d18_620f_7320_9b96]);
}

#[test]
fn continuous() {
    check!(uniform(5.0, -3.0, N), [0x3c46_fd18_6220_ae92, 0xe909_3e23_3c7c_f23b, 0x9beb_d2dd_f20b_466d]);
    check!(normal(1.5, 2.5, N), [0x2dd1_ef0e_7f26_a6d2, 0x2a51_1a39_e7b2_55ae, 0xfee1_a6c6_eb32_2778]);
    check!(exponential(2.5, N), [0x5ca4_acea_0fb1_b7df, 0x79f8_b21c_da74_fc83, 0xeae0_535f_4610_f992]);
    check!(gamma(0.5, 2.0, N), [0x96db_b3d7_8c83_ed28, 0x0c5f_10e0_4b1f_4f6a, 0xd744_1fec_3719_028a]);
    check!(gamma(3.0, 0.7, N), [0xb998_4a48_1460_e458, 0xb682_2167_2e5a_6e88, 0xc372_d7b5_a9f3_5e49]);
    check!(beta(0.5, 0.5, N), [0x3f46_252b_ad61_bddf, 0x81e8_c501_d4e3_8c3f, 0x5c3b_4c3a_7634_7ae4]);
    check!(beta(2.0, 3.0, N), [0x534a_0cdb_407b_22f3, 0xd85d_503c_2fe7_01a4, 0x4d6b_8548_8840_2c6d]);
    check!(beta(0.001, 0.001, N), [0x251f_0ae2_ff32_03da, 0x89a8_bde3_f851_0789, 0x230b_9532_85c2_1cc9]);
    check!(beta(0.2, 3.0, N), [0x958f_f90b_1b77_795a, 0xe5aa_1a27_0465_3941, 0x6e47_4b6c_9c4e_1820]);
    check!(chisquare(1.0, N), [0x96db_b3d7_8c83_ed28, 0x0c5f_10e0_4b1f_4f6a, 0xd744_1fec_3719_028a]);
    check!(chisquare(7.5, N), [0xae7f_2386_7c29_ca23, 0x24b3_055c_d726_d69e, 0x2429_7861_0a92_fd93]);
    check!(
        noncentral_chisquare(0.5, 1.5, N),
        [0x5d70_7c6b_e111_99ef, 0x8049_d7ac_9036_6285, 0xf17e_679c_685f_105a]
    );
    check!(
        noncentral_chisquare(3.0, 2.0, N),
        [0xa439_1e08_be8c_78b6, 0x9c4d_76a6_5c84_5976, 0x615b_f884_a371_0dc6]
    );
    check!(
        noncentral_chisquare(2.0, 0.0, N),
        [0xe904_23e8_b70c_9ec3, 0x984d_c3fa_f184_3e52, 0x9e26_e36a_6826_b276]
    );
    check!(f(3.0, 7.0, N), [0xa170_23db_036c_5c41, 0x39e2_8e37_01e3_4376, 0x2c92_d66a_8ccc_41e1]);
    check!(
        noncentral_f(3.0, 7.0, 1.5, N),
        [0x5b84_22d6_e5a8_fc80, 0x4275_1e9a_c345_d3bf, 0x607c_7dfa_4230_b026]
    );
    check!(lognormal(0.5, 0.75, N), [0x44c3_125a_ce2f_6626, 0xa5ef_4202_f11f_6c07, 0x1a37_e960_99ac_3260]);
    check!(laplace(1.0, 2.0, N), [0xa8ff_b0ff_074b_205d, 0x38da_d635_a925_5caa, 0x5aa3_297c_6906_c9d1]);
    check!(logistic(1.0, 2.0, N), [0x0c1f_eeb6_8d8f_edf5, 0x37dc_536f_82c7_9da2, 0x4b9b_a35a_72d9_8717]);
    check!(gumbel(1.0, 2.0, N), [0xfdf8_ccfb_0f39_bfe4, 0x1ded_4c94_1f13_7467, 0x9846_6169_191d_a612]);
    check!(weibull(1.5, N), [0xe221_3b9d_95d0_b346, 0xa085_3c27_f00d_b10a, 0x9500_5475_14b3_d59e]);
    check!(weibull(0.0, N), [0x3fe1_8fe1_565f_12a8, 0x3fd7_f877_1e5f_51ec, 0x3fe1_f4c4_df10_3523]);
    check!(rayleigh(2.0, N), [0x73a5_4f14_5ae9_2112, 0xfd4e_8144_446e_da3e, 0x8658_01a6_025c_eac9]);
    check!(pareto(3.0, N), [0x9036_137d_7a5a_93b1, 0x2f45_6f0c_9a5e_db08, 0xe643_2e37_c8b1_b0ea]);
    check!(power(2.5, N), [0xfc75_1072_0bae_a10f, 0x78a4_1d16_e70e_af0e, 0x67d1_0791_0260_70be]);
    check!(wald(2.0, 3.0, N), [0x8d00_7572_3c6c_e7c1, 0x8a51_95b8_5300_2d54, 0x3219_e45c_f6e9_fd01]);
    check!(vonmises(0.5, 1e-09, N), [0x431f_e6fe_8e82_4d63, 0x8261_dd8d_1d98_6bff, 0x145c_9a56_7aaf_2470]);
    check!(vonmises(0.5, 1e-06, N), [0x39c5_1ff6_84e5_f6b5, 0x71f2_cc9a_cc78_51b7, 0x9973_4d9c_dac6_4fb6]);
    check!(vonmises(1.0, 4.0, N), [0x7bd8_251d_7a5d_9084, 0x2aec_68b2_8f15_5c3c, 0x0b37_dbf9_781e_3065]);
    check!(vonmises(3.0, 0.1, N), [0xd862_3d26_3631_5b24, 0x4836_743e_7486_52ba, 0x2281_36ef_643f_46c7]);
    check!(
        triangular(-1.0, 0.5, 3.0, N),
        [0xdbad_4eca_8f9c_a9e9, 0x9ce6_e8dd_2473_3890, 0x9037_7c6f_7644_aa95]
    );
}

#[test]
fn discrete() {
    check!(poisson(0.0, N), [0x3fe1_8fe1_565f_12a8, 0x3fd7_f877_1e5f_51ec, 0x3fe1_f4c4_df10_3523]);
    check!(poisson(3.5, N), [0x8edc_21b6_fed0_f1e3, 0x748a_b8a0_c5ec_d42a, 0xac54_094d_fb6c_0916]);
    check!(poisson(10.0, N), [0xcdf6_1e3b_1a8e_218f, 0x5352_d563_3940_172a, 0xa903_ca24_7a2e_707c]);
    check!(poisson(1234.5, N), [0xb515_6c76_acbc_76b8, 0xed33_bc1e_a583_f826, 0x4fa8_a612_66f3_5883]);
    check!(
        poisson(1000000000000000.0, N),
        [0x38ba_2860_d130_2d13, 0x8f46_2c9c_57d9_41a6, 0x5719_5d76_60e8_b59b]
    );
    check!(geometric(0.5, N), [0x1470_33da_00d5_4f5a, 0xfae5_7cd8_17ad_fd7d, 0xa002_5b47_6d0a_8c9b]);
    check!(geometric(0.01, N), [0x7673_aebf_1c4c_c4d2, 0x39fc_79f1_79bf_2de2, 0xb46c_712d_1454_3dde]);
    check!(geometric(1.0, N), [0x32bd_af66_c94b_326b, 0x3298_e5e9_5386_4cd3, 0x3283_3fee_ffd1_70b5]);
    check!(geometric(1e-17, N), [0xbf20_a562_a55e_6fc4, 0xbf05_efed_3f93_117c, 0xbf1e_35ea_93c4_2d1a]);
    check!(zipf(1.1, N), [0xc4f8_ca90_f444_a36f, 0x0f69_1f78_521f_2ec6, 0x332f_2fc7_9c1f_3d7c]);
    check!(zipf(2.5, N), [0xcc84_24cf_4db4_03ab, 0x2ec0_3f56_51d8_5dcd, 0x474c_4698_f495_c4e5]);
    check!(logseries(0.3, N), [0x9a0c_78f3_558f_7d70, 0x429b_a96a_292b_bf07, 0xd398_fd42_302c_dfb4]);
    check!(logseries(0.99, N), [0xa806_0009_0fce_125f, 0x4c7b_8500_d33d_0c28, 0xe9dc_5286_0c62_a521]);
    check!(binomial(10, 0.3, N), [0x630a_6d0c_bde1_6ad1, 0x23f9_304e_1fea_6db9, 0xca93_6c7b_e128_96ea]);
    check!(binomial(10, 0.8, N), [0xe304_f209_029f_c570, 0xf19e_55ac_fe56_0a7f, 0x05ea_88ca_4f08_5033]);
    check!(binomial(1000, 0.4, N), [0xe063_d45a_aeeb_d704, 0x7a10_1660_4161_ee2f, 0xacb1_23a5_ea6f_46ff]);
    check!(binomial(1000, 0.9, N), [0x5e36_aaaa_5d05_825e, 0x518f_33d4_5108_9406, 0x2313_44f1_a622_c2c0]);
    check!(binomial(100000, 0.5, N), [0xa666_5358_d511_7144, 0xa2ab_219a_7e0c_fbd0, 0x18c6_ca2a_262e_2d2c]);
    check!(
        binomial(1000000000, 0.3, N),
        [0xe9b1_d5bf_17aa_a65d, 0x8c7b_93c0_1090_dcd7, 0xf3aa_5d9a_d044_b70c]
    );
    check!(binomial(0, 0.5, N), [0x3fe2_f8e0_0bae_5bb8, 0x3fc7_b26f_9163_2500, 0x3fdc_6868_3d34_1966]);
    check!(binomial(5, 0.0, N), [0x3fe2_f8e0_0bae_5bb8, 0x3fc7_b26f_9163_2500, 0x3fdc_6868_3d34_1966]);
    check!(binomial(5, 1.0, N), [0x37d7_c711_f7bb_b57f, 0x37f2_8d9e_6d76_cbc7, 0x37e9_5799_c121_f7a1]);
    check!(
        negative_binomial(3.5, 0.4, N),
        [0x86fa_2ef6_7462_a583, 0xf6aa_8175_bbeb_8c6d, 0x46fa_300a_1c3d_9d74]
    );
    check!(hypergeometric(5, 7, 4, N), [0xf533_b7a9_912b_96a3, 0x6a04_90c7_d831_ee02, 0x0dda_e69d_76cd_208c]);
    check!(
        hypergeometric(15, 25, 30, N),
        [0x3364_92fe_c2c5_bf4a, 0x71b4_685e_644d_f587, 0xb804_66ba_2028_97d1]
    );
    check!(
        hypergeometric(100, 50, 60, N),
        [0xe578_58b5_dd70_555b, 0x43c0_7b90_b5f6_eb8f, 0x6541_58f0_ea55_88f0]
    );
    check!(
        hypergeometric(500000, 100000, 1000, N),
        [0xd756_3449_47cf_9c7e, 0xd37b_6771_b531_0080, 0x7f56_05bc_b71e_bbed]
    );
    check!(
        hypergeometric(10, 0, 5, N),
        [0x37d4_b010_aa4a_fc6f, 0x37e2_c786_e24a_bf2b, 0x37d4_cb35_2305_dbe4]
    );
    check!(
        hypergeometric(7, 300, 290, N),
        [0x7850_a32f_d7a9_6946, 0x08af_0255_dd08_5329, 0x9ab0_6dec_5736_9589]
    );
}

#[test]
fn vectors() {
    check!(
        multinomial(100, &[0.1, 0.2, 0.3, 0.4], N),
        [0x4324_3e19_1fd2_2b67, 0x23a0_0905_605f_1437, 0xdbe7_6bb9_f94e_ab26]
    );
    check!(
        multinomial(100, &[0.5, 0.5, 0.0], N),
        [0x335a_df0f_22fd_ef44, 0x9049_7d0f_e182_c221, 0xd97c_cff5_c92d_0f03]
    );
    check!(
        dirichlet(&[0.5, 2.0, 3.0], N),
        [0x88b3_62ea_4594_6f51, 0x870d_5791_139b_5cef, 0xe465_eb58_d05b_242e]
    );
}

#[test]
fn integers() {
    check!(
        randint::<i8>(0_i128, 10_i128, N),
        [0x99d9_e7a4_e304_2c17, 0xc5e7_42da_c822_11eb, 0xaaaa_12f1_e584_dc38]
    );
    check!(
        randint::<i8>(3_i128, 100_i128, N),
        [0x731f_d34e_e542_a3c8, 0x5f35_018b_e474_8a77, 0x1ca0_c676_1abc_8cbf]
    );
    check!(
        randint::<i8>(5_i128, 6_i128, N),
        [0x37d4_b010_aa4a_fc6f, 0x37e2_c786_e24a_bf2b, 0x37d4_cb35_2305_dbe4]
    );
    check!(
        randint::<i8>(-128_i128, 128_i128, N),
        [0xd196_2be7_6f44_7607, 0x4c42_2100_a579_4c0f, 0x2bc1_0f12_226c_163a]
    );
    check!(
        randint::<i8>(-43_i128, 84_i128, N),
        [0x124d_1d95_c628_bef4, 0x4fe7_739d_7403_f095, 0xc8c6_fd16_e219_d4e7]
    );
    check!(
        randint::<i16>(0_i128, 10_i128, N),
        [0x26a3_74b2_f8bd_9223, 0x593d_662b_c0df_80a1, 0xaae7_0e6f_edfc_1ad5]
    );
    check!(
        randint::<i16>(3_i128, 100_i128, N),
        [0x9421_98b8_8296_ff67, 0xdd1e_965f_fe01_53d0, 0x77c1_b670_220f_f683]
    );
    check!(
        randint::<i16>(5_i128, 6_i128, N),
        [0x37d4_b010_aa4a_fc6f, 0x37e2_c786_e24a_bf2b, 0x37d4_cb35_2305_dbe4]
    );
    check!(
        randint::<i16>(-32768_i128, 32768_i128, N),
        [0x6854_e177_a6a1_cebd, 0x3d8c_78e5_e45a_ac13, 0x96f6_d93e_8354_194f]
    );
    check!(
        randint::<i16>(-10923_i128, 21844_i128, N),
        [0x3f0d_1f76_e0fb_e0df, 0x1ec1_fe0f_0d95_3e29, 0xf6b8_c3ea_eb68_28df]
    );
    check!(
        randint::<i32>(0_i128, 10_i128, N),
        [0x08b5_b9b0_8dbb_b344, 0x5abd_373c_2adf_11f1, 0xd31e_62da_e97a_07e1]
    );
    check!(
        randint::<i32>(3_i128, 100_i128, N),
        [0xa0ff_6b93_3e85_68df, 0x70d8_2c51_c301_e7c3, 0x5a9a_6182_02c6_e1f3]
    );
    check!(
        randint::<i32>(5_i128, 6_i128, N),
        [0x37d4_b010_aa4a_fc6f, 0x37e2_c786_e24a_bf2b, 0x37d4_cb35_2305_dbe4]
    );
    check!(
        randint::<i32>(-2147483648_i128, 2147483648_i128, N),
        [0x0636_f53b_e34f_815a, 0x2d3b_addb_7069_32fd, 0x9843_b290_5529_f83b]
    );
    check!(
        randint::<i32>(-715827883_i128, 1431655764_i128, N),
        [0x4fb4_d461_2f78_1ada, 0x99c2_1648_7840_a1f5, 0x9101_6925_4ed9_4c4f]
    );
    check!(
        randint::<i64>(0_i128, 10_i128, N),
        [0x08b5_b9b0_8dbb_b344, 0x5abd_373c_2adf_11f1, 0xd31e_62da_e97a_07e1]
    );
    check!(
        randint::<i64>(3_i128, 100_i128, N),
        [0xa0ff_6b93_3e85_68df, 0x70d8_2c51_c301_e7c3, 0x5a9a_6182_02c6_e1f3]
    );
    check!(
        randint::<i64>(5_i128, 6_i128, N),
        [0x37d4_b010_aa4a_fc6f, 0x37e2_c786_e24a_bf2b, 0x37d4_cb35_2305_dbe4]
    );
    check!(
        randint::<i64>(-9223372036854775808_i128, 9223372036854775808_i128, N),
        [0xa753_d703_80b1_1eab, 0x5820_fa60_1e87_f572, 0x93d2_32e5_36cd_1e41]
    );
    check!(
        randint::<i64>(-3074457345618258603_i128, 6148914691236517204_i128, N),
        [0x2a68_094b_a785_7c6e, 0x015e_05dc_5258_e921, 0x0e37_3de5_598a_e40b]
    );
    check!(
        randint::<u8>(0_i128, 10_i128, N),
        [0x99d9_e7a4_e304_2c17, 0xc5e7_42da_c822_11eb, 0xaaaa_12f1_e584_dc38]
    );
    check!(
        randint::<u8>(3_i128, 100_i128, N),
        [0x731f_d34e_e542_a3c8, 0x5f35_018b_e474_8a77, 0x1ca0_c676_1abc_8cbf]
    );
    check!(
        randint::<u8>(5_i128, 6_i128, N),
        [0x37d4_b010_aa4a_fc6f, 0x37e2_c786_e24a_bf2b, 0x37d4_cb35_2305_dbe4]
    );
    check!(
        randint::<u8>(0_i128, 256_i128, N),
        [0xce9e_a6f0_11f5_8dd0, 0x0ab0_b046_97b4_a668, 0x17f6_8723_4ede_667b]
    );
    check!(
        randint::<u8>(0_i128, 170_i128, N),
        [0xe0d0_2363_05b2_8f5b, 0xb453_2de5_37d0_422e, 0x89cf_aa23_cb1c_bb30]
    );
    check!(
        randint::<u16>(0_i128, 10_i128, N),
        [0x26a3_74b2_f8bd_9223, 0x593d_662b_c0df_80a1, 0xaae7_0e6f_edfc_1ad5]
    );
    check!(
        randint::<u16>(3_i128, 100_i128, N),
        [0x9421_98b8_8296_ff67, 0xdd1e_965f_fe01_53d0, 0x77c1_b670_220f_f683]
    );
    check!(
        randint::<u16>(5_i128, 6_i128, N),
        [0x37d4_b010_aa4a_fc6f, 0x37e2_c786_e24a_bf2b, 0x37d4_cb35_2305_dbe4]
    );
    check!(
        randint::<u16>(0_i128, 65536_i128, N),
        [0xeb41_1c73_0aca_8430, 0x04e2_bb27_c399_5ab8, 0x304c_d088_07ba_28c2]
    );
    check!(
        randint::<u16>(0_i128, 43690_i128, N),
        [0x6026_1de8_d70d_6c98, 0xf7c5_ca0b_0f07_aad6, 0xb3cc_e10d_63e5_3c20]
    );
    check!(
        randint::<u32>(0_i128, 10_i128, N),
        [0x08b5_b9b0_8dbb_b344, 0x5abd_373c_2adf_11f1, 0xd31e_62da_e97a_07e1]
    );
    check!(
        randint::<u32>(3_i128, 100_i128, N),
        [0xa0ff_6b93_3e85_68df, 0x70d8_2c51_c301_e7c3, 0x5a9a_6182_02c6_e1f3]
    );
    check!(
        randint::<u32>(5_i128, 6_i128, N),
        [0x37d4_b010_aa4a_fc6f, 0x37e2_c786_e24a_bf2b, 0x37d4_cb35_2305_dbe4]
    );
    check!(
        randint::<u32>(0_i128, 4294967296_i128, N),
        [0xe99f_c91e_3ca9_1cb4, 0x405e_a0dc_4da0_cff5, 0x71c5_2ea2_3479_1a57]
    );
    check!(
        randint::<u32>(0_i128, 2863311530_i128, N),
        [0xecb8_161f_df14_6a5f, 0x8278_4898_0ab3_0cee, 0xdc1b_5505_3667_1eca]
    );
    check!(
        randint::<u64>(0_i128, 10_i128, N),
        [0x08b5_b9b0_8dbb_b344, 0x5abd_373c_2adf_11f1, 0xd31e_62da_e97a_07e1]
    );
    check!(
        randint::<u64>(3_i128, 100_i128, N),
        [0xa0ff_6b93_3e85_68df, 0x70d8_2c51_c301_e7c3, 0x5a9a_6182_02c6_e1f3]
    );
    check!(
        randint::<u64>(5_i128, 6_i128, N),
        [0x37d4_b010_aa4a_fc6f, 0x37e2_c786_e24a_bf2b, 0x37d4_cb35_2305_dbe4]
    );
    check!(
        randint::<u64>(0_i128, 18446744073709551616_i128, N),
        [0xcfb7_8d9b_76e5_a02d, 0x9223_674f_2384_15ba, 0xf603_a90e_f778_73d5]
    );
    check!(
        randint::<u64>(0_i128, 12297829382473034410_i128, N),
        [0xd373_2260_666a_2770, 0xd08a_8c25_0b44_df01, 0x6afb_13e4_17e5_6b9c]
    );
    check!(randint::<bool>(0, 2, N), [0x2c98_63f3_01d7_81f7, 0x8fa8_e240_f6db_3abe, 0xc854_f50d_bea3_33cf]);
    check!(random_integers(-5, 20, N), [0x2cd1_f568_55b2_800e, 0x8e6a_92f7_7c1b_9e90, 0x5d4b_b3a9_203e_f214]);
    check!(tomaxint(N), [0x4230_c3c6_23d2_08a9, 0xd3ac_4829_c28e_6ffc, 0xac41_c75b_feb5_2a98]);
    check!(bytes(1001), [0xdb69_6346_13d3_3f2b, 0x5c3a_bf6f_d7bd_ef97, 0xe9f6_6c95_f9e0_25cf]);
}

#[test]
fn sequences() {
    check!(permutation(1000), [0x145c_8f7c_a4d6_b76a, 0x3557_3546_be85_389a, 0x3409_795e_ddb8_0a07]);
    check!(
        choice(77, N, &with(true, None, true)),
        [0x863f_1a12_06e2_f590, 0x7790_becf_ac74_9213, 0x0a67_d47d_6ec5_a19f]
    );
    check!(
        choice(6, N, &with(true, Some(&[0.1, 0.05, 0.0, 0.25, 0.3, 0.3]), true)),
        [0x03e7_88ef_4643_3b67, 0xa843_59bf_bed9_4d1e, 0xc134_69f6_e223_43cf]
    );
    check!(
        choice(6, 5, &with(false, Some(&[0.1, 0.05, 0.0, 0.25, 0.3, 0.3]), true)),
        [0x2617_a3e8_e72f_80d2, 0xc267_e89c_cba5_eaca, 0x09c8_b9ba_838c_c3eb]
    );
    check!(
        choice(500, 30, &with(false, None, true)),
        [0x154b_9d23_2350_7180, 0xbea6_a546_2e17_1bd5, 0xe222_86d4_1547_a7f5]
    );
}
