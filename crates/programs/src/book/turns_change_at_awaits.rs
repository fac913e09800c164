//! Turns change at awaits: what is read before an await can be out of date after it, and nowhere else.
#![expect(
    clippy::unused_async,
    reason = "a clerk between awaits is async and never awaits: that is the point"
)]

use std::cell::Cell;
use std::rc::Rc;

use taskscope_runtime::{println, sleep, spawn, work};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on where tasks can come between each other, and threads.
pub(crate) static DEMO: Demo = Demo {
    slug: "turns-change-at-awaits",
    title: "Turns change only at an await",
    section: Section::Threads,
    watch: "Watch who has a turn between what a clerk sees in the till and what the clerk puts down: everybody, or nobody.",
    explanation: &[
        "Three clerks sell. Each looks how much is in the till, writes a receipt, and puts down a sum that is higher by one.",
        "Across an await, a clerk who rests over the receipt lets the others have their turns. All of them see the same sum, and \
         each puts down what the one before has put down: sales are lost, though there is one thread and no two tasks ever \
         run at the same moment.",
        "Between awaits, a clerk works on the receipt, and nobody takes the turn away. No lock is needed, and a Cell will \
         do. But the others are ready and wait, so keep such stretches short, or hold an async lock across the await.",
        "With threads, as in the Book's chapter 16, turns change between any two instructions, and the compiler refuses a shared \
         Cell.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.6: futures, tasks, and threads",
            url: "https://doc.rust-lang.org/book/ch17-06-futures-tasks-threads.html",
        },
        Link { label: "std::cell::Cell", url: "https://doc.rust-lang.org/std/cell/struct.Cell.html" },
    ],
    knobs: &[
        Knob::milliseconds("receipt", 1..=1_000, 10, "how long a clerk writes or rests over a receipt"),
        Knob::count("sales", 1..=20, 1, "how much each of them sells"),
    ],
    variants: &[
        Variant::new("across", "Awaits between looking and putting down.", |knobs| Box::pin(across(knobs))),
        Variant::new("between", "Does not await between looking and putting down.", |knobs| {
            Box::pin(between(knobs))
        }),
    ],
    view: View::on("ann"),
    question: Question::new(
        "across",
        "Ann sees 0 in the till first: which line is printed second?",
        Answer::Line(2),
    ),
    tour: &[
        Stop::new("across", Spot::Line("ann sees 0", 1), "Ann has looked, and now rests over her receipt."),
        Stop::new(
            "across",
            Spot::Line("cleo sees 0", 1),
            "Bob and Cleo have their turns meanwhile, and see the same sum.",
        ),
        Stop::new(
            "across",
            Spot::Line("cleo puts", 1),
            "The third sale is put down, and it is a 1 once more: two sales are lost.",
        ),
        Stop::new(
            "between",
            Spot::Work("ann", 1),
            "Ann works on her receipt: Bob and Cleo are ready, and have to wait.",
        ),
        Stop::new("between", Spot::Line("bob sees 1", 1), "Bob looks after Ann has put down her sale."),
        Stop::new("between", Spot::Line("in the till", 1), "Every sale is in the till."),
    ],
    source: &sources::TURNS_CHANGE_AT_AWAITS,
};

async fn across(knobs: Knobs) {
    let till = Rc::new(Cell::new(0));
    let clerks = ["ann", "bob", "cleo"].map(|name| spawn(name, sell_across(name, Rc::clone(&till), knobs)));
    for clerk in clerks {
        clerk.await.expect("selling does not panic");
    }
    println!("in the till: {}", till.get());
}

async fn between(knobs: Knobs) {
    let till = Rc::new(Cell::new(0));
    let clerks = ["ann", "bob", "cleo"].map(|name| spawn(name, sell_between(name, Rc::clone(&till), knobs)));
    for clerk in clerks {
        clerk.await.expect("selling does not panic");
    }
    println!("in the till: {}", till.get());
}

async fn sell_across(clerk: &str, till: Rc<Cell<u32>>, knobs: Knobs) {
    for _ in 0..knobs.count("sales") {
        let sum = till.get();
        println!("{clerk} sees {sum}");
        sleep(knobs.duration("receipt")).await;
        till.set(sum + 1);
        println!("{clerk} puts down {}", sum + 1);
    }
}

async fn sell_between(clerk: &str, till: Rc<Cell<u32>>, knobs: Knobs) {
    for _ in 0..knobs.count("sales") {
        let sum = till.get();
        println!("{clerk} sees {sum}");
        work(knobs.duration("receipt"));
        till.set(sum + 1);
        println!("{clerk} puts down {}", sum + 1);
    }
}
