//! Everything that is said about a run, in sentences and in a few words.
//!
//! It makes words of what the trace and the judge know, and finds nothing out itself. All words of the page come from one
//! catalogue for each language, `locales/en.txt`, which the build checks: no message is missing, every hole has a type,
//! and plurals have the forms of their language. [`say`] has a function for each message that other crates use. A message
//! with tasks or lines in it becomes [`Piece`]s, not a string.
//!
//! Begin with [`lines`], [`finding_sentence`] and the texts of [`state_text`], or with [`choose`] for another language.
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

mod browser;
mod callout;
mod catalogue;
mod chains;
mod finder;
mod findings;
mod glossary;
mod lane_words;
mod narration;
mod sought;
mod state_rows;
mod terms;
mod time_text;
mod values;
mod wording;
mod words;

pub use browser::{
    frames_text, host_text, long_task_text, missed_text, summary_text, turn_kind_text, turn_word, turns_text,
};
pub use callout::cause_in_short;
pub use catalogue::{Language, choose, language_tag, languages, packed_language, preferred, say};
pub use chains::{cause_sentence, chain_end_sentence, chain_sentences};
pub use finder::{Finder, Wanted, lines_at};
pub use findings::{finding_sentence, finding_title, no_finding_text, way_out};
pub use glossary::Concept;
pub use lane_words::{lane_state_text, stretch_text};
pub use narration::{Around, Line, line_at, lines, lines_around, told_after, told_before};
pub use sought::{Sought, has_word};
pub use state_rows::{WaitingTasks, dropped_text, waiting_tasks};
pub use terms::{lane_group_text, term_meaning, term_text};
pub use time_text::{micros_text, moment_text, range_text, step_time_text, tick_text};
pub use values::{histogram_label, shared_time_text, value_text};
pub use wording::{
    Names, contents_text, observation_text, resource_text, state_text, task_await_text, thread_state_text,
    thread_text, wait_text, way_text,
};
pub use words::{Piece, Words, future_text, plain_text};
