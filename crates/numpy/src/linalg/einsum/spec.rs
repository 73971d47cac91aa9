//! Subscripts together with the operands they are for.
use super::path::{Axes, Costs};
use super::subscripts::Subscripts;
use crate::linalg::Result;
use pallasite_array::layout::{Shape, Strides};
use pallasite_array::{Error, NdArray};
use smallvec::SmallVec;

/// Subscripts, and the lengths of the axes they name.
pub(super) struct Spec {
    pub axes: Subscripts,
    pub sizes: SmallVec<[usize; 8]>,
}

impl Spec {
    pub(super) fn new(text: &str, operands: &[&NdArray]) -> Result<Spec> {
        let ndims: SmallVec<[usize; 4]> = operands.iter().map(|a| a.ndim()).collect();
        let axes = Subscripts::parse(text, &ndims)?;
        let mut spec = Spec { sizes: SmallVec::from_elem(1, axes.count()), axes };
        for (i, a) in operands.iter().enumerate() {
            spec.check_diagonals(i, a)?;
            for (&axis, &d) in spec.axes.terms[i].iter().zip(a.shape()) {
                let size = &mut spec.sizes[usize::from(axis)];
                if *size == 1 {
                    *size = d;
                } else if d != 1 && d != *size {
                    return Err(spec.unfit(operands, None).into());
                }
            }
        }
        Ok(spec)
    }

    /// # Errors
    /// A letter that names two axes of one operand whose lengths differ.
    fn check_diagonals(&self, i: usize, a: &NdArray) -> Result<()> {
        let term = &self.axes.terms[i];
        for (place, axis) in term.iter().enumerate() {
            let first = term.iter().position(|other| other == axis).unwrap_or(place);
            let (known, here) = (a.shape()[first], a.shape()[place]);
            if known != here {
                let single = self.axes.terms.len() == 1 && self.axes.outputs == self.axes.count();
                let operand = if single { "single operand".into() } else { format!("operand {i}") };
                return Err(Error::Value(format!(
                    "dimensions in {operand} for collapsing index '{}' don't match ({known} != {here})",
                    self.axes.letter(*axis)
                ))
                .into());
            }
        }
        Ok(())
    }

    /// # Errors
    /// An output of another shape, or that cannot be written to.
    pub(super) fn check_output(&self, operands: &[&NdArray], out: &NdArray) -> Result<()> {
        let (have, want) = (out.ndim(), self.axes.outputs);
        if have != want {
            return Err(Error::Value(format!(
                "out parameter does not have the correct number of dimensions, has {have} but should have {want}"
            ))
            .into());
        }
        if out.shape() != &self.sizes[..want] {
            return Err(self.unfit(operands, Some(out)).into());
        }
        if out.is_writeable() { Ok(()) } else { Err(Error::value("output array is read-only").into()) }
    }

    /// The error for lengths that do not fit, which shows how the axes of each operand lie beside each other.
    fn unfit(&self, operands: &[&NdArray], out: Option<&NdArray>) -> Error {
        let remapped = |shape: &[usize], term: &[u8]| {
            let length = |axis| {
                term.iter().position(|&t| usize::from(t) == axis).map(|place| shape[place].to_string())
            };
            let all = (0..self.sizes.len()).map(length).skip_while(Option::is_none);
            let all: Vec<String> = all.map(|length| length.unwrap_or_else(|| "newaxis".into())).collect();
            let comma = if self.sizes.len() == 1 { "," } else { "" };
            let original = pallasite_array::error::tuple(shape).replace(", ", ",");
            format!("{original}->({}{comma}) ", all.join(","))
        };
        let outputs: SmallVec<[u8; 8]> = (0..self.axes.outputs as u8).collect();
        let shown = operands.iter().zip(&self.axes.terms).map(|(a, term)| (a.shape(), &term[..]));
        let shown = shown.chain(out.map(|out| (out.shape(), &outputs[..])));
        let shown: String = shown.map(|(shape, term)| remapped(shape, term)).collect();
        Error::Value(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {shown}"
        ))
    }

    /// The strides of an operand along all axes of the contraction.
    pub(super) fn strides(&self, i: usize, a: &NdArray) -> SmallVec<[isize; 8]> {
        let mut strides = SmallVec::from_elem(0, self.sizes.len());
        for (place, &axis) in self.axes.terms[i].iter().enumerate() {
            if a.shape()[place] != 1 {
                strides[usize::from(axis)] += a.strides()[place];
            }
        }
        strides
    }

    /// The one operand with its axes in the order of the output.
    pub(super) fn view(&self, a: &NdArray) -> Result<NdArray> {
        let mut strides = Strides::from_elem(0, self.sizes.len());
        for (&axis, stride) in self.axes.terms[0].iter().zip(a.strides()) {
            strides[usize::from(axis)] += stride;
        }
        let shape: Shape = self.sizes.iter().copied().collect();
        Ok(a.view_with(0, a.dtype().clone(), &shape, &strides)?)
    }

    /// The axes of each operand.
    pub(super) fn terms(&self) -> SmallVec<[Axes; 4]> {
        self.axes.terms.iter().map(|term| term.iter().fold(0, |all, axis| all | 1 << axis)).collect()
    }

    pub(super) fn output(&self) -> Axes {
        (0..self.axes.outputs).fold(0, |all, axis| all | 1 << axis)
    }

    pub(super) fn costs(&self) -> Costs<'_> {
        Costs { sizes: &self.sizes, output: self.output() }
    }
}
