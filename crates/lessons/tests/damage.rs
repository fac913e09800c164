//! A lesson from anywhere may be anything: it is read or refused with a line that it has, and nothing panics.

use proptest::prelude::*;
use taskscope_lessons::Lesson;

#[path = "support/mod.rs"]
mod support;

/// What is put into a lesson: what means something in one, and what does not.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "+++",
        "\n",
        "`",
        "\"",
        "[[knobs]]",
        "# ",
        "## Tour of `bad`",
        "- ",
        "[a](b)",
        "<br>",
        "= 4",
        "\r\n",
        "ü",
    ];
    prop_oneof![proptest::sample::select(known.to_vec()).prop_map(str::to_owned), any::<String>()]
}

/// A lesson in which a few characters are replaced by a piece.
fn damaged() -> impl Strategy<Value = String> {
    let length = support::GOOD.chars().count();
    (0..length, 0..20_usize, piece()).prop_map(|(start, taken, piece)| {
        let before = support::GOOD.chars().take(start);
        let after = support::GOOD.chars().skip(start + taken);
        before.chain(piece.chars()).chain(after).collect()
    })
}

proptest! {
    #[test]
    fn a_damaged_lesson_is_read_or_refused_with_its_line(text in prop_oneof![9 => damaged(), 1 => any::<String>()]) {
        if let Err(mistake) = Lesson::read(&text) {
            prop_assert!((1..=text.lines().count() + 1).contains(&mistake.line), "{mistake}");
            prop_assert!(!mistake.sentence.is_empty() && !mistake.sentence.ends_with('.'), "{mistake}");
        }
    }
}
