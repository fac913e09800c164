//! Equal rounds: one short line, which unfolds at the cursor.

use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::{simulate, sleep, yield_now};
use taskscope_tell::{Around, Line, line_at, lines, lines_around, told_after};
use taskscope_trace::{Run, Step};

use super::run_of;

fn folds(run: &Run) -> Vec<Line> {
    lines(run).into_iter().filter(|line| line.times > 1).collect()
}

#[test]
fn a_fold_says_who_how_often_and_from_when_to_when() {
    let run = run_of("lifo-slot", "bad");
    let told: Vec<String> = folds(&run).iter().map(|line| line.text(run.trace())).collect();
    expect!["pong and ping take turns · 13 times · 10–62 ms"].assert_eq(&told.join("\n"));
}

#[test]
fn a_fold_unfolds_at_the_cursor_and_nowhere_else() {
    let run = run_of("lifo-slot", "bad");
    let fold = folds(&run).into_iter().next().expect("it has rounds");
    for step in (fold.step.0..=fold.until.0).map(Step) {
        let (lines, told) = lines_around(&run, Around { step, before: 200, after: 0 });
        let inside: Vec<&Line> = lines.iter().filter(|line| line.is_inside).collect();
        let now = &lines[told - 1];
        assert!(now.is_inside && now.step <= step, "{step:?}");
        assert!(!inside.is_empty() && inside.len() < 20, "one round is told, not all: {}", inside.len());
        let header = lines.iter().find(|line| line.times > 1).expect("the fold is there");
        assert_eq!((header.step, header.until, header.times), (fold.step, fold.until, fold.times));
        let round = header.round.expect("it is unfolded");
        assert!((1..=fold.times).contains(&round));
        assert!(round == 1 || step > fold.step);
    }
    let (before, _) = lines_around(&run, Around { step: Step(fold.step.0 - 1), before: 5, after: 5 });
    assert!(before.iter().all(|line| line.round.is_none() && !line.is_inside));
    let (after, _) = lines_around(&run, Around { step: Step(fold.until.0 + 1), before: 50, after: 5 });
    assert!(after.iter().all(|line| line.round.is_none() && !line.is_inside));
}

#[test]
fn the_rounds_are_counted_and_the_last_one_is_the_last() {
    let run = run_of("lifo-slot", "bad");
    let fold = folds(&run).into_iter().next().expect("it has rounds");
    let round_at = |step| {
        let (lines, _) = lines_around(&run, Around { step, before: 50, after: 0 });
        lines.into_iter().find_map(|line| line.round)
    };
    assert_eq!((round_at(fold.step), round_at(fold.until)), (Some(1), Some(fold.times)));
    let rounds: Vec<_> = (fold.step.0..=fold.until.0).filter_map(|step| round_at(Step(step))).collect();
    assert!(rounds.is_sorted() && rounds.windows(2).all(|two| two[1] - two[0] <= 1), "{rounds:?}");
}

#[test]
fn a_step_goes_through_a_fold_sentence_by_sentence() {
    let run = run_of("lifo-slot", "bad");
    let fold = folds(&run).into_iter().next().expect("it has rounds");
    let next = told_after(&run, fold.step).expect("it goes on");
    assert!(next < fold.until, "a fold is not passed at once");
    assert_ne!(line_at(&run, fold.step).map(|line| line.pieces), line_at(&run, next).map(|line| line.pieces));
}

#[test]
fn short_lines_say_what_a_task_does_again_and_again() {
    let first = line!();
    let recording = simulate("main", async {
        for _ in 0..100 {
            yield_now().await;
        }
        for _ in 0..100 {
            sleep(Duration::from_millis(2)).await;
        }
    });
    let mut run = Run::default();
    run.append(recording.words()).expect("a recorder writes a trace");
    let mut told: String = folds(&run).iter().map(|line| line.text(run.trace()) + "\n").collect();
    for (line, words) in [(first + 3, "the yield"), (first + 6, "the sleep")] {
        told = told.replace(&format!("line {line}"), words);
    }
    expect![[r"
        main yields (the yield) · 100 times · 0 ms
        main waits for a timer (the sleep) · 100 times · 0–200 ms
    "]]
    .assert_eq(&told);
}
