//! Which mutant of this build is in effect; put into a copy of the runtime by `cargo xtask mutants`.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock};

/// The mutant in effect, 0 for none; numbers begin at 1.
static CHOSEN: AtomicU32 = AtomicU32::new(UNDECIDED);

/// Nothing has been asked yet, or every question is written down.
const UNDECIDED: u32 = u32::MAX;

/// Numbers of mutants are smaller than this.
const MANY: usize = 1 << 16;

/// What was asked for, where that is written down.
static SEEN: [AtomicBool; MANY] = [const { AtomicBool::new(false) }; MANY];

/// Whether the mutant with this number is in effect.
///
/// `MUTANT` has its number. `MUTANT_SEEN` names a file, to which the number of each mutant is added when it is met.
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
    if !SEEN[number as usize].swap(true, Relaxed) {
        let line = format!("{number}\n");
        file.lock().expect("nothing panics under this lock").write_all(line.as_bytes()).expect("the file can be written");
    }
    false
}
