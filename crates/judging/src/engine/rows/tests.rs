use proptest::prelude::*;

use super::*;
use crate::engine::rules;

fn contest() -> Rules {
    let text = r#"{
        "scales": {"Voice": {"least": 0, "most": 10, "step": 0.5}},
        "words": {"Giỏi": 3},
        "ignore": "note *",
        "parts": [{"name": "p", "marks": ["Voice", "Grade"], "each": [{"times": {"given": "factor"}}]}]
    }"#;
    rules::read(text.as_bytes()).expect("rules")
}

fn told(text: &str) -> Vec<(u64, &'static str)> {
    let problems =
        read_sheets(text.as_bytes(), &contest()).expect_err("these sheets cannot be used");
    let told = |problem: Problem| match problem.place {
        Place::Sheets(line) => (line, problem.code),
        other => panic!("{other:?} is not in the sheets"),
    };
    problems.into_iter().map(told).collect()
}

#[test]
fn sheets_are_read_as_offices_save_them() {
    let plain = "entry,juror,criterion,mark\nE1,An,Voice,7.5\nE1,An,Grade,giỏi\nE1,Bình,Voice,\nE1,,factor,43/52\n";
    let sheets = read_sheets(plain.as_bytes(), &contest()).expect("sheets");
    assert_eq!(
        (&*sheets.entries, &*sheets.jurors),
        (
            &["E1".to_owned()][..],
            &["An".to_owned(), "Bình".to_owned()][..]
        )
    );
    let cells: Vec<Cell> = sheets.rows.iter().map(|row| row.cell).collect();
    assert_eq!(
        cells,
        [Cell::Mark(3_000_000), Cell::Mark(7_500_000), Cell::Recused]
    );
    assert_eq!(
        sheets.given[&(0, "factor".to_owned())],
        Exact::ratio(43, 52).expect("not zero")
    );
    let same_lines = |text: &str| {
        let mut other = read_sheets(text.as_bytes(), &contest()).expect("sheets");
        for (row, own) in other.rows.iter_mut().zip(&sheets.rows) {
            row.line = own.line;
        }
        assert_eq!(other, sheets, "{text}");
    };
    // a mark at the beginning, semicolons and commas, Windows line ends, another order, Vietnamese names, composed late
    same_lines(
        "\u{feff}Tiêu chí;Bài;Giám khảo;Điểm\r\nVoice; E1 ;Bình;\r\nGrade;E1;An;GIỎI\r\nVoice;E1;An;7,5\r\n\r\nfactor;E1;;43/52\r\n",
    );
    same_lines(
        "entry\tjuror\tcriterion\tmark\nE1\tAn\tVoice\t+7.50\nE1\tAn\tGrade\t3\nE1\tBi\u{300}nh\tVoice\trút lui\nE1\t\tfactor\t43/52\nE1\tAn\tnote 1\tso what\n",
    );
    same_lines(
        "entry,juror,criterion,mark\nE1,An,Voice,\"7,5\"\nE1,An,Grade,3\nE1,Bình,Voice,recused\nE1,,factor,43/52",
    );
}

#[test]
fn every_bad_row_is_told_with_its_line() {
    let text = "entry,juror,criterion,mark,position\n\
        E1,An,Voice,11,1\n\
        E1,An,Voice,7.3,1\n\
        ,An,Voice,7,1\n\
        E1,,Voice,7,1\n\
        E1,An,Vocie,7,1\n\
        E1,An,Grade,very good,1\n\
        E1,An,Grade,7,5,1\n\
        E1,An,Grade,3,zero\n\
        E1,An,Grade,2,1\n\
        E1,,factor,much,\n\
        E1,,weight,3,\n\
        E1,,factor,3,\n\
        E1,,factor,4,\n\
        E1,An\n";
    assert_eq!(
        told(text),
        [
            (2, "mark-scale"),
            (3, "mark-scale"),
            (4, "entry-empty"),
            (5, "juror-empty"),
            (6, "criterion-unknown"),
            (7, "mark-number"),
            (8, "row-cells"),
            (9, "position"),
            (10, "mark-twice"),
            (11, "given-number"),
            (12, "given-unknown"),
            (14, "mark-twice"),
            (15, "row-cells"),
        ]
    );
}

#[test]
fn a_file_without_rows_or_columns_is_told_so() {
    assert_eq!(told(""), [(0, "file-empty")]);
    assert_eq!(told("entry,juror,criterion,mark\n"), [(0, "file-empty")]);
    assert_eq!(
        told("entry,juror,criterion,marks\nE1,An,Voice,7\n"),
        [(1, "header-missing"), (1, "header-unknown")]
    );
    assert_eq!(
        told("entry,juror,criterion,mark,mark\n"),
        [(1, "header-twice")]
    );
    let bad = read_sheets(
        b"entry,juror,criterion,mark\nE1,An,Voice,7\nE\xff,An,Voice,7\n",
        &contest(),
    );
    assert_eq!(bad.expect_err("not UTF-8")[0].place, Place::Sheets(3));
}

#[test]
fn a_flood_of_problems_has_an_end() {
    let mut text = "entry,juror,criterion,mark\n".to_owned();
    for _ in 0..MAX_PROBLEMS + 7 {
        text.push_str("E1,An,Voice,x\n");
    }
    let problems = read_sheets(text.as_bytes(), &contest()).expect_err("nothing is a mark");
    assert_eq!(problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(
        (
            problems[MAX_PROBLEMS].code,
            &*problems[MAX_PROBLEMS].words[0].1
        ),
        ("more", "7")
    );
}

#[test]
fn votes_and_lots_are_read_for_known_entries() {
    let sheets = read_sheets(
        b"entry,juror,criterion,mark\nE1,An,Voice,7\nE2,An,Voice,7\n",
        &contest(),
    )
    .expect("sheets");
    let ties = read_ties(b"entry;votes;lot\nE2;3;\nE1;2;1\n", &sheets).expect("ties");
    assert_eq!(
        (
            ties.votes[&1],
            ties.votes[&0],
            ties.lots.get(&1),
            ties.lots[&0]
        ),
        (3, 2, None, 1)
    );
    let problems =
        read_ties(b"entry,votes\nE3,1\nE1,many\nE1,2\n", &sheets).expect_err("wrong rows");
    let told: Vec<_> = problems.iter().map(|p| (p.place.clone(), p.code)).collect();
    assert_eq!(
        told,
        [
            (Place::Ties(2), "entry-unknown"),
            (Place::Ties(3), "position"),
            (Place::Ties(4), "mark-twice")
        ]
    );
}

proptest! {
    #[test]
    fn random_bytes_never_panic_the_readers(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let rules = contest();
        let _ = read_sheets(&bytes, &rules);
        let _ = read_sheets(&[&b"entry,juror,criterion,mark\n"[..], &bytes].concat(), &rules);
        let sheets = read_sheets(b"entry,juror,criterion,mark\nE1,An,Voice,7\n", &rules).expect("sheets");
        let _ = read_ties(&[&b"entry,votes,lot\n"[..], &bytes].concat(), &sheets);
    }

    #[test]
    fn random_cells_never_panic_the_reader(rows in proptest::collection::vec("[EAn,;\"\n0-9./ỏ-]{0,12}", 0..12)) {
        let text = format!("entry,juror,criterion,mark\n{}", rows.join("\n"));
        let _ = read_sheets(text.as_bytes(), &contest());
    }
}
