//! `.npy` and `.npz`: NumPy's bytes, and hostile ones.

use std::io::Cursor;

use pallasite_array::{DType, NdArray};
use pallasite_numpy::io::literal::Literal;
use pallasite_numpy::io::npy::{Header, Loaded, MAX_HEADER_SIZE, Version, read_npy, write_npy};
use pallasite_numpy::io::npz::{NpzFile, write_npz};
use pallasite_numpy::io::{Error, descr_of, dtype_of, load, save, savez_compressed};
use proptest::prelude::*;

fn file(text: &str, data: &[u8]) -> Vec<u8> {
    let mut out = b"\x93NUMPY\x01\x00".to_vec();
    out.extend_from_slice(&(text.len() as u16).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
    out.extend_from_slice(data);
    out
}

fn message(text: &str) -> String {
    read_npy(&mut &file(text, b"")[..], Some(0)).unwrap_err().to_string()
}

#[test]
fn header_text_is_numpys() {
    let header = |dtype: &str, fortran_order, shape: &[usize]| {
        let header = Header { dtype: dtype.parse().unwrap(), fortran_order, shape: shape.to_vec() };
        let bytes = header.to_bytes(None).unwrap();
        assert_eq!(bytes.len() % 64, 0);
        assert_eq!(bytes.last(), Some(&b'\n'));
        String::from_utf8(bytes[10..].to_vec()).unwrap()
    };
    assert_eq!(
        header("f8", false, &[3]),
        format!("{{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }}{}\n", " ".repeat(60))
    );
    assert!(
        header(">c16", true, &[2, 30])
            .starts_with("{'descr': '>c16', 'fortran_order': True, 'shape': (2, 30), } ")
    );
    assert!(header("?", false, &[]).starts_with("{'descr': '|b1', 'fortran_order': False, 'shape': (), } "));
    assert!(header("i4,S3,(2,)f2", false, &[0]).starts_with(
        "{'descr': [('f0', '<i4'), ('f1', '|S3'), ('f2', '<f2', (2,))], 'fortran_order': False, 'shape': (0,), } "
    ));
}

#[test]
fn versions() {
    let named = |name: &str| {
        let dtype = DType::packed(vec![(name.into(), None, DType::FLOAT64)], false).unwrap();
        Header { dtype, fortran_order: false, shape: vec![1] }
    };
    let (latin, greek) = (named("é"), named("λ"));
    assert_eq!(latin.to_bytes(None).unwrap()[6], 1);
    assert_eq!(greek.to_bytes(None).unwrap()[6], 3);
    assert!(matches!(greek.to_bytes(Some(Version::V2)), Err(Error::HeaderDoesNotFit { .. })));
    let fields = (0..5000).map(|i| (format!("field{i}"), None, DType::FLOAT64)).collect();
    let wide = Header { dtype: DType::packed(fields, false).unwrap(), fortran_order: false, shape: vec![1] };
    let bytes = wide.to_bytes(None).unwrap();
    assert_eq!((bytes[6], bytes.len() % 64), (2, 0));
    assert!(matches!(Header::read(&mut &bytes[..], MAX_HEADER_SIZE), Err(Error::HeaderTooLong(_))));
    assert_eq!(Header::read(&mut &bytes[..], usize::MAX).unwrap(), wide);
    for header in [latin, greek] {
        assert_eq!(Header::read(&mut &header.to_bytes(None).unwrap()[..], MAX_HEADER_SIZE).unwrap(), header);
    }
}

#[test]
fn gaps_between_fields_are_kept() {
    let dtype =
        dtype_of(&Literal::parse("[('a', '|i1'), ('', '|V3'), ('b', '<i4'), ('', '|V8')]").unwrap()).unwrap();
    assert_eq!((dtype.itemsize(), dtype.fields()[1].offset), (16, 4));
    assert_eq!(
        descr_of(&dtype).unwrap().to_string(),
        "[('a', '|i1'), ('', '|V3'), ('b', '<i4'), ('', '|V8')]"
    );
    let titled = "[(('title', 'a'), '<f8'), ('n', [('x', '<i2'), ('y', '|S1')], (2, 2))]";
    let dtype = dtype_of(&Literal::parse(titled).unwrap()).unwrap();
    assert_eq!(descr_of(&dtype).unwrap().to_string(), titled);
}

#[test]
fn refusals_are_numpys() {
    assert_eq!(message("{'descr': '<f8'}"), "Header does not contain the correct keys: ['descr']");
    assert_eq!(message("[1]"), "Header is not a dictionary: [1]");
    assert_eq!(message("print(1)"), "Cannot parse header: 'print(1)'");
    let with = |descr: &str, order: &str, shape: &str| {
        message(&format!("{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}}}"))
    };
    assert_eq!(with("'<f8'", "False", "3"), "shape is not valid: 3");
    assert_eq!(with("'<f8'", "False", "(-1,)"), "shape is not valid: (-1,)");
    assert_eq!(with("'<f8'", "0", "(3,)"), "fortran_order is not a valid bool: 0");
    assert_eq!(with("3", "False", "(3,)"), "descr is not a valid dtype descriptor: 3");
    assert_eq!(with("'|O'", "False", "(3,)"), "Object arrays cannot be loaded when allow_pickle=False");
    assert_eq!(
        with("'<f8'", "False", "(4000000000,)"),
        "Failed to read all data for array. Expected (4000000000,) = 4000000000 elements, could only read 0 elements. \
         (file seems not fully written?)"
    );
    assert!(
        with("'<f8'", "False", "(4611686018427387904, 4611686018427387904, 0)")
            .starts_with("array is too big")
    );
    assert!(
        with("'<f8'", "False", &format!("({})", "1,".repeat(65))).starts_with("maximum supported dimension")
    );
    assert_eq!(
        read_npy(&mut &b"\x93NUMPI\x01\x00"[..], None).unwrap_err().to_string(),
        "the magic string is not correct; expected b'\\x93NUMPY', got b'\\x93NUMPI'"
    );
    assert_eq!(
        read_npy(&mut &b"\x93NUMPY\x01\x00\x40\x00{"[..], None).unwrap_err().to_string(),
        "EOF: reading array header, expected 64 bytes got 1"
    );
    assert_eq!(
        read_npy(&mut &b"\x93NUMPY\x04\x00"[..], None).unwrap_err().to_string(),
        "we only support format version (1,0), (2,0), and (3,0), not (4, 0)"
    );
}

fn sample() -> NdArray {
    NdArray::from_vec((0..24).map(f64::from).collect()).reshape(&[2, 3, 4]).unwrap()
}

#[test]
fn arrays_come_back_in_their_order() {
    let sliced = sample().permute(&[1, 0, 2]).unwrap();
    for array in [sample(), sample().transpose(), sliced, NdArray::zeros(&[0, 3], &DType::INT16).unwrap()] {
        let mut bytes = vec![];
        write_npy(&mut bytes, &array).unwrap();
        for available in [None, Some(bytes.len() as u64)] {
            let read = read_npy(&mut &bytes[..], available).unwrap();
            assert_eq!((read.shape(), read.dtype()), (array.shape(), array.dtype()));
            assert_eq!(read.cast_vec::<f64>().unwrap(), array.cast_vec::<f64>().unwrap());
        }
    }
    let mut bytes = vec![];
    write_npy(&mut bytes, &sample().transpose()).unwrap();
    assert!(read_npy(&mut &bytes[..], None).unwrap().is_f_contiguous());
}

#[test]
fn foreign_byte_order_is_kept() {
    let array = sample().astype(&">f8".parse().unwrap(), pallasite_array::Order::C).unwrap();
    let mut bytes = vec![];
    write_npy(&mut bytes, &array).unwrap();
    assert!(bytes.ends_with(&23f64.to_be_bytes()));
    assert_eq!(read_npy(&mut &bytes[..], None).unwrap().dtype(), array.dtype());
}

#[test]
fn files_and_archives() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("x");
    save(&path, &sample()).unwrap();
    let Loaded::Array(array) = load(directory.path().join("x.npy")).unwrap() else { panic!("an archive") };
    assert_eq!(array.shape(), [2, 3, 4]);
    savez_compressed(&path, &[("a", &sample()), ("b", &array)]).unwrap();
    let Loaded::Archive(mut archive) = load(directory.path().join("x.npz")).unwrap() else {
        panic!("no archive")
    };
    assert_eq!(archive.names(), ["a", "b"]);
    assert_eq!(archive.get("b").unwrap().to_vec::<f64>().unwrap(), sample().to_vec::<f64>().unwrap());
    assert!(archive.get("c").is_err());
    std::fs::write(&path, "").unwrap();
    assert!(matches!(load(&path), Err(Error::NoData)));
    std::fs::write(&path, "\u{80}pickle").unwrap();
    assert!(matches!(load(&path), Err(Error::Pickled)));
}

#[test]
fn a_failed_save_leaves_the_old_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("x.npz");
    savez_compressed(&path, &[("a", &sample())]).unwrap();
    let old = std::fs::read(&path).unwrap();
    assert!(savez_compressed(&path, &[("a", &sample()), ("a", &sample())]).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), old);
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1);
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("'descr'"),
        Just("'<f8'"),
        Just("'fortran_order'"),
        Just("'shape'"),
        Just("True"),
        Just("False"),
        Just("("),
        Just(")"),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just(","),
        Just(":"),
        Just("99999999999"),
        Just("-1"),
        Just("'|S99999999999'"),
        Just("'|O'"),
        Just("'"),
        Just("\\"),
        Just("1"),
        Just("'|V0'"),
        Just("''"),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_give_an_array_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_npy(&mut &bytes[..], None);
        let mut prefixed = b"\x93NUMPY".to_vec();
        prefixed.extend_from_slice(&bytes);
        let _ = read_npy(&mut &prefixed[..], Some(prefixed.len() as u64));
        let _ = NpzFile::new(Cursor::new(&bytes)).map(|mut archive| archive.names().iter().for_each(|n| {
            let _ = archive.get(n);
        }));
    }

    #[test]
    fn any_header_gives_an_array_or_an_error(text in pieces(), data in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = read_npy(&mut &file(&text, &data)[..], Some(64));
    }

    #[test]
    fn any_descr_and_shape_give_an_array_or_an_error(
        descr in pieces(),
        shape in prop::collection::vec(prop_oneof![0..5i64, Just(i64::MAX), Just(1 << 32), Just(-1)], 0..70),
    ) {
        let shape = Literal::Tuple(shape.into_iter().map(Literal::Int).collect());
        for descr in [&descr[..], "'<f8'", "'|V0'", "[]"] {
            let text = format!("{{'descr': {descr}, 'fortran_order': True, 'shape': {shape}}}");
            let _ = read_npy(&mut &file(&text, b"12345678")[..], Some(u64::MAX));
        }
    }

    #[test]
    fn a_damaged_archive_gives_arrays_or_errors(at in 0usize..2000, byte in any::<u8>()) {
        let mut cursor = Cursor::new(vec![]);
        write_npz(&mut cursor, &[("a", &sample()), ("b", &sample())], true).unwrap();
        let mut bytes = cursor.into_inner();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(mut archive) = NpzFile::new(Cursor::new(bytes)) {
            archive.names().iter().for_each(|n| {
                let _ = archive.get(n);
            });
        }
    }
}
