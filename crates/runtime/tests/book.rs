//! The names of the Book's `trpl`: programs in the manner of its chapter 17 compile and print what they have to.
#![cfg(not(target_arch = "wasm32"))]

#[path = "book/blocking.rs"]
mod blocking;
#[path = "book/listings/mod.rs"]
mod listings;
#[path = "book/pages.rs"]
mod pages;
#[path = "book/printing.rs"]
mod printing;

use expect_test::expect;

use crate::printing::{check, check_endless};

#[test]
fn answer() {
    check(
        "answer",
        listings::answer::main,
        &expect![[r"
        asking
        the longest word is future
    "]],
    );
}

#[test]
fn first_answer() {
    check(
        "first_answer",
        listings::first_answer::main,
        &expect![[r"
        found in the national library after 1 s
    "]],
    );
}

#[test]
fn detached() {
    check(
        "detached",
        listings::detached::main,
        &expect![[r"
        walker: lap 1
        runner: lap 1
        walker: lap 2
        runner: lap 2
        walker: lap 3
        runner: lap 3
    "]],
    );
}

#[test]
fn handle() {
    check(
        "handle",
        listings::handle::main,
        &expect![[r"
        walker: lap 1
        runner: lap 1
        walker: lap 2
        runner: lap 2
        runner: lap 3
        runner: lap 4
        runner: tired
    "]],
    );
}

#[test]
fn joined() {
    check(
        "joined",
        listings::joined::main,
        &expect![[r"
        runner: lap 1
        walker: lap 1
        runner: lap 2
        walker: lap 2
        runner: lap 3
        runner: lap 4
    "]],
    );
}

#[test]
fn one_message() {
    check(
        "one_message",
        listings::one_message::main,
        &expect![[r"
        unpacked books
    "]],
    );
}

#[test]
fn one_after_the_other() {
    check_endless(
        "one_after_the_other",
        listings::one_after_the_other::main,
        6,
        &expect![[r"
        sending books
        sending tea
        sending maps
        unpacked books
        unpacked tea
        unpacked maps
    "]],
    );
}

#[test]
fn never_closed() {
    check_endless(
        "never_closed",
        listings::never_closed::main,
        6,
        &expect![[r"
        sending books
        unpacked books
        sending tea
        unpacked tea
        sending maps
        unpacked maps
    "]],
    );
}

#[test]
fn closed() {
    check(
        "closed",
        listings::closed::main,
        &expect![[r"
        sending books
        unpacked books
        sending tea
        unpacked tea
        sending maps
        unpacked maps
        the sender is gone
    "]],
    );
}

#[test]
fn two_senders() {
    check(
        "two_senders",
        listings::two_senders::main,
        &expect![[r"
        unpacked flowers
        unpacked piano
        unpacked cake
        unpacked letter
        unpacked wardrobe
        unpacked bricks
    "]],
    );
}

#[test]
fn many() {
    check(
        "many",
        listings::many::main,
        &expect![[r"
        early bird
        late bird
        [1, 2]
    "]],
    );
}

#[test]
fn of_three_types() {
    check(
        "of_three_types",
        listings::of_three_types::main,
        &expect![[r"
        1 two true
        3 four false
    "]],
    );
}

#[test]
fn race() {
    check(
        "race",
        listings::race::main,
        &expect![[r"
        the tortoise starts
        the hare starts
        the hare arrives
    "]],
    );
}

#[test]
fn greedy() {
    check(
        "greedy",
        listings::greedy::main,
        &expect![[r"
        first starts
        first computes part 1
        first computes part 2
        first computes part 3
        second starts
        second computes part 1
        second computes part 2
        first ends
    "]],
    );
}

#[test]
fn sleeping_between() {
    check(
        "sleeping_between",
        listings::sleeping_between::main,
        &expect![[r"
        first computes part 1
        second computes part 1
        first computes part 2
        second computes part 2
        first computes part 3
        second computes part 3
        first ends
    "]],
    );
}

#[test]
fn yielding_between() {
    check(
        "yielding_between",
        listings::yielding_between::main,
        &expect![[r"
        first computes part 1
        second computes part 1
        first computes part 2
        second computes part 2
        first computes part 3
        second computes part 3
        first ends
    "]],
    );
}

#[test]
fn own_timeout() {
    check(
        "own_timeout",
        listings::own_timeout::main,
        &expect![[r"
        an egg of 4 minutes is done
        no egg of 9 minutes in 300 seconds
    "]],
    );
}

#[test]
fn stream() {
    check(
        "stream",
        listings::stream::main,
        &expect![[r"
        1
        4
        9
        16
        25
    "]],
    );
}

#[test]
fn filter() {
    check(
        "filter",
        listings::filter::main,
        &expect![[r"
        30
        60
        90
        120
        150
        180
    "]],
    );
}

#[test]
fn messages() {
    check(
        "messages",
        listings::messages::main,
        &expect![[r"
        platform 0: night train
        platform 1: mail train
        platform 2: slow train
    "]],
    );
}

#[test]
fn silence() {
    check(
        "silence",
        listings::silence::main,
        &expect![[r"
        platform 0: night train
        delayed: Elapsed(())
        platform 1: mail train
        platform 2: slow train
        delayed: Elapsed(())
        platform 3: last train
    "]],
    );
}

#[test]
fn merged() {
    check(
        "merged",
        listings::merged::main,
        &expect![[r"
        tick 1
        night train
        tick 2
        tick 3
        delayed: Elapsed(())
        tick 4
        mail train
        tick 5
        regular tick
        regular tick
    "]],
    );
}

#[test]
fn own_types() {
    check(
        "own_types",
        listings::own_types::main,
        &expect![[r"
        3
        2
        1
        lift-off
        10
        5
        2
        1
    "]],
    );
}

#[test]
fn thread() {
    check(
        "thread",
        listings::thread::main,
        &expect![[r"
        1! = 1
        2! = 2
        3! = 6
        4! = 24
        5! = 120
        6! = 720
        7! = 5040
        8! = 40320
        9! = 362880
        10! = 3628800
    "]],
    );
}
