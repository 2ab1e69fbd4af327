//! The menu of the header.

use crate::{extract::Visitor, render::NavItem};

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

/// The menu for this visitor on this page.
#[must_use]
pub fn of(visitor: &Visitor, announced: bool) -> Vec<NavItem> {
    let base = visitor
        .contest
        .as_ref()
        .map(|c| visitor.url(&format!("/{}", c.slug)));
    let mut items = match (&visitor.session, &base) {
        (Some(_), base) => staff(&visitor.url("/account"), base.as_deref()),
        (None, Some(base)) => public(base, announced),
        (None, None) => Vec::new(),
    };
    let here = visitor.url(&visitor.path);
    for item in &mut items {
        item.current = item.href == here;
    }
    items
}
