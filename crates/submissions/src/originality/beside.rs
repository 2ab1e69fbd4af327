//! What is laid side by side for a person who looks.

use contest::Tx;

use super::{
    Medium, Pair, store,
    trace::Trace,
    words::{self, Shown},
};

/// The texts of both works, the earlier one first, with what they share; none where one is gone.
pub async fn texts_beside(tx: &mut Tx, pair: &Pair) -> Result<Option<(Shown, Shown)>, sqlx::Error> {
    let mut read = Vec::new();
    for id in [pair.earlier.id, pair.later.id] {
        let content = store::trace(tx, id, Medium::Text).await?;
        read.push(content.and_then(|c| Trace::read(Medium::Text, &c)));
    }
    Ok(match read.as_slice() {
        [Some(Trace::Text(a)), Some(Trace::Text(b))] => Some(words::shown(a, b)),
        _ => None,
    })
}
