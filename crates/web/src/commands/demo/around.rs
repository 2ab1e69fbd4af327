//! What happens around the demo's contest: a programme, an exhibition, visitors.

use contest::contests::Kind;
use contest::guestbook::{self, LineError};
use contest::programme::{self, EventInput, PartnerInput};
use judging::{complaints, popular};
use submissions::entries::{self, EntryState, Filter};
use submissions::exhibition::{self, Change, WallInput};

use super::{Play, people::Staff};

const HOUR_MS: i64 = 3_600_000;

/// Hours from the planned announcement to its beginning, and how many it lasts; titles, place, more.
const EVENTS: [(i64, i64, &str, &str, &str, &str); 3] = [
    (
        -82,
        8,
        "Khai mạc triển lãm",
        "Opening of the exhibition",
        "Quảng trường Tây Bắc",
        "Tranh, thơ, bài hát và sáng kiến của cuộc thi. Xem tự do, mở cửa đến hết tuần.",
    ),
    (
        -34,
        2,
        "Giờ đọc sách cùng các em",
        "A reading hour with children",
        "Thư viện tỉnh",
        "Các tác giả trẻ đọc thơ dự thi.",
    ),
    (
        0,
        2,
        "Lễ công bố và trao giải",
        "Announcement and ceremony",
        "Trung tâm hội nghị",
        "",
    ),
];

const PARTNERS: [(&str, &str); 2] = [
    ("Thư viện (trình diễn)", "Tặng sách cho các em đạt giải"),
    ("Nhà sách (trình diễn)", "Giấy vẽ và màu cho các lớp vẽ"),
];

/// The organiser writes the programme.
pub(super) async fn write(play: &Play, staff: &Staff) -> anyhow::Result<()> {
    let organiser = staff.organiser.actor(play).await?;
    let mut tx = play.app.db.begin().await?;
    for (from, hours, title_vi, title_en, place, about) in EVENTS {
        let starts_at = play.contest.results_at.plus_ms(from * HOUR_MS);
        let input = EventInput {
            starts_at,
            ends_at: Some(starts_at.plus_ms(hours * HOUR_MS)),
            title_vi,
            title_en,
            place,
            about,
        };
        programme::add_event(&mut tx, &play.app.cx(), &organiser, &play.contest, input).await?;
    }
    for (name, gives) in PARTNERS {
        let input = PartnerInput {
            name,
            link: "",
            gives,
            logo: None,
        };
        programme::add_partner(&mut tx, &play.app.cx(), &organiser, &play.contest, input).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Rooms and walls of the exhibition, with their width in centimetres.
const WALLS: [(&str, &str, i64); 5] = [
    ("Sảnh chính", "Tường trái", 900),
    ("Sảnh chính", "Tường phải", 900),
    ("Phòng 1", "Tường A", 700),
    ("Phòng 1", "Tường B", 700),
    ("Phòng 2", "Giá vẽ", 400),
];

/// A sheet of A3 with its frame, centimetres.
const FRAMED: (i64, i64) = (36, 48);

const GUESTS: [(&str, &str); 3] = [
    (
        "Một khách tham quan",
        "Tranh của các em làm tôi nhớ lớp học bên suối ngày xưa.",
    ),
    ("Lớp 4B", "Chúng em thích nhất bức vẽ cây cầu và đàn trâu."),
    ("", "Mong năm sau có thêm nhiều bài hát!"),
];

/// Days after the announcement in which visitors vote, and complaints are taken.
const AFTERWARDS_DAYS: i64 = 30;

/// The organiser hangs the paintings whose people agreed to it.
pub(super) async fn hang(play: &Play, staff: &Staff) -> anyhow::Result<()> {
    let (organiser, cx) = (staff.organiser.actor(play).await?, play.app.cx());
    let mut tx = play.app.db.begin().await?;
    for (room, name, width) in WALLS {
        let wall = WallInput {
            room,
            name,
            width_cm: Some(width),
        };
        exhibition::add_wall(&mut tx, &cx, &organiser, &play.contest, wall).await?;
    }
    let categories = contest::contests::categories_of(&mut tx, play.contest.id).await?;
    let filter = Filter {
        category: categories
            .iter()
            .find(|c| c.kind == Kind::Painting)
            .map(|c| c.id),
        states: vec![EntryState::Eligible],
        ..Filter::default()
    };
    let works = entries::all(&mut tx, play.contest.id, &filter).await?;
    let (short, long) = FRAMED;
    let framed = |work: &entries::Listed| {
        if work.thumb_width > work.thumb_height {
            (long, short)
        } else {
            (short, long)
        }
    };
    let chosen = works.iter().map(|w| (w.entry.id, framed(w))).collect();
    for change in [
        Change::Select(chosen),
        Change::Fill {
            largest_first: false,
        },
    ] {
        exhibition::change(&mut tx, &cx, &organiser, &play.contest, change).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What comes after the announcement: visitors write and vote, and whoever has doubts may say so for a while from today.
pub(super) async fn afterwards(
    play: &Play,
    staff: &Staff,
    today: contest::Timestamp,
) -> anyhow::Result<()> {
    let (organiser, cx) = (staff.organiser.actor(play).await?, play.app.cx());
    let mut tx = play.app.db.begin().await?;
    for line in GUESTS {
        match guestbook::write(&mut tx, &cx, &play.contest, line).await {
            Ok(()) => {}
            Err(LineError::Store(error)) => return Err(error.into()),
            Err(error) => anyhow::bail!("a line of the guestbook: {error}"),
        }
    }
    for line in guestbook::lines_of(&mut tx, play.contest.id, 2).await? {
        guestbook::moderate(&mut tx, &cx, &organiser, &play.contest, (line.id, true)).await?;
    }
    let until = today.plus_ms(AFTERWARDS_DAYS * 24 * HOUR_MS);
    let voting = (cx.now, until);
    popular::set_poll(&mut tx, &cx, &organiser, &play.contest, voting).await?;
    complaints::set_window(&mut tx, &cx, &organiser, &play.contest, until).await?;
    tx.commit().await?;
    Ok(())
}
