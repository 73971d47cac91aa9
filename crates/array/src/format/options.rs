//! What can be set about the printing of arrays.

use super::legacy::Legacy;
use crate::error::{Error, Result};
use std::str::FromStr;

/// The sign of positive numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    /// `'-'`: none.
    #[default]
    Negative,
    /// `'+'`: a plus.
    Always,
    /// `' '`: a blank.
    Blank,
}

impl Sign {
    /// The text it is parsed from.
    pub fn name(self) -> &'static str {
        match self {
            Sign::Negative => "-",
            Sign::Always => "+",
            Sign::Blank => " ",
        }
    }
}

impl FromStr for Sign {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "-" => Ok(Self::Negative),
            "+" => Ok(Self::Always),
            " " => Ok(Self::Blank),
            _ => Err(Error::value("sign option must be one of ' ', '+', or '-'")),
        }
    }
}

/// How `precision` bounds the fractional digits of an array's floating point numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FloatMode {
    /// Exactly `precision` digits.
    Fixed,
    /// As many as identify each number; `precision` is ignored.
    Unique,
    /// At most `precision`, fewer where they identify the number.
    #[default]
    MaxPrec,
    /// At most `precision`, the same number for all elements.
    MaxPrecEqual,
}

impl FloatMode {
    /// The text it is parsed from.
    pub fn name(self) -> &'static str {
        match self {
            FloatMode::Fixed => "fixed",
            FloatMode::Unique => "unique",
            FloatMode::MaxPrec => "maxprec",
            FloatMode::MaxPrecEqual => "maxprec_equal",
        }
    }
}

impl FromStr for FloatMode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "fixed" => Ok(Self::Fixed),
            "unique" => Ok(Self::Unique),
            "maxprec" => Ok(Self::MaxPrec),
            "maxprec_equal" => Ok(Self::MaxPrecEqual),
            _ => {
                let modes = r#""fixed", "unique", "maxprec", "maxprec_equal""#;
                Err(Error::value(format!("floatmode option must be one of {modes}")))
            }
        }
    }
}

/// The settings of `numpy.set_printoptions`, with NumPy's defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintOptions {
    /// Digits of floating point numbers after the decimal point.
    pub precision: usize,
    /// Arrays of more elements are shown in part.
    pub threshold: usize,
    /// How many items then are shown at both ends of each axis.
    pub edgeitems: usize,
    /// Characters in a line.
    pub linewidth: usize,
    /// Do not switch to an exponent for the sake of small numbers.
    pub suppress: bool,
    /// Text for not-a-number.
    pub nanstr: String,
    /// Text for infinity.
    pub infstr: String,
    /// The sign of positive numbers.
    pub sign: Sign,
    /// How `precision` is meant.
    pub floatmode: FloatMode,
    /// The older version that is imitated.
    pub legacy: Legacy,
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self {
            precision: 8,
            threshold: 1000,
            edgeitems: 3,
            linewidth: 75,
            suppress: false,
            nanstr: "nan".into(),
            infstr: "inf".into(),
            sign: Sign::default(),
            floatmode: FloatMode::default(),
            legacy: Legacy::default(),
        }
    }
}
