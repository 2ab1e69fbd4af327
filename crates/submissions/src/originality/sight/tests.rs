use std::collections::HashSet;

use image::{GrayImage, Luma};
use proptest::prelude::*;

use super::*;

fn painting(n: u32) -> GrayImage {
    let it = rehearsal::painting(rehearsal::Seed(7), n);
    let picture = image::load_from_memory(&it.jpeg).expect("an invented painting");
    picture.thumbnail(640, 640).to_luma8()
}

fn cropped(picture: &GrayImage, part: [u32; 4]) -> GrayImage {
    let (w, h) = picture.dimensions();
    let [left, top, width, height] = part;
    imageops::crop_imm(
        picture,
        w * left / 100,
        h * top / 100,
        w * width / 100,
        h * height / 100,
    )
    .to_image()
}

/// Turned by degrees, the corners white.
fn turned(picture: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (w, h) = (picture.width() as f32 / 2.0, picture.height() as f32 / 2.0);
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        let (dx, dy) = (x as f32 - w, y as f32 - h);
        let at = (cos * dx + sin * dy + w, cos * dy - sin * dx + h);
        imageops::interpolate_bilinear(picture, at.0, at.1).unwrap_or(Luma([255]))
    })
}

fn shares_a_key(a: &[Feature], b: &[Feature]) -> bool {
    let own: HashSet<i64> = keys(a).into_iter().collect();
    queries(b).iter().any(|key| own.contains(key))
}

#[test]
fn a_picture_is_found_again_whatever_was_done_to_it() {
    let model = painting(0);
    let known = see(&model);
    let lighter = |p: &GrayImage| imageops::colorops::brighten(p, 40);
    let small = |p: &GrayImage| {
        imageops::resize(
            p,
            220,
            220 * p.height() / p.width(),
            imageops::FilterType::Triangle,
        )
    };
    let mirrored = imageops::flip_horizontal(&model);
    let changes = [
        ("lighter", lighter(&model), false),
        ("smaller", small(&model), false),
        ("mirrored", mirrored.clone(), true),
        ("turned by 90", imageops::rotate90(&model), false),
        ("turned by 7", turned(&model, 7.0), false),
        ("cropped", cropped(&model, [12, 20, 65, 65]), false),
        (
            "all of it",
            lighter(&turned(&cropped(&mirrored, [8, 8, 80, 80]), 4.0)),
            true,
        ),
    ];
    for (what, changed, in_a_mirror) in changes {
        let seen = see(&changed);
        let found = overlay(&known, &seen);
        assert!(found.is_alike(), "{what}: {found:?}");
        assert_eq!(found.mirrored, in_a_mirror, "{what}");
        assert!(shares_a_key(&known, &seen), "{what}");
    }
    let quarter = overlay(&known, &see(&imageops::rotate90(&model)));
    assert!((quarter.turned.abs() - 90).abs() <= 2, "{quarter:?}");
}

#[test]
fn pictures_of_their_own_are_not_alike() {
    let all: Vec<Vec<Feature>> = (0..6).map(|n| see(&painting(n))).collect();
    for (n, one) in all.iter().enumerate() {
        for other in &all[n + 1..] {
            let found = overlay(one, other);
            assert!(!found.is_alike(), "{found:?}");
        }
    }
}

#[test]
fn a_blank_sheet_is_like_nothing() {
    let blank = see(&GrayImage::from_pixel(500, 400, Luma([244])));
    assert!(blank.is_empty());
    assert_eq!(overlay(&blank, &blank).permille(), 0);
    assert!(keys(&blank).is_empty());
    assert!(!overlay(&blank, &see(&painting(1))).is_alike());
}

fn features() -> impl Strategy<Value = Vec<Feature>> {
    let one = (
        1.0_f32..440.0,
        1.0_f32..440.0,
        1.6_f32..40.0,
        0.0_f32..std::f32::consts::TAU,
        any::<u128>(),
    );
    prop::collection::vec(one, 0..40).prop_map(|all| {
        let point = |(x, y, size, angle, look)| Feature {
            x,
            y,
            size,
            angle,
            look,
        };
        all.into_iter().map(point).collect()
    })
}

proptest! {
    #[test]
    fn the_mirror_of_a_mirror_is_the_point(all in features()) {
        for point in &all {
            let twice = point.mirrored().mirrored();
            prop_assert_eq!(twice.look, point.look);
            prop_assert!((twice.angle - point.angle).abs() < 1e-3);
        }
    }

    #[test]
    fn kept_points_are_read_as_they_were(all in features()) {
        let again = read(&to_bytes(&all)).expect("a record");
        prop_assert_eq!(again.len(), all.len());
        for (a, b) in all.iter().zip(&again) {
            prop_assert_eq!(a.look, b.look);
            prop_assert!((a.x - b.x).abs() < 0.02 && (a.angle - b.angle).abs() < 0.001);
        }
        prop_assert_eq!(keys(&all), keys(&again));
    }

    #[test]
    fn agreement_is_within_bounds_and_all_of_it_with_oneself(all in features(), other in features()) {
        let found = overlay(&all, &other);
        prop_assert!((0..=1_000).contains(&found.permille()));
        prop_assert!(found.points <= found.possible);
        prop_assert!(found.points <= all.len().min(other.len()));
    }
}
