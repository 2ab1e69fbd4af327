//! Comparing a juror with an author. Pure.

use contest::folding::{fold, phone_e164};
use submissions::entries::KinRow;

use super::{Tie, TieKind};
use crate::rounds::store::MemberContact;

/// What makes a juror seem close to an author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The juror said so.
    Declared(TieKind),
    /// The same telephone, the author's or the guardian's.
    Phone,
    /// The same mail address.
    Email,
    /// The author's school is the juror's organisation.
    School,
    /// The same name, the author's or the guardian's.
    Name,
}

/// Everything that makes a juror seem close to an author. A namesake costs the juror one work; a missed relative would cost
/// trust.
pub(super) fn whys(row: &KinRow, juror: &MemberContact, ties: &[&Tie]) -> Vec<Why> {
    let mut why = Vec::new();
    let phone = phone_e164(&juror.phone);
    let guardian = phone_e164(&row.guardian_phone);
    if phone.is_some() && (phone.as_deref() == Some(&row.phone_e164) || phone == guardian) {
        why.push(Why::Phone);
    }
    if !row.email.is_empty() && row.email == juror.email {
        why.push(Why::Email);
    }
    let school = fold(&row.school);
    if !school.is_empty() && school == fold(&juror.organisation) {
        why.push(Why::School);
    }
    let (name, guardian) = (fold(&juror.name), fold(&row.guardian_name));
    if row.name_folded == name || (!name.is_empty() && guardian == name) {
        why.push(Why::Name);
    }
    for tie in ties {
        let said = fold(&tie.name);
        let meant = [&row.name_folded, &school, &guardian];
        if !said.is_empty() && meant.into_iter().any(|own| *own == said) {
            why.push(Why::Declared(tie.kind));
        }
    }
    why
}

#[cfg(test)]
mod tests {
    use contest::{Timestamp, people::PersonId};
    use submissions::entries::EntryId;
    use uuid::Uuid;

    use super::*;
    use crate::conflicts::TieId;

    fn author() -> KinRow {
        KinRow {
            entry_id: EntryId(Uuid::from_u128(1)),
            phone_e164: "+84912000001".to_owned(),
            guardian_phone: "0912 000 002".to_owned(),
            guardian_name: "Lò Văn Ơn".to_owned(),
            email: "lo@example.org".to_owned(),
            school: "Tiểu học Quyết Thắng".to_owned(),
            name_folded: fold("Lò Thị Ban"),
        }
    }

    fn juror() -> MemberContact {
        MemberContact {
            person_id: PersonId(Uuid::from_u128(9)),
            name: "Hà Thị Châu".to_owned(),
            email: "chau@example.org".to_owned(),
            phone: "0988 000 000".to_owned(),
            organisation: "Sở Văn hóa".to_owned(),
            most_works: 0,
            expertise: 2,
        }
    }

    fn tie(kind: TieKind, name: &str) -> Tie {
        Tie {
            id: TieId(Uuid::from_u128(3)),
            person_id: juror().person_id,
            kind,
            name: name.to_owned(),
            note: String::new(),
            at: Timestamp(0),
        }
    }

    #[test]
    fn each_likeness_is_named_and_strangers_have_none() {
        assert_eq!(whys(&author(), &juror(), &[]), []);
        let with = |change: fn(&mut MemberContact)| {
            let mut juror = juror();
            change(&mut juror);
            whys(&author(), &juror, &[])
        };
        assert_eq!(
            with(|j| j.phone = "+84 912 000 001".to_owned()),
            [Why::Phone]
        );
        assert_eq!(with(|j| j.phone = "0912000002".to_owned()), [Why::Phone]);
        assert_eq!(
            with(|j| j.email = "lo@example.org".to_owned()),
            [Why::Email]
        );
        assert_eq!(
            with(|j| j.organisation = "tiểu học QUYẾT THẮNG".to_owned()),
            [Why::School]
        );
        assert_eq!(with(|j| j.name = "Lo Thi Ban".to_owned()), [Why::Name]);
        assert_eq!(with(|j| j.name = "Lò Văn Ơn".to_owned()), [Why::Name]);
    }

    #[test]
    fn what_is_declared_is_found_by_author_guardian_and_school_whatever_the_marks() {
        for name in ["lo thi ban", "Lò Văn Ơn", "Tieu hoc Quyet Thang"] {
            let said = tie(TieKind::Pupil, name);
            assert_eq!(
                whys(&author(), &juror(), &[&said]),
                [Why::Declared(TieKind::Pupil)],
                "{name}"
            );
        }
        let other = tie(TieKind::Family, "Lò Thị Bình");
        assert_eq!(whys(&author(), &juror(), &[&other]), []);
        let mut nobody = author();
        nobody.school.clear();
        nobody.guardian_name.clear();
        let empty = tie(TieKind::Other, "");
        assert_eq!(whys(&nobody, &juror(), &[&empty]), []);
    }
}
