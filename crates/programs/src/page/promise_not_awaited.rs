//! A promise that is not awaited: saving fails, and nothing sees it.

use taskscope_runtime::promise::Promise;
use taskscope_runtime::{println, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    for draft in 1..=knobs.count("drafts") {
        // Like `JsFuture::from(promise)`, made and dropped.
        drop(save(draft, knobs).listen());
        println!("draft {draft} is saved");
        sleep(knobs.duration("between drafts")).await;
    }
}

async fn fixed(knobs: Knobs) {
    for draft in 1..=knobs.count("drafts") {
        match save(draft, knobs).await {
            Ok(()) => println!("draft {draft} is saved"),
            Err(reason) => println!("draft {draft} is not saved: {reason}"),
        }
        sleep(knobs.duration("between drafts")).await;
    }
}

/// A promise of the browser, which is rejected when the storage is full.
fn save(draft: u32, knobs: Knobs) -> Promise<(), &'static str> {
    let is_full = draft > knobs.count("room for");
    let outcome = if is_full { Err("the storage is full") } else { Ok(()) };
    Promise::settled_after(knobs.duration("saving takes"), outcome)
}
