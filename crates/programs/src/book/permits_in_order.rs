//! Permits in order: a semaphore serves the task that came first, even where another could go at once.

use std::rc::Rc;

use taskscope_runtime::sync::Semaphore;
use taskscope_runtime::{named, println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[Main::new("semaphore", |knobs| Box::pin(semaphore(knobs)))];

const VEHICLES: [(&str, u32); 3] = [("van", 2), ("truck", 4), ("bike", 1)];

async fn semaphore(knobs: Knobs) {
    let places = Rc::new(Semaphore::new(knobs.count("places") as usize));
    let vehicles = VEHICLES.map(|(name, size)| spawn(name, park(name, size, Rc::clone(&places), knobs)));
    for vehicle in vehicles {
        vehicle.await.expect("parking does not panic");
    }
}

async fn park(name: &'static str, size: u32, places: Rc<Semaphore>, knobs: Knobs) {
    println!("{name} needs {size}");
    let permits = places.acquire_many(size).await.expect("the car park is never closed");
    println!("{name} parks");
    named("parked", sleep(knobs.duration("stay") * size)).await;
    drop(permits);
    println!("{name} has left");
}
