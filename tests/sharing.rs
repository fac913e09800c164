//! What is copied for an issue or a post.

use taskscope_gallery::all;
use taskscope_session::{Action, Look, Range, Session, Settings, markdown};
use taskscope_simulate::Simulate as _;
use taskscope_trace::Step;

fn recorded(slug: &str, variant: &str) -> Session {
    let demo = taskscope_gallery::find(slug).expect("the demo is in the gallery");
    let variant = demo.variant(variant).expect("the demo has the variant");
    let mut session = Session::new(Settings { variant, ..Settings::of(demo) });
    session.apply(Action::Restart);
    let words = variant.simulate(demo.default_knobs()).words().to_vec();
    session.apply(Action::Batch { run: session.run_number, words });
    session
}

#[test]
fn the_sentence_a_drawing_the_code_and_the_link_are_in_it() {
    let mut session = recorded("futurelock", "bad");
    // Where the sentence names a line.
    let lines = taskscope_tell::lines(&session.run);
    let names_line = |line: &&taskscope_tell::Line| {
        line.pieces.iter().any(|piece| matches!(piece, taskscope_tell::Piece::Line(_)))
    };
    let line = lines.iter().skip(4).find(names_line).expect("some sentence names a line");
    session.apply(Action::Seek(line.step));
    let text = markdown(&session, Some("https://example.com/?demo=futurelock&step=9"));
    assert!(text.starts_with("### Futurelock · bad\n\n> `"), "{text}");
    assert!(text.contains("[open this moment](https://example.com/?demo=futurelock&step=9)"), "{text}");
    assert!(text.contains(&format!("step {} of {}", line.step.0, session.run.trace().end().0)), "{text}");
    let drawing = text.split("````").nth(1).expect("there is a drawing");
    let rows: Vec<&str> = drawing.lines().skip(1).collect();
    assert!(rows[0].contains('▼'), "{drawing}");
    assert!(rows[1].starts_with("main ") && rows[1].contains('█') && rows[1].contains('─'), "{drawing}");
    assert!(rows[2].starts_with("backup "), "{drawing}");
    assert!(text.contains("futurelock.rs, line ") && text.contains("```rust\n"), "{text}");
    assert_eq!(text.matches("- **→** ").count(), 1, "{text}");
}

#[test]
fn a_range_is_named_and_what_is_outside_of_it_is_not() {
    let mut session = recorded("futurelock", "bad");
    session.apply(Action::Seek(Step(30)));
    session.apply(Look::Range(Range::between(Step(20), Step(40))));
    let text = markdown(&session, None);
    assert!(text.contains("range ") && text.contains("20 events") && !text.contains("]("), "{text}");
}

#[test]
fn nothing_that_a_program_says_changes_the_text_around_it() {
    for demo in all().filter(|demo| demo.view.clock == taskscope_format::Clock::Virtual) {
        let variant = demo.variants[0].name;
        let mut session = recorded(demo.slug, variant);
        let end = session.run.trace().end().0;
        for step in [0, end / 3, end / 2, end] {
            session.apply(Action::Seek(Step(step)));
            let text = markdown(&session, None);
            assert!(text.ends_with('\n') && text.starts_with("### "), "{}", demo.slug);
            // Code spans are closed on their own lines, and fences come in pairs.
            assert_eq!(text.lines().filter(|line| line.starts_with("```")).count() % 2, 0, "{text}");
            let prose = text.lines().filter(|line| line.starts_with("- ") || line.starts_with("> "));
            for line in prose {
                let ticks = line.replace("\\`", "").matches('`').count();
                assert_eq!(ticks % 2, 0, "{line}");
            }
        }
    }
}
