//! Standard normal and exponential variates by the ziggurat method.

use super::bit_generator::BitGenerator;
use super::ziggurat_tables::*;

const NORMAL_R: f64 = 3.654_152_885_361_008_8;
const NORMAL_INV_R: f64 = 0.273_661_237_329_758_27;
const EXP_R: f64 = 7.697_117_470_131_05;

/// A normal variate from one word, taken as sign, 52-bit magnitude and layer.
#[inline]
pub(super) fn normal_f64<B: BitGenerator + ?Sized>(bits: &mut B) -> f64 {
    loop {
        let word = bits.next_u64();
        let layer = (word & 0xff) as usize;
        let magnitude = word >> 9 & 0x000f_ffff_ffff_ffff;
        let x = magnitude as f64 * NORMAL_W_F64[layer];
        let x = f64::from_bits(x.to_bits() | (word & 0x100) << 55);
        if magnitude < NORMAL_K_F64[layer] {
            return x;
        }
        if let Some(x) = normal_edge_f64(bits, layer, x, magnitude) {
            return x;
        }
    }
}

#[cold]
#[inline(never)]
fn normal_edge_f64<B: BitGenerator + ?Sized>(
    bits: &mut B,
    layer: usize,
    x: f64,
    magnitude: u64,
) -> Option<f64> {
    if layer > 0 {
        let (upper, lower) = (NORMAL_F_F64[layer - 1], NORMAL_F_F64[layer]);
        return ((upper - lower) * bits.next_f64() + lower < (-0.5 * x * x).exp()).then_some(x);
    }
    loop {
        let excess = -NORMAL_INV_R * (-bits.next_f64()).ln_1p();
        let y = -(-bits.next_f64()).ln_1p();
        if y + y > excess * excess {
            let tail = NORMAL_R + excess;
            return Some(if magnitude >> 8 & 1 == 1 { -tail } else { tail });
        }
    }
}

/// A single precision normal variate from 32 bits, taken as magnitude, sign and layer.
#[inline]
pub(super) fn normal_f32<B: BitGenerator + ?Sized>(bits: &mut B) -> f32 {
    loop {
        let word = bits.next_u32();
        let layer = (word & 0xff) as usize;
        let magnitude = word >> 9;
        let x = magnitude as f32 * NORMAL_W_F32[layer];
        let x = f32::from_bits(x.to_bits() | (word & 0x100) << 23);
        if magnitude < NORMAL_K_F32[layer] {
            return x;
        }
        if let Some(x) = normal_edge_f32(bits, layer, x, magnitude) {
            return x;
        }
    }
}

#[cold]
#[inline(never)]
fn normal_edge_f32<B: BitGenerator + ?Sized>(
    bits: &mut B,
    layer: usize,
    x: f32,
    magnitude: u32,
) -> Option<f32> {
    if layer > 0 {
        let (upper, lower) = (NORMAL_F_F32[layer - 1], NORMAL_F_F32[layer]);
        let height = (upper - lower) * bits.next_f32() + lower;
        // The density is evaluated in double precision, as NumPy does.
        return (f64::from(height) < (-0.5 * f64::from(x) * f64::from(x)).exp()).then_some(x);
    }
    loop {
        let excess = -(NORMAL_INV_R as f32) * (-bits.next_f32()).ln_1p();
        let y = -(-bits.next_f32()).ln_1p();
        if y + y > excess * excess {
            let tail = NORMAL_R as f32 + excess;
            return Some(if magnitude >> 8 & 1 == 1 { -tail } else { tail });
        }
    }
}

macro_rules! exponential {
    ($name:ident, $edge:ident, $float:ty, $word:ty, $next:ident, $uniform:ident, $shift:literal,
     $k:ident, $w:ident, $f:ident) => {
        /// An exponential variate from one word, taken as magnitude and layer.
        #[inline]
        pub(super) fn $name<B: BitGenerator + ?Sized>(bits: &mut B) -> $float {
            loop {
                let word = bits.$next() >> $shift;
                let layer = (word & 0xff) as usize;
                let magnitude = word >> 8;
                let x = magnitude as $float * $w[layer];
                if magnitude < $k[layer] {
                    return x;
                }
                if let Some(x) = $edge(bits, layer, x) {
                    return x;
                }
            }
        }

        #[cold]
        #[inline(never)]
        fn $edge<B: BitGenerator + ?Sized>(bits: &mut B, layer: usize, x: $float) -> Option<$float> {
            if layer == 0 {
                return Some(EXP_R as $float - (-bits.$uniform()).ln_1p());
            }
            (($f[layer - 1] - $f[layer]) * bits.$uniform() + $f[layer] < (-x).exp()).then_some(x)
        }
    };
}

exponential!(exp_f64, exp_edge_f64, f64, u64, next_u64, next_f64, 3, EXP_K_F64, EXP_W_F64, EXP_F_F64);
exponential!(exp_f32, exp_edge_f32, f32, u32, next_u32, next_f32, 1, EXP_K_F32, EXP_W_F32, EXP_F_F32);

#[cfg(test)]
mod tests {
    use super::*;

    /// Every layer has the same area, so the tables satisfy the construction they come from.
    #[test]
    fn layers_have_equal_area() {
        let check = |w: &[f64; 256], f: &[f64; 256], scale: f64| {
            let area = w[0] * scale * f[255];
            for i in 1..255 {
                let layer = w[i + 1] * scale * (f[i] - f[i + 1]);
                assert!((layer / area - 1.0).abs() < 1e-12, "layer {i}");
            }
        };
        check(&NORMAL_W_F64, &NORMAL_F_F64, 2_f64.powi(52));
        check(&EXP_W_F64, &EXP_F_F64, 2_f64.powi(53));
    }

    #[test]
    fn bounds_are_ratios_of_edges() {
        for i in 2..256 {
            let ratio = NORMAL_W_F64[i - 1] / NORMAL_W_F64[i] * 2_f64.powi(52);
            assert_eq!(NORMAL_K_F64[i], ratio.round_ties_even() as u64);
            assert_eq!(NORMAL_W_F32[i], (NORMAL_W_F64[i] * 2_f64.powi(29)) as f32);
            let ratio = EXP_W_F64[i - 1] / EXP_W_F64[i] * 2_f64.powi(53);
            assert!((EXP_K_F64[i] as f64 - ratio).abs() <= 4.0);
        }
    }
}
