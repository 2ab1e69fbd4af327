//! Numbers, amounts and times as people here write them.

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use crate::i18n::{Arg, Args, Lang, text};

/// The zone in which times are shown unless a page says otherwise.
pub const ZONE: &str = "Asia/Ho_Chi_Minh";

fn args<const N: usize>(pairs: [(&str, Arg); N]) -> Args {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// `1.234` in Vietnamese, `1,234` in English.
#[must_use]
pub fn number(value: i64, lang: Lang) -> String {
    let mark = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        out.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// A decimal fraction as the engine writes it, with the language's own mark: `9,03` in Vietnamese.
#[must_use]
pub fn decimal(written: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => written.replace('.', ","),
        Lang::En => written.to_owned(),
    }
}

/// An amount of đồng.
#[must_use]
pub fn money(dong: i64, lang: Lang) -> String {
    let amount = number(dong, lang);
    text(lang, "words-money", &args([("amount", amount.into())]))
}

/// A size of a file: `350 KB`, `4,2 MB`; units of 1,000 as phones show them.
#[must_use]
pub fn bytes(size: i64, lang: Lang) -> String {
    let size = size.max(0);
    if size < 1_000 {
        return format!("{size} B");
    }
    if size < 999_500 {
        return format!("{} KB", (size + 500) / 1_000);
    }
    let tenths = (size + 50_000) / 100_000;
    let mark = match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    };
    if tenths % 10 == 0 {
        format!("{} MB", number(tenths / 10, lang))
    } else {
        format!("{}{mark}{} MB", number(tenths / 10, lang), tenths % 10)
    }
}

/// A length of time in its two largest units: `3 ngày 4 giờ`; nothing negative is ever shown.
#[must_use]
pub fn span(milliseconds: i64, lang: Lang) -> String {
    let minutes = milliseconds.max(0) / 60_000;
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let unit = |key: &str, n: i64| text(lang, key, &args([("n", n.into())]));
    let (day, hour, minute) = ("words-days", "words-hours", "words-minutes");
    match (days, hours, rest) {
        (0, 0, 0) => text(lang, "words-under-a-minute", &Args::new()),
        (0, 0, m) => unit(minute, m),
        (0, h, 0) => unit(hour, h),
        (0, h, m) => format!("{} {}", unit(hour, h), unit(minute, m)),
        (d, 0, _) => unit(day, d),
        (d, h, _) => format!("{} {}", unit(day, d), unit(hour, h)),
    }
}

/// A track's length: `3:07`.
#[must_use]
pub fn track_length(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn local(at: i64, zone: &str) -> jiff::Zoned {
    // an unknown zone name or an impossible time is a mistake in data; showing UTC beats failing the page
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Timestamp::from_millisecond(at)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_zoned(zone)
}

/// The day and time of the clock in a zone; `None` for an impossible time.
#[must_use]
pub fn civil(at: i64, zone: &str) -> Option<jiff::civil::DateTime> {
    (at > 0).then(|| local(at, zone).datetime())
}

fn weekday(day: Weekday, lang: Lang) -> String {
    let key = match day {
        Weekday::Monday => "words-monday",
        Weekday::Tuesday => "words-tuesday",
        Weekday::Wednesday => "words-wednesday",
        Weekday::Thursday => "words-thursday",
        Weekday::Friday => "words-friday",
        Weekday::Saturday => "words-saturday",
        Weekday::Sunday => "words-sunday",
    };
    text(lang, key, &Args::new())
}

/// `23:59 Thứ Hai, 30/09/2024 (giờ Việt Nam)`: deadlines and appointments.
#[must_use]
pub fn datetime(at: i64, zone: &str, lang: Lang) -> String {
    let when = local(at, zone);
    let place = if zone == ZONE {
        text(lang, "words-zone-vietnam", &Args::new())
    } else {
        zone.to_owned()
    };
    text(
        lang,
        "words-datetime",
        &args([
            ("clock", clock(at, zone, lang).into()),
            ("weekday", weekday(when.weekday(), lang).into()),
            ("date", date(at, zone, lang).into()),
            ("zone", place.into()),
        ]),
    )
}

/// `Thứ Hai, 07/10/2024`.
#[must_use]
pub fn day(at: i64, zone: &str, lang: Lang) -> String {
    let when = local(at, zone);
    text(
        lang,
        "words-day",
        &args([
            ("weekday", weekday(when.weekday(), lang).into()),
            ("date", date(at, zone, lang).into()),
        ]),
    )
}

/// `07/10/2024`, or `7 October 2024` in English, where the order of figures would be doubtful.
#[must_use]
pub fn date(at: i64, zone: &str, lang: Lang) -> String {
    let when = local(at, zone);
    match lang {
        Lang::Vi => when.strftime("%d/%m/%Y").to_string(),
        Lang::En => when.strftime("%-d %B %Y").to_string(),
    }
}

/// `14:32`.
#[must_use]
pub fn clock(at: i64, zone: &str, _: Lang) -> String {
    local(at, zone).strftime("%H:%M").to_string()
}

/// `14:32 07/10/2024`: when something happened, in lists.
#[must_use]
pub fn stamp(at: i64, zone: &str, lang: Lang) -> String {
    format!("{} {}", clock(at, zone, lang), date(at, zone, lang))
}

/// For `<time datetime>` and scripts.
#[must_use]
pub fn iso(at: i64, zone: &str, _: Lang) -> String {
    local(at, zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A moment as it is typed into forms: `23:59 30/09/2024`, in the contest's zone.
#[must_use]
pub fn typed_moment(at: i64, zone: &str) -> String {
    stamp(at, zone, Lang::Vi)
}

/// Reads what [`typed_moment`] writes, and the same with the day first; none where it is neither.
#[must_use]
pub fn read_moment(typed: &str, zone: &str) -> Option<i64> {
    let typed = typed
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('h', ":");
    ["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M"]
        .iter()
        .find_map(|form| jiff::civil::DateTime::strptime(form, &typed).ok())
        .and_then(|local| local.in_tz(zone).ok())
        .map(|zoned| zoned.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    // 30 September 2024, 23:59 in Sơn La
    const DEADLINE: i64 = 1_727_715_540_000;

    #[test]
    fn a_deadline_names_weekday_and_zone() {
        assert_eq!(
            datetime(DEADLINE, ZONE, Lang::Vi),
            "23:59 Thứ Hai, 30/09/2024 (giờ Việt Nam)"
        );
        assert_eq!(
            datetime(DEADLINE, ZONE, Lang::En),
            "23:59 Monday, 30 September 2024 (Vietnam time)"
        );
        assert_eq!(iso(DEADLINE, ZONE, Lang::Vi), "2024-09-30T23:59:00+07:00");
    }

    #[test]
    fn figures_are_grouped_by_language() {
        assert_eq!(number(1_234_567, Lang::Vi), "1.234.567");
        assert_eq!(number(-1_234, Lang::En), "−1,234");
        assert_eq!(money(500_000, Lang::Vi), "500.000 đ");
        assert_eq!(bytes(4_210_000, Lang::Vi), "4,2 MB");
        assert_eq!(bytes(350_400, Lang::En), "350 KB");
        assert_eq!(bytes(999_600, Lang::En), "1 MB");
    }

    #[test]
    fn a_span_shows_two_units() {
        assert_eq!(span(273_900_000, Lang::Vi), "3 ngày 4 giờ");
        assert_eq!(span(3_660_000, Lang::En), "1 hour 1 minute");
        assert_eq!(span(-1, Lang::Vi), "dưới 1 phút");
    }

    #[test]
    fn moments_are_read_as_they_are_written() {
        let at = 1_727_715_540_000;
        assert_eq!(typed_moment(at, ZONE), "23:59 30/09/2024");
        for typed in ["23:59 30/09/2024", " 30/9/2024  23:59 ", "23h59 30/09/2024"] {
            assert_eq!(read_moment(typed, ZONE), Some(at), "{typed}");
        }
        assert_eq!(read_moment("31/02/2024 10:00", ZONE), None);
        assert_eq!(clock(at, ZONE, Lang::Vi), "23:59");
    }
}
