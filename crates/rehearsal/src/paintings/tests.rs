use std::collections::HashSet;

use super::*;

/// A tenth of the real size: the same strokes, a hundredth of the pixels.
fn small(index: u32) -> InventedPainting {
    painted(Seed(2024), index, 0.1)
}

#[test]
fn the_same_seed_paints_the_same_picture() {
    assert_eq!(small(7), small(7));
    assert_ne!(small(7).jpeg, painted(Seed(2025), 7, 0.1).jpeg);
}

#[test]
fn all_179_pictures_differ() {
    let pictures: HashSet<Vec<u8>> = (0..179).map(|index| small(index).jpeg).collect();
    assert_eq!(pictures.len(), 179);
}

#[test]
fn scenes_hands_and_colours_are_all_used_and_neighbours_differ() {
    let plans: Vec<Plan> = (0..179).map(|index| plan(Seed(2024), index)).collect();
    assert_eq!(
        plans.iter().map(|p| p.recipe).collect::<HashSet<_>>().len(),
        RECIPES.len()
    );
    assert_eq!(
        plans
            .iter()
            .map(|p| p.palette)
            .collect::<HashSet<_>>()
            .len(),
        Palette::COUNT
    );
    let mixes: HashSet<_> = plans
        .iter()
        .map(|p| (p.recipe, p.palette, format!("{:?}", p.hand)))
        .collect();
    assert!(mixes.len() > 150, "only {} mixes", mixes.len());
}

#[test]
fn a_full_size_picture_fits_its_limit() {
    let picture = painting(Seed(2024), 3);
    assert!(picture.jpeg.len() <= MOST_BYTES);
    let size = image::load_from_memory(&picture.jpeg).expect("our own JPEG decodes");
    assert_eq!(size.width().max(size.height()), 1400);
    assert_eq!(size.width().min(size.height()), 1050);
}
