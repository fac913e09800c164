//! Poisoned by a panic: the page goes on, and what the panic had borrowed stays borrowed.
#![expect(clippy::unused_async, reason = "a click is a task, and this one has nothing to wait for")]

use std::mem::ManuallyDrop;
use std::rc::Rc;

use taskscope_runtime::cell::RefCell;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

/// What wasm-bindgen makes of a struct that JavaScript holds: a cell, which each call borrows.
type Cart = Rc<RefCell<Vec<u32>>>;

async fn bad(knobs: Knobs) {
    let cart = Rc::new(RefCell::new(Vec::new()));
    for number in 1..=knobs.count("clicks") {
        let click = spawn(format!("click {number}"), add_bad(number, Rc::clone(&cart), knobs));
        click.await.expect("a panic goes to JavaScript");
        sleep(knobs.duration("between clicks")).await;
    }
}

async fn fixed(knobs: Knobs) {
    let cart = Rc::new(RefCell::new(Vec::new()));
    for number in 1..=knobs.count("clicks") {
        let click = spawn(format!("click {number}"), add_fixed(number, Rc::clone(&cart), knobs));
        click.await.expect("no click panics");
        sleep(knobs.duration("between clicks")).await;
    }
}

async fn add_bad(number: u32, cart: Cart, knobs: Knobs) {
    let Ok(mut items) = cart.try_borrow_mut() else {
        return println!("click {number} fails: the object is in use");
    };
    if number == knobs.count("broken click") {
        println!("click {number} panics");
        return cut_off(items);
    }
    items.push(number);
    println!("click {number}: {} in the cart", items.len());
}

/// Checks before it borrows, and gives an error instead of a panic.
async fn add_fixed(number: u32, cart: Cart, knobs: Knobs) {
    if number == knobs.count("broken click") {
        return println!("click {number} is refused");
    }
    let mut items = cart.borrow_mut();
    items.push(number);
    println!("click {number}: {} in the cart", items.len());
}

/// Stands in for a panic in WebAssembly: JavaScript goes on, and nothing on the stack is dropped.
fn cut_off<T>(on_stack: T) {
    let _kept = ManuallyDrop::new(on_stack);
}
