//! Crashes, which a program can't report by itself: what the browser said of one, in words for the trace and the visitor.

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
            "it ended without reporting why"
        }
    }

    /// What the visitor has to know.
    pub(super) fn notice(&self) -> String {
        format!(
            "The program crashed: {}. The page and what was recorded are unharmed; press Run to start anew, or change \
             a knob first.",
            self.cause()
        )
    }

    /// The last words of the task that was polled.
    pub(super) fn last_words(&self) -> String {
        format!("{} ({})", self.cause(), self.message)
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
