//! Results in the order of the list, and results in the order in which they are there.

use taskscope_runtime::{Unordered, join_all, println, sleep, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("list", |knobs| Box::pin(show_list(knobs))),
    Main::new("unordered", |knobs| Box::pin(show_unordered(knobs))),
];

async fn show_list(knobs: Knobs) {
    let photos = (1..=knobs.count("photos")).map(|photo| download(photo, knobs));
    for photo in join_all(photos).await {
        draw(photo, knobs);
    }
}

async fn show_unordered(knobs: Knobs) {
    let photos = (1..=knobs.count("photos")).map(|photo| download(photo, knobs));
    let mut set = Unordered::new();
    set.extend(photos);
    while let Some(photo) = set.next().await {
        draw(photo, knobs);
    }
}

/// The first photo is the largest.
async fn download(photo: u32, knobs: Knobs) -> u32 {
    sleep(knobs.duration("slowest") / photo).await;
    photo
}

fn draw(photo: u32, knobs: Knobs) {
    work(knobs.duration("drawing"));
    println!("photo {photo} is drawn");
}
