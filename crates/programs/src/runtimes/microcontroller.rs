//! A microcontroller under two orders: an interrupt wakes a task that has to be in time.

use taskscope_runtime::{Builder, Instant, println, sleep_until, spawn, work, yield_now};

use crate::{
    Answer, Demo, Knob, Knobs, Link, Order, Question, Scheduling, Section, Spot, Stop, Variant, View, sources,
};

/// The demo on few tasks with deadlines.
pub(crate) static DEMO: Demo = Demo {
    slug: "microcontroller",
    title: "A microcontroller's runtime",
    section: Section::Runtimes,
    watch: "Watch motor after each interrupt: by the order of arrival it waits for every other task, by priority only for \
            the piece that is under way.",
    explanation: &[
        "A microcontroller has few tasks, no operating system, and deadlines. Here filter, display and radio compute in \
         pieces without end and yield after each. Now and then a switch raises an interrupt, a timer in this demo, and \
         motor has to stop in time.",
        "The interrupt wakes motor at once, in the middle of a piece. Waking is not running: by the order of arrival \
         motor is behind the others and comes too late.",
        "By priority it is next. It still waits for the rest of the piece, because an executor picks who is next and \
         interrupts nobody. Make the pieces longer than the limit and priority does not help.",
        "Embassy can run a second executor inside an interrupt, and that does interrupt tasks. So does an operating system \
         with threads. The price is that tasks can be stopped anywhere.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.1: futures and the async syntax",
            url: "https://doc.rust-lang.org/book/ch17-01-futures-and-syntax.html",
        },
        Link {
            label: "embassy_executor: an executor for microcontrollers",
            url: "https://docs.rs/embassy-executor/latest/embassy_executor/",
        },
    ],
    knobs: &[
        Knob::milliseconds("piece", 1..=45, 4, "how long the others compute before they yield"),
        Knob::milliseconds("limit", 1..=100, 6, "how soon motor has to stop"),
        Knob::count("interrupts", 1..=10, 3, "how often the switch is hit"),
        Knob::milliseconds("every", 1..=100, 17, "how long it is from one interrupt to the next"),
    ],
    variants: &[
        Variant::new("fifo", "First in, first out.", |knobs| Box::pin(fifo(knobs))),
        Variant::new("priority", "The highest priority first.", |knobs| Box::pin(priority(knobs)))
            .under(Scheduling::DEFAULT.ordered(Order::Priority)),
    ],
    view: View::on("motor"),
    question: Question::new(
        "fifo",
        "The interrupt has woken motor while another task computes: which task is polled next?",
        Answer::NextPolled(Spot::TimerFired(1)),
    ),
    tour: &[
        Stop::new(
            "fifo",
            Spot::TimerFired(1),
            "The interrupt comes in the middle of a piece, and motor is ready at once.",
        ),
        Stop::new("fifo", Spot::Line("stop 1", 1), "All the others had their turn before motor: too late."),
        Stop::new(
            "priority",
            Spot::TimerFired(1),
            "The same interrupt at the same time, and the same piece under way.",
        ),
        Stop::new("priority", Spot::Line("stop 1", 1), "Motor was next when that piece was over: in time."),
    ],
    source: &sources::MICROCONTROLLER,
};

/// Tasks run in the order in which they became ready.
async fn fifo(knobs: Knobs) {
    control(knobs).await;
}

/// Of the tasks that are ready, the one with the highest priority runs.
async fn priority(knobs: Knobs) {
    control(knobs).await;
}

async fn control(knobs: Knobs) {
    let motor = Builder::new("motor").priority(9).spawn(stop(knobs));
    for name in ["filter", "display", "radio"] {
        drop(spawn(name, compute(knobs)));
    }
    motor.await.expect("stopping does not panic");
}

/// Waits for each interrupt, and stops the motor.
async fn stop(knobs: Knobs) {
    let start = Instant::now();
    for number in 1..=knobs.count("interrupts") {
        let interrupt = start + knobs.duration("every") * number;
        sleep_until(interrupt).await;
        let late = interrupt.elapsed();
        let verdict = if late < knobs.duration("limit") { "in time" } else { "too late" };
        println!("stop {number} after {} ms: {verdict}", late.as_millis());
    }
}

/// One piece after the other, as long as there is power.
async fn compute(knobs: Knobs) {
    loop {
        work(knobs.duration("piece"));
        yield_now().await;
    }
}
