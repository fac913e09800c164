//! What can happen to a session, and what the page has to do about it.

use taskscope_format::{Micros, TaskId};
use taskscope_trace::Step;

use super::navigation::Walk;
use super::{
    Aim, CourseStop, Crash, Dialog, Guess, LinkedStep, LinkedView, Look, Pace, Preference, Prepared, Range,
    Recording, Settings, Speed, Teach, Work,
};

/// Something that happened: the visitor did it, the program, or the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The visitor looks otherwise at the run.
    Look(Look),
    /// The visitor changes what is kept from visit to visit.
    Prefer(Preference),
    /// A teacher changes what the class sees.
    Teach(Teach),
    /// The visitor chose a demo, a variant, a clock or a knob's value. A demo that is on its way comes all the same, unless
    /// this is another one.
    Choose(Settings),
    /// A link, the history or a script shows settings: a demo that is on its way is no longer wanted.
    ChooseLinked(Settings),
    /// The visitor chose a demo, in one of its variants, which may not be here yet.
    GoToDemo(CourseStop),
    /// Demos have come.
    Learned,
    /// A demo that was to be fetched has not come, for a reason.
    NotLearned(&'static str, String),
    /// A file was read and is to be shown.
    Open(Recording, Prepared),
    /// The visitor is done with the file: what was shown before it comes back.
    CloseFile,
    /// The visitor chose how fast to play.
    SetSpeed(Speed),
    /// The visitor chose what playing keeps even.
    SetPace(Pace),
    /// The run button: run, play on or pause.
    RunButton,
    /// Runs or plays on, unless it plays already.
    Play,
    /// Holds still, also what was to be shown once it is recorded.
    Pause,
    /// Runs the program anew from its start.
    Restart,
    /// What is being recorded is to be shown whole, once it is; in real time nobody knows when that is.
    ShowWhole,
    /// Ends the program.
    Stop {
        /// How long the run had taken by then, where that is known.
        at: Option<Micros>,
    },
    /// On to the next sentence; at the live end of a paused program, one poll on.
    StepForward,
    /// Back to the sentence before.
    StepBack,
    /// One event on; at the live end of a paused program, one poll on.
    EventForward,
    /// One event back.
    EventBack,
    /// Some events on, or back; where they are not recorded yet, as soon as they are.
    StepBy(isize),
    /// The cursor goes to a step.
    Seek(Step),
    /// The cursor goes to a step now, and once more when the run is recorded, if it is not yet.
    GoTo(LinkedStep),
    /// The cursor goes to a step as soon as the run is recorded; meanwhile it goes on as it does.
    Await(LinkedStep),
    /// What a link asks for beside its step, as soon as the run is recorded.
    ShowLinked(LinkedView),
    /// From poll to poll, along a wake, or over spans and lanes.
    Walk(Walk),
    /// To the next finding, drop or panic.
    NextMark,
    /// To the one before.
    PreviousMark,
    /// A span of a task is selected, and the cursor goes to a step in it.
    PickSpan(TaskId, Step),
    /// What lies between two steps is selected, and the cursor goes to its beginning.
    PickStretch(Step, Step),
    /// Everything that happened at once is applied: the recorded run comes now, if one is on its way.
    Recall,
    /// A batch of the trace arrived, as words of records.
    Batch {
        /// The number of the run it belongs to.
        run: u32,
        /// Its words.
        words: Vec<u32>,
    },
    /// The program can't go on, for a reason that is not in its trace.
    Failed {
        /// The number of its run.
        run: u32,
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
    /// What the program ran in has crashed, and its trace can't report that by itself.
    Crashed {
        /// The number of its run.
        run: u32,
        /// How long the run had taken by then, where that is known.
        at: Option<Micros>,
        /// What the browser said of it.
        crash: Crash,
    },
    /// The program has not let its worker listen for so many seconds; `None` if it does again.
    Silent(Option<u32>),
    /// A frame of the screen.
    Frame {
        /// How long after the one before.
        milliseconds: f64,
    },
    /// The visitor points at something, or no longer.
    Aim(Option<Aim>),
    /// The visitor answers the question, does not want it, or has read what the run says of the answer.
    Guess(Guess),
    /// Everything is to be shown: the question is set aside, if one is open.
    SetAside,
    /// Whether questions are asked from now on.
    Ask(bool),
    /// The visitor wants to be asked about this program, also if it was answered before.
    AskAgain,
    /// A batch of a run that nobody sees: see [`Session::rehearsal`](super::Session::rehearsal).
    Rehearsed {
        /// The number of the run that it is for.
        run: u32,
        /// Its words.
        words: Vec<u32>,
    },
    /// A run that nobody sees can't go on.
    RehearsalFailed {
        /// The number of the run that it is for.
        run: u32,
    },
    /// To a stop of the tour.
    Visit(usize),
    /// The tour is over.
    EndTour,
    /// The visitor wants to look for a demo.
    Search,
    /// The visitor wants to look for something that happened.
    SearchEvents,
    /// A dialog opens, or none is open any more.
    ShowDialog(Option<Dialog>),
    /// The visitor has to know something.
    Tell(String),
    /// The link to this moment could not be copied and is to be shown.
    ShowLink(String),
    /// The visitor has read the notice.
    Dismiss,
    /// The run is to be saved in a form, by its index among the forms.
    Export(u32),
    /// What happened in the range is to be saved in a form.
    ExportRange(u32),
    /// The search for what the visitor looks for reads so many events on.
    FindOn(usize),
    /// Something goes on that takes long, or no longer.
    Work(Option<Work>),
    /// What took long has failed: a sentence that says why and what to do.
    WorkFailed(String),
    /// The visitor does not want to wait for it.
    Cancel,
}

impl Action {
    /// Whether many like it come in a row, as long as a pointer or a wheel moves.
    #[must_use]
    pub fn is_part_of_a_movement(&self) -> bool {
        matches!(self, Self::Look(Look::Window(_) | Look::DrawRange(_)))
    }
}

impl From<Look> for Action {
    fn from(look: Look) -> Self {
        Self::Look(look)
    }
}

impl From<Preference> for Action {
    fn from(change: Preference) -> Self {
        Self::Prefer(change)
    }
}

/// What the page has to do after an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Start the program, in place of the one that runs.
    Start,
    /// Let the program take no further turn.
    Pause,
    /// Let it go on.
    Resume,
    /// Let the paused program do one poll.
    StepOnce,
    /// End what the program runs in, wherever it is.
    Release,
    /// Fetch the demo that is called so: [`Action::Learned`] or [`Action::NotLearned`] follows.
    Fetch(&'static str),
    /// Write the run in a form, by its index among the forms, or what happened in a range of it.
    Export(u32, Option<Range>),
    /// End what takes long.
    Cancel,
    /// Put the focus into the field that finds demos.
    FocusSearch,
    /// Put the focus into the field that finds what happened.
    FocusFind,
}
