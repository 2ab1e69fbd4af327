//! An archive that is written while it is sent, so that its size does not matter.

use std::io::{self, Write};

use zip::{
    CompressionMethod, DateTime, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

/// Writes a ZIP into whatever takes bytes in order; pictures and recordings are stored as they are.
pub struct ArchiveWriter<W: Write>(ZipWriter<StreamWriter<W>>);

impl<W: Write> ArchiveWriter<W> {
    /// Begins an archive.
    pub fn new(out: W) -> Self {
        Self(ZipWriter::new_stream(out))
    }

    /// Begins a file; what is written from here on belongs to it. `name` has `/` between folders.
    pub fn file(&mut self, name: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        Ok(self.0.start_file(name, options)?)
    }

    /// Ends the archive. One that was not ended is no archive, so that nobody takes half of it for the whole.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish()?.into_inner().flush()
    }
}

impl<W: Write> Write for ArchiveWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use zip::ZipArchive;

    use super::*;

    #[test]
    fn what_is_written_in_order_is_read_again_and_half_of_it_is_refused() {
        let mut out = Vec::new();
        let mut archive = ArchiveWriter::new(&mut out);
        for (name, words) in [("tho/A.txt", "Mưa"), ("tho/B.txt", "")] {
            archive.file(name).expect("begins");
            archive.write_all(words.as_bytes()).expect("writes");
        }
        archive.finish().expect("ends");
        let mut read = ZipArchive::new(Cursor::new(&out)).expect("an archive");
        assert_eq!(read.len(), 2);
        let mut words = String::new();
        let file = read.by_name("tho/A.txt");
        let mut file = file.expect("is there");
        file.read_to_string(&mut words).expect("text");
        assert_eq!(words, "Mưa");
        let half = &out[..out.len() / 2];
        assert!(ZipArchive::new(Cursor::new(half)).is_err());
    }
}
