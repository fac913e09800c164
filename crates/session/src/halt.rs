//! Crashes, which a program can't report by itself: what the browser said of one, in words for the trace and the visitor.

use taskscope_tell::say;

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
    fn cause(&self) -> String {
        let says = |words: &str| self.message.to_lowercase().contains(words);
        if says("call stack") || says("recursion") || says("stack overflow") || says("out of bounds") {
            say::session_crash::stack()
        } else if self.memory.is_some_and(|memory| memory >= Self::MUCH_MEMORY) || says("out of memory") {
            say::session_crash::memory()
        } else {
            say::session_crash::unknown()
        }
    }

    /// What the visitor has to know.
    pub(super) fn notice(&self) -> String {
        say::session_crash::notice(&self.cause())
    }

    /// The last words of the task that was polled.
    pub(super) fn last_words(&self) -> String {
        say::session_crash::last_words(&self.cause(), &self.message)
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
        assert!(cause("unreachable", Some(1 << 30)).starts_with("it ran out of memory"));
        assert!(cause("unreachable", Some(1 << 21)).starts_with("it ended"));
    }
}
