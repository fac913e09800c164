//! What can happen to a session, and what the page has to do about it.

use taskscope_runtime::TaskId;

use super::{Dialog, Divider, Guess, Halt, Opened, Pace, Prepared, Range, Settings, Speed, Tab, Walk, Work};
use taskscope_scene::{Arrows, Window};
use taskscope_trace::{Arrangement, AxisKind, Step};

/// Something that happened: the visitor did it, the program, or the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The visitor chose a demo, a variant, a clock or a knob's value.
    Choose(Settings),
    /// The visitor chose how fast to play.
    SetSpeed(Speed),
    /// The visitor chose what playing keeps even.
    SetPace(Pace),
    /// The visitor chose an axis.
    SetAxis(AxisKind),
    /// The run button: run, play on or pause.
    RunButton,
    /// Runs the program anew from its start.
    Restart,
    /// What is being recorded is to be shown whole, once it is; in real time nobody knows when that is.
    ShowWhole,
    /// Ends the program.
    Stop,
    /// One event on; at the live end of a paused program, one poll on.
    StepForward,
    /// One event back.
    StepBack,
    /// The cursor goes to a step.
    Seek(Step),
    /// A task is selected, or none.
    Select(Option<TaskId>),
    /// The nodes of a task are shown or hidden.
    ToggleFold(TaskId),
    /// Another part of the axis comes into view.
    SetWindow(Window),
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
    /// The program is over, and its trace can't tell of it by itself.
    Halted {
        /// The number of its run.
        run: u32,
        /// How it came to its end.
        halt: Halt,
    },
    /// The program has not let its worker listen for so many seconds; `None` if it does again.
    Silent(Option<u32>),
    /// A frame of the screen.
    Frame {
        /// How long after the one before.
        milliseconds: f64,
    },
    /// From poll to poll, along a wake, or over spans and lanes.
    Walk(Walk),
    /// A span of a task is selected, and the cursor goes to a step in it.
    PickSpan(TaskId, Step),
    /// What lies between two steps is selected, and the cursor goes to its beginning.
    PickStretch(Step, Step),
    /// A stretch of the run is selected, or none.
    SetRange(Option<Range>),
    /// Takes back what was selected last.
    Clear,
    /// The selected range or span comes into view.
    FitSelection,
    /// What lies between two steps comes into view.
    FitSpan(Step, Step),
    /// A task is selected and its pane is shown.
    OpenTask(TaskId),
    /// Another pane beside the timeline.
    ShowTab(Tab),
    /// Other wakes are drawn.
    SetArrows(Arrows),
    /// Other lanes are shown, or in another order.
    Arrange(Arrangement),
    /// Whether the view goes along with the cursor while it moves by itself.
    Follow(bool),
    /// Whether keys of one character do something.
    SetCharacterKeys(bool),
    /// The visitor wants to look for a demo.
    Search,
    /// A dialog opens, or none is open any more.
    ShowDialog(Option<Dialog>),
    /// The visitor has to know something.
    Tell(String),
    /// The link to this moment could not be copied and is to be shown.
    ShowLink(String),
    /// The next theme.
    ToggleTheme,
    /// The pane at a divider gets another size, in CSS pixels.
    Resize {
        /// The divider.
        divider: Divider,
        /// The size.
        size: u32,
    },
    /// The visitor answers the question, or does not want it.
    Guess(Guess),
    /// To a stop of the tour.
    Visit(usize),
    /// The tour is over.
    EndTour,
    /// The hints of the first visit were read.
    HintsRead,
    /// A file was read and is to be shown.
    Open(Opened, Prepared),
    /// The run is to be saved in a form, by its index among the forms.
    Export(u32),
    /// Something goes on that takes long, or no longer.
    Work(Option<Work>),
    /// The visitor does not want to wait for it.
    Cancel,
    /// The visitor has read the notice.
    Dismiss,
    /// A line of the source is to be seen.
    ShowLine(u32),
}

/// What the page has to do after an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Start the program of the settings, in place of the one that runs.
    Start,
    /// Let the program take no further turn.
    Pause,
    /// Let it go on.
    Resume,
    /// Let the paused program do one poll.
    StepOnce,
    /// End the program, wherever it stands, and say when that was.
    Stop,
    /// End what the program ran in.
    Release,
    /// Write the run in a form, by its index among the forms.
    Export(u32),
    /// End what takes long.
    Cancel,
    /// Put the focus into the field that finds demos.
    FocusSearch,
}
