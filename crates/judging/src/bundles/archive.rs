//! The archive of a bundle: stored without compression, sorted by name, at one fixed time, so that equal contents are
//! equal bytes.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _, Write as _},
};

use zip::{
    CompressionMethod, DateTime, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions,
};

/// Contents by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The most bytes of one file that are read; a bundle of 100,000 works has less.
const MAX_FILE_BYTES: u64 = 1 << 30;
/// The most files that are read.
const MAX_FILES: usize = 64;

/// Packs files.
pub fn pack(files: &Files) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// What an archive holds, and what is wrong with it: (file, problem); the file is empty for the archive itself.
#[must_use]
pub fn unpack(bytes: &[u8]) -> (Files, Vec<(String, String)>) {
    let mut files = Files::new();
    let mut problems = Vec::new();
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) if archive.len() <= MAX_FILES => archive,
        Ok(_) => return (files, vec![(String::new(), "too many files".to_owned())]),
        Err(error) => return (files, vec![(String::new(), error.to_string())]),
    };
    for index in 0..archive.len() {
        let known = match archive.name_for_index(index) {
            Some(Ok(name)) => name.into_owned(),
            _ => String::new(),
        };
        let mut file = match archive.by_index(index) {
            Ok(file) => file,
            Err(error) => {
                problems.push((known, error.to_string()));
                continue;
            }
        };
        let mut content = Vec::new();
        let read = file.by_ref().take(MAX_FILE_BYTES).read_to_end(&mut content);
        if let Err(error) = read {
            problems.push((known.clone(), error.to_string()));
        }
        files.insert(known, content);
    }
    // headers, times, order and everything else that is no content
    if problems.is_empty() && pack(&files).ok().as_deref() != Some(bytes) {
        problems.push((String::new(), "not in the one form of a bundle".to_owned()));
    }
    (files, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        [("b.json", "{}\n"), ("a/c.txt", "Nặm La")]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into()
    }

    #[test]
    fn what_is_packed_is_unpacked_and_equal_contents_are_equal_bytes() {
        let bytes = pack(&files()).expect("packs");
        assert_eq!(pack(&files()).expect("packs"), bytes);
        assert_eq!(unpack(&bytes), (files(), vec![]));
    }

    #[test]
    fn no_byte_of_an_archive_can_change_unseen() {
        let bytes = pack(&files()).expect("packs");
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let (found, problems) = unpack(&changed);
            assert!(!problems.is_empty() || found != files(), "byte {at}");
        }
    }
}
