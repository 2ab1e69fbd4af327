//! Severities of a panel of seventeen: Chopin Competition 2025, stage 1.

use judging::engine::advice::exact::shown;
use judging::engine::advice::{
    Observed,
    jurors::juror_figures,
    pairs::pair_tests,
    reliability::reliability,
    severity::{Lambda, points_of_difference, points_of_score, severity_view},
};
use judging::engine::{Answer, Form, Scale, Sheet};

use crate::{folder, lines};

type Stage = Observed<String, String>;

fn stage_1() -> Option<Stage> {
    let path = folder("chopin-2025")?.join("stage-1-scores.csv");
    let scale = Scale {
        least: 1,
        most: 25,
        step: 1,
        weight: 1,
    };
    let form = Form::new(vec![scale]).expect("usable");
    let sheets: Vec<_> = lines(&path)
        .iter()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let answer = cells[4].parse::<i64>().map_or(Answer::Recused, |points| {
                Answer::Marks(vec![Some(points - 1)])
            });
            Sheet {
                entry: cells[2].to_owned(),
                juror: cells[3].to_owned(),
                answer,
            }
        })
        .collect();
    assert_eq!(sheets.len(), 84 * 17);
    Some(Observed::new(&form, &sheets).expect("reads"))
}

#[test]
fn severities_and_adjusted_means_come_out_to_nine_places() {
    let (Some(seen), Some(expected)) = (stage_1(), folder("expected")) else {
        return;
    };
    let views = [Lambda::NONE, Lambda::DEFAULT].map(|l| severity_view(&seen, l).expect("solved"));
    let mut checked = 0;
    for line in lines(&expected.join("chopin-2025-stage-1-severity.csv")) {
        let cells: Vec<&str> = line.split(',').collect();
        let juror = seen
            .jurors()
            .iter()
            .position(|j| j == cells[0])
            .expect("known");
        for (view, published) in views.iter().zip(&cells[2..]) {
            let severity = points_of_difference(&seen, &view.severities[juror]);
            assert_eq!(shown(&severity, 9), **published, "{line}");
            checked += 1;
        }
    }
    for line in lines(&expected.join("chopin-2025-stage-1-adjusted.csv")) {
        let cells: Vec<&str> = line.split(',').collect();
        let entry = seen
            .entries()
            .iter()
            .position(|e| e == cells[0])
            .expect("known");
        for (view, published) in views.iter().zip(&cells[3..]) {
            let score = points_of_score(&seen, &view.share(&seen, entry));
            assert_eq!(shown(&score, 9), **published, "{line}");
            checked += 1;
        }
    }
    assert_eq!(checked, 2 * (17 + 84));
}

#[test]
fn one_mark_of_this_panel_has_the_reliability_that_is_on_record() {
    let Some(seen) = stage_1() else {
        return;
    };
    let found = reliability(&seen).expect("sheets");
    assert_eq!(found.marks, (14, 17, 17));
    let parts = found.components.expect("free");
    let one = parts.dependability(1).expect("some");
    // «one mark has reliability .23 there», jurors' strictness and chance counted together
    assert_eq!(shown(&one, 2), "0.23");
    assert_eq!(found.jurors_for_good, Some(14));
}

#[test]
fn every_juror_has_figures_and_every_pair_a_test() {
    let Some(seen) = stage_1() else {
        return;
    };
    let view = severity_view(&seen, Lambda::DEFAULT).expect("solved");
    let figures = juror_figures(&seen, &view);
    assert_eq!(figures.len(), 17);
    assert!(
        figures
            .iter()
            .all(|f| f.correlation.is_some() && f.error_square.is_some() && f.drift.is_none())
    );
    let tested = pair_tests(&seen, &view, &[0; 32]);
    assert_eq!(tested.len(), 17 * 16 / 2);
}
