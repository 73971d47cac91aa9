//! Reads lines `name argument ...` and prints the value of each, for `tools/special_accuracy.py`: that of the ufunc, or of
//! the kernel where the ufunc is a function around it. Of several results `name[1]` is the second.

use std::io::{BufRead, Write};

use pallasite_array::NdArray;
use pallasite_special::{TABLE, ufuncs};
use pallasite_ufunc::{Arg, Options, call};

fn value(line: &str) -> Option<f64> {
    let mut words = line.split_whitespace();
    let name = words.next()?;
    let arguments: Vec<f64> = words.map_while(|word| word.parse().ok()).collect();
    let (base, index) = match name.split_once('[') {
        Some((base, rest)) => (base, rest.trim_end_matches(']').parse().ok()?),
        None => (name, 0),
    };
    let mut known = ufuncs::ALL.iter().chain(ufuncs::SEVERAL);
    if let Some(ufunc) = known.find(|ufunc| ufunc.name == base) {
        let arrays: Vec<NdArray> = arguments.iter().map(|&x| NdArray::from_vec(vec![x])).collect();
        let arrays: Vec<Arg> = arrays.iter().map(Arg::from).collect();
        if let Ok(values) = call(ufunc, &arrays, &Options::default()) {
            return Some(values[index].to_vec::<f64>().ok()?[0]);
        }
    }
    let (_, kernel) = TABLE.iter().find(|(known, _)| *known == name)?;
    kernel.call(&arguments)
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        match value(&line?) {
            Some(number) => writeln!(out, "{number:?}")?,
            None => writeln!(out, "unknown")?,
        }
    }
    out.flush()
}
