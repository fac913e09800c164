//! The browser as a process of its own beside the run: its turns and long tasks as stretches, its frames as instants.

use taskscope_format::{Event, Micros, Reporter, Way};

use crate::TurnKind;

/// What there are threads for, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thread {
    Macrotasks,
    Microtasks,
    Frames,
    LongTasks,
    LongAnimationFrames,
}

impl Thread {
    pub(super) const ALL: [Self; 5] =
        [Self::Macrotasks, Self::Microtasks, Self::Frames, Self::LongTasks, Self::LongAnimationFrames];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Macrotasks => "macrotasks",
            Self::Microtasks => "microtasks",
            Self::Frames => "frames",
            Self::LongTasks => "long tasks",
            Self::LongAnimationFrames => "long animation frames",
        }
    }

    /// What a stretch or an instant on it is called.
    pub(super) fn one(self) -> &'static str {
        match self {
            Self::Macrotasks => "macrotask",
            Self::Microtasks => "microtask",
            Self::Frames => "frame",
            Self::LongTasks => "long task",
            Self::LongAnimationFrames => "long animation frame",
        }
    }
}

/// A stretch of time on a thread.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) thread: Thread,
    pub(super) from: Micros,
    pub(super) to: Micros,
}

/// What the browser did.
#[derive(Debug, Default)]
pub(super) struct Browser {
    /// How turns are asked for; `None` where no browser is told of.
    way: Option<Way>,
    turn: Option<(Thread, Micros)>,
    pub(super) stretches: Vec<Stretch>,
    /// When frames began, and how many were missed before each.
    pub(super) frames: Vec<(Micros, u32)>,
}

impl Browser {
    /// Whether there is something to show.
    pub(super) fn is_there(&self) -> bool {
        self.way.is_some()
    }

    /// Takes in an event.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only what the browser does is of interest")]
    pub(super) fn take(&mut self, event: Event, now: Micros) {
        match event {
            Event::Hosted { way, .. } => self.way = Some(way),
            Event::TurnStarted { cause } => {
                self.end_turn(now);
                self.turn = self.way.map(|way| match TurnKind::of(cause, way) {
                    TurnKind::Macrotask => (Thread::Macrotasks, now),
                    TurnKind::Microtask => (Thread::Microtasks, now),
                });
            }
            Event::TurnEnded { .. } | Event::EventsDropped { .. } => self.end_turn(now),
            Event::Frame { missed } => self.frames.push((now, missed)),
            Event::LongTask { reporter, started, duration } => {
                let thread = match reporter {
                    Reporter::LongTask => Thread::LongTasks,
                    Reporter::LongAnimationFrame => Thread::LongAnimationFrames,
                };
                let to = Micros(started.0.saturating_add(duration.0));
                self.stretches.push(Stretch { thread, from: started, to });
            }
            _ => {}
        }
    }

    fn end_turn(&mut self, now: Micros) {
        if let Some((thread, from)) = self.turn.take() {
            self.stretches.push(Stretch { thread, from, to: now });
        }
    }

    /// Leaves out what was over at a time; what went on begins there.
    pub(super) fn begin_at(&mut self, from: Micros) {
        self.stretches.retain_mut(|stretch| {
            stretch.from = stretch.from.max(from);
            stretch.to > from
        });
        self.frames.retain(|&(time, _)| time >= from);
    }

    /// Ends what goes on, and puts everything in order.
    pub(super) fn finish(&mut self, now: Micros) {
        self.end_turn(now);
        taskscope_sorted::sort_by_key(&mut self.stretches, |stretch| (stretch.thread, stretch.from));
        // Browsers round times, so that one task may seem to begin before the other ends. The format knows only stretches
        // that lie inside of each other.
        let mut last: Option<(Thread, Micros)> = None;
        for stretch in &mut self.stretches {
            if let Some((_, end)) = last.filter(|&(thread, _)| thread == stretch.thread) {
                stretch.from = stretch.from.max(end);
                stretch.to = stretch.to.max(end);
            }
            last = Some((stretch.thread, stretch.to));
        }
    }
}
