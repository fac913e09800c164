//! A sentence of each kind, where a demo has it.

use taskscope_tell::{line_at, told_after};
use taskscope_trace::{Run, Step};

use super::run_of;

/// Everything that is told of a run when it is stepped through.
pub(super) fn told(run: &Run) -> Vec<String> {
    let (mut cursor, mut told) = (Step(0), Vec::new());
    while let Some(next) = told_after(run, cursor) {
        told.push(line_at(run, next).expect("a sentence begins there").text(run.trace()));
        cursor = next;
    }
    told
}

/// Demo, variant, and sentences of it in their order; a line of the source is written as `line _`.
const TOLD: &[(&str, &str, &[&str])] = &[
    (
        "futurelock",
        "bad",
        &[
            "main creates mutex 1 (line _) and oneshot 1 (line _).",
            "main spawns backup (line _); it goes to the back of the queue.",
            "backup locks mutex 1.",
            "main takes the message of oneshot 1.",
            "Oneshot 1 is dropped.",
            "main polls &mut first and patience for the first time (line _).",
            "main › patience waits for timer 2, due at 20 ms (line _).",
            "main › &mut first polls first for the first time (created at line _).",
            "main › first waits for mutex 1, held by backup (line _).",
            "main waits for patience (line _) and first (line _).",
            "Timer 2 fires and wakes main › patience.",
            "main runs: timer 2 woke it for patience; the thread was free.",
            "main › patience finishes first and wins.",
            "main › &mut first loses and is dropped: first was only borrowed and stays alive.",
            "main waits for mutex 1, held by backup, in line behind main › first (line _).",
            "backup unlocks mutex 1; next in line is main › first.",
            "backup wakes main › first.",
            "main runs: backup woke it for first.",
            "main waits for mutex 1, handed to main › first and not taken yet (line _). It did not poll first, which was \
             woken.",
            "Nothing can run and no timer is set: the remaining tasks wait forever.",
        ],
    ),
    (
        "unfair-race",
        "biased",
        &[
            "main waits for left and right (they wait at line _).",
            "Timer 1 fires and wakes main › left.",
            "Timer 2 fires and wakes main › right; main is already in the queue.",
            "main runs: timer 1 woke it; the thread was free.",
            "main › left finishes first and wins.",
            "main › right was woken, too, but loses and is dropped (line _).",
        ],
    ),
    (
        "own-timeout",
        "once",
        &[
            "main › sleep(limit) finishes first and wins.",
            "main › future loses and is dropped (line _): timer 1 is cancelled.",
            "main prints gave up after 100ms",
            "main is done.",
            "main is done, so the run ends.",
        ],
    ),
    (
        "select-loses-data",
        "bad",
        &[
            "The handle of shop was dropped; shop stays in the queue.",
            "main › saving takes a message (0 left in channel 1).",
            "main › saving loses and is dropped (line _): timer 9 is cancelled.",
        ],
    ),
    (
        "export-and-upload",
        "fixed",
        &[
            "export works for 20 ms, until 20 ms (line _).",
            "export sends a message (1 in channel 1).",
            "export yields (line _): it goes to the back of the queue.",
            "upload runs for the first time, 20 ms after it was spawned; export had the thread until now.",
            "upload starts request 1 for pages/received.txt (simulated).",
            "export runs again: it woke itself; upload and progress had the thread until now.",
            "Request 1: response 200, 22 bytes.",
            "Request 1 wakes upload, but export has the thread.",
            "upload runs: request 1 woke it 8 ms ago; export had the thread until now.",
            "upload is done with request 1.",
        ],
    ),
    (
        "never-ends",
        "bad",
        &[
            "main › sending sends a message (1 in channel 1).",
            "main wakes its own print_words(rx), so main will be polled again.",
            "main › print_words(rx) takes a message (0 left in channel 1).",
            "main runs again: it woke itself.",
        ],
    ),
    (
        "main-ends-first",
        "forgotten",
        &[
            "main is done, so save is cut off (line _): timer 4 is cancelled.",
            "main is done, so the run ends.",
        ],
    ),
    (
        "too-many-requests",
        "bad",
        &[
            "main adds 8 senders to channel 1 (9 now).",
            "main polls 0, 1, 2 and 5 others for the first time (line _).",
        ],
    ),
    (
        "permits-in-order",
        "semaphore",
        &[
            "truck waits for permits of semaphore 1, held by van (line _).",
            "van gives 2 permits of semaphore 1 back; 4 permits go to truck, next in line.",
            "truck gets 4 permits of semaphore 1.",
        ],
    ),
];

#[test]
fn each_kind_of_event_has_its_sentence() {
    for (slug, variant, sentences) in TOLD {
        let told: Vec<String> =
            told(&run_of(slug, variant)).iter().map(|sentence| without_lines(sentence)).collect();
        let mut rest = told.iter();
        for sentence in *sentences {
            assert!(
                rest.any(|told| told == sentence),
                "{slug} {variant}: “{sentence}” in\n{}",
                told.join("\n")
            );
        }
    }
}

/// Lines change with every edit of a demo.
pub(super) fn without_lines(sentence: &str) -> String {
    let mut parts = sentence.split("line ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.trim_start_matches(|letter: char| letter.is_ascii_digit());
        text + "line " + if rest == part { "" } else { "_" } + rest
    })
}
