//! Recordings: decoded once to know their length, served without their tags.

use std::io::Cursor;

use lofty::{
    config::{ParseOptions, WriteOptions},
    file::TaggedFileExt,
    probe::Probe,
    tag::TagType,
};
use symphonia::core::{
    codecs::audio::AudioDecoderOptions,
    formats::{FormatOptions, TrackType, probe::Hint},
    io::{MediaSourceStream, MediaSourceStreamOptions},
    meta::MetadataOptions,
};

use super::{Accepted, Made, Properties, Recipe, Refusal};
use crate::kinds::{MAX_SOUND_MS, MIN_SOUND_MS};

pub(super) fn inspect(media_type: &'static str, bytes: &[u8]) -> Result<Accepted, Refusal> {
    let duration_ms = duration_ms(bytes)?;
    if duration_ms < MIN_SOUND_MS {
        return Err(Refusal::TooShort);
    }
    if duration_ms > MAX_SOUND_MS {
        return Err(Refusal::TooLong);
    }
    let bytes = without_tags(bytes).ok_or(Refusal::Broken)?;
    let made = vec![Made {
        recipe: Recipe::Sound,
        media_type: media_type.to_owned(),
        width: 0,
        height: 0,
        bytes,
    }];
    Ok(Accepted {
        media_type: media_type.to_owned(),
        properties: Properties {
            duration_ms,
            ..Properties::default()
        },
        made,
    })
}

/// Counts decoded samples: headers lie, and a file in which nothing decodes is no recording.
fn duration_ms(bytes: &[u8]) -> Result<u64, Refusal> {
    let source = MediaSourceStream::new(
        Box::new(Cursor::new(bytes.to_vec())),
        MediaSourceStreamOptions::default(),
    );
    let mut format = symphonia::default::get_probe()
        .probe(
            &Hint::new(),
            source,
            FormatOptions::default(),
            MetadataOptions::default(),
        )
        .map_err(|_| Refusal::Broken)?;
    let track = format
        .default_track(TrackType::Audio)
        .ok_or(Refusal::WrongType)?;
    let params = track
        .codec_params
        .as_ref()
        .and_then(|p| p.audio())
        .ok_or(Refusal::WrongType)?;
    let rate = u64::from(
        params
            .sample_rate
            .filter(|rate| *rate > 0)
            .ok_or(Refusal::Broken)?,
    );
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(params, &AudioDecoderOptions::default())
        .map_err(|_| Refusal::WrongType)?;
    let track_id = track.id;
    let mut frames = 0_u64;
    // A damaged end stops the count; what came before it still plays.
    while let Ok(Some(packet)) = format.next_packet() {
        if packet.track_id == track_id
            && let Ok(buffer) = decoder.decode(&packet)
        {
            frames += u64::try_from(buffer.frames()).unwrap_or(0);
        }
        if frames * 1_000 / rate > MAX_SOUND_MS {
            return Err(Refusal::TooLong);
        }
    }
    if frames == 0 {
        Err(Refusal::Broken)
    } else {
        Ok(frames * 1_000 / rate)
    }
}

/// The recording with every tag taken out (names, pictures, places).
fn without_tags(bytes: &[u8]) -> Option<Vec<u8>> {
    let options = ParseOptions::new().read_properties(false);
    let probe = Probe::new(Cursor::new(bytes))
        .options(options)
        .guess_file_type()
        .ok()?;
    let tagged = probe.read().ok()?;
    let found: Vec<TagType> = tagged
        .tags()
        .iter()
        .map(lofty::tag::Tag::tag_type)
        .collect();
    let mut cleaned = Cursor::new(bytes.to_vec());
    for tag in found {
        cleaned.set_position(0);
        tag.remove_from(&mut cleaned, WriteOptions::default())
            .ok()?;
    }
    Some(cleaned.into_inner())
}
