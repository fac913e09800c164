//! A lesson as data: the texts, the tour, the question and the knobs of one program, in a file format of its own.
//!
//! This crate may know nothing of the executor, of traces or of the page: a lesson names what they have, and its reader looks
//! that up. The built-in lessons are `lessons/*.md`; the build script of `taskscope-gallery` reads them. Begin with
//! [`Lesson`], or with any of those files. The feature `read` has the reader; without it there are the types only.
//!
//! # The format
//!
//! A lesson is Markdown. It begins with a head in TOML between two lines `+++`, which has what a program can use: names,
//! numbers, and the few words that belong to one of them. The texts follow.
//!
//! ```text
#![doc = include_str!("../example.md")]
//! ```
//!
//! ```
//! let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/example.md"));
//! # #[cfg(feature = "read")] {
//! let lesson = taskscope_lessons::Lesson::read(text)?;
//! assert_eq!(&*lesson.title, "One task computes");
//! assert_eq!(lesson.tour.len(), 2);
//! # }
//! # Ok::<(), taskscope_lessons::Mistake>(())
//! ```
//!
//! | in the head | what it says |
//! |---|---|
//! | `section` | where in the gallery the lesson is |
//! | `place` | where in its section: a number; last if there is none |
//! | `selected`, `folded` | the task whose wakes are shown at first; the tasks whose futures are hidden |
//! | `clock` | `"virtual"`, the default, or `"browser"` |
//! | `[[knobs]]` | `name`, `hint`, and `milliseconds` or `count` with the least and the most and a `default`, or `switch` with `true` or `false`; at most four |
//! | `[[variants]]` | `name`; `says` what sets it apart; `watch`: what to look for in its run; in a variant that shows a mistake, what it `finds`; its rules where they are not the usual ones: `order`, `seed`, and `operations` and `polls`, of which 0 is no limit; `endless = true` if it keeps its thread for ever |
//! | `[[allowed]]` | `variants` in which other knobs or another order may lead to what it `finds`, and the reason: `because` |
//! | `[[question]]` | the `variant` whose run answers it, what it `asks`, the `answer`, and `because`: why that is so. The first variant has one, each other one may. `at` is the last step that is shown while the question is open, `shows` the step that shows why; `choices` are the choices, where those that are made from the run are not good |
//!
//! A stop of the tour is a [`Spot`]: a word, the name of a task or a future in quotation marks, and a number unless the first
//! time is meant. An [`Answer`] is a word, too.
//!
//! | spot | | answer | |
//! |---|---|---|---|
//! | `spawned "a"` | a task is spawned | `ends` | whether everything ends |
//! | `ready "a" 2` | it becomes ready | `line 2` | what the second line is |
//! | `poll "a" 2` | a poll begins | `lines` | how many lines there are |
//! | `wait "a" 2` | it comes to a wait | `takes` | how long the run takes |
//! | `work "a" 2` | it begins to compute | `first-over` | which task is over first |
//! | `end "a"` | it is done, cancelled, or panics | `last-over` | which task but `main` is over last |
//! | `future-poll "a" 2`, `future-woken "a" 2`, `future-dropped "a" 2` | the same of a future inside a task | `next-polled ready "a" 2` | which task is polled after a spot |
//! | `timer 2` | a timer fires | `polls "a"` | how often a task is polled |
//! | `line "begins so" 2` | a line is printed | `costs "chart"` | which series of a chart is the highest for one of a kind |
//! | `finding` | what was found first | | |
//! | `run-end` | the run ends | | |
//!
//! Choices are lines, names of tasks, numbers (of lines, of polls), or milliseconds: as their answer is. They are
//! offered while the answer is among them.
//!
//! A name or code in a sentence stands between backticks; [`prose`] takes the sentence apart. Nothing else in a text is
//! marked: no emphasis, no HTML. A paragraph may be broken into lines anywhere.
#![forbid(unsafe_code)]

mod knob;
mod lesson;
mod mistake;
pub mod prose;
mod question;
#[cfg(feature = "read")]
mod read;
mod tour;

pub use knob::{Knob, KnobKind};
pub use lesson::{Allowed, Clock, FirstView, Lesson, Link, Rules, Text, Variant};
pub use mistake::Mistake;
pub use question::{Answer, Question};
pub use tour::{Spot, Stop};
