//! What the callout at the cursor says beside the sentence.

use taskscope_format::{Micros, WakeSource};
use taskscope_judge::Cause;
use taskscope_trace::Trace;

use crate::catalogue::say;
use crate::wording::{resource_text, thread_text};
use crate::{Piece, Words};

/// Why a task was ready, and how long it was before it ran, in a few words: `woken by timer 1, 12 ms before it ran`. Empty
/// where nobody knows.
#[must_use]
pub fn cause_in_short(trace: &Trace, cause: &Cause) -> Vec<Piece> {
    let Cause { task, poll, by, waker, ready, .. } = *cause;
    let by_it = |called: String| Words::begin(say::callout::woken_by_it(&called));
    let words = match (by, waker) {
        (WakeSource::Spawn, Some(parent)) => say::callout::spawned_by(parent),
        (WakeSource::Task(waker), _) if waker == task => Words::begin(say::callout::woke_itself()),
        (WakeSource::Task(waker), _) => say::callout::woken_by(waker),
        (WakeSource::Timer(timer), _) => by_it(say::callout::a_timer(&timer.to_string())),
        (WakeSource::Promise(promise), _) => by_it(resource_text(trace, promise)),
        (WakeSource::Thread(thread), _) => by_it(thread_text(trace, thread)),
        (WakeSource::Outside, _) => by_it(say::callout::outside()),
        (WakeSource::Spawn | WakeSource::Unknown, _) => return Vec::new(),
    };
    let words = match trace.time(poll).0.saturating_sub(trace.time(ready).0) {
        0 => words,
        late => say::callout::ran_later(&words, Micros(late)),
    };
    words.into_pieces()
}
