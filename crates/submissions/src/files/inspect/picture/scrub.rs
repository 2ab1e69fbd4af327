//! Pictures inside documents: their pixels stay, their metadata goes.

/// A JPEG or PNG without EXIF, XMP, IPTC, comments and texts; anything else as it was.
pub(in crate::files::inspect) fn without_metadata(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        jpeg(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes)
    } else {
        None
    }
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xFF, 0xD8];
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        if marker == 0xFF {
            at += 1;
            continue;
        }
        if marker == 0xDA {
            // From the first scan on there are pixels only; what stands behind the end goes.
            let scans = &bytes[at..];
            let end = scans.windows(2).rposition(|w| w == [0xFF, 0xD9])?;
            out.extend_from_slice(&scans[..end + 2]);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes([
            *bytes.get(at + 2)?,
            *bytes.get(at + 3)?,
        ]));
        let segment = bytes.get(at..at + 2 + length.max(2))?;
        // JFIF, the colour profile and Adobe's mark change how the pixels look.
        let kept = !matches!(marker, 0xE0..=0xEF | 0xFE)
            || matches!(marker, 0xE0 | 0xEE)
            || marker == 0xE2 && segment[4..].starts_with(b"ICC_PROFILE\0");
        if kept {
            out.extend_from_slice(segment);
        }
        at += segment.len();
    }
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes[..8].to_vec();
    let mut rest = &bytes[8..];
    while let [a, b, c, d, kind @ ..] = rest {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let kind = kind.get(..4)?;
        let (chunk, after) = rest.split_at_checked(12 + length)?;
        if !matches!(kind, b"tEXt" | b"zTXt" | b"iTXt" | b"eXIf" | b"tIME") {
            out.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        rest = after;
    }
    None
}
