//! Ends that a program can't tell of by itself: it was stopped, or what it ran in crashed. The page writes them into the
//! trace, so that they are part of the run like everything else.

use taskscope_runtime::{Micros, RunEnd};

use super::{Effect, Live, Motion, Session};

/// How a program came to an end that is not in its trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halt {
    /// How long the run had taken by then, where that is known.
    pub at: Option<Micros>,
    /// What the browser said of the crash; `None` if the visitor stopped the program.
    pub crash: Option<Crash>,
}

/// What the browser said of a crash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crash {
    /// Its message.
    pub message: String,
    /// The bytes of memory that the program's instance had by then.
    pub memory: Option<u64>,
}

impl Crash {
    /// Instances can have a gibibyte; one that is refused more has most of it. The limit is set where the module is
    /// linked, in `build.rs`.
    const MUCH_MEMORY: u64 = 900 << 20;

    /// What has happened, as part of a sentence. Browsers have words of their own for it.
    fn cause(&self) -> &'static str {
        let says = |words: &str| self.message.to_lowercase().contains(words);
        if says("call stack") || says("recursion") || says("stack overflow") || says("out of bounds") {
            "its stack is used up: a function calls itself without end"
        } else if self.memory.is_some_and(|memory| memory >= Self::MUCH_MEMORY) || says("out of memory") {
            "its memory is used up: one program may have a gibibyte"
        } else {
            "it ended in a way that it could not tell of"
        }
    }

    /// The last words of the task that was polled.
    fn last_words(&self) -> String {
        format!("{} ({})", self.cause(), self.message)
    }
}

impl Session {
    /// Writes the end of the run into its trace.
    pub(super) fn halt(&mut self, run: u32, halt: &Halt) -> Option<Effect> {
        if run != self.run_number || self.run.trace().run_end().is_some() {
            return None;
        }
        let how = if halt.crash.is_some() { RunEnd::Crashed } else { RunEnd::Stopped };
        let at = halt.at.unwrap_or_default();
        let was_at_end = self.cursor == self.run.trace().end();
        let length = self.axis().length();
        self.run.halt(how, at, halt.crash.as_ref().map(Crash::last_words).as_deref());
        self.window = self.window.on_longer_axis(length, self.axis().length());
        if was_at_end || self.motion == Motion::AtEnd || how == RunEnd::Crashed {
            self.cursor = self.run.trace().end();
        }
        if let Some(crash) = &halt.crash {
            self.notice = Some(format!(
                "The program crashed: {}. The page and what was recorded are unharmed; press Run to start anew, or change \
                 a knob first.",
                crash.cause()
            ));
        }
        self.motion = Motion::Still;
        self.live = Live::Gone;
        self.silent = None;
        Some(Effect::Release)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crashes_are_told_apart_by_what_browsers_say() {
        let cause = |message: &str, memory| Crash { message: message.to_owned(), memory }.cause();
        for message in
            ["Maximum call stack size exceeded", "too much recursion", "memory access out of bounds"]
        {
            assert!(cause(message, None).starts_with("its stack"), "{message}");
        }
        assert!(cause("unreachable", Some(1 << 30)).starts_with("its memory"));
        assert!(cause("unreachable", Some(1 << 21)).starts_with("it ended"));
    }
}
