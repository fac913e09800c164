//! Which mutant of this build is in effect; put into a copy of the project by `cargo xtask mutants`.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock};

/// The mutant in effect, 0 for none; numbers begin at 1.
static CHOSEN: AtomicU32 = AtomicU32::new(UNDECIDED);

/// Nothing has been asked yet, or every question is written down.
const UNDECIDED: u32 = u32::MAX;

thread_local! {
    /// What this thread has asked for, where that is written down.
    static MET: RefCell<HashSet<u32>> = RefCell::default();
}

/// Whether the mutant with this number is in effect.
///
/// `MUTANT` has its number. `MUTANT_SEEN` names a file, to which each mutant is added when it is met, with the name of the
/// thread: a test's, if it is one of the harness.
#[inline]
pub fn on(number: u32) -> bool {
    match CHOSEN.load(Relaxed) {
        UNDECIDED => is_chosen(number),
        chosen => chosen == number,
    }
}

#[cold]
fn is_chosen(number: u32) -> bool {
    static FILE: OnceLock<Option<Mutex<File>>> = OnceLock::new();
    let file = FILE.get_or_init(|| {
        let path = std::env::var_os("MUTANT_SEEN")?;
        OpenOptions::new().create(true).append(true).open(path).ok().map(Mutex::new)
    });
    let Some(file) = file else {
        let chosen = std::env::var("MUTANT").ok().and_then(|number| number.parse().ok()).unwrap_or(0);
        CHOSEN.store(chosen, Relaxed);
        return chosen == number;
    };
    // A thread that ends has no list any more.
    if MET.try_with(|met| met.borrow_mut().insert(number)).unwrap_or(true) {
        let thread = std::thread::current();
        let line = format!("{number} {}\n", thread.name().unwrap_or_default());
        file.lock().expect("nothing panics under this lock").write_all(line.as_bytes()).expect("the file can be written");
    }
    false
}
