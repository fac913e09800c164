//! A channel as a stream, with a limit for each message: one that is late still arrives.

use taskscope_runtime::mpsc::{Receiver, unbounded_channel};
use taskscope_runtime::stream::ReceiverStream;
use taskscope_runtime::{StreamExt, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("patient", |knobs| Box::pin(listen_patient(knobs))),
    Main::new("timeout", |knobs| Box::pin(listen_timeout(knobs))),
];

async fn listen_patient(knobs: Knobs) {
    let mut readings = ReceiverStream::new(start_sensor(knobs));
    while let Some(number) = readings.next().await {
        println!("reading {number}");
    }
}

async fn listen_timeout(knobs: Knobs) {
    let limit = knobs.duration("limit");
    let mut readings = ReceiverStream::new(start_sensor(knobs)).timeout(limit);
    while let Some(reading) = readings.next().await {
        match reading {
            Ok(number) => println!("reading {number}"),
            Err(_) => println!("nothing for {limit:?}"),
        }
    }
}

/// Gives the receiving end at once. Dropping the handle does not stop the sensor: it is a task of its own.
fn start_sensor(knobs: Knobs) -> Receiver<u32> {
    let (tx, rx) = unbounded_channel();
    let sensor = async move {
        for number in 1..=knobs.count("readings") {
            let gap = if number % 2 == 0 { "long gap" } else { "short gap" };
            sleep(knobs.duration(gap)).await;
            tx.send(number).expect("main listens to the end");
        }
    };
    drop(spawn("sensor", sensor));
    rx
}
