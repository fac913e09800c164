//! What the visitor chose and where the cursor is: a state, actions, and `apply`. Pure.
//!
//! It may know the programs, the trace of a run and how that is drawn, and knows nothing of a browser: what has to be
//! done there is returned as an [`Effect`]. A [`Session`] has a [`Program`], its run, and a [`View`] of that run; a second
//! run beside it would be one more of each. Begin with [`Session::apply`].
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

mod action;
mod address;
mod aim;
mod answers;
mod asking;
mod browser_host;
mod callout;
mod course;
mod cursor;
mod dialog;
mod element_parts;
mod embed_code;
mod export;
mod find;
mod gesture;
mod halt;
mod held_back;
mod knob_limits;
mod lifecycle;
mod linked_step;
mod linked_view;
mod lit;
pub mod lookup;
mod markdown;
mod marks;
mod navigation;
mod notices;
mod pace;
mod picture;
mod player;
mod prediction;
mod preferences;
mod program;
mod range;
mod recall;
mod recorded_run;
mod recording;
mod same_place;
mod session;
mod settings;
mod source_lines;
pub mod spelling;
mod status;
mod story;
mod tab;
mod teaching;
mod text_drawing;
mod view;
mod wanted;
mod windows;

pub use action::{Action, Effect};
pub use address::{Address, address, course_query, demo_of, from_address, query};
pub use aim::Aim;
pub use answers::{Answers, Mark};
pub use browser_host::Hosting;
pub use callout::Callout;
pub use course::{Course, CourseStop, Way};
pub use dialog::Dialog;
pub use element_parts::{Part, Parts};
pub use embed_code::{Embed, EmbedForm, EmbedSource};
pub use export::{EXPORTS, Export, RECORDING};
pub use find::{Find, Matches};
pub use gesture::Gesture;
pub use halt::Crash;
pub use linked_step::LinkedStep;
pub use linked_view::LinkedView;
pub use lit::Lit;
pub use markdown::markdown;
pub use navigation::Walk;
pub use notices::{Notices, Work};
pub use pace::Pace;
pub use picture::{PICTURE_WIDTH, Shown, picture, plain_picture};
pub use player::{Player, Speed, play_time};
pub use prediction::{Guess, Prediction, Verdict};
pub use preferences::{Divider, Preference, Preferences, Theme};
pub use program::Program;
pub use range::{Measured, Range};
pub use recording::{Prepared, Recording, read_file};
pub use session::Session;
pub use settings::Settings;
pub use status::{RunButton, Status};
pub use story::Story;
pub use tab::Tab;
pub use teaching::{Teach, Teaching};
pub use view::{Look, RunView, View};
