//! The `.npz` format: a zip archive of `.npy` files.

use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use pallasite_array::NdArray;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::atomic::AtomicFile;
use super::error::{Error, Result};
use super::npy::{Header, MAGIC, MAX_HEADER_SIZE, read_elements, with_suffix, write_npy};

/// An open archive; an array is read when it is asked for.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::io::npz::{NpzFile, write_npz};
/// use std::io::Cursor;
/// let mut file = Cursor::new(vec![]);
/// write_npz(&mut file, &[("x", &NdArray::from_vec(vec![1.0, 2.0]))], true).unwrap();
/// let mut archive = NpzFile::new(file).unwrap();
/// assert_eq!(archive.names(), ["x"]);
/// assert_eq!(archive.get("x").unwrap().to_vec::<f64>().unwrap(), [1.0, 2.0]);
/// ```
pub struct NpzFile<R> {
    archive: ZipArchive<R>,
    /// Bytes of the archive, which no stored member can exceed.
    size: u64,
}

impl<R: Read + Seek> NpzFile<R> {
    /// Reads the directory of the archive.
    ///
    /// # Errors
    /// A file that is no zip archive.
    pub fn new(mut reader: R) -> Result<Self> {
        let size = reader.seek(SeekFrom::End(0))?;
        Ok(Self { archive: ZipArchive::new(reader)?, size })
    }

    /// The names of the arrays, without `.npy`, in the order of the archive.
    pub fn names(&self) -> Vec<String> {
        self.members().iter().map(|n| n.strip_suffix(".npy").unwrap_or(n).to_string()).collect()
    }

    /// The names of the members as they stand in the archive.
    pub fn members(&self) -> Vec<String> {
        let names = (0..self.archive.len()).filter_map(|i| self.archive.name_for_index(i)?.ok());
        names.map(|n| n.to_string()).collect()
    }

    /// Reads the array of this name, which may end in `.npy`.
    ///
    /// # Errors
    /// A name that the archive lacks, or a member that is no `.npy` file.
    pub fn get(&mut self, name: &str) -> Result<NdArray> {
        let with_suffix = format!("{name}.npy");
        let key = if self.archive.index_for_name(&with_suffix).is_some() { &with_suffix } else { name };
        let key = key.to_string();
        match self.read(&key, MAX_HEADER_SIZE)? {
            Member::Array(array) => Ok(array),
            Member::Bytes(bytes) => Err(Error::Magic(bytes[..bytes.len().min(MAGIC.len())].to_vec())),
        }
    }

    /// Reads the member of exactly this name: an array whose header has at most `max_header` bytes, or any bytes.
    ///
    /// # Errors
    /// As [`NpzFile::get`], other members excepted.
    pub fn read(&mut self, member: &str, max_header: usize) -> Result<Member> {
        let mut member = self.archive.by_name(member)?;
        // A deflated member may claim any size.
        let stored = member.compression() == CompressionMethod::Stored;
        let available = stored.then(|| member.size().min(self.size));
        let mut start = vec![];
        member.by_ref().take(MAGIC.len() as u64).read_to_end(&mut start)?;
        if start != MAGIC {
            member.read_to_end(&mut start)?;
            return Ok(Member::Bytes(start));
        }
        let mut rest = (&start[..]).chain(member);
        let header = Header::read(&mut rest, max_header)?;
        read_elements(&mut rest, header, available).map(Member::Array)
    }
}

/// What a member of an archive holds.
pub enum Member {
    /// A `.npy` file.
    Array(NdArray),
    /// Anything else.
    Bytes(Vec<u8>),
}

/// Writes named arrays as an archive, deflated if `compressed`.
///
/// # Errors
/// A name given twice, or a writer that fails.
///
/// # Examples
/// See [`NpzFile`].
pub fn write_npz(writer: impl Write + Seek, arrays: &[(&str, &NdArray)], compressed: bool) -> Result<()> {
    let method = if compressed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    let options = SimpleFileOptions::default().compression_method(method).large_file(true);
    let mut archive = ZipWriter::new(writer);
    for (i, (name, array)) in arrays.iter().enumerate() {
        if arrays[..i].iter().any(|(other, _)| other == name) {
            return Err(Error::DuplicateName(name.to_string()));
        }
        archive.start_file(format!("{name}.npy"), options)?;
        write_npy(&mut archive, array)?;
    }
    archive.finish()?;
    Ok(())
}

/// Writes named arrays to the `.npz` file `path`, to which `.npz` is added if it lacks it, uncompressed.
///
/// # Errors
/// As [`write_npz`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::io::{load, npy::Loaded, savez};
/// let path = std::env::temp_dir().join("pallasite-savez-example.npz");
/// savez(&path, &[("a", &NdArray::from_vec(vec![1i64]))]).unwrap();
/// let Loaded::Archive(mut archive) = load(&path).unwrap() else { panic!("no archive") };
/// assert_eq!(archive.get("a").unwrap().to_vec::<i64>().unwrap(), [1]);
/// # std::fs::remove_file(path).unwrap();
/// ```
pub fn savez(path: impl AsRef<Path>, arrays: &[(&str, &NdArray)]) -> Result<()> {
    save_archive(path.as_ref(), arrays, false)
}

/// As [`savez`], deflated.
///
/// # Errors
/// As [`write_npz`].
///
/// # Examples
/// See [`savez`].
pub fn savez_compressed(path: impl AsRef<Path>, arrays: &[(&str, &NdArray)]) -> Result<()> {
    save_archive(path.as_ref(), arrays, true)
}

fn save_archive(path: &Path, arrays: &[(&str, &NdArray)], compressed: bool) -> Result<()> {
    let mut file = AtomicFile::create(&with_suffix(path, ".npz"))?;
    write_npz(&mut file, arrays, compressed)?;
    Ok(file.commit()?)
}
