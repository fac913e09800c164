//! A full mailbox: a task that sends to itself and has to wait for room waits forever.

use std::collections::VecDeque;

use taskscope_runtime::mpsc::channel;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let crawler = spawn("crawler", crawl_bad(knobs));
    crawler.await.expect("the crawler does not panic");
}

async fn fixed(knobs: Knobs) {
    let crawler = spawn("crawler", crawl_fixed(knobs));
    crawler.await.expect("the crawler does not panic");
}

async fn crawl_bad(knobs: Knobs) {
    let (tx, mut rx) = channel(knobs.count("room") as usize);
    tx.send(1).await.expect("the crawler is the receiver");
    while let Some(page) = rx.recv().await {
        for link in read(page, knobs).await {
            tx.send(link).await.expect("the crawler is the receiver");
        }
        if page == knobs.count("pages") {
            break;
        }
    }
}

async fn crawl_fixed(knobs: Knobs) {
    let mut pages = VecDeque::new();
    pages.push_back(1);
    while let Some(page) = pages.pop_front() {
        for link in read(page, knobs).await {
            pages.push_back(link);
        }
    }
}

/// Reads a page and finds the pages it leads to: 2 and 3 from 1, 4 and 5 from 2, and so on.
async fn read(page: u32, knobs: Knobs) -> impl Iterator<Item = u32> {
    sleep(knobs.duration("reading")).await;
    println!("page {page}");
    let last = knobs.count("pages");
    (2 * page..=2 * page + 1).filter(move |&link| link <= last)
}
