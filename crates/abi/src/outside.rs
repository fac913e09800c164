//! What is outside of the module: the host's functions, as the module calls them.

/// The host's functions. In a module they are its imports, in a test whatever it likes. None of them calls back.
pub trait Outside: Copy + 'static {
    /// The time of the run, in microseconds.
    fn now(self) -> f64;

    /// Returns once `now` has reached `at`.
    fn busy_until(self, at: f64);

    /// Asks for a turn: soon, or after the host's other events.
    fn ask(self, is_after_events: bool);

    /// Asks for a turn at a time; for none, below zero.
    fn alarm(self, at: f64);

    /// Takes words of the trace; gives how many events are to be told one by one from now on.
    fn tell(self, words: &[u32]) -> u32;

    /// Takes the reason why nothing can be started.
    fn refuse(self, reason: &str);

    /// Takes a panic's message.
    fn panicked(self, message: &str);

    /// How many threads have a processor to themselves.
    fn thread_parallelism(self) -> u32;

    /// Starts a thread of a number. If it is refused, writes why into `reason`, and gives how many bytes that takes.
    fn thread_start(self, thread: u32, name: &str, reason: &mut [u8]) -> Option<usize>;

    /// Lets a thread call a function.
    fn thread_call(self, thread: u32, function: &str, input: &[u8]);

    /// Ends a thread, whatever it does.
    fn thread_end(self, thread: u32);

    /// In a thread: sends a message.
    fn thread_message(self, message: &[u8]);

    /// In a thread: gives what a call returns.
    fn thread_return(self, value: &[u8]);

    /// Asks for a file.
    fn network_request(self, request: u32, path: &str);

    /// Nobody waits for a file any more.
    fn network_cancel(self, request: u32);
}
