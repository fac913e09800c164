//! A stream of numbers, filtered: values that are there at once, and values that have to be waited for.

use taskscope_runtime::{Stream, StreamExt, println, sleep, spawn, stream_from_iter};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("ready", |knobs| Box::pin(read_ready(knobs))),
    Main::new("paced", |knobs| Box::pin(read_paced(knobs))),
];

async fn read_ready(knobs: Knobs) {
    let neighbour = spawn("neighbour", async { println!("neighbour runs") });
    let numbers = stream_from_iter(1..=knobs.count("numbers"));
    let numbers = numbers.map(make);
    print_multiples(numbers, knobs.count("multiples of")).await;
    neighbour.await.expect("it does not panic");
}

async fn read_paced(knobs: Knobs) {
    let neighbour = spawn("neighbour", async { println!("neighbour runs") });
    let numbers = stream_from_iter(1..=knobs.count("numbers"));
    let numbers = numbers.then(|number| async move {
        sleep(knobs.duration("pause")).await;
        make(number)
    });
    print_multiples(numbers, knobs.count("multiples of")).await;
    neighbour.await.expect("it does not panic");
}

async fn print_multiples(numbers: impl Stream<Item = u32>, divisor: u32) {
    let mut multiples = numbers.filter(|number| number % divisor == 0);
    while let Some(number) = multiples.next().await {
        println!("{number} is taken");
    }
}

fn make(number: u32) -> u32 {
    println!("{number} is made");
    number
}
