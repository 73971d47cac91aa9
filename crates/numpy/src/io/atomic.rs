//! Files that are whole or not there.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

const BUFFER_SIZE: usize = 1 << 16;

/// A file that replaces the one of its name when [`AtomicFile::commit`] is called, and leaves it as it was otherwise.
///
/// The data go to a temporary file in the same directory. An existing file keeps its permissions, a new one gets
/// those of the umask; a symbolic link is followed. What is not a regular file (a pipe, a terminal) is written to
/// directly.
///
/// # Examples
/// ```
/// use pallasite_numpy::io::AtomicFile;
/// use std::io::Write;
/// let path = std::env::temp_dir().join("pallasite-atomic-example");
/// let mut file = AtomicFile::create(&path).unwrap();
/// file.write_all(b"whole").unwrap();
/// file.commit().unwrap();
/// assert_eq!(std::fs::read(&path).unwrap(), b"whole");
/// # std::fs::remove_file(path).unwrap();
/// ```
pub struct AtomicFile {
    target: Target,
}

enum Target {
    Replace { file: BufWriter<NamedTempFile>, path: PathBuf },
    Direct(BufWriter<File>),
}

impl AtomicFile {
    /// Begins to write the file at `path`.
    ///
    /// # Errors
    /// A directory that does not exist or may not be written to.
    pub fn create(path: &Path) -> io::Result<Self> {
        let target = match fs::metadata(path) {
            Ok(existing) if !existing.is_file() => {
                Target::Direct(BufWriter::with_capacity(BUFFER_SIZE, File::create(path)?))
            }
            Ok(existing) => Self::replacement(fs::canonicalize(path)?, Some(existing))?,
            Err(_) => Self::replacement(path.to_path_buf(), None)?,
        };
        Ok(Self { target })
    }

    fn replacement(path: PathBuf, existing: Option<Metadata>) -> io::Result<Target> {
        let directory = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".pallasite-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The umask is taken off by the system.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(directory)?;
        if let Some(existing) = existing {
            if existing.permissions().readonly() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            file.as_file().set_permissions(existing.permissions())?;
        }
        Ok(Target::Replace { file: BufWriter::with_capacity(BUFFER_SIZE, file), path })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// Data that could not be written; the old file is then untouched.
    pub fn commit(self) -> io::Result<()> {
        match self.target {
            Target::Replace { file, path } => {
                file.into_inner()?.persist(path)?;
                Ok(())
            }
            Target::Direct(mut file) => file.flush(),
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Replace { file, .. } => file.write(data),
            Target::Direct(file) => file.write(data),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Replace { file, .. } => file.flush(),
            Target::Direct(file) => file.flush(),
        }
    }
}

impl Seek for AtomicFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match &mut self.target {
            Target::Replace { file, .. } => file.seek(to),
            Target::Direct(file) => file.seek(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_file_stays_until_the_new_one_is_whole() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("data");
        fs::write(&path, "old").unwrap();
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"old");
        drop(file);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let directory = tempfile::tempdir().unwrap();
        let (path, link) = (directory.path().join("data"), directory.path().join("link"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        let mut file = AtomicFile::create(&link).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
