//! A teacher enters a whole class: list, photos, consent on phones and on paper, everything sent at once.

use std::io::Cursor;

use house_tests::{Client, File, Reply, SLUG, TestApp, expect_status};
use http::StatusCode;
use image::{ImageFormat, Rgb, RgbImage};
use qrcode::{Color, QrCode};
use rust_xlsxwriter::Workbook;
use submissions::{
    classes::{self, member_key},
    consents::guardian_key,
};

/// A picture unlike any other of the class.
fn picture(n: u32) -> Vec<u8> {
    encoded(&paint(n))
}

fn paint(n: u32) -> RgbImage {
    RgbImage::from_fn(400, 320, |x, y| {
        let byte = |v: u32| u8::try_from(v % 256).unwrap_or(0);
        Rgb([byte(x + 7 * n), byte(y * (n + 1)), byte(31 * n)])
    })
}

/// A picture in which a card with this text lies, each of its modules so many pixels wide.
fn picture_with_card(n: u32, text: &str, module: u32) -> Vec<u8> {
    let code = QrCode::new(text).expect("a short text");
    let width = u32::try_from(code.width()).expect("small");
    let colors = code.to_colors();
    let mut paint = paint(n);
    for (x, y) in
        (0..(width + 8) * module).flat_map(|y| (0..(width + 8) * module).map(move |x| (x, y)))
    {
        let inside = (x / module).checked_sub(4).zip((y / module).checked_sub(4));
        let dark = inside.is_some_and(|(column, row)| {
            column < width && row < width && colors[(row * width + column) as usize] == Color::Dark
        });
        paint.put_pixel(x, y, Rgb(if dark { [30; 3] } else { [240; 3] }));
    }
    encoded(&paint)
}

fn encoded(paint: &RgbImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    paint
        .write_to(&mut out, ImageFormat::Png)
        .expect("a picture is encoded");
    out.into_inner()
}

/// A school's own list: other headings, other order, a telephone that lost its zero, and names written as they are.
fn workbook(rows: &[[&str; 6]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "DANH SÁCH LỚP 5A").expect("writes");
    let heading = [
        "Tên tác phẩm",
        "STT",
        "Họ và tên học sinh",
        "Ngày sinh",
        "Thể loại",
        "Phụ huynh",
        "SĐT",
    ];
    for (column, text) in (0..).zip(heading) {
        sheet.write(2, column, text).expect("writes");
    }
    for (row, [title, number, name, birth, guardian, phone]) in (3..).zip(rows) {
        for (column, text) in (0..).zip([title, number, name, birth]) {
            sheet.write(row, column, *text).expect("writes");
        }
        sheet.write(row, 4, "tranh vẽ").expect("writes");
        sheet.write(row, 5, *guardian).expect("writes");
        match phone.parse::<f64>() {
            Ok(n) => sheet.write(row, 6, n).expect("writes"),
            Err(_) => sheet.write(row, 6, *phone).expect("writes"),
        };
    }
    book.save_to_buffer().expect("a workbook")
}

const ROWS: [[&str; 6]; 3] = [
    [
        "Mùa ban",
        "1",
        "Nguyễn Hoà Bình",
        "12/03/2014",
        "Nguyễn Văn Sơn",
        "912345678",
    ],
    [
        "Ông học chữ",
        "2",
        "Lo\u{300} Thi\u{323} Mai",
        "2014",
        "Lò Văn Páo",
        "0987 654 321",
    ],
    [
        "Suối Nặm La",
        "3",
        "Lò Thị Mai Hương",
        "2018",
        "=HYPERLINK(1)",
        "0987654322",
    ],
];

/// Opens a class and gives its address.
async fn opened(client: &mut Client<'_>) -> String {
    let page = format!("/vi/{SLUG}/classes/new");
    expect_status(&client.get(&page).await, StatusCode::OK);
    let wrong = client
        .post(&page, &[("school", "Tiểu học A"), ("phone", "12")])
        .await;
    expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("Tiểu học A"), "what was typed is kept");
    client.get(&page).await;
    let fields = [
        ("school", "Tiểu học Quyết Thắng"),
        ("name", "5A"),
        ("teacher", "Cầm Thị Lan"),
        ("phone", "0912 000 111"),
    ];
    let done = client.post(&page, &fields).await;
    expect_status(&done, StatusCode::SEE_OTHER);
    done.location().to_owned()
}

async fn send_list(client: &mut Client<'_>, class: &str, bytes: &[u8]) -> Reply {
    let file = File {
        field: "list",
        name: "lop 5a.xlsx",
        bytes,
    };
    client.upload(&format!("{class}/list"), &[], &[file]).await
}

fn key_of(class: &str) -> &str {
    class.rsplit('/').next().unwrap_or_default()
}

#[tokio::test]
async fn a_class_goes_from_a_list_to_receipts() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut teacher = app.entrant();
        let class = opened(&mut teacher).await;
        let looked = send_list(&mut teacher, &class, &workbook(&ROWS)).await;
        expect_status(&looked, StatusCode::SEE_OTHER);
        let page = teacher.get(looked.location()).await;
        assert!(page.has("3 dòng nhận được"), "{}", page.main());
        assert!(
            page.has("G4"),
            "the lost zero is told by its cell: {}",
            page.main()
        );
        assert_eq!(
            app.number("SELECT COUNT(*) FROM entries").await,
            0,
            "a dry run"
        );
        let taken = teacher.post(&format!("{class}/list/confirm"), &[]).await;
        expect_status(&taken, StatusCode::SEE_OTHER);
        let count = "SELECT COUNT(*) FROM entries WHERE state = 'draft'";
        assert_eq!(app.number(count).await, 3);
        let name =
            "SELECT full_name FROM authors WHERE birth_year = 2014 AND full_name LIKE 'Nguy%'";
        assert_eq!(app.text(name).await, "Nguyễn Hoà Bình", "spelling is kept");
        let nfc = "SELECT COUNT(*) FROM authors WHERE full_name = 'Lò Thị Mai'";
        assert_eq!(app.number(nfc).await, 1, "decomposed text is stored as NFC");
        let phone = "SELECT phone_e164 FROM authors WHERE full_name LIKE 'Nguy%'";
        assert_eq!(app.text(phone).await, "+84912345678");
        send_list(&mut teacher, &class, &workbook(&ROWS)).await;
        teacher.post(&format!("{class}/list/confirm"), &[]).await;
        assert_eq!(
            app.number(count).await,
            3,
            "the same list again adds nobody"
        );

        let (one, two, three) = (picture(1), picture(2), picture(3));
        let file = |name, bytes| File {
            field: "photos",
            name,
            bytes,
        };
        let photos = [
            file("nguyen hoa binh.png", one.as_slice()),
            file("IMG_2024.png", two.as_slice()),
            file("Lò Thị Mai Hương (1).png", three.as_slice()),
        ];
        let sent = teacher
            .upload(&format!("{class}/photos"), &[], &photos)
            .await;
        expect_status(&sent, StatusCode::SEE_OTHER);
        let board = teacher.get(sent.location()).await;
        assert!(board.has("1 ảnh chưa biết"), "{}", board.main());
        assert!(board.has("IMG_2024.png"));
        let photo = board.hidden("photo").expect("the unmatched photo's key");
        let small = teacher.get(&format!("{class}/photos/{photo}")).await;
        expect_status(&small, StatusCode::OK);
        let given = [("photo", photo.as_str()), ("child", "2")];
        let assigned = teacher
            .post(&format!("{class}/photos/assign"), &given)
            .await;
        expect_status(&assigned, StatusCode::SEE_OTHER);
        let placed = "SELECT COUNT(*) FROM work_files WHERE replaced_at IS NULL";
        assert_eq!(app.number(placed).await, 3);

        consent_and_send(&app, &mut teacher, &class).await;
    }
}

/// One guardian on the phone, two slips in one photo; then everything is sent, and printed.
async fn consent_and_send(app: &TestApp, teacher: &mut Client<'_>, class: &str) {
    let unsaid = teacher.post(class, &[]).await;
    expect_status(&unsaid, StatusCode::UNPROCESSABLE_ENTITY);
    let none = teacher.post(class, &[("ai", "none")]).await;
    expect_status(&none, StatusCode::SEE_OTHER);
    let sent = "SELECT COUNT(*) FROM entries WHERE state = 'submitted'";
    assert_eq!(app.number(sent).await, 0, "nobody has agreed yet");
    let key = member_key(key_of(class), 1);
    let mut guardian = app.entrant();
    let link = format!("/vi/guardians/{}", guardian_key(&key));
    expect_status(&guardian.get(&link).await, StatusCode::OK);
    guardian.post(&link, &[("answer", "all")]).await;
    let slips = picture(9);
    let paper = [File {
        field: "slips",
        name: "phieu.png",
        bytes: &slips,
    }];
    let fields = [("child-1", "all"), ("child-2", "unnamed"), ("child-3", "")];
    let page = format!("{class}/consents");
    let nothing = teacher.upload(&page, &fields, &[]).await;
    expect_status(&nothing, StatusCode::UNPROCESSABLE_ENTITY);
    let recorded = teacher.upload(&page, &fields, &paper).await;
    expect_status(&recorded, StatusCode::SEE_OTHER);
    let paper = "SELECT COUNT(*) FROM consents WHERE means = 'paper' AND paper_sha256 IS NOT NULL";
    assert_eq!(
        app.number(paper).await,
        16,
        "two children, two sides, four purposes"
    );

    let which = teacher.post(class, &[("ai", "some")]).await;
    expect_status(&which, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(which.wrong(), ["used"]);
    let one = [("ai", "some"), ("used-2", "yes")];
    expect_status(&teacher.post(class, &one).await, StatusCode::SEE_OTHER);
    assert_eq!(app.number(sent).await, 1, "the second one says more itself");
    let said = "SELECT COUNT(*) FROM entries WHERE ai_share = 'none'";
    assert_eq!(app.number(said).await, 1);
    let done = teacher.post(class, &[("ai", "none")]).await;
    expect_status(&done, StatusCode::SEE_OTHER);
    assert_eq!(app.number(sent).await, 2);
    assert_eq!(
        app.number(said).await,
        2,
        "of what was not sent nothing is said"
    );
    let home = teacher.get(class).await;
    assert!(
        home.has("Phụ huynh chưa đồng ý"),
        "the small child waits: {}",
        home.main()
    );
    for paper in ["slips.pdf", "stickers.pdf", "handover.pdf"] {
        let pdf = teacher.get(&format!("{class}/{paper}")).await;
        expect_status(&pdf, StatusCode::OK);
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{paper}");
    }
    let small = member_key(key_of(class), 3);
    let link = format!("/vi/guardians/{}", guardian_key(&small));
    guardian.get(&link).await;
    guardian.post(&link, &[("answer", "all")]).await;
    teacher.post(class, &[("ai", "none")]).await;
    assert_eq!(app.number(sent).await, 3);
    let events = "SELECT COUNT(*) FROM audit_events WHERE kind LIKE 'class.%'";
    assert!(app.number(events).await >= 5);
}

#[tokio::test]
async fn faults_are_told_by_cell_and_marked_in_the_teachers_own_rows() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut teacher = app.entrant();
        let class = opened(&mut teacher).await;
        let mut rows = ROWS;
        rows[1][3] = "hai nghìn";
        rows[2][0] = "";
        let looked = send_list(&mut teacher, &class, &workbook(&rows)).await;
        let page = teacher.get(looked.location()).await;
        assert!(page.has("1 dòng nhận được"), "{}", page.main());
        assert!(page.has("D5") && page.has("A6"), "{}", page.main());
        let marked = teacher.get(&format!("{class}/list/marked.xlsx")).await;
        expect_status(&marked, StatusCode::OK);
        let read = classes::read_list(&app.app.inspector, marked.bytes.clone().into())
            .await
            .expect("read")
            .expect("a workbook");
        assert_eq!(
            read[4][2], "Lò Thị Mai",
            "the teacher's own cells are there"
        );
        let text = String::from_utf8_lossy(&marked.bytes);
        assert!(!text.contains("<f>"), "nothing became a formula");
        for (name, bytes) in [
            ("a.xlsx", b"PK\x03\x04 not a workbook".as_slice()),
            ("b.csv", b"khong co tieu de\n1,2,3"),
            ("c.csv", b""),
        ] {
            let file = File {
                field: "list",
                name,
                bytes,
            };
            let refused = teacher.upload(&format!("{class}/list"), &[], &[file]).await;
            expect_status(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let pasted = "Họ và tên\tNăm sinh\tThể loại\tTên tác phẩm\tPhụ huynh\tSĐT\nLò Thị Ban\t2014\tThơ\tHoa ban\tLò Văn Páo\t0912345678";
        let sent = teacher
            .upload(&format!("{class}/list"), &[("pasted", pasted)], &[])
            .await;
        let page = teacher.get(sent.location()).await;
        assert!(
            page.has("1 dòng nhận được") && page.has("Lò Thị Ban"),
            "{}",
            page.main()
        );
        let form = teacher.get(&format!("{class}/form.xlsx")).await;
        let empty = send_list(&mut teacher, &class, &form.bytes).await;
        expect_status(&empty, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.has("ít nhất một em"), "the sample row is nobody");
    }
}

#[tokio::test]
async fn a_card_tells_whose_work_was_photographed_beside_it_or_after_it() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut teacher = app.entrant();
        let class = opened(&mut teacher).await;
        send_list(&mut teacher, &class, &workbook(&ROWS)).await;
        teacher.post(&format!("{class}/list/confirm"), &[]).await;
        let cards = teacher.get(&format!("{class}/cards.pdf")).await;
        assert!(cards.bytes.starts_with(b"%PDF-"));

        let mut tx = app.tx().await;
        let held = classes::by_key(&mut tx, key_of(&class))
            .await
            .expect("reads")
            .expect("a class");
        let members = classes::members(&mut tx, held.id).await.expect("reads");
        drop(tx);
        let card = |n: usize| classes::card_text(members[n].entry.id);
        let page = format!("{class}/photos");
        let files = [
            ("IMG_0010.png", picture(20)),
            ("IMG_0009.png", picture_with_card(21, &card(0), 8)),
            ("IMG_0011.png", picture(22)),
            ("IMG_0012.png", picture_with_card(23, &card(1), 2)),
            (
                "IMG_0013.png",
                picture_with_card(24, "HB0000000000000000", 8),
            ),
        ];
        let photos: Vec<_> = files
            .iter()
            .map(|(name, bytes)| File {
                field: "photos",
                name,
                bytes,
            })
            .collect();
        expect_status(
            &teacher.upload(&page, &[], &photos).await,
            StatusCode::SEE_OTHER,
        );
        let works = [
            "SELECT COALESCE(MIN(w.original_name), '') FROM class_members m LEFT JOIN work_files w
                ON w.entry_id = m.entry_id WHERE m.position = 1",
            "SELECT COALESCE(MIN(w.original_name), '') FROM class_members m LEFT JOIN work_files w
                ON w.entry_id = m.entry_id WHERE m.position = 2",
            "SELECT COALESCE(MIN(w.original_name), '') FROM class_members m LEFT JOIN work_files w
                ON w.entry_id = m.entry_id WHERE m.position = 3",
        ];
        assert_eq!(
            app.text(works[0]).await,
            "IMG_0010.png",
            "the photo after the card"
        );
        assert_eq!(
            app.text(works[1]).await,
            "IMG_0012.png",
            "the photo with the card in it"
        );
        let board = teacher.get(&page).await;
        assert!(
            board.has("2 ảnh chưa biết"),
            "a card counts once, and no card of elsewhere: {}",
            board.main()
        );

        // A card of this morning does not speak for this afternoon's photo.
        let third = picture_with_card(25, &card(2), 8);
        let photo = |name, bytes| File {
            field: "photos",
            name,
            bytes,
        };
        teacher
            .upload(&page, &[], &[photo("IMG_0020.png", third.as_slice())])
            .await;
        app.later(31 * 60_000);
        let late = picture(26);
        teacher
            .upload(&page, &[], &[photo("IMG_0021.png", late.as_slice())])
            .await;
        assert_eq!(app.text(works[2]).await, "");
    }
}
