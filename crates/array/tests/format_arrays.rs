//! Arrays against the texts that NumPy prints (`format/generate.py` writes the table).

mod format;

use format::{check, unhex};
use pallasite_array::format::{
    Frame, PrintOptions, array_repr, array_str, array2string, scalar_repr, scalar_str,
};
use pallasite_array::{DType, Field, NdArray, layout::c_strides};

fn array(dtype: &str, shape: &str, bytes: &str) -> NdArray {
    let dtype: DType = dtype.parse().unwrap();
    let shape: Vec<usize> = shape.split_whitespace().map(|n| n.parse().unwrap()).collect();
    let bytes = NdArray::from_vec(unhex(bytes));
    let view = bytes.view_with(0, dtype.clone(), &shape, &c_strides(&shape, dtype.itemsize()));
    view.unwrap_or_else(|e| panic!("{e}: {dtype:?} {shape:?}, {} bytes", bytes.size()))
}

fn options(text: &str) -> PrintOptions {
    let mut options = PrintOptions::default();
    for (key, value) in text.split(';').filter_map(|pair| pair.split_once('=')) {
        let number = || value.parse().unwrap();
        match key {
            "precision" => options.precision = number(),
            "threshold" => options.threshold = number(),
            "edgeitems" => options.edgeitems = number(),
            "linewidth" => options.linewidth = number(),
            "suppress" => options.suppress = value == "True",
            "nanstr" => options.nanstr = value.into(),
            "infstr" => options.infstr = value.into(),
            "sign" => options.sign = value.parse().unwrap(),
            "legacy" => options.legacy = value.parse().unwrap(),
            "floatmode" => options.floatmode = value.parse().unwrap(),
            _ => panic!("{key}"),
        }
    }
    options
}

#[test]
fn arrays() {
    check_arrays(include_str!("format/arrays.tsv"));
}

#[test]
fn arrays_as_older_versions_printed_them() {
    check_arrays(include_str!("format/legacy.tsv"));
}

fn check_arrays(table: &str) {
    check(table, |columns| {
        let a = array(&columns[0], &columns[1], &columns[2]);
        let options = options(&columns[5]);
        let frame: Vec<&str> = columns[4].split('/').collect();
        match columns[3].as_str() {
            "repr" => array_repr(&a, &options, "array"),
            "str" => array_str(&a, &options),
            "scalar" => {
                let (repr, str) = (scalar_repr(&a, &options), scalar_str(&a, &options));
                repr.and_then(|repr| Ok(format!("{repr} {}", str?)))
            }
            _ => {
                array2string(&a, &options, Frame { separator: frame[0], prefix: frame[1], suffix: frame[2] })
            }
        }
        .unwrap()
    });
}

fn packed(parts: &[(&str, Option<&str>, DType)], aligned: bool) -> DType {
    let part = |(name, title, dtype): &(&str, Option<&str>, DType)| {
        (name.to_string(), title.map(Into::into), dtype.clone())
    };
    DType::packed(parts.iter().map(part).collect(), aligned).unwrap()
}

fn nested() -> DType {
    let inner = packed(&[("x", None, DType::FLOAT32), ("it's", None, DType::str(2).unwrap())], false);
    let matrix = DType::subarray(DType::INT16, vec![2, 2]).unwrap();
    let pair = DType::subarray(inner.clone(), vec![2]).unwrap();
    packed(&[("n", Some("Title"), inner), ("m", None, matrix), ("s", None, pair)], false)
}

const NESTED: &str = r#"[(('Title', 'n'), [('x', '<f4'), ("it's", '<U2')]), ('m', '<i2', (2, 2)), ('s', [('x', '<f4'), ("it's", '<U2')], (2,))]"#;

#[test]
fn dtypes() {
    let aligned = packed(&[("a", None, DType::INT8), ("b", None, DType::FLOAT64)], true);
    assert_eq!(aligned.repr(), "dtype([('a', 'i1'), ('b', '<f8')], align=True)");
    assert_eq!(
        aligned.text(),
        "{'names': ['a', 'b'], 'formats': ['i1', '<f8'], 'offsets': [0, 8], 'itemsize': 16, 'aligned': True}"
    );
    assert_eq!(
        packed(&[("p", None, aligned), ("q", None, DType::INT16.byteswapped())], true).text(),
        "{'names': ['p', 'q'], 'formats': [[('a', 'i1'), ('b', '<f8')], '>i2'], 'offsets': [0, 16], \
         'itemsize': 24, 'aligned': True}"
    );
    let field = Field { name: "a".into(), title: Some("T".into()), dtype: DType::INT32, offset: 0 };
    assert_eq!(
        DType::structured(vec![field], 8, false).unwrap().repr(),
        "dtype({'names': ['a'], 'formats': ['<i4'], 'offsets': [0], 'titles': ['T'], 'itemsize': 8})"
    );
    assert_eq!(nested().text(), NESTED);
    let sub = DType::subarray(DType::FLOAT32.byteswapped(), vec![2, 3]).unwrap();
    assert_eq!((sub.text(), sub.repr()), ("('>f4', (2, 3))".into(), "dtype(('>f4', (2, 3)))".into()));
}

#[test]
fn nested_structures() {
    let dtype = nested();
    let mut bytes = vec![0_u8; 2 * dtype.itemsize()];
    for (i, x) in [1.5_f32, 2.0].iter().enumerate() {
        let start = i * dtype.itemsize();
        bytes[start..start + 4].copy_from_slice(&x.to_ne_bytes());
        bytes[start + 4..start + 8].copy_from_slice(&u32::from('é').to_ne_bytes());
    }
    let a = NdArray::from_vec(bytes).view_with(0, dtype.clone(), &[2], &[dtype.itemsize() as isize]).unwrap();
    let options = PrintOptions::default();
    assert_eq!(
        array_repr(&a, &options, "array").unwrap(),
        format!(
            "array([((1.5, 'é'), [[0, 0], [0, 0]], [(0., ''), (0., '')]),\n       \
             ((2. , 'é'), [[0, 0], [0, 0]], [(0., ''), (0., '')])],\n      dtype={NESTED})"
        )
    );
    let scalar = "((1.5, 'é'), [[0, 0], [0, 0]], [(0.0, ''), (0.0, '')])";
    assert_eq!(scalar_str(&a, &options).unwrap(), scalar);
    assert_eq!(scalar_repr(&a, &options).unwrap(), format!("np.void({scalar}, dtype={NESTED})"));
}

#[test]
fn lone_surrogates_are_escaped() {
    let points = NdArray::from_vec(vec![0xd800_u32, 0x1f600, 0x11_0000, 0]);
    let a = points.view_with(0, DType::str(4).unwrap(), &[1], &[16]).unwrap();
    let text = array_repr(&a, &PrintOptions::default(), "array").unwrap();
    assert_eq!(text, r"array(['\ud800😀\U00110000'], dtype='<U4')");
}

#[test]
fn absurd_options_are_harmless() {
    let options = PrintOptions {
        precision: usize::MAX,
        threshold: 0,
        edgeitems: usize::MAX,
        linewidth: usize::MAX,
        nanstr: "n".repeat(70_000),
        ..Default::default()
    };
    let a = NdArray::from_vec(vec![0.1, f64::NAN]);
    let prefix = " ".repeat(70_000);
    let text = array2string(&a, &options, Frame { prefix: &prefix, ..Default::default() }).unwrap();
    assert_eq!(text, format!("[{}0.1 {}]", " ".repeat(69_997), options.nanstr));
}
