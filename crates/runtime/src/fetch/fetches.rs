//! An executor's transfers: how they begin and end, and what it means when something arrives.

use std::any::Any;
use std::cell::RefCell;
use std::panic::Location;
use std::rc::Rc;
use std::task::Waker;

use taskscope_sorted::SortedMap;

use super::error::FetchError;
use super::host::{Arrival, Arrivals};
use super::site_file::Served;
use super::transfer::Transfer;
use crate::core::Core;
use crate::due::{Due, Source};
use crate::host::When;
use crate::outside::Outside;
use crate::panics::{finally, All};
use crate::record::{Event, FetchEnd, FetchEvent, ResourceKind, WakeSource};
use crate::resource::Resource;
use crate::{Clock, ResourceId};

/// The transfers of an executor that have not ended.
#[derive(Default)]
pub(super) struct Fetches(RefCell<SortedMap<ResourceId, Rc<Transfer>>>);

impl Fetches {
    fn get(&self, id: ResourceId) -> Option<Rc<Transfer>> {
        self.0.borrow().get(&id).cloned()
    }
}

impl Fetches {
    /// Asks for the file at `path`: the site on the browser's clock, and on the virtual one a stand-in, which serves
    /// `file`.
    pub(super) fn start_fetch(
        &self,
        core: &Core,
        path: &str,
        file: Served<'_>,
        location: &'static Location<'static>,
    ) -> Rc<Transfer> {
        let resource = Resource::new(ResourceKind::Fetch, None, location);
        let id = resource.id();
        let is_stand_in = core.clock() == Clock::Virtual;
        core.record(|core| {
            let address = core.text(path);
            Event::Fetch(FetchEvent::Started { fetch: id, address, is_stand_in })
        });
        let transfer = Rc::new(Transfer::new(resource, core.weak()));
        self.0.borrow_mut().insert(id, Rc::clone(&transfer));
        if is_stand_in {
            Self::stand_in(core, id, file);
        } else if let Some(network) = core.host().network() {
            let request = network.request(path, Self::arrivals(core, id));
            *transfer.request.borrow_mut() = Some(request);
        } else {
            self.end_fetch(
                core,
                &transfer,
                FetchEnd::Failed,
                Err(FetchError::Failed("this host has no network".to_owned())),
            );
        }
        transfer
    }

    /// Takes in what has come for a request, and wakes whoever waits for it.
    pub(super) fn take_arrival(&self, core: &Core, id: ResourceId, arrival: Arrival) {
        let Some(transfer) = self.get(id).filter(|_| core.ended().is_none()) else { return };
        core.fresh_now();
        // Even if a sink panics.
        finally(
            || self.keep_arrival(core, &transfer, arrival),
            || {
                let woken = transfer.take_waiting();
                core.wake_from(WakeSource::Promise(id), || woken.into_iter().for_each(Waker::wake));
                // Even if nobody was woken: a turn finds out whether anything is left to wait for.
                core.request_turn(When::Soon);
            },
        );
    }

    fn keep_arrival(&self, core: &Core, transfer: &Transfer, arrival: Arrival) {
        let fetch = transfer.resource.id();
        match arrival {
            Arrival::Answer { status, length } => {
                transfer.status.set(Some(status));
                core.record(|_| Event::Fetch(FetchEvent::Answered { fetch, status, length }));
            }
            Arrival::Chunk(chunk) => {
                let bytes = u32::try_from(chunk.len()).unwrap_or(u32::MAX);
                transfer.chunks.borrow_mut().push_back(chunk);
                core.record(|_| Event::Fetch(FetchEvent::Chunk { fetch, bytes }));
            }
            Arrival::End(Ok(())) => self.end_fetch(core, transfer, FetchEnd::Complete, Ok(())),
            Arrival::End(Err(reason)) => {
                self.end_fetch(core, transfer, FetchEnd::Failed, Err(FetchError::Failed(reason)));
            }
        }
    }

    /// Nobody wants what is still to come.
    pub(super) fn cancel_fetch(&self, core: &Core, transfer: &Transfer) {
        if transfer.end().is_none() {
            self.end_fetch(core, transfer, FetchEnd::Cancelled, Err(FetchError::Cancelled));
        }
    }

    /// Ends a transfer, once. It has ended before that is recorded, because a sink could drop the future that holds it.
    fn end_fetch(&self, core: &Core, transfer: &Transfer, how: FetchEnd, outcome: Result<(), FetchError>) {
        let fetch = transfer.resource.id();
        let reason = if let Err(FetchError::Failed(reason)) = &outcome { Some(reason.clone()) } else { None };
        *transfer.end.borrow_mut() = Some(outcome);
        let in_list = self.0.borrow_mut().remove(&fetch);
        core.outside::<Due>().forget(core, Self::source(fetch));
        finally(
            || {
                core.record(|core| {
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

    /// Where the news of a stand-in comes from.
    pub(super) fn source(fetch: ResourceId) -> Source {
        ("fetch", fetch.0)
    }

    /// Takes what the network says, as long as there is an executor.
    fn arrivals(core: &Core, fetch: ResourceId) -> Arrivals {
        let core = core.weak();
        Arrivals::new(move |arrival| {
            if let Some(core) = core.upgrade() {
                core.outside::<Self>().take_arrival(&core, fetch, arrival);
            }
        })
    }
}

impl Outside<Core> for Fetches {
    fn is_busy(&self) -> bool {
        !self.0.borrow().is_empty()
    }

    /// The transfers of cancelled tasks have been told.
    fn end(&self, _: &Core, _: bool) {
        let transfers = self.0.take();
        let mut all = All::default();
        for transfer in transfers.into_values() {
            *transfer.end.borrow_mut() = Some(Err(FetchError::Cancelled));
            let request = transfer.request.borrow_mut().take();
            all.call(|| drop(request));
        }
        all.resume();
    }

    fn into_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}
