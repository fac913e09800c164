//! A borrow held across an await: the second click finds the object in use.

use std::rc::Rc;

use taskscope_runtime::cell::RefCell;
use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

/// What wasm-bindgen makes of a struct that JavaScript holds: a cell, which each call borrows.
type Cart = Rc<RefCell<Vec<&'static str>>>;

const CLICKS: [&str; 3] = ["tea", "milk", "cocoa"];

async fn bad(knobs: Knobs) {
    let cart = Rc::new(RefCell::new(Vec::new()));
    let mut clicks = Vec::new();
    for item in CLICKS {
        clicks.push(spawn(item, add_bad(item, Rc::clone(&cart), knobs)));
        sleep(knobs.duration("between clicks")).await;
    }
    for click in clicks {
        click.await.expect("adding does not panic");
    }
    println!("{} things are in the cart", cart.borrow().len());
}

async fn fixed(knobs: Knobs) {
    let cart = Rc::new(RefCell::new(Vec::new()));
    let mut clicks = Vec::new();
    for item in CLICKS {
        clicks.push(spawn(item, add_fixed(item, Rc::clone(&cart), knobs)));
        sleep(knobs.duration("between clicks")).await;
    }
    for click in clicks {
        click.await.expect("adding does not panic");
    }
    println!("{} things are in the cart", cart.borrow().len());
}

/// Like `async fn add(&mut self)`: the borrow lasts until the future is done.
async fn add_bad(item: &'static str, cart: Cart, knobs: Knobs) {
    let mut things = cart.borrow_mut();
    sleep(knobs.duration("server takes")).await;
    things.push(item);
    println!("{item} is in the cart");
}

/// Like `async fn add(&self)`: the borrow begins after the await and ends on the same line.
async fn add_fixed(item: &'static str, cart: Cart, knobs: Knobs) {
    sleep(knobs.duration("server takes")).await;
    cart.borrow_mut().push(item);
    println!("{item} is in the cart");
}
