//! Eighteen things to paint. A recipe composes motifs on the easel; its words (titles, statements) stand in `words`.

mod climate;
mod country;
mod dream;
mod learning;

use super::easel::Easel;

/// A way to compose a picture.
pub(crate) type Recipe = fn(&mut Easel);

/// In the order of `words::WORDS`.
pub(crate) const RECIPES: [Recipe; 18] = [
    country::village_morning,
    country::terraces_with_buffalo,
    country::stream_and_bridge,
    country::ban_branch,
    country::xoe_dance,
    learning::school_yard,
    learning::reading_tree,
    learning::library_room,
    learning::grandmother,
    learning::night_study,
    dream::book_boats,
    dream::book_mountain,
    dream::balloons,
    dream::valley_in_a_book,
    climate::wind_and_sun,
    climate::rainy_lesson,
    climate::planting,
    climate::earth,
];
