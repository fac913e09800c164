//! The lanes of the browser, where a run is on its clock.

use taskscope_format::{Observation, Reporter};
use taskscope_tell::{host_text, summary_text, turn_word};
use taskscope_trace::{LaneGroup, Step, TurnKind};

use super::{Content, Group, GroupLane, Lane};
use crate::{Ink, Model};

/// The group of the browser; `None` where the run knows of none.
pub(super) fn group<'a>(model: &Model<'a>) -> Option<Group<'a>> {
    let browser = model.browser;
    let host = browser.host()?;
    let turns = |kind, ink| Content::Spans(browser.turns(kind), ink, word);
    let if_reported = |what, content| {
        if browser.is_unreported(what) { Content::NotReported } else { content }
    };
    let reports =
        [Reporter::LongAnimationFrame, Reporter::LongTask].map(|reporter| browser.long_tasks(reporter));
    let lanes = [
        (GroupLane::Macrotasks, turns(TurnKind::Macrotask, Ink::Macrotask)),
        (GroupLane::Microtasks, turns(TurnKind::Microtask, Ink::Microtask)),
        (GroupLane::Frames, if_reported(Observation::Frames, Content::Marks(browser.frames()))),
        (GroupLane::LongTasks, if_reported(Observation::LongTasks, Content::Reports(reports))),
    ];
    let is_folded = model.arrangement.folded.contains(&LaneGroup::Browser);
    let note = if is_folded { summary_text(browser, model.axis.end(), model.trace) } else { host_text(host) };
    let lanes = lanes.map(|(lane, content)| Lane { lane, content }).into();
    Some(Group { kind: LaneGroup::Browser, note, lanes })
}

fn word(model: &Model<'_>, from: Step) -> Option<String> {
    turn_word(model.browser, model.trace, from)
}
