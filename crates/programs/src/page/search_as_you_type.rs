//! Search as you type: nobody can stop the old searches, and the slowest answer stays on the page.

use std::rc::Rc;

use taskscope_runtime::cell::RefCell;
use taskscope_runtime::{JoinHandle, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

const TYPED: [&str; 3] = ["r", "ru", "rust"];

async fn bad(knobs: Knobs) {
    let page = Rc::new(RefCell::new(""));
    for text in TYPED {
        drop(spawn(format!("search {text}"), search(text, Rc::clone(&page), knobs)));
        sleep(knobs.duration("between keys")).await;
    }
    sleep(knobs.duration("search takes")).await;
    println!("the page shows what was found for {}", page.borrow());
}

async fn fixed(knobs: Knobs) {
    let page = Rc::new(RefCell::new(""));
    let mut last: Option<JoinHandle<()>> = None;
    for text in TYPED {
        if let Some(search) = last.take() {
            search.abort();
        }
        last = Some(spawn(format!("search {text}"), search(text, Rc::clone(&page), knobs)));
        sleep(knobs.duration("between keys")).await;
    }
    if let Some(search) = last {
        search.await.expect("nothing aborts the last one");
    }
    println!("the page shows what was found for {}", page.borrow());
}

/// The more letters there are, the less there is to find, and the sooner it is found.
async fn search(text: &'static str, page: Rc<RefCell<&'static str>>, knobs: Knobs) {
    let letters = u32::try_from(text.len()).expect("a text is short");
    sleep(knobs.duration("search takes") / letters).await;
    page.replace(text);
}
