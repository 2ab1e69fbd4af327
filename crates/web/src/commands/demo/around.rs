//! What happens around the demo's contest.

use contest::programme::{self, EventInput, PartnerInput};

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
        };
        programme::add_partner(&mut tx, &play.app.cx(), &organiser, &play.contest, input).await?;
    }
    tx.commit().await?;
    Ok(())
}
