//! A second thing to sign in with: six digits of an app (TOTP, RFC 6238, SHA-1, steps of 30 s), each used once, or one of
//! ten codes on paper.

mod store;

use contest::{
    Context, Timestamp, Tx,
    db::Digest,
    people::{Actor, Person, PersonId, Role},
};
use totp_rs::{Builder, Totp, TotpError};

use super::FormKey;
use crate::config::{Config, SecondFactor};

pub use store::{is_on, papers_left};

const STEP_MS: i64 = 30_000;
/// A step before and after count as well: clocks of telephones are not exact.
const STEPS_APART: u16 = 1;
/// RFC 4226, section 4: 160 bits.
const SECRET_BYTES: usize = 20;
const PAPER_CODES: usize = 10;
/// How long after the password the code may be typed.
const TICKET_MS: i64 = 5 * 60_000;

/// What an app needs to be set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// An address `otpauth://…`, to be shown as a QR code.
    pub address: String,
    /// The same secret to be typed, in groups of four.
    pub typed: String,
}

/// Begins to set it up, or goes on where it was begun: the same secret until it is confirmed.
pub async fn begin(
    tx: &mut Tx,
    cx: &Context,
    person: &Person,
    issuer: &str,
) -> Result<Setup, FactorError> {
    let fresh = cx.rng.bytes::<SECRET_BYTES>();
    let secret = store::begin(tx, person.id, &fresh, cx.now).await?;
    let account = [&person.email, &person.name]
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or("", |text| text.as_str());
    // a colon parts the two in such an address
    let bare = |text: &str| text.replace(':', " ");
    let totp = Builder::new()
        .with_secret(secret.as_slice())
        .with_skew(STEPS_APART)
        .with_account_name(bare(account))
        .with_issuer(Some(bare(issuer)))
        .build()?;
    let letters: Vec<char> = totp.secret().to_base32().chars().collect();
    let groups = letters
        .chunks(4)
        .map(|four| four.iter().collect::<String>());
    Ok(Setup {
        address: totp.to_url()?,
        typed: groups.collect::<Vec<_>>().join(" "),
    })
}

/// Whether the digits are those of the app; from then on they are asked for. Returns the codes on paper, which are told once.
pub async fn confirm(
    tx: &mut Tx,
    cx: &Context,
    person: PersonId,
    digits: &str,
) -> Result<Option<Vec<String>>, FactorError> {
    if !is_of_app(tx, cx, person, digits).await? {
        return Ok(None);
    }
    store::confirm(tx, person, cx.now).await?;
    Ok(Some(new_papers(tx, cx, person).await?))
}

/// Ten new codes on paper; earlier ones are worth nothing from then on.
pub async fn new_papers(
    tx: &mut Tx,
    cx: &Context,
    person: PersonId,
) -> Result<Vec<String>, sqlx::Error> {
    let codes: Vec<String> = (0..PAPER_CODES).map(|_| paper_code(cx)).collect();
    let hashes: Vec<Digest> = codes.iter().map(|code| paper_hash(person, code)).collect();
    store::replace_papers(tx, person, &hashes).await?;
    Ok(codes)
}

/// Twelve letters and digits that are not mistaken for one another: 60 bits.
fn paper_code(cx: &Context) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let drawn = cx.rng.bytes::<12>();
    let letters: Vec<char> = drawn
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    let groups = letters
        .chunks(4)
        .map(|four| four.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

fn paper_hash(person: PersonId, code: &str) -> Digest {
    let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    Digest::of(format!("hoaban-paper-v1:{person}:{}", bare.to_ascii_uppercase()).as_bytes())
}

/// Whether this is a code of the app that was not used yet, or an unused one on paper. It is used up.
pub async fn check(
    tx: &mut Tx,
    cx: &Context,
    person: PersonId,
    typed: &str,
) -> Result<bool, FactorError> {
    if is_of_app(tx, cx, person, typed).await? {
        return Ok(true);
    }
    Ok(store::use_paper(tx, person, paper_hash(person, typed), cx.now).await?)
}

async fn is_of_app(
    tx: &mut Tx,
    cx: &Context,
    person: PersonId,
    typed: &str,
) -> Result<bool, FactorError> {
    let Some(secret) = store::secret(tx, person).await? else {
        return Ok(false);
    };
    let totp: Totp = Builder::new()
        .with_secret(secret.as_slice())
        .with_skew(STEPS_APART)
        .build()?;
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(cx.now.0 / 1000).unwrap_or(0);
    let Some(step) = totp.check(&digits, seconds) else {
        return Ok(false);
    };
    let step = i64::try_from(step).unwrap_or(cx.now.0 / STEP_MS);
    Ok(store::use_step(tx, person, step).await?)
}

/// Takes it away, with the codes on paper.
pub async fn remove(tx: &mut Tx, person: PersonId) -> Result<(), sqlx::Error> {
    store::remove(tx, person).await
}

/// Whether whoever holds these roles has to have one: organisers and administrators see everybody's names and sign.
#[must_use]
pub fn is_asked_of(config: &Config, actor: &Actor) -> bool {
    let Actor::Person { grants, .. } = actor else {
        return false;
    };
    config.second_factor.is_required(&config.base_url)
        && grants
            .iter()
            .any(|g| matches!(g.role, Role::Organiser | Role::Admin))
}

impl SecondFactor {
    /// Whether it is required of those who run contests, where the site has this address.
    #[must_use]
    pub fn is_required(self, base_url: &str) -> bool {
        match self {
            Self::Required => true,
            Self::Optional => false,
            Self::Auto => base_url.starts_with("https://"),
        }
    }
}

/// Proof that the password was right, which the page for the code carries: person, end, and the installation's seal.
#[must_use]
pub fn ticket(key: &FormKey, person: PersonId, now: Timestamp) -> String {
    let until = now.plus_ms(TICKET_MS).0;
    let seal = key.token(scope(person, until).as_bytes());
    format!("{person}.{until}.{seal}")
}

/// Whose ticket this is, if it is one and not over.
#[must_use]
pub fn holder_of(key: &FormKey, ticket: &str, now: Timestamp) -> Option<PersonId> {
    let mut parts = ticket.split('.');
    let (person, until, seal) = (parts.next()?, parts.next()?, parts.next()?);
    let person: PersonId = person.parse().ok()?;
    let until: i64 = until.parse().ok()?;
    (now.0 < until && key.is_token(scope(person, until).as_bytes(), seal)).then_some(person)
}

fn scope(person: PersonId, until: i64) -> String {
    format!("second-factor:{person}:{until}")
}

/// Why a code could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum FactorError {
    /// What is stored is no secret.
    #[error("{0:?}")]
    Secret(TotpError),
    /// The database.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl From<TotpError> for FactorError {
    fn from(error: TotpError) -> Self {
        Self::Secret(error)
    }
}
