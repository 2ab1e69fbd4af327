//! What the first bytes of a file say, whatever its name claims.

use image::ImageFormat;

/// A kind of file, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Picture(ImageFormat),
    /// HEIC or AVIF.
    Heif,
    Sound(Sound),
    Pdf,
    Zip,
    /// The container of old Word files, and of DOCX files with a password.
    Compound,
    Other,
}

/// A container of sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    Mpeg,
    Adts,
    Mp4,
    Ogg,
    Flac,
    Wav,
    /// `WebM` and Matroska, which are told apart from nonsense only to be refused by name.
    Matroska,
}

impl Sound {
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Mpeg => "audio/mpeg",
            Self::Adts => "audio/aac",
            Self::Mp4 => "audio/mp4",
            Self::Ogg => "audio/ogg",
            Self::Flac => "audio/flac",
            Self::Wav => "audio/wav",
            Self::Matroska => "video/webm",
        }
    }
}

/// Brands of the HEIF family; every other `ftyp` is judged by its tracks.
const HEIF: &[&[u8]] = &[
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis",
];

pub(super) fn sniff(bytes: &[u8]) -> Found {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..offset + magic.len()) == Some(magic);
    if at(0, b"\xFF\xD8\xFF") {
        Found::Picture(ImageFormat::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Found::Picture(ImageFormat::Png)
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Found::Picture(ImageFormat::Gif)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Found::Picture(ImageFormat::WebP)
    } else if at(4, b"ftyp") {
        if HEIF.iter().any(|brand| at(8, brand)) {
            Found::Heif
        } else {
            Found::Sound(Sound::Mp4)
        }
    } else if at(0, b"\x1A\x45\xDF\xA3") {
        Found::Sound(Sound::Matroska)
    } else if at(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        Found::Compound
    } else if at(0, b"PK\x03\x04") {
        Found::Zip
    } else if let Some(sound) = sniff_sound(after_id3(bytes)) {
        Found::Sound(sound)
    } else if is_pdf(bytes) {
        Found::Pdf
    } else {
        Found::Other
    }
}

/// Readers of PDF allow junk before the head, as mail gateways and scanners put there.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|w| w == b"%PDF-")
}

fn sniff_sound(bytes: &[u8]) -> Option<Sound> {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..offset + magic.len()) == Some(magic);
    if (at(0, b"RIFF") || at(0, b"RF64")) && at(8, b"WAVE") {
        Some(Sound::Wav)
    } else if at(0, b"fLaC") {
        Some(Sound::Flac)
    } else if at(0, b"OggS") {
        Some(Sound::Ogg)
    } else if at(4, b"ftyp") {
        Some(Sound::Mp4)
    } else {
        // A tag may be followed by some zeros; a frame must be followed by another one.
        let start = bytes.iter().position(|b| *b != 0)?;
        let frames = &bytes[start.min(4096)..];
        let next = frame_length(frames)?;
        let whole = next.1;
        let follows = frames
            .get(whole..)
            .is_some_and(|rest| rest.len() < 4 || frame_length(rest).is_some());
        follows.then_some(next.0)
    }
}

/// What stands behind `ID3v2` tags; some programs write several, and before every kind of sound.
pub(super) fn after_id3(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let [b'I', b'D', b'3', _, _, flags, size @ ..] = rest
        && let Some(size) = size.first_chunk::<4>()
    {
        let size = size
            .iter()
            .fold(0_usize, |sum, byte| sum << 7 | usize::from(byte & 0x7F));
        let footer = if flags & 0x10 == 0 { 0 } else { 10 };
        rest = rest.get(10 + size + footer..).unwrap_or_default();
    }
    rest
}

/// Bit rates of layer III in kbit/s, MPEG 1 and MPEG 2, by the four bits of the header.
const RATES: [[usize; 16]; 2] = [
    [
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0,
    ],
    [
        0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0,
    ],
];

/// Length in bytes of the MPEG layer III or ADTS frame that begins here (ISO 11172-3 §2.4.1, 13818-7 §6.2).
pub(super) fn frame_length(bytes: &[u8]) -> Option<(Sound, usize)> {
    let [0xFF, version_layer, rate_pad, third, rest @ ..] = bytes else {
        return None;
    };
    if version_layer & 0xF6 == 0xF0 {
        let [fourth, fifth, ..] = rest else {
            return None;
        };
        let length =
            usize::from(third & 0x03) << 11 | usize::from(*fourth) << 3 | usize::from(*fifth) >> 5;
        let known_rate = rate_pad >> 2 & 0x0F <= 12;
        return (length > 7 && known_rate).then_some((Sound::Adts, length));
    }
    let version = version_layer >> 3 & 3;
    if version_layer & 0xE0 != 0xE0 || version == 1 || version_layer & 0x06 != 0x02 {
        return None;
    }
    let first = version == 3;
    let kbit = RATES[usize::from(!first)][usize::from(rate_pad >> 4)];
    let hertz = *[44_100, 48_000, 32_000].get(usize::from(rate_pad >> 2 & 3))?
        / match version {
            3 => 1,
            2 => 2,
            _ => 4,
        };
    let samples = if first { 144_000 } else { 72_000 };
    let length = samples * kbit / hertz + usize::from(rate_pad >> 1 & 1);
    (kbit > 0).then_some((Sound::Mpeg, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_claims_do_not_count() {
        assert_eq!(sniff(b"<!doctype html><script>"), Found::Other);
        assert_eq!(sniff(b"\0\0\0\x18ftypheic\0\0"), Found::Heif);
        assert_eq!(sniff(b"\0\0\0\x18ftyp3gp4\0\0"), Found::Sound(Sound::Mp4));
        assert_eq!(sniff(b"junk\n%PDF-1.7"), Found::Pdf);
        assert_eq!(
            sniff(b"ID3\x04\0\0\0\0\0\x02..fLaC\0"),
            Found::Sound(Sound::Flac)
        );
        assert_eq!(
            sniff(b"\xFF\xFBtext that happens to begin so"),
            Found::Other
        );
    }

    #[test]
    fn lengths_of_frames_are_those_of_the_standard() {
        let mpeg = [0xFF, 0xFB, 0x90, 0x00];
        assert_eq!(frame_length(&mpeg), Some((Sound::Mpeg, 417)));
        let adts = [0xFF, 0xF1, 0x50, 0x80, 0x2E, 0x7F, 0xFC];
        assert_eq!(frame_length(&adts), Some((Sound::Adts, 371)));
    }
}
