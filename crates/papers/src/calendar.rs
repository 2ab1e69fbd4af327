//! Dates for people's calendars: iCalendar, RFC 5545.

use std::fmt::Write as _;

/// A moment to be remembered.
#[derive(Clone, Debug)]
pub struct CalendarDate<'a> {
    /// Unique and lasting, so that an updated file replaces the date instead of doubling it.
    pub uid: &'a str,
    /// Milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// When it ends, on the same clock; none where that is open.
    pub ends_ms: Option<i64>,
    /// Where; may be empty.
    pub place: &'a str,
    /// What happens then.
    pub title: &'a str,
    /// Where to read more.
    pub url: &'a str,
}

/// An `.ics` file with these dates, each with a reminder a day before. `now_ms` is when it is written.
#[must_use]
pub fn calendar(dates: &[CalendarDate<'_>], now_ms: i64) -> String {
    let mut text = String::new();
    line(&mut text, "BEGIN:VCALENDAR");
    line(&mut text, "VERSION:2.0");
    line(&mut text, "PRODID:-//Hoa Ban//hoaban//VI");
    for date in dates {
        line(&mut text, "BEGIN:VEVENT");
        line(&mut text, &format!("UID:{}", date.uid));
        line(&mut text, &format!("DTSTAMP:{}", utc(now_ms)));
        line(&mut text, &format!("DTSTART:{}", utc(date.at_ms)));
        if let Some(end) = date.ends_ms {
            line(&mut text, &format!("DTEND:{}", utc(end)));
        }
        if !date.place.is_empty() {
            line(&mut text, &format!("LOCATION:{}", escaped(date.place)));
        }
        line(&mut text, &format!("SUMMARY:{}", escaped(date.title)));
        line(&mut text, &format!("URL:{}", date.url));
        line(&mut text, "BEGIN:VALARM");
        line(&mut text, "ACTION:DISPLAY");
        line(&mut text, &format!("DESCRIPTION:{}", escaped(date.title)));
        line(&mut text, "TRIGGER:-P1D");
        line(&mut text, "END:VALARM");
        line(&mut text, "END:VEVENT");
    }
    line(&mut text, "END:VCALENDAR");
    text
}

/// A content line, folded so that no line has more than 75 bytes (§3.1).
fn line(text: &mut String, content: &str) {
    let mut used = 0;
    for c in content.chars() {
        if used + c.len_utf8() > 74 {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(c);
        used += c.len_utf8();
    }
    text.push_str("\r\n");
}

/// TEXT of §3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// DATE-TIME of §3.3.5 in UTC; times outside the calendar's years are its first moment.
fn utc(ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(text, "{}", at.strftime("%Y%m%dT%H%M%SZ"));
    text
}

#[cfg(test)]
mod tests {
    use super::{CalendarDate, calendar};

    #[test]
    fn lines_are_short_and_text_is_escaped() {
        let dates = [CalendarDate {
            uid: "closes@sonla-2024",
            at_ms: 1_727_715_540_000,
            ends_ms: Some(1_727_715_600_000),
            place: "Quảng trường Tây Bắc, phường Tô Hiệu",
            title: "Hạn gửi bài: “Sơn La – Thành phố học tập toàn cầu tôi yêu”, thể loại tranh vẽ; xem thể lệ",
            url: "https://thi.example.vn/vi/sonla-2024",
        }];
        let text = calendar(&dates, 1_727_000_000_000);
        assert!(
            text.contains("DTEND:20240930T170000Z")
                && text.contains("LOCATION:Quảng trường Tây Bắc\\, phường"),
            "{text}"
        );
        assert!(text.split("\r\n").all(|l| l.len() <= 75));
        assert!(text.contains("DTSTART:20240930T165900Z\r\n"));
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("tôi yêu”\\, thể loại tranh vẽ\\; xem thể lệ\r\n"));
    }
}
