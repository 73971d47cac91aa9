//! The table: one row per ufunc, in the order of NumPy's reference.

use crate::kernel::LoopRow;
use crate::loops::{
    arithmetic as ar, bitwise as bw, comparison as cm, exponential as ex, extrema as xt, floating as fl,
    integer as it, logical as lg, trigonometric as tr,
};
use pallasite_array::{Kind, Scalar};

/// What a reduction starts with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Identity {
    /// Nothing: the first element starts; one axis at a time.
    None,
    /// Nothing, but the order of axes is free.
    Reorderable,
    /// 0, false.
    Zero,
    /// 1, true.
    One,
    /// All bits set.
    MinusOne,
    /// Negative infinity.
    NegInf,
}

impl Identity {
    /// The value, where there is one.
    pub fn value(self) -> Option<Scalar> {
        match self {
            Identity::None | Identity::Reorderable => None,
            Identity::Zero => Some(Scalar::Int(0)),
            Identity::One => Some(Scalar::Int(1)),
            Identity::MinusOne => Some(Scalar::Int(-1)),
            Identity::NegInf => Some(Scalar::Float(f64::NEG_INFINITY)),
        }
    }
}

/// How the types of a ufunc depart from "the first loop that all inputs cast to safely".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// They do not.
    First,
    /// Integers and booleans become float64.
    TrueDivide,
    /// Booleans have a message of their own.
    NoBool(&'static str),
    /// Booleans are refused.
    Numbers,
    /// Integer exponents must not be negative.
    Power,
    /// Text compares too, and integers compare with any Python integer.
    Compare,
    /// Reductions of other types look at the truth value.
    Logical,
    /// Python numbers choose no type: the first loop that takes all operands is run.
    InOrder,
}

/// A universal function.
pub struct Ufunc {
    /// NumPy's name.
    pub name: &'static str,
    /// Number of inputs.
    pub nin: usize,
    /// Number of outputs.
    pub nout: usize,
    /// What a reduction starts with.
    pub identity: Identity,
    /// Where the types depart from the usual.
    pub rule: Rule,
    /// The loops, in the order they are tried.
    pub loops: &'static [LoopRow],
    /// What one element costs, in additions.
    pub cost: usize,
    /// What it computes, in a line.
    pub doc: &'static str,
    /// For each kind the loop whose inputs are all of it; `NO_LOOP` for none.
    same: [u8; KINDS],
}

const KINDS: usize = Kind::Void as usize + 1;
const NO_LOOP: u8 = u8::MAX;

impl std::fmt::Debug for Ufunc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<ufunc '{}'>", self.name)
    }
}

impl Ufunc {
    /// A ufunc without an identity, with the usual type rule.
    pub const fn new(
        name: &'static str,
        nin: usize,
        nout: usize,
        loops: &'static [LoopRow],
        doc: &'static str,
    ) -> Ufunc {
        let same = index_by_kind(nin, loops);
        Ufunc { name, nin, nout, identity: Identity::None, rule: Rule::First, loops, cost: 1, doc, same }
    }

    const fn unary(name: &'static str, loops: &'static [LoopRow], doc: &'static str) -> Ufunc {
        Self::new(name, 1, 1, loops, doc)
    }

    const fn binary(name: &'static str, loops: &'static [LoopRow], doc: &'static str) -> Ufunc {
        Self::new(name, 2, 1, loops, doc)
    }

    const fn identity(self, identity: Identity) -> Ufunc {
        Ufunc { identity, ..self }
    }

    /// The same with another type rule.
    pub const fn rule(self, rule: Rule) -> Ufunc {
        Ufunc { rule, ..self }
    }

    /// The same with what one element costs, in additions.
    pub const fn cost(self, cost: usize) -> Ufunc {
        Ufunc { cost, ..self }
    }

    /// Number of operands, inputs and outputs.
    pub fn nargs(&self) -> usize {
        self.nin + self.nout
    }

    /// The loop whose inputs are all of this kind.
    #[inline]
    pub fn same(&self, kind: Kind) -> Option<&'static LoopRow> {
        self.loops.get(self.same[kind as usize] as usize)
    }

    /// The loops in NumPy's letters: `dd->d`.
    pub fn types(&self) -> Vec<String> {
        let text = |r: &LoopRow| {
            let (i, o) = r.types.split_at(self.nin);
            let letters = |k: &[Kind]| k.iter().map(|k| k.char()).collect::<String>();
            format!("{}->{}", letters(i), letters(o))
        };
        self.loops.iter().map(text).collect()
    }

    /// True for [`Rule::Compare`].
    pub(crate) fn is_comparison(&self) -> bool {
        self.rule == Rule::Compare
    }
}

const fn index_by_kind(nin: usize, loops: &[LoopRow]) -> [u8; KINDS] {
    let mut out = [NO_LOOP; KINDS];
    let mut i = loops.len();
    while i > 0 {
        i -= 1;
        let types = loops[i].types;
        let mut same = true;
        let mut j = 1;
        while j < nin {
            same = same && types[j] as u8 == types[0] as u8;
            j += 1;
        }
        if same {
            out[types[0] as usize] = i as u8;
        }
    }
    out
}

/// Declares the statics and the list of all of them.
macro_rules! ufuncs {
    ($($id:ident = $make:expr;)+) => {
        $(
            #[doc = concat!("The ufunc `", stringify!($id), "`, in capitals here.")]
            pub static $id: Ufunc = $make;
        )+
        /// All ufuncs.
        pub static ALL: &[&Ufunc] = &[$(&$id),+];
    };
}

const NO_BOOL_SUBTRACT: &str = "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, \
                                the `^` operator, or the logical_xor function instead.";
const NO_BOOL_NEGATIVE: &str = "The numpy boolean negative, the `-` operator, is not supported, use the `~` \
                                operator or the logical_not function instead.";

use Identity::{MinusOne, NegInf, One, Reorderable, Zero};

ufuncs! {
    ADD = Ufunc::binary("add", ar::ADD, "Add arguments element-wise.").identity(Zero);
    SUBTRACT = Ufunc::binary("subtract", ar::SUBTRACT, "Subtract arguments, element-wise.").rule(Rule::NoBool(NO_BOOL_SUBTRACT));
    MULTIPLY = Ufunc::binary("multiply", ar::MULTIPLY, "Multiply arguments element-wise.").identity(One);
    DIVIDE = Ufunc::binary("divide", ar::DIVIDE, "Divide arguments element-wise.").rule(Rule::TrueDivide).cost(2);
    FLOOR_DIVIDE = Ufunc::binary("floor_divide", ar::FLOOR_DIVIDE, "Return the largest integer smaller or equal to the division of the inputs.").cost(8);
    REMAINDER = Ufunc::binary("remainder", ar::REMAINDER, "Returns the element-wise remainder of division, with the sign of the divisor.").cost(8);
    FMOD = Ufunc::binary("fmod", ar::FMOD, "Returns the element-wise remainder of division, with the sign of the dividend.").cost(8);
    DIVMOD = Ufunc::new("divmod", 2, 2, ar::DIVMOD, "Return element-wise quotient and remainder simultaneously.").cost(12);
    POWER = Ufunc::binary("power", ex::POWER, "First array elements raised to powers from second array, element-wise.").rule(Rule::Power).cost(16);
    FLOAT_POWER = Ufunc::binary("float_power", ex::FLOAT_POWER, "First array elements raised to powers from second array, element-wise, in float64 or complex128.").cost(16);
    NEGATIVE = Ufunc::unary("negative", ar::NEGATIVE, "Numerical negative, element-wise.").rule(Rule::NoBool(NO_BOOL_NEGATIVE));
    POSITIVE = Ufunc::unary("positive", ar::POSITIVE, "Numerical positive, element-wise.").rule(Rule::Numbers);
    ABSOLUTE = Ufunc::unary("absolute", ar::ABSOLUTE, "Calculate the absolute value element-wise.");
    FABS = Ufunc::unary("fabs", ar::FABS, "Compute the absolute values element-wise.");
    SIGN = Ufunc::unary("sign", ar::SIGN, "Returns an element-wise indication of the sign of a number.").rule(Rule::Numbers);
    CONJUGATE = Ufunc::unary("conjugate", ar::CONJUGATE, "Return the complex conjugate, element-wise.");
    SQUARE = Ufunc::unary("square", ar::SQUARE, "Return the element-wise square of the input.");
    RECIPROCAL = Ufunc::unary("reciprocal", ar::RECIPROCAL, "Return the reciprocal of the argument, element-wise.").cost(2);
    SQRT = Ufunc::unary("sqrt", ex::SQRT, "Return the non-negative square-root of an array, element-wise.").cost(2);
    CBRT = Ufunc::unary("cbrt", ex::CBRT, "Return the cube-root of an array, element-wise.").cost(12);
    EXP = Ufunc::unary("exp", ex::EXP, "Calculate the exponential of all elements in the input array.").cost(4);
    EXP2 = Ufunc::unary("exp2", ex::EXP2, "Calculate `2**p` for all `p` in the input array.").cost(4);
    EXPM1 = Ufunc::unary("expm1", ex::EXPM1, "Calculate `exp(x) - 1` for all elements in the array.").cost(6);
    LOG = Ufunc::unary("log", ex::LOG, "Natural logarithm, element-wise.").cost(5);
    LOG2 = Ufunc::unary("log2", ex::LOG2, "Base-2 logarithm of `x`.").cost(5);
    LOG10 = Ufunc::unary("log10", ex::LOG10, "Return the base 10 logarithm of the input array, element-wise.").cost(5);
    LOG1P = Ufunc::unary("log1p", ex::LOG1P, "Return the natural logarithm of one plus the input array, element-wise.").cost(6);
    LOGADDEXP = Ufunc::binary("logaddexp", ex::LOGADDEXP, "Logarithm of the sum of exponentiations of the inputs.").identity(NegInf).cost(16);
    LOGADDEXP2 = Ufunc::binary("logaddexp2", ex::LOGADDEXP2, "Logarithm of the sum of exponentiations of the inputs in base-2.").identity(NegInf).cost(16);
    SIN = Ufunc::unary("sin", tr::SIN, "Trigonometric sine, element-wise.").cost(6);
    COS = Ufunc::unary("cos", tr::COS, "Cosine element-wise.").cost(6);
    TAN = Ufunc::unary("tan", tr::TAN, "Compute tangent element-wise.").cost(8);
    ARCSIN = Ufunc::unary("arcsin", tr::ARCSIN, "Inverse sine, element-wise.").cost(8);
    ARCCOS = Ufunc::unary("arccos", tr::ARCCOS, "Trigonometric inverse cosine, element-wise.").cost(8);
    ARCTAN = Ufunc::unary("arctan", tr::ARCTAN, "Trigonometric inverse tangent, element-wise.").cost(8);
    ARCTAN2 = Ufunc::binary("arctan2", tr::ARCTAN2, "Element-wise arc tangent of `x1/x2` choosing the quadrant correctly.").cost(12);
    HYPOT = Ufunc::binary("hypot", tr::HYPOT, "Given the \"legs\" of a right triangle, return its hypotenuse.").identity(Zero).cost(6);
    SINH = Ufunc::unary("sinh", tr::SINH, "Hyperbolic sine, element-wise.").cost(8);
    COSH = Ufunc::unary("cosh", tr::COSH, "Hyperbolic cosine, element-wise.").cost(8);
    TANH = Ufunc::unary("tanh", tr::TANH, "Compute hyperbolic tangent element-wise.").cost(8);
    ARCSINH = Ufunc::unary("arcsinh", tr::ARCSINH, "Inverse hyperbolic sine element-wise.").cost(10);
    ARCCOSH = Ufunc::unary("arccosh", tr::ARCCOSH, "Inverse hyperbolic cosine, element-wise.").cost(10);
    ARCTANH = Ufunc::unary("arctanh", tr::ARCTANH, "Inverse hyperbolic tangent element-wise.").cost(10);
    DEGREES = Ufunc::unary("degrees", tr::DEGREES, "Convert angles from radians to degrees.");
    RADIANS = Ufunc::unary("radians", tr::RADIANS, "Convert angles from degrees to radians.");
    DEG2RAD = Ufunc::unary("deg2rad", tr::RADIANS, "Convert angles from degrees to radians.");
    RAD2DEG = Ufunc::unary("rad2deg", tr::DEGREES, "Convert angles from radians to degrees.");
    EQUAL = Ufunc::binary("equal", cm::EQUAL, "Return (x1 == x2) element-wise.").rule(Rule::Compare);
    NOT_EQUAL = Ufunc::binary("not_equal", cm::NOT_EQUAL, "Return (x1 != x2) element-wise.").rule(Rule::Compare);
    LESS = Ufunc::binary("less", cm::LESS, "Return the truth value of (x1 < x2) element-wise.").rule(Rule::Compare);
    LESS_EQUAL = Ufunc::binary("less_equal", cm::LESS_EQUAL, "Return the truth value of (x1 <= x2) element-wise.").rule(Rule::Compare);
    GREATER = Ufunc::binary("greater", cm::GREATER, "Return the truth value of (x1 > x2) element-wise.").rule(Rule::Compare);
    GREATER_EQUAL = Ufunc::binary("greater_equal", cm::GREATER_EQUAL, "Return the truth value of (x1 >= x2) element-wise.").rule(Rule::Compare);
    LOGICAL_AND = Ufunc::binary("logical_and", lg::AND, "Compute the truth value of x1 AND x2 element-wise.").identity(One).rule(Rule::Logical);
    LOGICAL_OR = Ufunc::binary("logical_or", lg::OR, "Compute the truth value of x1 OR x2 element-wise.").identity(Zero).rule(Rule::Logical);
    LOGICAL_XOR = Ufunc::binary("logical_xor", lg::XOR, "Compute the truth value of x1 XOR x2, element-wise.").identity(Zero).rule(Rule::Logical);
    LOGICAL_NOT = Ufunc::unary("logical_not", lg::NOT, "Compute the truth value of NOT x element-wise.");
    BITWISE_AND = Ufunc::binary("bitwise_and", bw::AND, "Compute the bit-wise AND of two arrays element-wise.").identity(MinusOne);
    BITWISE_OR = Ufunc::binary("bitwise_or", bw::OR, "Compute the bit-wise OR of two arrays element-wise.").identity(Zero);
    BITWISE_XOR = Ufunc::binary("bitwise_xor", bw::XOR, "Compute the bit-wise XOR of two arrays element-wise.").identity(Zero);
    INVERT = Ufunc::unary("invert", bw::INVERT, "Compute bit-wise inversion, or bit-wise NOT, element-wise.");
    LEFT_SHIFT = Ufunc::binary("left_shift", bw::LEFT_SHIFT, "Shift the bits of an integer to the left.");
    RIGHT_SHIFT = Ufunc::binary("right_shift", bw::RIGHT_SHIFT, "Shift the bits of an integer to the right.");
    BITWISE_COUNT = Ufunc::unary("bitwise_count", bw::COUNT, "Computes the number of 1-bits in the absolute value of `x`.");
    GCD = Ufunc::binary("gcd", it::GCD, "Returns the greatest common divisor of `|x1|` and `|x2|`.").identity(Zero).cost(20).rule(Rule::Numbers);
    LCM = Ufunc::binary("lcm", it::LCM, "Returns the lowest common multiple of `|x1|` and `|x2|`.").cost(24).rule(Rule::Numbers);
    MAXIMUM = Ufunc::binary("maximum", xt::MAXIMUM, "Element-wise maximum of array elements.").identity(Reorderable);
    MINIMUM = Ufunc::binary("minimum", xt::MINIMUM, "Element-wise minimum of array elements.").identity(Reorderable);
    FMAX = Ufunc::binary("fmax", xt::FMAX, "Element-wise maximum of array elements, ignoring NaNs.").identity(Reorderable);
    FMIN = Ufunc::binary("fmin", xt::FMIN, "Element-wise minimum of array elements, ignoring NaNs.").identity(Reorderable);
    ISFINITE = Ufunc::unary("isfinite", fl::ISFINITE, "Test element-wise for finiteness (not infinity and not Not a Number).");
    ISINF = Ufunc::unary("isinf", fl::ISINF, "Test element-wise for positive or negative infinity.");
    ISNAN = Ufunc::unary("isnan", fl::ISNAN, "Test element-wise for NaN and return result as a boolean array.");
    SIGNBIT = Ufunc::unary("signbit", fl::SIGNBIT, "Returns element-wise True where signbit is set (less than zero).");
    COPYSIGN = Ufunc::binary("copysign", fl::COPYSIGN, "Change the sign of x1 to that of x2, element-wise.");
    NEXTAFTER = Ufunc::binary("nextafter", fl::NEXTAFTER, "Return the next floating-point value after x1 towards x2, element-wise.").cost(4);
    SPACING = Ufunc::unary("spacing", fl::SPACING, "Return the distance between x and the nearest adjacent number.").cost(4);
    MODF = Ufunc::new("modf", 1, 2, fl::MODF, "Return the fractional and integral parts of an array, element-wise.").cost(4);
    FREXP = Ufunc::new("frexp", 1, 2, fl::FREXP, "Decompose the elements of x into mantissa and twos exponent.").cost(4);
    LDEXP = Ufunc::binary("ldexp", fl::LDEXP, "Returns x1 * 2**x2, element-wise.").cost(4);
    FLOOR = Ufunc::unary("floor", fl::FLOOR, "Return the floor of the input, element-wise.");
    CEIL = Ufunc::unary("ceil", fl::CEIL, "Return the ceiling of the input, element-wise.");
    TRUNC = Ufunc::unary("trunc", fl::TRUNC, "Return the truncated value of the input, element-wise.");
    RINT = Ufunc::unary("rint", fl::RINT, "Round elements of the array to the nearest integer.");
    HEAVISIDE = Ufunc::binary("heaviside", fl::HEAVISIDE, "Compute the Heaviside step function.");
}

/// The ufunc of this name, NumPy's aliases (`abs`, `acos`, `pow`, ...) included.
pub fn find(name: &str) -> Option<&'static Ufunc> {
    let name = ALIASES.iter().find(|a| a.0 == name).map_or(name, |a| a.1);
    ALL.iter().find(|u| u.name == name).copied()
}

/// NumPy's second names.
pub const ALIASES: &[(&str, &str)] = &[
    ("abs", "absolute"),
    ("acos", "arccos"),
    ("acosh", "arccosh"),
    ("asin", "arcsin"),
    ("asinh", "arcsinh"),
    ("atan", "arctan"),
    ("atan2", "arctan2"),
    ("atanh", "arctanh"),
    ("bitwise_invert", "invert"),
    ("bitwise_left_shift", "left_shift"),
    ("bitwise_not", "invert"),
    ("bitwise_right_shift", "right_shift"),
    ("conj", "conjugate"),
    ("mod", "remainder"),
    ("pow", "power"),
    ("true_divide", "divide"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_aliases_lead_somewhere() {
        let mut names: Vec<_> = ALL.iter().map(|u| u.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
        assert!(ALIASES.iter().all(|a| find(a.0).is_some()));
    }

    #[test]
    fn every_loop_has_as_many_types_as_operands() {
        assert!(ALL.iter().all(|u| u.loops.iter().all(|r| r.types.len() == u.nargs())));
        assert_eq!(ADD.same(Kind::Float64).unwrap().types, [Kind::Float64; 3]);
        assert_eq!(ADD.types()[0], "??->?");
    }
}
