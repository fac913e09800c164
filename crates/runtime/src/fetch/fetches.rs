//! An executor's transfers: how they begin and end, and what it means when something arrives.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::Location;
use std::rc::Rc;
use std::task::Waker;

use super::error::FetchError;
use super::host::Arrivals;
use super::site_file::Served;
use super::transfer::{Arrival, Transfer};
use crate::core::Core;
use crate::due::News;
use crate::panics::{finally, All};
use crate::record::{Event, FetchEnd, FetchEvent, ResourceKind, WakeSource};
use crate::{Clock, ResourceId, When};

/// The transfers of an executor that have not ended.
#[derive(Default)]
pub(crate) struct Fetches(RefCell<BTreeMap<ResourceId, Rc<Transfer>>>);

impl Fetches {
    /// Whether something is still to come by itself.
    pub(crate) fn is_busy(&self) -> bool {
        !self.0.borrow().is_empty()
    }

    fn get(&self, id: ResourceId) -> Option<Rc<Transfer>> {
        self.0.borrow().get(&id).cloned()
    }
}

impl Core {
    /// Asks for the file at `path`: the site on the browser's clock, and on the virtual one a stand-in, which serves
    /// `file`.
    pub(super) fn start_fetch(
        &self,
        path: &str,
        file: Served<'_>,
        location: &'static Location<'static>,
    ) -> Rc<Transfer> {
        let id = self.next_resource();
        let is_stand_in = self.clock() == Clock::Virtual;
        let kind = ResourceKind::Fetch;
        self.record(|core| Event::ResourceCreated {
            resource: id,
            kind,
            capacity: None,
            place: core.place(location),
        });
        self.record(|core| {
            let address = core.text(path);
            Event::Fetch(FetchEvent::Started { fetch: id, address, is_stand_in })
        });
        let transfer = Rc::new(Transfer::new(id, self.weak()));
        self.fetches().0.borrow_mut().insert(id, Rc::clone(&transfer));
        if is_stand_in {
            self.stand_in(id, file);
        } else if let Some(network) = self.host().network() {
            let request = network.request(path, Arrivals::new(self.weak(), id));
            *transfer.request.borrow_mut() = Some(request);
        } else {
            self.end_fetch(
                &transfer,
                FetchEnd::Failed,
                Err(FetchError::Failed("this host has no network".to_owned())),
            );
        }
        transfer
    }

    /// Takes in what has come for a request, and wakes whoever waits for it.
    pub(crate) fn take_arrival(&self, id: ResourceId, arrival: Arrival) {
        let Some(transfer) = self.fetches().get(id).filter(|_| self.ended().is_none()) else { return };
        self.fresh_now();
        // Even if a sink panics.
        finally(
            || self.keep_arrival(&transfer, arrival),
            || {
                let woken = transfer.take_waiting();
                self.wake_from(WakeSource::Promise(id), || woken.into_iter().for_each(Waker::wake));
                // Even if nobody was woken: a turn finds out whether anything is left to wait for.
                self.request_turn(When::Soon);
            },
        );
    }

    fn keep_arrival(&self, transfer: &Transfer, arrival: Arrival) {
        let fetch = transfer.id;
        match arrival {
            Arrival::Answer { status, length } => {
                transfer.status.set(Some(status));
                self.record(|_| Event::Fetch(FetchEvent::Answered { fetch, status, length }));
            }
            Arrival::Chunk(chunk) => {
                let bytes = u32::try_from(chunk.len()).unwrap_or(u32::MAX);
                transfer.chunks.borrow_mut().push_back(chunk);
                self.record(|_| Event::Fetch(FetchEvent::Chunk { fetch, bytes }));
            }
            Arrival::End(Ok(())) => self.end_fetch(transfer, FetchEnd::Complete, Ok(())),
            Arrival::End(Err(reason)) => {
                self.end_fetch(transfer, FetchEnd::Failed, Err(FetchError::Failed(reason)));
            }
        }
    }

    /// Nobody wants what is still to come.
    pub(super) fn cancel_fetch(&self, transfer: &Transfer) {
        if transfer.end().is_none() {
            self.end_fetch(transfer, FetchEnd::Cancelled, Err(FetchError::Cancelled));
        }
    }

    /// Ends a transfer, once. It has ended before that is recorded, because a sink could drop the future that holds it.
    fn end_fetch(&self, transfer: &Transfer, how: FetchEnd, outcome: Result<(), FetchError>) {
        let fetch = transfer.id;
        let reason = if let Err(FetchError::Failed(reason)) = &outcome { Some(reason.clone()) } else { None };
        *transfer.end.borrow_mut() = Some(outcome);
        let in_list = self.fetches().0.borrow_mut().remove(&fetch);
        self.forget_news(|news| matches!(news, News::Fetch(id, _) if *id == fetch));
        finally(
            || {
                self.record(|core| {
                    let message = reason.as_deref().map(|reason| core.text(reason));
                    Event::Fetch(FetchEvent::Ended { fetch, how, message })
                });
            },
            || {
                // Dropped without a borrow: the host's code ends it.
                let request = transfer.request.borrow_mut().take();
                drop(request);
            },
        );
        drop(in_list);
    }

    /// Ends all transfers that are still under way, because the run is over. Those of cancelled tasks have been told.
    pub(crate) fn end_fetches(&self) {
        let transfers = self.fetches().0.take();
        let mut all = All::default();
        for transfer in transfers.into_values() {
            *transfer.end.borrow_mut() = Some(Err(FetchError::Cancelled));
            let request = transfer.request.borrow_mut().take();
            all.call(|| drop(request));
        }
        all.resume();
    }
}
