//! The place of a wait whose future is made on one line and awaited on another, so that only its poll knows the line.

use std::panic::Location;

/// The place of a wait for something that is a future by itself, and so is polled without a call that could remember
/// its place: the line of the `.await`, which makes the poll.
///
/// Where something in between makes the poll (`&mut future`, a pin, a box, a combinator of another crate), its line
/// says nothing about the program. Then it is the place where the future was `made`, which is always the program's.
pub(crate) fn place_of_poll(
    caller: &'static Location<'static>,
    made: &'static Location<'static>,
) -> &'static Location<'static> {
    if is_of_program(caller.file()) {
        caller
    } else {
        made
    }
}

/// Whether a source file may be the program's: neither this crate's, nor the standard library's, nor one that Cargo
/// has downloaded.
fn is_of_program(file: &str) -> bool {
    const DOWNLOADED: [&str; 4] =
        ["/registry/src/", "/git/checkouts/", "\\registry\\src\\", "\\git\\checkouts\\"];
    !file.starts_with(folder_of(file!(), "polled.rs"))
        && !file.starts_with(folder_of(file_in_core(), "core/src/convert/mod.rs"))
        && !DOWNLOADED.iter().any(|folder| file.contains(folder))
}

/// The path without its end, whichever way the separators lean.
fn folder_of<'a>(path: &'a str, end: &str) -> &'a str {
    path.len().checked_sub(end.len()).and_then(|length| path.get(..length)).unwrap_or(path)
}

/// The path of a file of the standard library, as its compiler wrote it down: it is another on each machine. A
/// reference passes `as_ref` on from there.
fn file_in_core() -> &'static str {
    struct Probe;
    impl AsRef<Location<'static>> for Probe {
        #[track_caller]
        fn as_ref(&self) -> &Location<'static> {
            Location::caller()
        }
    }
    const PROBE: &Probe = &Probe;
    AsRef::<Location<'static>>::as_ref(&PROBE).file()
}

#[cfg(test)]
mod tests {
    use std::panic::Location;

    use super::{file_in_core, folder_of, is_of_program};

    #[test]
    fn a_file_of_the_library_is_none_of_the_program() {
        let file = file_in_core();
        assert!(file.ends_with("mod.rs") && file.contains("core"), "{file}");
        let library = folder_of(file, "core/src/convert/mod.rs");
        assert!(!is_of_program(&format!("{library}core/src/future/future.rs")));
        assert!(!is_of_program(&format!("{library}alloc/src/boxed.rs")));
    }

    #[test]
    fn this_crate_is_none_of_the_program() {
        assert!(!is_of_program(Location::caller().file()));
    }

    #[test]
    fn what_was_downloaded_is_none_of_the_program() {
        for file in [
            "/home/me/.cargo/registry/src/index.crates.io-1949/futures-util-0.3.31/src/lib.rs",
            "C:\\Users\\me\\.cargo\\registry\\src\\index\\tokio-1.54.1\\src\\future\\maybe_done.rs",
            "/home/me/.cargo/git/checkouts/tokio-1/src/lib.rs",
        ] {
            assert!(!is_of_program(file), "{file}");
        }
    }

    #[test]
    fn all_else_may_be_the_program() {
        for file in ["src/main.rs", "crates/runtime/tests/places.rs", "/home/me/site/src/page.rs"] {
            assert!(is_of_program(file), "{file}");
        }
    }
}
