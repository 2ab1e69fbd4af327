//! What is left where only totals are published.

use super::form::BundleSheet;

/// Takes everything from the sheets but their commitments, in an order that tells nothing.
pub(super) fn withhold(sheets: &mut Vec<BundleSheet>) {
    sheets.retain(|sheet| sheet.commitment.is_some());
    for sheet in sheets.iter_mut() {
        sheet.code = None;
        sheet.juror = None;
        "withheld".clone_into(&mut sheet.answer);
        sheet.marks.clear();
        sheet.salt = None;
    }
    sheets.sort_by(|a, b| (&a.category, &a.commitment).cmp(&(&b.category, &b.commitment)));
}
