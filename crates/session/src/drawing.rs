//! What the timeline draws of a session: the model of its scene, what lies over the lanes, and the view.

use taskscope_format::TaskId;
use taskscope_scene::{Model, Overlay, Stretch, View};
use taskscope_trace::{Axis, State, Step};

use super::{Divider, Session};

/// The lanes of a session, with the state at its cursor.
#[must_use]
pub fn lanes_of<'a>(session: &'a Session, state: &'a State, axis: &'a Axis<'a>) -> Model<'a> {
    Model {
        trace: session.run.trace(),
        lanes: session.run.lanes(),
        browser: session.run.browser(),
        axis,
        state,
        folded: &session.view.folded,
        arrangement: &session.view.arrangement,
        over: Overlay::default(),
    }
}

/// What a picture of some size shows of a session, of which nothing is scrolled and no lanes have an overview.
#[must_use]
pub fn view_of(session: &Session, (width, height): (f64, f64)) -> View {
    let axis = &session.axis();
    let labels = f64::from(session.preferences.size(Divider::Labels));
    View {
        label_width: View::label_width_for(width, labels),
        cursor: session.cursor(),
        selected: session.view.selected,
        arrows: session.view.arrows,
        range: session.view.range.map(|range| [range.from(), range.to()]),
        polls_in_range: session.shown().measured().map_or(0, |measured| measured.polls),
        is_playing: session.is_playing() && session.cursor() < session.run.trace().end(),
        ..View::new(width, height, axis).with_window(axis, session.view.window)
    }
}

/// What is drawn over the lanes.
#[derive(Debug)]
pub struct Marked {
    findings: Vec<(Step, Option<TaskId>)>,
    lit: Vec<Stretch>,
    spot: Option<Stretch>,
}

impl Marked {
    /// What lies over the lanes of a session, whose cursor moves by itself or does not.
    #[must_use]
    pub fn of(session: &Session, is_playing: bool) -> Self {
        /// Events that are looked through to draw marks: done within a frame.
        const BY_THE_WAY: usize = 30_000;
        let found = session.run.findings_soon(BY_THE_WAY);
        let findings = found.iter().flat_map(|findings| findings.list());
        let findings = findings.map(|finding| (finding.step, finding.tasks.first().copied())).collect();
        let lit = if is_playing { Vec::new() } else { session.lit().stretches };
        Self { findings, lit, spot: session.spot().filter(|_| !is_playing) }
    }

    /// The lanes with that over them.
    #[must_use]
    pub fn over<'a>(&'a self, lanes: Model<'a>) -> Model<'a> {
        let over = Overlay { findings: &self.findings, lit: &self.lit, spot: self.spot };
        Model { over, ..lanes }
    }
}
