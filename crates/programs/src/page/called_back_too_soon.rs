//! A call back during a borrow: the listener reads what its caller is still changing.

use std::rc::Rc;

use taskscope_runtime::cell::RefCell;
use taskscope_runtime::{println, sleep};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

async fn bad(knobs: Knobs) {
    let total = Rc::new(RefCell::new(0));
    let shown = Rc::clone(&total);
    let on_change = move || println!("the page shows {}", shown.borrow());
    for click in 1..=knobs.count("clicks") {
        sleep(knobs.duration("between clicks")).await;
        add_bad(&total, click, &on_change);
    }
}

async fn fixed(knobs: Knobs) {
    let total = Rc::new(RefCell::new(0));
    let shown = Rc::clone(&total);
    let on_change = move || println!("the page shows {}", shown.borrow());
    for click in 1..=knobs.count("clicks") {
        sleep(knobs.duration("between clicks")).await;
        add_fixed(&total, click, &on_change);
    }
}

/// Calls the listener at once, as the browser does in `element.focus()`.
fn add_bad(total: &RefCell<u32>, amount: u32, on_change: &dyn Fn()) {
    let mut total = total.borrow_mut();
    *total += amount;
    on_change();
}

/// Calls it as well, but the borrow is over by then.
fn add_fixed(total: &RefCell<u32>, amount: u32, on_change: &dyn Fn()) {
    *total.borrow_mut() += amount;
    on_change();
}
