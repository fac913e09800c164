//! Writes a trace of one task as an executor would, and reads it again, event by event.
#![allow(clippy::print_stdout)] // An example shows what it does.

use taskscope_format::{Clock, DecodeError, Decoder, Entry, Event, Micros, Order, RunEnd, TaskId, Writer};

fn main() -> Result<(), DecodeError> {
    let mut writer = Writer::default();
    writer.event(Micros(0), Event::RunStarted { clock: Clock::Virtual, order: Order::Fifo, seed: 0 });
    let (name, place) = (writer.text("main"), writer.place("src/main.rs", 3, 5));
    writer.event(Micros(0), Event::TaskSpawned { task: TaskId(1), parent: None, name, place });
    writer.event(Micros(0), Event::PollStarted { task: TaskId(1) });
    writer.event(Micros(250), Event::PollEnded { task: TaskId(1) });
    writer.event(Micros(250), Event::TaskDone { task: TaskId(1) });
    writer.event(Micros(250), Event::RunEnded { how: RunEnd::Finished });
    let words = writer.take();
    println!("{} records of 16 bytes", words.len() / 4);

    let (mut time, mut events) = (Micros(0), 0);
    Decoder::default().read(&words, |entry| {
        if let Entry::Time(now) = entry {
            time = now;
        } else if let Entry::Event(event) = entry {
            events += 1;
            println!("{:>6} µs  {event:?}", time.0);
        } else {
            println!("           {entry:?}");
        }
    })?;
    assert_eq!(events, 6);
    Ok(())
}
