//! Which lines of a variant legitimately depend on its schedule, and why. All other lines are printed in every one.

/// What may differ in the output of a few variants.
pub(crate) struct Leeway {
    demo: &'static str,
    variants: &'static [&'static str],
    lines: Lines,
    /// Why that is no mistake, in a sentence.
    pub(crate) reason: &'static str,
}

/// Lines are described by patterns: `*` is text that may differ, `+` is text that may not, such as a number that counts.
enum Lines {
    /// There are as many of them, and only what stands for `*` differs.
    Differ(&'static [&'static str]),
    /// There may be more or fewer of them.
    ComeAndGo(&'static [&'static str]),
}
use Lines::{ComeAndGo, Differ};

const fn row(
    demo: &'static str,
    variants: &'static [&'static str],
    lines: Lines,
    reason: &'static str,
) -> Leeway {
    Leeway { demo, variants, lines, reason }
}

static LEEWAY: &[Leeway] = &[
    row(
        "race-two-pages",
        &["race"],
        Differ(&["* has arrived", "* won, and it was asked *"]),
        "When the host is late, both pages have arrived, and the one that is asked first wins.",
    ),
    row(
        "counting",
        &["spawn"],
        ComeAndGo(&["first says *"]),
        "Main may be told not to wait for the task, and then cuts it off wherever it is.",
    ),
    row(
        "main-ends-first",
        &["forgotten"],
        ComeAndGo(&["part * is saved"]),
        "Main cuts save off wherever it is, which is what this variant shows.",
    ),
    row(
        "shared-state",
        &["mutex"],
        Differ(&["* reads +", "* writes +"]),
        "The clerk that comes first to the lock reads first; every total is written once all the same.",
    ),
    row(
        "unfair-race",
        &["biased", "fair"],
        Differ(&["* wins round +"]),
        "Who wins is a draw, or the order when a late host lets both be ready at once.",
    ),
    row(
        "own-timeout",
        &["once"],
        Differ(&["*"]),
        "When the host is late, the answer is there before the deadline is looked at.",
    ),
    row(
        "own-timeout",
        &["retry"],
        ComeAndGo(&["attempt *", "answer to attempt *", "gave up after *", "no attempt is left"]),
        "When the host is late, the answer is there before the deadline is looked at, and no attempt has to follow.",
    ),
    row(
        "late-messages",
        &["timeout"],
        ComeAndGo(&["nothing for *"]),
        "How often main has waited too long depends on how late it was woken.",
    ),
    row(
        "merge-and-throttle",
        &["flood", "throttle"],
        Differ(&["*"]),
        "Main listens to a number of values, and how many of them are ticks depends on their times.",
    ),
    row(
        "poll-by-hand",
        &["busy"],
        ComeAndGo(&["rung? no"]),
        "It is polled again and again until the bell has its turn.",
    ),
    row(
        "futures-and-tasks",
        &["future", "task"],
        ComeAndGo(&["file * is copied"]),
        "Copying is cut off wherever it is, which is what this demo shows.",
    ),
    row(
        "futures-and-tasks",
        &["future", "task"],
        ComeAndGo(&["main gives up"]),
        "Whether copying or main's patience comes to its end first depends on when main is woken.",
    ),
    row(
        "export-on-a-worker",
        &["fixed"],
        Differ(&["frame +, * ms late"]),
        "When the host is late, so are the frames.",
    ),
    row(
        "turns-change-at-awaits",
        &["between"],
        Differ(&["* sees +", "* puts down +"]),
        "The clerk that is polled first sees the first number; every number is put down once all the same.",
    ),
    row(
        "graceful-shutdown",
        &["fixed"],
        Differ(&["visitor + *"]),
        "A visitor who is polled after closing time comes too late.",
    ),
    row(
        "blocking-the-executor",
        &["fixed"],
        Differ(&["beat +, * ms late"]),
        "When the host is late, so are the beats.",
    ),
    row(
        "timeout-that-cannot-fire",
        &["fixed"],
        Differ(&["* after * ms"]),
        "Drawing may end just before its limit is looked at.",
    ),
    row(
        "futurelock",
        &["fixed"],
        ComeAndGo(&["this takes too long; the second one meanwhile", "second is entry *"]),
        "Where first is written in time, main has no reason to write the second one.",
    ),
    row(
        "select-loses-data",
        &["fixed"],
        ComeAndGo(&["tick"]),
        "When a tick and the end of the orders are due at once, a draw decides whether the tick still counts.",
    ),
    row(
        "stale-waker",
        &["fixed"],
        ComeAndGo(&["main hands the future to guest"]),
        "If the bell rings before main has lost its patience, there is nothing to hand over.",
    ),
    row(
        "thundering-herd",
        &["fixed"],
        Differ(&["* takes job +"]),
        "Any worker may take a job; every job is taken once.",
    ),
    row(
        "biased-select",
        &["fixed"],
        ComeAndGo(&["order * is ready"]),
        "How many orders are ready at closing time depends on when the kitchen hears of it.",
    ),
    row(
        "back-pressure",
        &["fixed"],
        Differ(&["photo + developed, * in the channel"]),
        "How many photos are in the channel depends on how far the camera has come.",
    ),
    row(
        "catch-up-ticks",
        &["fixed", "delay"],
        Differ(&["reading + at * ms"]),
        "When the host is late, so are the readings.",
    ),
    row(
        "too-many-requests",
        &["fixed"],
        Differ(&["request + *"]),
        "Which requests find a place in time depends on how late the answers before them are heard.",
    ),
    row(
        "web-server",
        &["fifo", "lifo", "capped"],
        Differ(&["request + took * ms"]),
        "The order decides how long a request takes, which is what this demo measures.",
    ),
    row(
        "microcontroller",
        &["fifo"],
        Differ(&["stop + after * ms: *"]),
        "Without priorities the order decides whether a stop is in time.",
    ),
    row(
        "user-interface",
        &["plain", "budget", "priority"],
        Differ(&["frame +: *"]),
        "A frame is in time if the interface has its turn in time, and the host is not late.",
    ),
];

impl Leeway {
    /// What may differ in the output of a variant.
    pub(crate) fn of(demo: &str, variant: &str) -> Vec<&'static Self> {
        LEEWAY.iter().filter(|row| row.demo == demo && row.variants.contains(&variant)).collect()
    }

    /// The variants that have a row, each with its row.
    pub(crate) fn every() -> impl Iterator<Item = (&'static str, &'static str, &'static Self)> {
        LEEWAY.iter().flat_map(|row| row.variants.iter().map(move |variant| (row.demo, *variant, row)))
    }

    /// What of a line is the same in every schedule. `None` for a line that may be missing.
    fn constant(&self, line: &str) -> Option<String> {
        let by = |patterns: &[&str]| patterns.iter().find_map(|pattern| constant_part(pattern, line));
        match self.lines {
            Differ(patterns) => Some(by(patterns).unwrap_or_else(|| line.to_owned())),
            ComeAndGo(patterns) => by(patterns).is_none().then(|| line.to_owned()),
        }
    }
}

/// What of these lines is the same in every schedule, in the order of the alphabet.
pub(crate) fn constant_lines(rows: &[&Leeway], lines: &[String]) -> Vec<String> {
    let constant = |line: &String| rows.iter().try_fold(line.clone(), |line, row| row.constant(&line));
    let mut lines: Vec<String> = lines.iter().filter_map(constant).collect();
    lines.sort_unstable();
    lines
}

/// The line with a `*` for each text that stands for one; `None` if it is not as the pattern says.
fn constant_part(pattern: &str, line: &str) -> Option<String> {
    let Some(at) = pattern.find(['*', '+']) else {
        return (pattern == line).then(|| line.to_owned());
    };
    let (start, rest) = pattern.split_at(at);
    let (wildcard, rest) = rest.split_at(1);
    let line = line.strip_prefix(start)?;
    let next = rest.split(['*', '+']).next().unwrap_or_default();
    // What stands for a wildcard goes on to the next piece of the pattern, or to the end.
    let length = if next.is_empty() { line.len() } else { line.find(next)? };
    let (text, line) = line.split_at(length);
    let text = if wildcard == "*" { "*" } else { text };
    Some(format!("{start}{text}{}", constant_part(rest, line)?))
}

#[test]
fn a_pattern_keeps_what_may_not_differ() {
    let part = |pattern, line| constant_part(pattern, line);
    assert_eq!(part("frame +: *", "frame 12: in time").as_deref(), Some("frame 12: *"));
    assert_eq!(part("* takes job +", "worker 3 takes job 7").as_deref(), Some("* takes job 7"));
    assert_eq!(part("tick", "tick").as_deref(), Some("tick"));
    assert_eq!(part("*", "anything").as_deref(), Some("*"));
    assert_eq!(part("frame +: *", "the last frame"), None);
    assert_eq!(part("tick", "ticks"), None);
}
