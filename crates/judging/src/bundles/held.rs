//! A juror's receipt against a bundle: are the published sheets the ones that were given?

use std::collections::HashMap;

use super::{form::BundleSheet, recount};
use crate::sheets::{RECEIPT_FORMAT, SheetsReceipt};

/// What became of a sheet that a juror holds a receipt of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// It is published as it was sealed.
    Published,
    /// Its commitment is there, and its marks are not published.
    Withheld,
    /// Something else stands there: another commitment, salt, juror, work or leaf.
    Changed,
    /// It is not there.
    Missing,
}

/// A receipt beside a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What became of each sheet of the receipt, by code.
    pub sheets: Vec<(String, Held)>,
    /// Codes of works of which the bundle has a sheet of the juror in the round and the receipt none.
    pub more: Vec<String>,
}

/// A receipt that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a receipt of sealed sheets")]
pub struct NoReceipt;

/// Compares a receipt with a bundle. The bundle itself is counted apart, by [`super::recount`].
pub fn compare(receipt: &SheetsReceipt, archive: &[u8]) -> Result<Compared, NoReceipt> {
    if receipt.format != RECEIPT_FORMAT {
        return Err(NoReceipt);
    }
    let opened = recount::opened(archive);
    let number = opened.roster.jurors.iter().find(|j| j.key == receipt.juror);
    let number = number.map(|j| j.juror.as_str());
    let category = opened.categories.get(&receipt.round);
    let by_commitment: HashMap<&str, &BundleSheet> = opened
        .sheets
        .iter()
        .filter_map(|s| Some((s.commitment.as_deref()?, s)))
        .collect();
    let mut found = Vec::new();
    for own in &receipt.sheets {
        let held = match by_commitment.get(own.commitment.as_str()) {
            None => {
                let there = |s: &&BundleSheet| {
                    number.is_some()
                        && s.juror.as_deref() == number
                        && s.code.as_ref() == Some(&own.code)
                        && Some(&s.category) == category
                };
                if opened.sheets.iter().any(|s| there(&s)) {
                    Held::Changed
                } else {
                    Held::Missing
                }
            }
            Some(sheet) => judged(own, sheet, number, category),
        };
        found.push((own.code.clone(), held));
    }
    let more = opened.sheets.iter().filter(|s| {
        number.is_some()
            && s.juror.as_deref() == number
            && Some(&s.category) == category
            && s.commitment.is_some()
            && !receipt
                .sheets
                .iter()
                .any(|own| Some(&own.code) == s.code.as_ref())
    });
    let more = more.filter_map(|s| s.code.clone()).collect();
    Ok(Compared {
        sheets: found,
        more,
    })
}

fn judged(
    own: &crate::sheets::ReceiptSheet,
    sheet: &BundleSheet,
    number: Option<&str>,
    category: Option<&String>,
) -> Held {
    let at_home = Some(&sheet.category) == category && sheet.leaf == Some(own.leaf);
    if !at_home {
        return Held::Changed;
    }
    if sheet.answer == "withheld" {
        let named = sheet.code.as_ref().is_none_or(|code| *code == own.code);
        return if named { Held::Withheld } else { Held::Changed };
    }
    let same = sheet.code.as_ref() == Some(&own.code)
        && sheet.juror.as_deref() == number
        && sheet.salt.as_ref() == Some(&own.salt);
    if same { Held::Published } else { Held::Changed }
}
