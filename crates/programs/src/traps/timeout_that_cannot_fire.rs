//! A timeout that cannot fire: the future it limits never lets go of the processor.

use std::time::Duration;

use taskscope_runtime::{Instant, println, sleep, spawn, timeout, work, yield_now};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let page = spawn("page", serve());
    let start = Instant::now();
    let picture = timeout(knobs.duration("limit"), draw_bad(knobs)).await;
    match picture {
        Ok(rows) => println!("all {rows} rows drawn after {} ms", start.elapsed().as_millis()),
        Err(_) => println!("given up after {} ms", start.elapsed().as_millis()),
    }
    page.await.expect("serving does not panic");
}

async fn fixed(knobs: Knobs) {
    let page = spawn("page", serve());
    let start = Instant::now();
    let picture = timeout(knobs.duration("limit"), draw_fixed(knobs)).await;
    match picture {
        Ok(rows) => println!("all {rows} rows drawn after {} ms", start.elapsed().as_millis()),
        Err(_) => println!("given up after {} ms", start.elapsed().as_millis()),
    }
    page.await.expect("serving does not panic");
}

/// One poll from the first row to the last.
async fn draw_bad(knobs: Knobs) -> u32 {
    sleep(knobs.duration("loading")).await;
    for _ in 0..knobs.count("rows") {
        work(knobs.duration("row"));
    }
    knobs.count("rows")
}

/// After each row the poll ends, and the timeout can look at its timer.
async fn draw_fixed(knobs: Knobs) -> u32 {
    sleep(knobs.duration("loading")).await;
    for _ in 0..knobs.count("rows") {
        work(knobs.duration("row"));
        yield_now().await;
    }
    knobs.count("rows")
}

/// A page to serve while the picture is drawn.
async fn serve() {
    sleep(Duration::from_millis(40)).await;
    println!("page served");
}
