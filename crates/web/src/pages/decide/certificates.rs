//! The register of certificates: who signs, numbers and codes, one file for the printer, and taking one back.

use std::collections::HashMap;

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{self, Contest};
use judging::certificates::{
    self, Certificate, CertificateId, DescribeError, IssueError, Settings, WithdrawError,
};
use judging::decisions;
use judging::prizes;
use serde::{Deserialize, Serialize};
use submissions::entries::Entry;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::{Args, text};
use crate::pages::classes::list::download;
use crate::pages::examples;
use crate::pages::papers::{Honoured, certificate_words, lead_of};
use crate::pages::parts::Award;
use crate::pages::works::rank_of;
use crate::render::Page;

/// What is typed around the signature.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SignerForm {
    /// who issues
    pub issuer: String,
    /// title of whoever signs
    pub signer_title: String,
    /// their name
    pub signer_name: String,
    /// place and date, as printed
    pub place_date: String,
}

/// A line of the register.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterLine {
    /// number in the book
    pub number: i64,
    /// whom it honours
    pub name: String,
    /// the tier
    pub award: Award,
    /// the work
    pub title: String,
    /// code of the entry
    pub entry: String,
    /// code for checking, in groups of four
    pub code: String,
    /// when it was withdrawn
    pub withdrawn_at: Option<i64>,
    /// why
    pub reason: String,
    /// posts `reason`; absent where it is withdrawn
    pub withdraw_action: Option<String>,
    /// what checks it
    pub verify_href: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Certificates {
    /// what was typed
    pub form: SignerForm,
    /// what is wrong; `reason-<number>` on a withdrawal
    pub errors: FormErrors,
    /// in stage order
    pub lines: Vec<RegisterLine>,
    /// awards that have no standing certificate
    pub waiting: i64,
    /// whether somebody signs
    pub described: bool,
    /// whether the codes can be checked already
    pub announced: bool,
    /// this page; acts post below it
    pub base: String,
    /// the decision
    pub back_href: String,
}

impl Page for Certificates {
    const TEMPLATE: &'static str = "pages/decide/certificates.html";

    fn samples() -> Vec<Self> {
        let base = format!("{}/certificates", examples::BASE);
        let line = |number: i64, rank: &str, label: &str, name: &str, title: &str| RegisterLine {
            number,
            name: name.into(),
            award: Award::new(rank, label),
            title: title.into(),
            entry: "T-0179-K".into(),
            code: "K7MQ-2ZRA-4TXB".into(),
            withdrawn_at: None,
            reason: String::new(),
            withdraw_action: Some(format!("{base}/{number}/withdraw")),
            verify_href: format!("{}/certificate/K7MQ2ZRA4TXB", examples::BASE),
        };
        let form = SignerForm {
            issuer: "Ban Tổ chức cuộc thi".into(),
            signer_title: "TRƯỞNG BAN".into(),
            signer_name: "Nguyễn Thị Ngọc Ánh".into(),
            place_date: "Sơn La, ngày 07 tháng 10 năm 2024".into(),
        };
        let page = Self {
            form: form.clone(),
            errors: FormErrors::new(),
            lines: vec![
                line(1, "mention", "Khuyến khích", "Lò Thị Mai Hương", "Mưa"),
                line(
                    2,
                    "first",
                    "Giải Nhất",
                    "Nhóm Ban Trắng (Lò Thị Ban, Cà Văn Thuận)",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                ),
                RegisterLine {
                    withdrawn_at: Some(examples::NOW),
                    reason: "Tác phẩm đã đăng báo trước ngày mở cuộc thi".into(),
                    withdraw_action: None,
                    ..line(3, "second", "Giải Nhì", "Quàng Văn Minh", "Bản em")
                },
            ],
            waiting: 1,
            described: true,
            announced: true,
            base: base.clone(),
            back_href: format!("{}/decide", examples::BASE),
        };
        let empty = Self {
            form: SignerForm {
                signer_name: String::new(),
                ..form
            },
            errors: FormErrors::new().with("signer_name", "certificates-line", &[]),
            lines: vec![],
            waiting: 38,
            described: false,
            announced: false,
            ..page.clone()
        };
        vec![page, empty]
    }
}

/// `GET /{lang}/{contest}/certificates`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Certificates::of(&mut tx, &app, &visitor, &contest).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/certificates`: who signs; numbers are given at once.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<SignerForm>,
) -> Answer {
    let (cx, actor) = (app.cx(), visitor.actor());
    let mut tx = app.db.begin().await?;
    let typed = Settings {
        issuer: form.issuer.clone(),
        signer_title: form.signer_title.clone(),
        signer_name: form.signer_name.clone(),
        place_date: form.place_date.clone(),
    };
    let mut errors = FormErrors::new();
    match certificates::describe(&mut tx, &cx, &actor, &contest, &typed).await {
        Ok(()) => {}
        Err(DescribeError::Line(field)) => errors.add(field, "certificates-line"),
        Err(DescribeError::Denied(_)) => return Err(PageError::Closed),
        Err(DescribeError::Store(error)) => return Err(error.into()),
    }
    if errors.is_empty() {
        match certificates::issue(&mut tx, &cx, &actor, &contest).await {
            Ok(_) => {}
            Err(IssueError::Denied(_) | IssueError::NoSigner) => return Err(PageError::Closed),
            Err(IssueError::Store(error)) => return Err(error.into()),
        }
        tx.commit().await?;
        let here = format!("/{}/certificates", contest.slug);
        return Ok(visitor.go_saying(&here, "notice-saved"));
    }
    let mut page = Certificates::of(&mut tx, &app, &visitor, &contest).await?;
    page.form = form;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// Why a certificate is taken back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WithdrawForm {
    reason: String,
}

/// `POST /{lang}/{contest}/certificates/{certificate}/withdraw`.
pub async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, CertificateId)>,
    Posted { form, .. }: Posted<WithdrawForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let what = (id, form.reason.as_str());
    match certificates::withdraw(&mut tx, &app.cx(), &visitor.actor(), &contest, what).await {
        Ok(()) => {
            tx.commit().await?;
            let here = format!("/{}/certificates", contest.slug);
            return Ok(visitor.go_saying(&here, "notice-saved"));
        }
        Err(WithdrawError::ReasonMissing) => {}
        Err(WithdrawError::NotStanding) => return Err(PageError::NotFound),
        Err(WithdrawError::Denied(_)) => return Err(PageError::Closed),
        Err(WithdrawError::Store(error)) => return Err(error.into()),
    }
    let mut page = Certificates::of(&mut tx, &app, &visitor, &contest).await?;
    let register = certificates::certificates_of(&mut tx, contest.id).await?;
    let number = register.iter().find(|c| c.id == id).map_or(0, |c| c.number);
    page.errors.add(&format!("reason-{number}"), "error-reason");
    visitor.again(&app, &page)
}

/// `GET /{lang}/{contest}/certificates.pdf`: all that stand, in stage order.
pub async fn pdf(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    certificates::may_keep(&visitor.actor(), &contest).map_err(|_| PageError::NotFound)?;
    let settings = certificates::settings_of(&mut tx, contest.id)
        .await?
        .ok_or(PageError::NotFound)?;
    let mut register = certificates::certificates_of(&mut tx, contest.id).await?;
    register.retain(|c| c.withdrawn_at.is_none());
    if register.is_empty() {
        return Err(PageError::NotFound);
    }
    let say = |key: &str, args: &Args| text(visitor.lang, key, args);
    let decision = decisions::decision_of(&mut tx, contest.id).await?;
    let number = decision.map_or_else(String::new, |d| d.number);
    let mut pages = Vec::new();
    for line in lines(&mut tx, &visitor, &contest, &register).await? {
        let args = Args::from([
            ("n".to_owned(), line.number.into()),
            ("award".to_owned(), line.award.into()),
            ("category".to_owned(), line.category.into()),
            ("title".to_owned(), line.entry.title.clone().into()),
        ]);
        pages.push(papers::Certificate {
            lead: say(line.lead, &args),
            name: line.name,
            award: say("certificate-award", &args),
            work: say("certificate-work", &args),
            number: say("certificate-number", &args),
            address: visitor.absolute_short(&format!("/verify/{}", line.code)),
            code: grouped(&line.code),
        });
    }
    drop(tx);
    let paper = certificate_words(&visitor, &contest, settings, &number);
    let made = tokio::task::spawn_blocking(move || papers::certificates_pdf(&paper, &pages)).await;
    let bytes = made
        .map_err(PageError::internal)?
        .map_err(PageError::internal)?;
    download(bytes, "application/pdf", "giay-chung-nhan.pdf")
}

/// «K7MQ-2ZRA-4TXB».
fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups = letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// What is printed of one certificate.
struct Line {
    number: i64,
    code: String,
    name: String,
    lead: &'static str,
    award: String,
    rank: &'static str,
    category: String,
    entry: Entry,
}

async fn lines(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    register: &[Certificate],
) -> Result<Vec<Line>, PageError> {
    let tiers: HashMap<_, _> = prizes::tiers_of(tx, contest.id)
        .await?
        .into_iter()
        .map(|t| (t.id, t))
        .collect();
    let categories = contests::categories_of(tx, contest.id).await?;
    let mut lines = Vec::new();
    for certificate in register {
        let Some(people) = Honoured::of(tx, contest, certificate.entry_id).await? else {
            continue;
        };
        let tier = tiers.get(&certificate.tier_id);
        let category = categories.iter().find(|c| c.id == people.entry.category_id);
        lines.push(Line {
            number: certificate.number,
            code: certificate.code.clone(),
            lead: lead_of(&people),
            name: people.name,
            award: tier.map_or_else(String::new, |t| {
                visitor.pick(&t.name_vi, &t.name_en).to_owned()
            }),
            rank: rank_of(tier.map_or(0, |t| t.level)),
            category: category.map_or_else(String::new, |c| {
                visitor.pick(&c.name_vi, &c.name_en).to_owned()
            }),
            entry: people.entry,
        });
    }
    Ok(lines)
}

impl Certificates {
    async fn of(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        contest: &Contest,
    ) -> Result<Self, PageError> {
        certificates::may_keep(&visitor.actor(), contest).map_err(|_| PageError::NotFound)?;
        let settings = certificates::settings_of(tx, contest.id).await?;
        let register = certificates::certificates_of(tx, contest.id).await?;
        let awards = prizes::awards_of(tx, contest.id).await?;
        let described = settings.is_some();
        let form = settings.map_or_else(
            || SignerForm {
                issuer: visitor
                    .pick(&contest.organiser_vi, &contest.organiser_en)
                    .to_owned(),
                ..SignerForm::default()
            },
            |s| SignerForm {
                issuer: s.issuer,
                signer_title: s.signer_title,
                signer_name: s.signer_name,
                place_date: s.place_date,
            },
        );
        let base = visitor.url(&format!("/{}/certificates", contest.slug));
        let waits = awards.iter().filter(|award| {
            let stands = |c: &&Certificate| {
                c.entry_id == award.entry_id
                    && c.tier_id == award.tier_id
                    && c.withdrawn_at.is_none()
            };
            !register.iter().any(|c| stands(&c))
        });
        let waiting = i64::try_from(waits.count()).unwrap_or(0);
        let shown = lines(tx, visitor, contest, &register).await?;
        let shown = shown.into_iter().filter_map(|line| {
            let of = register.iter().find(|c| c.number == line.number)?;
            Some(RegisterLine {
                number: line.number,
                name: line.name,
                award: Award::new(line.rank, &line.award),
                title: line.entry.title,
                entry: line.entry.code.unwrap_or_default(),
                verify_href: visitor.url(&format!("/{}/certificate/{}", contest.slug, line.code)),
                code: grouped(&line.code),
                withdrawn_at: of.withdrawn_at.map(|at| at.0),
                reason: of.reason.clone(),
                withdraw_action: of
                    .withdrawn_at
                    .is_none()
                    .then(|| format!("{base}/{}/withdraw", of.id)),
            })
        });
        Ok(Self {
            form,
            errors: FormErrors::new(),
            lines: shown.collect(),
            waiting,
            described,
            announced: contest.is_announced(app.now()),
            base,
            back_href: visitor.url(&format!("/{}/decide", contest.slug)),
        })
    }
}
