//! What a path of products costs, in words.
use super::path::{Axes, Costs, Step, advance, union};
use super::subscripts::Subscripts;
use std::fmt;

/// The order of the products of an [`einsum`](super::einsum), and its costs; as text it is NumPy's report.
#[derive(Clone, Debug, PartialEq)]
pub struct EinsumPath {
    /// The operands of each product.
    pub steps: Vec<Step>,
    /// The subscripts with a letter for each axis.
    pub contraction: String,
    /// Number of axes that one loop over everything has.
    pub naive_scaling: usize,
    /// The most axes of a step.
    pub scaling: usize,
    /// Operations of one loop over everything.
    pub naive_operations: f64,
    /// Operations of all steps.
    pub operations: f64,
    /// Elements of the largest product.
    pub largest: f64,
    lines: Vec<String>,
}

impl EinsumPath {
    pub(super) fn new(axes: &Subscripts, sizes: &[usize], steps: Vec<Step>) -> EinsumPath {
        let names = axes.names();
        let text = |axes: &[u8]| axes.iter().map(|&axis| names[usize::from(axis)]).collect::<String>();
        let set = |axes: &[u8]| axes.iter().fold(0, |all: Axes, axis| all | 1 << axis);
        let output: Vec<u8> = (0..axes.outputs as u8).collect();
        let costs = Costs { sizes, output: set(&output) };
        let mut left: Vec<Axes> = axes.terms.iter().map(|term| set(term)).collect();
        let mut texts: Vec<String> = axes.terms.iter().map(|term| text(term)).collect();
        let shared = left.iter().map(|set| set.count_ones() as usize).sum::<usize>() > sizes.len();
        let loops = left.len().saturating_sub(1).max(1) + usize::from(shared);
        let mut report = EinsumPath {
            contraction: format!("{}->{}", texts.join(","), text(&output)),
            naive_scaling: sizes.len(),
            scaling: 0,
            naive_operations: costs.size(union(&left, |_| true)) as f64 * loops as f64,
            operations: 1.0,
            largest: 0.0,
            lines: Vec::new(),
            steps,
        };
        for (i, step) in report.steps.iter().enumerate() {
            let (result, cost) = costs.step(&left, step);
            let scaling = union(&left, |i| step.contains(&i)).count_ones() as usize;
            report.scaling = report.scaling.max(scaling);
            report.operations += cost as f64;
            report.largest = report.largest.max(costs.size(result) as f64);
            let made = if i + 1 == report.steps.len() {
                text(&output)
            } else {
                text(&by_size(result, sizes, &names))
            };
            let mut places = step.to_vec();
            places.sort_unstable_by(|x, y| y.cmp(x));
            let factors: Vec<&str> = places.iter().map(|&place| &texts[place][..]).collect();
            let current = format!("{}->{made}", factors.join(","));
            advance(&mut left, step, result);
            advance(&mut texts, step, made);
            let remaining = format!("{}->{}", texts.join(","), text(&output));
            report.lines.push(format!("\n{scaling:4}    {current:>24} {remaining:>40}"));
        }
        report
    }
}

/// The axes of a product, the shortest first.
fn by_size(axes: Axes, sizes: &[usize], names: &[char]) -> Vec<u8> {
    let mut order: Vec<u8> = super::contract::members(axes).map(|axis| axis as u8).collect();
    order.sort_by_key(|&axis| (sizes[usize::from(axis)], names[usize::from(axis)]));
    order
}

/// A number as Python's `%.3e` writes it.
fn scientific(x: f64) -> String {
    let text = format!("{x:.3e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    format!("{digits}e+{exponent:0>2}")
}

impl fmt::Display for EinsumPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule = "-".repeat(74);
        writeln!(f, "  Complete contraction:  {}", self.contraction)?;
        writeln!(f, "         Naive scaling:  {}", self.naive_scaling)?;
        writeln!(f, "     Optimized scaling:  {}", self.scaling)?;
        writeln!(f, "      Naive FLOP count:  {}", scientific(self.naive_operations))?;
        writeln!(f, "  Optimized FLOP count:  {}", scientific(self.operations))?;
        writeln!(f, "   Theoretical speedup:  {:.3}", self.naive_operations / self.operations)?;
        writeln!(f, "  Largest intermediate:  {} elements", scientific(self.largest))?;
        write!(f, "{rule}\nscaling {:>24} {:>40}\n{rule}", "current", "remaining")?;
        self.lines.iter().try_for_each(|line| f.write_str(line))
    }
}
