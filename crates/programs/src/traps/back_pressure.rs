//! Back-pressure: a channel without a limit that fills up, and one whose sender has to wait.

use taskscope_runtime::mpsc::{Receiver, Sender, UnboundedSender, channel, unbounded_channel};
use taskscope_runtime::{join, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let (tx, rx) = unbounded_channel();
    let camera = spawn("camera", shoot_bad(tx, knobs));
    let lab = spawn("lab", develop(rx, knobs));
    let (camera, lab) = join!(camera, lab);
    camera.and(lab).expect("no task panics");
}

async fn fixed(knobs: Knobs) {
    let (tx, rx) = channel(knobs.count("capacity") as usize);
    let camera = spawn("camera", shoot_fixed(tx, knobs));
    let lab = spawn("lab", develop(rx, knobs));
    let (camera, lab) = join!(camera, lab);
    camera.and(lab).expect("no task panics");
}

async fn shoot_bad(tx: UnboundedSender<u32>, knobs: Knobs) {
    for photo in 1..=knobs.count("photos") {
        sleep(knobs.duration("shot")).await;
        tx.send(photo).expect("the lab is open");
    }
    println!("camera: that was the last photo");
}

async fn shoot_fixed(tx: Sender<u32>, knobs: Knobs) {
    for photo in 1..=knobs.count("photos") {
        sleep(knobs.duration("shot")).await;
        tx.send(photo).await.expect("the lab is open");
    }
    println!("camera: that was the last photo");
}

async fn develop(mut rx: Receiver<u32>, knobs: Knobs) {
    while let Some(photo) = rx.recv().await {
        sleep(knobs.duration("developing")).await;
        println!("photo {photo} developed, {} in the channel", rx.len());
    }
}
