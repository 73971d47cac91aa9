//! Which loop a ufunc runs for given operand types: NumPy's rules (NEP 50, NEP 43).

use crate::error::{Error, OLD_WAY, Place, Result};
use crate::kernel::LoopRow;
use crate::table::{Rule, Ufunc};
use crate::text;
use pallasite_array::promote::{Casting, Operand, can_cast, can_cast_safely, result_type};
use pallasite_array::{DType, Kind};
use smallvec::SmallVec;

/// The loop, and where its types come from.
pub type Resolved = &'static LoopRow;

/// Kinds fixed by `signature=` or `dtype=`, one per operand; `None` where free.
pub type Signature<'a> = &'a [Option<Kind>];

/// Finds the loop for these inputs.
///
/// # Errors
/// [`Error::NoLoop`], [`Error::NotSupported`], [`Error::NoSignature`]; an input that the loop's type cannot be
/// cast to under the rule.
///
/// # Examples
/// ```
/// use pallasite_array::{DType, Kind, promote::{Casting, Operand}};
/// use pallasite_ufunc::{resolve, table};
/// let operands = [Operand::Typed(DType::FLOAT32), Operand::WeakFloat];
/// let row = resolve(&table::ADD, &operands, &[], Casting::SameKind).unwrap();
/// assert_eq!(row.types(), [Kind::Float32; 3]);
/// ```
pub fn resolve(
    ufunc: &'static Ufunc,
    inputs: &[Operand],
    signature: Signature,
    rule: Casting,
) -> Result<Resolved> {
    let types = concrete(inputs);
    if types.iter().any(|d| !d.kind().is_numeric()) {
        return truth_of_text(ufunc, &types).ok_or_else(|| refuse(ufunc, &types));
    }
    let kinds: SmallVec<[Kind; 4]> = types.iter().map(DType::kind).collect();
    let row = if signature.iter().any(Option::is_some) {
        by_signature(ufunc, &kinds, signature)?
    } else if ufunc.rule == Rule::InOrder && has_both(inputs) {
        in_order(ufunc, inputs).ok_or_else(|| refuse(ufunc, &types))?
    } else if let Some(alone) = numbers_alone(inputs).filter(|_| ufunc.rule == Rule::InOrder) {
        by_kinds(ufunc, &alone).ok_or_else(|| refuse(ufunc, &types))?
    } else {
        by_kinds(ufunc, &kinds)
            .or_else(|| by_kinds(ufunc, &integers_apart(inputs, &kinds)))
            .ok_or_else(|| refuse(ufunc, &types))?
    };
    forbid_bool(ufunc, &kinds, row)?;
    for (i, (from, &to)) in types.iter().zip(row.types).enumerate() {
        let to = DType::from(to);
        if !can_cast(from, &to, rule)
            && !matches!(inputs[i], Operand::WeakInt | Operand::WeakFloat | Operand::WeakComplex)
        {
            let operand = Place { index: i, is_output: false, is_only: ufunc.nin == 1 };
            return Err(Error::Cast { name: ufunc.name, operand, from: from.clone(), to, rule: rule.name() });
        }
    }
    Ok(row)
}

/// The loop over booleans, where an operation on truth values meets text, which is true unless it is empty.
fn truth_of_text(ufunc: &'static Ufunc, types: &[DType]) -> Option<Resolved> {
    let has_truth = types.iter().all(|d| d.kind().is_numeric() || text::is_text(d.kind()));
    if has_truth && ufunc.rule == Rule::Logical { ufunc.same(Kind::Bool) } else { None }
}

/// Checks that a result may be written to an output of this type.
///
/// # Errors
/// [`Error::Cast`].
pub(crate) fn check_output(ufunc: &Ufunc, index: usize, from: Kind, to: &DType, rule: Casting) -> Result<()> {
    let from = DType::from(from);
    if can_cast(&from, to, rule) {
        return Ok(());
    }
    let operand = Place { index: ufunc.nin + index, is_output: true, is_only: ufunc.nout == 1 };
    Err(Error::Cast { name: ufunc.name, operand, from, to: to.clone(), rule: rule.name() })
}

/// Types of the inputs, with a type for each Python number: that of the typed operands if they can hold it.
pub(crate) fn concrete(inputs: &[Operand]) -> SmallVec<[DType; 4]> {
    let typed: SmallVec<[Operand; 4]> =
        inputs.iter().filter(|o| matches!(o, Operand::Typed(_))).cloned().collect();
    let weak_alone = |o: &Operand| match o {
        Operand::WeakFloat => DType::FLOAT64,
        Operand::WeakComplex => DType::COMPLEX128,
        _ => DType::INT64,
    };
    let one = |o: &Operand| match o {
        Operand::Typed(d) => d.clone(),
        weak => {
            let mut all = typed.clone();
            all.push(weak.clone());
            result_type(&all).ok().filter(|d| d.kind().is_numeric()).unwrap_or_else(|| weak_alone(weak))
        }
    };
    let mut out: SmallVec<[DType; 4]> = inputs.iter().map(one).collect();
    if typed.is_empty() {
        let highest = out.iter().map(DType::kind).max().unwrap_or(Kind::Int64);
        out.iter_mut().for_each(|d| *d = highest.into());
    }
    out
}

/// The kinds of Python numbers, each by itself, unless another operand is among them.
fn numbers_alone(inputs: &[Operand]) -> Option<SmallVec<[Kind; 4]>> {
    let one = |o: &Operand| match o {
        Operand::WeakInt => Some(Kind::Int64),
        Operand::WeakFloat => Some(Kind::Float64),
        Operand::WeakComplex => Some(Kind::Complex128),
        Operand::Typed(_) => None,
    };
    inputs.iter().map(one).collect()
}

/// The loop of exactly these kinds, else the first that all cast to safely.
pub(crate) fn by_kinds(ufunc: &'static Ufunc, kinds: &[Kind]) -> Option<Resolved> {
    let first = kinds[0];
    if kinds.iter().all(|&k| k == first)
        && let Some(row) = ufunc.same(first)
    {
        return Some(row);
    }
    if ufunc.rule == Rule::TrueDivide && kinds.iter().all(|k| k.is_integer() || *k == Kind::Bool) {
        return ufunc.same(Kind::Float64);
    }
    let fits = |row: &&LoopRow| kinds.iter().zip(row.types).all(|(&from, &to)| can_cast_safely(from, to));
    ufunc.loops.iter().find(fits)
}

/// True for arrays beside Python numbers.
fn has_both(inputs: &[Operand]) -> bool {
    let typed = inputs.iter().filter(|o| matches!(o, Operand::Typed(_))).count();
    typed > 0 && typed < inputs.len()
}

/// The first loop that takes all operands, whatever is before it; Python numbers take any type of their sort.
fn in_order(ufunc: &'static Ufunc, inputs: &[Operand]) -> Option<Resolved> {
    // Beside integers alone a Python float is a double.
    let inexact = inputs.iter().any(|o| matches!(o, Operand::Typed(d) if d.kind().is_inexact()));
    let holds = |from: Kind, to: Kind| inexact || can_cast_safely(from, to);
    let takes = |(operand, &to): (&Operand, &Kind)| match operand {
        Operand::Typed(from) => can_cast_safely(from.kind(), to),
        Operand::WeakInt => to.is_integer() || to.is_inexact(),
        Operand::WeakFloat => to.is_inexact() && holds(Kind::Float64, to),
        Operand::WeakComplex => to.is_complex() && holds(Kind::Complex128, to),
    };
    ufunc.loops.iter().find(|row| inputs.iter().zip(row.types).all(takes))
}

/// The kinds with each Python integer as one of its own: `ldexp` wants an integer beside a float.
fn integers_apart(inputs: &[Operand], kinds: &[Kind]) -> SmallVec<[Kind; 4]> {
    let one = |(o, &k): (&Operand, &Kind)| if *o == Operand::WeakInt { Kind::Int64 } else { k };
    inputs.iter().zip(kinds).map(one).collect()
}

fn by_signature(ufunc: &'static Ufunc, kinds: &[Kind], signature: Signature) -> Result<Resolved> {
    let agrees = |row: &&LoopRow| signature.iter().zip(row.types).all(|(s, t)| s.is_none_or(|s| s == *t));
    let out = signature.last().copied().flatten();
    let outputs_only = signature[..signature.len().min(ufunc.nin)].iter().all(Option::is_none);
    let same = out.and_then(|k| ufunc.same(k)).filter(|r| outputs_only && agrees(r));
    let safe =
        |row: &&LoopRow| agrees(row) && kinds.iter().zip(row.types).all(|(&f, &t)| can_cast_safely(f, t));
    let found = same.or_else(|| ufunc.loops.iter().find(safe)).or_else(|| ufunc.loops.iter().find(agrees));
    found.ok_or(Error::NoSignature(ufunc.name))
}

fn forbid_bool(ufunc: &'static Ufunc, kinds: &[Kind], row: Resolved) -> Result<()> {
    if row.types[0] == Kind::Bool || kinds.iter().any(|&k| k != Kind::Bool) {
        return Ok(());
    }
    match ufunc.rule {
        Rule::NoBool(text) => Err(Error::type_(text)),
        Rule::Numbers => Err(refuse(ufunc, &vec![DType::BOOL; kinds.len()])),
        _ => Ok(()),
    }
}

/// The error for types without a loop; NumPy words it in two ways.
fn refuse(ufunc: &'static Ufunc, types: &[DType]) -> Error {
    let by_class = matches!(ufunc.rule, Rule::Compare | Rule::Numbers | Rule::Logical)
        || ufunc.name == "negative"
        || OLD_WAY.contains(&ufunc.name);
    if by_class {
        return Error::NoLoop { name: ufunc.name, types: types.to_vec() };
    }
    Error::NotSupported(ufunc.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    /// Letters of the loop that inputs of these types get, or the error.
    fn loop_of(name: &str, inputs: &[Operand]) -> String {
        let ufunc = table::find(name).unwrap();
        match resolve(ufunc, inputs, &[], Casting::SameKind) {
            Ok(row) => row.types.iter().map(|k| k.char()).collect(),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn types_follow_numpy() {
        use Operand::{Typed, WeakFloat, WeakInt};
        let t = |d: DType| Typed(d);
        assert_eq!(loop_of("add", &[t(DType::INT8), WeakInt]), "bbb");
        assert_eq!(loop_of("add", &[t(DType::INT8), WeakFloat]), "ddd");
        assert_eq!(loop_of("add", &[t(DType::BOOL), WeakInt]), "lll");
        assert_eq!(loop_of("divide", &[t(DType::INT8), t(DType::INT8)]), "ddd");
        assert_eq!(loop_of("sqrt", &[t(DType::INT8)]), "ee");
        assert_eq!(loop_of("arctan2", &[t(DType::INT16), t(DType::INT8)]), "fff");
        assert_eq!(loop_of("less", &[t(DType::INT8), t(DType::UINT64)]), "lL?");
        assert_eq!(loop_of("greater", &[t(DType::UINT64), t(DType::INT64)]), "Ll?");
        assert_eq!(loop_of("ldexp", &[t(DType::FLOAT32), WeakInt]), "flf");
        assert_eq!(loop_of("ldexp", &[WeakFloat, t(DType::INT64)]), "dld");
        assert_eq!(loop_of("float_power", &[t(DType::FLOAT32), WeakInt]), "ddd");
        assert_eq!(loop_of("absolute", &[t(DType::COMPLEX64)]), "Ff");
    }

    #[test]
    fn refusals_in_numpys_words() {
        let b = Operand::Typed(DType::BOOL);
        let f = Operand::Typed(DType::FLOAT64);
        assert!(loop_of("subtract", &[b.clone(), b.clone()]).starts_with("numpy boolean subtract"));
        let sign = "ufunc 'sign' did not contain a loop with signature matching types \
                    <class 'numpy.dtypes.BoolDType'> -> None";
        assert_eq!(loop_of("sign", &[b]), sign);
        assert!(loop_of("bitwise_and", &[f.clone(), f]).contains("not supported for the input types"));
    }
}
