//! The menu of the header.

use crate::render::NavItem;

/// For visitors of a contest; `base` is its address, language included.
#[must_use]
pub fn public(base: &str, announced: bool) -> Vec<NavItem> {
    let mut items = vec![NavItem::new("nav-rules", format!("{base}/rules"))];
    if announced {
        items.push(NavItem::new("nav-gallery", format!("{base}/gallery")));
        items.push(NavItem::new("nav-winners", format!("{base}/winners")));
    }
    items.push(NavItem::new("nav-lookup", format!("{base}/lookup")));
    items
}

/// For people signed in; where they may go from there is listed on their own page.
#[must_use]
pub fn staff(account: &str, contest: Option<&str>) -> Vec<NavItem> {
    let mut items = vec![NavItem::new("nav-mine", account)];
    items.extend(contest.map(|base| NavItem::new("nav-contest", base)));
    items
}
