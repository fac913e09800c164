//! Fetched twice: two parts of a page ask for the same file at the same time.

use std::rc::Rc;

use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{SiteFile, fetch, println, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

static PROFILE: SiteFile =
    SiteFile::new("pages/rust.html", include_bytes!("../../../../www/pages/rust.html"));

const PARTS: [&str; 4] = ["header", "sidebar", "comments", "footer"];

async fn bad(knobs: Knobs) {
    let names = PARTS.iter().take(knobs.count("parts") as usize);
    let parts: Vec<_> = names.map(|name| spawn(*name, show_bad(name, knobs))).collect();
    for part in parts {
        part.await.expect("showing does not panic");
    }
}

async fn fixed(knobs: Knobs) {
    let shared = Rc::new(Mutex::new(None));
    let names = PARTS.iter().take(knobs.count("parts") as usize);
    let parts: Vec<_> = names.map(|name| spawn(*name, show_fixed(name, Rc::clone(&shared), knobs))).collect();
    for part in parts {
        part.await.expect("showing does not panic");
    }
}

async fn show_bad(name: &str, knobs: Knobs) {
    let profile = load(knobs).await;
    println!("{name} shows {} letters", profile.len());
}

/// The first to come loads the profile with the lock in hand: the others wait for what it makes.
async fn show_fixed(name: &str, shared: Rc<Mutex<Option<String>>>, knobs: Knobs) {
    let mut shared = shared.lock().await;
    if shared.is_none() {
        *shared = Some(load(knobs).await);
    }
    let letters = shared.as_ref().map_or(0, String::len);
    println!("{name} shows {letters} letters");
}

async fn load(knobs: Knobs) -> String {
    let profile = PROFILE.answering_after(knobs.duration("answer")).taking(knobs.duration("transfer"));
    let response = fetch(profile).await.expect("the site answers");
    response.text().await.expect("all of it comes")
}
