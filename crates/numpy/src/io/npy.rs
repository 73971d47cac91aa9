//! The `.npy` format, NEP 1 and `numpy.lib.format`: a header as a Python literal, then the elements.

use pallasite_array::interrupt;
use std::fs::File;
use std::io::{BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};

use pallasite_array::layout::{MAX_NDIM, Order};
use pallasite_array::{DType, NdArray};

use super::atomic::AtomicFile;
use super::descr::{descr_of, dtype_of};
use super::error::{Error, Result};
use super::literal::Literal;
use super::npz::NpzFile;
use super::raw::{array_from_bytes, with_bytes};

/// The first bytes of every `.npy` file.
pub const MAGIC: &[u8; 6] = b"\x93NUMPY";
/// Headers longer than this are refused unless the caller says otherwise.
pub const MAX_HEADER_SIZE: usize = 10_000;
/// The data begin at a multiple of this.
const ALIGNMENT: usize = 64;
/// Room for the first length to grow in place.
const GROWTH_DIGITS: usize = 21;

/// The version of the format, which says how long a header may be and in which encoding it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Latin-1, up to 65535 bytes.
    V1 = 1,
    /// Latin-1, up to 4 GiB.
    V2 = 2,
    /// UTF-8, up to 4 GiB.
    V3 = 3,
}

impl Version {
    /// Reads the magic string and the version behind it.
    ///
    /// # Errors
    /// Another file, or a version of the future.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::io::npy::Version;
    /// assert_eq!(Version::read(&mut &b"\x93NUMPY\x02\x00"[..]).unwrap(), Version::V2);
    /// ```
    pub fn read(reader: &mut impl Read) -> Result<Self> {
        let magic = read_exactly(reader, MAGIC.len() + 2, "magic string")?;
        if !magic.starts_with(MAGIC) {
            return Err(Error::Magic(magic[..MAGIC.len()].to_vec()));
        }
        match (magic[6], magic[7]) {
            (1, 0) => Ok(Self::V1),
            (2, 0) => Ok(Self::V2),
            (3, 0) => Ok(Self::V3),
            (major, minor) => Err(Error::Version(major, minor)),
        }
    }
}

/// What the header of a `.npy` file says.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The dtype of the elements.
    pub dtype: DType,
    /// Whether the first index varies fastest.
    pub fortran_order: bool,
    /// The lengths of the axes.
    pub shape: Vec<usize>,
}

impl Header {
    /// The header of a file that holds `array`.
    pub fn of(array: &NdArray) -> Self {
        Self {
            dtype: array.dtype().clone(),
            fortran_order: array.is_f_contiguous() && !array.is_c_contiguous(),
            shape: array.shape().to_vec(),
        }
    }

    fn order(&self) -> Order {
        if self.fortran_order { Order::F } else { Order::C }
    }

    /// The bytes before the data, magic string and padding included; `None` picks the oldest version that will do.
    ///
    /// # Errors
    /// A dtype without descr, or a header that does not fit the version.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::io::npy::Header;
    /// let header = Header { dtype: "f8".parse().unwrap(), fortran_order: false, shape: vec![3] };
    /// let bytes = header.to_bytes(None).unwrap();
    /// assert_eq!(bytes.len(), 128);
    /// assert!(bytes[10..].starts_with(b"{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }"));
    /// ```
    pub fn to_bytes(&self, version: Option<Version>) -> Result<Vec<u8>> {
        let text = self.text()?;
        match version {
            Some(version) => wrap(&text, version),
            None => {
                let fits =
                    [Version::V1, Version::V2].into_iter().find_map(|version| wrap(&text, version).ok());
                fits.map_or_else(|| wrap(&text, Version::V3), Ok)
            }
        }
    }

    fn text(&self) -> Result<String> {
        let shape = Literal::Tuple(self.shape.iter().map(|&d| Literal::Int(d as i64)).collect());
        let order = Literal::Bool(self.fortran_order);
        let descr = descr_of(&self.dtype)?;
        let growing = if self.fortran_order { self.shape.last() } else { self.shape.first() };
        let spare = growing.map_or(0, |d| GROWTH_DIGITS.saturating_sub(d.to_string().len()));
        Ok(format!("{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}{}", " ".repeat(spare)))
    }

    /// Reads the header; the reader is left at the first byte of the data.
    ///
    /// # Errors
    /// Anything that is not a header of at most `max_size` bytes.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::io::npy::{Header, MAX_HEADER_SIZE};
    /// let header = Header { dtype: "i2".parse().unwrap(), fortran_order: true, shape: vec![2, 3] };
    /// let bytes = header.to_bytes(None).unwrap();
    /// assert_eq!(Header::read(&mut &bytes[..], MAX_HEADER_SIZE).unwrap(), header);
    /// ```
    pub fn read(reader: &mut impl Read, max_size: usize) -> Result<Self> {
        let version = Version::read(reader)?;
        Self::read_behind(reader, version, max_size)
    }

    /// As [`Header::read`], from behind the version.
    ///
    /// # Errors
    /// As [`Header::read`].
    pub fn read_behind(reader: &mut impl Read, version: Version, max_size: usize) -> Result<Self> {
        let length_bytes = if version == Version::V1 { 2 } else { 4 };
        let length = read_exactly(reader, length_bytes, "array header length")?;
        let length = length.iter().rev().fold(0, |n, &b| n << 8 | usize::from(b));
        let bytes = read_exactly(reader, length, "array header")?;
        let text = match version {
            Version::V3 => String::from_utf8(bytes).map_err(|_| Error::HeaderEncoding)?,
            _ => bytes.into_iter().map(char::from).collect(),
        };
        let size = text.chars().count();
        if size > max_size { Err(Error::HeaderTooLong(size)) } else { Self::parse(text) }
    }

    fn parse(text: String) -> Result<Self> {
        let Some(literal) = Literal::parse(&text) else { return Err(Error::HeaderSyntax(text)) };
        let Literal::Dict(items) = literal else { return Err(Error::HeaderNotDict(literal)) };
        let value = |name: &str| items.iter().rev().find(|(key, _)| *key == Literal::Str(name.into()));
        let known = |key: &Literal| matches!(key, Literal::Str(k) if ["descr", "fortran_order", "shape"].contains(&&k[..]));
        let (Some((_, descr)), Some((_, order)), Some((_, shape)), true) =
            (value("descr"), value("fortran_order"), value("shape"), items.iter().all(|(key, _)| known(key)))
        else {
            return Err(Error::HeaderKeys(sorted_keys(items)));
        };
        let Literal::Bool(fortran_order) = *order else { return Err(Error::HeaderOrder(order.clone())) };
        Ok(Self { shape: lengths(shape)?, fortran_order, dtype: dtype_of(descr)? })
    }

    /// The number of elements, if an array can have this shape.
    fn count(&self) -> Result<usize> {
        let refuse = |text: String| Err(pallasite_array::Error::value(text).into());
        if self.shape.len() > MAX_NDIM {
            let found = self.shape.len();
            return refuse(format!(
                "maximum supported dimension for an ndarray is currently {MAX_NDIM}, found {found}"
            ));
        }
        // As NumPy: the product of the other lengths must fit even where one of them is zero.
        let nonzero = self.shape.iter().filter(|&&d| d != 0);
        let bytes = nonzero.clone().try_fold(self.dtype.itemsize().max(1), |n, &d| n.checked_mul(d));
        if bytes.is_none_or(|n| n > isize::MAX as usize) {
            return refuse(
                "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size."
                    .into(),
            );
        }
        Ok(self.shape.iter().product())
    }
}

fn sorted_keys(items: Vec<(Literal, Literal)>) -> Literal {
    let mut keys: Vec<Literal> = items.into_iter().map(|(key, _)| key).collect();
    keys.sort_by_key(Literal::to_string);
    keys.dedup();
    Literal::List(keys)
}

fn lengths(shape: &Literal) -> Result<Vec<usize>> {
    let length = |d: &Literal| match d {
        Literal::Int(d) => usize::try_from(*d).ok(),
        _ => None,
    };
    let lengths = match shape {
        Literal::Tuple(items) => items.iter().map(length).collect(),
        _ => None,
    };
    lengths.ok_or_else(|| Error::HeaderShape(shape.clone()))
}

/// Puts magic string and length before the text, padding behind it.
fn wrap(text: &str, version: Version) -> Result<Vec<u8>> {
    let unfit = |len| Error::HeaderDoesNotFit { len, version: version as u8 };
    let encoded = match version {
        Version::V3 => text.as_bytes().to_vec(),
        _ => text
            .chars()
            .map(u8::try_from)
            .collect::<std::result::Result<_, _>>()
            .map_err(|_| unfit(text.len()))?,
    };
    let length_bytes = if version == Version::V1 { 2 } else { 4 };
    let unpadded = encoded.len() + 1;
    let prefix = MAGIC.len() + 2 + length_bytes;
    let length = unpadded + ALIGNMENT - (prefix + unpadded) % ALIGNMENT;
    if length >> (8 * length_bytes) != 0 {
        return Err(unfit(unpadded));
    }
    let mut out = Vec::with_capacity(prefix + length);
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&[version as u8, 0]);
    out.extend_from_slice(&length.to_le_bytes()[..length_bytes]);
    out.extend_from_slice(&encoded);
    out.resize(prefix + length - 1, b' ');
    out.push(b'\n');
    Ok(out)
}

/// Reads `size` bytes; memory grows with what arrives.
fn read_exactly(reader: &mut impl Read, size: usize, what: &'static str) -> Result<Vec<u8>> {
    let mut data = vec![];
    reader.take(size as u64).read_to_end(&mut data)?;
    if data.len() < size {
        return Err(Error::Truncated { what, expected: size, got: data.len() });
    }
    Ok(data)
}

/// Writes `array` with its header.
///
/// # Errors
/// A dtype without descr, or a writer that fails.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::io::npy::{read_npy, write_npy};
/// let mut file = vec![];
/// write_npy(&mut file, &NdArray::from_vec(vec![1.0, 2.0])).unwrap();
/// assert_eq!(read_npy(&mut &file[..], None).unwrap().to_vec::<f64>().unwrap(), [1.0, 2.0]);
/// ```
pub fn write_npy(writer: &mut impl Write, array: &NdArray) -> Result<()> {
    let header = Header::of(array);
    writer.write_all(&header.to_bytes(None)?)?;
    write_elements(writer, array)
}

/// Writes what follows the header: the elements, in the order that [`Header::of`] says.
///
/// # Errors
/// A writer that fails.
pub fn write_elements(writer: &mut impl Write, array: &NdArray) -> Result<()> {
    Ok(with_bytes(array, Header::of(array).order(), |bytes| write_pieces(writer, bytes))??)
}

/// Bytes that are read or written without a look whether to go on.
const PIECE: usize = 1 << 20;

/// Writes `bytes`, unless somebody ends it.
pub(super) fn write_pieces(writer: &mut impl Write, bytes: &[u8]) -> std::io::Result<()> {
    bytes.chunks(PIECE).try_for_each(|piece| {
        interrupt::poll();
        writer.write_all(piece)
    })
}

/// Reads an array with its header. `available` is the number of bytes that the reader has, where that is known: memory
/// for the data is then taken at once, and never more than that.
///
/// # Errors
/// A header that is none, or less data than it says.
///
/// # Examples
/// See [`write_npy`].
pub fn read_npy(reader: &mut impl Read, available: Option<u64>) -> Result<NdArray> {
    let header = Header::read(reader, MAX_HEADER_SIZE)?;
    read_elements(reader, header, available)
}

/// As [`read_npy`], from behind the header.
///
/// # Errors
/// Less data than the header says.
pub fn read_elements(reader: &mut impl Read, header: Header, available: Option<u64>) -> Result<NdArray> {
    let count = header.count()?;
    let bytes = count * header.dtype.itemsize();
    let mut data = Vec::new();
    if let Some(available) = available {
        data.try_reserve_exact(bytes.min(usize::try_from(available).unwrap_or(usize::MAX)))
            .map_err(|_| std::io::ErrorKind::OutOfMemory)
            .map_err(std::io::Error::from)?;
    }
    let mut reader = reader.take(bytes as u64);
    while (&mut reader).take(PIECE as u64).read_to_end(&mut data)? > 0 {
        interrupt::poll();
    }
    let read = data.len().checked_div(header.dtype.itemsize()).unwrap_or(count);
    let array = array_from_bytes(data, &header.dtype, &header.shape, header.order());
    array.ok_or(Error::Incomplete { shape: header.shape, count, read })
}

/// Writes `array` to the `.npy` file `path`, to which `.npy` is added if it lacks it. The file appears when it is whole.
///
/// # Errors
/// A dtype without descr, or a file that cannot be written.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::io::{load, npy::Loaded, save};
/// let path = std::env::temp_dir().join("pallasite-save-example.npy");
/// save(&path, &NdArray::from_vec(vec![1i64, 2, 3])).unwrap();
/// let Loaded::Array(array) = load(&path).unwrap() else { panic!("an archive") };
/// assert_eq!(array.to_vec::<i64>().unwrap(), [1, 2, 3]);
/// # std::fs::remove_file(path).unwrap();
/// ```
pub fn save(path: impl AsRef<Path>, array: &NdArray) -> Result<()> {
    let mut file = AtomicFile::create(&with_suffix(path.as_ref(), ".npy"))?;
    write_npy(&mut file, array)?;
    Ok(file.commit()?)
}

/// `path` with `suffix` added if it lacks it.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    if !name.to_string_lossy().ends_with(suffix) {
        name.push(suffix);
    }
    name.into()
}

/// What a file of arrays holds.
pub enum Loaded {
    /// A `.npy` file.
    Array(NdArray),
    /// A `.npz` archive, whose arrays are read when asked for.
    Archive(NpzFile<BufReader<File>>),
}

/// Opens a `.npy` or `.npz` file; which it is its first bytes say.
///
/// # Errors
/// A file that is neither, pickled objects among them.
///
/// # Examples
/// See [`save`].
pub fn load(path: impl AsRef<Path>) -> Result<Loaded> {
    let file = File::open(path)?;
    let available = file.metadata()?.len();
    let mut reader = BufReader::new(file);
    let mut magic = vec![];
    reader.by_ref().take(MAGIC.len() as u64).read_to_end(&mut magic)?;
    reader.rewind()?;
    match &magic[..] {
        [] => Err(Error::NoData),
        m if m.starts_with(b"PK\x03\x04") || m.starts_with(b"PK\x05\x06") => {
            Ok(Loaded::Archive(NpzFile::new(reader)?))
        }
        m if m == MAGIC => read_npy(&mut reader, Some(available)).map(Loaded::Array),
        _ => Err(Error::Pickled),
    }
}
