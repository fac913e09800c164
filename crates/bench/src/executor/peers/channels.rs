//! The channels that people use with the peers.

use futures::StreamExt as _;
use futures::channel::mpsc;

use super::super::subject::{Channel, Receiver, Sender};

/// That of the crate futures.
pub(super) struct Futures;

impl Channel for Futures {
    type Sender = mpsc::UnboundedSender<u32>;
    type Receiver = mpsc::UnboundedReceiver<u32>;

    fn open() -> (Self::Sender, Self::Receiver) {
        mpsc::unbounded()
    }
}

impl Sender for mpsc::UnboundedSender<u32> {
    fn send(&self, message: u32) {
        self.unbounded_send(message).expect("the receiver is there until the last message");
    }
}

impl Receiver for mpsc::UnboundedReceiver<u32> {
    async fn receive(&mut self) -> Option<u32> {
        self.next().await
    }
}

/// That of smol.
pub(super) struct Async;

impl Channel for Async {
    type Sender = async_channel::Sender<u32>;
    type Receiver = async_channel::Receiver<u32>;

    fn open() -> (Self::Sender, Self::Receiver) {
        async_channel::unbounded()
    }
}

impl Sender for async_channel::Sender<u32> {
    fn send(&self, message: u32) {
        self.try_send(message).expect("the receiver is there until the last message");
    }
}

impl Receiver for async_channel::Receiver<u32> {
    async fn receive(&mut self) -> Option<u32> {
        self.recv().await.ok()
    }
}

/// That of Tokio.
pub(super) struct Tokio;

impl Channel for Tokio {
    type Sender = tokio::sync::mpsc::UnboundedSender<u32>;
    type Receiver = tokio::sync::mpsc::UnboundedReceiver<u32>;

    fn open() -> (Self::Sender, Self::Receiver) {
        tokio::sync::mpsc::unbounded_channel()
    }
}

impl Sender for tokio::sync::mpsc::UnboundedSender<u32> {
    fn send(&self, message: u32) {
        self.send(message).expect("the receiver is there until the last message");
    }
}

impl Receiver for tokio::sync::mpsc::UnboundedReceiver<u32> {
    async fn receive(&mut self) -> Option<u32> {
        self.recv().await
    }
}
