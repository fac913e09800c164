//! Small programs, one for each idea in the listings of the Book's chapter 17. They print as the Book's do, with std's
//! `println!`.

// Standard output is what is tested, and the listings of the Book unwrap.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

pub(crate) mod answer;
pub(crate) mod closed;
pub(crate) mod detached;
pub(crate) mod filter;
pub(crate) mod first_answer;
pub(crate) mod first_page;
pub(crate) mod greedy;
pub(crate) mod handle;
pub(crate) mod joined;
pub(crate) mod many;
pub(crate) mod merged;
pub(crate) mod messages;
pub(crate) mod never_closed;
pub(crate) mod of_three_types;
pub(crate) mod one_after_the_other;
pub(crate) mod one_message;
pub(crate) mod own_timeout;
pub(crate) mod own_types;
pub(crate) mod page_title;
pub(crate) mod race;
pub(crate) mod silence;
pub(crate) mod sleeping_between;
pub(crate) mod stream;
pub(crate) mod thread;
pub(crate) mod two_senders;
pub(crate) mod yielding_between;
