//! A recording heard from its first to its last sample: headers lie, and a file in which nothing decodes is none.

use std::io::Cursor;

use ebur128::{EbuR128, Mode};
use opus_decoder::OpusDecoder;
use symphonia::core::{
    codecs::{
        CodecParameters,
        audio::{
            AudioCodecParameters, AudioDecoder, AudioDecoderOptions,
            well_known::{CODEC_ID_FLAC, CODEC_ID_MP3, CODEC_ID_OPUS, CODEC_ID_VORBIS},
        },
    },
    formats::{FormatOptions, FormatReader, TrackType, probe::Hint},
    io::{MediaSourceStream, MediaSourceStreamOptions},
    meta::MetadataOptions,
};

use super::envelope::Envelope;
use crate::{files::inspect::Refusal, kinds::MAX_SOUND_MS};

/// What was heard.
pub(super) struct Heard {
    pub(super) duration_ms: u64,
    pub(super) codec: &'static str,
    pub(super) peaks: String,
    pub(super) loudness_centi_lufs: Option<i64>,
    /// Packets at the end that did not decode.
    pub(super) cut: bool,
}

/// Opus always runs at 48 kHz (RFC 7845 §4).
const OPUS_RATE: u32 = 48_000;
/// The longest packet of Opus: 120 ms.
const OPUS_FRAMES: usize = 5_760;

enum Ear {
    Known(Box<dyn AudioDecoder>),
    Opus(Box<OpusDecoder>, Vec<f32>, usize),
}

pub(super) fn listen(bytes: &[u8]) -> Result<Heard, Refusal> {
    let mut hall: Option<Hall> = None;
    let (codec, cut) = each_packet(bytes, |rate, channels, samples| {
        let hall = hall.get_or_insert_with(|| Hall::new(rate, channels));
        hall.take(rate, channels, samples);
        if hall.duration_ms() > MAX_SOUND_MS {
            return Err(Refusal::TooLong);
        }
        Ok(())
    })?;
    let hall = hall.filter(|h| h.frames > 0).ok_or(Refusal::Broken)?;
    Ok(Heard {
        duration_ms: hall.duration_ms(),
        codec,
        peaks: hall.envelope.peaks(),
        loudness_centi_lufs: hall.loudness(),
        cut,
    })
}

/// Gives rate, channels and interleaved samples of one packet after the other. Tells the codec, and whether the last
/// packet did not decode.
pub(super) fn each_packet(
    bytes: &[u8],
    mut take: impl FnMut(u32, usize, &[f32]) -> Result<(), Refusal>,
) -> Result<(&'static str, bool), Refusal> {
    let mut format = open(bytes)?;
    let is_film = format.tracks().iter().any(|track| {
        matches!(track.codec_params, Some(CodecParameters::Video(_)))
            || track.track_type() == Some(TrackType::Video)
    });
    if is_film {
        return Err(Refusal::Video);
    }
    let track = format
        .default_track(TrackType::Audio)
        .ok_or(Refusal::WrongType)?;
    let track_id = track.id;
    let params = track
        .codec_params
        .as_ref()
        .and_then(CodecParameters::audio)
        .ok_or(Refusal::WrongType)?
        .clone();
    let mut ear = ear_for(&params)?;
    let mut samples = Vec::new();
    let mut failed_last = false;
    while let Ok(Some(packet)) = format.next_packet() {
        if packet.track_id != track_id {
            continue;
        }
        let Some((rate, channels)) = ear.hear(&packet.data, &packet, &mut samples) else {
            failed_last = true;
            continue;
        };
        failed_last = false;
        take(rate, channels, &samples)?;
    }
    Ok((name_of(&params), failed_last))
}

fn open(bytes: &[u8]) -> Result<Box<dyn FormatReader>, Refusal> {
    let source = MediaSourceStream::new(
        Box::new(Cursor::new(bytes.to_vec())),
        MediaSourceStreamOptions::default(),
    );
    symphonia::default::get_probe()
        .probe(
            &Hint::new(),
            source,
            FormatOptions::default(),
            MetadataOptions::default(),
        )
        .map_err(|_| Refusal::Broken)
}

fn name_of(params: &AudioCodecParameters) -> &'static str {
    match params.codec {
        CODEC_ID_MP3 => "MP3",
        CODEC_ID_OPUS => "Opus",
        CODEC_ID_VORBIS => "Vorbis",
        CODEC_ID_FLAC => "FLAC",
        symphonia::core::codecs::audio::well_known::CODEC_ID_AAC => "AAC",
        _ => "PCM",
    }
}

fn ear_for(params: &AudioCodecParameters) -> Result<Ear, Refusal> {
    if params.codec != CODEC_ID_OPUS {
        let options = AudioDecoderOptions::default();
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(params, &options)
            .map_err(|_| Refusal::WrongType)?;
        return Ok(Ear::Known(decoder));
    }
    // The head of Ogg Opus says how many samples at the start are not to be heard; two bytes at 10.
    let skip = params
        .extra_data
        .as_deref()
        .and_then(|head| head.get(10..12))
        .map_or(0, |b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    let channels = match params
        .channels
        .as_ref()
        .map_or(2, symphonia::core::audio::Channels::count)
    {
        1 => 1,
        2 => 2,
        _ => return Err(Refusal::WrongType),
    };
    let decoder = OpusDecoder::new(OPUS_RATE, channels).map_err(|_| Refusal::WrongType)?;
    let room = vec![0.0; OPUS_FRAMES * channels];
    Ok(Ear::Opus(Box::new(decoder), room, skip))
}

impl Ear {
    /// Fills `samples` with interleaved samples; gives sample rate and channels.
    fn hear(
        &mut self,
        data: &[u8],
        packet: &symphonia::core::packet::Packet,
        samples: &mut Vec<f32>,
    ) -> Option<(u32, usize)> {
        match self {
            Self::Known(decoder) => {
                let buffer = decoder.decode(packet).ok()?;
                buffer.copy_to_vec_interleaved(samples);
                let spec = buffer.spec();
                Some((spec.rate(), spec.channels().count()))
            }
            Self::Opus(decoder, room, skip) => {
                let channels = room.len() / OPUS_FRAMES;
                let frames = decoder.decode_float(data, room, false).ok()?;
                let dropped = frames.min(*skip);
                *skip -= dropped;
                samples.clear();
                samples.extend_from_slice(room.get(dropped * channels..frames * channels)?);
                Some((OPUS_RATE, channels))
            }
        }
    }
}

/// Where all samples are counted and measured.
struct Hall {
    rate: u32,
    channels: usize,
    frames: u64,
    envelope: Envelope,
    meter: Option<EbuR128>,
}

impl Hall {
    fn new(rate: u32, channels: usize) -> Self {
        let count = u32::try_from(channels).unwrap_or(0);
        Self {
            rate: rate.max(1),
            channels,
            frames: 0,
            envelope: Envelope::default(),
            meter: EbuR128::new(count, rate, Mode::I).ok(),
        }
    }

    fn take(&mut self, rate: u32, channels: usize, samples: &[f32]) {
        // A stream that changes its layout midway is counted on, but measured no further.
        if (rate, channels) != (self.rate, self.channels) {
            self.meter = None;
        }
        if let Some(meter) = &mut self.meter {
            let _ = meter.add_frames_f32(samples);
        }
        let frames = samples.len() / channels.max(1);
        let scaled = frames as u64 * u64::from(self.rate) / u64::from(rate.max(1));
        self.frames += scaled;
        self.envelope.take(samples, channels);
    }

    fn duration_ms(&self) -> u64 {
        self.frames * 1_000 / u64::from(self.rate)
    }

    fn loudness(&self) -> Option<i64> {
        let lufs = self.meter.as_ref()?.loudness_global().ok()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "loudness lies between -100 and 10"
        )]
        lufs.is_finite().then(|| (lufs * 100.0).round() as i64)
    }
}
