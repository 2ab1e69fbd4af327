//! Pictures made here, so that what should come out is known.

use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage, Rgba, RgbaImage};

use super::*;
use crate::files::inspect::Advice;

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut out, ImageFormat::Png)
        .expect("a picture is encoded");
    out.into_inner()
}

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([220, 30, 30])
        } else {
            Rgb([30, 30, 220])
        }
    })
}

fn view(accepted: &Accepted) -> RgbImage {
    let made = accepted
        .made
        .iter()
        .find(|m| m.recipe == Recipe::View)
        .expect("a view is made");
    image::load_from_memory(&made.bytes)
        .expect("the view decodes")
        .into_rgb8()
}

fn with_orientation(jpeg: &[u8], value: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend_from_slice(&[value, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).expect("short");
    let mut out = vec![0xFF, 0xD8, 0xFF, 0xE1];
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&exif);
    out.extend_from_slice(&jpeg[2..]);
    out
}

#[test]
fn a_photo_is_shown_upright_and_its_size_is_that_of_the_upright_one() {
    let jpeg = jpeg_bytes(&halves(640, 400), 90).expect("encodes");
    // 6: the top of the picture lies at the right; turned clockwise, red comes to the top.
    let accepted = inspect(
        Found::Picture(ImageFormat::Jpeg),
        &with_orientation(&jpeg, 6),
    )
    .expect("accepted");
    assert_eq!(
        (accepted.properties.width, accepted.properties.height),
        (400, 640)
    );
    let shown = view(&accepted);
    assert_eq!(shown.dimensions(), (400, 640));
    assert!(shown.get_pixel(200, 40).0[0] > 180 && shown.get_pixel(200, 600).0[2] > 180);
}

#[test]
fn a_cut_jpeg_is_refused_wherever_it_is_cut() {
    let noisy = RgbImage::from_fn(640, 480, |x, y| {
        let v = u8::try_from((x * 7 + y * 13 + x * y) % 251).unwrap_or(0);
        Rgb([v, v / 2, 255 - v])
    });
    let jpeg = jpeg_bytes(&noisy, 90).expect("encodes");
    for tenths in 1..10 {
        let cut = &jpeg[..jpeg.len() * tenths / 10];
        assert_eq!(
            inspect(Found::Picture(ImageFormat::Jpeg), cut),
            Err(Refusal::Broken)
        );
        let closed = [cut, &[0xFF, 0xD9]].concat();
        assert_eq!(
            inspect(Found::Picture(ImageFormat::Jpeg), &closed),
            Err(Refusal::Broken),
            "cut at {tenths} tenths and closed by hand"
        );
    }
}

#[test]
fn what_is_transparent_is_white_and_sixteen_bits_and_grey_come_through() {
    let glass = RgbaImage::from_pixel(400, 400, Rgba([0, 0, 0, 0]));
    let shown =
        view(&inspect(Found::Picture(ImageFormat::Png), &png(&glass.into())).expect("accepted"));
    assert!(shown.get_pixel(200, 200).0.iter().all(|c| *c > 250));
    let deep = image::ImageBuffer::from_pixel(400, 400, Rgb([60_000_u16, 0, 0]));
    let shown = view(
        &inspect(
            Found::Picture(ImageFormat::Png),
            &png(&DynamicImage::ImageRgb16(deep)),
        )
        .expect("accepted"),
    );
    assert!(shown.get_pixel(200, 200).0[0] > 220 && shown.get_pixel(200, 200).0[1] < 20);
    let grey = GrayImage::from_pixel(400, 400, Luma([128]));
    let shown =
        view(&inspect(Found::Picture(ImageFormat::Png), &png(&grey.into())).expect("accepted"));
    assert!(shown.get_pixel(9, 9).0.iter().all(|c| c.abs_diff(128) < 4));
}

#[test]
fn a_profile_of_other_colours_is_followed() {
    let mut picture = RgbImage::from_pixel(8, 8, Rgb([0, 255, 0]));
    let wide = moxcms::ColorProfile::new_display_p3()
        .encode()
        .expect("a profile is written");
    picture.put_pixel(0, 0, Rgb([200, 100, 100]));
    colour::to_srgb(&mut picture, Some(&wide));
    let [r, g, b] = picture.get_pixel(0, 0).0;
    assert!(r > 204 && g < 100 && b < 100, "{r} {g} {b}");
}

#[test]
fn inks_of_adobe_are_not_taken_for_light() {
    let white = colour::from_cmyk((1, 1), vec![255; 4], true, None).expect("one pixel");
    assert_eq!(white.get_pixel(0, 0).0, [255; 3]);
    let cyan = colour::from_cmyk((1, 1), vec![0, 255, 255, 255], true, None).expect("one pixel");
    assert_eq!(cyan.get_pixel(0, 0).0, [0, 255, 255]);
}

#[test]
fn sizes_are_judged_from_the_header() {
    let narrow = png(&DynamicImage::new_rgb8(1000, 299));
    assert_eq!(
        inspect(Found::Picture(ImageFormat::Png), &narrow),
        Err(Refusal::TooSmall)
    );
    let mut huge = png(&DynamicImage::new_rgb8(400, 400));
    huge[16..20].copy_from_slice(&20_000_u32.to_be_bytes());
    huge[20..24].copy_from_slice(&20_000_u32.to_be_bytes());
    // The checksum of the header is wrong now as well: either way nothing is decoded.
    assert!(inspect(Found::Picture(ImageFormat::Png), &huge).is_err());
}

#[test]
fn a_blurred_picture_is_told_from_a_sharp_one() {
    let sharp = RgbImage::from_fn(800, 600, |x, y| {
        let v = if (x / 50 + y / 40) % 2 == 0 { 40 } else { 210 };
        Rgb([v, v, v])
    });
    let soft = image::imageops::blur(&sharp, 6.0);
    let has = |p: &RgbImage| advice::of(p, (4000, 3000)).contains(&Advice::Blurry);
    assert!(!has(&sharp));
    assert!(has(&soft));
}

#[test]
fn scrubbing_keeps_pixels_and_drops_words() {
    let jpeg = jpeg_bytes(&halves(320, 320), 90).expect("encodes");
    let tagged = with_orientation(&jpeg, 1);
    let scrubbed = without_metadata(&tagged).expect("a JPEG");
    assert_eq!(scrubbed, jpeg);
    assert!(image::load_from_memory(&scrubbed).is_ok());
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/uploads");
    std::fs::read(format!("{folder}/{name}")).expect("a fixture")
}

#[cfg(feature = "heic")]
#[test]
fn a_photo_in_heic_is_shown_in_its_colours() {
    let accepted = inspect(Found::Heif, &fixture("works/hoa_ban.heic")).expect("accepted");
    assert_eq!(accepted.media_type, "image/heic");
    let shown = view(&accepted);
    assert_eq!(shown.dimensions(), (640, 420));
    let near = |x, y, told: [u8; 3]| {
        let found = shown.get_pixel(x, y).0;
        assert!(
            found.iter().zip(told).all(|(a, b)| a.abs_diff(b) < 12),
            "{found:?} at {x}, {y}"
        );
    };
    near(100, 70, [192, 32, 32]);
    near(500, 400, [220, 172, 192]);
}

#[test]
fn a_photo_in_avif_is_refused_with_advice_and_a_cut_one_as_broken() {
    let avif = inspect(Found::Heif, &fixture("hostile/hoa_ban.avif"));
    assert_eq!(avif.map(|_| ()), Err(Refusal::Heic));
    if cfg!(feature = "heic") {
        let heic = fixture("works/hoa_ban.heic");
        let cut = inspect(Found::Heif, &heic[..heic.len() / 2]);
        assert_eq!(cut.map(|_| ()), Err(Refusal::Broken));
    }
}

#[tokio::test]
async fn tiles_put_together_are_the_upright_picture_at_each_level() {
    use crate::files::{Objects, Rendition, tiles};
    use futures_util::TryStreamExt;

    // Lies on its side: shown upright it is 1200 wide and 1601 high, red above and blue below.
    let jpeg = jpeg_bytes(&halves(1601, 1200), 92).expect("encodes");
    let made = cut(
        Found::Picture(ImageFormat::Jpeg),
        &with_orientation(&jpeg, 6),
    )
    .expect("is cut");
    let recipes: Vec<_> = made.iter().map(|m| m.recipe).collect();
    assert_eq!(
        recipes,
        [Recipe::View, Recipe::Tiles],
        "no larger view of a small picture"
    );
    let made = made.into_iter().next_back().expect("tiles");
    assert_eq!((made.width, made.height), (1200, 1601));
    let pyramid = tiles::Pyramid {
        width: 1200,
        height: 1601,
    };
    let objects = Objects::memory();
    let held = Rendition {
        sha256: objects.put(made.bytes.into()).await.expect("stored"),
        size_bytes: 0,
        media_type: made.media_type,
        width: 1200,
        height: 1601,
    };
    for scale in pyramid.scales() {
        let (width, height) = pyramid.size(scale);
        let mut whole = RgbImage::new(width, height);
        for tile in pyramid.tiles().filter(|t| t.scale == scale) {
            let (_, bytes) = tiles::tile(&objects, &held, tile)
                .await
                .expect("read")
                .expect("is there");
            let bytes: Vec<_> = bytes.try_collect().await.expect("read");
            let piece = image::load_from_memory(&bytes.concat())
                .expect("decodes")
                .into_rgb8();
            let (x, y) = (
                i64::from(tile.column * tiles::TILE),
                i64::from(tile.row * tiles::TILE),
            );
            image::imageops::replace(&mut whole, &piece, x, y);
        }
        let black = whole
            .pixels()
            .filter(|p| p.0.iter().all(|c| *c < 20))
            .count();
        assert_eq!(black, 0, "no hole at 1/{scale}");
        for x in [0, width / 2, width - 1] {
            assert!(
                whole.get_pixel(x, height / 4).0[0] > 180,
                "red above at 1/{scale}"
            );
            assert!(
                whole.get_pixel(x, height - 2).0[2] > 180,
                "blue below at 1/{scale}"
            );
        }
    }
}
