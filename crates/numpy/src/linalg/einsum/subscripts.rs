//! Reads subscripts such as `"ij,jk->ik"`, with NumPy's errors.
use pallasite_array::layout::MAX_NDIM;
use pallasite_array::{Error, Result};
use smallvec::SmallVec;

/// Axes of the contraction, or letters for them.
pub(super) type Labels = SmallVec<[u8; 8]>;

/// Letters are their own labels; the last axis that an ellipsis stands for is one below this.
const ELLIPSIS_END: u8 = 128 + MAX_NDIM as u8;

const NO_ELLIPSIS: &str = "more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to \
                           broadcast the extra dimensions.";

/// What the axes of each operand are to the contraction.
///
/// The axes of the contraction are numbered: first those of the output in its order, then those that are summed, by
/// letter.
#[derive(Debug)]
pub(super) struct Subscripts {
    /// For each operand the axes that it has, of the contraction.
    pub terms: SmallVec<[Labels; 4]>,
    /// Number of axes of the output.
    pub outputs: usize,
    /// The letter, or what stands for an axis of the ellipsis, of each axis.
    labels: Labels,
}

impl Subscripts {
    /// Reads the text for operands of the given numbers of axes.
    ///
    /// # Errors
    /// Text that is no subscripts, or does not fit the operands.
    pub(super) fn parse(text: &str, ndims: &[usize]) -> Result<Subscripts> {
        if ndims.is_empty() {
            return Err(Error::value(
                "must specify the einstein sum subscripts string and at least one operand",
            ));
        }
        let mut rest = text.as_bytes();
        let mut terms = SmallVec::new();
        for (i, &ndim) in ndims.iter().enumerate() {
            let end = rest.iter().position(|c| b",-".contains(c)).unwrap_or(rest.len());
            let more = rest.get(end) == Some(&b',');
            if more != (i + 1 < ndims.len()) {
                let word = if more { "more" } else { "fewer" };
                return Err(Error::value(format!(
                    "{word} operands provided to einstein sum function than specified in the subscripts string"
                )));
            }
            terms.push(operand(&rest[..end], i, ndim)?);
            rest = &rest[end + usize::from(more)..];
        }
        let (ellipsis, letters) = distinct(&terms);
        let output = match rest {
            [] => implied(ellipsis, &letters, &terms),
            [b'-', b'>', output @ ..] => given(output, ellipsis, &letters)?,
            _ => {
                return Err(Error::value(
                    "einstein sum subscript string does not contain proper '->' output specified",
                ));
            }
        };
        Subscripts::numbered(terms, output, letters)
    }

    /// Replaces labels by the numbers of their axes.
    fn numbered(mut terms: SmallVec<[Labels; 4]>, output: Labels, letters: Labels) -> Result<Subscripts> {
        let (mut labels, outputs) = (output.clone(), output.len());
        labels.extend(letters.into_iter().filter(|l| !output.contains(l)));
        if labels.len() > MAX_NDIM {
            return Err(Error::value("too many subscripts in einsum"));
        }
        let mut numbers = [0; 256];
        for (number, &label) in labels.iter().enumerate() {
            numbers[usize::from(label)] = number as u8;
        }
        terms.iter_mut().flatten().for_each(|label| *label = numbers[usize::from(*label)]);
        Ok(Subscripts { terms, outputs, labels })
    }

    /// Number of axes of the contraction.
    pub(super) fn count(&self) -> usize {
        self.labels.len()
    }

    /// The letter of an axis, as in the text.
    pub(super) fn letter(&self, axis: u8) -> char {
        self.labels[usize::from(axis)] as char
    }

    /// A letter for each axis; those of the ellipsis get letters that the text has not.
    pub(super) fn names(&self) -> Vec<char> {
        let letters = ('A'..='Z').chain('a'..='z');
        let mut free = letters.filter(|&c| !self.labels.contains(&(c as u8)));
        let name = |&l: &u8| if l < 128 { l as char } else { free.next().unwrap_or('?') };
        self.labels.iter().map(name).collect()
    }
}

fn invalid(c: u8) -> Error {
    let c = c as char;
    Error::Value(format!(
        "invalid subscript '{c}' in einstein sum subscripts string, subscripts must be letters"
    ))
}

/// Cuts text at its ellipsis and drops spaces; `place` says where the text stands.
fn around_ellipsis(text: &[u8], place: impl Fn() -> String) -> Result<(Labels, Option<Labels>)> {
    let (mut before, mut after) = (Labels::new(), None);
    let mut i = 0;
    while i < text.len() {
        match text[i] {
            c if c.is_ascii_alphabetic() => after.as_mut().unwrap_or(&mut before).push(c),
            b'.' if after.is_none() && text[i..].starts_with(b"...") => {
                after = Some(Labels::new());
                i += 2;
            }
            b'.' => {
                return Err(Error::Value(format!(
                    "einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') in {}",
                    place()
                )));
            }
            b' ' => {}
            c => return Err(invalid(c)),
        }
        i += 1;
    }
    Ok((before, after))
}

/// The labels of the axes of operand `i`.
fn operand(text: &[u8], i: usize, ndim: usize) -> Result<Labels> {
    let (mut labels, after) = around_ellipsis(text, || format!("operand {i}"))?;
    let named = labels.len() + after.as_ref().map_or(0, Labels::len);
    let Some(hidden) = ndim.checked_sub(named) else {
        return Err(Error::Value(format!(
            "einstein sum subscripts string contains too many subscripts for operand {i}"
        )));
    };
    match after {
        Some(after) => {
            labels.extend(ELLIPSIS_END - hidden as u8..ELLIPSIS_END);
            labels.extend_from_slice(&after);
        }
        None if hidden > 0 => return Err(Error::Value(format!("operand has {NO_ELLIPSIS}"))),
        None => {}
    }
    Ok(labels)
}

/// The first label of the longest ellipsis, and all letters, sorted.
fn distinct(terms: &[Labels]) -> (u8, Labels) {
    let (mut ellipsis, mut letters) = (ELLIPSIS_END, Labels::new());
    for &label in terms.iter().flatten() {
        if label >= 128 {
            ellipsis = ellipsis.min(label);
        } else if !letters.contains(&label) {
            letters.push(label);
        }
    }
    letters.sort_unstable();
    (ellipsis, letters)
}

/// The output where none is given: the ellipsis, then the letters that occur once.
fn implied(ellipsis: u8, letters: &[u8], terms: &[Labels]) -> Labels {
    let once = |label: &u8| terms.iter().flatten().filter(|l| *l == label).count() == 1;
    (ellipsis..ELLIPSIS_END).chain(letters.iter().copied().filter(once)).collect()
}

/// The output that the text gives.
fn given(text: &[u8], ellipsis: u8, letters: &[u8]) -> Result<Labels> {
    let (mut labels, after) = around_ellipsis(text, || "the output".into())?;
    match after {
        Some(after) => {
            labels.extend(ellipsis..ELLIPSIS_END);
            labels.extend_from_slice(&after);
        }
        None if ellipsis < ELLIPSIS_END => {
            return Err(Error::Value(format!("output has {NO_ELLIPSIS}")));
        }
        None => {}
    }
    for (i, &label) in labels.iter().enumerate().filter(|(_, l)| **l < 128) {
        let c = label as char;
        if labels[..i].contains(&label) {
            return Err(Error::Value(format!(
                "einstein sum subscripts string includes output subscript '{c}' multiple times"
            )));
        }
        if !letters.contains(&label) {
            return Err(Error::Value(format!(
                "einstein sum subscripts string included output subscript '{c}' which never appeared in an input"
            )));
        }
    }
    Ok(labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_axes_come_first() {
        let parsed = Subscripts::parse("ji, k j -> ki", &[2, 2]).unwrap();
        assert_eq!((parsed.outputs, parsed.count()), (2, 3));
        assert_eq!(parsed.terms.iter().map(|t| t.to_vec()).collect::<Vec<_>>(), [[2, 1], [0, 2]]);
    }

    #[test]
    fn an_ellipsis_aligns_at_its_end_and_leads_an_implied_output() {
        let parsed = Subscripts::parse("b...a,...", &[4, 1]).unwrap();
        assert_eq!(parsed.terms.iter().map(|t| t.to_vec()).collect::<Vec<_>>(), [vec![3, 0, 1, 2], vec![1]]);
        assert_eq!(parsed.outputs, 4);
    }

    #[test]
    fn what_is_no_subscripts_is_refused() {
        for (text, ndims) in
            [("i..", &[1][..]), ("i,j", &[1]), ("i", &[1, 1]), ("i-j", &[1]), ("i", &[]), ("i%", &[2])]
        {
            assert!(Subscripts::parse(text, ndims).is_err(), "{text}");
        }
    }
}
