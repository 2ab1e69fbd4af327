//! People who do not exist: authors with their guardians, jurors, advisers, clerks, organisers.

use crate::dice::Dice;
use crate::{Kind, Seed};

/// The twelve wards and communes of Sơn La city in 2024.
pub const WARDS: [&str; 12] = [
    "Chiềng Lề",
    "Tô Hiệu",
    "Quyết Thắng",
    "Quyết Tâm",
    "Chiềng An",
    "Chiềng Xôm",
    "Chiềng Đen",
    "Chiềng Cơi",
    "Hua La",
    "Chiềng Cọ",
    "Chiềng Sinh",
    "Chiềng Ngần",
];

/// A person who enters a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedAuthor {
    /// Family name first, as written in Vietnamese.
    pub full_name: String,
    /// Year of birth; 2009–2018 for pupils.
    pub birth_year: u16,
    /// A mobile number in the Vietnamese form, ten digits.
    pub phone: String,
    /// One of [`WARDS`].
    pub ward: &'static str,
    /// The school of a pupil.
    pub school: Option<String>,
    /// The class of a pupil, such as `4A`.
    pub class: Option<String>,
    /// Who answers for a minor.
    pub guardian: Option<InventedGuardian>,
    /// Whether the name may stand in public.
    pub may_be_named: bool,
}

/// A parent or grandparent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedGuardian {
    /// Family name first.
    pub full_name: String,
    /// `mẹ`, `bố`, `bà` or `ông`.
    pub relation: &'static str,
    /// A mobile number, ten digits.
    pub phone: String,
}

/// Someone with an office in the contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedOfficial {
    /// Family name first.
    pub full_name: String,
    /// Profession or post, in Vietnamese.
    pub title: &'static str,
    /// A mobile number, ten digits.
    pub phone: String,
}

/// Family names, middle names and given names of one people, women's and men's.
struct Names {
    family: &'static [&'static str],
    women: (&'static [&'static str], &'static [&'static str]),
    men: (&'static [&'static str], &'static [&'static str]),
}

const KINH: Names = Names {
    family: &[
        "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Phan", "Dương",
        "Tạ", "Lương",
    ],
    women: (
        &[
            "Thị", "Thu", "Ngọc", "Minh", "Bảo", "Khánh", "Thanh", "Hà", "Phương",
        ],
        &[
            "Anh", "Linh", "Hương", "Lan", "Mai", "Ngân", "Chi", "Trang", "Hoa", "Yến", "Thảo",
            "Nhi", "My", "Vy",
        ],
    ),
    men: (
        &[
            "Văn", "Đức", "Minh", "Quang", "Hữu", "Gia", "Tuấn", "Anh", "Việt",
        ],
        &[
            "Huy", "Nam", "Dũng", "Khôi", "Bình", "Sơn", "Phúc", "Long", "Kiên", "Hải", "Tùng",
            "Khoa", "Đạt",
        ],
    ),
};
const THAI: Names = Names {
    family: &[
        "Lò", "Cầm", "Quàng", "Lường", "Cà", "Tòng", "Bạc", "Điêu", "Vì", "Hoàng", "Lù", "Lèo",
    ],
    women: (
        &["Thị", "Thị Kim", "Thị Thu", "Bảo", "Thị Ngọc"],
        &[
            "Pản",
            "Inh",
            "Ban",
            "Hặc",
            "Chum",
            "Xuân",
            "Thoa",
            "Phượng",
            "Duyên",
            "Hiền",
            "Mỷ",
            "Ơn",
        ],
    ),
    men: (
        &["Văn", "Đức", "Minh", "Quốc"],
        &[
            "Panh", "Inh", "Hặc", "Thoan", "Chương", "Pâng", "Hưng", "Tiến", "Biên", "Yên", "Muôn",
        ],
    ),
};
const HMONG: Names = Names {
    family: &["Giàng", "Sùng", "Thào", "Vàng", "Mùa", "Hờ", "Lầu", "Tráng"],
    women: (
        &["Thị", "A Thị"],
        &["Mái", "Dợ", "Sua", "Chở", "Pà", "Mỷ", "Say", "Súa"],
    ),
    men: (
        &["A", "Seo", "Láo"],
        &["Chu", "Dế", "Páo", "Tủa", "Sình", "Lử", "Vừ", "Của"],
    ),
};
const MUONG: Names = Names {
    family: &["Đinh", "Bùi", "Hà", "Quách", "Sa"],
    women: (
        &["Thị", "Thu", "Hồng"],
        &["Huyền", "Nga", "Thiết", "Loan", "Nhung", "Hậu"],
    ),
    men: (
        &["Văn", "Công", "Xuân"],
        &["Thọ", "Hiệp", "Dựng", "Mạnh", "Lực", "Thắng"],
    ),
};

/// Author `index` of the works of one kind.
#[must_use]
pub fn author(seed: Seed, index: u32, kind: Kind) -> InventedAuthor {
    let mut dice = Dice::new(seed.0, kind.label(), index ^ 0x0a_0000);
    let pupil = dice.chance(match kind {
        Kind::Painting => 92,
        Kind::Poem => 48,
        Kind::Initiative => 14,
        Kind::Song => 8,
    });
    let back = u16::try_from(dice.below(10)).unwrap_or(0);
    let birth_year = if pupil {
        2018 - back
    } else {
        2002 - back * 4 - u16::try_from(dice.below(5)).unwrap_or(0)
    };
    let ward = *dice.pick(&WARDS);
    let woman = dice.chance(56);
    let (full_name, family) = name(&mut dice, woman, None);
    let minor = birth_year > 2006;
    Draft {
        dice,
        family,
        ward,
        birth_year,
        pupil,
        minor,
        role: kind.role(),
        index,
    }
    .into_author(full_name)
}

/// What is known before school and guardian are drawn.
struct Draft {
    dice: Dice,
    family: &'static str,
    ward: &'static str,
    birth_year: u16,
    pupil: bool,
    minor: bool,
    role: u32,
    index: u32,
}

impl Draft {
    fn into_author(mut self, full_name: String) -> InventedAuthor {
        // the class of the school year that began in September 2024
        let grade = 2019 - self.birth_year.min(2018);
        let level = match grade {
            0..=5 => "Tiểu học",
            6..=9 => "THCS",
            _ => "THPT",
        };
        let letter = *self.dice.pick(&["A", "B", "C", "D"]);
        let guardian = self.minor.then(|| {
            let relation = *self.dice.pick(&["mẹ", "mẹ", "bố", "bố", "bà", "ông"]);
            let woman = matches!(relation, "mẹ" | "bà");
            let family = (relation == "bố").then_some(self.family);
            let (full_name, _) = name(&mut self.dice, woman, family);
            InventedGuardian {
                full_name,
                relation,
                phone: phone(self.role + 4, self.index),
            }
        });
        InventedAuthor {
            full_name,
            birth_year: self.birth_year,
            phone: phone(self.role, self.index),
            ward: self.ward,
            school: self.pupil.then(|| format!("{level} {}", self.ward)),
            class: self.pupil.then(|| format!("{grade}{letter}")),
            guardian,
            may_be_named: self.dice.chance(91),
        }
    }
}

/// Juror `index`: someone who makes or teaches one of the arts.
#[must_use]
pub fn juror(seed: Seed, index: u32) -> InventedOfficial {
    official(
        seed,
        "juror",
        8,
        index,
        &[
            "Họa sĩ",
            "Nhạc sĩ",
            "Nhà thơ",
            "Giảng viên mỹ thuật",
            "Giáo viên âm nhạc",
            "Nhà giáo ngữ văn",
            "Nghệ nhân dân gian",
            "Kỹ sư môi trường",
            "Nhà nghiên cứu văn hóa Thái",
            "Cán bộ khuyến học",
        ],
    )
}

/// Member `index` of the advisory board.
#[must_use]
pub fn adviser(seed: Seed, index: u32) -> InventedOfficial {
    official(
        seed,
        "adviser",
        8,
        100 + index,
        &[
            "Nhà giáo nhân dân",
            "Chủ tịch Hội Văn học nghệ thuật",
            "Chủ tịch Hội Khuyến học",
            "Tiến sĩ giáo dục học",
            "Nghệ sĩ ưu tú",
        ],
    )
}

/// Desk clerk `index`.
#[must_use]
pub fn clerk(seed: Seed, index: u32) -> InventedOfficial {
    official(
        seed,
        "clerk",
        8,
        200 + index,
        &[
            "Chuyên viên Phòng Văn hóa và Thông tin",
            "Cán bộ Nhà văn hóa",
            "Thư ký cuộc thi",
        ],
    )
}

/// Organiser `index`.
#[must_use]
pub fn organiser(seed: Seed, index: u32) -> InventedOfficial {
    official(
        seed,
        "organiser",
        8,
        300 + index,
        &[
            "Trưởng ban tổ chức",
            "Phó trưởng ban tổ chức",
            "Trưởng phòng Giáo dục và Đào tạo",
        ],
    )
}

fn official(
    seed: Seed,
    label: &str,
    role: u32,
    index: u32,
    titles: &[&'static str],
) -> InventedOfficial {
    let mut dice = Dice::new(seed.0, label, index);
    let woman = dice.chance(50);
    let (full_name, _) = name(&mut dice, woman, None);
    // titles go round, so that a panel of seven has seven professions
    let title = titles[usize::try_from(index).unwrap_or(0) % titles.len()];
    InventedOfficial {
        full_name,
        title,
        phone: phone(role, index),
    }
}

/// A name and its family name; a father keeps the child's family name.
fn name(dice: &mut Dice, woman: bool, family: Option<&'static str>) -> (String, &'static str) {
    let people = match dice.below(20) {
        0..=8 => &KINH,
        9..=15 => &THAI,
        16 | 17 => &HMONG,
        _ => &MUONG,
    };
    let people = family
        .and_then(|f| {
            [&KINH, &THAI, &HMONG, &MUONG]
                .into_iter()
                .find(|p| p.family.contains(&f))
        })
        .unwrap_or(people);
    let (middle, given) = if woman { people.women } else { people.men };
    let family = family.unwrap_or_else(|| *dice.pick(people.family));
    (
        format!("{family} {} {}", dice.pick(middle), dice.pick(given)),
        family,
    )
}

/// Ten digits, different for every (role, index): nobody's number twice, so a shared phone in a test is deliberate.
fn phone(role: u32, index: u32) -> String {
    // 7,919 is prime to a million, so the map is one to one
    let tail = u64::from(index) * 7_919 % 1_000_000;
    format!("099{role}{tail:06}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use unicode_normalization::is_nfc;

    use super::*;

    #[test]
    fn authors_are_stable_and_whole() {
        for kind in [Kind::Song, Kind::Painting, Kind::Poem, Kind::Initiative] {
            for index in 0..200 {
                let a = author(Seed(5), index, kind);
                assert_eq!(a, author(Seed(5), index, kind));
                assert!(
                    is_nfc(&a.full_name) && a.full_name.split(' ').count() >= 3,
                    "{}",
                    a.full_name
                );
                assert!(
                    a.phone.len() == 10
                        && a.phone.starts_with('0')
                        && a.phone.bytes().all(|b| b.is_ascii_digit())
                );
                assert_eq!(a.guardian.is_some(), a.birth_year > 2006);
                assert_eq!(a.school.is_some(), a.class.is_some());
                assert!(WARDS.contains(&a.ward));
            }
        }
    }

    #[test]
    fn most_painters_are_pupils_and_most_inventors_are_not() {
        let pupils = |kind| {
            (0..179)
                .filter(|&i| author(Seed(5), i, kind).school.is_some())
                .count()
        };
        assert!(pupils(Kind::Painting) > 150 && pupils(Kind::Initiative) < 60);
        let shy = (0..179)
            .filter(|&i| !author(Seed(5), i, Kind::Painting).may_be_named)
            .count();
        assert!((3..50).contains(&shy), "{shy}");
    }

    #[test]
    fn phones_differ_within_a_role() {
        let all: HashSet<String> = (0..500)
            .map(|i| author(Seed(5), i, Kind::Poem).phone)
            .collect();
        assert_eq!(all.len(), 500);
        let officials: HashSet<String> = (0..20)
            .flat_map(|i| {
                [
                    juror(Seed(5), i).phone,
                    adviser(Seed(5), i).phone,
                    clerk(Seed(5), i).phone,
                    organiser(Seed(5), i).phone,
                ]
            })
            .collect();
        assert_eq!(officials.len(), 80);
    }
}
