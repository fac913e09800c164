//! Functions that threads can run: named, because another instance of the program has to find them.

use std::fmt;
use std::marker::PhantomData;

use super::inside::Post;
use super::message::{bytes_of, message_in, Message};

/// A function for a thread of its own: called for each message, and free to send any number back. A `static`, so that
/// every instance of the program has it.
pub struct Function<In, Out> {
    name: &'static str,
    body: fn(In, &Outbox<Out>),
}

/// A function for [`spawn_blocking`](super::spawn_blocking): called once for each input, it returns what comes of it.
pub struct Job<In, Out> {
    name: &'static str,
    body: fn(In) -> Out,
}

/// Takes what a thread sends to whoever spawned it.
pub struct Outbox<Out> {
    post: Post,
    sends: PhantomData<fn(Out)>,
}

/// A function of any type, as a worker's script calls it.
pub trait Callable: Sync {
    /// By which it is found.
    fn name(&self) -> &'static str;

    /// Calls it with the bytes of its input; what it sends goes to `post`. Gives the bytes of what it returns.
    fn call(&self, input: &[u8], post: &Post) -> Vec<u8>;
}

impl<In: Message, Out: Message> Function<In, Out> {
    /// A function with the name that it is found by, which must not be that of another one of the program.
    #[must_use]
    pub const fn new(name: &'static str, body: fn(In, &Outbox<Out>)) -> Self {
        Self { name, body }
    }
}

impl<In: Message, Out: Message> Job<In, Out> {
    /// A function with the name that it is found by, which must not be that of another one of the program.
    #[must_use]
    pub const fn new(name: &'static str, body: fn(In) -> Out) -> Self {
        Self { name, body }
    }
}

impl<Out: Message> Outbox<Out> {
    /// Sends a message, also in the middle of a call. It is not known whether anybody will receive it.
    // A value, as with every other channel: what was sent is no longer there.
    #[allow(clippy::needless_pass_by_value)]
    pub fn send(&self, message: Out) {
        (self.post)(bytes_of(&message));
    }
}

impl<In: Message, Out: Message> Callable for Function<In, Out> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn call(&self, input: &[u8], post: &Post) -> Vec<u8> {
        let out = Outbox { post: Post::clone(post), sends: PhantomData };
        (self.body)(message_in(input), &out);
        Vec::new()
    }
}

impl<In: Message, Out: Message> Callable for Job<In, Out> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn call(&self, input: &[u8], _: &Post) -> Vec<u8> {
        bytes_of(&(self.body)(message_in(input)))
    }
}

impl<In, Out> fmt::Debug for Function<In, Out> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Function").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<In, Out> fmt::Debug for Job<In, Out> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Job").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<Out> fmt::Debug for Outbox<Out> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Outbox").finish_non_exhaustive()
    }
}
