//! The module's imports, and what it exports: the same as in the tables of this crate, on one program.

use std::cell::{Cell, RefCell};
use std::panic::{self, PanicHookInfo};
use std::rc::Rc;

use taskscope_format::{Reporter, TurnCause};
use taskscope_runtime::host::report_panic;
use taskscope_runtime::thread::Callable;

use crate::VERSION;
use crate::guest::{Guest, State, Task};
use crate::outside::Outside;
use crate::room::Room;
use crate::start::Start;
use crate::threads::Callee;

mod imports {
    #[link(wasm_import_module = "taskscope")]
    unsafe extern "C" {
        pub(super) safe fn now() -> f64;
        pub(super) safe fn busy_until(at: f64);
        pub(super) safe fn ask(when: u32);
        pub(super) safe fn alarm(at: f64);
        pub(super) fn tell(words: *const u32, count: usize) -> u32;
        pub(super) fn refuse(text: *const u8, length: usize);
        pub(super) fn panicked(text: *const u8, length: usize);
    }

    #[link(wasm_import_module = "taskscope_threads")]
    unsafe extern "C" {
        #[link_name = "parallelism"]
        pub(super) safe fn thread_parallelism() -> u32;
        #[link_name = "start"]
        pub(super) fn thread_start(
            thread: u32,
            name: *const u8,
            length: usize,
            reason: *mut u8,
            room: usize,
        ) -> i32;
        #[link_name = "call"]
        pub(super) fn thread_call(
            thread: u32,
            function: *const u8,
            function_length: usize,
            input: *const u8,
            input_length: usize,
        );
        #[link_name = "end"]
        pub(super) safe fn thread_end(thread: u32);
        #[link_name = "message"]
        pub(super) fn thread_message(bytes: *const u8, length: usize);
        #[link_name = "return_value"]
        pub(super) fn thread_return(bytes: *const u8, length: usize);
    }

    #[link(wasm_import_module = "taskscope_network")]
    unsafe extern "C" {
        #[link_name = "request"]
        pub(super) fn network_request(request: u32, path: *const u8, length: usize);
        #[link_name = "cancel"]
        pub(super) safe fn network_cancel(request: u32);
    }
}

/// The host, as the imports are.
#[derive(Clone, Copy)]
pub struct Imports;

impl Outside for Imports {
    #[inline]
    fn now(self) -> f64 {
        imports::now()
    }

    fn busy_until(self, at: f64) {
        imports::busy_until(at);
    }

    fn ask(self, is_after_events: bool) {
        imports::ask(is_after_events.into());
    }

    fn alarm(self, at: f64) {
        imports::alarm(at);
    }

    fn tell(self, words: &[u32]) -> u32 {
        // SAFETY: the host reads the words during the call and keeps no pointer; the same for what follows.
        unsafe { imports::tell(words.as_ptr(), words.len()) }
    }

    fn refuse(self, reason: &str) {
        // SAFETY: as above.
        unsafe { imports::refuse(reason.as_ptr(), reason.len()) }
    }

    fn panicked(self, message: &str) {
        // SAFETY: as above.
        unsafe { imports::panicked(message.as_ptr(), message.len()) }
    }

    fn thread_parallelism(self) -> u32 {
        imports::thread_parallelism()
    }

    fn thread_start(self, thread: u32, name: &str, reason: &mut [u8]) -> Option<usize> {
        // SAFETY: as above; the host writes no more than there is room for.
        let length = unsafe {
            imports::thread_start(thread, name.as_ptr(), name.len(), reason.as_mut_ptr(), reason.len())
        };
        usize::try_from(length).ok()
    }

    fn thread_call(self, thread: u32, function: &str, input: &[u8]) {
        // SAFETY: as above.
        unsafe {
            imports::thread_call(thread, function.as_ptr(), function.len(), input.as_ptr(), input.len());
        }
    }

    fn thread_end(self, thread: u32) {
        imports::thread_end(thread);
    }

    fn thread_message(self, message: &[u8]) {
        // SAFETY: as above.
        unsafe { imports::thread_message(message.as_ptr(), message.len()) }
    }

    fn thread_return(self, value: &[u8]) {
        // SAFETY: as above.
        unsafe { imports::thread_return(value.as_ptr(), value.len()) }
    }

    fn network_request(self, request: u32, path: &str) {
        // SAFETY: as above.
        unsafe { imports::network_request(request, path.as_ptr(), path.len()) }
    }

    fn network_cancel(self, request: u32) {
        imports::network_cancel(request);
    }
}

thread_local! {
    static GUEST: RefCell<Option<Rc<Guest<Imports>>>> = const { RefCell::new(None) };
    static CALLEE: Cell<Option<&'static [&'static dyn Callable]>> = const { Cell::new(None) };
    static ROOM: RefCell<Room> = RefCell::default();
}

/// The program, if there is one. Nothing is borrowed: it may be called, and end meanwhile.
fn guest() -> Option<Rc<Guest<Imports>>> {
    GUEST.with(|guest| guest.borrow().clone())
}

fn bytes(length: u32) -> Vec<u8> {
    ROOM.with(|room| room.borrow_mut().take(length))
}

/// What [`module!`](crate::module) makes `taskscope_start` of.
pub fn start(length: u32, choose: impl FnOnce(&Start) -> Result<Task, String>) -> u32 {
    report_panics();
    let chosen = Start::read(&bytes(length)).and_then(|start| {
        if guest().is_some() {
            return Err("A program runs already; end it first.".to_owned());
        }
        let task = choose(&start)?;
        Ok((start, task))
    });
    match chosen {
        Ok((start, task)) => {
            let guest = Rc::new(Guest::start(Imports, &start, task));
            GUEST.with(|slot| slot.replace(Some(guest)));
            1
        }
        Err(reason) => {
            Imports.refuse(&reason);
            0
        }
    }
}

/// What [`module!`](crate::module) makes `taskscope_thread` of.
pub fn thread(
    length: u32,
    functions: impl FnOnce(&Start) -> Result<&'static [&'static dyn Callable], String>,
) -> u32 {
    report_panics();
    match Start::read(&bytes(length)).and_then(|start| functions(&start)) {
        Ok(functions) => {
            CALLEE.set(Some(functions));
            1
        }
        Err(reason) => {
            Imports.refuse(&reason);
            0
        }
    }
}

/// The last thing that a panicking module can do: say so in the trace, and to the host.
fn report_panics() {
    panic::set_hook(Box::new(|info| {
        let message = message_of(info);
        report_panic(message, info.location());
        Imports.panicked(message);
    }));
}

fn message_of<'a>(info: &'a PanicHookInfo<'_>) -> &'a str {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a value that is not text")
}

/// Makes a module of a crate that is linked as a `cdylib`.
///
/// The first argument chooses what a [`Start`] asks for, as a `fn(&Start) -> Result<Task, String>`; the second gives the
/// functions that it runs on threads, as a `fn(&Start) -> Result<&'static [&'static dyn Callable], String>`.
#[macro_export]
macro_rules! module {
    ($choose:expr, $functions:expr) => {
        #[unsafe(no_mangle)]
        extern "C" fn taskscope_start(length: u32) -> u32 {
            $crate::wasm::start(length, $choose)
        }

        #[unsafe(no_mangle)]
        extern "C" fn taskscope_thread(length: u32) -> u32 {
            $crate::wasm::thread(length, $functions)
        }
    };
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_version() -> u32 {
    VERSION
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_room(length: u32) -> *mut u8 {
    ROOM.with(|room| {
        let mut room = room.borrow_mut();
        let made = room.make(length);
        if made.is_empty() { std::ptr::null_mut() } else { made.as_mut_ptr() }
    })
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_turn(cause: u32, polls: u32) {
    let cause = match cause {
        0 => TurnCause::Request,
        1 => TurnCause::Continuation,
        2 => TurnCause::Alarm,
        _ => return,
    };
    if let Some(guest) = guest() {
        guest.turn(cause, polls);
    }
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_state() -> u32 {
    guest().map_or(State::Over, |guest| guest.state()) as u32
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_frame(missed: u32) {
    if let Some(guest) = guest() {
        guest.frame(missed);
    }
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_long_task(reporter: u32, started: f64, took: f64) {
    let reporter = if reporter == 0 { Reporter::LongTask } else { Reporter::LongAnimationFrame };
    if let Some(guest) = guest() {
        guest.long_task(reporter, started, took);
    }
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_end() {
    drop(GUEST.take());
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_thread_ready(thread: u32, took: f64, memory: f64) {
    if let Some(guest) = guest() {
        guest.threads().ready(thread, took, memory);
    }
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_thread_message(thread: u32, length: u32, ago: f64) {
    if let Some(guest) = guest() {
        guest.threads().message(thread, bytes(length), ago);
    }
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_thread_returned(thread: u32, length: u32, took: f64, ago: f64) {
    if let Some(guest) = guest() {
        guest.threads().returned(thread, bytes(length), took, ago);
    }
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_thread_failed(thread: u32, length: u32) {
    if let Some(guest) = guest() {
        guest.threads().failed(thread, &bytes(length));
    }
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_call(name: u32, length: u32) -> u32 {
    let bytes = bytes(length);
    let (name, input) = bytes.split_at_checked(name as usize).unwrap_or((&bytes, &[]));
    let callee = CALLEE.get().map(|functions| Callee::new(Imports, functions));
    callee.is_some_and(|callee| callee.call(name, input)).into()
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_network_answered(request: u32, status: u32, bytes: f64) {
    if let Some(guest) = guest() {
        guest.network().answered(request, status, bytes);
    }
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_network_part(request: u32, length: u32) {
    if let Some(guest) = guest() {
        guest.network().part(request, bytes(length));
    }
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_network_complete(request: u32) {
    if let Some(guest) = guest() {
        guest.network().complete(request);
    }
}

#[unsafe(no_mangle)]
extern "C" fn taskscope_network_failed(request: u32, length: u32) {
    if let Some(guest) = guest() {
        guest.network().failed(request, &bytes(length));
    }
}
