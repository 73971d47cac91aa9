//! `loadtxt` and `savetxt` beside NumPy 2.4.6, whose results and messages are written here.

use pallasite_array::{DType, NdArray, Scalar};
use pallasite_numpy::io::text::Syntax;
use pallasite_numpy::io::{
    Cell, Error, Fmt, LoadtxtOptions, Result, SavetxtOptions, loadtxt, loadtxt_with, savetxt,
};

fn comma() -> LoadtxtOptions {
    delimited(',')
}

fn delimited(c: char) -> LoadtxtOptions {
    LoadtxtOptions { syntax: Syntax { delimiter: Some(c), ..Default::default() }, ..Default::default() }
}

fn typed(dtype: &str) -> LoadtxtOptions {
    LoadtxtOptions { dtype: dtype.parse().unwrap(), ..Default::default() }
}

fn usecols(columns: &[isize]) -> LoadtxtOptions {
    LoadtxtOptions { usecols: Some(columns.to_vec()), ..Default::default() }
}

fn plain() -> LoadtxtOptions {
    LoadtxtOptions::default()
}

#[track_caller]
fn floats(text: &str, options: LoadtxtOptions, shape: &[usize], expected: &[f64]) {
    let array = loadtxt(text, &options).unwrap();
    assert_eq!(array.shape(), shape);
    assert_eq!(array.cast_vec::<f64>().unwrap(), expected);
}

#[track_caller]
fn strings(text: &str, options: LoadtxtOptions, expected: &[&str]) {
    let array = loadtxt(text, &options).unwrap().reshape(&[-1]).unwrap();
    let found: Vec<String> = (0..array.size()).map(|i| array.get(&[i]).unwrap().to_text()).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn refuses(text: &str, options: LoadtxtOptions, message: &str) {
    assert_eq!(loadtxt(text, &options).unwrap_err().to_string(), message);
}

#[test]
fn tables_of_numbers() {
    floats("1 2\n3 4", plain(), &[2, 2], &[1.0, 2.0, 3.0, 4.0]);
    floats("5", plain(), &[], &[5.0]);
    floats("1\n2\n", plain(), &[2], &[1.0, 2.0]);
    floats(" 1 ,2,3", comma(), &[3], &[1.0, 2.0, 3.0]);
    floats("1\t2 3", plain(), &[3], &[1.0, 2.0, 3.0]);
    floats("1\u{b}2\u{a0}3\u{1c}4\u{2003}5", plain(), &[5], &[1.0, 2.0, 3.0, 4.0, 5.0]);
    floats("1 2\r\n3 4\r\n", plain(), &[2, 2], &[1.0, 2.0, 3.0, 4.0]);
    floats("1e400 -INF 1e-400", plain(), &[3], &[f64::INFINITY, f64::NEG_INFINITY, 0.0]);
    floats("-9223372036854775808", typed("i8"), &[], &[-9223372036854775808.0]);
    floats("1 2", typed(">f8"), &[2], &[1.0, 2.0]);
    floats("1 0 2 -1", typed("bool"), &[4], &[1.0, 0.0, 1.0, 1.0]);
}

#[test]
fn comments_and_empty_lines() {
    floats("1 2 # c\n# x\n\n3 4", plain(), &[2, 2], &[1.0, 2.0, 3.0, 4.0]);
    let comments = vec!["//".to_string(), "%".to_string()];
    let syntax = Syntax { comments, ..Default::default() };
    let several = LoadtxtOptions { syntax, ..plain() };
    floats("1 2 // c\n3 4 % z", several, &[2, 2], &[1.0, 2.0, 3.0, 4.0]);
    floats("#a\n1 2\n3 4", LoadtxtOptions { skiprows: 1, ..plain() }, &[2, 2], &[1.0, 2.0, 3.0, 4.0]);
    floats(
        "1 2\n\n3 4\n#x\n5 6",
        LoadtxtOptions { max_rows: Some(2), ..plain() },
        &[2, 2],
        &[1.0, 2.0, 3.0, 4.0],
    );
    floats("1 2\n3 4", LoadtxtOptions { max_rows: Some(0), ..plain() }, &[0], &[]);
    for empty in ["", "\n\n", "# a"] {
        floats(empty, plain(), &[0], &[]);
    }
    floats("", usecols(&[0, 1]), &[0, 2], &[]);
    refuses(
        "1,2\n \n3,4",
        comma(),
        "the number of columns changed from 2 to 1 at row 2; use `usecols` to select a \
        subset and avoid this error",
    );
}

#[test]
fn dimensions() {
    let ndmin = |ndmin| LoadtxtOptions { ndmin, ..plain() };
    floats("1 2", ndmin(1), &[2], &[1.0, 2.0]);
    floats("1 2", ndmin(2), &[1, 2], &[1.0, 2.0]);
    floats("1\n2", ndmin(2), &[2, 1], &[1.0, 2.0]);
    floats("5", ndmin(1), &[1], &[5.0]);
    floats("", ndmin(2), &[0, 1], &[]);
    let structured = LoadtxtOptions { ndmin: 2, ..typed("i4,f4") };
    assert_eq!(loadtxt("1 2\n3 4", &structured).unwrap().shape(), [2, 1]);
    assert_eq!(loadtxt("", &structured).unwrap().shape(), [0, 1]);
    assert_eq!(loadtxt("1 2", &typed("i4,f4")).unwrap().shape(), [0usize; 0]);
}

#[test]
fn columns() {
    floats("1 2 3\n4 5 6", usecols(&[-1, 0]), &[2, 2], &[3.0, 1.0, 6.0, 4.0]);
    floats("1 2 3\n4 5", usecols(&[1]), &[2], &[2.0, 5.0]);
    floats("1 2", usecols(&[0, 0]), &[2], &[1.0, 1.0]);
    refuses("1 2 3\n4 5 6", usecols(&[5]), "invalid column index 5 at row 1 with 3 columns");
    refuses("1 2 3\n4 5", usecols(&[-3]), "invalid column index -3 at row 2 with 2 columns");
    refuses("1 2 x", usecols(&[-1]), "could not convert string 'x' to float64 at row 0, column 3.");
    refuses(
        "1 2 3",
        LoadtxtOptions { usecols: Some(vec![0]), ..typed("i4,i4") },
        "If a structured dtype is used, the number of columns in `usecols` must match the effective number of fields. \
         But 1 usecols were given and the number of fields is 2.",
    );
    refuses(
        "1 2 3\n4 5 6\n7 8",
        plain(),
        "the number of columns changed from 3 to 2 at row 3; use `usecols` to select a subset and avoid this error",
    );
    refuses(
        "1 2 3\n1 2",
        typed("i4,i4,i4"),
        "the dtype passed requires 3 columns but 2 were found at row 2; use `usecols` to select a subset and avoid \
         this error",
    );
}

#[test]
fn structured() {
    let array = loadtxt("1 a 2.5\n2 bc 3.5", &typed("i4,U3,f8")).unwrap();
    assert_eq!(array.field("f1").unwrap().get(&[1]).unwrap(), Scalar::Str("bc".into()));
    assert_eq!(array.field("f2").unwrap().to_vec::<f64>().unwrap(), [2.5, 3.5]);
    let array = loadtxt("1 2 3 4", &typed("i4,(3,)f8")).unwrap();
    assert_eq!(array.field("f1").unwrap().to_vec::<f64>().unwrap(), [2.0, 3.0, 4.0]);
}

#[test]
fn text_and_quotes() {
    let quoted = |dtype, delimiter| LoadtxtOptions {
        syntax: Syntax { quote: Some('"'), delimiter, ..Default::default() },
        ..typed(dtype)
    };
    strings("abc de", typed("U"), &["abc", "de"]);
    strings("abc de", typed("S2"), &["ab", "de"]);
    strings(" a ,b", LoadtxtOptions { dtype: DType::str(0).unwrap(), ..comma() }, &[" a ", "b"]);
    strings("1,2\n,\n", LoadtxtOptions { dtype: DType::str(0).unwrap(), ..comma() }, &["1", "2", "", ""]);
    strings("1 \"2 3\" 4", quoted("U", None), &["1", "2 3", "4"]);
    strings("\"a \"\"b\"\" c\" 2", quoted("U", None), &["a \"b\" c", "2"]);
    strings("\"1\"x 2", quoted("U", None), &["1x", "2"]);
    strings("x\"1\" 2", quoted("U", None), &["x\"1\"", "2"]);
    strings("\"a\nb\" 2", quoted("U", None), &["a\nb", "2"]);
    strings("\"abc", quoted("U", None), &["abc"]);
    strings("\"a\",  \"b\"", quoted("U", Some(',')), &["a", "  \"b\""]);
    let latin1 = loadtxt("é ü", &typed("S1")).unwrap();
    assert_eq!(latin1.get(&[0]).unwrap(), Scalar::Bytes(vec![0xe9]));
    refuses("ж", typed("S1"), "could not convert string 'ж' to |S1 at row 0, column 1.");
}

#[test]
fn fields_that_are_no_values() {
    let refused = |text: &str, dtype: &str, name: &str| {
        refuses(
            text,
            typed(dtype),
            &format!("could not convert string '{text}' to {name} at row 0, column 1."),
        );
    };
    for text in ["1_000", "0x1p3", "1d3", ".", "infinit", "\u{feff}1", "1e", "5\0"] {
        let shown = match text {
            "5\0" => "5\\x00",
            "\u{feff}1" => "\\ufeff1",
            text => text,
        };
        refuses(text, plain(), &format!("could not convert string '{shown}' to float64 at row 0, column 1."));
    }
    for text in ["1.0", "9223372036854775808", "1e3", "0x10", "1_0", "++5"] {
        refused(text, "i8", "int64");
    }
    refused("300", "u1", "uint8");
    refused("-0", "u8", "uint64");
    refused("True", "bool", "bool");
    refused("1-j", "c16", "complex128");
    refused("abc", "V3", "|V3");
    refuses("1,,3", comma(), "could not convert string '' to float64 at row 0, column 2.");
    refuses("1,2,# c", comma(), "could not convert string '' to float64 at row 0, column 3.");
    refuses("1  2", delimited(' '), "could not convert string '' to float64 at row 0, column 2.");
    refuses("it's", plain(), "could not convert string \"it's\" to float64 at row 0, column 1.");
    let long = "a".repeat(300);
    let shown = "a".repeat(100);
    refuses(&long, plain(), &format!("could not convert string '{shown}' to float64 at row 0, column 1."));
}

#[test]
fn large_tables_are_read_as_small_ones() {
    let mut lines: Vec<String> =
        (0..60_000).map(|i| format!("{i} {}.5 # {}", i % 7, "é".repeat(i % 3))).collect();
    lines[30_000] = "# a comment".into();
    let array = loadtxt(&lines.join("\n"), &plain()).unwrap();
    assert_eq!(array.shape(), [59_999, 2]);
    assert_eq!(array.get(&[30_000, 0]).unwrap(), Scalar::Float(30_001.0));
    assert_eq!(array.get(&[59_998, 1]).unwrap(), Scalar::Float((59_999 % 7) as f64 + 0.5));
    lines[50_000] = "1 2 3".into();
    refuses(
        &lines.join("\n"),
        plain(),
        "the number of columns changed from 2 to 3 at row 50000; use `usecols` to select a subset and avoid this error",
    );
    lines[50_000] = "1 x".into();
    refuses(&lines.join("\n"), plain(), "could not convert string 'x' to float64 at row 49999, column 2.");
    let wide: Vec<String> =
        lines.iter().enumerate().map(|(i, _)| if i < 30_000 { "1 2" } else { "3" }.into()).collect();
    refuses(
        &wide.join("\n").repeat(3),
        plain(),
        "the number of columns changed from 2 to 1 at row 30001; use `usecols` to select a subset and avoid this error",
    );
}

#[test]
fn converters() {
    let twice = |cell: &Cell, element: &mut [u8]| -> Result<bool> {
        if cell.column == 0 {
            element.copy_from_slice(&(2.0 * cell.text.len() as f64).to_ne_bytes());
        }
        Ok(cell.column == 0)
    };
    let array = loadtxt_with("abc 2", &plain(), twice).unwrap();
    assert_eq!(array.to_vec::<f64>().unwrap(), [6.0, 2.0]);
    let stops = |_: &Cell, _: &mut [u8]| -> Result<bool> { Err(Error::NoData) };
    assert!(matches!(loadtxt_with("1", &plain(), stops), Err(Error::NoData)));
}

#[test]
fn contradicting_options() {
    let syntax = Syntax { delimiter: Some('#'), ..Default::default() };
    assert!(loadtxt("1", &LoadtxtOptions { syntax, ..plain() }).is_err());
    let syntax = Syntax { comments: vec![String::new()], ..Default::default() };
    assert!(loadtxt("1", &LoadtxtOptions { syntax, ..plain() }).is_err());
    assert_eq!(
        loadtxt("1", &LoadtxtOptions { ndmin: 3, ..plain() }).unwrap_err().to_string(),
        "Illegal value of ndmin keyword: 3"
    );
    assert!(
        loadtxt("1 2 3", &typed("(3,)f8"))
            .unwrap_err()
            .to_string()
            .starts_with("file reader does not support")
    );
}

fn written(array: &NdArray, options: &SavetxtOptions) -> Result<String> {
    let mut out = vec![];
    savetxt(&mut out, array, options)?;
    Ok(String::from_utf8(out).unwrap())
}

fn fmt(fmt: &str) -> SavetxtOptions {
    SavetxtOptions { fmt: Fmt::One(fmt.into()), ..Default::default() }
}

#[test]
fn written_tables() {
    let array =
        NdArray::from_vec(vec![1.0, -2.5, 1e300, f64::NAN, f64::INFINITY, 0.0]).reshape(&[2, 3]).unwrap();
    assert_eq!(
        written(&array, &SavetxtOptions::default()).unwrap(),
        "1.000000000000000000e+00 -2.500000000000000000e+00 1.000000000000000053e+300\nnan inf 0.000000000000000000e+00\n"
    );
    let options = SavetxtOptions {
        delimiter: ",".into(),
        header: "a\nb".into(),
        footer: "end".into(),
        newline: "\r\n".into(),
        ..fmt("%8.3g")
    };
    assert_eq!(
        written(&array, &options).unwrap(),
        "# a\n# b\r\n       1,    -2.5,  1e+300\r\n     nan,     inf,       0\r\n# end\r\n"
    );
    let integers = NdArray::from_vec(vec![1i64, -20, 300]);
    assert_eq!(written(&integers, &fmt("%05d")).unwrap(), "00001\n-0020\n00300\n");
    assert_eq!(written(&integers, &fmt("%.2f")).unwrap(), "1.00\n-20.00\n300.00\n");
    assert_eq!(
        written(&integers, &fmt("%-5d|%%")).unwrap_err().to_string(),
        "fmt has wrong number of % formats:  %-5d|%%"
    );
    assert_eq!(
        written(&array, &fmt("%d:%s:%x")).unwrap_err().to_string(),
        "Mismatch between array dtype ('float64') and format specifier ('%d:%s:%x')"
    );
    let complex = NdArray::from_vec(vec![num_complex::Complex::new(1.0, -2.0)]);
    assert_eq!(written(&complex, &fmt("%.1e")).unwrap(), " (1.0e+00-2.0e+00j)\n");
    assert!(matches!(written(&array.reshape(&[1, 2, 3]).unwrap(), &fmt("%d")), Err(Error::TableRank(3))));
}

#[test]
fn written_text_and_structures() {
    let array = loadtxt("1 a 2.5\n2 bc 3.5", &typed("i4,U3,f8")).unwrap();
    assert_eq!(written(&array, &fmt("%s")).unwrap(), "1 a 2.5\n2 bc 3.5\n");
    let each = Fmt::Each(["%3d", "%5s", "%.1f"].map(String::from).to_vec());
    assert_eq!(
        written(&array, &SavetxtOptions { fmt: each, ..Default::default() }).unwrap(),
        "  1     a 2.5\n  2    bc 3.5\n"
    );
    let bytes = loadtxt("ab", &LoadtxtOptions { ndmin: 1, ..typed("S2") }).unwrap();
    assert_eq!(written(&bytes, &fmt("%s")).unwrap(), "b'ab'\n");
}

#[test]
fn every_double_comes_back() {
    let values: Vec<f64> =
        (0..2000u64).map(|i| f64::from_bits(i.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 1)).collect();
    let values: Vec<f64> = values.into_iter().filter(|x| x.is_finite()).collect();
    let text = written(&NdArray::from_vec(values.clone()), &SavetxtOptions::default()).unwrap();
    assert_eq!(loadtxt(&text, &plain()).unwrap().to_vec::<f64>().unwrap(), values);
}
