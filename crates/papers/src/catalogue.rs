//! The catalogue of an exhibition: a cover, the works by category with their pictures and texts, and an index of names.

use serde::Serialize;

use crate::{PaperError, picture::as_jpeg, typeset};

/// A work in the catalogue, as far as it may be shown.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CatalogueWork {
    /// Code of the entry; each of them once.
    pub code: String,
    /// Title.
    pub title: String,
    /// Whose it is, as far as it may be told.
    pub credit: String,
    /// Where they live or learn; may be empty.
    pub place: String,
    /// The award; may be empty.
    pub award: String,
    /// Verse; an empty line between stanzas.
    pub lines: Vec<String>,
    /// Prose.
    pub paragraphs: Vec<String>,
    /// What the author says of it; may be empty.
    pub statement: String,
    /// JPEG, PNG or WebP.
    #[serde(skip)]
    pub picture: Option<Vec<u8>>,
}

/// The works of a category, in hanging order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CatalogueSection {
    /// The category's name.
    pub name: String,
    /// Its works.
    pub works: Vec<CatalogueWork>,
}

/// Somebody in the index.
#[derive(Clone, Debug, Serialize)]
pub struct CatalogueName {
    /// The name as it is printed; names stand in the order given.
    pub name: String,
    /// Codes of the works, which become pages.
    pub codes: Vec<String>,
}

/// A catalogue.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Catalogue {
    /// Language of the words.
    pub lang: String,
    /// Name of the contest.
    pub title: String,
    /// What it was about.
    pub subtitle: String,
    /// Who held it.
    pub organiser: String,
    /// At the foot of the cover.
    pub about: String,
    /// Heading of the index.
    pub index: String,
    /// Categories in their order.
    pub sections: Vec<CatalogueSection>,
    /// The index; may be empty.
    pub names: Vec<CatalogueName>,
}

#[derive(Serialize)]
struct Pictured<'a> {
    #[serde(flatten)]
    work: &'a CatalogueWork,
    picture: Option<String>,
}

#[derive(Serialize)]
struct Section<'a> {
    name: &'a str,
    works: Vec<Pictured<'a>>,
}

#[derive(Serialize)]
struct Data<'a> {
    lang: &'a str,
    title: &'a str,
    subtitle: &'a str,
    organiser: &'a str,
    about: &'a str,
    index: &'a str,
    sections: Vec<Section<'a>>,
    names: &'a [CatalogueName],
}

/// The catalogue as a PDF on A4. Names whose works are not in it make it fail.
pub fn catalogue_pdf(catalogue: &Catalogue) -> Result<Vec<u8>, PaperError> {
    let mut pictures = Vec::new();
    let mut sections = Vec::new();
    for section in &catalogue.sections {
        let mut works = Vec::new();
        for work in &section.works {
            // a PDF holds a JPEG as it is, and every other picture pixel by pixel: ten times as large
            let picture = work.picture.as_ref().map(|bytes| {
                let name = format!("picture-{}", pictures.len());
                pictures.push((name.clone(), as_jpeg(bytes)?));
                Ok::<_, PaperError>(name)
            });
            let picture = picture.transpose()?;
            works.push(Pictured { work, picture });
        }
        sections.push(Section {
            name: &section.name,
            works,
        });
    }
    let data = Data {
        lang: &catalogue.lang,
        title: &catalogue.title,
        subtitle: &catalogue.subtitle,
        organiser: &catalogue.organiser,
        about: &catalogue.about,
        index: &catalogue.index,
        sections,
        names: &catalogue.names,
    };
    typeset::illustrated_pdf(include_str!("../templates/catalogue.typ"), &data, pictures)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(width, height, image::Rgb([30, 90, 60]))
            .write_to(&mut bytes, image::ImageFormat::Jpeg)
            .expect("encodes");
        bytes.into_inner()
    }

    #[test]
    fn a_catalogue_has_its_pictures_and_an_index_that_leads_to_them() {
        let work = |code: &str, picture| CatalogueWork {
            code: code.to_owned(),
            title: "Đường về Chiềng Lề".to_owned(),
            credit: "Lò Thị Mai Hương".to_owned(),
            lines: vec!["Dòng một".to_owned(), String::new(), "Dòng hai".to_owned()],
            picture,
            ..CatalogueWork::default()
        };
        let mut catalogue = Catalogue {
            lang: "vi".to_owned(),
            title: "Triển lãm".to_owned(),
            sections: vec![CatalogueSection {
                name: "Tranh vẽ".to_owned(),
                works: vec![
                    work("T-0001-A", Some(picture(300, 200))),
                    work("T-0002-B", Some(picture(90, 400))),
                ],
            }],
            names: vec![CatalogueName {
                name: "Lò Thị Mai Hương".to_owned(),
                codes: vec!["T-0001-A".to_owned(), "T-0002-B".to_owned()],
            }],
            ..Catalogue::default()
        };
        let with = catalogue_pdf(&catalogue).expect("sets");
        let byte = |n: u32| u8::try_from(n).unwrap_or(0);
        let mut other = catalogue.clone();
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_fn(300, 200, |x, y| {
            image::Rgb([byte(x * 7 % 251), byte(y * 13 % 241), 60])
        })
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("encodes");
        other.sections[0].works[0].picture = Some(png.into_inner());
        let other = catalogue_pdf(&other).expect("sets");
        assert!(
            other.len() < with.len() + 60_000,
            "pixels are not stored one by one"
        );
        assert!(with.starts_with(b"%PDF"));
        assert_eq!(
            with,
            catalogue_pdf(&catalogue).expect("sets"),
            "the same bytes"
        );
        for work in &mut catalogue.sections[0].works {
            work.picture = None;
        }
        let without = catalogue_pdf(&catalogue).expect("sets");
        assert!(with.len() > without.len() + 1_000, "the pictures are in it");
        catalogue.sections.clear();
        assert!(
            catalogue_pdf(&catalogue).is_err(),
            "a name that leads nowhere"
        );
    }
}
